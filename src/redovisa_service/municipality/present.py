"""What the pages show of a draft: each room with what stands in it, what is asked about it, and last year's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from redovisa.checking.finding import Finding, Severity
from redovisa.form.format import written
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa_service.cases import draft as drafts
from redovisa_service.cases import queries
from redovisa_service.cases.commands.writing import Conflict
from redovisa_service.cases.sections import sections_of
from redovisa_service.pages.layout import Grid, Line, Part, Room, Rooms, Section

#: What stands in a form from the moment it is begun.
_FROM_START = frozenset({"report.year", "contact.municipality"})
_UNCLEAR = "oklar"
#: The sign and the words of each severity; never colour alone.
SIGNS = {Severity.CORRECT: "wrong", Severity.EXPLAIN: "ask", Severity.NOTE: "note"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A room as it is shown."""

    room: Room
    raw: str
    revision: int
    was: str = ""
    from_where: str = ""
    sign: str = ""
    notices: str = ""
    is_moot: bool = False

    @property
    def rows(self) -> int:
        """How many lines the text needs, at least three."""
        return max(3, min(14, self.raw.count("\n") + len(self.raw) // 70 + 2))

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Value, words, and whether it is chosen."""
        return [(value, words, value == self.raw) for value, words in self.room.options]

    @property
    def name(self) -> str:
        """The name of the input."""
        return f"f:{self.room.key}"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A row of a table as it is shown; ``cells`` in the order of the columns, None where nothing is asked."""

    line: Line
    cells: tuple[Shown | None, ...]
    sum: str = ""
    was_sum: str = ""

    @property
    def choice(self) -> Shown | None:
        """The cell of a row that is answered by choosing a column."""
        return next((cell for cell in self.cells if cell and cell.room.kind == "choice"), None)

    @property
    def html_id(self) -> str:
        """The id of the row's head."""
        first = next(cell for cell in self.cells if cell)
        return f"r-{first.room.html_id}"

    @property
    def rooms(self) -> list[Shown]:
        """The row's rooms, each once."""
        return list({cell.room.key: cell for cell in self.cells if cell}.values())

    @property
    def starts_group(self) -> bool:
        """Whether the row opens a new group of counts."""
        return not self.line.is_part


class Look:
    """A case's draft laid out for the pages, with what each room needs to be shown."""

    def __init__(
        self,
        case: Any,
        *,
        typed: Mapping[str, str] | None = None,
        theirs: Mapping[str, Conflict] | None = None,
        explains: bool = True,
        calm: Section | None = None,
        says_all: bool = False,
    ):
        self.case = case
        self.explains = explains
        kept = {cell.field: cell for cell in case.cells.all()}
        self.revisions = {key: cell.revision for key, cell in kept.items()}
        self.places = {key: cell.place for key, cell in kept.items()}
        stands = {key: cell.raw for key, cell in kept.items() if cell.raw}
        self.typed = {**stands, **(typed or {})}
        self.before: Redovisning | None = queries.previous(case)
        self.draft = queries.draft_of(case, cells=stands)
        self.explanations = queries.explanations(case)
        self.theirs = theirs or {}
        pages = sections_of(case.campaign.edition)
        untouched = [one for one in pages if one == calm or all(map(self.came_by_itself, one.keys))]
        #: Where it is not yet said that an answer is missing: nobody has begun there.
        self.calm = frozenset() if says_all else frozenset(key for one in untouched for key in one.keys)

    def room(self, room: Room) -> Shown:
        """One room as it is shown."""
        key = room.key
        place = self.places.get(key, "")
        return Shown(
            room,
            self.typed.get(key, ""),
            self.revisions.get(key, 0),
            was=self.was(key),
            from_where=place if place in (drafts.LAST_YEAR, drafts.BOARDS_DECISION) else "",
            sign=self.sign(key),
            notices=self.notices(room),
            is_moot=bool(self.draft.moot_because(key)),
        )

    def came_by_itself(self, key: str) -> bool:
        """Whether nobody wrote it here: it is empty, there from the start, last year's or of the board's decision."""
        revision = self.revisions.get(key, 0)
        if not revision or (revision == 1 and key in _FROM_START):
            return True
        return self.places.get(key, "") in (drafts.LAST_YEAR, drafts.CONFIRMED, drafts.BOARDS_DECISION)

    def waits(self, finding: Finding) -> bool:
        """Whether a finding only says that an answer is missing where nobody has begun."""
        return finding.fields[0] in self.calm and not self.draft.cells.get(finding.fields[0])

    def left(self, section: Section) -> int:
        """How many answers of a page are still missing and asked for, told or not."""
        first = {one.fields[0]: one for one in self.draft.checked.findings if one.severity is not Severity.NOTE}
        return sum(key in first and not self.draft.cells.get(key) for key in section.keys)

    def was(self, key: str) -> str:
        """Last year's answer, as it would be written."""
        value = self.before.value(key) if self.before else None
        return "" if value is None else written(GRANT.form.fields[key], value)

    def sign(self, key: str) -> str:
        """The gravest thing to say about a room: ``wrong``, ``ask`` or nothing."""
        if self.draft.unclear(key):
            return "wrong"
        concerned = [one for one in self.draft.checked.findings if key in one.fields and not self.waits(one)]
        open_ones = {
            finding.severity
            for finding in concerned
            if finding.severity is not Severity.NOTE and not self.explained(finding.code)
        }
        return "wrong" if Severity.CORRECT in open_ones else "ask" if open_ones else ""

    def explained(self, code: str) -> str:
        """The explanation that holds for a finding, or nothing."""
        finding = next(one for one in self.draft.checked.findings if one.code == code)
        given = self.explanations.get(code)
        return queries.told(given) if given and queries.holds(given, finding, self.draft.cells) else ""

    def notices(self, room: Room) -> str:
        """What is said under a room, as HTML: why its text cannot be used, what was found, another's change."""
        key = room.key
        doubt = self.draft.unclear(key)
        found = [
            (finding, SIGNS[finding.severity], self.explained(finding.code))
            for finding in self.draft.findings_at(key)
            if not self.waits(finding)
        ]
        theirs = self.theirs.get(key)
        is_empty = not self.typed.get(key)
        # In a table the answer stands in the same row, and goes without saying.
        goes_without_saying = room.kind == "table-words" and is_empty
        moot = "" if goes_without_saying else "”, ”".join(one.label.rstrip(".") for one in self.draft.moot_because(key))
        if doubt is None and not found and theirs is None and not moot:
            return ""
        field = GRANT.form.fields[key]
        return render_to_string(
            "municipality/notices.html",
            {
                "label": field.label,
                "doubt": doubt,
                "candidates": drafts.typed_candidates(field, doubt.candidates) if doubt else [],
                "found": found,
                "theirs": theirs,
                "moot": moot,
                "is_empty": is_empty,
                "case": self.case,
                "explains": self.explains,
            },
        ).strip()

    def sum(self, rooms: Sequence[Room | None], *, of: Redovisning | None = None) -> str:
        """The sum of a row's counts, now or in another year; nothing but blanks has none, nor has what is unclear."""
        redovisning = of or self.draft.redovisning
        if of is None and any(self.draft.unclear(room.key) for room in rooms if room):
            return _UNCLEAR
        values = [redovisning.value(room.key) for room in rooms if room]
        numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
        return str(sum(numbers)) if numbers else ""

    def part(self, part: Part) -> dict[str, Any]:
        """A part of a page as the template takes it."""
        match part:
            case Rooms(rooms):
                return {"kind": "rooms", "rooms": [self.room(room) for room in rooms]}
            case Grid():
                lines = [self.line(part, line) for line in part.lines]
                return {"kind": "grid", "grid": part, "lines": lines, "width": _width(part)}
            case _:
                return {"kind": part.kind, "words": part.words}

    def line(self, grid: Grid, line: Line) -> ShownLine:
        """A row of a table as it is shown."""
        cells = tuple(self.room(room) if room else None for room in line.rooms)
        if not grid.adds_up:
            return ShownLine(line, cells)
        was_sum = self.sum(line.rooms, of=self.before) if self.before else ""
        return ShownLine(line, cells, self.sum(line.rooms), was_sum)

    def page(self, section: Section) -> list[dict[str, Any]]:
        """A whole page of the form."""
        return [self.part(part) for part in section.parts]

    def progress(self) -> list[dict[str, Any]]:
        """Each page with how far it has come, in words."""
        waiting = {question.field for question in queries.open_questions(self.case)}
        rows = []
        for section in sections_of(self.case.campaign.edition):
            filled = sum(bool(self.draft.cells.get(key)) for key in section.keys)
            signs = [self.sign(key) for key in section.keys]
            left = self.left(section) if self.calm.issuperset(section.keys) else 0
            done = "done" if filled and not left else ""
            rows.append(
                {
                    "section": section,
                    "filled": filled,
                    "of": len(section.keys),
                    "wrong": len({f.code for key in section.keys for f in self.draft.findings_at(key)} & self._grave())
                    + sum(self.draft.unclear(key) is not None for key in section.keys),
                    "asks": len(waiting & set(section.keys)),
                    "left": left,
                    "is_optional": not filled and not any(signs) and not self.left(section),
                    "sign": "wrong" if "wrong" in signs else "ask" if "ask" in signs else done,
                }
            )
        return rows

    def _grave(self) -> set[str]:
        return {
            finding.code
            for finding in self.draft.checked.findings
            if finding.severity is not Severity.NOTE and not self.explained(finding.code) and not self.waits(finding)
        }


def _width(grid: Grid) -> int:
    """How many columns the table has on the page: its head, its rooms, no answer, and the sum."""
    has_choice = any(room and room.kind == "choice" for line in grid.lines for room in line.rooms)
    return 1 + len(grid.columns) + has_choice + grid.adds_up
