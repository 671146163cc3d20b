"""The form against its contract: every field id, in the editions that ask for it; and files that break are refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from redovisa.form.difference import Change, differences, fields_gone, fields_new
from redovisa.form.load import Malformed, load_edition, load_fields, load_form
from redovisa.personligt_ombud.grant import GRANT, ROOM

CONTRACT = list(csv.DictReader((Path(__file__).parent / "fields.csv").read_text(encoding="utf-8").splitlines()))


def test_every_field_id_of_the_contract_is_there_and_no_other() -> None:
    assert list(GRANT.form.fields) == [row["id"] for row in CONTRACT]


@pytest.mark.parametrize("row", CONTRACT, ids=lambda row: row["id"])
def test_a_field_has_its_type_and_its_editions(row: dict[str, str]) -> None:
    field = GRANT.form.fields[row["id"]]
    said = row["type"]
    assert field.type.value == {"mark or count": "mark_or_count"}.get(said, said.split(" ")[0])
    if said.startswith("choice"):
        assert "|".join(field.choices) == said.split(" ")[1]
    assert field.label == row["label"]
    for year in (2020, 2023):
        assert (row["id"] in GRANT.form.editions[year].asked) == (row[f"in_{year}"] == "1")


def test_a_year_without_an_edition_is_read_with_the_nearest() -> None:
    nearest = {year: GRANT.form.edition_for(year).year for year in (2014, 2020, 2021, 2022, 2023, 2026)}
    assert nearest == {2014: 2020, 2020: 2020, 2021: 2020, 2022: 2023, 2023: 2023, 2026: 2023}


def test_the_difference_between_the_editions_is_the_known_one() -> None:
    old, new = GRANT.form.editions[2020], GRANT.form.editions[2023]
    assert {key.split(".")[0] for key in fields_gone(old, new)} == {"queue", "covid"}
    assert fields_new(old, new) == ("queue.yes", "queue.no", "queue.wait_days", "queue.cause")
    printed = differences(old, new)
    assert any(d.change is Change.REWORDED and (d.before, d.after) == ("9. Övrigt", "8. Övrigt") for d in printed)
    assert any(d.before == "därav mellan 18 och 29 årk" for d in printed)
    assert differences(old, old) == ()


def test_a_new_edition_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "fields.yaml").write_bytes((ROOM / "fields.yaml").read_bytes())
    text = (ROOM / "editions" / "2023.yaml").read_text(encoding="utf-8")
    (tmp_path / "editions" / "2026.yaml").write_text(text.replace("2023", "2026"), encoding="utf-8")
    form = load_form(tmp_path)
    assert form.edition_for(2026).year == 2026


@pytest.mark.parametrize(
    ("broken", "line", "says"),
    [
        ("edition: 2026\nform:\n  - boxes:\n      - {label: Kommun, field: contact.kommun}\n", 4, "contact.kommun"),
        ("edition: 2026\nform:\n  - tabel: {}\n", 3, "varken heading"),
        ("edition: 2026\nfrom: []\n", 2, "from"),
        ("edition: 2026\nyear_line: {label: 5}\n", 2, "citattecken"),
        ("edition: 2026\nform:\n  - heading: [\n", 4, "rad"),
        (
            "edition: 2026\nyear_line: {label: a}\nform:\n  - table:\n      columns: [Ja, Nej]\n      rows:\n"
            "        - {label: Kommun, fields: [provider.municipality]}\n",
            7,
            "1 fält men tabellen 2 kolumner",
        ),
    ],
)
def test_a_broken_edition_is_refused_with_file_and_line(tmp_path: Path, broken: str, line: int, says: str) -> None:
    path = tmp_path / "2026.yaml"
    if "year_line" not in broken:
        broken = broken.replace("edition: 2026\n", "edition: 2026\nyear_line: {label: a}\n")
        line += 1
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(Malformed) as refused:
        load_edition(path, GRANT.form.fields)
    assert f"2026.yaml, rad {line}" in str(refused.value)
    assert says in str(refused.value)


def test_a_field_of_no_known_type_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fields.yaml"
    path.write_text("Huvud:\n  a.b: {type: number, label: Fråga}\n", encoding="utf-8")
    with pytest.raises(Malformed, match=r"fields.yaml, rad 2: fältet a.b har ingen känd typ"):
        load_fields(path)
