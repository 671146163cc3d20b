"""The page: one self-contained HTML file that shows who has reported, what must be asked, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TextIO

from redovisa.checking.wording import number
from redovisa.compiling.aside import why_aside
from redovisa.compiling.dossier import Dossier, Dossiers, reporter
from redovisa.compiling.markup import Content, Html, joined, table, tag
from redovisa.compiling.overview import CountyOverview
from redovisa.compiling.page_dossier import chips, clients, dossier_details
from redovisa.form.words import Words

_STYLE = Path(__file__).with_name("page.css")
#: With more redovisningar than this, only those with something to correct are unfolded from the start.
_FEW = 40
_BAR = 144
_HEADS = ["Redovisning från", "Kvinnor", "Män", "Klienter", "Att fråga om", "Fil"]
_TITLE = "Redovisningar av statsbidraget till personligt ombud"


class Page:
    """Writes the page piece by piece, one redovisning in memory at a time."""

    def __init__(self, dossiers: Dossiers, overviews: list[CountyOverview], folder: str) -> None:
        self._dossiers = dossiers
        self._overviews = overviews
        self._folder = folder
        self._words = Words(dossiers.form)

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
        for year, dossiers in groupby(self._dossiers.counted, key=lambda brief: brief.year):
            list(dossiers)
            yield from self._year(year)
        yield self._aside()
        yield "</main>"
        yield self._footer()
        yield "</body></html>"

    @property
    def _years(self) -> list[int | None]:
        return list(dict.fromkeys(brief.year for brief in self._dossiers.counted))

    def _header(self) -> Html:
        links = [tag("a", "I korthet", href="#korthet")]
        links += [tag("a", _year_title(year), href=f"#{_year_id(year)}") for year in self._years]
        if self._dossiers.aside:
            links.append(tag("a", "Inte medräknade filer", href="#inte-lasta"))
        return tag(
            "header",
            tag(
                "p",
                "Sammanställning ",
                tag("time", self._dossiers.today.isoformat()),
                " av mappen ",
                tag("bdi", self._folder),
            ),
            tag("h1", _TITLE),
            tag("nav", tag("ul", *(tag("li", link) for link in links)), aria_label="Innehåll"),
        )

    def _in_short(self) -> Html:
        total = {
            name: sum(getattr(county, name) for county in self._overviews) for name in ("correct", "explain", "doubts")
        }
        places = {(brief.year, brief.municipality) for brief in self._dossiers.counted if brief.municipality}
        unread = sum(brief.kind.value == "unreadable" for brief in self._dossiers.aside)
        pictured = sum(county.to_confirm for county in self._overviews)
        figures: list[tuple[str, str, int, str]] = [
            ("redovisning läst", "redovisningar lästa", len(self._dossiers.counted), ""),
            ("kommun har redovisat", "kommuner har redovisat", len({code for _, code in places}), ""),
            ("sak måste rättas", "saker måste rättas", total["correct"], "red"),
            ("sak bör förklaras", "saker bör förklaras", total["explain"], "amber"),
            ("tveksamt svar att fråga om", "tveksamma svar att fråga om", total["doubts"], "amber"),
            ("fil gick inte att läsa", "filer gick inte att läsa", unread, "red"),
        ]
        if pictured:
            one, many = "svar läst ur en bild, att jämföra med den", "svar lästa ur bilder, att jämföra med dem"
            figures.insert(-1, (one, many, pictured, "amber"))
        cards = [
            tag(
                "div",
                tag("dt", one if value == 1 else many),
                tag("dd", number(value)),
                class_=colour if value else None,
            )
            for one, many, value, colour in figures
        ]
        return tag("section", tag("h2", "I korthet", id="korthet"), tag("dl", *cards, class_="figures"),
                   aria_labelledby="korthet")  # fmt: skip

    def _year(self, year: int | None) -> Iterator[Html]:
        yield Html(f'<section aria-labelledby="{_year_id(year)}">')
        yield tag("h2", _year_title(year), id=_year_id(year))
        overviews = [county for county in self._overviews if county.year == year]
        yield self._overview(year, [county for county in overviews if county.reports or county.own or county.joint])
        silent = [county.name for county in overviews if not (county.reports or county.own or county.joint)]
        if silent:
            count = "ett annat län" if len(silent) == 1 else f"{len(silent)} andra län"
            yield _fold(f"Från {count} finns ingen redovisning i mappen", silent)
        questions = [question for question in self._dossiers.turnout.questions if question.year == year]
        if questions:
            yield tag("h3", "Redovisningar som kan räkna samma klienter")
            yield tag("p", "De är inte med i några summor förrän frågan är besvarad.")
            yield tag(
                "ul",
                *(tag("li", tag("strong", q.finding.what), tag("span", f"{q.finding.why} {q.finding.do}", class_="why"),
                      class_="explain") for q in questions),
                class_="points",
            )  # fmt: skip
        for county in overviews:
            if county.reports or county.own or county.joint:
                yield from self._county(county)
        yield Html("</section>")

    def _overview(self, year: int | None, overviews: list[CountyOverview]) -> Html:
        heads = ["Län", "Andel av kommunerna", "Har redovisat", "Inget ännu", "Att rätta", "Att förklara", "Tveksamt"]
        rows: list[list[Content]] = [
            [
                tag("a", county.name, href=f"#{_county_id(county)}"),
                _bar(county),
                f"{county.own + county.joint} av {county.places}" if county.places else "–",
                len(county.missing) if county.places else "–",
                county.correct,
                county.explain,
                county.doubts,
            ]
            for county in overviews
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

    def _county(self, county: CountyOverview) -> Iterator[Html]:
        briefs = [b for b in self._dossiers.counted if (b.year, b.county) == (county.year, county.county)]
        yield tag("h3", county.name, id=_county_id(county))
        many = len(self._dossiers.counted) > _FEW
        rows: list[list[Content]] = []
        folded: list[Html] = []
        for dossier in map(self._dossiers.dossier, briefs):
            rows.append(self._row(dossier))
            opened = not many or dossier.checked.must_be_corrected
            folded.append(dossier_details(dossier, self._words, opened))
        if len(rows) > 1:
            yield table(f"Redovisningar, {county.name}", _HEADS, rows, "reports")
        if county.missing:
            yield _fold(f"Inget ännu från {_municipalities(len(county.missing))}", county.missing)
        yield from folded

    def _row(self, dossier: Dossier) -> list[Content]:
        marks = [joined(chip, " ") for chip in chips(dossier)]
        return [
            reporter(dossier.brief),
            *clients(dossier),
            joined(*marks),
            tag("bdi", dossier.brief.name, class_="files"),
        ]

    def _aside(self) -> Html:
        if not self._dossiers.aside:
            return Html("")
        rows: list[list[Content]] = [
            [tag("bdi", brief.name, class_="files"), *why_aside(brief, self._dossiers.document(brief))]
            for brief in self._dossiers.aside
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


def _county_id(county: CountyOverview) -> str:
    return f"lan-{county.year or 'okant'}-{county.county or 'okant'}"


def _municipalities(count: int) -> str:
    return "1 kommun" if count == 1 else f"{count} kommuner"


def _fold(summary: str, names: list[str]) -> Html:
    return tag("details", tag("summary", summary), tag("ul", *(tag("li", name) for name in names), class_="names"),
               class_="more")  # fmt: skip


def _bar(county: CountyOverview) -> Html:
    """A county's bar: its municipalities as one length, those reported for coloured; the numbers stand beside it."""
    if not county.places:
        return Html("–")
    own = _BAR * county.own / county.places
    joint = _BAR * county.joint / county.places
    return tag(
        "svg",
        tag("title", f"{county.own} egna och {county.joint} gemensamma av {county.places}"),
        tag("rect", class_="all", width=_BAR, height=16, rx=2),
        tag("rect", class_="own", width=round(own, 1), height=16, rx=2),
        tag("rect", class_="joint", x=round(own, 1), width=round(joint, 1), height=16),
        class_="bar",
        viewBox=f"0 0 {_BAR} 16",
        preserveAspectRatio="none",
        role="img",
    )
