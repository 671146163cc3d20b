"""The row of one reporting unit: each item's entries read from its reports, before anything is added over areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from redovisa.form.answer import Value
from redovisa.tabulating.bands import additive, not_asked
from redovisa.tabulating.intake import Outcome, Remark, Unit
from redovisa.tabulating.report import Report
from redovisa.tabulating.series import DERIVATIONS, Parts
from redovisa.tabulating.table import AGES, SEXES, Entry, How, Item, Status

#: The fields each edition asked; an edition that is not there is taken to have asked all.
Asked = Mapping[int, frozenset[str]]
#: Reads one report into the entries of an item's columns, and adds what did not add up to the list.
ReadItem = Callable[[Report, list[str]], tuple[Entry, ...]]
#: How many columns an item has, and which of them sum which others over the sexes.
Shape = tuple[int, list[tuple[int, list[int]]]]

_NUMBERS = frozenset({int, float})
_WORD = {"women": "kvinnor", "men": "män"}


def reader(item: Item, asked: Asked) -> ReadItem:
    """The function that reads an item's columns from a report."""
    if item.how in (How.DERIVED, How.MIDDLE):
        return _derived(item, asked)
    if item.how is How.YES:
        return _yes(item, asked)
    if any(age for _, age in item.fields):
        return _banded(item, asked)
    if any(sex for sex, _ in item.fields):
        return _by_sex(item, asked)
    return _single(item, asked)


def _was_asked(report: Report, key: str, asked: Asked) -> bool:
    fields = asked.get(report.edition)
    return fields is None or key in fields


def _number(value: Value | None) -> int | float | None:
    # The kind itself is asked for: a mark is true, and true is one to Python.
    return value if type(value) in _NUMBERS and value >= 0 else None  # type: ignore[operator, return-value]  # its type is one of the numbers'


def _count(value: Value | None) -> int | None:
    if type(value) is int:
        return value if value >= 0 else None
    number = _number(value)
    return int(number) if number is not None and number == int(number) else None


def _single(item: Item, asked: Asked) -> ReadItem:
    key = item.fields["", ""]

    def read(report: Report, _: list[str]) -> tuple[Entry, ...]:
        number = _number(report.answers.get(key))
        if number is not None:
            return (number,)
        return (Status.MISSING if _was_asked(report, key, asked) else Status.NOT_ASKED,)

    return read


def _by_sex(item: Item, asked: Asked) -> ReadItem:
    keys = [item.fields[sex, ""] for sex in SEXES if (sex, "") in item.fields]

    def read(report: Report, _: list[str]) -> tuple[Entry, ...]:
        numbers: list[Entry] = []
        for key in keys:
            number = _number(report.answers.get(key))
            if number is None:
                numbers.append(Status.MISSING if _was_asked(report, key, asked) else Status.NOT_ASKED)
            else:
                numbers.append(number)
        return (*numbers, both(numbers))

    return read


def both(parts: list[Entry]) -> Entry:
    """The margin over sexes: a number only when every part is one."""
    total: int | float = 0
    for part in parts:
        if isinstance(part, Status):
            return Status.NOT_ASKED if all(other is Status.NOT_ASKED for other in parts) else Status.MISSING
        total += part
    return total


def margins_over_sexes(item: Item) -> Shape:
    """How many columns an item has, and which of them sum which others over the sexes."""
    columns = item.columns()
    if len(columns) == 1:
        return 1, []
    at = {column: index for index, column in enumerate(columns)}
    sums = [
        (index, [at[column._replace(sex=sex)] for sex in SEXES if column._replace(sex=sex) in at])
        for index, column in enumerate(columns)
        if not column.sex
    ]
    return len(columns), sums


