"""What people do with cases: one function for each act, by someone, whole or not at all, with its event inside."""

from __future__ import annotations

from redovisa_service.cases.commands.documents import (
    drop_document,
    keep_document,
    read_document,
    read_waiting,
    take_back_document,
)
from redovisa_service.cases.commands.explaining import explain
from redovisa_service.cases.commands.parts import finish_part, open_part, send_part, withdraw_part, write_part
from redovisa_service.cases.commands.proposals import answer_question, settle_differences
from redovisa_service.cases.commands.review import close, open_case, register, reopen, request_komplettering
from redovisa_service.cases.commands.signing import ask_for_signature, look, reply, send_back, sign, unlock
from redovisa_service.cases.commands.starting import confirm_last_year, start
from redovisa_service.cases.commands.writing import write

__all__ = [
    "answer_question",
    "ask_for_signature",
    "close",
    "confirm_last_year",
    "drop_document",
    "explain",
    "finish_part",
    "keep_document",
    "look",
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
    "withdraw_part",
    "write",
    "write_part",
]
