"""The form's sections but the clients, one by one: sound answers, with the follow-up questions they call for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil

from redovisa.form.answer import Value
from redovisa.places.place import District
from redovisa.synthetic.people import person
from redovisa.synthetic.writer import Writer

Answers = dict[str, Value]

#: Kronor for one full-time position from a year on. 2013, 2020 and 2023 are amounts seen in reports of those years;
#: they are used for the years between as well, which is invented.
_PER_POSITION = ((2013, 302_400), (2018, 402_638), (2022, 394_873))

_AUTHORITIES = ("municipality", "employment_service", "social_insurance", "primary_care", "psychiatry")
_ORGANISATIONS = {"patients": 0.25, "users": 0.5, "relatives": 0.25, "other": 0.15}
_EFFECTS = ("demand_up", "demand_down", "supply_up", "supply_down", "training_cancelled", "supervision_cancelled")

#: Every field these functions answer; a later edition's other questions are invented by their type.
KNOWN = frozenset(
    {f"covid.effects.{effect}" for effect in _EFFECTS}
    | {f"steering_group.organisations.{body}.which" for body in _ORGANISATIONS}
    | {"queue.had", "queue.wait", "queue.yes", "queue.no", "queue.wait_days", "queue.cause", "priority.order"}
    | {"priority.why_not", "training.which", "training.why_not", "supervision.kind", "supervision.why_not"}
    | {"contact_reasons.other.text", "coverage.municipalities", "provider.other.name", "economy.why_fewer"}
    | {"steering_group.why_missing", "steering_group.efforts", "access.deficiencies", "access.measures"}
    | {"covid.affected", "covid.effects.other", "covid.effects.other.text", "covid.comment", "other.comments"}
    | {"signature.decided_digitally", "trends.reasons", "trends.groups", "contact.department"}
    | {f"provider.{kind}" for kind in ("municipality", "association", "foundation", "company", "other")}
    | {f"steering_group.authorities.{body}" for body in _AUTHORITIES}
    | {f"steering_group.organisations.{body}" for body in _ORGANISATIONS}
)


def contact(writer: Writer) -> Answers:
    """Section 0: who reports, and for which other municipalities."""
    rng, place = writer.rng, writer.place
    official = person(rng, place.name)
    district = writer.reporter.district
    found: Answers = {
        "contact.municipality": place.name if writer.hand.short_name else place.full_name,
        "contact.postal_address": rng.choice((f"Box {rng.randint(1, 999)}", f"Exempelgatan {rng.randint(1, 80)}")),
        "contact.postal_code": f"{rng.randint(100, 984)} {rng.randint(10, 99)}",
        "contact.city": "Visby" if place.code == "0980" else place.name,
        "contact.contact_person": official.name,
        "contact.department": writer.sentence("department"),
        "contact.board": _district_board(district) if district else writer.sentence("board"),
        "contact.phone": official.phone,
        "contact.email": official.email,
    }
    others = [writer.named(code) for code in writer.reporter.municipalities[1:]]
    if others:
        names = [other.name if writer.hand.short_name else other.full_name for other in others]
        found["coverage.municipalities"] = ", ".join(names[:-1]) + (" och " if names[1:] else "") + names[-1]
    return found


def _district_board(district: District) -> str:
    """The board of a city district; Göteborg's areas have a social board each."""
    return f"Socialnämnd {district.name}" if district.kind == "stadsområde" else district.full_name


def ombud(writer: Writer) -> Answers:
    """Section 1: positions, ombud, training and supervision."""
    positions = writer.reporter.positions
    heads = max(ceil(positions), 1) + writer.chance(0.2)
    women = sum(writer.chance(0.72) for _ in range(heads))
    found: Answers = {
        "ombud.positions": positions,
        "ombud.count.women": float(women),
        "ombud.count.men": float(heads - women),
    }
    training = {True: "training.which", False: "training.why_not"}
    supervision = {True: "supervision.kind", False: "supervision.why_not"}
    found |= writer.yes_no("training.offered", writer.chance(0.92), training)
    found |= writer.yes_no("supervision.offered", writer.chance(0.93), supervision)
    return found


def reasons(writer: Writer, answers: Mapping[str, Value]) -> Answers:
    """Section 3 beside its numbers: the other reason, and tendencies."""
    found: Answers = {key: writer.text(key) for key in ("trends.reasons", "trends.groups")}
    if any(answers[f"contact_reasons.other.{sex}"] for sex in ("women", "men")):
        found["contact_reasons.other.text"] = writer.sentence("contact_reasons.other.text")
    return found


