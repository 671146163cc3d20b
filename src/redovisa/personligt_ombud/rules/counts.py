"""The counts of sections 2 and 3 in one row, and the quick looks that find them sound, for every form is looked at."""

from __future__ import annotations

from operator import le

from redovisa.checking.rule import Look
from redovisa.checking.sheet import Sheet

BANDS = ("18-29", "30-49", "50-64", "65+")
#: The six columns of clients; totals first, since the other two are parts of it.
COLUMNS = tuple(f"clients.{what}.{sex}" for what in ("total", "new", "closed") for sex in ("women", "men"))
REASONS = (
    *("economy", "housing", "occupation", "daily_structure", "isolation"),
    *("relationships", "existential", "authority_contact", "healthcare_contact", "other"),
)
#: The columns one by one, each its total and then its age bands; children; reasons of women and of men.
COUNTS = (
    *(key for column in COLUMNS for key in (column, *(f"{column}.{band}" for band in BANDS))),
    *("clients.with_children.women", "clients.with_children.men"),
    *(f"contact_reasons.{reason}.{sex}" for sex in ("women", "men") for reason in REASONS),
)
_ALL_TOTALS, _NEW = frozenset(COLUMNS), frozenset(COLUMNS[2:4])
# Where the totals stand in the row: women and men of all, of new and of ended. The looks below are read as arithmetic
# on it, and its slices are compared in C.
_WOMEN, _MEN, _NEW_WOMEN, _NEW_MEN, _CLOSED_WOMEN, _CLOSED_MEN = range(0, 30, 5)


def _bands_add_up(sheet: Sheet) -> bool:
    c = sheet.counts
    return (
        sum(c[1:5]) == c[_WOMEN]
        and sum(c[6:10]) == c[_MEN]
        and sum(c[11:15]) == c[_NEW_WOMEN]
        and sum(c[16:20]) == c[_NEW_MEN]
        and sum(c[21:25]) == c[_CLOSED_WOMEN]
        and sum(c[26:30]) == c[_CLOSED_MEN]
        and sheet.answers.keys() >= _ALL_TOTALS
    )


def _parts_fit(sheet: Sheet) -> bool:
    c = sheet.counts
    everybody = c[:10]
    return c[30] <= c[_WOMEN] and c[31] <= c[_MEN] and all(map(le, c[10:30], everybody + everybody))


def _reasons_fit(sheet: Sheet) -> bool:
    c = sheet.counts
    women, men, new_women, new_men = c[32:42], c[42:52], c[_NEW_WOMEN], c[_NEW_MEN]
    return max(women) <= new_women <= sum(women) and max(men) <= new_men <= sum(men) and sheet.answers.keys() >= _NEW


def _come_and_go(sheet: Sheet) -> bool:
    women, men, new_women, new_men, closed_women, closed_men = sheet.counts[:30:5]
    return women != men and new_women + new_men > 0 and closed_women + closed_men > 0 and women > 0 < men


#: Each sum of age bands is right, with blanks as zeros, and no total is blank.
sums_sound = Look(_bands_add_up, COUNTS)
#: New, ended and those with children are no more than all, in each band and in all.
parts_sound = Look(_parts_fit, COUNTS)
#: No reason is given for more than the new clients, and there are as many reasons as new clients.
reasons_sound = Look(_reasons_fit, COUNTS)
#: There are women and men, not equally many; some are new and some have ended.
movement_sound = Look(_come_and_go, COUNTS)
