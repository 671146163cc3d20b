"""What people write in a cell, and what it means: examples a reader can judge."""

from datetime import date

import pytest

from redovisa.form.field import Field, FieldType
from redovisa.form.parse import Unclear, parse


def field(kind: FieldType, *choices: str) -> Field:
    return Field("a.field", "1", kind, "Fråga", choices)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (FieldType.COUNT, "64", 64),
        (FieldType.COUNT, " 64 \n", 64),
        (FieldType.COUNT, "0", 0),
        (FieldType.COUNT, "12 st", 12),
        (FieldType.COUNT, "1 204", 1204),
        (FieldType.COUNT, "17.", 17),
        (FieldType.COUNT, "Tolv", 12),
        (FieldType.COUNT, "en", 1),
        (FieldType.COUNT, "noll", 0),
        (FieldType.COUNT, "inga", 0),
        (FieldType.COUNT, "     ", None),
        (FieldType.COUNT, "\u2002\u2002\u2002\u2002\u2002", None),
        (FieldType.MONEY, "804 246:-", 804246),
        (FieldType.MONEY, "402638 kr", 402638),
        (FieldType.MONEY, "402 683 kronor", 402683),
        (FieldType.MONEY, "1 184 619", 1184619),
        (FieldType.MONEY, "1\u00a0184\u00a0619,00 kr", 1184619),
        (FieldType.MONEY, "1.184.619", 1184619),
        (FieldType.MONEY, "402638,-", 402638),
        (FieldType.MONEY, "402 638,- kr", 402638),
        (FieldType.MONEY, "1,184,619", 1184619),
        (FieldType.MONEY, "1’184’619", 1184619),
        (FieldType.DECIMAL, "2,0", 2.0),
        (FieldType.DECIMAL, "1,00", 1.0),
        (FieldType.DECIMAL, "2.25", 2.25),
        (FieldType.DECIMAL, "1", 1.0),
        (FieldType.DECIMAL, "1½", 1.5),
        (FieldType.DECIMAL, "0,5 tjänst", 0.5),
        (FieldType.DECIMAL, "1,50 åa", 1.5),
        (FieldType.DECIMAL, "1,0 årsarbetare", 1.0),
        (FieldType.DECIMAL, "1,50.", 1.5),
        (FieldType.DECIMAL, "1 1/2", 1.5),
        (FieldType.DECIMAL, ",5", 0.5),
        (FieldType.DECIMAL, "två", 2.0),
        (FieldType.MARK, "x", True),
        (FieldType.MARK, "X", True),
        (FieldType.MARK, "xx", True),
        (FieldType.MARK, "1", True),
        (FieldType.MARK, "JA", True),
        (FieldType.MARK, "☒", True),
        (FieldType.MARK, "×", True),
        (FieldType.MARK, "x x", True),
        (FieldType.MARK, "_X_", True),
        (FieldType.MARK, "☐", None),
        (FieldType.MARK, "[ ]", None),
        (FieldType.MARK, "( )", None),
        (FieldType.MARK, "○", None),
        (FieldType.MARK, "-", None),
        (FieldType.YES_NO, "Nej", False),
        (FieldType.MARK_OR_COUNT, "x", True),
        (FieldType.MARK_OR_COUNT, "3", 3),
        (FieldType.MARK_OR_COUNT, "2 kommuner", 2),
        (FieldType.DATE, "2024-01-05", date(2024, 1, 5)),
        (FieldType.DATE, "20240105", date(2024, 1, 5)),
        (FieldType.DATE, "240105", date(2024, 1, 5)),
        (FieldType.DATE, "5 januari 2024", date(2024, 1, 5)),
        (FieldType.DATE, "den 5 jan 2024", date(2024, 1, 5)),
        (FieldType.DATE, "5/1 2024", date(2024, 1, 5)),
        (FieldType.DATE, "25/1/2024", date(2024, 1, 25)),
        (FieldType.DATE, "5 januari -24", date(2024, 1, 5)),
        (FieldType.DATE, "5 jan 24", date(2024, 1, 5)),
        (FieldType.DATE, "fredagen den 5 januari 2024", date(2024, 1, 5)),
        (FieldType.DATE, "2024–01–05", date(2024, 1, 5)),
        (FieldType.YEAR, "2023", 2023),
        (FieldType.TEXT, " RSMH,\n  Attention ", "RSMH, Attention"),
        (FieldType.TEXT, "-", "-"),
        (FieldType.PHONE, "08- 540 800 53", "08- 540 800 53"),
        (FieldType.EMAIL, "mona@osteraker.se", "mona@osteraker.se"),
        (FieldType.EMAIL, "mailto:mona@osteraker.se", "mona@osteraker.se"),
        (FieldType.EMAIL, "<mona@osteraker.se>", "mona@osteraker.se"),
        (FieldType.EMAIL, "mona@osteraker.se.", "mona@osteraker.se"),
    ],
)
def test_certain(kind: FieldType, raw: str, value: object) -> None:
    assert parse(field(kind), raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "candidates"),
    [
        (FieldType.COUNT, "ca 5", (5,)),
        (FieldType.COUNT, "5-6", (5, 6)),
        (FieldType.COUNT, "-", (0,)),
        (FieldType.COUNT, "1 7", (1, 7, 17)),
        (FieldType.COUNT, "1\n250", (1250, 1, 250)),
        (FieldType.MONEY, "402 638\n402 683", (402638, 402683)),
        (FieldType.MONEY, "402 638 402 683", (402638, 402683)),
        (FieldType.MONEY, "1 184\n619", (1184619, 1184, 619)),
        (FieldType.MONEY, "1,25 mkr", (1250000,)),
        (FieldType.DECIMAL, "3, 00", (3.0, 0.0)),
        (FieldType.DATE, "Sundsvall den 10 januari 2024", (date(2024, 1, 10),)),
        (FieldType.DATE, "24.01.10", (date(2010, 1, 24), date(2024, 1, 10))),
        (FieldType.COUNT, "x", ()),
        (FieldType.COUNT, "2,5", ()),
        (FieldType.COUNT, "många", ()),
        (FieldType.MONEY, "805 tkr", (805000,)),
        (FieldType.MONEY, "402 638,50", (402638, 402639)),
        (FieldType.DECIMAL, "50 %", (0.5,)),
        (FieldType.DECIMAL, "1,00 (0,5+0,5)", (1.0, 0.5)),
        (FieldType.MARK, "nej", (True, False)),
        (FieldType.MARK_OR_COUNT, "1", (True, 1)),
        (FieldType.MARK_OR_COUNT, "Ja, i 2 kommuner", (True, 2)),
        (FieldType.DATE, "01/05/2024", (date(2024, 5, 1), date(2024, 1, 5))),
        (FieldType.DATE, "2024-02-30", ()),
        (FieldType.DATE, "januari", ()),
        (FieldType.EMAIL, "asa@oster aker.se", ("asa@osteraker.se",)),
        (FieldType.EMAIL, "sociala®timra.se", ("sociala@timra.se",)),
    ],
)
def test_put_to_a_person(kind: FieldType, raw: str, candidates: tuple[object, ...]) -> None:
    answer = parse(field(kind), raw)
    assert isinstance(answer, Unclear)
    assert answer.candidates == candidates
    assert answer.why.endswith((".", "?"))
