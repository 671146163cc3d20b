"""Describes a release's files to machines: a Frictionless data package, DCAT-AP-SE in Turtle, and checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from redovisa.tabulating.release import LONG_COLUMNS, SEX_WORDS, Publisher, Release
from redovisa.tabulating.table import AGES, UNKNOWN_AGE, Level, Status

_TYPES = {
    "csv": ("text/csv", "http://publications.europa.eu/resource/authority/file-type/CSV"),
    "json": ("application/json", "http://publications.europa.eu/resource/authority/file-type/JSON"),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "http://publications.europa.eu/resource/authority/file-type/XLSX",
    ),
    "px": ("text/x-pcaxis", "http://publications.europa.eu/resource/authority/file-type/TXT"),
}
_EU = "http://publications.europa.eu/resource/authority/"


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def checksums(files: Mapping[str, bytes]) -> str:
    """A line for each file, as ``sha256sum --check`` reads it."""
    return "".join(f"{digest(content)}  {name}\n" for name, content in sorted(files.items()))


def data_package(release: Release, files: Mapping[str, bytes]) -> str:
    """The CSV files as a Frictionless data package with types, allowed codes and hashes."""
    resources = [
        {
            "name": name.rsplit("_", 1)[1].removesuffix(".csv"),
            "path": name,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{digest(content)}",
            "schema": _schema(content.split(b"\n", 1)[0].decode().split(",")),
        }
        for name, content in sorted(files.items())
        if name.endswith(".csv")
    ]
    package = {
        "profile": "tabular-data-package",
        "name": release.name.lower().replace("_", "-"),
        "title": release.title,
        "created": f"{release.published.isoformat()}T00:00:00Z",
        "licenses": [{"path": release.publisher.licence}],
        "contributors": [{"title": release.publisher.name, "role": "publisher"}],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1)


def _schema(columns: list[str]) -> dict[str, object]:
    codes: dict[str, list[str]] = {
        "area_level": [str(level) for level in Level],
        "sex": [code for code in SEX_WORDS if code],
        "age": [*AGES, UNKNOWN_AGE],
        "status": [str(status) for status in Status],
    }
    is_data = tuple(columns) == LONG_COLUMNS
    fields: list[dict[str, object]] = []
    for name in columns:
        described: dict[str, object] = {"name": name, "type": "string"}
        if is_data and name in ("year", "value"):
            described["type"] = "integer" if name == "year" else "number"
        elif is_data and name in codes:
            described["constraints"] = {"enum": codes[name]}
        fields.append(described)
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if is_data:
        schema["primaryKey"] = list(LONG_COLUMNS[:7])
    return schema


def _contact(who: Publisher) -> str:
    """The way to reach the publisher: the e-mail address, or the site where none is told."""
    return f"vcard:hasEmail <mailto:{_uri(who.email)}>" if who.email else f"vcard:hasURL <{_uri(who.uri)}>"


def dcat(release: Release, files: Mapping[str, bytes]) -> str:
    """The release as a DCAT-AP-SE catalogue of one dataset with a distribution for each file."""
    who = release.publisher
    base = _uri(who.base) if not who.base or who.base.endswith("/") else f"{_uri(who.base)}/"
    dataset = f"{base}{release.name}"
    named = [name for name in sorted(files) if name.rsplit(".", 1)[-1] in _TYPES]
    parts = ", ".join(f"<{base}{name}#distribution>" for name in named)
    years = release.years
    day = f'"{release.published.isoformat()}"^^xsd:date'
    blocks = [
        "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .\n"
        "@prefix spdx: <http://spdx.org/rdf/terms#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n",
        f"<{base or '.'}> a dcat:Catalog ;\n  dcterms:title {_text('Öppna data om personligt ombud')} ;\n"
        f"  dcterms:description {_text('Uppgifter ur redovisningarna av statsbidraget till personligt ombud.')} ;\n"
        f"  dcterms:publisher <{_uri(who.uri)}> ;\n  dcterms:license <{_uri(who.licence)}> ;\n"
        f"  dcterms:issued {day} ;\n  dcterms:modified {day} ;\n"
        f"  dcterms:language <{_EU}language/SWE> ;\n  dcat:dataset <{dataset}> .\n",
        f'<{_uri(who.uri)}> a foaf:Agent ;\n  foaf:name "{_escaped(who.name)}" ;\n'
        "  dcterms:type <http://purl.org/adms/publishertype/NationalAuthority> .\n",
        f"<{dataset}> a dcat:Dataset ;\n  dcterms:title {_text(release.title)} ;\n"
        f"  dcterms:description {_text(_description(release))} ;\n  dcterms:publisher <{_uri(who.uri)}> ;\n"
        f"  dcat:contactPoint <{dataset}#contact> ;\n  dcterms:issued {day} ;\n  dcterms:identifier "
        f'"{_escaped(release.name)}" ;\n  dcterms:language <{_EU}language/SWE> ;\n'
        f"  dcterms:accrualPeriodicity <{_EU}frequency/ANNUAL> ;\n  dcterms:accessRights <{_EU}access-right/PUBLIC> ;\n"
        f"  dcat:theme <{_EU}data-theme/HEAL>, <{_EU}data-theme/SOCI> ;\n"
        f'  dcat:keyword "personligt ombud"@sv, "statsbidrag"@sv ;\n'
        f"  dcterms:spatial <http://publications.europa.eu/resource/authority/country/SWE> ;\n"
        f'  dcterms:temporal [ a dcterms:PeriodOfTime ; dcat:startDate "{years[0]}-01-01"^^xsd:date ; '
        f'dcat:endDate "{years[-1]}-12-31"^^xsd:date ] ;\n  dcat:distribution {parts} .\n',
        f'<{dataset}#contact> a vcard:Organization ;\n  vcard:fn "{_escaped(who.name)}" ;\n  {_contact(who)} .\n',
    ]
    blocks += [_distribution(base, name, files[name], release) for name in named]
    return "\n".join(blocks)


def _distribution(base: str, name: str, content: bytes, release: Release) -> str:
    media, kind = _TYPES[name.rsplit(".", 1)[-1]]
    return (
        f"<{base}{name}#distribution> a dcat:Distribution ;\n  dcterms:title {_text(name)} ;\n"
        f"  dcat:accessURL <{base}{_uri(name)}> ;\n  dcat:downloadURL <{base}{_uri(name)}> ;\n"
        f"  dcterms:license <{_uri(release.publisher.licence)}> ;\n  dcterms:format <{kind}> ;\n"
        f"  dcat:mediaType <https://www.iana.org/assignments/media-types/{media}> ;\n"
        f'  dcat:byteSize "{len(content)}"^^xsd:nonNegativeInteger ;\n'
        f'  dcterms:issued "{release.published.isoformat()}"^^xsd:date ;\n'
        "  spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; "
        f'spdx:checksumValue "{digest(content)}"^^xsd:hexBinary ] .\n'
    )


def _description(release: Release) -> str:
    titles = "; ".join(grid.table.title for grid in release.grids.values())
    return f"Tabeller efter kommun, län, riket och år: {titles}. Små antal är skyddade."


def _text(words: str) -> str:
    return f'"{_escaped(words)}"@sv'


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "")


def _uri(address: str) -> str:
    """An address that cannot break out of its brackets."""
    return "".join(sign for sign in address if sign not in '<>"{}|^`\\' and sign > " ")
