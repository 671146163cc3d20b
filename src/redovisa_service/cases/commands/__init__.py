"""What people do with cases: one function for each act, by someone, whole or not at all, with its event inside."""

from __future__ import annotations

from redovisa_service.cases.commands.campaigning import Days, change_campaign, of_campaign, open_campaign
from redovisa_service.cases.commands.documents import (
    drop_document,
    keep_document,
    read_document,
    read_waiting,
    take_back_document,
)
from redovisa_service.cases.commands.explaining import explain
from redovisa_service.cases.commands.granting import NotGranted, Typed, extend, grant, withdraw_extension
from redovisa_service.cases.commands.parts import (
    finish_part,
    in_place_of_the_sender,
    open_part,
    send_part,
    withdraw_part,
    write_part,
)
from redovisa_service.cases.commands.presence import be_seen
from redovisa_service.cases.commands.proposals import answer_question, settle_differences
from redovisa_service.cases.commands.review import close, open_case, register, reopen, request_komplettering
from redovisa_service.cases.commands.signing import ask_for_signature, lock, look, reply, send_back, sign, unlock
from redovisa_service.cases.commands.starting import confirm_last_year, start
from redovisa_service.cases.commands.writing import write

__all__ = [
    "Days",
    "NotGranted",
    "Typed",
    "answer_question",
    "ask_for_signature",
    "be_seen",
    "change_campaign",
    "close",
    "confirm_last_year",
    "drop_document",
    "explain",
    "extend",
    "finish_part",
    "grant",
    "in_place_of_the_sender",
    "keep_document",
    "lock",
    "look",
    "of_campaign",
    "open_campaign",
    "open_case",
    "open_part",
    "read_document",
    "read_waiting",
    "register",
    "reopen",
    "reply",
    "request_komplettering",
    "send_back",
    "send_part",
    "settle_differences",
    "sign",
    "start",
    "take_back_document",
    "unlock",
    "withdraw_extension",
    "withdraw_part",
    "write",
    "write_part",
]
