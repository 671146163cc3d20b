"""The counts of sections 2 and 3 in one row, and the quick look that finds them sound, for every form is looked at."""

from __future__ import annotations

from operator import add, eq, le

from redovisa.checking.sheet import Sheet

BANDS = ("18-29", "30-49", "50-64", "65+")
#: The six columns of clients; totals first, since the other two are parts of it.
COLUMNS = tuple(f"clients.{what}.{sex}" for what in ("total", "new", "closed") for sex in ("women", "men"))
REASONS = (
    *("economy", "housing", "occupation", "daily_structure", "isolation"),
    *("relationships", "existential", "authority_contact", "healthcare_contact", "other"),
)
#: Totals of the columns, then each age band of the columns, then children, then the reasons of women and of men.
COUNTS = (
    *COLUMNS,
    *(f"{column}.{band}" for band in BANDS for column in COLUMNS),
    *("clients.with_children.women", "clients.with_children.men"),
    *(f"contact_reasons.{reason}.{sex}" for sex in ("women", "men") for reason in REASONS),
)
_TOTALS = frozenset(COLUMNS)


def counts_sound(sheet: Sheet) -> bool:
    """Whether all sums and subsets hold with blanks as zeros, no total is blank, and reasons fit the new clients."""
    if not sheet.values.keys() >= _TOTALS:
        return False
    c = sheet.counts
    women, men, new_women, new_men, closed_women, closed_men = c[:6]
    sums = map(add, map(add, c[6:12], c[12:18]), map(add, c[18:24], c[24:30]))
    if not all(map(eq, sums, c)):
        return False
    # Where all sums hold, a part that fits in every band fits in the total too.
    alls = (*c[6:8], *c[6:8], *c[12:14], *c[12:14], *c[18:20], *c[18:20], *c[24:26], *c[24:26])
    parts = (*c[8:12], *c[14:18], *c[20:24], *c[26:30])
    if not all(map(le, parts, alls)) or c[30] > women or c[31] > men:
        return False
    reasons_women, reasons_men = c[32:42], c[42:52]
    return (
        women != men
        and max(reasons_women) <= new_women <= sum(reasons_women)
        and max(reasons_men) <= new_men <= sum(reasons_men)
        and new_women + new_men > 0
        and closed_women + closed_men > 0
    )
