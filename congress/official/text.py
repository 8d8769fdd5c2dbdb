"""How the text of a paper is read: headings, dates."""

from __future__ import annotations

from datetime import date
from unicodedata import east_asian_width

from congress.official.content import Block, Level

WIDE = frozenset("FWA")
"""East Asian widths that take a whole character; the ambiguous ones (——, “”, …) do in Chinese type."""
HEADED = {Level.FIRST, Level.SECOND}
"""Levels with a face of their own."""
ALONE, RUN_IN, SENTENCE = 60, 30, 20
"""The most characters of a heading: on a line of its own, before its paragraph, with a full stop and nothing after."""


def heading(block: Block) -> tuple[str, str]:
    """The part of a block in its level's face, and the rest.

    A heading on its own line is all heading; one that runs into its paragraph ends at the first full stop; a
    numbered paragraph without a heading is text.
    """
    if block.level not in HEADED:
        return "", block.text
    lead, stop, rest = block.text.partition("。")
    most = RUN_IN if rest else SENTENCE if stop else ALONE
    return (lead + stop, rest) if len(lead) <= most else ("", block.text)


def long_date(day: date) -> str:
    """成文日期: Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def width(text: str) -> float:
    """The width of a text in characters; a half-width one counts half."""
    return sum(1.0 if east_asian_width(sign) in WIDE else 0.5 for sign in text)


def spaced(name: str) -> str:
    """A name of two characters set as wide as one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name
