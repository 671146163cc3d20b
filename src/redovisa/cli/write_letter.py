"""``redovisa write letter``: a county board's letters as Word or PDF, in the words of personligt_ombud/letters."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from redovisa.checking.check import check
from redovisa.cli.given import Given, given
from redovisa.cli.output import file_name, put
from redovisa.cli.records import read_records
from redovisa.cli.typed import day_of, year_of
from redovisa.form.redovisning import Redovisning
from redovisa.form.words import Words
from redovisa.issuing.letters import letter_document
from redovisa.issuing.names import named_county, named_place, sure_name
from redovisa.issuing.rendered import rendered
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.place import County
from redovisa.writing import letter_contents as contents
from redovisa.writing.document import CannotWrite
from redovisa.writing.letter import Envelope, Kind
from redovisa.writing.template import Filling

ABOUT = {
    Kind.RECEIPT: "kvittens på en redovisning som kommit in",
    Kind.KOMPLETTERING: "begäran om komplettering, ett stycke för varje fråga från granskningen",
    Kind.REMINDER: "påminnelse om en redovisning som saknas",
    Kind.DECISION: "beslut om bidrag med beviljade årsanställningar per kommun",
    Kind.RECOVERY: "underlag till Socialstyrelsen om outnyttjat bidrag",
    Kind.NO_REPORT: "underlag till Socialstyrelsen när redovisningen saknas",
}


def register(parser: argparse.ArgumentParser) -> None:
    """Adds the letters and what each of them takes."""
    letters = parser.add_subparsers(dest="letter", metavar="BREV", title="brev", required=True)
    for kind in Kind:
        one = letters.add_parser(kind.value, help=ABOUT[kind], description=ABOUT[kind])
        if kind is Kind.REMINDER:
            one.add_argument("municipalities", nargs="+", metavar="KOMMUN", help="kommunkod, till exempel 1880")
            one.add_argument("--year", type=year_of, required=True, metavar="ÅR", help="det redovisade året")
        else:
            what = _SOURCES.get(kind, "JSON från redovisa read --json; - läser in")
            one.add_argument("source", type=Path, metavar="FIL", help=what)
        if kind is Kind.RECEIPT:
            one.add_argument("--received", type=day_of, required=True, metavar="DAG", help="dagen den kom in")
        if kind is Kind.KOMPLETTERING:
            one.add_argument("--answer-by", type=day_of, required=True, metavar="DAG", help="sista dag att svara")
        needed = kind in (Kind.RECEIPT, Kind.KOMPLETTERING)
        one.add_argument("--number", required=needed, default="", metavar="DNR", help="diarienummer")
        one.add_argument("--receiver", metavar="NAMN", help="mottagare; annars kommunen")
        one.add_argument("--county", metavar="LÄN", help="länskod; annars den som uppgifterna nämner")
        one.add_argument("--to", choices=("docx", "pdf"), default="docx", help="Word (docx) eller PDF")
        one.add_argument("--date", type=day_of, metavar="DAG", help="brevets datum; annars i dag")
        one.add_argument("--out", type=Path, default=Path(), metavar="MAPP", help="mapp att skriva i")
        one.add_argument("--replace", action="store_true", help="skriv över filer som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes the letters; 0 when all were written."""
    kind = Kind(arguments.letter)
    for who, county, filling in _MADE[kind](arguments):
        envelope = Envelope(county, arguments.number, who, _today(arguments))
        data = rendered(letter_document(kind, envelope, filling), arguments.to)
        about = filling.values.get("municipality") or who
        path = arguments.out / f"{file_name(_FILES[kind], filling.values.get('year', ''), about)}.{arguments.to}"
        put(path, data, replace=arguments.replace)
        print(path)
    return 0


_FILES = {
    Kind.RECEIPT: "kvittens",
    Kind.KOMPLETTERING: "komplettering",
    Kind.REMINDER: "påminnelse",
    Kind.DECISION: "beslut",
    Kind.RECOVERY: "underlag",
    Kind.NO_REPORT: "underlag-ej-redovisat",
}
_SOURCES = {
    Kind.DECISION: "beslutets siffror som JSON: year, county, amount_per_position, granted",
    Kind.NO_REPORT: "de som inte har redovisat som JSON: year, county, missing",
}
_Letters = list[tuple[str, County, Filling]]


