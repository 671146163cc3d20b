"""Which redovisningar a report counts: those that the tables take in, and why the others are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redovisa.cli.reports import as_report
from redovisa.cli.tabulate import asked_fields, municipalities
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.tables import TABLES
from redovisa.tabulating.intake import Outcome, take_in
from redovisa.tabulating.report import Report
from redovisa.tabulating.tabulate import answered
from redovisa.writing.released import LeftOut


@dataclass(frozen=True, slots=True)
class Counted:
    """The redovisningar of a year that count, in the order they were given, and what is known of the others.

    ``tables`` has by table the numbers, from 1, of those with an answer that the table counts. ``to_ask`` are Swedish
    sentences about what is counted but should be looked at.
    """

    records: tuple[Redovisning, ...]
    tables: Mapping[str, Sequence[int]]
    left_out: tuple[LeftOut, ...]
    to_ask: tuple[str, ...]


def counted(records: Sequence[Redovisning], year: int) -> Counted:
    """Takes the redovisningar of the year in as ``redovisa tabulate`` does."""
    left_out: list[LeftOut] = []
    to_ask: list[str] = []
    reports: list[tuple[Redovisning, Report]] = []
    for record in records:
        remarks: list[str] = []
        report = as_report(record, remarks)
        if report is None:
            left_out += [LeftOut(year, record.municipality, why) for why in remarks]
        else:
            reports.append((record, report))
            to_ask += remarks
    taken = take_in([report for _, report in reports], municipalities())
    kept = {id(report) for unit in taken.units.get(year, {}).values() for report in unit.reports}
    among = [(record, report) for record, report in reports if id(report) in kept]
    for remark in taken.remarks:
        if remark.outcome is Outcome.LEFT_OUT:
            left_out.append(LeftOut(remark.year, remark.municipality, remark.what))
        else:
            to_ask.append(remark.what)
    found = answered([report for _, report in among], TABLES, asked_fields())
    tables = {table: [at + 1 for at in places] for table, places in found.items()}
    return Counted(tuple(record for record, _ in among), tables, tuple(left_out), tuple(to_ask))
