"""The counts of sections 2 and 3 in one row, and the quick looks that find them sound, for every form is looked at."""

from __future__ import annotations

from operator import add, le

from redovisa.checking.rule import Look
from redovisa.checking.sheet import Sheet

BANDS = ("18-29", "30-49", "50-64", "65+")
#: The six columns of clients; totals first, since the other two are parts of it.
COLUMNS = tuple(f"clients.{what}.{sex}" for what in ("total", "new", "closed") for sex in ("women", "men"))
REASONS = (
    *("economy", "housing", "occupation", "daily_structure", "isolation"),
    *("relationships", "existential", "authority_contact", "healthcare_contact", "other"),
)
#: Totals of the columns; each age band of all, new and ended, women and men; children; reasons of women and of men.
COUNTS = (
    *COLUMNS,
    *(
        f"clients.{what}.{sex}.{band}"
        for what in ("total", "new", "closed")
        for band in BANDS
        for sex in ("women", "men")
    ),
    *("clients.with_children.women", "clients.with_children.men"),
    *(f"contact_reasons.{reason}.{sex}" for sex in ("women", "men") for reason in REASONS),
)
_ALL_TOTALS, _NEW = frozenset(COLUMNS), frozenset(COLUMNS[2:4])


def _bands_add_up(sheet: Sheet) -> bool:
    c = sheet.counts
    totals, bands = c[:6], c[6:30]
    return (
        # The bands of women and men stand every other, and those of all, new and ended eight apart.
        tuple(map(add, map(add, bands[0::8], bands[2::8]), map(add, bands[4::8], bands[6::8]))) == totals[0::2]
        and tuple(map(add, map(add, bands[1::8], bands[3::8]), map(add, bands[5::8], bands[7::8]))) == totals[1::2]
        and sheet.answers.keys() >= _ALL_TOTALS
    )


def _parts_fit(sheet: Sheet) -> bool:
    c = sheet.counts
    alls = c[6:14]
    return all(map(le, c[14:32], alls + alls + c[:2])) and all(map(le, c[2:6], c[:2] + c[:2]))


def _reasons_fit(sheet: Sheet) -> bool:
    c = sheet.counts
    women, men = c[32:42], c[42:52]
    return max(women) <= c[2] <= sum(women) and max(men) <= c[3] <= sum(men) and sheet.answers.keys() >= _NEW


def _come_and_go(sheet: Sheet) -> bool:
    women, men, new_women, new_men, closed_women, closed_men = sheet.counts[:6]
    return women != men and new_women + new_men > 0 and closed_women + closed_men > 0 and women > 0 < men


#: Each sum of age bands is right, with blanks as zeros, and no total is blank.
sums_sound = Look(_bands_add_up, COUNTS)
#: New, ended and those with children are no more than all, in each band and in all.
parts_sound = Look(_parts_fit, COUNTS)
#: No reason is given for more than the new clients, and there are as many reasons as new clients.
reasons_sound = Look(_reasons_fit, COUNTS)
#: There are women and men, not equally many; some are new and some have ended.
movement_sound = Look(_come_and_go, COUNTS)
