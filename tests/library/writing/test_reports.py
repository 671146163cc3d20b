"""Reports: only released numbers enter them, charts say in words what they show, and what is hidden stays hidden."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from pdf_tags import elements
from redovisa.form.answer import Answer, Value
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import ROOM
from redovisa.places.register import counties
from redovisa.writing.chart import Bars, bar_chart
from redovisa.writing.description import description
from redovisa.writing.document import (
    Block,
    CannotWrite,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Style,
    Table,
    cell,
    kept_together,
    said,
    words,
)
from redovisa.writing.docx import write_docx
from redovisa.writing.letter_contents import fingerprint, short_code
from redovisa.writing.pdf import write_pdf
from redovisa.writing.released import CellKey, read_release
from redovisa.writing.report import report
from redovisa.writing.report_county import county_report
from redovisa.writing.report_sources import by_table, ranges, versions
from redovisa.writing.statistics import Statistics
from redovisa.writing.template import Filling, load_template

STEM = "personligt-ombud_2022-2023_2024-05-15"
HEAD = ("table", "year", "area_level", "area", "sex", "age", "item", "value", "status")
TABLES = {
    "coverage": ("Kommuner med personligt ombud", {"reports": "Redovisningar", "share": "Andel"}),
    "positions": ("Ombudstjänster", {"positions": "Tjänster"}),
    "clients": ("Klienter", {"total": "Klienter totalt", "new": "Nya klienter", "closed": "Avslutade klienter"}),
    "children": ("Barn", {"with_children": "Med barn"}),
    "reasons": ("Kontaktorsaker", {"economy": "Ekonomi", "housing": "Bostad"}),
    "queue": ("Kö och väntetid", {"with_queue": "Kommuner med kö"}),
    "priorities": ("Prioritering", {"has_order": "Har ordning"}),
    "providers": ("Utförare", {"municipality": "Kommun"}),
    "steering_group": ("Ledningsgrupp", {"psychiatry": "Psykiatrin"}),
    "training": ("Utbildning", {"training": "Har erbjudit"}),
    "economy": ("Statsbidraget", {"granted": "Beviljat", "spent": "Förbrukat"}),
}
TABLES["response"] = ("Svar", {name: name for name in TABLES if name != "coverage"})
TRIED = {year: {"attack": {"found": 0}} for year in ("2022", "2023")}
BY_SEX = ("clients", "children", "reasons")
AGES = ("", "18-29", "30-49", "50-64", "65+")


def numbers() -> Iterator[tuple[str, ...]]:
    """Invented numbers; women of 18–29 are hidden, and so is the sum that would give them away."""
    for table, (_, items) in TABLES.items():
        for year in (2022, 2023):
            for level, area in (("nation", "00"), ("county", "18")):
                for item in items:
                    for sex in ("women", "men", "") if table in BY_SEX else ("",):
                        for age in AGES if table == "clients" else ("",):
                            hidden = age == "18-29" and sex in ("women", "")
                            value = "" if hidden else "1234.50" if table == "positions" else "4321"
                            status = "hidden" if hidden else "shown"
                            yield table, str(year), level, area, sex, age, item, value, status


def csv_of(head: tuple[str, ...], rows: Any) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dictionary = [("table", table, "", title, "") for table, (title, _) in TABLES.items()]
    dictionary += [
        ("item", item, table, label, "antal") for table, (_, of) in TABLES.items() for item, label in of.items()
    ]
    notes = [("queue", "Tidsseriebrott 2023: frågan ställdes på annat sätt."), ("clients", ".. dolt för att skydda")]
    files = {
        f"{STEM}_data.csv": csv_of(HEAD, numbers()),
        f"{STEM}_dictionary.csv": csv_of(("column", "code", "table", "label", "unit"), dictionary),
        f"{STEM}_areas.csv": csv_of(
            ("area_level", "area", "name"), [("nation", "00", "Riket"), ("county", "18", "Örebro län")]
        ),
        f"{STEM}_footnotes.csv": csv_of(("table", "note"), notes),
        "release.json": json.dumps(
            {
                "name": STEM,
                "published": "2024-05-15",
                "years": [2022, 2023],
                "protection": {"method": "hide"},
                "figures": TRIED,
            }
        ),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    sums = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items())
    (tmp_path / "SHA256SUMS").write_text(sums, "utf-8")
    return tmp_path


def record(code: str, year: int = 2023, **answers: Value) -> Redovisning:
    given = {key.replace("__", "."): value for key, value in answers.items()}
    return Redovisning(
        f"{code}.docx",
        Kind.REDOVISNING,
        year,
        year,
        {key: Answer(key, value) for key, value in given.items()},
        municipality=code,
    )


def national(folder: Path) -> Document:
    release = read_release(folder)
    values = {
        "year": "2023",
        "release": release.name,
        "published": release.published,
        "has_versions": "",
        "has_by_table": "",
        "has_themes": "",
        "has_left_out": "",
    }
    filling = Filling(values, {}, Statistics(release, "00", 2023).blocks())
    template = load_template(ROOM / "reports" / "national.md")
    return report(template, filling, sender="Socialstyrelsen", day=date(2024, 5, 15))


def who(one: Redovisning) -> str:
    return one.municipality


def text(blocks: tuple[Block, ...]) -> str:
    document = Document("x", (), blocks, date(2024, 1, 1))
    return "\n".join(words(parts) for parts in document.inlines())


def test_the_national_report_is_written_as_word_and_accessible_pdf(folder: Path) -> None:
    document = national(folder)
    assert write_docx(document).startswith(b"PK")
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    assert len(figures) >= 4
    with pikepdf.open(io.BytesIO(write_pdf(document))) as pdf:
        told = [str(one.Alt) for one in elements(pdf.Root.StructTreeRoot) if one.S == "/Figure"]
    assert told == [figure.about for figure in figures]


def test_what_is_hidden_stays_hidden_in_tables_and_charts(folder: Path) -> None:
    blocks = Statistics(read_release(folder), "18", 2023).blocks()["clients_total"]
    chart, table, note = blocks[0], blocks[1], blocks[-1]
    assert isinstance(chart, Figure)
    assert isinstance(table, Table)
    assert isinstance(note, Paragraph)
    young = next(row for row in table.rows if words(row[0].paragraphs[0].parts) == "18–29 år")
    assert [words(one.paragraphs[0].parts) for one in young[1:]] == ["..", "4\u00a0321", ".."]
    assert "18–29 år: kvinnor .., män 4\u00a0321" in chart.about
    assert "”..” dolt för att skydda enskilda" in words(note.parts)
    assert "Svar: 4\u00a0321 av 4\u00a0321 redovisningar" in words(note.parts)


def test_a_series_tells_what_broke_it(folder: Path) -> None:
    assert "Tidsseriebrott 2023: frågan ställdes på annat sätt." in text(
        Statistics(read_release(folder), "00", 2023).blocks()["series"]
    )


def test_how_many_answered_stands_below_every_table_of_answers(folder: Path) -> None:
    made = Statistics(read_release(folder), "00", 2023).blocks()
    for name, blocks in made.items():
        if name in ("coverage", "response"):  # these tell themselves how many there are
            continue
        below = [text(blocks[at + 1 : at + 2]) for at, block in enumerate(blocks) if isinstance(block, Table)]
        assert below, name
        assert all("Svar: 4\u00a0321 av 4\u00a0321 redovisningar" in note for note in below), name
    assert "2022: Svar: 4\u00a0321 av" in text(made["series"])


def test_a_number_changed_after_the_trial_is_refused(folder: Path) -> None:
    path = folder / f"{STEM}_data.csv"
    path.write_text(path.read_text("utf-8").replace(",hidden", ",shown").replace(",,shown", ",3,shown"), "utf-8")
    with pytest.raises(CannotWrite, match="ändrad sedan den prövades"):
        read_release(folder)


def test_a_folder_that_was_never_tried_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(CannotWrite, match="finns ingen publicering"):
        read_release(tmp_path / "annan")
    (folder / "release.json").write_text('{"years": [2023]}', "utf-8")
    with pytest.raises(CannotWrite, match="inte hur tabellerna är skyddade"):
        read_release(folder)
    (folder / "release.json").write_text(
        '{"years": [2023], "protection": {}, "name": "x", "figures": {"2023": {"attack": {"found": 0}}}}', "utf-8"
    )
    (folder / "SHA256SUMS").unlink()
    with pytest.raises(CannotWrite, match="kontrollsummor"):
        read_release(folder)


@pytest.mark.parametrize("figures", [{}, {"2023": {}}, {"2023": {"attack": {"found": 1}}}, "säkert"])
def test_tables_that_an_attacker_got_through_are_refused(folder: Path, figures: object) -> None:
    path = folder / "release.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"years": [2023], "figures": figures}), "utf-8")
    with pytest.raises(CannotWrite, match="angreppet på 2023"):
        read_release(folder)


def test_files_that_have_no_sum_are_not_read(folder: Path) -> None:
    sums = folder / "SHA256SUMS"
    sums.write_text("".join(line for line in sums.read_text("utf-8").splitlines(True) if "_data" not in line), "utf-8")
    with pytest.raises(CannotWrite, match=r"_data\.csv"):
        read_release(folder)


def test_what_is_not_in_a_release_is_missing_and_not_zero(folder: Path) -> None:
    assert read_release(folder).entry(CellKey("clients", 1999, "00", "total")) == (None, "–")


def test_a_chart_is_told_in_words_and_is_sound_svg() -> None:
    groups = [Bars('Stöd <i> "myndighet" & vård', (3.0, None), ("3", "..")), Bars("Annat", (0.0, 7.0), ("0", "7"))]
    chart = bar_chart("Orsaker", ("Kvinnor", "Män"), groups, "klienter")
    root = etree.fromstring(chart.svg.encode())
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Orsaker"
    assert root.findtext(f"{space}desc") == chart.about
    bars = [one for one in root.iter(f"{space}rect") if float(one.get("y", "0")) > 20]
    assert len(bars) == 2  # neither what is hidden nor zero has a bar
    drawn = [one.text for one in root.iter(f"{space}text")]
    assert {"3", "..", "0", "7"} <= set(drawn)
    with pytest.raises(ValueError, match="told apart"):
        bar_chart("x", ("a", "b", "c"), [], "y")


@pytest.mark.parametrize(
    ("label", "drawn"),
    [
        ("Stöd i kontakten med sjukvården", ["Stöd i kontakten med", "sjukvården"]),
        ("Digitaliseringsberoendeframkallande", ["Digitaliseringsbero…"]),
        ("Stöd i kontakten med en mycket långvarig vård", ["Stöd i kontakten med", "en mycket långvarig…"]),
    ],
)
def test_a_long_label_is_drawn_on_two_lines_and_told_whole(label: str, drawn: list[str]) -> None:
    chart = bar_chart("Orsaker", ("Kvinnor", "Män"), [Bars(label, (1.0, 2.0), ("1", "2"))], "klienter")
    texts = [one.text for one in etree.fromstring(chart.svg.encode()).iter("{http://www.w3.org/2000/svg}text")]
    assert texts[2 : 2 + len(drawn)] == drawn
    assert f"{label}: kvinnor 1, män 2" in chart.about


def place_of(pdf: pypdfium2.PdfDocument, said: str) -> list[tuple[int, float, float]]:
    """The page and the corner (from the left, from the foot) of each place where the words stand."""
    found = []
    for number, page in enumerate(pdf):
        text = page.get_textpage()
        search = text.search(said)
        while (at := search.get_next()) is not None:
            left, foot, *_ = text.get_charbox(at[0])
            found.append((number, left, foot))
    return found


def test_a_chart_stands_beside_the_table_of_its_numbers(folder: Path) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(write_pdf(national(folder)))) as pdf:
        table, chart = place_of(pdf, "50–64 år")[:2]
    assert table[0] == chart[0]
    assert abs(table[2] - chart[2]) < 60
    assert chart[1] > 300 > table[1]


def test_no_long_table_begins_with_a_row_or_two_at_the_foot_of_a_page() -> None:
    rows = tuple((cell(f"rad {number}"), cell("1", "right")) for number in range(60))
    long = Table((0.7, 0.3), (cell("Rad"), cell("Antal", "right")), rows, caption="Lång tabell")
    for lines in range(30, 48):
        before = [Paragraph((Run(f"stycke {number}"),)) for number in range(lines)]
        document = Document("x", ("x",), (*before, long), date(2024, 1, 1), sender="L")
        with pypdfium2.PdfDocument(io.BytesIO(write_pdf(document))) as pdf:
            [caption], fourth = place_of(pdf, "Lång tabell"), place_of(pdf, "rad 3")[0]
        assert caption[0] == fourth[0], lines


def test_what_leads_up_to_the_first_heading_below_stays_with_it() -> None:
    blocks = (
        Heading((Run("Nyckeltal"),), 1),
        said("Tabellerna är skyddade."),
        Heading((Run("Klienter"),), 2),
        said("Klienterna är fler."),
        Heading((Run("Plan"),), 1),
    )
    assert kept_together(blocks) == [False, True, False, False, False]


def test_the_countys_report_adds_up_and_names_what_it_was_made_of(folder: Path) -> None:
    one = record("1880", economy__granted__amount=400_000, economy__spent__amount=350_000, access__deficiencies="Kö")
    other = record("1861", economy__granted__amount=200_000)
    release = read_release(folder)
    statistics = Statistics(release, "18", 2023).blocks()
    answered = {"economy": [1], "clients": []}
    sources = {
        "versions": versions([one, other], who),
        "by_table": by_table(answered, {"Brister": [1]}, release, "18", 2023),
    }
    filling = county_report(counties()["18"], 2023, [one, other], who, ["Kumla kommun"], statistics, sources)
    filling = replace(filling, values={**filling.values, "has_themes": "", "has_by_table": "ja", "has_left_out": ""})
    template = load_template(ROOM / "reports" / "county.md")
    document = report(template, filling, sender="Länsstyrelsen", day=date(2024, 2, 20))
    said = text(document.blocks)
    assert "600\u00a0000" in said
    assert "1880: 50\u00a0000 kronor" in said
    assert "Kumla kommun" in said
    assert "Summorna omfattar inte det som saknas i 2 redovisningar" in said
    assert "Uppgift om bidraget saknas i: 2 redovisningar. Det som saknas är inte med i summorna." in said
    assert all(short_code(fingerprint(each)) in said for each in (one, other))
    # The release was not made of these two: the reader is told, in numbers.
    assert "Statsbidraget: publiceringen räknar 4321, listan har 1" in said
    assert write_pdf(document).startswith(b"%PDF")


def test_numbers_are_listed_as_people_do() -> None:
    assert ranges([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7–8"
    assert ranges([]) == "–"


def test_without_a_release_no_client_is_counted() -> None:
    one = record("1880", clients__total__women=3, economy__granted__amount=1, economy__spent__amount=1)
    sources = {"versions": versions([one], who), "themes": ()}
    filling = county_report(counties()["18"], 2023, [one], who, [], {}, sources)
    filling = replace(filling, values={**filling.values, "has_themes": "ja", "has_by_table": "", "has_left_out": ""})
    document = report(load_template(ROOM / "reports" / "county.md"), filling, sender="L", day=date(2024, 2, 20))
    assert "Kvinnor" not in text(document.blocks)
    assert any(isinstance(block, Paragraph) and "--release" in words(block.parts) for block in document.blocks)


def test_the_description_prints_every_assumption_and_source_and_marks_what_is_left_to_write() -> None:
    years = [record("2262", year, clients__total__women=14, clients__total__men=7) for year in (2016, 2017, 2018)]
    worth = {
        "what": "Försörjningsstöd",
        "count": 12,
        "each": 96_000,
        "assumption": "Ett år.",
        "source": "Ekonomisystemet",
    }
    filling = description("Timrå kommun", years, {"values": [worth], "cost": 260_000})
    document = report(load_template(ROOM / "reports" / "description.md"), filling, sender="T", day=date(2019, 1, 1))
    said = text(document.blocks)
    assert "1\u00a0152\u00a0000" in said
    assert "Ett år. Källa: Ekonomisystemet" in said
    assert "260\u00a0000 kronor" in said
    left = [
        words(block.parts) for block in document.blocks if isinstance(block, Paragraph) and block.style is Style.TO_DO
    ]
    assert len(left) == 5  # organisation, agreement, results, notice periods, consequences
    assert write_docx(document).startswith(b"PK")


def test_one_year_is_told_as_one_year() -> None:
    one, three = (
        description("X", [record("2262", year) for year in years], {}) for years in ([2018], range(2016, 2019))
    )
    assert (one.values["span"], three.values["span"]) == ("2018", "2016–2018")


@pytest.mark.parametrize("missing", ["assumption", "source", "what"])
def test_a_value_without_its_source_is_not_printed(missing: str) -> None:
    worth = {"what": "Stöd", "count": 1, "each": 2, "assumption": "A", "source": "K", missing: " "}
    with pytest.raises(CannotWrite, match=f"saknar {missing}"):
        description("X", [record("2262")], {"values": [worth]})


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"okänd": 1}, "okänd är inte känd"),
        ({"values": "x"}, "ska vara en lista"),
        ({"results": [1]}, "ska vara en lista"),
        ({"cost": "mycket"}, "heltal"),
    ],
)
def test_facts_that_cannot_be_used_are_told(facts: dict[str, Any], told: str) -> None:
    with pytest.raises(CannotWrite, match=told):
        description("X", [record("2262")], facts)


def test_small_counts_are_pointed_out_to_the_one_who_hands_it_out() -> None:
    small = description("X", [record("2262", clients__total__women=4)], {})
    large = description("X", [record("2262", clients__total__women=40, clients__total__men=0)], {})
    assert (small.values["has_small"], large.values["has_small"]) == ("ja", "")
