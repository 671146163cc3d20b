"""Mails: the words of the body, what is attached, and mails within mails."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.bounds import MAX_ATTACHMENTS, MAX_DEPTH
from redovisa.reading.html import html_to_text
from redovisa.reading.mail import read_mail
from redovisa.reading.opened import opened
from redovisa.reading.read import Reader
from redovisa.reading.source import Source, Unreadable


def mail(body: str = "Hej!\nHär kommer redovisningen.\n", subject: str = "Redovisning för Åre") -> EmailMessage:
    """A mail with a body in plain text."""
    message = EmailMessage()
    message["From"] = "Åsa Exempel <asa@are.example>"
    message["To"] = "jamtland@lansstyrelsen.example"
    message["Subject"] = subject
    message.set_content(body)
    return message


def test_body_and_headers() -> None:
    read = read_mail(mail().as_bytes())
    assert read.body == "Hej!\nHär kommer redovisningen.\n"
    assert read.subject == "Redovisning för Åre"
    assert read.sender == "Åsa Exempel <asa@are.example>"
    assert read.attachments == ()


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("packed", ["base64", "quoted-printable", "8bit"])
def test_encodings(charset: str, packed: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.set_content("Österåker 64 - åäö\n", charset=charset, cte=packed)
    assert read_mail(message.as_bytes()).body == "Österåker 64 - åäö\n"


def test_unknown_encoding_is_read_as_western() -> None:
    data = mail("Aare\n").as_bytes().replace(b'"utf-8"', b'"x-okand"').replace(b"Aare", b"\xc5re")
    assert read_mail(data).body.strip() == "Åre"


def test_plain_text_comes_before_its_html_twin() -> None:
    message = mail("vanlig text\n")
    message.add_alternative("<p>med <b>stil</b></p>", subtype="html")
    assert read_mail(message.as_bytes()).body == "vanlig text\n"


def test_html_alone_is_read_as_lines_and_cells() -> None:
    message = EmailMessage()
    message.set_content(
        "<style>p {}</style><p>Kommun<br>Timrå</p><table><tr><td>Ekonomi</td><td><p>16</p></td><td></td></tr></table>",
        subtype="html",
    )
    assert read_mail(message.as_bytes()).body.split("\n") == ["Kommun", "Timrå", "", "Ekonomi\t16\t"]


def test_attachments_with_names_in_swedish_and_without_folders() -> None:
    message = mail()
    message.add_attachment(b"PK..", maintype="application", subtype="octet-stream", filename="C:\\redovisning åäö.docx")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    message.add_attachment("text som bilaga", filename="../../svar.txt")
    read = read_mail(message.as_bytes())
    assert [(file.name, file.data) for file in read.attachments] == [
        ("redovisning åäö.docx", b"PK.."),
        ("bilaga 2", b"%PDF"),
        ("svar.txt", b"text som bilaga\n"),
    ]
    assert "text som bilaga" not in read.body


def test_logotype_in_the_body_is_known_from_a_scanned_form() -> None:
    message = mail()
    message.add_alternative("<p>Hej<img src='cid:logo'></p>", subtype="html")
    message.get_payload()[1].add_related(b"PNG", "image", "png", cid="<logo>")
    message.add_attachment(b"PNG2", maintype="image", subtype="png", filename="skannad.png")
    assert [(file.data, file.is_shown) for file in read_mail(message.as_bytes()).attachments] == [
        (b"PNG", True),
        (b"PNG2", False),
    ]


def test_forwarded_mail_and_its_attachments() -> None:
    inner = mail("den inre\n", "inre")
    inner.add_attachment(b"PK..", maintype="application", subtype="zip", filename="a.docx")
    outer = mail("den yttre\n", "yttre")
    outer.add_attachment(inner)
    read = read_mail(outer.as_bytes())
    assert (read.subject, read.body.strip()) == ("yttre", "den yttre")
    assert [(carried.subject, carried.body.strip()) for carried in read.carried] == [("inre", "den inre")]
    assert [file.name for file in read.all_attachments()] == ["a.docx"]


def test_mails_within_mails_are_bounded() -> None:
    message = mail("innerst\n")
    for _ in range(MAX_DEPTH + 3):
        outer = mail("yttre\n")
        outer.add_attachment(message)
        message = outer
    read, depth = read_mail(message.as_bytes()), 0
    while read.carried:
        (read,), depth = read.carried, depth + 1
    assert depth == MAX_DEPTH
    assert "lager" in read.remarks[0]


def test_very_many_attachments_are_bounded_and_told() -> None:
    message = mail()
    for number in range(MAX_ATTACHMENTS + 5):
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf")
    read = read_mail(message.as_bytes())
    assert len(read.attachments) == MAX_ATTACHMENTS
    assert len(read.remarks) == 1


def test_winmail_is_told() -> None:
    message = mail()
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert "winmail.dat" in read_mail(message.as_bytes()).remarks[0]


def test_encrypted_mail_is_refused_with_a_sentence() -> None:
    data = b"From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG"
    with pytest.raises(Unreadable, match="krypterat"):
        read_mail(data)


@pytest.mark.parametrize(
    "data",
    [
        b"From: =?utf-8?b?w6U\xff=?= <\nSubject: =?x?q?=ff?=\nContent-Type: text/plain; charset=\n\nhej",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n",
        b"Content-Type: multipart/mixed\n\nhej",
        b"Content-Type: text/html; charset=utf-7\n\n<p>hej",
        b"Content-Transfer-Encoding: base64\n\n????",
        b"\n",
        b"Content-Type: message/rfc822\n\nhej",
    ],
)
def test_malformed_mails_are_read_as_far_as_they_go(data: bytes) -> None:
    assert read_mail(data).attachments == ()


def test_empty_mail_is_refused() -> None:
    with pytest.raises(Unreadable, match="tom"):
        read_mail(b"")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Å &amp; &Ouml;</p>", "Å & Ö"),
        ("<script>nej</script>ja", "ja"),
        ("<input type=checkbox checked> Ja <input type=checkbox> Nej", "☒ Ja ☐ Nej"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>slut", "a\tb\n1\t2\nslut"),
        ("<p>ej slut", "ej slut"),
        ("</script></p>", ""),
    ],
)
def test_html(page: str, words: str) -> None:
    assert html_to_text(page) == words


def test_a_table_row_is_one_line_whatever_stands_in_its_cells() -> None:
    page = "<table><tr><td><p>Kommun</p></td><td><p><br></p></td><td><p>x<br>y</p></td></tr></table><p>Slut</p>"
    assert html_to_text(page) == "Kommun\t\tx y\n\nSlut"


def test_a_page_within_one_cell_keeps_its_lines() -> None:
    assert html_to_text("<table><tr><td>Hej<br>Kommun</td></tr></table>") == "Hej\nKommun"


def test_a_page_that_says_much_more_than_the_plain_text_is_the_body() -> None:
    message = mail("Se formuläret nedan.\n")
    message.add_alternative("<p>" + "Totalt antal klienter 64 63. " * 20 + "</p>", subtype="html")
    assert read_mail(message.as_bytes()).body.startswith("Totalt antal klienter")


def test_attachments_of_one_name_are_told_apart_and_logotypes_are_no_documents() -> None:
    message = mail()
    form = (Path(__file__).parents[2] / "seeds" / "osteraker-2023-filled.txt").read_bytes()
    for data in (form, form.replace(b"\t64\t63", b"\t65\t63")):
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename="redovisning.txt")
    message.add_attachment(b"\x89PNG\r\n\x1a\nlogotyp", maintype="image", subtype="png", filename="image001.png")
    read = Reader(GRANT.form).read("a.eml", message.as_bytes())
    assert [one.file for one in read] == ["a.eml/redovisning.txt", "a.eml/redovisning.txt (2)"]


def test_what_was_not_read_of_a_mail_is_told_to_the_user() -> None:
    message = mail()
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    (body,) = opened("brev.eml", message.as_bytes())
    assert isinstance(body.content, Source)
    assert "winmail.dat" in body.content.remarks[0]
    assert not body.beside
