"""A folder is compiled whole: what can be read is, what cannot says why, and a second run reads only what changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from folder import SEEDS, Result, compiled, put, seed
from unruly import unruly_reader

from lookalikes.forms import filled
from lookalikes.inbox import fill, inbox, zipped
from lookalikes.word import MANNERS, write_word
from redovisa.cli.reader import make_reader
from redovisa.compiling.compile import NotWritten
from redovisa.compiling.workers import Bounds
from redovisa.form.record import to_line
from redovisa.personligt_ombud.grant import GRANT

#: The smallest picture there is: one dot.
CAT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The five seeds, compiled once."""
    return compiled(SEEDS, tmp_path_factory.mktemp("seeds") / "result")


def test_the_seeds_are_read_checked_and_written(seeds: Result) -> None:
    result = seeds
    assert {name: kind for name, kind in result.kinds.items() if name.endswith(".txt")} == {
        "blank-2023.txt": "blank",
        "osteraker-2023-filled.txt": "redovisning",
        "rinkeby-kista-2020-filled.txt": "redovisning",
        "timra-2018-activity-description.txt": "other",
        "timra-2020-filled.txt": "redovisning",
    }
    wide = {row["Fil"]: row for row in result.rows("Svar (en rad per redovisning)")}
    osteraker = wide["osteraker-2023-filled.txt"]
    assert osteraker["Totalt antal klienter, Kvinnor"] == 64
    assert osteraker["Beviljat statsbidrag, kr"] == 1_184_619
    assert osteraker["Datum"].date().isoformat() == "2024-01-05"
    findings = [row["Kod"] for row in result.rows("Att fråga om") if row["Fil"] == "rinkeby-kista-2020-filled.txt"]
    assert {"EKO-02", "ORS-01"} <= set(findings)
    assert "två siffror har troligen bytt plats" in result.page.replace("\u00a0", " ")


def test_what_is_in_doubt_is_empty_among_the_answers_and_asked_about(seeds: Result) -> None:
    result = seeds
    (wide,) = (r for r in result.rows("Svar (en rad per redovisning)") if r["Fil"].startswith("rinkeby"))
    assert wide["Antalet personliga ombud, Kvinnor"] is None
    assert wide["Antalet personliga ombud, Män"] is None
    asked = {r["Fråga"]: r for r in result.rows("Tveksamheter") if r["Fil"].startswith("rinkeby")}
    assert asked["Antalet personliga ombud, Män"]["Kan vara"] == "1,00"


def test_choices_are_told_in_the_forms_own_words(seeds: Result) -> None:
    long = seeds.rows("Svar (långt)")
    said = {(row["Fil"][:5], row["Fält"]): row["Svar"] for row in long}
    assert said["timra", "queue.had"] == "Ja"
    assert said["rinke", "covid.affected"] == "Nej"


