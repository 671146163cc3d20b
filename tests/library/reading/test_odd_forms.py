"""Forms that people have changed: each is read right or asked about, and never silently wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

SEEDS = Path(__file__).parents[2] / "seeds"
READER = Reader(GRANT.form)
FORM = (SEEDS / "osteraker-2023-filled.txt").read_text(encoding="utf-8")
BLANK = (SEEDS / "blank-2023.txt").read_text(encoding="utf-8")
#: The table of clients, from its heads to its last row.
TABLE = FORM[FORM.index("\tKvinnor\tMän\nTotalt") : FORM.index("Klienter med hemmavarande\tKvinnor")]


def read(text: str) -> list[Redovisning]:
    """Every form in a text."""
    return READER.read("formulär.txt", text.encode())


def one(text: str) -> Redovisning:
    """The only form in a text."""
    (form,) = read(text)
    return form


def values(form: Redovisning) -> dict[str, object]:
    """What was read, by field."""
    return {key: answer.value for key, answer in form.answers.items()}


TRUTH = values(one(FORM))


def changed(form: Redovisning) -> set[str]:
    """The fields whose value is another than in the form as it was sent."""
    return {key for key, value in values(form).items() if TRUTH.get(key) != value}


def asked(form: Redovisning) -> set[str]:
    """The fields that are asked about."""
    return {doubt.field for doubt in form.doubts}


def test_lines_quoted_in_a_mail_are_read_as_if_they_were_not() -> None:
    for mark in ("> ", ">", ">> ", "> > "):
        assert values(one("\n".join(mark + line for line in FORM.split("\n")))) == TRUTH


def test_two_forms_in_a_document_are_two() -> None:
    first, second = read(
        FORM + "\n\n" + FORM.replace("Österåkers kommun\t", "Vallentuna kommun\t").replace("\t64\t63", "\t65\t63")
    )
    assert values(first) == TRUTH
    assert second.municipality == "0115"
    assert changed(second) == {"contact.municipality", "clients.total.women"}
    assert (first.file, second.file) == ("formulär.txt (formulär 1 av 2)", "formulär.txt (formulär 2 av 2)")


@pytest.mark.parametrize("both", [BLANK + "\n" + FORM, FORM + "\n" + BLANK])
def test_a_blank_form_beside_a_filled_one_is_nothing(both: str) -> None:
    form = one(both)
    assert form.kind is Kind.REDOVISNING
    assert changed(form) == set()


def test_the_same_table_twice_is_asked_about_wherever_the_other_stands() -> None:
    other = TABLE.replace("64\t63", "51\t52").replace("18\t16", "7\t8")
    for table in (other + "\n" + TABLE, TABLE + "\n" + other):
        form = one(FORM.replace(TABLE, table))
        assert changed(form) == set()
        assert {"clients.total.women", "clients.total.men.18-29", "clients.new.women.65+"} <= asked(form)
        assert "contact_reasons.economy.women" in form.answers


def test_a_row_quoted_in_an_answer_in_words_leaves_the_table_alone() -> None:
    form = one(FORM.replace("Vi är tillbaka på", "Totalt antal klienter 90 80\nVi är tillbaka på"))
    assert form.answers["clients.total.women"].value == 64


def test_rows_in_another_order_are_asked_about() -> None:
    form = one(
        FORM.replace("Totalt antal klienter\t64\t63", "Antal nya klienter\t64\t63").replace(
            "Antal nya klienter\t38\t35", "Totalt antal klienter\t38\t35"
        )
    )
    assert changed(form) == set()
    assert {"clients.total.women", "clients.total.women.18-29", "clients.new.women.18-29"} <= asked(form)


def test_columns_in_another_order_are_asked_about() -> None:
    form = one(FORM.replace("\tKvinnor\tMän\nTotalt", "\tMän\tKvinnor\nTotalt"))
    assert not any(key.startswith("clients.total") for key in form.answers)
    assert {"clients.total.women", "clients.closed.men.65+"} <= asked(form)
    assert "clients.with_children.women" in form.answers
    form = one(
        FORM.replace("\tJa\tNej\nOmbuden har erbjudits utbildning.", "\tNej\tJa\nOmbuden har erbjudits utbildning.")
    )
    assert "training.offered" in asked(form)
    assert "supervision.offered" in form.answers


def test_yes_in_the_column_for_no_is_asked_about() -> None:
    form = one(FORM.replace("erbjudits utbildning.\tX\t", "erbjudits utbildning.\t\tJa"))
    assert "training.offered" in asked(form) - set(form.answers)
    form = one(FORM.replace("under 2023?\t\tX", "under 2023?\t\tJa"))
    assert "queue.no" in asked(form) - set(form.answers)
    form = one(FORM.replace("under 2023?\t\tX", "under 2023?\t\tNej"))
    assert form.answers["queue.no"].value is True


@pytest.mark.parametrize("blanks", [2, 3, 4, 6, 9])
def test_tabs_made_into_blanks_hold_no_columns(blanks: int) -> None:
    form = one(FORM.replace("\t", " " * blanks))
    marks = {key for key, value in TRUTH.items() if isinstance(value, int) and key != "report.year"}
    assert not changed(form) & marks
    assert marks <= set(form.answers) | asked(form)


def test_an_amount_shown_backwards_is_asked_about() -> None:
    form = one(FORM.replace("1 184 619\t", "\u202e916 481 1\u202c\t"))
    assert "economy.granted.amount" in asked(form) - set(form.answers)


def test_a_missing_page_does_not_change_the_edition() -> None:
    cut = FORM[: FORM.index("4. Tillgång till personligt ombud")] + FORM[FORM.index("5. Organisation, ledning") :]
    form = one(cut)
    assert form.edition == 2023
    assert changed(form) == set()
    assert {"queue.yes", "queue.no", "priority.has_order"} <= asked(form)


def test_a_date_that_can_be_read_in_two_ways_is_known_by_the_reported_year() -> None:
    assert one(FORM.replace("Datum 2024-01-05", "Datum 05-01-24")).value("signature.date") == TRUTH["signature.date"]
    assert one(FORM.replace("Datum 2024-01-05", "Datum 24-01-05")).value("signature.date") == TRUTH["signature.date"]
    assert "signature.date" in asked(one(FORM.replace("Datum 2024-01-05", "Datum 23-01-24")))


def test_an_answer_right_before_a_footnote_is_not_taken_for_its_number() -> None:
    note = FORM[FORM.index("² Inkluderar") : FORM.index("Bostad\t4")]
    moved = FORM.replace(note, "").replace("därav 65 år och över\t0\t0\n", "därav 65 år och över\t0\t1\n" + note)
    form = one(moved)
    assert form.answers["clients.closed.men.65+"].value == 1
    assert changed(form) == {"clients.closed.men.65+"}


def test_nearly_all_ticks_lost_is_asked_about() -> None:
    form = one(re.sub(r"\t[xX](?=\t|\n)", "\t", FORM).replace("under 2023?\t\t", "under 2023?\t\tX"))
    assert {"training.offered", "provider.municipality", "access.routines"} <= asked(form)
    assert not {"training.offered", "provider.municipality", "access.routines"} & set(form.answers)


def test_the_region_is_read_where_the_form_still_prints_its_old_name() -> None:
    form = one(FORM.replace("Landstingets", "Regionens").replace("landstingets primärvård", "regionens primärvård"))
    assert values(form) == TRUTH


@pytest.mark.parametrize(
    ("begin", "end", "before"),
    [
        ("7. Ekonomi", "8. Övrigt", "2. Klienter"),
        ("9. Underskrift", "", "1. Personliga ombud"),
        ("3. Kontakt med verksamheten", "4. Tillgång", "8. Övrigt"),
    ],
)
def test_a_part_of_the_form_that_stands_somewhere_else_in_it_is_read_there(begin: str, end: str, before: str) -> None:
    first = FORM.index(f"\n{begin}") + 1
    stop = FORM.index(f"\n{end}") + 1 if end else len(FORM)
    part, rest = FORM[first:stop], FORM[:first] + FORM[stop:]
    form = one(rest.replace(f"\n{before}", f"\n{part}\n{before}", 1))
    assert values(form) == TRUTH


def test_options_of_which_one_is_missing_are_asked_about() -> None:
    copied = (SEEDS / "rinkeby-kista-2020-filled.txt").read_text(encoding="utf-8")
    assert one(copied).value("covid.affected") == "no"
    assert "covid.affected" in asked(one(re.sub(r"\n.*Kan inte bedöma\n", "\n", copied)))
