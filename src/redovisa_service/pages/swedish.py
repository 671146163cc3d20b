"""Words that are Swedish whatever language the page speaks: what the library says, and the form's own."""

from __future__ import annotations

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from redovisa.reviewing.policy import Refused


class Swedish(str):
    """Words that stay Swedish, and are marked so that they are read aloud as Swedish."""

    __slots__ = ()


def marked(words: str) -> SafeString:
    """The words as HTML, with Swedish ones marked on a page that speaks another language."""
    if isinstance(words, Swedish) and get_language() != "sv":
        return format_html('<span lang="sv">{}</span>', str(words))
    return SafeString(conditional_escape(words))


def told(refused: Refused) -> SafeString:
    """Why something was refused, as HTML: in the language of the page, but for what stays Swedish."""
    return SafeString(refused.told(lambda said: marked(said if isinstance(said, Swedish) else gettext(said))))
