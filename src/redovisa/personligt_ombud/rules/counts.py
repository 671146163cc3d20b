"""The counts of sections 2 and 3 in one row, and the quick look that finds them sound, for every form is looked at."""

from __future__ import annotations

from operator import le

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
_TOTALS = frozenset(COLUMNS)


def counts_sound(sheet: Sheet) -> bool:
    """Whether all sums and subsets hold with blanks as zeros, no total is blank, and reasons fit the new clients."""
    if not sheet.values.keys() >= _TOTALS:
        return False
    c = sheet.counts
    women, men, new_women, new_men, closed_women, closed_men = c[:6]
    alls, new, closed = c[6:14], c[14:22], c[22:30]
    reasons_women, reasons_men = c[32:42], c[42:52]
    return (
        sum(alls[::2]) == women
        and sum(alls[1::2]) == men
        and sum(new[::2]) == new_women
        and sum(new[1::2]) == new_men
        and sum(closed[::2]) == closed_women
        and sum(closed[1::2]) == closed_men
        # Where all sums hold, a part that fits in every band fits in the total too.
        and all(map(le, new, alls))
        and all(map(le, closed, alls))
        and c[30] <= women != men >= c[31]
        and max(reasons_women) <= new_women <= sum(reasons_women)
        and max(reasons_men) <= new_men <= sum(reasons_men)
        and new_women + new_men > 0
        and closed_women + closed_men > 0
    )
