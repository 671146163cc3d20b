"""The page: one self-contained HTML file that shows who has reported, what must be asked, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TextIO

from redovisa.checking.wording import number
from redovisa.compiling.aside import why_aside
from redovisa.compiling.case import Case, Cases, reporter
from redovisa.compiling.markup import Content, Html, joined, table, tag
from redovisa.compiling.page_case import case_details, chips, clients
from redovisa.compiling.tally import CountyTally
from redovisa.compiling.words import Words

_STYLE = Path(__file__).with_name("page.css")
#: With more redovisningar than this, only those with something to correct are unfolded from the start.
_FEW = 40
_BAR = 144
_TITLE = "Redovisningar av statsbidraget till personligt ombud"


class Page:
    """Writes the page piece by piece, one redovisning in memory at a time."""

    def __init__(self, cases: Cases, tallies: list[CountyTally], folder: str) -> None:
        self._cases = cases
        self._tallies = tallies
        self._folder = folder
        self._words = Words(cases.form)

    def write(self, file: TextIO) -> None:
        """The whole page."""
        for piece in self._pieces():
            file.write(piece)
            file.write("\n")

    def _pieces(self) -> Iterator[str]:
        yield "<!doctype html>"
        yield '<html lang="sv">'
        yield tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
            tag("meta", name="robots", content="noindex"),
            tag("title", f"{_TITLE} – {self._folder}"),
            tag("style", Html(_STYLE.read_text(encoding="utf-8"))),
        )
        yield "<body>"
        yield tag("a", "Till innehållet", href="#innehall", class_="skip")
        yield self._header()
        yield '<main id="innehall">'
        yield self._in_short()
        for year, cases in groupby(self._cases.counted, key=lambda brief: brief.year):
            list(cases)
            yield from self._year(year)
        yield self._aside()
        yield "</main>"
        yield self._footer()
        yield "</body></html>"

    @property
    def _years(self) -> list[int | None]:
        return list(dict.fromkeys(brief.year for brief in self._cases.counted))

    def _header(self) -> Html:
        links = [tag("a", "I korthet", href="#korthet")]
        links += [tag("a", _year_title(year), href=f"#{_year_id(year)}") for year in self._years]
        if self._cases.aside:
            links.append(tag("a", "Inte medräknade filer", href="#inte-lasta"))
        return tag(
            "header",
            tag(
                "p",
                "Sammanställning ",
                tag("time", self._cases.today.isoformat()),
                " av mappen ",
                tag("bdi", self._folder),
            ),
            tag("h1", _TITLE),
            tag("nav", tag("ul", *(tag("li", link) for link in links)), aria_label="Innehåll"),
        )

    def _in_short(self) -> Html:
        total = {
            name: sum(getattr(tally, name) for tally in self._tallies) for name in ("correct", "explain", "doubts")
        }
        places = {(brief.year, brief.municipality) for brief in self._cases.counted if brief.municipality}
        unread = sum(brief.kind.value == "unreadable" for brief in self._cases.aside)
        figures: list[tuple[str, int, str]] = [
            ("redovisningar lästa", len(self._cases.counted), ""),
            ("kommuner har lämnat dem", len({code for _, code in places}), ""),
            ("saker måste rättas", total["correct"], "red"),
            ("saker bör förklaras", total["explain"], "amber"),
            ("tveksamma svar att fråga om", total["doubts"], "amber"),
            ("filer gick inte att läsa", unread, "red"),
        ]
        cards = [
            tag("div", tag("dt", label), tag("dd", number(value)), class_=colour if value else None)
            for label, value, colour in figures
        ]
        return tag("section", tag("h2", "I korthet", id="korthet"), tag("dl", *cards, class_="figures"),
                   aria_labelledby="korthet")  # fmt: skip

    def _year(self, year: int | None) -> Iterator[Html]:
        yield Html(f'<section aria-labelledby="{_year_id(year)}">')
        yield tag("h2", _year_title(year), id=_year_id(year))
        tallies = [tally for tally in self._tallies if tally.year == year]
        yield self._overview(year, [tally for tally in tallies if tally.reports or tally.own or tally.joint])
        silent = [tally.name for tally in tallies if not (tally.reports or tally.own or tally.joint)]
        if silent:
            count = "ett annat län" if len(silent) == 1 else f"{len(silent)} andra län"
            yield _fold(f"Från {count} finns ingen redovisning i mappen", silent)
        questions = [question for question in self._cases.coverage.questions if question.year == year]
        if questions:
            yield tag("h3", "Redovisningar som kan räkna samma klienter")
            yield tag("p", "De är inte med i några summor förrän frågan är besvarad.")
            yield tag(
                "ul",
                *(tag("li", tag("strong", q.finding.what), tag("span", f"{q.finding.why} {q.finding.do}", class_="why"),
                      class_="explain") for q in questions),
                class_="points",
            )  # fmt: skip
        for tally in tallies:
            if tally.reports or tally.own or tally.joint:
                yield from self._county(tally)
        yield Html("</section>")

    def _overview(self, year: int | None, tallies: list[CountyTally]) -> Html:
        heads = ["Län", "Andel av kommunerna", "Har redovisat", "Inget ännu", "Att rätta", "Att förklara", "Tveksamt"]
        rows: list[list[Content]] = [
            [
                tag("a", tally.name, href=f"#{_county_id(tally)}"),
                _bar(tally),
                f"{tally.own + tally.joint} av {tally.places}" if tally.places else "–",
                len(tally.missing) if tally.places else "–",
                tally.correct,
                tally.explain,
                tally.doubts,
            ]
            for tally in tallies
        ]
        key = tag(
            "ul",
            *(
                tag("li", tag("i", style=f"background:{colour}"), words)
                for colour, words in (
                    ("#1f7a74", "egen redovisning"),
                    ("#8cc5bf", "ingår i en annans"),
                    ("#eceff3", "inget ännu"),
                )
            ),
            class_="key",
            aria_hidden="true",
        )
        note = tag("p", "Alla kommuner har inte personligt ombud: ”inget ännu” behöver inte betyda att något saknas.")
        return joined(table("Vilka som har redovisat, län för län", heads, rows, "overview"), key, note)

    def _county(self, tally: CountyTally) -> Iterator[Html]:
        briefs = [b for b in self._cases.counted if (b.year, b.county) == (tally.year, tally.county)]
        yield tag("h3", tally.name, id=_county_id(tally))
        if len(briefs) > 1:
            rows = [self._row(self._cases.case(brief)) for brief in briefs]
            heads = ["Redovisning från", "Klienter", "Att fråga om", "Fil"]
            yield table(f"Redovisningar, {tally.name}", heads, rows)
        if tally.missing:
            yield _fold(f"Inget ännu från {_municipalities(len(tally.missing))}", tally.missing)
        many = len(self._cases.counted) > _FEW
        for brief in briefs:
            case = self._cases.case(brief)
            yield case_details(case, self._words, opened=not many or case.checked.must_be_corrected)

    def _row(self, case: Case) -> list[Content]:
        marks = [joined(chip, " ") for chip in chips(case)]
        return [reporter(case.brief), clients(case), joined(*marks), tag("bdi", case.brief.name, class_="files")]

    def _aside(self) -> Html:
        if not self._cases.aside:
            return Html("")
        rows: list[list[Content]] = [
            [tag("bdi", brief.name, class_="files"), *why_aside(brief, self._cases.document(brief))]
            for brief in self._cases.aside
        ]
        title = "Filer som inte är medräknade"
        return tag(
            "section",
            tag("h2", title, id="inte-lasta"),
            table(title, ["Fil", "Vad det är", "Varför, och vad du kan göra"], rows),
            aria_labelledby="inte-lasta",
        )

    def _footer(self) -> Html:
        return tag(
            "footer",
            tag("p", "Sidan behöver inget nät och inga program och kan skrivas ut. Alla svar, frågor och tveksamheter "
                     "finns också i arbetsboken bredvid. Den innehåller kontaktuppgifter till personer i tjänsten."),
        )  # fmt: skip


def _year_title(year: int | None) -> str:
    return f"Redovisningar för {year}" if year else "Redovisningar utan känt år"


def _year_id(year: int | None) -> str:
    return f"ar-{year or 'okant'}"


def _county_id(tally: CountyTally) -> str:
    return f"lan-{tally.year or 'okant'}-{tally.county or 'okant'}"


def _municipalities(count: int) -> str:
    return "1 kommun" if count == 1 else f"{count} kommuner"


def _fold(summary: str, names: list[str]) -> Html:
    return tag("details", tag("summary", summary), tag("ul", *(tag("li", name) for name in names), class_="names"),
               class_="more")  # fmt: skip


def _bar(tally: CountyTally) -> Html:
    """A county's bar: its municipalities as one length, those reported for coloured; the numbers stand beside it."""
    if not tally.places:
        return Html("–")
    own = _BAR * tally.own / tally.places
    joint = _BAR * tally.joint / tally.places
    return tag(
        "svg",
        tag("title", f"{tally.own} egna och {tally.joint} gemensamma av {tally.places}"),
        tag("rect", class_="all", width=_BAR, height=16, rx=2),
        tag("rect", class_="own", width=round(own, 1), height=16, rx=2),
        tag("rect", class_="joint", x=round(own, 1), width=round(joint, 1), height=16),
        class_="bar",
        viewBox=f"0 0 {_BAR} 16",
        preserveAspectRatio="none",
        role="img",
    )
