"""What ACRO hides of clients counted by county, sex and age: run by the interpreter that has ACRO, in JSON, out JSON.

ACRO and the other peers cannot be installed together: it wants an older pandas. ``benchmarks.peers`` calls this.
"""

from __future__ import annotations

import json
import sys

import pandas as pd
from acro import ACRO


def hidden(clients: dict[str, list[str]], threshold: int) -> list[tuple[str, str, str]]:
    """The (county, sex, age) of each inner cell that ACRO hides with the threshold."""
    frame = pd.DataFrame(clients)
    session = ACRO(suppress=True)
    session.config["safe_threshold"] = threshold
    made = session.crosstab(frame["county"], [frame["sex"], frame["age"]])
    return [(county, *column) for county, row in made.iterrows() for column, shown in row.items() if pd.isna(shown)]


if __name__ == "__main__":
    json.dump(hidden(json.load(sys.stdin), int(sys.argv[1])), sys.stdout)
