"""The invented nation in the service: every municipality and board, three years, and cases in every status."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from django.db import transaction

from redovisa.form.answer import Answer
from redovisa.form.record import to_record
from redovisa.form.redovisning import Kind as DocumentKind
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import counties, districts, municipalities, reporter_name
from redovisa.reviewing.act import Act
from redovisa.reviewing.status import Status
from redovisa.synthetic.invent import as_read
from redovisa.synthetic.nation import Report, invent_nation
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Coverage, Kind, Organisation, Person
from redovisa_service.cases import draft
from redovisa_service.cases.chain import canonical, record
from redovisa_service.cases.models import Campaign, Case, Cell, Granted, Version
from redovisa_service.clock import now

SEED = 2013
YEARS = (2021, 2022, 2023)
TODAY = date(2024, 1, 8)
#: How the current year's cases are spread; the rest have not begun.
_SPREAD = (
    (Status.DRAFT, 24),
    (Status.READY, 8),
    (Status.SUBMITTED, 22),
    (Status.UNLOCKED, 2),
    (Status.CHANGE_READY, 1),
    (Status.UNDER_REVIEW, 8),
    (Status.KOMPLETTERING, 6),
    (Status.REPLY_READY, 2),
    (Status.REPLIED, 3),
    (Status.CLOSED, 6),
)
_KOMPLETTERING = (
    "Beskriv hur ni har räknat de avslutade klienterna, och rätta antalet om det har blivit fel.\n"
    "Skriv också vilka som ingår i ledningsgruppen."
)


@transaction.atomic
def make_nation(*, kept_free: Sequence[str] = (), waits: Sequence[str] = ()) -> dict[str, Organisation]:
    """Makes the organisations, campaigns and cases; gives the organisations by code.

    Those with a code in ``kept_free`` have not begun the last year; those in ``waits`` have a komplettering to answer.
    """
    organisations = _organisations()
    campaigns = {year: _campaign(year) for year in YEARS}
    writer = Person.objects.create_user("uppdiktad@exempel.se", name="Uppdiktad Person")
    reports = invent_nation(GRANT.form, SEED, YEARS)
    covered: set[tuple[str, str]] = set()
    for report in reports:
        organisation = organisations[report.reporter.key]
        for code in report.reporter.municipalities:
            if (organisation.code, code) not in covered:
                covered.add((organisation.code, code))
                Coverage.objects.create(organisation=organisation, municipality=code, from_year=YEARS[0])
        amount, positions = (report.answers.get(f"economy.granted.{what}") for what in ("amount", "positions"))
        if isinstance(amount, int) and isinstance(positions, float):
            Granted.objects.create(
                campaign=campaigns[report.year], organisation=organisation, amount=amount, positions=round(positions, 2)
            )
        status = _status(report, kept_free, waits)
        if status is not Status.NOT_STARTED:
            _case(report, campaigns[report.year], organisation, status, writer)
    return organisations


def _organisations() -> dict[str, Organisation]:
    known = [
        *(
            Organisation(kind=Kind.MUNICIPALITY, name=m.full_name, code=m.code, county=m.county)
            for m in municipalities().values()
        ),
        *(
            Organisation(
                kind=Kind.DISTRICT,
                name=reporter_name(d.municipality, d.code, year),
                code=d.code,
                county=d.municipality[:2],
            )
            for year in YEARS
            for d in districts(year).values()
        ),
        *(Organisation(kind=Kind.COUNTY_BOARD, name=c.board, code=c.code, county=c.code) for c in counties().values()),
        Organisation(kind=Kind.NATIONAL, name="Socialstyrelsen", code="SoS"),
    ]
    once = {(one.kind, one.code): one for one in known}
    Organisation.objects.bulk_create(once.values())
    return {one.code: one for one in Organisation.objects.all()}


def _campaign(year: int) -> Campaign:
    return Campaign.objects.create(
        year=year,
        edition=draft.edition(year).year,
        opens=date(year, 12, 1),
        deadline=date(year + 1, 1, 15),
        last_new=date(year + 1, 1, 31),
        last_correction=date(year + 1, 2, 15),
    )


def _status(report: Report, kept_free: Sequence[str], waits: Sequence[str]) -> Status:
    if report.year != YEARS[-1]:
        return Status.CLOSED
    if report.reporter.key in kept_free:
        return Status.NOT_STARTED
    if report.reporter.key in waits:
        return Status.KOMPLETTERING
    place = Random(f"status {report.reporter.key}").randrange(100)  # noqa: S311 - invented data
    for status, share in _SPREAD:
        place -= share
        if place < 0:
            return status
    return Status.NOT_STARTED


def _case(report: Report, campaign: Campaign, organisation: Organisation, status: Status, writer: Person) -> None:
    waits = status in (Status.KOMPLETTERING, Status.REPLY_READY, Status.REPLIED)
    case = Case.objects.create(
        campaign=campaign,
        organisation=organisation,
        status=status,
        diarienummer=f"{701 + int(organisation.county)}-{organisation.pk:04}-{campaign.year + 1}"
        if status.received
        else "",
        komplettering=_KOMPLETTERING if waits else "",
        komplettering_due=TODAY + timedelta(days=14) if waits else None,
    )
    by = Acting(writer, organisation, frozenset())
    record(Act.START, by=by, case=case, carried_over=[])
    cells = _cells(report, whole=status is not Status.DRAFT)
    if campaign.year == YEARS[-1]:
        Cell.objects.bulk_create(
            Cell(case=case, field=key, raw=raw, changed_by=writer, changed_at=now()) for key, raw in cells.items()
        )
    if status.received:
        _sign(case, report, cells, by)


def _cells(report: Report, *, whole: bool) -> dict[str, str]:
    fields = GRANT.form.fields
    asked = draft.asked(report.year)
    answers = {key: value for key, value in as_read(report.answers).items() if key in asked}
    typed = {key: draft.as_typed(fields[key], value) for key, value in answers.items()}
    return typed if whole else dict(_first_part(typed, report.reporter.key))


def _first_part(typed: dict[str, str], key: str) -> Iterator[tuple[str, str]]:
    """As far as this writer has come."""
    so_far = int(len(typed) * Random(f"so far {key}").uniform(0.2, 0.9))  # noqa: S311 - invented data
    yield from list(typed.items())[:so_far]


def _sign(case: Case, report: Report, cells: dict[str, str], by: Acting) -> None:
    answers = {
        key: Answer(key, value, str(value))
        for key, value in as_read(report.answers).items()
        if key in GRANT.form.fields
    }
    redovisning = Redovisning(
        file="",
        kind=DocumentKind.REDOVISNING,
        edition=draft.edition(report.year).year,
        year=report.year,
        answers=answers,
        county=case.organisation.county,
        municipality=report.reporter.municipalities[0],
        district=report.reporter.district.code if report.reporter.district else "",
    )
    text = canonical(
        {
            "redovisning": to_record(redovisning),
            "cells": cells,
            "explanations": [],
            "organisation": {"code": case.organisation.code, "name": case.organisation.name},
            "number": 1,
            "komplettering": "",
        }
    )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    Version.objects.create(case=case, number=1, text=text, sha256=sha256, signed_by=by.person, signed_at=now())
    record(Act.SIGN, by=by, case=case, version=1, sha256=sha256)
