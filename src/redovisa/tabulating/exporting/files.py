"""All files of a release by name, ready to be attacked and then written."""

from __future__ import annotations

import json
from dataclasses import asdict

from redovisa.tabulating.exporting import long_csv
from redovisa.tabulating.exporting.catalogue import checksums, data_package, dcat
from redovisa.tabulating.exporting.excel import workbook
from redovisa.tabulating.exporting.jsonstat import jsonstat
from redovisa.tabulating.exporting.px import px
from redovisa.tabulating.policy import Method, Policy
from redovisa.tabulating.release import Release, quotients

#: The manifest: what was done, in a form that ``redovisa attack`` reads.
MANIFEST = "release.json"
CHECKSUMS = "SHA256SUMS"


def files(release: Release) -> dict[str, bytes]:
    """Every file of the release; the names hold the years and the day, and the same release gives the same bytes."""
    stem = release.name
    made = {
        f"{stem}_data.csv": long_csv.data(release).encode(),
        f"{stem}_dictionary.csv": long_csv.dictionary(release).encode(),
        f"{stem}_areas.csv": long_csv.areas(release).encode(),
        f"{stem}_footnotes.csv": long_csv.notes(release).encode(),
        f"{stem}.xlsx": workbook(release),
    }
    for grid in release.grids.values():
        if grid.rows:
            made[f"{stem}_{grid.table.id}.json"] = jsonstat(release, grid).encode()
            made[f"{stem}_{grid.table.id}.px"] = px(release, grid).encode()
    package, catalogue = data_package(release, made).encode(), dcat(release, made).encode()
    made |= {"datapackage.json": package, f"{stem}_dcat.ttl": catalogue, MANIFEST: manifest(release).encode()}
    return made | {CHECKSUMS: checksums(made).encode()}


def manifest(release: Release) -> str:
    """What a reader may know of how the release was made safe; never a secret key."""
    policy = release.policy
    described = {
        "name": release.name,
        "title": release.title,
        "published": release.published.isoformat(),
        "years": list(release.years),
        "tables": [grid.table.id for grid in release.grids.values()],
        "protection": {
            "method": str(policy.method),
            "threshold": policy.threshold,
            "width": policy.width,
            "insider_width": policy.insider_width,
            "linked": list(policy.linked),
            "at_most": [asdict(rule) for rule in policy.at_most],
            "flows": [asdict(flow) for flow in policy.flows],
            "noise": noise_of(policy),
        },
        "quotients": quotients(release),
        "figures": dict(release.figures),
        "remarks": [asdict(one) for one in release.remarks],
    }
    return json.dumps(described, ensure_ascii=False, indent=1)


def noise_of(policy: Policy) -> int:
    """By how much a shown count may differ from the true one."""
    match policy.method:
        case Method.CELL_KEY:
            return policy.noise
        case Method.ROUND:
            return policy.base // 2
        case _:
            return 0
