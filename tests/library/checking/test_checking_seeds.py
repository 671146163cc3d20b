"""The real documents: all that must be found in them is found, and told in few words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rule_examples import TODAY, plain, sound, with_answers

from redovisa.checking.check import check
from redovisa.checking.finding import Checked
from redovisa.form.record import from_record
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(name: str) -> Redovisning:
    """The seed as a human has read it."""
    text = (SEEDS / f"{name}.txt.expected.yaml").read_text(encoding="utf-8")
    return from_record(yaml.safe_load(text)[0], GRANT.form.fields)


def said(checked: Checked) -> dict[str, str]:
    """What is told, by code."""
    return {finding.code: plain(finding.what) for finding in checked.findings}


def test_timra_2020() -> None:
    found = said(check(seed("timra-2020-filled"), GRANT.rules, today=TODAY))
    assert found["KLI-04"] == (
        "Nya och avslutade klienter är fler än alla klienter: 1 ny man 50–64 år av totalt 0; "
        "6 avslutade män av totalt 5; 1 avslutad man 50–64 år av totalt 0."
    )
    assert found["BAR-01"] == "Klienterna med hemmavarande barn är fler än alla klienter: 8 män av totalt 5."
    assert found["ORS-01"] == (
        "Några kontaktorsaker är fler än de nya klienterna: Ekonomi 16 av 9 nya kvinnor och 10 av 4 nya män; "
        "Stöd i kontakten med myndighet 16 av 9 nya kvinnor och 11 av 4 nya män; "
        "Stöd i kontakten med sjukvården 14 av 9 nya kvinnor och 6 av 4 nya män."
    )
    assert found["UND-02"] == (
        "Redovisningen är undertecknad 2020-01-12, men år 2020 var inte slut då; menas 2021-01-12?"
    )
    assert found["OMB-01"] == (
        "Totalt antal ombudstjänster i kommunen är inte ifyllt, men under Ekonomi står 2,00 årsanställningar."
    )
    assert found["LED-02"].startswith("Regionens psykiatri är inte markerad med Ja")
    assert found["KON-01"] == "Kommunens namn är inte ifyllt; ”Timrå” står under Postort."
    assert "KLI-02" not in found  # the age bands add up: sums alone would have approved the form
    assert found.keys() == {"KON-01", "OMB-01", "KLI-04", "BAR-01", "ORS-01", "LED-02", "SAM-04", "UND-02"}


def test_timra_2020_typed_by_hand_has_an_address_that_cannot_be_right() -> None:
    form = seed("timra-2020-filled")
    values = {key: answer.value for key, answer in form.answers.items()}
    typed = with_answers(form, values, {"contact.email": "sociala®timra.se"})
    assert "menas sociala@timra.se?" in said(check(typed, GRANT.rules, today=TODAY))["KON-06"]


def test_rinkeby_kista_2020() -> None:
    checked = check(seed("rinkeby-kista-2020-filled"), GRANT.rules, today=TODAY)
    found = said(checked)
    assert found["EKO-02"] == (
        "Förbrukat belopp är 402 683 kr men beviljat 402 638 kr, 45 kr mer: två siffror har troligen bytt plats."
    )
    assert {finding.code for finding in checked.quiet} == {"EKO-03"}
    assert found["ORS-01"] == (
        "Några kontaktorsaker är fler än de nya klienterna: Ekonomi 17 av 16 nya kvinnor; "
        "Stöd i kontakten med myndighet 28 av 16 nya kvinnor och 31 av 16 nya män."
    )
    assert found["GRU-01"] == "81 klienter på 1,00 tjänst är 81 per tjänst. Det vanliga är mellan 8 och 60."
    assert found["UND-02"].startswith("Redovisningen är undertecknad 2020-12-23, men år 2020 var inte slut")
    assert found["COR-03"].startswith("Svaret är att pandemin inte har påverkat, men ändå anges annan förändring")
    assert found.keys() == {"KON-12", "ORS-01", "LED-04", "EKO-02", "COR-03", "UND-02", "GRU-01"}


def test_osteraker_2023() -> None:
    found = said(check(seed("osteraker-2023-filled"), GRANT.rules, today=TODAY))
    assert found == {
        "KON-02": "Den egna kommunen står bland de andra kommunerna: ”Österåkers kommun”.",
        "OVR-02": "I texten står ”52 procent fler jämfört med 2022”. "
        "Med 127 klienter 2023 betyder det 83–84 klienter 2022.",
    }


@pytest.mark.parametrize(("women", "men", "asked"), [(43, 40, False), (44, 40, False), (43, 39, True), (45, 40, True)])
def test_osteraker_2023_with_the_year_before(women: int, men: int, asked: bool) -> None:
    before = sound(2022)
    values = {key: answer.value for key, answer in before.answers.items() if not key.startswith("clients.")}
    changes = {"clients.total.women": women, "clients.total.men": men}
    previous = with_answers(Redovisning("2022", Kind.REDOVISNING, edition=2023), values, changes)
    found = said(check(seed("osteraker-2023-filled"), GRANT.rules, previous=previous, today=TODAY))
    assert ("OVR-01" in found) is asked
    assert "OVR-02" not in found
    if asked:
        assert found["OVR-01"].endswith(
            f"betyder det 83–84 klienter 2022, men redovisningen för 2022 har {women + men}."
        )


@pytest.mark.parametrize("name", ["blank-2023", "timra-2018-activity-description"])
def test_what_is_no_redovisning_has_no_findings(name: str) -> None:
    assert check(seed(name), GRANT.rules, today=TODAY) == Checked()


def test_another_year_or_municipality_is_not_compared() -> None:
    form = sound(2023)
    for previous, why in (
        (sound(2020), "avser 2020, men året före 2023 behövs"),
        (seed("blank-2023"), "inte en ifylld redovisning"),
        (with_answers(Redovisning("x", Kind.REDOVISNING, edition=2023, municipality="0117"), {"report.year": 2022}, {}),
         "gäller en annan kommun"),
    ):  # fmt: skip
        checked = check(form, GRANT.rules, previous=previous, today=TODAY)
        assert len(checked.notes) == 1
        assert why in checked.notes[0]
        assert checked.findings == ()
