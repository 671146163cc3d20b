"""The house holds to its own rules: small captioned files, current pages, no addresses, every command told."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from redovisa.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MOST_LINES = 400


def tracked() -> list[Path]:
    """Every file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_file_opens_with_its_caption_and_is_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    caption = ast.get_docstring(ast.parse(text)) or ""
    assert caption.split("\n")[0].endswith("."), "the first line is one sentence"
    assert len(text.splitlines()) <= MOST_LINES


def test_no_file_holds_an_index_address_or_a_path_of_one_machine() -> None:
    # Written in pieces, so that this file does not hold what it looks for.
    address = re.compile("--(?:extra-)?index-" + r"url|--find-" + r"links|registry\s*=\s*\"http|\"resolved\":\s*\"http")
    home = re.compile(re.escape(str(ROOT.parent)) + r"/|" + re.escape(str(Path.home())) + r"/")
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not address.search(text), path
        if str(ROOT.parent) not in ("/", "") and path != Path(__file__):
            assert not home.search(text), path


def test_requirements_are_pinned_with_hashes() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        names = [line for line in path.read_text().splitlines() if re.match(r"[A-Za-z0-9]", line)]
        assert names
        assert all("==" in line and line.rstrip().endswith("\\") for line in names), path


def test_the_generated_pages_are_current() -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, f"{run.stdout}{run.stderr}: run make docs"


def test_every_command_has_its_file_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert (ROOT / "src" / "redovisa" / "cli" / f"{name}.py").exists()
        assert f"redovisa {name}" in readme


def test_the_readmes_commands_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in ("README.md", "DEVELOPERS.md", "CONTRIBUTING.md"):
        for target in re.findall(r"`?make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8")):
            assert target in targets, f"{page}: make {target}"


def test_rooms_have_no_forbidden_names() -> None:
    names = {part for path in SOURCES for part in path.relative_to(ROOT / "src").with_suffix("").parts}
    assert not names & {"utils", "common", "helpers", "services", "manager", "misc"}


def test_every_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for number, page in zip(numbers, pages, strict=True):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. "), page


def test_every_file_of_tests_has_a_name_of_its_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name not in ("__init__.py", "conftest.py")]
    assert sorted(set(names)) == sorted(names), "pytest tells files of tests apart by their names"


def test_what_a_reader_says_fits_the_one_who_sent_the_file_and_the_one_who_got_it() -> None:
    for path in (ROOT / "src" / "redovisa" / "reading").rglob("*.py"):
        assert "avsändare" not in path.read_text(encoding="utf-8"), path