def queue(writer: Writer) -> Answers:
    """Section 4, in the words of either edition: queue, waiting, cause, and order of priority."""
    rng, codes = writer.rng, writer.reporter.municipalities
    waited = [code for code in codes if writer.chance(0.3)]
    joint = len(codes) > 1
    found: Answers = {"queue.had": "no" if not waited else "yes" if len(waited) == len(codes) else "partly"}
    if waited:
        days = {code: rng.choice((10, 14, 20, 30, 45, 60, 90, 120)) for code in waited}
        several = ", ".join(f"{writer.named(code).name} {count}" for code, count in days.items())
        found["queue.wait"] = rng.choice(("ca en månad", "2-3 veckor", "3-4 månader", "Två månader", "14 dagar"))
        found["queue.wait_days"] = several if joint else str(days[waited[0]])
        found["queue.cause"] = writer.sentence("queue.cause")
        found["queue.yes"] = len(waited) if joint else True
    if len(waited) < len(codes):
        found["queue.no"] = len(codes) - len(waited) if joint else True
    has_order = writer.chance(0.75)
    return found | writer.yes_no("priority.has_order", has_order, {True: "priority.order", False: "priority.why_not"})


def organisation(writer: Writer) -> Answers:
    """Section 5: provider and steering group."""
    kinds = ("municipality", "association", "foundation", "company", "other")
    provider = writer.rng.choices(kinds, (85, 5, 2, 3, 5))[0]
    found = writer.ticks({f"provider.{kind}": kind == provider for kind in kinds})
    if provider != "municipality":
        found["provider.other.name"] = writer.sentence(f"provider.{provider}")
    seated = {body: body == "municipality" or writer.chance(0.9) for body in _AUTHORITIES}
    found |= writer.ticks({f"steering_group.authorities.{body}": there for body, there in seated.items()})
    if not all(seated.values()):
        found["steering_group.why_missing"] = writer.sentence("steering_group.why_missing")
    found["steering_group.efforts"] = writer.text("steering_group.efforts")
    invited = {body: writer.chance(often) for body, often in _ORGANISATIONS.items()}
    found |= writer.ticks({f"steering_group.organisations.{body}": there for body, there in invited.items()})
    for body, there in invited.items():
        if there:
            which = f"steering_group.organisations.{body}.which"
            found[which] = writer.sentence(which)
    return found


def deficiencies(writer: Writer) -> Answers:
    """Section 6: what society failed in, and what was done."""
    return {
        "access.routines": writer.chance(0.85),
        "access.deficiencies": writer.text("access.deficiencies"),
        "access.measures": writer.text("access.measures"),
    }


def economy(writer: Writer) -> Answers:
    """Section 7: granted and spent; less is spent when positions stood empty, and then the reason is given."""
    positions = writer.reporter.positions
    per_position = [amount for since, amount in _PER_POSITION if since <= max(writer.year, 2013)][-1]
    granted = round(per_position * positions)
    vacant = writer.rng.choice((0.1, 0.2, 0.25)) * positions if writer.chance(0.15) else 0.0
    spent = round(positions - vacant, 2)
    found: Answers = {
        "economy.granted.amount": granted,
        "economy.granted.positions": positions,
        "economy.spent.amount": min(granted, round(per_position * spent)),
        "economy.spent.positions": spent,
    }
    if spent < positions:
        found["economy.why_fewer"] = writer.sentence("economy.why_fewer")
    return found


def covid(writer: Writer, answers: Mapping[str, Value]) -> Answers:
    """Section 8 of 2020: the pandemic."""
    affected = writer.rng.choices(("yes", "no", "cannot_say"), (60, 25, 15))[0]
    found: Answers = {"covid.affected": affected}
    if affected != "yes":
        return found
    demand, supply = writer.rng.choice(("up", "down")), writer.rng.choice(("up", "down"))
    possible = [f"demand_{demand}", f"supply_{supply}"]
    possible += ["training_cancelled"] if answers["training.offered"] is False else []
    possible += ["supervision_cancelled"] if answers["supervision.offered"] is False else []
    marked = [effect for effect in possible if writer.chance(0.5)]
    found |= {f"covid.effects.{effect}": True for effect in marked}
    if not marked or writer.chance(0.3):
        found["covid.effects.other"] = True
        found["covid.effects.other.text"] = writer.sentence("covid.effects.other.text")
    found["covid.comment"] = writer.text("covid.comment")
    return found


def ending(writer: Writer) -> Answers:
    """The last sections: reflections, and the signature in January."""
    place, signatory = writer.place, person(writer.rng, writer.place.name)
    found: Answers = {"other.comments": writer.text("other.comments")} if writer.chance(0.6) else {}
    found |= {
        "signature.date": date(writer.year + 1, 1, 2) + timedelta(days=writer.rng.randint(0, 13)),
        "signature.name": signatory.name,
        "signature.title": writer.sentence("title"),
        "signature.workplace": f"{writer.sentence('department')}, {place.full_name}",
        "signature.phone": signatory.phone,
        "signature.email": signatory.email,
    }
    if writer.chance(0.4):
        found["signature.decided_digitally"] = True
    return found
