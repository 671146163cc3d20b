"""The faults that can be planted, each a change of a few answers; most are of kinds seen in real redovisningar."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TypeAlias

from redovisa.form.answer import Value
from redovisa.synthetic.clients import BANDS, REASONS, SEXES

Answers: TypeAlias = dict[str, Value]
#: The fields that hold the fault, and what was done (Swedish).
Planted: TypeAlias = tuple[tuple[str, ...], str]


def number(answers: Answers, key: str) -> int:
    """A count or amount; a blank is none."""
    value = answers.get(key, 0)
    return value if isinstance(value, int) else 0


def decimal(answers: Answers, key: str) -> float:
    """A number written with decimals; a blank is none."""
    value = answers.get(key, 0.0)
    return float(value) if isinstance(value, int | float) else 0.0


def bands_do_not_add_up(answers: Answers, rng: Random) -> Planted | None:
    """A total that is not the sum of its bands, and still not below the other totals."""
    key = f"clients.total.{rng.choice(SEXES)}"
    answers[key] = number(answers, key) + rng.randint(1, 3)
    return (key,), f"Totalen höjd till {answers[key]}; åldersgrupperna är orörda."


def closed_above_total(answers: Answers, rng: Random) -> Planted | None:
    """More ended than there were, in one band; the bands still add up."""
    return _above_total(answers, rng, "closed")


def new_above_total(answers: Answers, rng: Random) -> Planted | None:
    """More new than there were, in one band; the bands still add up."""
    return _above_total(answers, rng, "new")


def _above_total(answers: Answers, rng: Random, what: str) -> Planted:
    sex, band = rng.choice(SEXES), rng.choice(BANDS)
    cell, total = f"clients.{what}.{sex}.{band}", f"clients.{what}.{sex}"
    above = number(answers, f"clients.total.{sex}.{band}") + rng.randint(1, 3)
    answers[total] = number(answers, total) + above - number(answers, cell)
    answers[cell] = above
    return (cell, f"clients.total.{sex}.{band}"), f"Fler än det totala antalet i åldersgruppen {band}: {above}."


def children_above_total(answers: Answers, rng: Random) -> Planted | None:
    """More clients with children than clients."""
    sex = rng.choice(SEXES)
    key = f"clients.with_children.{sex}"
    answers[key] = number(answers, f"clients.total.{sex}") + rng.randint(1, 4)
    return (key, f"clients.total.{sex}"), f"Fler klienter med barn ({answers[key]}) än klienter."


def reasons_above_new(answers: Answers, rng: Random) -> Planted | None:
    """All clients counted where the form asks for new ones."""
    sex = rng.choice(SEXES)
    new, total = number(answers, f"clients.new.{sex}"), number(answers, f"clients.total.{sex}")
    if total <= new:
        return None
    key = f"contact_reasons.{rng.choice([reason for reason in REASONS if reason != 'other'])}.{sex}"
    answers[key] = rng.randint(new + 1, total)
    return (key, f"clients.new.{sex}"), f"Orsaken räknad för alla klienter: {answers[key]} mot {new} nya."


def other_reason_untold(answers: Answers, rng: Random) -> Planted | None:
    """Another reason counted, and not told which."""
    key = f"contact_reasons.other.{rng.choice(SEXES)}"
    if not number(answers, key):
        sex = key.rsplit(".", 1)[1]
        if not number(answers, f"clients.new.{sex}"):
            return None
        answers[key] = 1
    answers.pop("contact_reasons.other.text", None)
    return (key, "contact_reasons.other.text"), "Annan orsak räknad men inte angiven."


def digits_swapped(answers: Answers, rng: Random) -> Planted | None:
    """Two neighbouring digits of the spent amount change place, so that it becomes more than was granted."""
    granted, spent = "economy.granted.amount", "economy.spent.amount"
    digits = str(number(answers, granted))
    swaps = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(1, len(digits) - 1)]
    larger = [swapped for swapped in swaps if int(swapped) > int(digits)]
    if not larger:
        return None
    answers[spent] = int(rng.choice(larger))
    answers["economy.spent.positions"] = answers["economy.granted.positions"]
    answers.pop("economy.why_fewer", None)
    return (spent, granted), f"Två siffror omkastade: {answers[spent]} för {digits}."


def spent_above_granted(answers: Answers, rng: Random) -> Planted | None:
    """More spent than granted, by a sum of its own."""
    granted, spent = "economy.granted.amount", "economy.spent.amount"
    if granted not in answers:
        return None
    # Never by a multiple of nine: that could be read as digits swapped.
    answers[spent] = number(answers, granted) + rng.choice([more for more in range(11, 60) if more % 9]) * 1_000
    return (spent, granted), f"Mer förbrukat ({answers[spent]}) än beviljat ({answers[granted]})."


def fewer_positions_untold(answers: Answers, rng: Random) -> Planted | None:
    """Fewer positions than granted, and no reason."""
    granted = answers.get("economy.granted.positions")
    if not isinstance(granted, float):
        return None
    answers["economy.spent.positions"] = round(granted * rng.choice((0.4, 0.5, 0.75)), 2)
    answers.pop("economy.why_fewer", None)
    fields = ("economy.spent.positions", "economy.granted.positions", "economy.why_fewer")
    return fields, f"Färre årsanställningar ({answers['economy.spent.positions']}) än beviljat, utan orsak."


def positions_above_headcount(answers: Answers, rng: Random) -> Planted | None:
    """More full-time positions than people to fill them."""
    heads = sum(decimal(answers, f"ombud.count.{sex}") for sex in SEXES)
    answers["ombud.positions"] = heads + rng.choice((0.5, 1.0, 2.0))
    fields = ("ombud.positions", *(f"ombud.count.{sex}" for sex in SEXES))
    return fields, f"{answers['ombud.positions']} tjänster på {heads:g} ombud."


def positions_missing(answers: Answers, rng: Random) -> Planted | None:
    """The positions left out under section 1 though they stand under Ekonomi."""
    if answers.pop("ombud.positions", None) is None:
        return None
    return ("ombud.positions", "economy.granted.positions"), "Antal tjänster är struket i avsnitt 1."


def signed_too_early(answers: Answers, rng: Random) -> Planted | None:
    """Signed before the reported year had ended: often last year's number written in January."""
    year = answers.get("report.year")
    if not isinstance(year, int):
        return None
    answers["signature.date"] = date(year, rng.choice((1, 11, 12)), rng.randint(2, 23))
    return ("signature.date", "report.year"), f"Undertecknad {answers['signature.date']}, före årets slut."


