"""Letters: they say what they must, in the expert's words, and a broken template is told by file, line and field."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redovisa.checking.check import check
from redovisa.form.answer import Answer, Doubt, Value
from redovisa.form.redovisning import Kind as Sort
from redovisa.form.redovisning import Redovisning
from redovisa.form.words import Words
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.places.register import counties
from redovisa.reading.read import Reader
from redovisa.writing import letter_contents as contents
from redovisa.writing.document import (
    Block,
    Bullets,
    CannotWrite,
    Document,
    Heading,
    Paragraph,
    Style,
    Table,
    cell,
    words,
)
from redovisa.writing.docx import write_docx
from redovisa.writing.letter import Envelope, Kind, letter, load_letter
from redovisa.writing.pdf import write_pdf
from redovisa.writing.template import Filling, TemplateBroken, filled, parsed

SEEDS = Path(__file__).parents[2] / "seeds"
LETTERS = ROOM / "letters"
DAY = date(2024, 2, 1)
WORDS = Words(GRANT.form)


def seed(name: str) -> Redovisning:
    [document] = Reader(GRANT.form).read_file(SEEDS / f"{name}.txt")
    return document


def made(granted: Value, spent: Value) -> Redovisning:
    values = {"economy.granted.amount": granted, "economy.spent.amount": spent}
    return Redovisning("x", Sort.REDOVISNING, 2023, 2023, {key: Answer(key, value) for key, value in values.items()})


def fillings() -> Iterator[tuple[Kind, Filling]]:
    timra = seed("timra-2020-filled")
    findings = check(timra, GRANT.rules, today=date(2021, 1, 20)).findings
    yield Kind.RECEIPT, contents.receipt(timra, "Timrå kommun", date(2021, 1, 12), "700-1-2021")
    yield Kind.KOMPLETTERING, contents.komplettering(timra, findings, WORDS, date(2021, 2, 15))
    yield Kind.REMINDER, contents.reminder(2023, date(2024, 1, 15), DAY)
    granted = [
        contents.Granted("Timrå kommun", Decimal("1.5"), "Delas."),
        contents.Granted("Ånge kommun", Decimal("0.25")),
    ]
    yield Kind.DECISION, contents.decision(2026, 394873, granted)
    yield Kind.RECOVERY, contents.recovery(made(800_000, 650_000), "Timrå kommun", GRANT.law)


def written(kind: Kind, filling: Filling) -> Document:
    envelope = Envelope(counties()["22"], "700-1-2021", "Timrå kommun", DAY)
    return letter(load_letter(LETTERS, kind), envelope, filling)


def text(document: Document) -> str:
    facts = (f"{name}: {value}" for name, value in document.facts)
    top = [document.title, *document.head, *facts, *document.receiver]
    return "\n".join([*top, *(words(parts) for parts in document.inlines())])


@pytest.mark.parametrize(
    ("kind", "filling"), list(fillings()), ids=lambda value: value.value if isinstance(value, Kind) else ""
)
def test_every_letter_is_written_as_word_and_pdf(kind: Kind, filling: Filling) -> None:
    document = written(kind, filling)
    assert document.sender == "Länsstyrelsen i Västernorrlands län"
    assert "700-1-2021" in text(document)
    assert "{" not in text(document)
    assert write_docx(document).startswith(b"PK")
    assert write_pdf(document).startswith(b"%PDF")


def test_the_receipt_has_the_four_data_of_registration_and_the_version() -> None:
    said = text(written(*next(fillings())))
    for part in (
        "Inkom: 12 januari 2021",
        "Diarienummer: 700-1-2021",
        "Avsändare: Timrå kommun",
        "Ärende: Redovisning av",
    ):
        assert part in said
    digest = contents.fingerprint(seed("timra-2020-filled"))
    assert digest in said.replace(" ", "")
    assert contents.short_code(digest) in said


def test_the_fingerprint_follows_the_answers_and_nothing_else() -> None:
    first, again, other = made(1, 2), made(1, 2), made(1, 3)
    assert contents.fingerprint(first) == contents.fingerprint(again) != contents.fingerprint(other)


def test_komplettering_has_one_part_for_each_question_in_the_findings_own_words() -> None:
    timra = seed("timra-2020-filled")
    findings = check(timra, GRANT.rules, today=date(2021, 1, 20)).findings
    document = written(Kind.KOMPLETTERING, contents.komplettering(timra, findings, WORDS, date(2021, 2, 15)))
    said = text(document)
    asked = [finding for finding in findings if finding.severity.value != "note"]
    parts = [block for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert len(parts) == len(asked) + len(timra.doubts)
    assert asked
    assert all(finding.what in said and finding.do in said for finding in asked)
    assert "15 februari 2021" in said


def test_komplettering_asks_in_the_words_of_the_form() -> None:
    doubt = Doubt("queue.had", "Två rutor är kryssade.", "x x", ("yes", "partly"), "")
    asked = Redovisning("x", Sort.REDOVISNING, 2020, 2020, doubts=(doubt,))
    said = text(written(Kind.KOMPLETTERING, contents.komplettering(asked, (), WORDS, DAY)))
    assert "Vi läser det som: Ja eller Delvis" in said
    assert "partly" not in said


def test_komplettering_without_questions_is_refused() -> None:
    with pytest.raises(CannotWrite, match="inget att begära komplettering om"):
        contents.komplettering(made(1, 1), (), WORDS, DAY)


@given(
    st.lists(st.integers(1, 10_000).map(lambda n: Decimal(n) / 100), min_size=1, max_size=30), st.integers(1, 900_000)
)
def test_the_decision_adds_up(positions: list[Decimal], amount: int) -> None:
    filling = contents.decision(2026, amount, [contents.Granted("Timrå kommun", one) for one in positions])
    *rows, total = filling.tables["granted"][0].rows
    numbers = [int(words(row[2].paragraphs[0].parts).replace("\u00a0", "")) for row in rows]
    assert words(total[2].paragraphs[0].parts).replace("\u00a0", "") == str(sum(numbers))
    assert all(abs(number - one * amount) <= Decimal("0.5") for number, one in zip(numbers, positions, strict=True))


def test_the_decision_has_no_appeal_and_says_who_must_fill_in() -> None:
    document = dict(fillings())[Kind.DECISION]
    blocks = written(Kind.DECISION, document).blocks
    assert "överklaga" not in text(written(Kind.DECISION, document)).casefold()
    assert sum(isinstance(block, Paragraph) and block.style is Style.TO_DO for block in blocks) == 2


def test_the_basis_for_recovery_is_never_called_a_decision_and_counts_right() -> None:
    said = text(written(Kind.RECOVERY, contents.recovery(made(800_000, 650_000), "Timrå kommun", GRANT.law)))
    assert "150\u00a0000 kronor" in said
    assert "beslut" not in said.partition("Socialstyrelsen")[0].casefold()
    assert "underlag" in said.casefold()
    over = text(written(Kind.RECOVERY, contents.recovery(made(400_000, 402_683), "X kommun", GRANT.law)))
    assert "2\u00a0683 kronor mer" in over
    with pytest.raises(CannotWrite, match="det beviljade bidraget är inte känt"):
        contents.recovery(Redovisning("x", Sort.REDOVISNING), "X kommun", GRANT.law)


@pytest.mark.parametrize(
    ("template", "line", "named"),
    [
        ("title: Hej\nEtt {okänt_fält} här", 2, "okänt_fält"),
        ("title: Hej\n\nEtt {okand} här", 3, "okand"),
        ("title: {okand}\nText", 1, "okand"),
        ("Hej", 1, "title"),
        ("title: Hej\n{{each saker}}\nText", 2, "{{end}}"),
        ("title: Hej\n{{end}}", 2, "{{end}}"),
        ("title: Hej\n\n{{table siffror}}", 3, "siffror"),
        ("title: Hej\nText\n{{for x}}", 3, "{{for x}}"),
        ("title: Hej\n{{each saker}}\n{item.x}\n{{end}}", 2, "saker"),
        ("title: Hej\n{{if saknas}}\nText\n{{end}}", 2, "saknas"),
        ("title: Hej\nEn {halv", 2, "klammer"),
        ("title: Hej\n## För djup", 2, "rubriken med ## behöver en rubrik med # före"),
        ("title: Hej\n# En\n\n### Två", 4, "rubriken med ### behöver en rubrik med ## före"),
    ],
)
def test_a_broken_template_is_told_by_file_line_and_name(template: str, line: int, named: str) -> None:
    envelope = Envelope(counties()["22"], "", "", DAY)
    with pytest.raises(TemplateBroken) as broken:
        letter(parsed("kvittens.md", template), envelope, Filling({"namn": "x"}))
    assert str(broken.value).startswith(f"kvittens.md, rad {line}: ")
    assert named in str(broken.value)


def test_a_letter_that_no_longer_says_what_it_must_is_refused(tmp_path: Path) -> None:
    whole = (LETTERS / "receipt.md").read_text("utf-8")
    (tmp_path / "receipt.md").write_text(whole.replace("{number}", "numret"), "utf-8")
    with pytest.raises(TemplateBroken, match="fältet number saknas"):
        load_letter(tmp_path, Kind.RECEIPT)
    (tmp_path / "recovery.md").write_text(
        (LETTERS / "recovery.md").read_text("utf-8").replace("Underlag till", "Beslut om återkrav för", 1), "utf-8"
    )
    with pytest.raises(TemplateBroken, match="får inte heta"):
        load_letter(tmp_path, Kind.RECOVERY)


@pytest.mark.parametrize(
    ("field", "misspelt", "told"),
    [
        ("short_code", "shortcode", "receipt.md, rad 12: fältet short_code saknas i brevet"),
        ("received", "recieved", "receipt.md, rad 6: fältet received saknas i brevet"),
    ],
)
def test_a_field_that_must_be_there_is_sought_where_it_is_misspelt(
    field: str, misspelt: str, told: str, tmp_path: Path
) -> None:
    whole = (LETTERS / "receipt.md").read_text("utf-8")
    (tmp_path / "receipt.md").write_text(whole.replace(f"{{{field}}}", f"{{{misspelt}}}"), "utf-8")
    with pytest.raises(TemplateBroken) as broken:
        load_letter(tmp_path, Kind.RECEIPT)
    assert str(broken.value).startswith(told)
    assert f"Här står {misspelt}; är det felskrivet?" in str(broken.value)


def test_a_text_that_is_not_there_is_told_in_swedish(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"receipt\.md: texten till dokumentet går inte att läsa \(den finns inte\)"):
        load_letter(tmp_path, Kind.RECEIPT)
    (tmp_path / "receipt.md").mkdir()
    with pytest.raises(CannotWrite, match="det är en mapp, inte en fil"):
        load_letter(tmp_path, Kind.RECEIPT)


def test_a_text_saved_with_its_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "receipt.md").write_text((LETTERS / "receipt.md").read_text("utf-8"), "utf-8-sig")
    assert load_letter(tmp_path, Kind.RECEIPT).title == load_letter(LETTERS, Kind.RECEIPT).title


def test_values_are_never_read_as_orders_or_marks() -> None:
    blocks: tuple[Block, ...] = filled(
        parsed("x.md", "title: T\nSvar: {namn}"), Filling({"namn": "{namn} **x** {{end}}"})
    )
    assert blocks == filled(parsed("x.md", "title: T\nSvar: {a}"), Filling({"a": "{namn} **x** {{end}}"}))
    assert isinstance(blocks[0], Paragraph)
    assert words(blocks[0].parts) == "Svar: {namn} **x** {{end}}"


def test_sami_letters_are_drawn_in_every_weight() -> None:
    said = "Čuŋuiš Ŧana Ŋ ŧ đ ž"
    template = parsed("x.md", f"title: {said}\n# {said}\n## {said}\n### {said}\n{said} **{said}**\n\n> {said}")
    document = letter(template, Envelope(counties()["25"], said, said, DAY), Filling({}))
    with pypdfium2.PdfDocument(io.BytesIO(write_pdf(document))) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert text.count(said) == 9
    assert "[U+" not in text


def test_a_name_longer_than_the_page_is_broken_and_not_cut_off() -> None:
    name = "Mycketlångtnamnutanmellanslag" * 10
    template = parsed("x.md", f"title: {name}\n# {name}\n- {name}\n\n**{name}**\n\n{{{{table t}}}}")
    table = Table((0.3, 0.7), (cell("Fil"), cell("Namn")), ((cell(name[:40]), cell(name)),), caption=name)
    document = letter(template, Envelope(counties()["25"], name, name, DAY), Filling({}, {}, {"t": (table,)}), (name,))
    with pypdfium2.PdfDocument(io.BytesIO(write_pdf(document))) as pdf:
        width = pdf[0].get_width()
        for page in pdf:
            text = page.get_textpage()
            edges = [text.get_charbox(at)[2] for at in range(text.count_chars())]
            assert max(edges) <= width - 55
        said = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert said.replace("\u200b", "").count(name) >= 6


def test_lists_are_joined_and_empty_parts_left_out() -> None:
    template = parsed("x.md", "title: T\n{{each a}}\n- {item.x}\n{{end}}\n{{if b}}\nSyns inte\n{{end}}\n{{table t}}")
    table = Table((1.0,), (), ())
    blocks = filled(template, Filling({"b": ""}, {"a": [{"x": "1"}, {"x": "2"}]}, {"t": (table,)}))
    assert isinstance(blocks[0], Bullets)
    assert len(blocks[0].items) == 2
    assert blocks[1:] == (table,)


@pytest.mark.parametrize("kind", [Kind.RECOVERY, Kind.NO_REPORT])
def test_what_the_ordinance_says_is_told_to_be_a_summary_and_of_what(kind: Kind) -> None:
    said = " ".join((LETTERS / f"{kind}.md").read_text("utf-8").split())
    summary = said.partition("# Vad förordningen säger")[2].partition("15 § i korthet")[0]
    assert "sammanfattning med andra ord än förordningens" in summary
    assert "förordningen (2013:522)" in summary
    assert "SFS 2019:1094" in summary
