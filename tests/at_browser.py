"""Someone at a browser: every page she comes to is looked through by axe, and what she does may go to the handbook."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from service_world import PASSWORD

HANDBOOK = Path(__file__).parents[1] / "docs" / "how-to"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}
#: A window of 1280 pixels enlarged to 400 %.
ENLARGED = {"width": 320, "height": 256}


class Person:
    """Someone at a browser of her own; no page may have a fault that axe finds, nor scroll sideways."""

    def __init__(
        self,
        browser: Any,
        address: str,
        *,
        phone: bool = False,
        javascript: bool = True,
        viewport: dict[str, int] | None = None,
        context: Any = None,
    ) -> None:
        self.context = context or browser.new_context(
            viewport=viewport or (PHONE if phone else DESK), java_script_enabled=javascript, locale="sv-SE"
        )
        self.page = self.context.new_page()
        self._looked_at: Any = None
        self.address = address
        self.javascript = javascript
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def goes(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")
        self.looks()

    def clicks(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.looks()

    def looks(self) -> None:
        """The page has no fault that axe finds, and fits its window."""
        page = self.page if self.javascript else self._as_it_stands()
        found = Axe().run(page).response["violations"]
        faults = [(fault["id"], fault["nodes"][0]["html"]) for fault in found]
        assert faults == [], f"{self.page.url}: {faults}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url
        assert self.wrong == [], self.page.locator("main").inner_text()

    def _as_it_stands(self) -> Any:
        """The same page where axe, itself a script, can look at it; none of the page's own scripts runs there."""
        context = self.context.browser.new_context(
            viewport=self.page.viewport_size, locale="sv-SE", storage_state=self.context.storage_state()
        )
        if self._looked_at is not None:
            self._looked_at.close()
        self._looked_at = context
        page, stands = context.new_page(), self.page.content()
        context.route(self.page.url, lambda route: route.fulfill(body=stands, content_type="text/html; charset=utf-8"))
        context.route("**/*.js", lambda route: route.abort())
        page.goto(self.page.url)
        return page

    def signs_in(self, email: str, at: str = "/") -> None:
        self.goes(at)
        self.page.get_by_label("E-postadress").fill(email)
        self.page.get_by_label("Lösenord").fill(PASSWORD)
        self.clicks("button", "Logga in")

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()


class Handbook:
    """A page of the handbook: sentences and pictures in the order in which a journey comes to them.

    ``make handbook`` writes the page anew; otherwise what is told must stand there already, so that it cannot lag.
    """

    def __init__(self, name: str, title: str) -> None:
        self._path = HANDBOOK / f"{name}.md"
        self._writes = bool(os.environ.get("REDOVISA_HANDBOOK"))
        self._told = [f"# {title}", "<!-- Skriven av `make handbook` ur en resa i tests/journeys. -->"]

    def tells(self, sentence: str, person: Person | None = None) -> None:
        """One step; with a person also the picture of what she sees."""
        number = sum(told[0].isdigit() for told in self._told) + 1
        step = f"{number}. {sentence}"
        if person is not None:
            picture = f"pictures/{self._path.stem}-{number}.png"
            step += f"\n\n   ![{sentence}]({picture})"
            if self._writes:
                (HANDBOOK / "pictures").mkdir(parents=True, exist_ok=True)
                seen = Image.open(io.BytesIO(person.page.screenshot(animations="disabled")))
                seen = seen.crop((0, 0, person.page.evaluate("document.documentElement.clientWidth"), seen.height))
                # Few colours make a picture small enough to be kept, and none of ours are lost.
                seen.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(HANDBOOK / picture, optimize=True)
            else:
                assert (HANDBOOK / picture).is_file(), f"{picture}: run make handbook"
        self._told.append(step)

    def ends(self) -> None:
        """The page is whole."""
        text = "\n\n".join(self._told) + "\n"
        if self._writes:
            self._path.write_text(text, encoding="utf-8")
        assert self._path.read_text(encoding="utf-8") == text, f"{self._path.name}: run make handbook"
