"""Libraries that must fit each other do."""

from __future__ import annotations

import xmlsec
from lxml import etree


def test_signatures_and_xml_carry_the_same_libxml2() -> None:
    # Two of them in one process exchange documents that the other cannot read, and the process falls.
    assert xmlsec.get_libxml_version() == etree.LIBXML_VERSION