def _today(arguments: argparse.Namespace) -> date:
    day: date = arguments.date or datetime.now(UTC).astimezone().date()
    return day


def _county(code: str) -> County:
    if not code:
        raise CannotWrite(
            "Det framgår inte vilken länsstyrelse som skriver. Ange --county, till exempel 18 för Örebro."
        )
    return named_county(code)


def _each(arguments: argparse.Namespace, made: Callable[[Redovisning], Filling]) -> _Letters:
    records = read_records(arguments.source, GRANT.form)
    county = [_county(arguments.county or record.county or record.municipality[:2]) for record in records]
    return [
        (arguments.receiver or sure_name(record), at, made(record)) for record, at in zip(records, county, strict=True)
    ]


def _receipt(arguments: argparse.Namespace) -> _Letters:
    return _each(
        arguments,
        lambda record: contents.receipt(
            record, arguments.receiver or sure_name(record), arguments.received, arguments.number
        ),
    )


def _komplettering(arguments: argparse.Namespace) -> _Letters:
    def made(record: Redovisning) -> Filling:
        findings = check(record, GRANT.rules, today=_today(arguments)).findings
        return contents.komplettering(record, findings, Words(GRANT.form), arguments.answer_by)

    return _each(arguments, made)


def _reminder(arguments: argparse.Namespace) -> _Letters:
    letters: _Letters = []
    due = GRANT.dates["report_due"]
    deadline = date(arguments.year + 1, due["month"], due["day"])
    for code in arguments.municipalities:
        who = arguments.receiver or named_place(code, arguments.year)
        filling = contents.reminder(arguments.year, deadline, _today(arguments))
        letters.append((who, _county(arguments.county or code[:2]), filling))
    return letters


def _recovery(arguments: argparse.Namespace) -> _Letters:
    letters: _Letters = []
    for record in read_records(arguments.source, GRANT.form):
        county = _county(arguments.county or record.county or record.municipality[:2])
        who = sure_name(record)
        letters.append((arguments.receiver or "Socialstyrelsen", county, contents.recovery(record, who, GRANT.law)))
    return letters


def _decision(arguments: argparse.Namespace) -> _Letters:
    held = given(arguments.source)
    year, amount, county = held.whole("year"), held.whole("amount_per_position"), _board(arguments, held)
    granted = [
        contents.Granted(_named(row, year), row.positions("positions"), row.text("remark", ""))
        for row in held.rows("granted")
    ]
    return [(arguments.receiver or "", county, contents.decision(year, amount, granted))]


def _no_report(arguments: argparse.Namespace) -> _Letters:
    held = given(arguments.source)
    year, county = held.whole("year"), _board(arguments, held)
    due = GRANT.dates["report_due"]
    deadline = date(year + 1, due["month"], due["day"])
    cases = [
        contents.NoReport(_named(row, year), row.whole("amount"), row.positions("positions"), row.days("reminded"))
        for row in held.rows("missing")
    ]
    receiver = arguments.receiver or "Socialstyrelsen"
    today = _today(arguments)
    return [(receiver, county, contents.no_report(case, year, deadline, today, GRANT.law)) for case in cases]


def _board(arguments: argparse.Namespace, held: Given) -> County:
    return _county(arguments.county or held.text("county"))


def _named(row: Given, year: int) -> str:
    try:
        return named_place(row.text("municipality"), year)
    except CannotWrite as why:
        raise CannotWrite(f"{row.where}{why}") from why


_MADE: dict[Kind, Callable[[argparse.Namespace], _Letters]] = {
    Kind.RECEIPT: _receipt,
    Kind.KOMPLETTERING: _komplettering,
    Kind.REMINDER: _reminder,
    Kind.DECISION: _decision,
    Kind.RECOVERY: _recovery,
    Kind.NO_REPORT: _no_report,
}
