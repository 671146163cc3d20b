"""Who has reported for whom: own reports, districts, joint reports, copies, and what overlaps."""

from __future__ import annotations

from dataclasses import replace

from redovisa.compiling.brief import Brief
from redovisa.compiling.copies import marked
from redovisa.compiling.spool import Spot
from redovisa.compiling.turnout import Turnout
from redovisa.form.redovisning import Kind

STOCKHOLM, TIMRA, HARNOSAND, ANGE = "0180", "2262", "2280", "2260"


def brief(
    name: str, municipality: str = "", district: str = "", others: tuple[str, ...] = (), year: int = 2020
) -> Brief:
    county = municipality[:2]
    return Brief(name, name, Spot(0, 0), 0, Kind.REDOVISNING, year, county, municipality, district, others, same=name)


def codes(*briefs: Brief) -> list[tuple[str, str]]:
    return [(question.finding.code, question.municipality) for question in Turnout(briefs).questions]


def test_a_joint_report_covers_the_others() -> None:
    turnout = Turnout([brief("a", TIMRA, others=(HARNOSAND,))])
    assert [one.by for one in turnout.of(2020, TIMRA)] == ["egen redovisning"]
    assert [one.by for one in turnout.of(2020, HARNOSAND)] == ["ingår i redovisningen från Timrå kommun"]
    assert turnout.missing(2020, "22") == ["Kramfors", "Sollefteå", "Sundsvall", "Ånge", "Örnsköldsvik"]
    assert not turnout.questions


def test_two_reports_for_one_municipality_and_year_are_both_kept_and_asked_about() -> None:
    turnout = Turnout([brief("a.docx", TIMRA), brief("b.pdf", TIMRA), brief("c", TIMRA, year=2021)])
    (question,) = turnout.questions
    assert question.finding.code == "TAC-01"
    assert "2 olika redovisningar för 2020: ”a.docx” och ”b.pdf”" in question.finding.what
    assert {one.name for one in turnout.contested} == {"a.docx", "b.pdf"}
    assert len(turnout.of(2020, TIMRA)) == 2


def test_a_municipality_in_two_reports_is_asked_about() -> None:
    (question,) = Turnout([brief("a", TIMRA, others=(HARNOSAND,)), brief("b", HARNOSAND)]).questions
    assert (question.finding.code, question.municipality) == ("TAC-02", HARNOSAND)
    assert question.finding.what == (
        "Härnösands kommun har en egen redovisning för 2020 och ingår också i redovisningen från Timrå kommun."
    )
    assert codes(brief("a", TIMRA, others=(HARNOSAND,)), brief("b", ANGE, others=(HARNOSAND,))) == [
        ("TAC-02", HARNOSAND)
    ]


def test_districts_report_below_their_municipality_without_overlap() -> None:
    rinkeby = brief("a", STOCKHOLM, "0180-rinkeby-kista")
    farsta = brief("b", STOCKHOLM, "0180-farsta")
    assert codes(rinkeby, farsta) == []
    assert codes(rinkeby, replace(rinkeby, name="c")) == [("TAC-01", STOCKHOLM)]
    assert codes(rinkeby, brief("d", STOCKHOLM)) == [("TAC-03", STOCKHOLM)]


def test_copies_count_once_whatever_they_are_called() -> None:
    first, copy, other = marked([brief("a", TIMRA), replace(brief("b", TIMRA), same="a"), brief("c", HARNOSAND)])
    assert (first.copy_of, copy.copy_of, other.copy_of) == ("", "a", "")
    assert not copy.counts
    assert codes(first, copy, other) == []


def test_a_report_without_a_municipality_covers_only_the_others_it_names() -> None:
    turnout = Turnout([brief("a", others=(HARNOSAND,))])
    assert [one.by for one in turnout.of(2020, HARNOSAND)] == ["ingår i redovisningen från en kommun vars namn saknas"]
    assert not turnout.of(2020, "")
