"""Writes the invented examples that the demo reads, beside the real ones: ``cd tests && python demo_documents.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lookalikes.inbox import mail
from lookalikes.pdf import LOOKS, filled_pdf
from lookalikes.pen import typed
from lookalikes.word import Manner, write_word
from redovisa.form.answer import Value
from redovisa.form.edition import Edition, Head
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import counties
from redovisa.synthetic.invent import invent
from redovisa.synthetic.spoil import spoil

ROOM = Path(__file__).parents[1] / "src" / "redovisa" / "personligt_ombud" / "examples" / "pahittade"
YEAR = 2023
KUMLA, HALLSBERG, ASKERSUND = "1881", "1861", "1882"
#: What is planted in the report of Hallsberg.
FAULTS = ("digits_swapped", "reasons_above_new", "authority_missing_untold")


def form_for(county: str) -> Edition:
    """The edition as the county board prints it."""
    board = counties()[county]
    return replace(GRANT.form.editions[YEAR], heads=(Head(county, (f"Sänds in till: {board.board}.",)),))


def words(answers: Mapping[str, Value], seed: int) -> dict[str, str]:
    """What is typed in each spot."""
    return typed(form_for("18"), GRANT.form.fields, answers, seed)


def examples() -> dict[str, bytes]:
    """The files by name: a sound one and its copy, one with faults that covers its neighbour, and so on."""
    form = form_for("18")
    kumla = write_word(form, words(invent(GRANT.form, YEAR, KUMLA, 1), 1), Manner(), 1)
    answers = invent(GRANT.form, YEAR, HALLSBERG, 2)
    for fault in FAULTS:
        answers, _ = spoil(answers, 2, fault)
    answers["coverage.municipalities"] = "Askersund"
    hallsberg = filled_pdf(form, words(answers, 2), LOOKS["strokes"])
    askersund = write_word(form, words(invent(GRANT.form, YEAR, ASKERSUND, 3), 3), Manner(), 3)
    return {
        "kumla-2023.docx": kumla,
        "kumla-2023-kopia.docx": kumla,
        "hallsberg-2023.pdf": hallsberg,
        "askersund-2023.eml": mail("askersund-2023", askersund),
        "avbruten.docx": kumla[: len(kumla) // 2],
    }


if __name__ == "__main__":
    ROOM.mkdir(parents=True, exist_ok=True)
    for name, data in examples().items():
        (ROOM / name).write_bytes(data)
