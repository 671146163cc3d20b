"""What people do with cases: one function for each act, by someone, whole or not at all, with its event inside."""

from __future__ import annotations

from redovisa_service.cases.commands.documents import answer_question, drop_document, take_back_document
from redovisa_service.cases.commands.review import close, open_case, register, reopen, request_komplettering
from redovisa_service.cases.commands.signing import ask_for_signature, sign, unlock
from redovisa_service.cases.commands.writing import explain, start, write

__all__ = [
    "answer_question",
    "ask_for_signature",
    "close",
    "drop_document",
    "explain",
    "open_case",
    "register",
    "reopen",
    "request_komplettering",
    "sign",
    "start",
    "take_back_document",
    "unlock",
    "write",
]
