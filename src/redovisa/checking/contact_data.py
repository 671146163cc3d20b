"""Contact data that cannot be right: e-mail addresses, telephone numbers and postal codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redovisa.checking.outline import outline
from redovisa.checking.rule import Fault, Look, Outcome, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import number, quoted

_EMAIL = re.compile(r"[^\s@,;:<>()\[\]®©]++@(?:[^\s@,;:<>()\[\]®©.]++\.)++[^\W\d_]{2,}+")
_AT = re.compile(r"[®©]|[(\[{]\s*(?:a|at|snabel-a)\s*[)\]}]", re.IGNORECASE)
_SEVERAL = re.compile(r"[\s,;/<>()\[\]]+|mailto:")
_BROKEN_NAME = re.compile(r"[.\-_]\s+\S+@")
_SPACES = re.compile(r"\s+")
_ENOUGH_DIGITS = re.compile(r"(?:[\s()/+-]*\d){7}")
_POSTAL_CODE = re.compile(r"[1-9]\d\d ?\d\d")
#: A Swedish number without its area code has five digits at least; with it, seven.
_FEWEST_DIGITS = 7


def contacts_right(emails: Sequence[str], phones: Sequence[str], postal_codes: Sequence[str]) -> Look:
    """A quick look at all contact data of a form: whether every address, number and code is blank or right."""
    email, code = _EMAIL.fullmatch, _POSTAL_CODE.fullmatch

    def all_well(sheet: Sheet) -> bool:
        filled = sheet.filled
        for key in emails:
            text = filled[key]
            if text and not email(text):
                return False
        for key in phones:
            text = filled[key]
            if text and outline(text).count(b"0") < _FEWEST_DIGITS:
                return False
        for key in postal_codes:
            text = filled[key]
            if text and not code(text):
                return False
        return True

    return Look(all_well, (*emails, *phones, *postal_codes))


def email_right(key: str, whose: str, unless: Look | None = None) -> Test:
    """The e-mail address in ``key`` can be one; ``whose`` says it in Swedish: ``Kontaktpersonens e-postadress``."""

    def test(sheet: Sheet) -> Outcome:
        text = sheet.get(key)
        if not text or _EMAIL.fullmatch(text) or _only_spaces_wrong(text) or _several_right(text):
            return None
        meant = _SPACES.sub("", _AT.sub("@", text))
        if _EMAIL.fullmatch(meant):
            return Fault(f"{whose} {quoted(text)} kan inte stämma; menas {meant}?", (key,))
        lacks = "saknar @" if "@" not in text else "är inte en hel adress"
        return Fault(f"{whose} {quoted(text)} {lacks}.", (key,))

    return Test(test, unless=unless)


def email_unbroken(key: str, whose: str, unless: Look | None = None) -> Test:
    """The e-mail address in ``key`` is not broken by a space, as it becomes at the end of a line."""

    def test(sheet: Sheet) -> Outcome:
        text = sheet.get(key)
        if not text or " " not in text or not _only_spaces_wrong(text):
            return None
        return Fault(f"{whose} {quoted(text)} innehåller mellanslag; menas {_SPACES.sub('', text)}?", (key,))

    return Test(test, unless=unless)


def _only_spaces_wrong(text: str) -> bool:
    return text.count("@") == 1 and not _several_right(text) and bool(_EMAIL.fullmatch(_SPACES.sub("", text)))


def _several_right(text: str) -> bool:
    """Whether whole addresses stand there, perhaps with a name or other words beside them."""
    parts = [part for part in _SEVERAL.split(text) if part and "@" in part]
    if not parts or not all(_EMAIL.fullmatch(part.rstrip(".")) for part in parts):
        return False
    if _BROKEN_NAME.search(text):
        return False
    # "asa@oster aker.se" must not pass as the address "asa@oster.x" and a word: what follows looks like a domain.
    return not re.search(r"@\S*\s+[^\s@]+\.[^\W\d_]{2,}\s*$", text)


def phone_right(key: str, whose: str, unless: Look | None = None) -> Test:
    """The telephone number in ``key`` has digits enough to be dialled from elsewhere."""

    def test(sheet: Sheet) -> Outcome:
        text = sheet.get(key)
        if not text or _ENOUGH_DIGITS.match(text):
            return None
        digits = sum(map(str.isdigit, text))
        if digits >= _FEWEST_DIGITS:
            return None
        count = "inga siffror" if not digits else "bara 1 siffra" if digits == 1 else f"bara {number(digits)} siffror"
        return Fault(f"{whose} {quoted(text)} har {count}.", (key,))

    return Test(test, unless=unless)


def postal_code_right(key: str, unless: Look | None = None) -> Test:
    """The postal code in ``key`` has five digits and does not begin with zero."""

    def test(sheet: Sheet) -> Outcome:
        text = sheet.get(key)
        if not text or _POSTAL_CODE.fullmatch(text):
            return None
        digits = "".join(filter(str.isdigit, text))
        if len(digits) == 5 and digits[0] != "0":
            return None
        return Fault(f"Postnumret {quoted(text)} är inte ett svenskt postnummer.", (key,))

    return Test(test, unless=unless)
