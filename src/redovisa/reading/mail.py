"""A mail (.eml): its words and what was attached to it, mails within mails too."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from redovisa.reading.bounds import MAX_ATTACHMENTS, MAX_BYTES, MAX_DEPTH, check_size
from redovisa.reading.html import html_to_text
from redovisa.reading.source import Unreadable

#: So many times longer than the plain text is a page that is no other way to say the same.
_MUCH_MORE = 3
_DAMAGED = "Meddelandet är skadat och går inte att läsa. Spara bilagan för sig och läs in den."
_LOCKED = (
    "Meddelandet är krypterat och går inte att läsa här. Öppna det i e-postprogrammet, spara bilagan och läs in den."
)
_WINMAIL = "En bilaga är packad i Outlooks eget format (winmail.dat) och har inte lästs. Den behöver skickas på nytt."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a mail; ``is_shown`` tells that it is shown in the body, as a logotype is."""

    name: str
    data: bytes
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: the words of its body, its attachments, and the mails that it carries.

    ``remarks`` are Swedish sentences on what was not read.
    """

    subject: str
    sender: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    carried: tuple[Mail, ...] = ()
    remarks: tuple[str, ...] = ()

    def all_attachments(self) -> tuple[Attachment, ...]:
        """Its attachments and those of the mails that it carries."""
        return self.attachments + tuple(found for mail in self.carried for found in mail.all_attachments())


def read_mail(data: bytes) -> Mail:
    """Read a mail as it was saved from a mail program.

    Raises:
        Unreadable: it is empty, too large, encrypted or damaged.
    """
    check_size(data)
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]  # the line that a mailbox puts before each mail
    try:
        message = message_from_bytes(data, policy=policy.default)
        return _Reading().mail(message, MAX_DEPTH)
    # The standard library's parser raises what it comes to think of on malformed headers.
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError) as error:
        raise Unreadable(_DAMAGED) from error


@dataclass(slots=True)
class _Reading:
    """One mail being read: how much may still be taken out of it."""

    left: int = MAX_BYTES
    files: int = MAX_ATTACHMENTS

    def mail(self, message: Message, depth: int) -> Mail:
        remarks: list[str] = []
        plain: list[str] = []
        pages: list[str] = []
        attachments: list[Attachment] = []
        carried: list[Mail] = []
        for part in _parts(message):
            kind = part.get_content_type()
            if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"):
                if "signed" not in str(part.get_param("smime-type", "")):
                    raise Unreadable(_LOCKED)
            elif kind == "message/rfc822":
                if depth > 0:
                    carried += [
                        self.mail(inner, depth - 1) for inner in part.get_payload() if isinstance(inner, Message)
                    ]
                else:
                    remarks.append("Meddelandet bär på så många lager av meddelanden att de innersta inte har lästs.")
            elif kind == "application/ms-tnef":
                remarks.append(_WINMAIL)
            elif _is_file(part):
                self._attach(part, attachments, remarks)
            elif kind == "text/plain":
                plain.append(_words(part))
            elif kind == "text/html":
                pages.append(html_to_text(_words(part)))
        return Mail(
            _header(message, "subject"),
            _header(message, "from"),
            _body("\n\n".join(text for text in plain if text.strip()), "\n\n".join(pages)),
            tuple(attachments),
            tuple(carried),
            tuple(dict.fromkeys(remarks)),
        )

    def _attach(self, part: Message, attachments: list[Attachment], remarks: list[str]) -> None:
        if self.files == 0:
            remarks.append(f"Meddelandet har fler än {MAX_ATTACHMENTS} bilagor. Resten har inte lästs.")
            return
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            return
        if len(data) > self.left:
            remarks.append("Meddelandets bilagor är för stora tillsammans. Resten har inte lästs.")
            return
        self.files -= 1
        self.left -= len(data)
        is_shown = part.get_content_maintype() == "image" and part.get("content-id") is not None
        attachments.append(Attachment(_name(part, len(attachments) + 1), data, is_shown))


def _body(plain: str, pages: str) -> str:
    """The words as plain text, or as a page when that says much more: some programs leave only a greeting as text."""
    return pages if len(pages) > _MUCH_MORE * len(plain) else plain


def _parts(message: Message) -> list[Message]:
    """The parts of a mail in order, not those of mails that it carries."""
    found: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        kind, inner = part.get_content_type(), part.get_payload()
        if isinstance(inner, list) and kind not in ("message/rfc822", "multipart/encrypted"):
            waiting += [within for within in reversed(inner) if isinstance(within, Message)]
        else:
            found.append(part)
    return found


def _is_file(part: Message) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    return part.get_content_maintype() not in ("text", "multipart", "message")


def _words(part: Message) -> str:
    try:
        content = part.get_content() if isinstance(part, EmailMessage) else ""
    except (LookupError, ValueError, KeyError):
        # An unknown or wrong name of an encoding.
        data = part.get_payload(decode=True)
        content = data.decode("cp1252", "replace") if isinstance(data, bytes) else ""
    return content if isinstance(content, str) else ""


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):
        return ""  # a header so malformed that the standard library cannot show it


def _name(part: Message, number: int) -> str:
    """The attachment's own name, without folders and invisible signs."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    name = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()).strip(" .")
    return name[:150] or f"bilaga {number}"
