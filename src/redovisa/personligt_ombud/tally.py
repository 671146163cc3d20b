"""The plan of the year's tally, from ``tally.yaml``."""

from __future__ import annotations

from pathlib import Path

from redovisa.counting.plan import CountingRule, Plan
from redovisa.form.form import Form
from redovisa.form.load import Malformed, read_yaml

#: What each rule decides; the counting asks for them by these names.
_DECIDES = ("once", "year", "new", "ended", "age", "children", "reasons")


def load_plan(folder: Path, form: Form) -> Plan:
    """The plan; raises Malformed when a rule is missing, or something is counted that the form does not ask for."""
    said = read_yaml(folder / "tally.yaml")
    try:
        rules = {name: CountingRule(**said["rules"][name]) for name in _DECIDES}
        bands = {name: (ages[0], ages[1] if len(ages) > 1 else None) for name, ages in said["bands"].items()}
        plan = Plan(said["sexes"], bands, said["reasons"], rules)
    except (KeyError, TypeError, IndexError) as error:
        raise Malformed(f"tally.yaml: något saknas eller är fel ({error}).") from error
    keys = [f"contact_reasons.{reason}.{sex}" for reason in plan.reasons for sex in plan.sexes]
    keys += [f"clients.total.{sex}.{band}" for band in plan.bands for sex in plan.sexes]
    unknown = [key for key in keys if key not in form.fields]
    if unknown:
        raise Malformed(f"tally.yaml: formuläret har inget fält {', '.join(unknown)}.")
    return plan
