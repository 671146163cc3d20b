"""Writes the generated pages under docs/reference from their source; ``--check`` tells whether they are current.

Run by ``make docs``. The pages are committed, so that they can be read without running anything; a test fails when
they are stale.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

from redovisa.checking.explain import as_markdown
from redovisa.cli.main import COMMANDS, parsers
from redovisa.form.difference import Change, differences, fields_gone, fields_new
from redovisa.form.form import Form
from redovisa.form.words import TYPE_WORDS
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.diagram import mermaid

PAGES = Path(__file__).parent / "reference"
_MADE = "<!-- Skriven av docs/generate.py; ändra källan, inte sidan. -->\n\n"


def fields_page(form: Form) -> str:
    """Every field with its key, type and the editions that ask for it."""
    years = sorted(form.editions)
    asked = {year: set(form.editions[year].asked) for year in years}
    lines = [
        "# Formulärets fält",
        "",
        "Nyckeln följer frågan genom åren; ledtexten står som i det senaste formuläret.",
        "",
    ]
    section = ""
    for field in form.fields.values():
        if field.section != section:
            section = field.section
            heads = " | ".join(str(year) for year in years)
            lines += [
                "",
                f"## {section}",
                "",
                f"| nyckel | ledtext | svar | {heads} |",
                f"|---|---|---|{'---|' * len(years)}",
            ]
        choices = f": {', '.join(field.choices)}" if field.choices else ""
        marks = " | ".join("ja" if field.key in asked[year] else "–" for year in years)
        lines.append(f"| `{field.key}` | {field.label} | {TYPE_WORDS[field.type]}{choices} | {marks} |")
    return "\n".join(lines) + "\n"


def difference_page(form: Form) -> str:
    """What changed in print from each edition to the next."""
    lines = ["# Vad som ändrats i formuläret", ""]
    for earlier, later in pairwise(sorted(form.editions)):
        old, new = form.editions[earlier], form.editions[later]
        lines += [f"## Från {earlier} till {later}", ""]
        gone, come = fields_gone(old, new), fields_new(old, new)
        lines += [
            f"Frågor som utgått: {len(gone)}. Nya frågor: {len(come)}. Gemensamma: {len(old.asked) - len(gone)}.",
            "",
        ]
        lines += [*(f"* utgått: `{key}` – {form.fields[key].label}" for key in gone), ""]
        lines += [*(f"* ny: `{key}` – {form.fields[key].label}" for key in come), ""]
        lines += ["| under | ändring | tidigare | nu |", "|---|---|---|---|"]
        words = {Change.GONE: "utgått", Change.NEW: "nytt", Change.REWORDED: "ändrade ord"}
        for change in differences(old, new):
            cells = (change.heading, words[change.change], change.before or "–", change.after or "–")
            lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def commands_page() -> str:
    """Every command with its help, as the program prints it."""
    lines = ["# Kommandon", ""]
    for name in COMMANDS:
        lines += [f"## redovisa {name}", "", "```text", _help(name).rstrip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _help(name: str) -> str:
    whole, own = parsers(name)
    chosen = own or whole
    chosen.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=100)
    return chosen.format_help()


def course_page() -> str:
    """The course of a case, drawn from its table."""
    return f"# Ärendets gång\n\nKommunens ord, och inom parentes länsstyrelsens.\n\n```mermaid\n{mermaid()}```\n"


MAKERS: Mapping[str, Callable[[], str]] = {
    "fields.md": lambda: fields_page(GRANT.form),
    "editions.md": lambda: difference_page(GRANT.form),
    "commands.md": commands_page,
    "rules.md": lambda: as_markdown(GRANT.rules.rules, GRANT.rule_sections, GRANT.form.fields, GRANT.law),
    "course.md": course_page,
}


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    return {name: _MADE + make() for name, make in MAKERS.items()}


def main() -> int:
    """Writes the pages, or with ``--check`` names those that are not current."""
    check = "--check" in sys.argv[1:]
    PAGES.mkdir(exist_ok=True)
    stale = [name for name, text in pages().items() if not _is(PAGES / name, text)]
    for name in stale:
        print(f"{'inaktuell' if check else 'skriven'}: docs/reference/{name}")
        if not check:
            (PAGES / name).write_text(pages()[name], encoding="utf-8")
    return int(check and bool(stale))


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
