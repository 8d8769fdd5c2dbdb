"""How the text of a paper is read: headings, dates."""

from __future__ import annotations

from datetime import date

from congress.official.content import Block, Level

HEADED = {Level.FIRST: 44, Level.SECOND: 44}
"""Levels with a face of their own, and the most characters that are a heading and not a sentence of the text."""


def heading(block: Block) -> tuple[str, str]:
    """The part of a block in its level's face, and the rest.

    A heading on its own line is all heading; one that runs into its paragraph ends at the first full stop; a
    numbered paragraph without a heading is text.
    """
    most = HEADED.get(block.level)
    if most is None:
        return "", block.text
    end = block.text.find("。")
    lead, rest = (block.text, "") if end < 0 else (block.text[: end + 1], block.text[end + 1 :])
    return (lead, rest) if len(lead) <= most else ("", block.text)


def long_date(day: date) -> str:
    """成文日期: Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
