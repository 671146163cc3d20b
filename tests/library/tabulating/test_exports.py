"""Every file of a release, read back by readers that nobody here wrote."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest

from redovisa.personligt_ombud.tables import TABLES
from redovisa.tabulating.attacking.demand import Demand
from redovisa.tabulating.attacking.released import Unusable, load, published
from redovisa.tabulating.exporting.files import files
from redovisa.tabulating.exporting.long_csv import guarded
from redovisa.tabulating.protecting.hide import hide
from redovisa.tabulating.protecting.protect import protect
from redovisa.tabulating.release import Publisher, Release, footnotes, long_rows
from redovisa.tabulating.report import Municipality
from redovisa.tabulating.table import Status
from redovisa.tabulating.tabulate import tabulate
from tables.nations import grant_policy, nation


@pytest.fixture(scope="module")
def release() -> Release:
    reports = nation(Random(4), 2, 2, 4.0)
    places = {one.municipality: Municipality(one.municipality, f'Ort "{one.municipality}"') for one in reports}
    places["0209"] = Municipality("0209", "Tyst")
    counted = tabulate(reports, TABLES, places, {2023: frozenset(reports[0].answers) | {"clients.new.men"}})
    policy = grant_policy()
    safe = hide(counted.grids, protect(list(counted.grids.values()), policy).hidden)
    names = {code: place.name for code, place in places.items()} | {"01": "Ettans län", "02": "=Tvåans län"}
    return Release(safe, names, date(2024, 5, 15), policy, counted.remarks, Publisher('Myndigheten <för> "prov"'))


@pytest.fixture(scope="module")
def made(release: Release) -> dict[str, bytes]:
    return files(release)


@pytest.fixture(scope="module")
def folder(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("release")
    for name, content in made.items():
        (where / name).write_bytes(content)
    return where


def named(made: dict[str, bytes], end: str) -> bytes:
    (name,) = (name for name in made if name.endswith(end))
    return made[name]


def test_the_same_release_gives_the_same_bytes(release: Release, made: dict[str, bytes]) -> None:
    assert files(release) == made


def test_names_tell_year_and_day_and_checksums_are_right(made: dict[str, bytes]) -> None:
    for line in made["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(made[name]).hexdigest() == digest
    assert len(made["SHA256SUMS"].decode().splitlines()) == len(made) - 1
    assert all("2023_2024-05-15" in n for n in made if n not in ("SHA256SUMS", "datapackage.json", "release.json"))


def test_the_long_table_has_every_cell_and_each_kind_of_nothing(release: Release, made: dict[str, bytes]) -> None:
    lines = named(made, "_data.csv").decode().splitlines()
    assert lines[0] == "table,year,area_level,area,sex,age,item,value,status"
    assert len(lines) - 1 == sum(len(grid.rows) * len(grid.columns) for grid in release.grids.values())
    assert {line.rsplit(",", 1)[1] for line in lines[1:]} == {str(status) for status in Status}
    for line in lines[1:]:
        value, status = line.split(",")[-2:]
        assert bool(value) == (status == "shown")


def test_the_attacker_reads_what_was_written(folder: Path, release: Release) -> None:
    loot = load(folder)
    assert loot.knowledge.rules
    assert loot.knowledge.quotients
    cells = sum(len(list(long_rows(grid))) for grid in release.grids.values())
    assert len(loot.published.numbers) + len(loot.published.others) == cells


@pytest.mark.filterwarnings("ignore")
def test_jsonstat_reads_back_with_every_value_and_status(release: Release, made: dict[str, bytes]) -> None:
    pyjstat = pytest.importorskip("pyjstat.pyjstat")
    grid = release.grids["clients"]
    raw = json.loads(named(made, "_clients.json"))
    assert raw["version"] == "2.0"
    frame = pyjstat.Dataset.read(named(made, "_clients.json").decode()).write("dataframe", naming="id")
    shown = {
        tuple(row[name] for name in ("area", "sex", "age", "item", "year")): row["value"]
        for row in frame.to_dict("records")
        if row["value"] == row["value"] and row["value"] is not None
    }
    expected = {
        (area, sex or "total", age or "total", item, year): float(value)
        for _, year, _, area, sex, age, item, value, status in long_rows(grid)
        if status == "shown"
    }
    assert shown == expected
    assert set(raw["status"].values()) <= {str(status) for status in Status if status is not Status.SHOWN}
    assert sum(state == "hidden" for state in raw["status"].values()) == sum(
        row[-1] == "hidden" for row in long_rows(grid)
    )


@pytest.mark.filterwarnings("ignore")
def test_px_reads_back_with_every_value(release: Release, folder: Path) -> None:
    pyaxis = pytest.importorskip("pyaxis.pyaxis")
    (path,) = folder.glob("*_clients.px")
    frame = pyaxis.parse(str(path), encoding="utf-8", null_values=r'^"\.+"$', sd_values=r'^"\.\."$')["DATA"]
    numbers = sorted(float(v) for v in frame["DATA"] if re.fullmatch(r"\d+", str(v)))
    assert numbers == sorted(float(row[-2]) for row in long_rows(release.grids["clients"]) if row[-1] == "shown")
    text = path.read_text(encoding="utf-8")
    assert 'CODEPAGE="utf-8";' in text
    assert max(map(len, text.splitlines())) <= 2048


@pytest.mark.filterwarnings("ignore")
def test_the_data_package_is_valid(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])


def test_a_publisher_without_an_address_is_reached_by_its_site(release: Release) -> None:
    silent = replace(release, publisher=Publisher("Myndigheten", "https://a.se/", email=""))
    catalogue = named(files(silent), "_dcat.ttl").decode()
    assert "vcard:hasURL <https://a.se/>" in catalogue
    assert "mailto:" not in catalogue


@pytest.mark.filterwarnings("ignore")
def test_the_catalogue_is_a_graph_with_every_file(made: dict[str, bytes]) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=named(made, "_dcat.ttl").decode(), format="turtle")
    dcat, terms = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    files_told = {str(url).rsplit("/", 1)[1] for url in graph.objects(None, dcat.downloadURL)}
    assert files_told == {n for n in made if n.rsplit(".", 1)[-1] in ("csv", "json", "px", "xlsx")} - {
        "datapackage.json",
        "release.json",
    }
    for needed in (terms.title, terms.description, terms.publisher, dcat.contactPoint, dcat.distribution, dcat.theme):
        assert (dataset, needed, None) in graph
    for distribution in graph.objects(dataset, dcat.distribution):
        for needed in (dcat.accessURL, terms.license, terms["format"]):
            assert (distribution, needed, None) in graph


@pytest.mark.filterwarnings("ignore")
def test_the_catalogue_keeps_the_shapes_that_dcat_ap_se_asks(made: dict[str, bytes]) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    shapes = (Path(__file__).parent / "dcat-ap-se.shapes.ttl").read_text(encoding="utf-8")
    fine, _, said = pyshacl.validate(
        named(made, "_dcat.ttl").decode(), data_graph_format="turtle", shacl_graph=shapes, shacl_graph_format="turtle"
    )
    assert fine, said


def test_the_workbook_shows_symbols_and_no_formulas(release: Release, made: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(named(made, ".xlsx")))
    assert len(book.sheetnames) == len(release.grids) + 1
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    told = [str(line[0].value) for line in book["Om tabellerna"].iter_rows()]
    assert f"Kontakt: {release.publisher.email}. Licens: {release.publisher.licence}" in told
    values = [cell.value for cell in book["Klienter efter kön och ålder"][6][4:]]
    assert any(value == ".." or isinstance(value, int) for value in values)


def test_the_workbook_is_made_for_paper_too(release: Release, made: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(named(made, ".xlsx")))
    for sheet, grid in zip(book.worksheets[1:], release.grids.values(), strict=True):
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$3", "$A:$D")
        notes = [cell for (cell, *_) in sheet.iter_rows() if cell.value in footnotes(grid)]
        assert len(notes) == len(footnotes(grid))
        for cell in notes:  # a long note has the lines it needs, across the table
            assert cell.alignment.wrap_text
            (across,) = (merged for merged in sheet.merged_cells.ranges if cell.coordinate in merged)
            wide = 50 + 15 * (across.max_col - 4)
            assert (sheet.row_dimensions[cell.row].height or 15) / 15 >= len(cell.value) / wide


def test_texts_that_look_like_formulas_are_guarded(made: dict[str, bytes]) -> None:
    assert guarded("=1+1") == "'=1+1"
    assert b"'=Tv" in named(made, "_areas.csv")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "saknar kolumnen"),
        ("a,b\n1,2\n", "saknar kolumnen"),
        ("item,value,area\nx,1,12345\n", "varken 00, ett län"),
        ("item,value,year\nx,1,i fjol\n", "inget år"),
        ("item,value\nx,hej\n", "inget tal"),
        ("item,value\nx,1e300\n", "orimligt"),
        ("item,value\nx,nan\n", "orimligt"),
        ("item,value\nx,1\nx,2\n", "två gånger"),
        ("item,value\nx,\0\n", "annat än text"),
        ("item,value\nx,1,5\n", "rad 2: antalet kolumner"),
        ("item,value\nx\n", "rad 2: antalet kolumner"),
        ("item,antal,value\nx,1,1\n", "flera kolumner för value"),
    ],
)
def test_bad_tables_are_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(Unusable, match=words):
        published(text, "t.csv")


def test_a_field_without_end_is_said() -> None:
    before = csv.field_size_limit(1000)
    try:
        with pytest.raises(Unusable, match="går inte att läsa som CSV"):
            published(f"item,value\n{'x' * 2000},1\n", "t.csv")
    finally:
        csv.field_size_limit(before)


def test_tables_made_by_others_are_understood() -> None:
    found = published("item;area;sex;value\nn;00;;12\nn;01;;..\nn;0101;;<5\nn;0102;;1 234,0\nn;0103;;\n", "t.csv")
    assert sorted(found.numbers.values()) == [12, 1234]
    assert sorted(found.others.values()) == ["hidden", "hidden", "missing"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("above", ["", "sep=;\r\n"])
def test_tables_are_read_as_spreadsheets_save_them(tmp_path: Path, encoding: str, above: str) -> None:
    path = tmp_path / "t.csv"
    lines = ["Uppgift;Område;Kön;Ålder;År;Antal", "Nöjda;Riket;Totalt;Alla;2023;12", "Nöjda;1;Båda könen;;2023;7"]
    lines += ["Nöjda;101;Kvinnor;18–29 år;2023;..", "Nöjda;101;män;65+;2023;1,0"]
    path.write_bytes((above + "\r\n".join(lines)).encode(encoding))
    found = load(path).published
    assert {(*spot[2:6], spot.item): value for spot, value in found.numbers.items()} == {
        ("nation", "00", "", "", "Nöjda"): 12,
        ("county", "01", "", "", "Nöjda"): 7,
        ("municipality", "0101", "men", "65+", "Nöjda"): 1,
    }
    assert [spot[2:6] for spot in found.others] == [("municipality", "0101", "women", "18-29")]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe\x00", "ingen textfil"), (b"\x81,value", "ingen textfil"), (None, "går inte att öppna")],
)
def test_files_that_cannot_be_read_are_said(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "t.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unusable, match=words):
        load(path)


def test_a_release_that_says_nothing_of_its_protection_is_held_to_the_usual_demand(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("item;value\nwomen;3\n")
    (tmp_path / "release.json").write_text("{}")
    assert load(tmp_path).demand == Demand(4, 3, 1)
    (tmp_path / "release.json").write_text('{"protection": {"threshold": 9, "width": 5, "insider_width": 2}}')
    assert load(tmp_path).demand == Demand(9, 5, 2)


def test_the_sign_between_columns_is_that_of_the_heads_whatever_stands_below() -> None:
    rows = "sep=;\nitem;area_level;value\na,b,c,d,e,f;;3\n"
    assert [spot.item for spot in published(rows).numbers] == ["a,b,c,d,e,f"]
    assert [spot.item for spot in published(rows.removeprefix("sep=;\n")).numbers] == ["a,b,c,d,e,f"]


def test_a_folder_without_one_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="0 tabellfiler"):
        load(tmp_path)
    (tmp_path / "release.json").write_text("[1, 2")
    with pytest.raises(Unusable, match="JSON"):
        load(tmp_path)
