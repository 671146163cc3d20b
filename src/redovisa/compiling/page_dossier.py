"""One redovisning on the page: what it says in short, what must be asked, and the mail to send."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from redovisa.checking.finding import Finding
from redovisa.checking.wording import NBSP, decimals, listed, number, quoted
from redovisa.compiling.dossier import Dossier, reporter
from redovisa.compiling.letter import Letter, alike, letter, point
from redovisa.compiling.markup import Content, Html, joined, tag
from redovisa.form.answer import Doubt
from redovisa.form.words import Words
from redovisa.places.register import municipality

_FACTS = {"Tjänster": "ombud.positions", "Beviljat": "economy.granted.amount", "Förbrukat": "economy.spent.amount"}


def dossier_details(dossier: Dossier, words: Words, opened: bool) -> Html:
    """The redovisning as a part that can be folded; ``opened`` shows it unfolded from the start."""
    mail = letter(dossier, words)
    body = [
        _facts(dossier),
        _points(dossier, words),
        _confirm(dossier, words),
        _letter(mail) if mail else tag("p", "Inget behöver frågas om."),
        _notes(dossier),
    ]
    summary = tag("summary", tag("h4", reporter(dossier.brief)), *chips(dossier))
    return tag("details", summary, tag("div", *body), class_="dossier", open=opened)


def chips(dossier: Dossier) -> list[Html]:
    """How many of each kind there are to ask about, or that all is well."""
    kinds: dict[str, tuple[str, str]] = {
        "correct": ("att rätta", "att rätta"),
        "explain": ("att förklara", "att förklara"),
        "note": ("bra att veta", "bra att veta"),
    }
    found = []
    for severity, findings in _grouped(dossier.findings).items():
        found.append(tag("span", f"{len(findings)}{NBSP}{kinds[severity][0]}", class_=f"chip {severity}"))
    doubts = len(alike(dossier.doubts)) + bool(dossier.to_confirm)
    if doubts:
        found.append(
            tag("span", f"{doubts}{NBSP}{'tveksamhet' if doubts == 1 else 'tveksamheter'}", class_="chip doubt")
        )
    return found or [tag("span", "inget att fråga om", class_="chip good")]


def clients(dossier: Dossier) -> tuple[str, str, str]:
    """The number of clients: women, men and their sum; what is not known is a dash."""
    counts = [dossier.document.value(key) for key in ("clients.total.women", "clients.total.men")]
    known = [count for count in counts if isinstance(count, int)]
    women, men = (number(count) if isinstance(count, int) else "–" for count in counts)
    return women, men, number(sum(known)) if len(known) == len(counts) else "–"


def _facts(dossier: Dossier) -> Html:
    women, men, together = clients(dossier)
    facts: dict[str, Content] = {"Klienter": f"{together} (kvinnor {women}, män {men})"}
    for label, key in _FACTS.items():
        value = dossier.document.value(key)
        if isinstance(value, int | float):
            facts[label] = f"{number(value)}{NBSP}kr" if key.endswith("amount") else decimals(value)
    others = [place.name for code in dossier.brief.others if (place := municipality(code, dossier.brief.year))]
    if others:
        facts["Omfattar även"] = listed(others)
    facts["Fil"] = tag("bdi", dossier.brief.name)
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts.items()), class_="facts")


def _grouped(findings: tuple[Finding, ...]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.severity.value, []).append(finding)
    return groups


def _points(dossier: Dossier, words: Words) -> Html:
    parts: list[Html] = []
    for severity, findings in _grouped(dossier.findings).items():
        title = findings[0].severity.swedish
        parts.append(tag("h5", title[:1].upper() + title[1:]))
        parts.append(tag("ul", *(_finding(each, severity) for each in findings), class_="points"))
    groups = alike(dossier.doubts)
    if groups:
        parts.append(tag("h5", "Gick inte att läsa säkert"))
        parts.append(
            tag(
                "ul",
                *(
                    tag(
                        "li",
                        point(doubts, words, dossier.brief.year),
                        _place(doubts[0].place),
                        _elsewhere(doubts, words),
                        class_="doubt",
                    )
                    for doubts in groups
                ),
                class_="points",
            )
        )
    return joined(*parts)


def _elsewhere(doubts: Sequence[Doubt], words: Words) -> Html | None:
    """The questions that are on other pages, one by one."""
    if not doubts[0].is_elsewhere:
        return None
    rows = (tag("li", words.label(doubt.field)) for doubt in doubts)
    return tag("details", tag("summary", "Visa frågorna"), tag("ul", *rows), class_="more")


def _finding(finding: Finding, severity: str) -> Html:
    return tag(
        "li",
        tag("strong", finding.what),
        " ",
        tag("span", finding.code, class_="code"),
        tag("span", f"{finding.why} {finding.do}", class_="why"),
        class_=severity,
    )


def _place(place: str) -> Html | None:
    return tag("span", f" ({place})", class_="code") if place else None


def _confirm(dossier: Dossier, words: Words) -> Html | None:
    """Answers read in a picture: to be compared with it by the one who has it."""
    if not dossier.to_confirm:
        return None
    rows = []
    for doubt in dossier.to_confirm:
        answer = dossier.document.answers[doubt.field]
        read = words.answer(doubt.field, answer.value, dossier.document.edition)
        rows.append(tag("li", f"{words.label(doubt.field)}: {quoted(read, 200)}", _place(doubt.place)))
    count = len(rows)
    summary = f"{count} svar är lästa ur en bild. Jämför dem med originalet."
    return tag("details", tag("summary", summary), tag("ul", *rows), class_="more")


def _letter(mail: Letter) -> Html:
    """The mail: its text to copy, and a link that opens a mail with address and subject when the address is known."""
    to: Html | None = None
    if mail.to:
        link = f"mailto:{quote(mail.to, safe='@')}?subject={quote(mail.subject)}"
        to = tag("p", "Till: ", tag("a", mail.to, href=link))
    points = [tag("p", f"{at}. {each}") for at, each in enumerate(mail.points, 1)]
    return tag(
        "details",
        tag("summary", "Färdig text till kommunen"),
        tag(
            "div", to, tag("p", f"Ämne: {mail.subject}"), tag("p", mail.opening), *points, tag("p", mail.closing),
            class_="letter",
        ),
        class_="more mail",
    )  # fmt: skip


def _notes(dossier: Dossier) -> Html | None:
    """What else is known of the document and of its check."""
    notes = [*dossier.document.notes, *dossier.checked.notes]
    silent = dossier.checked.not_checked
    if silent:
        which = "1 regel" if len(silent) == 1 else f"{len(silent)} regler"
        codes = listed([each.code for each in silent])
        notes.append(f"{which} kunde inte prövas fullt ut, eftersom svar saknas: {codes}.")
    if not notes:
        return None
    count = "1 upplysning" if len(notes) == 1 else f"{len(notes)} upplysningar"
    return tag("details", tag("summary", f"{count} om dokumentet"), tag("ul", *(tag("li", each) for each in notes)),
               class_="more")  # fmt: skip
