"""A content control: what it shows, taken out of its wrapping; one that shows only its prompt is empty."""

from __future__ import annotations

from redovisa.reading.source import TICKED, UNTICKED
from redovisa.reading.word import xml as x
from redovisa.reading.word.xml import Element

_SHOWN = (x.T, x.SYM, x.TAB, x.BR, x.MATH_TEXT)
# How Word's own prompts begin. Another text in a control that says it is empty may have been typed by a program.
_PROMPTS = ("klicka", "tryck", "ange", "välj", "skriv", "fyll i", "click", "tap", "choose", "enter", "select")
_PROMPT_STYLES = ("placeholder", "platsh")


def settle(control: Element) -> list[str]:
    """Put what a control shows in its place; return prompts that may be answers, for a person to look at."""
    content = control.find(x.SDT_CONTENT)
    if content is None:
        x.take_away(control)
        return []
    prompts: list[str] = []
    properties = control.find(x.SDT_PR)
    kinds: dict[str, Element] = {} if properties is None else {str(kind.tag): kind for kind in properties}
    if (tick := kinds.get(x.TICK)) is not None:
        _show(content, TICKED if _is_ticked(tick) else UNTICKED)
    elif (mark := kinds.get(x.SHOWING_PLACEHOLDER)) is not None and x.is_on(mark):
        prompts = _unusual(content)
        _show(content, "")
    elif (stored := _stored(kinds)) and not _words(content).strip():
        _show(content, stored)
    x.unwrap(control, content)
    return prompts


def _words(content: Element) -> str:
    return "".join(text.text or "" for text in content.iter(x.T))


def _unusual(content: Element) -> list[str]:
    words = " ".join(_words(content).split())
    is_prompt = words.lower().startswith(_PROMPTS) or any(
        (style.get(x.VAL) or "").lower().startswith(_PROMPT_STYLES) for style in content.iter(x.R_STYLE)
    )
    return [] if is_prompt or not words else [words[:200]]


def _is_ticked(tick: Element) -> bool:
    state = tick.find(x.TICK_STATE)
    return state is not None and state.get(x.TICK_VAL, "1") not in ("0", "false", "off")


def _stored(kinds: dict[str, Element]) -> str:
    """What is chosen in a date or drop-down control, for one that shows no text."""
    if (date := kinds.get(x.DATE)) is not None:
        return (date.get(x.FULL_DATE) or "").partition("T")[0]
    for tag in (x.DROP_DOWN, x.COMBO):
        choices = kinds.get(tag)
        last = "" if choices is None else choices.get(x.LAST_VALUE) or ""
        if choices is not None and last:
            shown = {item.get(x.VALUE): item.get(x.DISPLAY_TEXT) for item in choices.iterchildren(x.LIST_ITEM)}
            return shown.get(last) or last
    return ""


def _show(content: Element, words: str) -> None:
    """Let the content show these words and nothing else, in its first run; a run is made where there is none."""
    for sign in list(content.iter(*_SHOWN)):
        x.take_away(sign)
    if not words:
        return
    run = next(content.iter(x.R), None)
    if run is None:
        paragraph = next(content.iter(x.P), None)
        run = x.make(content if paragraph is None else paragraph, x.R)
    x.make(run, x.T).text = words
