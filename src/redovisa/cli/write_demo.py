"""``redovisa write demo``: every document for the invented county, made by the commands that a user would type."""

from __future__ import annotations

import argparse
import shlex
import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from redovisa.form.answer import Answer, Value
from redovisa.form.closed import why_closed
from redovisa.form.record import to_line
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.synthetic.invent import as_read
from redovisa.synthetic.nation import Report, invent_nation
from redovisa.writing.document import CannotWrite

COUNTY, TOWN, LATE, YEAR = "18", "1880", "1885", 2023
SEED = 2013
#: What all the documents take: typesetting with its font, finishing, and the solver that makes tables safe.
_PARTS = ("typst", "font_source_sans_pro", "pikepdf", "highspy")
#: What is typed, for Word and for PDF; the inputs lie in the folder underlag.
_EACH = (
    "write form underlag/kommun-2023.json --date 2024-01-12",
    "write letter receipt underlag/kommun-2023.json --received 2024-01-12 --number 700-1-2024 --date 2024-01-12",
    "write letter komplettering underlag/kommun-fel.json --answer-by 2024-02-15 --number 700-1-2024 --date 2024-01-25",
    "write letter reminder 1885 --year 2023 --date 2024-01-22",
    "write letter decision underlag/beslut.json --number 700-88-2024 --date 2024-04-10",
    "write letter recovery underlag/kommun-fel.json --number 700-1-2024 --date 2024-02-20",
    "write letter no_report underlag/saknas.json --number 700-9-2024 --date 2024-02-20",
    "write report county underlag/lanet.jsonl --county 18 --year 2023 --release tabeller --awaited 1885 "
    "--date 2024-02-26",
    "write report national underlag/lanet.jsonl --year 2023 --release tabeller --date 2024-05-15",
    "write description underlag/kommun-2021.json underlag/kommun-2022.json underlag/kommun-2023.json "
    "--facts underlag/uppgifter.yaml --date 2024-03-01",
)
# Years that follow on each other are tied by what moves between them, and hiding that takes minutes: these two do not.
_FIRST = ("tabulate underlag/lanet.jsonl --year 2021 --year 2023 --out tabeller --date 2024-05-15 --quiet",)
_LAST = (
    "write form --blank --county 18 --edition 2023 --date 2023-12-01 --to pdf --fillable",
    "write workbook underlag/lanet.jsonl --out redovisningar.xlsx --date 2024-02-26",
    "write themes underlag/lanet.jsonl --out teman.csv",
)
_IN, _OUT = ("underlag/", "tabeller"), ("redovisningar.xlsx", "teman.csv")


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument("--out", type=Path, default=Path("dokument"), metavar="MAPP", help="mapp att skriva i")


def run(arguments: argparse.Namespace) -> int:
    """Writes the documents, and shows each command that was given; 0 when all were written."""
    lacking = [name for name in _PARTS if find_spec(name) is None]
    if lacking:
        raise CannotWrite(
            f"Dokumenten kräver tilläggen write och tables ({', '.join(lacking)} saknas). Installera dem med make "
            "documents, eller pip install 'redovisa[write,tables]'."
        )
    out: Path = arguments.out
    try:
        if out.exists() and any(out.iterdir()):
            raise CannotWrite(f"{out} finns redan och är inte tom. Ange en ny mapp med --out.")
        _put_inputs(out / "underlag")
    except OSError as error:
        raise CannotWrite(f"{out} kan inte skrivas ({why_closed(error)}).") from error
    print("Allt är påhittat: länet Örebro, dess redovisningar, beslut och personer. ”Riket” är bara det länet.")
    lines = [*_FIRST, *(f"{line} --to {kind}" for kind in ("docx", "pdf") for line in _EACH), *_LAST]
    return max(_typed(line, out) for line in lines)


def _typed(line: str, out: Path) -> int:
    """Does what the line says, with its files in the folder."""
    from redovisa.cli.main import main

    print(f"\n$ redovisa {line}")
    words = shlex.split(line)
    told = [str(out / word) if word.startswith(_IN) or word in _OUT else word for word in words]
    if "--out" not in told:
        told += ["--out", str(out / "formulär-tomt.pdf" if "--blank" in told else out)]
    return main(told)


def _put_inputs(folder: Path) -> None:
    folder.mkdir(parents=True)
    for path in (ROOM / "demo_county").iterdir():
        shutil.copy(path, folder / path.name)
    reports = [
        one for one in invent_nation(GRANT.form, SEED, (YEAR - 2, YEAR - 1, YEAR)) if one.reporter.key[:2] == COUNTY
    ]
    came_in = [one for one in reports if (one.reporter.key, one.year) != (LATE, YEAR)]
    _put(folder / "lanet.jsonl", *(_record(one, one.answers) for one in came_in))
    for one in reports:
        if one.reporter.key == TOWN:
            _put(folder / f"kommun-{one.year}.json", _record(one, one.answers))
            if one.year == YEAR:
                _put(folder / "kommun-fel.json", _record(one, _faulty(one.answers)))


def _put(path: Path, *records: Redovisning) -> None:
    path.write_text("".join(f"{to_line(one)}\n" for one in records), "utf-8")


def _record(report: Report, answers: Mapping[str, Value]) -> Redovisning:
    known = GRANT.form.editions
    edition = max(year for year in known if year <= report.year)
    held = {key: Answer(key, value) for key, value in as_read(answers).items()}
    code = report.reporter.municipalities[0]
    name = f"{report.reporter.key}-{report.year}.docx"
    part = report.reporter.district
    return Redovisning(
        name,
        Kind.REDOVISNING,
        edition,
        report.year,
        held,
        municipality=code,
        county=code[:2],
        district=part.code if part else "",
    )


def _faulty(answers: Mapping[str, Value]) -> dict[str, Value]:
    """More ended clients than there were, and money left without a reason: something to ask, and to account for."""
    total, granted = answers.get("clients.total.men"), answers.get("economy.granted.amount")
    if not isinstance(total, int) or not isinstance(granted, int):
        raise CannotWrite("Den påhittade redovisningen saknar antal eller belopp; det här är ett fel i programmet.")
    changed = {key: value for key, value in answers.items() if key != "economy.why_fewer"}
    return changed | {"clients.closed.men": total + 3, "economy.spent.amount": granted - 90_000}
