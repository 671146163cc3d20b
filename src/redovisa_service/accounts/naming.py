"""Names and words as they are kept: in the order in which they are shown, and nothing in them that is not seen."""

from __future__ import annotations

#: Marks and brackets that turn the direction of writing: with them a name is shown as another than it is.
_TURNING = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def unturned(text: str) -> str:
    """The text without the signs that show what follows them in another order than it is written."""
    return text.translate(_TURNING)


def as_name(text: str) -> str:
    """A name or a title as it is kept: on one line, without turning signs and the sign that no database keeps."""
    return " ".join(unturned(text).replace("\x00", "").split())
