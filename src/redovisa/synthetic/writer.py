"""The one who fills in an invented form: chance, habits, and the place and year it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from redovisa.form.answer import Value
from redovisa.places.place import Municipality
from redovisa.places.register import municipality
from redovisa.synthetic.hand import Hand
from redovisa.synthetic.reporter import Reporter
from redovisa.synthetic.words import one, text


@dataclass(frozen=True, slots=True)
class Writer:
    """What every section of the form is invented from."""

    rng: Random
    reporter: Reporter
    year: int
    hand: Hand

    @property
    def place(self) -> Municipality:
        """The reporting municipality; raises ValueError when the code was no municipality's in the year."""
        return self.named(self.reporter.municipalities[0])

    def named(self, code: str) -> Municipality:
        """The municipality with the code, as it was in the year."""
        found = municipality(code, self.year)
        if found is None:
            raise ValueError(f"Ingen kommun hade koden {code} år {self.year}.")
        return found

    def chance(self, of: float) -> bool:
        """Whether something that happens so often (0 to 1) happens now."""
        return self.rng.random() < of

    def text(self, key: str) -> str:
        """A text of this writer's length on a field."""
        return self._about_here(text(self.rng, key, self.hand.wordy))

    def sentence(self, key: str) -> str:
        """One sentence on a field."""
        return self._about_here(one(self.rng, key))

    def _about_here(self, said: str) -> str:
        return said.replace("{year}", str(self.year)).replace("{place}", self.place.name)

    def yes_no(self, key: str, yes: bool, follow_up: Mapping[bool, str]) -> dict[str, Value]:
        """A yes or no, with the text that the form then asks for."""
        found: dict[str, Value] = {key: yes}
        if yes in follow_up:
            found[follow_up[yes]] = self.text(follow_up[yes])
        return found

    def ticks(self, marked: Mapping[str, bool]) -> dict[str, Value]:
        """Rows of Ja and Nej: true where marked; false, or blank with some hands, where not."""
        return {key: yes for key, yes in marked.items() if yes or self.hand.ticks_no}