def _banded(item: Item, asked: Asked) -> ReadItem:
    sexes = [sex for sex in SEXES if (sex, "") in item.fields]
    totals = [item.fields[sex, ""] for sex in sexes]
    bands = [tuple(item.fields[sex, age] for age in AGES) for sex in sexes]
    columns = range(len(AGES) + 2)

    def read(report: Report, faults: list[str]) -> tuple[Entry, ...]:
        answers = report.answers
        of_sex: list[tuple[Entry, ...]] = []
        for sex, total, keys in zip(sexes, totals, bands, strict=True):
            counts = tuple(_count(answers.get(key)) for key in keys)
            entries, fault = additive(_count(answers.get(total)), counts)
            if fault:
                faults.append(f"{item.label.lower()}, {_WORD[sex]}: {fault}")
            told = entries[-1] is not Status.MISSING or _was_asked(report, total, asked)
            of_sex.append(entries if told else not_asked())
        leaves = [entry for entries in of_sex for entry in entries[:-1]]
        by_age = [both([entries[column] for entries in of_sex]) for column in columns]
        return (*leaves, *(entries[-1] for entries in of_sex), *by_age)

    return read


def _yes(item: Item, asked: Asked) -> ReadItem:
    key = item.fields["", ""]

    def read(report: Report, _: list[str]) -> tuple[Entry, ...]:
        answer = report.answers.get(key)
        if answer is None:
            return (Status.MISSING if _was_asked(report, key, asked) else Status.NOT_ASKED,)
        return (1 if answer in item.answers else 0,)

    return read


def _derived(item: Item, asked: Asked) -> ReadItem:
    derivation = DERIVATIONS[item.derivation]

    def read(report: Report, _: list[str]) -> tuple[Entry, ...]:
        if not any(_was_asked(report, key, asked) for key in derivation.fields):
            return (Status.NOT_ASKED,)
        return (derivation.make(report),)

    return read


def answers(report: Report, asking: Iterable[ReadItem]) -> bool:
    """Whether the report gave an answer that any of the items counts."""
    return any(not isinstance(entry, Status) for read in asking for entry in read(report, []))


#: What city districts have not answered, by municipality and district: labels of items.
Silent = dict[tuple[str, str], list[str]]


def unit_entries(
    read: ReadItem, item: Item, year: int, unit: Unit, remarks: list[Remark], silent: Silent
) -> tuple[Entry, ...]:
    """An item's entries for a unit; the reports of city districts are added up, and what is missing is noted."""
    parts: list[tuple[Entry, ...]] = []
    for report in unit.reports:
        faults: list[str] = []
        parts.append(read(report, faults))
        for fault in faults:
            what = (
                f"Redovisningen {report.name} går inte ihop ({fault}). Totalen är räknad; åldersgrupper som inte "
                f"stämmer står som uppgift saknas och klienterna under okänd ålder. Be kommunen rätta."
            )
            remarks.append(Remark(Outcome.ASK, year, unit.municipality, what))
    if len(parts) == 1:
        return parts[0]
    added = [_added(entries, item) for entries in zip(*parts, strict=True)]
    for index, sexes in margins_over_sexes(item)[1]:
        # A district that answered for one sex only takes part in that sex's sum, and so in the sum of both.
        added[index] = both([added[at] for at in sexes])
    # A box without a mark, or a waiting time where there is no queue, is nothing to ask for.
    if item.how is How.SUM and not isinstance(added[-1], Status):
        for report, part in zip(unit.reports, parts, strict=True):
            if part[-1] is Status.MISSING:
                silent.setdefault((unit.municipality, report.part), []).append(item.label.lower())
    return tuple(added)


def _added(entries: tuple[Entry, ...], item: Item) -> Entry:
    numbers = [entry for entry in entries if not isinstance(entry, Status)]
    if not numbers:
        return Status.NOT_ASKED if all(entry is Status.NOT_ASKED for entry in entries) else Status.MISSING
    match DERIVATIONS[item.derivation].parts if item.derivation in DERIVATIONS else Parts.SUM:
        case Parts.LEAST:
            return min(numbers)
        case Parts.MOST:
            return max(numbers)
        case Parts.ANY:
            # One district says that it is so of its city; that it is not so all of them must say.
            return max(numbers) if any(numbers) or len(numbers) == len(entries) else Status.MISSING
        case Parts.ALL:
            return min(numbers) if not all(numbers) or len(numbers) == len(entries) else Status.MISSING
        case Parts.SUM:
            return sum(numbers)
