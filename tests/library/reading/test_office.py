"""Other word processors' files, through LibreOffice: read like Word's own, or refused in words."""

from __future__ import annotations

import http.server
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lookalikes.ooxml import zipped
from lookalikes.sample import told_apart
from lookalikes.word import MANNERS, write_word
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.sniff import FileType, sniff
from redovisa.reading.source import Unreadable
from redovisa.reading.word.docx import read_docx
from redovisa.reading.word.office import find_office, to_docx


def program(tmp_path: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    path = tmp_path / "soffice"
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    return str(path)


def test_without_the_program_a_person_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match=r"\.odt.*Word-dokument"):
        to_docx(b"x", FileType.ODT)


def test_program_that_fails(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="gick inte att göra om"):
        to_docx(b"x", FileType.DOC, program=program(tmp_path, "exit 1"))


def test_program_that_hangs_is_ended_and_so_is_what_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f"sleep 600 & echo $! > {pids}; sleep 600"
    with pytest.raises(Unreadable, match="för lång tid"):
        to_docx(b"x", FileType.DOC, program=program(tmp_path, script), seconds=1)
    state = Path(f"/proc/{pids.read_text().strip()}/stat")
    assert any(_has_ended(state) or time.sleep(0.1) for _ in range(300))


def _has_ended(state: Path) -> bool:
    """Gone, or dead and not yet collected by the system."""
    try:
        return state.read_text().rsplit(")", 1)[1].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_program_gets_limits_and_a_room_of_its_own(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = f'(ulimit -v; ulimit -f; pwd; echo "$HOME"; echo "$@") > {seen}'
    with pytest.raises(Unreadable):
        to_docx(b"x", FileType.RTF, program=program(tmp_path, script))
    memory, size, room, home, arguments = seen.read_text().splitlines()
    assert memory != "unlimited"
    assert size != "unlimited"
    assert room == home
    assert not Path(room).exists()
    assert "--headless" in arguments


@pytest.mark.office
@pytest.mark.parametrize(
    ("ending", "manner"),
    # LibreOffice itself writes no form fields to .rtf; Word does, see below.
    [("odt", "legacy form fields"), ("doc", "legacy form fields"), ("rtf", "typed over")],
)
def test_form_in_another_format_reads_like_the_word_file_it_was(ending: str, manner: str, tmp_path: Path) -> None:
    edition = GRANT.form.editions[2023]
    form = write_word(edition, told_apart(edition, seed=1), MANNERS[manner])
    data = converted(form, ending, tmp_path)
    kind = sniff(data)
    assert kind == ending
    before, after = (
        [" ".join(piece.text.split()) for piece in read_docx(each).pieces if piece.text.strip()]
        for each in (form, to_docx(data, kind))
    )
    assert after == before


@pytest.mark.office
def test_form_fields_and_changes_in_an_rtf_file_from_word() -> None:
    def box(result: int) -> str:
        data = rf"{{\fftype1\ffres{result}\fftypetxt0\ffhps20\ffdefres0{{\*\ffname Kryss}}}}"
        return rf"{{\field{{\*\fldinst {{ FORMCHECKBOX {{\*\formfield{data}}}}}}}{{\fldrslt }}}}"

    text = r"{\field{\*\fldinst { FORMTEXT {\*\formfield{\fftype0{\*\ffname Text1}}}}}{\fldrslt 16}}"
    rtf = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\pard Ja " + box(1) + " Nej " + box(0) + r"\par "
        r"\trowd\cellx2000\cellx4000\cellx6000 \intbl Struktur \'e5\'e4\'f6\cell " + box(1) + r"\cell " + text
        + r"\cell\row\pard {\strike 12}13{\deleted bort}{\revised till}\par}"
    )  # fmt: skip
    source = read_docx(to_docx(rtf.encode(), sniff(rtf.encode())))
    assert [(piece.column, piece.text) for piece in source.pieces] == [
        (None, "Ja ☒ Nej ☐"),
        (0, "Struktur åäö"),
        (1, "☒"),
        (2, "16"),
        (None, "13till"),
    ]
    assert any("Överstruken" in remark for remark in source.remarks)
    assert any("Borttaget" in remark for remark in source.remarks)


@pytest.mark.office
def test_nothing_is_fetched_for_a_document_that_asks_for_it() -> None:
    with listener() as (port, asked):
        address = f"http://127.0.0.1:{port}/bild.png"
        result = to_docx(linked_document(address), FileType.ODT)
        assert [piece.text for piece in read_docx(result).pieces] == ["hej"]
    assert asked == []


def converted(data: bytes, ending: str, folder: Path) -> bytes:
    """The file made anew by LibreOffice in another format."""
    (folder / "form.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [find_office() or "", "--headless", profile, "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "form.docx")], check=True, capture_output=True, timeout=120)
    return (folder / f"form.{ending}").read_bytes()


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A web server on this machine, and the list of what it has been asked for."""
    asked: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - named by the server

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def linked_document(address: str) -> bytes:
    """An .odt file with a picture and a section that lie elsewhere."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" '
        'office:version="1.2"><office:body><office:text><text:p>hej'
        '<draw:frame draw:name="bild" text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
        f'<draw:image xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        "</draw:frame></text:p>"
        f'<text:section text:name="s"><text:section-source xlink:href="{address}x.odt"/></text:section>'
        "</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )
