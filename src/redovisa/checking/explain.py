"""A rule explained to people: what it asks, what it rests on, why, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from redovisa.checking.rule import Rule
from redovisa.form.field import Field


def explained(rule: Rule, fields: Mapping[str, Field], law: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The parts of an explanation in order, each with its Swedish heading; the first is the rule's code and title.

    ``fields`` are the form's fields by key, ``law`` the paragraphs of the ordinance in short words.
    """
    yield rule.code, f"{rule.title}."
    yield "Allvar", rule.severity.swedish
    if rule.ground:
        yield "Måste rättas därför att", rule.ground.swedish
    yield "Grund", f"{rule.source.strength.swedish}: {rule.source.reference}"
    if rule.source.paragraph in law:
        yield "Lagen säger", law[rule.source.paragraph]
    yield "Varför", rule.why
    yield "Gör så här", rule.do
    years = _years(rule)
    if years:
        yield "Gäller", years
    if rule.compares:
        yield "Prövas", "bara när förra årets redovisning finns med"
    if rule.yields_to:
        yield "Tiger när", f"{', '.join(rule.yields_to)} redan har frågat om samma uppgifter"
    yield "Ser på", "; ".join(labels(rule.needs, fields))


def _years(rule: Rule) -> str:
    match rule.since, rule.until:
        case None, None:
            return ""
        case since, None:
            return f"formulär från och med {since}"
        case None, until:
            return f"formulär till och med {until}"
        case since, until:
            return f"formulär från {since} till {until}"


def labels(keys: Iterable[str], fields: Mapping[str, Field], most: int = 6) -> list[str]:
    """The labels of the fields as people know them, the first few of many; a key without a field is left out."""
    printed = Counter(field.label for field in fields.values())
    known = []
    for field in (fields[key] for key in keys if key in fields):
        label = field.label.removesuffix(".")
        # "Om nej, ange varför" stands in several sections.
        known.append(f"{label} ({field.section.lstrip('0123456789 ')})" if printed[field.label] > 1 else label)
    return known if len(known) <= most else [*known[: most - 1], f"och {len(known) - most + 1} till"]


def as_markdown(
    rules: Iterable[Rule], sections: Mapping[str, str], fields: Mapping[str, Field], law: Mapping[str, str]
) -> str:
    """The reference page of all rules; ``sections`` gives the heading for the three letters of a code."""
    listed = tuple(rules)
    lines = [
        "# Reglerna",
        "",
        f"Sidan är skapad ur reglerna själva. Det finns {len(listed)} regler. En kod används aldrig om.",
        "",
        "**Måste rättas** är det som inte kan vara sant, ett svar som krävs eller en uppgift som inte får stå där. "
        "**Förklara** är en fråga: rätta uppgiften, eller skriv varför den stämmer. "
        "**Bra att veta** behöver inget svar. "
        "Grunden är lag, formulärets egen anvisning eller rimlighet.",
    ]
    for prefix, heading in sections.items():
        chosen = [rule for rule in listed if rule.code.startswith(f"{prefix}-")]
        if chosen:
            lines += ["", f"## {heading}"]
        for rule in chosen:
            (code, title), *parts = explained(rule, fields, law)
            lines += ["", f"### {code} {title.removesuffix('.')}", ""]
            lines += [f"- **{name}**: {text}" for name, text in parts]
    return "\n".join(lines) + "\n"