def authority_missing_untold(answers: Answers, rng: Random) -> Planted | None:
    """A mandatory authority outside the steering group, and no reason."""
    bodies = ("employment_service", "social_insurance", "primary_care", "psychiatry")
    key = f"steering_group.authorities.{rng.choice(bodies)}"
    if key not in answers and "steering_group.why_missing" not in answers:
        return None
    answers[key] = False
    answers.pop("steering_group.why_missing", None)
    return (key, "steering_group.why_missing"), "Obligatorisk myndighet saknas i ledningsgruppen, utan orsak."


def own_municipality_among_others(answers: Answers, rng: Random) -> Planted | None:
    """The reporting municipality listed as one of the others."""
    own, key = answers.get("contact.municipality"), "coverage.municipalities"
    if not isinstance(own, str):
        return None
    answers[key] = f"{own}, {answers[key]}" if key in answers else own
    return (key, "contact.municipality"), f"{own} står bland de andra kommunerna."


def municipality_missing(answers: Answers, rng: Random) -> Planted | None:
    """The municipality's name left out; it stands under Postort."""
    if answers.pop("contact.municipality", None) is None:
        return None
    return ("contact.municipality",), "Kommunens namn är struket."


def no_provider(answers: Answers, rng: Random) -> Planted | None:
    """No provider marked."""
    fields = tuple(f"provider.{kind}" for kind in ("municipality", "association", "foundation", "company", "other"))
    if not any(answers.get(key) for key in fields):
        return None
    for key in (*fields, "provider.other.name"):
        answers.pop(key, None)
    return fields, "Ingen utförare är markerad."


def training_answered_both_ways(answers: Answers, rng: Random) -> Planted | None:
    """Training offered, and told why not."""
    if answers.get("training.offered") is not True:
        return None
    answers["training.why_not"] = "Har inte varit möjligt."
    return ("training.offered", "training.why_not"), "Orsak till utebliven utbildning fast svaret är ja."


def no_queue_but_waiting(answers: Answers, rng: Random) -> Planted | None:
    """No queue, and yet a waiting time; in the words of either edition."""
    if "queue.had" in answers:
        answers["queue.had"] = "no"
        answers["queue.wait"] = "ca två månader"
        return ("queue.had", "queue.wait"), "Ingen kö men en väntetid."
    if answers.pop("queue.yes", None) is None and "queue.no" not in answers:
        return None
    answers["queue.no"] = True
    answers["queue.wait_days"] = str(rng.choice((14, 30, 60)))
    return ("queue.no", "queue.wait_days"), "Ingen kö men en väntetid i dagar."


def email_without_at(answers: Answers, rng: Random) -> Planted | None:
    """An address without @."""
    email = answers.get("contact.email")
    if not isinstance(email, str) or "@" not in email:
        return None
    answers["contact.email"] = email.replace("@", rng.choice(("", ".", " ")))
    return ("contact.email",), f"Adressen saknar @: {answers['contact.email']}."


def text_claims_other_number(answers: Answers, rng: Random) -> Planted | None:
    """A number of clients in the free text that is not the table's."""
    total = sum(number(answers, f"clients.total.{sex}") for sex in SEXES)
    claimed = total + rng.choice((-3, 4, 7, 12))
    if claimed < 2:
        return None
    answers["other.comments"] = f"Under året har ombuden gett stöd till totalt {claimed} klienter."
    fields = ("other.comments", *(f"clients.total.{sex}" for sex in SEXES))
    return fields, f"Texten talar om {claimed} klienter, tabellen om {total}."


def effects_though_unaffected(answers: Answers, rng: Random) -> Planted | None:
    """The pandemic said to have changed nothing, and yet a change is marked and told (2020)."""
    if "covid.affected" not in answers:
        return None
    answers["covid.affected"] = "no"
    answers["covid.effects.other"] = True
    answers["covid.effects.other.text"] = "Färre möten på plats."
    return ("covid.affected", "covid.effects.other"), "Ingen påverkan men en förändring är angiven."
