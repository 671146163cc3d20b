"""Text that lost its table: laid out by blanks, copied line by line, or taken out of a web page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

READER = Reader(GRANT.form)
SEEDS = Path(__file__).parents[2] / "seeds"
#: Cells parted by tabs, and the same form in 2020 as it was copied from a PDF.
TABBED = (SEEDS / "osteraker-2023-filled.txt").read_text(encoding="utf-8")
COPIED = (SEEDS / "rinkeby-kista-2020-filled.txt").read_text(encoding="utf-8")
_LABEL, _COLUMN = 110, 20


def laid_out(text: str) -> str:
    """Text with tabs as a program lays it out: columns kept by blanks."""
    rows = (line.split("\t") for line in text.split("\n"))
    return "\n".join(
        "".join([row[0].ljust(_LABEL), *(cell.ljust(_COLUMN) for cell in row[1:])]).rstrip() for row in rows
    )


def read(text: str, name: str = "formulär.txt") -> Redovisning:
    """The form in a text."""
    (form,) = READER.read(name, text.encode())
    return form


def asked(form: Redovisning, key: str) -> tuple[object, ...]:
    """The candidates of a field that is asked about; fails when it was answered."""
    assert key not in form.answers, f"{key} is answered: {form.value(key)!r}"
    (doubt,) = (doubt for doubt in form.doubts if doubt.field == key)
    return doubt.candidates


def test_no_written_between_blanks_that_hold_the_columns_is_no_word_of_the_last() -> None:
    form = read(re.sub(r"Anhörigorganisationer {10,}", f"Anhörigorganisationer {' ' * 5} Nej {' ' * 5}", COPIED))
    assert form.value("steering_group.organisations.relatives") is False
    assert form.value("steering_group.organisations.relatives.which") is None


def test_the_tick_of_an_added_row_is_no_word_of_the_row_above() -> None:
    form = read(re.sub(r"(Annan organisation) {10,}", f"\\1 x {' ' * 5} Röda Korset\nStudieförbund x ABF", COPIED))
    assert asked(form, "steering_group.organisations.other") == (True, False)


def test_the_number_of_a_footnote_on_a_line_of_its_own_is_no_answer() -> None:
    form = read(COPIED.replace("2 Inkluderar även barn", "\n2\n\nInkluderar även barn"))
    assert form.value("trends.reasons") == read(COPIED).value("trends.reasons")
    assert str(form.value("trends.reasons")).endswith("bli fri från).")


def test_heads_on_two_lines_stand_over_their_own_columns() -> None:
    form = read(laid_out(TABBED.replace("\tAntal kvinnor\tAntal män", "\tAntal\tAntal\n\tkvinnor\tmän")))
    assert form.value("ombud.positions") == 3.0
    assert form.value("ombud.count.women") == 2.0


BOXES = (
    "Nämnd Vård- och omsorgsnämnden\tTelefon (inkl. riktnummer) 08- 540 800 53\t"
    "E-postadress asa.exempelgren@oster aker.se"
)


@pytest.mark.parametrize("board", ["Nämnden för arbete och välfärd", "Nämnden för arbete och välfärden"])
def test_answers_with_a_single_blank_between_are_parted_where_the_next_label_begins(board: str) -> None:
    assert BOXES in TABBED
    boxes = (
        "Nämnd                          Telefon (inkl. riktnummer) E-postadress\n"
        f"{board} 0581-810 00                asa@osteraker.se"
    )
    form = read(laid_out(TABBED).replace(laid_out(BOXES), boxes))
    if len(board) == 30:
        assert form.value("contact.board") == board
        assert form.value("contact.phone") == "0581-810 00"
    else:
        assert asked(form, "contact.board") == (f"{board} 0581-810 00",)
        assert asked(form, "contact.phone")


def test_two_numbers_in_a_box_are_asked_about_in_the_blank_box_beside_it_too() -> None:
    granted = "Anges med två decimaler, t.ex. två halvtider = 1,00 3,00\n1 184 619\t"
    form = read(TABBED.replace(granted, granted.replace(" 3,00\n1 184 619", "\n1 184 619 kr 3,00"), 1))
    assert asked(form, "economy.granted.amount") == (1184619, 3)
    assert asked(form, "economy.granted.positions") == (3.0,)


def test_columns_in_another_order_are_asked_about_with_both_values() -> None:
    form = read(COPIED.replace("Kontaktorsak Kvinnor Män", "Kontaktorsak Män Kvinnor"))
    assert asked(form, "contact_reasons.economy.women") == (17, 15)
    assert asked(form, "contact_reasons.economy.men") == (15, 17)


def test_tables_in_another_order_are_asked_about_in_copied_text_too() -> None:
    new, closed = COPIED.index("Antal nya klienter"), COPIED.index(" Antal avslutade klienter")
    end = COPIED.index("Klienter med hemmavarande Kvinnor")
    form = read(COPIED[:new] + COPIED[closed:end].lstrip() + COPIED[new:closed] + COPIED[end:])
    assert "clients.new.women.18-29" not in form.answers
    assert "clients.closed.women.18-29" not in form.answers


def test_words_that_stand_where_labels_do_are_no_answer_of_the_row_above() -> None:
    rows = (
        "\tJa\tNej\tOm ja, ange vilken/vilka:\nPatientorganisationer\t\tx\t\n"
        "Brukarorganisationer\tx\t\tRSMH, Attention och IFS\n"
    )
    assert rows in TABBED
    narrow = (
        f"{'':18}Ja{'':17}Nej{'':16}Om ja, ange\n{'':56}vilken/vilka:\n"
        f"Patientorganisati{'':19}☒\noner\nBrukarorganisati ☒{'':36}RSMH, Attention\noner\n"
    )
    form = read(laid_out(TABBED).replace(laid_out(rows), narrow))
    assert "steering_group.organisations.patients.which" not in form.answers
    assert "steering_group.organisations.users.which" not in form.answers


def test_rows_of_a_web_page_are_one_table() -> None:
    rows = (line.split("\t") for line in TABBED.split("\n"))
    lines = (f"<p>{row[0]}</p>" if len(row) == 1 else f"<tr><td>{'</td> <td>'.join(row)}</td></tr>" for row in rows)
    page = "\n".join(lines).replace("</p>\n<tr>", "</p>\n<table>\n<tr>").replace("</tr>\n<p>", "</tr>\n</table>\n<p>")
    added = page.replace(
        "Landstingets psykiatri</td>", "Kyrkan</td> <td>x</td> <td></td></tr>\n<tr><td>Landstingets psykiatri</td>"
    )
    form = read(f"<html><body>{added}</body></html>", "formulär.html")
    assert form.value("steering_group.authorities.primary_care") is True
    assert form.value("steering_group.authorities.psychiatry") is True
    assert not {doubt.field for doubt in form.doubts} & set(form.answers)


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ("Ja\n\nx\n\nNej\n\nKan inte bedöma\n", ("yes", "no")),
        ("Ja\n\nNej\n\nx\nKan inte bedöma\n", ("no", "cannot_say")),
        ("Ja\n\nNej\n\nKan inte bedöma\nx\n", "cannot_say"),
        ("Ja x\n\nNej\n\nKan inte bedöma\n", "yes"),
        ("x Ja\n\nNej\n\nKan inte bedöma\n", "yes"),
    ],
)
def test_a_tick_on_a_line_of_its_own_between_two_options_is_asked_about(options: str, answer: object) -> None:
    question = "användning av statsbidraget under 2020?\n"
    before, _, after = COPIED.partition(question)
    form = read(f"{before}{question}\n{options}{after[after.index(' Om ja, ange hur Coronapandemin') :]}")
    assert (asked(form, "covid.affected") if isinstance(answer, tuple) else form.value("covid.affected")) == answer
