"""The form for 2026 arrives: one new edition file, and the way to the county is walked in a copy of the service."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: Walked in a process of its own, on the copy: the nation opens the round, a municipality signs, the county reads.
WALK = """
import re
from io import BytesIO
from zipfile import ZipFile
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import date
from django.test import Client
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader
from redovisa.reviewing.act import Role
from redovisa.synthetic.invent import as_read, invent
from redovisa_service.accounts.models import Kind, Membership, Organisation, Person
from redovisa_service.cases import commands, draft, queries
from service_world import sign_in

def client(kind, code, name, county, role):
    made, _ = Organisation.objects.get_or_create(kind=kind, code=code, name=name, county=county)
    person = Person.objects.create_user(f"{role}.{code}@exempel.se", name=role)
    Membership.objects.create(person=person, organisation=made, role=role, valid_from=date(2026, 1, 1))
    browser = Client()
    sign_in(browser, person)
    return browser

officer = client(Kind.NATIONAL, "SoS", "Socialstyrelsen", "", Role.NATIONAL_OFFICER)
days = {"opens": "2026-12-01", "deadline": "2027-01-15", "last_new": "2027-01-31", "last_correction": "2027-02-15"}
page = officer.get("/national/campaigns/").content.decode()
assert "<option>2026</option>" in page, "the edition is offered"
opened = officer.post("/national/campaigns/", {"year": "2026", "edition": "2026", **days})
assert opened.status_code == 302, opened.content.decode()
home = (Kind.MUNICIPALITY, "0117", "Österåkers kommun", "01")
reporter, signatory = client(*home, Role.REPORTER), client(*home, Role.SIGNATORY)
case = int(reporter.post("/rounds/2026/start/").headers["Location"].strip("/").split("/")[-1])
pages = [reporter.get(f"/cases/{case}/sections/{number}/") for number in range(1, 10)]
assert any("Ny fråga i formuläret för 2026" in page.content.decode() for page in pages if page.status_code == 200)
from redovisa_service.accounts.acting import Acting
person = Person.objects.get(email__startswith="reporter")
by = Acting(person, Organisation.objects.get(code="0117"), frozenset({Role.REPORTER}))
fields, asked = GRANT.form.fields, draft.asked(2026)
answers = as_read(invent(GRANT.form, 2026, "0117", 3))
answers = {**answers, "other.comments": "Frågan är ny i år."}
typed = {key: draft.as_typed(fields[key], value) for key, value in answers.items() if key in asked}
found = queries.case(by, case)
seen = dict(found.cells.values_list("field", "revision"))
commands.write(by=by, case=case, typed=typed, seen=seen)
for left in queries.left_to_do(found):
    given = {"reason": "as_it_was", "text": "Det stämmer; så var det under året."}
    assert left.code, left
    assert reporter.post(f"/cases/{case}/findings/{left.code}/", given).status_code == 302
assert reporter.post(f"/cases/{case}/ask-for-signature/").status_code == 302
whole = signatory.get(f"/cases/{case}/sign/").content.decode()
sha256 = re.search(r'name="sha256" value="(\\w{64})"', whole)[1]
signed = signatory.post(f"/cases/{case}/sign/", {"sha256": sha256, "read": "yes", "title": "Socialchef"})
assert signed.headers["Location"] == f"/cases/{case}/versions/1/", signed.content.decode()
receipt = signatory.get(f"/cases/{case}/versions/1/").content.decode()
assert f"2026-0117-{case}-1" in receipt
# What was handed in is fetched in every form, and the Word file is read as the edition it is, with the same answers.
papers = {name: signatory.get(f"/cases/{case}/versions/1/{name}").content
    for name in ("kvitto.pdf", "redovisning.pdf", "redovisning.docx", "svar.xlsx", "svar.json")}
assert all(papers.values())
word = ZipFile(BytesIO(papers["redovisning.docx"])).read("word/document.xml").decode()
assert "Ny fråga i formuläret för 2026" in word
(back,) = Reader(GRANT.form).read("redovisning.docx", papers["redovisning.docx"])
# The county board opens it, and reads what was signed.
client(Kind.COUNTY_BOARD, "01", "Länsstyrelsen i Stockholms län", "01", Role.COUNTY_OFFICER)
officer = Person.objects.get(email__startswith="county_officer")
board = Acting(officer, Organisation.objects.get(code="01"), frozenset({Role.COUNTY_OFFICER}))
opened = commands.open_case(by=board, case=case)
read = queries.redovisning_in(queries.version(queries.case(board, case), 1))
assert read.year == 2026 and read.value("other.comments") == answers["other.comments"]
same = [key for key in read.answers if not key.startswith("signature.") and back.value(key) != read.value(key)]
assert same == [], same
print("EDITIONS", queries.draft_of(found).redovisning.edition, read.edition, back.edition, opened.stands.value)
"""


def test_a_new_edition_needs_its_file_alone(tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    editions = source / "redovisa" / "personligt_ombud" / "editions"
    words = (editions / "2023.yaml").read_text(encoding="utf-8")
    assert "Övrigt" in words
    changed = words.replace("2023", "2026").replace(
        "Synpunkter och övriga reflektioner", "Ny fråga i formuläret för 2026"
    )
    assert changed.count("Ny fråga i formuläret för 2026") >= 1
    (editions / "2026.yaml").write_text(changed, encoding="utf-8")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("REDOVISA_", "DATABASE", "DJANGO"))}
    run = subprocess.run(
        [sys.executable, "-c", WALK],
        env=clean
        | {
            "PYTHONPATH": f"{source}{os.pathsep}{ROOT / 'tests'}",
            "DJANGO_SETTINGS_MODULE": "redovisa_service.config.settings",
            "REDOVISA_DEMO": "1",
            "REDOVISA_TODAY": "2027-01-08",
            "REDOVISA_DATA": str(tmp_path),
            "REDOVISA_HOSTS": "testserver",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    assert "EDITIONS 2026 2026 2026 under_review" in run.stdout
