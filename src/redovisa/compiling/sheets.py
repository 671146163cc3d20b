"""The sheets: what each one holds, in the order a person opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from redovisa.compiling.aside import why_aside
from redovisa.compiling.brief import Brief
from redovisa.compiling.dossier import Dossier, Dossiers, reporter
from redovisa.compiling.guide import guide
from redovisa.compiling.overview import SUMS, CountyOverview
from redovisa.compiling.workbook import Cell, Column, Looks, Marked, Plain, Workbook
from redovisa.form.answer import Value, asked_once
from redovisa.form.field import FieldType
from redovisa.form.words import Words
from redovisa.places.register import counties, municipalities, municipality

Row: TypeAlias = list[Cell]

_FILE = Column("Fil", "Filen som uppgiften kommer ur.", 30)
_YEAR = Column("År", "Det år redovisningen gäller.", 7, Looks.PLAIN)
_COUNTY = Column("Län", "Kommunens län, eller länet i formulärets huvud.", 18)
_MUNICIPALITY = Column("Redovisas av", "Den kommun eller stadsdel som redovisar. Tom när den inte är känd.", 26)
_WHO = [_FILE, _YEAR, _COUNTY, _MUNICIPALITY]
_LOOKS = {
    FieldType.COUNT: Looks.COUNT,
    FieldType.MARK_OR_COUNT: Looks.COUNT,
    FieldType.MONEY: Looks.COUNT,
    FieldType.DECIMAL: Looks.DECIMAL,
    FieldType.YEAR: Looks.PLAIN,
    FieldType.DATE: Looks.DATE,
}


@dataclass(frozen=True)
class Plan:
    """One sheet: its name, what it is for, its columns, and how its rows are made: of each dossier, or all at once."""

    name: str
    about: str
    columns: list[Column]
    of_each: Callable[[Dossier], Iterable[Row]] | None = None
    rows: Callable[[], Iterable[Row]] = tuple
    fixed: int = 1


class Sheets:
    """All sheets of one folder."""

    def __init__(self, dossiers: Dossiers, overviews: list[CountyOverview], folder: str) -> None:
        self._dossiers = dossiers
        self._overviews = overviews
        self._folder = folder
        self._words = Words(dossiers.form)
        self._fields = dossiers.form.fields

    def write(self, path: Path) -> None:
        """Writes the workbook; one redovisning in memory at a time."""
        plans = [*self._summaries(), *self._answers(), *self._questions(), *self._turnout()]
        with Workbook(path) as book:
            book.stamp("Redovisningar av statsbidraget till personligt ombud", self._dossiers.today)
            title = f"Redovisningar i mappen {self._folder}, sammanställda {self._dossiers.today.isoformat()}"
            book.prose("Läs mig", title, guide(plans))
            sheets = [(plan, book.sheet(plan.name, plan.columns, plan.fixed)) for plan in plans]
            for dossier in self._dossiers:
                for plan, sheet in sheets:
                    if plan.of_each is not None:
                        sheet.add_all(plan.of_each(dossier))
            for plan, sheet in sheets:
                sheet.add_all(plan.rows())
                sheet.finish()

    # --- Översikt

    def _summaries(self) -> list[Plan]:
        left_out = "Tom när ingen har svarat. Redovisningar som kan räkna samma klienter är inte med."
        columns = [
            Column("Län", "Länet.", 24),
            _YEAR,
            Column("Kommuner i länet", "Så många kommuner länet hade det året.", 11, Looks.COUNT),
            Column("Har redovisat själva", "Kommunen eller en stadsdel har lämnat en redovisning.", 11, Looks.COUNT),
            Column("Ingår i annan", "Kommunen finns bara i en annan kommuns redovisning.", 11, Looks.COUNT),
            Column("Inget ännu", "Ingen har redovisat för kommunen. Alla kommuner har inte ombud.", 11, Looks.COUNT),
            Column("Redovisningar", "Så många redovisningar som lästs från länet.", 14, Looks.COUNT),
            Column("Måste rättas", "Så många anmärkningar som måste rättas.", 11, Looks.COUNT),
            Column("Bör förklaras", "Så många anmärkningar som behöver en förklaring.", 11, Looks.COUNT),
            Column("Bra att veta", "Så många anmärkningar som bara är bra att veta.", 11, Looks.COUNT),
            Column("Tveksamheter", "Så många svar som inte gick att läsa säkert.", 14, Looks.COUNT),
            Column("Lästa ur bild", "Så många svar som är lästa ur en bild och ska jämföras med den.", 11, Looks.COUNT),
            Column("Ej i summorna", "Redovisningar som kan räkna samma klienter som en annan.", 11, Looks.COUNT),
        ]
        for name in SUMS:
            looks = Looks.DECIMAL if "tjänster" in name or "anställ" in name else Looks.COUNT
            columns += [Column(name, f"Summan av svaren. {left_out}", 14, looks)]
            columns += [Column(f"{name}: svar", "Så många redovisningar som summan är gjord av.", 9, Looks.COUNT)]
        return [Plan("Översikt", "Läget län för län.", columns, rows=self._overview)]

    def _overview(self) -> Iterator[Row]:
        for county in self._overviews:
            known = bool(county.places)
            row: Row = [county.name, county.year]
            row += [county.places, county.own, county.joint, len(county.missing)] if known else [None] * 4
            row += [county.reports, county.correct, county.explain, county.notes, county.doubts, county.to_confirm]
            row += [county.contested]
            for each in county.sums.values():
                row += [each.value if each.of else None, each.of]
            yield row

    # --- Svar

    def _answers(self) -> list[Plan]:
        wide = [
            *_WHO,
            Column("Räknas", "Nej när redovisningen kan räkna samma klienter som en annan; se Att fråga om.", 9),
            Column("Formulär", "Det år vars formulär dokumentet är läst med.", 9, Looks.PLAIN),
            Column("Tveksamma svar", "Så många svar som inte gick att läsa säkert: tomma eller gula.", 10,
                   Looks.COUNT),
            Column("Om dokumentet", "Det som gäller hela dokumentet: filerna det är läst ur, och det som inte är läst.",
                   44),
            *(
                self._question(key)
                for key in self._fields
            ),
        ]  # fmt: skip
        long = [
            _FILE,
            _YEAR,
            _MUNICIPALITY,
            Column("Fält", "Frågans namn, detsamma alla år.", 28),
            Column("Fråga", "Frågan i ord.", 44),
            Column("Svar", "Svaret: tal som tal, datum som datum, annat som text.", 44),
            Column("Plats", "Var svaret står i filen.", 24),
            Column("Tveksamt", "Ja när svaret är läst ur en bild och ska jämföras med den.", 10),
        ]
        wide_about = "Alla svar, en rad för varje redovisning och en kolumn för varje fråga. Tom cell: inget svar."
        return [
            Plan("Svar (en rad per redovisning)", wide_about, wide, self._wide, fixed=4),
            Plan(
                "Svar (långt)", "Samma svar, en rad för varje svar: lätt att filtrera och räkna på.", long, self._long
            ),
        ]

    def _wide(self, dossier: Dossier) -> Iterator[Row]:
        answers = dossier.document.answers
        doubtful = {doubt.field for doubt in dossier.document.doubts}
        row = self._who(dossier.brief)
        row += [
            "nej" if dossier.brief in self._dossiers.turnout.contested else "ja",
            dossier.document.edition,
            len(asked_once(dossier.document.doubts)),
            " ".join(dossier.document.notes),
        ]
        for key in self._fields:
            answer = answers.get(key)
            value = None if answer is None else self._cell(key, answer.value, dossier.document.edition)
            row.append(Marked(value) if answer is not None and key in doubtful else value)
        yield row

    def _long(self, dossier: Dossier) -> Iterator[Row]:
        who = [dossier.brief.name, dossier.brief.year, self._reporter(dossier.brief)]
        doubtful = {doubt.field for doubt in dossier.document.doubts}
        for key, answer in dossier.document.answers.items():
            value = self._cell(key, answer.value, dossier.document.edition)
            asks = key in doubtful
            said = Marked(value) if asks else value
            yield [*who, key, self._words.label(key), said, answer.place, "ja" if asks else None]

    # --- Att fråga om, tveksamheter

    def _questions(self) -> list[Plan]:
        findings = [
            *_WHO,
            Column("Kod", "Regelns kod. De som börjar på TAC gäller redovisningar som kan räkna samma klienter.", 9),
            Column("Grad", "Måste rättas, förklara eller bra att veta.", 14),
            Column("Vad", "Vad som inte stämmer.", 60),
            Column("Varför", "Varför det spelar roll.", 40),
            Column("Gör så här", "Vad kommunen kan göra.", 40),
            Column("Frågor i formuläret", "De frågor som anmärkningen gäller.", 40),
        ]
        doubts = [
            *_WHO,
            Column("Fråga", "Frågan i formuläret.", 40),
            Column("Varför", "Varför svaret inte går att läsa säkert.", 44),
            Column("Står i filen", "Det som står i filen.", 34),
            Column("Kan vara", "De värden som kan vara menade. Inget av dem har använts.", 24),
            Column("Plats", "Var det står i filen.", 24),
        ]
        silent = [
            *_WHO,
            Column("Kod", "Regelns kod.", 9),
            Column("Regel", "Vad regeln säger.", 50),
            Column("Svar som saknas", "De frågor som måste besvaras för att regeln ska kunna prövas.", 60),
        ]
        return [
            Plan("Att fråga om", "Allt som reglerna funnit, och redovisningar som kan räkna samma klienter.", findings,
                 self._findings),
            Plan("Tveksamheter", "Svar som inte gick att läsa säkert. Fråga eller se efter i filen.", doubts,
                 self._doubts),
            Plan("Inte prövat", "Regler som inte kunde prövas, eftersom svar saknas.", silent, self._silent),
        ]  # fmt: skip

    def _findings(self, dossier: Dossier) -> Iterator[Row]:
        for finding in dossier.findings:
            labels = "; ".join(self._words.label(key) for key in finding.fields)
            grade = finding.severity.swedish
            yield [*self._who(dossier.brief), finding.code, grade, finding.what, finding.why, finding.do, labels]

    def _doubts(self, dossier: Dossier) -> Iterator[Row]:
        edition = dossier.document.edition
        for doubt, *others in asked_once(dossier.document.doubts):
            maybe = " eller ".join(self._words.answer(doubt.field, each, edition) for each in doubt.candidates)
            label = "; ".join(self._words.label(one.field) for one in (doubt, *others))
            yield [*self._who(dossier.brief), label, doubt.why, doubt.raw, maybe, doubt.place]

    def _silent(self, dossier: Dossier) -> Iterator[Row]:
        for silence in dossier.checked.not_checked:
            rule = self._dossiers.rules.get(silence.code)
            labels = "; ".join(self._words.label(key) for key in silence.missing)
            yield [*self._who(dossier.brief), silence.code, rule.title if rule else "", labels]

    # --- Täckning, inte lästa

    def _turnout(self) -> list[Plan]:
        turnout = [
            Column("Kommun", "Alla kommuner det året.", 24),
            Column("Kod", "Kommunens kod hos SCB.", 8),
            Column("Län", "Kommunens län.", 22),
            _YEAR,
            Column("Läge", "Har redovisat, ingår i annans redovisning, inget ännu eller överlappar.", 26),
            Column("Redovisat av", "Vem som har redovisat för kommunen.", 50),
            Column("Filer", "Filerna som redovisningarna står i.", 44),
            Column("Fråga", "Det som måste redas ut när redovisningar överlappar.", 60),
        ]
        aside = [
            _FILE,
            Column("Vad det är", "Gick inte att läsa, något annat, tomt formulär eller samma innehåll.", 22),
            Column("Varför", "Varför filen inte är medräknad, och vad du kan göra.", 90),
        ]
        return [
            Plan("Täckning", "Vilka kommuner någon har redovisat för.", turnout, rows=self._covered),
            Plan("Inte lästa", "Filer som inte är medräknade, och varför.", aside, rows=self._aside),
        ]

    def _covered(self) -> Iterator[Row]:
        turnout = self._dossiers.turnout
        for year in turnout.years:
            asked = {question.municipality: question for question in turnout.questions if question.year == year}
            for code, place in sorted(municipalities(year).items()):
                found = turnout.of(year, code)
                ways = {one.way.name for one in found}
                state = (
                    "inget ännu" if not ways else "ingår i annans redovisning" if ways == {"JOINT"} else "har redovisat"
                )
                question = asked.get(code)
                yield [
                    place.name,
                    code,
                    counties()[place.county].name,
                    year,
                    "överlappar" if question else state,
                    "; ".join(one.by for one in found),
                    "; ".join(one.brief.name for one in found),
                    f"{question.finding.what} {question.finding.do}" if question else None,
                ]

    def _aside(self) -> Iterator[Row]:
        for brief in self._dossiers.aside:
            yield [brief.name, *why_aside(brief, self._dossiers.document(brief))]

    # --- kolumner och celler

    def _question(self, key: str) -> Column:
        """The column of one question."""
        kind = self._fields[key].type
        return Column(self._words.label(key), "", 34 if kind is FieldType.TEXT else 13, _LOOKS.get(kind, Looks.TEXT))

    def _who(self, brief: Brief) -> Row:
        county = counties()[brief.county].name if brief.county else None
        return [brief.name, brief.year, county, self._reporter(brief)]

    def _reporter(self, brief: Brief) -> str | None:
        """Who reports, when it is known."""
        return reporter(brief) if municipality(brief.municipality, brief.year) else None

    def _cell(self, key: str, value: Value, edition: int | None) -> Plain:
        """Numbers and dates as they are, the rest as the form's own words."""
        typed = self._fields[key].type in _LOOKS and not isinstance(value, bool)
        return value if typed else self._words.answer(key, value, edition)