def test_bad_files_say_why_and_the_others_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    fill(folder, inbox(GRANT.form, 3))
    word = (next(folder.rglob("*.docx"))).read_bytes()
    pdf = (next(folder.rglob("*.pdf"))).read_bytes()
    put(folder, "bad/empty.docx", b"")
    put(folder, "bad/truncated.docx", word[: len(word) // 2])
    put(folder, "bad/truncated.pdf", pdf[:300])
    put(folder, "bad/cat.png", CAT)
    put(folder, "bad/cat.docx", CAT)
    put(folder, "bad/bomb.zip", zipped({"form.docx": b"0" * 40_000_000}))
    put(folder, "bad/nul.txt", b"\0" * 1000)
    put(folder, "bad/locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    result = compiled(folder, tmp_path / "result")
    assert sorted(kind for name, kind in result.kinds.items() if not name.startswith("bad/")) == ["redovisning"] * 3
    assert {kind for name, kind in result.kinds.items() if name.startswith("bad/")} == {"unreadable"}
    told = {row["Fil"]: row["Varför"] for row in result.rows("Inte lästa")}
    assert len(told) == 8
    assert "tom" in told["bad/empty.docx"]
    assert "zip-bomb" in told["bad/bomb.zip/form.docx"]
    assert all(why and why.endswith((".", "?", ")")) for why in told.values())
    assert all(name in result.page for name in told)


def test_a_file_that_hangs_dies_or_fails_becomes_a_row(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for word in ("HANG", "DIE", "FAIL", "GREEDY"):
        put(folder, f"{word.lower()}.txt", word)
    put(folder, "ö.txt", seed("osteraker-2023-filled"))
    result = compiled(folder, tmp_path / "result", reader=unruly_reader, bounds=Bounds(seconds=3))
    assert result.kinds["ö.txt"] == "redovisning"
    assert "längre tid än 3 sekunder" in result.why("hang.txt")
    assert "avbröts" in result.why("die.txt")
    assert "ZeroDivisionError" in result.why("fail.txt")
    assert "minne" in result.why("greedy.txt")


def test_zip_files_are_read_and_so_are_those_within_them(tmp_path: Path) -> None:
    folder, form = tmp_path / "in", seed("osteraker-2023-filled").encode()
    deepest = zipped({"a.txt": form})
    put(folder, "post.zip", zipped({"x/1.txt": form, "inre.zip": zipped({"2.txt": form, "djup.zip": deepest})}))
    result = compiled(folder, tmp_path / "result")
    assert result.kinds == {
        "post.zip/inre.zip/2.txt": "redovisning",
        "post.zip/x/1.txt": "redovisning",
        "post.zip/inre.zip/djup.zip": "unreadable",
    }
    assert "Packa upp" in result.why("post.zip/inre.zip/djup.zip")


def test_a_second_run_reads_only_what_changed(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "result"
    shutil.copytree(SEEDS, folder)
    first = compiled(folder, out)
    answers = first.rows("Svar (långt)")
    assert first.read == first.files
    again = compiled(folder, out)
    assert again.files == first.files
    assert again.read == sum(kind == "unreadable" for kind in first.kinds.values())
    assert again.rows("Svar (långt)") == answers
    put(folder, "timra-2020-filled.txt", seed("timra-2020-filled").replace("804 246", "804 247"))
    changed = compiled(folder, out)
    assert changed.read == again.read + 1
    assert 804_247 in [row["Svar"] for row in changed.rows("Svar (långt)")]


@pytest.mark.parametrize("harm", ["cut", "turned", "words", "gone"])
def test_a_damaged_cache_is_ignored(tmp_path: Path, harm: str) -> None:
    folder, out = tmp_path / "in", tmp_path / "result"
    put(folder, "a.txt", seed("osteraker-2023-filled"))
    put(folder, "b.txt", seed("timra-2020-filled"))
    first = compiled(folder, out)
    cache = first.outputs.cache / "read.jsonl"
    data = cache.read_bytes()
    if harm == "gone":
        shutil.rmtree(first.outputs.cache)
    else:
        middle = len(data) // 4
        cache.write_bytes(
            {
                "cut": data[:middle],
                "turned": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
                "words": b"inte en rad\n" + b"\xff\xfe\n",
            }[harm]
        )
    again = compiled(folder, out)
    assert again.read == (1 if harm == "turned" else 2)
    assert again.rows("Svar (långt)") == first.rows("Svar (långt)")


def test_results_in_the_folder_itself_are_not_read_the_next_time(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", seed("osteraker-2023-filled"))
    compiled(tmp_path, tmp_path / "result")
    assert compiled(tmp_path, tmp_path / "result.xlsx").kinds == {"a.txt": "redovisning"}


def test_last_years_folder_takes_part_in_the_check(tmp_path: Path) -> None:
    now, before = tmp_path / "2023", tmp_path / "2022"
    put(now, "a.txt", seed("osteraker-2023-filled"))
    put(
        before,
        "b.txt",
        seed("osteraker-2023-filled").replace("avseende år: 2023", "avseende år: 2022").replace("2023", "2022"),
    )
    alone = {row["Kod"] for row in compiled(now, tmp_path / "one").rows("Att fråga om")}
    compared = {row["Kod"] for row in compiled(now, tmp_path / "two", previous=before).rows("Att fråga om")}
    assert alone != compared


def test_last_years_lines_of_json_take_part_as_its_folder_does(tmp_path: Path) -> None:
    now, before, lines = tmp_path / "2023", tmp_path / "2022", tmp_path / "2022.jsonl"
    put(now, "a.txt", seed("osteraker-2023-filled"))
    put(before, "b.txt", seed("osteraker-2023-filled").replace("2023", "2022"))
    lines.write_text("\n".join(to_line(one) for one in make_reader().read_file(before / "b.txt")), encoding="utf-8")
    from_folder = compiled(now, tmp_path / "one", previous=before).rows("Att fråga om")
    assert compiled(now, tmp_path / "two", previous=lines).rows("Att fråga om") == from_folder


def test_no_rule_has_the_codes_of_overlapping_reports() -> None:
    assert not [rule.code for rule in GRANT.rules.rules if rule.code.startswith("TAC")]


def test_a_result_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", seed("osteraker-2023-filled"))
    put(tmp_path, "file", "")
    with pytest.raises(NotWritten, match="går inte att skriva"):
        compiled(tmp_path / "in", tmp_path / "file" / "result")
    (tmp_path / "result.html").mkdir()
    with pytest.raises(NotWritten, match=r"result\.html"):
        compiled(tmp_path / "in", tmp_path / "result")
    assert not list(tmp_path.glob("*.part"))


def test_an_empty_folder_gives_an_empty_result(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = compiled(tmp_path / "in", tmp_path / "result")
    assert result.files == 0
    assert result.rows("Svar (långt)") == []
    assert "<h1>" in result.page


def test_a_worker_that_may_take_little_memory_starts_a_program_that_may_take_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for LibreOffice, which says that it made a Word file of the old one."""
    (form,) = filled(GRANT.form, 1)
    made = tmp_path / "made.docx"
    made.write_bytes(write_word(form.edition, form.typed, MANNERS["typed over"]))
    program = tmp_path / "soffice"
    program.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2" && cp {made} "$2/in.docx"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "gammal.rtf").write_bytes(rb"{\rtf1 gammal}")
    assert compiled(tmp_path / "in", tmp_path / "result").kinds == {"gammal.rtf": "redovisning"}
