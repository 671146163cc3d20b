"""The policy is refused when it cannot be meant; noise keeps its word; the commands say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from redovisa.cli.main import main
from redovisa.personligt_ombud.publisher import PublisherError, load_publisher
from redovisa.tabulating.policy import Method, Policy, PolicyError, policy_from
from redovisa.tabulating.protecting.noise import noise, perturb, rounded
from redovisa.tabulating.table import Column, Grid, How, Item, Status, Table
from tables.nations import grant_policy
from tables.small import children, row

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_grants_policy_is_the_one_explained() -> None:
    policy = grant_policy()
    assert (policy.method, policy.threshold, policy.width, policy.insider_width) == (Method.HIDE, 4, 3, 1)


@pytest.mark.parametrize(
    "data",
    [
        {"treshold": 4},
        {"threshold": 0},
        {"threshold": "fyra"},
        {"method": "pray"},
        {"linked": []},
        {"at_most": [{"a": 1}]},
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(PolicyError, match="Skyddspolicyn"):
        policy_from(data)


@pytest.mark.parametrize("value", [1, 2, 3, 7, 200])
def test_noise_is_nought_on_average_and_never_makes_a_count_negative(value: int) -> None:
    changes = [noise(value, at / 20000, 3) for at in range(20000)]
    assert abs(sum(changes) / len(changes)) < 0.01
    assert max(map(abs, changes)) <= 3
    assert value + min(changes) >= 0
    assert noise(0, 0.99, 3) == 0


def test_one_count_has_one_noise_wherever_it_stands_and_the_key_decides_it() -> None:
    grid = children({"0101": (12, 9), "0201": (30, 8)})
    policy = Policy(method=Method.CELL_KEY, linked=("children",))
    made = perturb({"children": grid}, policy, "k" * 16)["children"]
    # County 01 has one unit: its sum is the same clients, and so the same number.
    assert made.rows[row("01")] == made.rows[row("0101")]
    assert made == perturb({"children": grid}, policy, "k" * 16)["children"]
    others = [perturb({"children": grid}, policy, str(n) * 16)["children"] for n in range(8)]
    assert any(other != made for other in others)
    with pytest.raises(ValueError, match="minst 16 tecken"):
        perturb({"children": grid}, policy, "kort")


def test_rounding_goes_to_the_nearest_and_leaves_the_missing() -> None:
    assert [rounded(n, 5) for n in (0, 2, 3, 7, 8)] == [0, 0, 5, 5, 10]
    assert rounded(Status.MISSING, 5) is Status.MISSING
    grid = children({"0101": (12, 9)})
    made = perturb({"children": grid}, Policy(method=Method.ROUND, linked=("children",)), "")["children"]
    assert made.entry(row("0101"), Column("with_children", "women")) == 10


def test_the_seeds_become_a_release_that_the_attack_command_cannot_break(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ut"
    files = tmp_path / "in"
    files.mkdir()
    for path in SEEDS.glob("*.txt"):
        (files / path.name).write_bytes(path.read_bytes())
    assert main(["tabulate", str(files), "--year", "2023", "--date", "2026-11-22", "--out", str(out), "--quiet"]) == 0
    said = capsys.readouterr().out
    assert "kommunen är okänd" in said, "Timrå's form does not say its municipality"
    assert "Inget dolt värde kan räknas fram" in said
    assert "kontakten är https://www.socialstyrelsen.se/, för e-postadress saknas" in said
    assert "licensen är http://creativecommons.org/publicdomain/zero/1.0/" in said
    assert main(["attack", str(out), "--quiet"]) == 0


def test_where_nothing_is_left_to_count_it_is_told_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = tmp_path / "in"
    files.mkdir()
    seed = (SEEDS / "osteraker-2023-filled.txt").read_text(encoding="utf-8")
    (files / "a.txt").write_text(seed, encoding="utf-8")
    (files / "b.txt").write_text(seed.replace("1 184 619", "1 184 618", 1), encoding="utf-8")
    assert main(["tabulate", str(files), "--out", str(tmp_path / "ut"), "--quiet"]) == 2
    said = capsys.readouterr()
    assert "Det finns 2 redovisningar för Österåker 2023 (a.txt, b.txt) och de skiljer sig åt." in said.out
    assert "inga redovisningar" in said.err


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    seed = str(SEEDS / "osteraker-2023-filled.txt")
    assert main(["tabulate", seed, "--out", str(tmp_path / "fil"), "--quiet"]) == 2
    assert "är en fil. Ange en mapp" in capsys.readouterr().err
    assert main(["tabulate", seed, "--out", str(tmp_path / "fil" / "under"), "--quiet"]) == 2
    assert "kan inte skrivas" in capsys.readouterr().err


def test_tables_that_nothing_ties_are_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("item,area,sex,value\nn,0101,women,..\nn,0101,andra,4\n", encoding="utf-8")
    assert main(["attack", str(table), "--quiet"]) == 0
    assert "inga summor hittades" in capsys.readouterr().out


def test_the_attack_command_finds_a_lonely_hidden_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("table,item,area,value\nt,n,01,10\nt,n,0101,7\nt,n,0102,..\n", encoding="utf-8")
    assert main(["attack", str(table), "--quiet"]) == 1
    said = capsys.readouterr().out
    assert "Värdet 3" in said
    assert "inte av kommuner som känner sina egna tal" in said, "the true numbers of others' tables are not at hand"
    assert main(["attack", str(tmp_path / "nej.csv"), "--quiet"]) == 2
    assert "går inte att öppna" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"kind": "redovisning"\n', "rad 1"),
        ('{"answers": {"x": 1}}\n', "rad 1"),
        ("[]\n", "rad 1"),
        ("", "inga redovisningar"),
    ],
)
def test_lines_that_cannot_be_counted_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text(content, encoding="utf-8")
    assert main(["tabulate", str(lines), "--date", "2024-05-15", "--out", str(tmp_path / "ut"), "--quiet"]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


def test_the_publisher_is_the_grants_own_and_another_can_be_told(tmp_path: Path) -> None:
    assert load_publisher().name == "Socialstyrelsen"
    assert load_publisher().email == "", "an address that nobody has looked up is not invented"
    other = tmp_path / "utgivare.yaml"
    told = "name: Länsstyrelsen\nuri: https://a.se\nemail: a@a.se\nlicence: https://b.se\nbase: https://a.se/data\n"
    other.write_text(told, encoding="utf-8")
    assert load_publisher(other).base == "https://a.se/data"


@pytest.mark.parametrize(
    ("words", "why"),
    [("- a\n", "nycklarna"), ("name: A\n", "nycklarna"), ("name: ''", "name är tom"), ("uri: ftp://a", "webbadress")],
)
def test_a_publisher_that_cannot_be_meant_is_refused(tmp_path: Path, words: str, why: str) -> None:
    whole = {"name": "A", "uri": "https://a.se", "email": "a@a.se", "licence": "https://b.se", "base": ""}
    key = words.split(":")[0]
    if "tom" in why or "adress" in why:
        words = "".join(f"{name}: '{value}'\n" for name, value in whole.items() if name != key) + words
    path = tmp_path / "utgivare.yaml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(PublisherError, match=why):
        load_publisher(path)


def test_an_unready_part_keeps_the_release_in_the_room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    # Women and men of one municipality do not add to both, and another count of the same table is hidden.
    lines = ["t,n,0101,women,4", "t,n,0101,men,5", "t,n,0101,,11", "t,n,0102,women,..", "t,n,0102,men,6", "t,n,0102,,9"]
    table.write_text("table,item,area,sex,value\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert main(["attack", str(table), "--quiet"]) == 1
    said = capsys.readouterr().out
    assert "Angreppet är inte helt" in said
    assert "går inte ihop" in said


def test_tables_of_noise_hide_the_ratios_that_would_tell_the_true_counts() -> None:
    grid = children({"0101": (12, 9)})
    ratio = Table(
        "ratio",
        "Kvot",
        (Item("of", "Kvot", how=How.RATIO, over=("children", "with_children"), under=("ratio", "of")),),
    )
    told = Grid(ratio, ratio.columns(), {row("0101"): (2.5,), row("00"): (Status.MISSING,)})
    made = perturb({"children": grid, "ratio": told}, Policy(method=Method.CELL_KEY, linked=("children",)), "k" * 16)
    assert made["ratio"].rows == {row("0101"): (Status.HIDDEN,), row("00"): (Status.MISSING,)}


def test_a_result_of_compile_becomes_a_release_of_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files, result = tmp_path / "in", tmp_path / "resultat"
    files.mkdir()
    seed = SEEDS / "osteraker-2023-filled.txt"
    (files / seed.name).write_bytes(seed.read_bytes())
    assert main(["compile", str(files), "--out", str(result)]) == 0
    for source in (result, result.with_name("resultat.xlsx"), result.with_name("resultat.cache")):
        out = tmp_path / f"ut-{source.suffix}"
        assert main(["tabulate", str(source), "--year", "2023", "--out", str(out), "--quiet"]) == 0, source
        assert len(list(out.glob("*_data.csv"))) == 1
    assert "Inget dolt värde" in capsys.readouterr().out
