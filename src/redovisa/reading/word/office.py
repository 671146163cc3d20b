"""Older and other word-processor files (.doc, .odt, .rtf), turned into .docx by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from redovisa.reading.bounds import MAX_BYTES, check_size
from redovisa.reading.sniff import FileType
from redovisa.reading.source import Unreadable

#: Seconds that a conversion may take; a form takes two to five, most of it to start the program.
TIME_LIMIT = 60.0
_MEMORY_KB = 4_000_000
_ENDING = {FileType.ODT: "odt", FileType.DOC: "doc", FileType.RTF: "rtf", FileType.WORD_XML: "xml"}

_MISSING = (
    "Filen är i ett format ({kind}) som bara kan läsas där LibreOffice är installerat. "
    "Öppna den i Word, spara den som Word-dokument (.docx) eller PDF och läs in den filen."
)
_FAILED = (
    "Filen gick inte att göra om till Word-format. Den kan vara skadad eller lösenordsskyddad. "
    "Öppna den i Word, spara den som Word-dokument (.docx) eller PDF och läs in den filen."
)
_TOO_SLOW = (
    "Filen tog för lång tid att göra om till Word-format. "
    "Öppna den i Word, spara den som Word-dokument (.docx) eller PDF och läs in den filen."
)

# A profile of its own for each conversion: no macros, no links followed, and a proxy that is nobody for all else.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Common/Misc", "FirstRun", "false"),
)
_PROXY = (("ooInetProxyType", "2"), ("ooInetHTTPProxyName", "127.0.0.1"), ("ooInetHTTPProxyPort", "9"),
          ("ooInetHTTPSProxyName", "127.0.0.1"), ("ooInetHTTPSProxyPort", "9"), ("ooInetNoProxy", ""))  # fmt: skip


def find_office() -> str | None:
    """The command that starts LibreOffice, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, kind: FileType, *, program: str | None = None, seconds: float = TIME_LIMIT) -> bytes:
    """Turn a .doc, .odt, .rtf or Word XML file into a .docx file.

    ``program`` is the command for LibreOffice; without it, the one that is installed.

    Raises:
        Unreadable: LibreOffice is not installed, fails, or takes too long.
    """
    check_size(data)
    ending = _ENDING[kind]
    program = program or find_office()
    if program is None:
        raise Unreadable(_MISSING.format(kind="." + ending))
    # LibreOffice may still be writing in its profile when its group is killed.
    with tempfile.TemporaryDirectory(prefix="redovisa-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        source, result = room / f"in.{ending}", room / "out" / "in.docx"
        source.write_bytes(data)
        _write_profile(room / "profile" / "user")
        _run(program, source, room, seconds)
        if not result.is_file():
            raise Unreadable(_FAILED)
        if result.stat().st_size > MAX_BYTES:
            raise Unreadable(_FAILED)
        return result.read_bytes()


def _run(program: str, source: Path, room: Path, seconds: float) -> None:
    convert = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(room / "out"), str(source),
    ]  # fmt: skip
    # The shell sets the limits and then becomes the program: of memory, of processor time, of a file's size (in
    # blocks of 512 bytes).
    limits = f'ulimit -v {_MEMORY_KB} && ulimit -t {int(seconds) + 1} && ulimit -f {MAX_BYTES // 512} && exec "$@"'
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(room),
        "TMPDIR": str(room),
        "LANG": "C.UTF-8",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    process = subprocess.Popen(  # noqa: S603 - the arguments are our own
        ["/bin/sh", "-c", limits, "sh", *convert],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=room,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_TOO_SLOW) from error
    finally:
        # The program starts others; all of them go, also when it has left by itself.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _write_profile(folder: Path) -> None:
    items = [
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    ]
    items += [
        f'<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in _PROXY
    ]
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + "".join(items)
        + "</oor:items>",
        encoding="utf-8",
    )
