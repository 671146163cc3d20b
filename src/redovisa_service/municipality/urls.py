"""The addresses of the municipality's pages."""

from __future__ import annotations

from django.urls import path

from redovisa_service.accounts.access import for_kinds
from redovisa_service.accounts.models import REPORTING
from redovisa_service.municipality import (
    answers,
    documents,
    filling,
    findings,
    handed_in,
    handing_in,
    last_year,
    parts,
    questions,
    saving,
    start,
    tally,
)

_CASE = "cases/<int:number>/"
_DOCUMENT = f"{_CASE}documents/<int:document>/"
_VERSION = f"{_CASE}versions/<int:version>/"

#: Where everyone begins; those of other organisations are sent on from there.
home = path("", start.home, name="home")
municipal = [
    path("rounds/<int:year>/start/", start.begin, name="begin"),
    path(_CASE, start.case, name="case"),
    path(f"{_CASE}last-year/", last_year.last_year, name="last_year"),
    path(f"{_CASE}tally/<int:year>/", tally.tally_sheet, name="tally_sheet"),
    path(f"{_CASE}documents/", documents.drop, name="drop"),
    path(_DOCUMENT, documents.download, name="document"),
    path(f"{_DOCUMENT}read/", documents.read, name="document_read"),
    path(f"{_DOCUMENT}progress/", documents.progress, name="progress"),
    path(f"{_DOCUMENT}pages/<int:page>/", documents.picture, name="picture"),
    path(f"{_DOCUMENT}take-back/", documents.take_back, name="take_back"),
    path(f"{_CASE}questions/", questions.questions, name="questions"),
    path(f"{_CASE}questions/<int:question>/", questions.answer, name="answer"),
    path(f"{_CASE}differences/", questions.differences, name="differences"),
    path(f"{_CASE}sections/<int:section>/", filling.section, name="section"),
    path(f"{_CASE}sections/<int:section>/autosave/", saving.autosave, name="autosave"),
    path(f"{_CASE}answers/", answers.answers, name="answers"),
    path(f"{_CASE}findings/", findings.findings, name="findings"),
    path(f"{_CASE}findings/<str:code>/", findings.explain, name="explain"),
    path(f"{_CASE}parts/", parts.parts, name="parts"),
    path(f"{_CASE}parts/<int:part>/withdraw/", parts.withdraw, name="withdraw_part"),
    path("parts/<str:secret>/", parts.part, name="part"),
    path("parts/<str:secret>/autosave/", parts.part_autosave, name="part_autosave"),
    path(f"{_CASE}ask-for-signature/", handing_in.ask, name="ask_for_signature"),
    path(f"{_CASE}sign/", handing_in.sign, name="sign"),
    path(f"{_CASE}send-back/", handing_in.send_back, name="send_back"),
    path(f"{_CASE}reply/", handing_in.reply, name="reply"),
    path(f"{_CASE}unlock/", handing_in.unlock, name="unlock"),
    path(f"{_CASE}lock/", handing_in.lock, name="lock"),
    path(f"{_CASE}versions/", handed_in.versions, name="versions"),
    path(_VERSION, handed_in.receipt, name="receipt"),
    path(f"{_VERSION}<str:name>", handed_in.paper, name="paper"),
]
urlpatterns = [home, *for_kinds(REPORTING, municipal)]
