"""The real documents: what is read of each is what a human has read, beside the document."""

from pathlib import Path

import pytest
import yaml

import expect
from redovisa.form.redovisning import Kind
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize("path", expect.documents(), ids=lambda path: path.name)
def test_reads_as_expected(path: Path) -> None:
    assert expect.read_now(path) == yaml.safe_load(expect.expected_of(path).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "kind", "edition", "county", "municipality"),
    [
        ("blank-2023", Kind.BLANK, 2023, "18", ""),
        ("osteraker-2023-filled", Kind.REDOVISNING, 2023, "01", "0117"),
        ("rinkeby-kista-2020-filled", Kind.REDOVISNING, 2020, "", "0180"),
        ("timra-2020-filled", Kind.REDOVISNING, 2020, "22", ""),
        ("timra-2018-activity-description", Kind.OTHER, None, "", ""),
    ],
)
def test_recognises(name: str, kind: Kind, edition: int | None, county: str, municipality: str) -> None:
    (document,) = Reader(GRANT.form).read_file(SEEDS / f"{name}.txt")
    assert (document.kind, document.edition) == (kind, edition)
    assert (document.county, document.municipality) == (county, municipality)


def test_one_number_and_two_columns_is_a_doubt_never_a_guess() -> None:
    (document,) = Reader(GRANT.form).read_file(SEEDS / "rinkeby-kista-2020-filled.txt")
    doubts = {doubt.field: doubt for doubt in document.doubts}
    assert document.value("ombud.count.women") is None
    assert document.value("ombud.count.men") is None
    assert doubts["ombud.count.women"].candidates == doubts["ombud.count.men"].candidates == (1.0,)
