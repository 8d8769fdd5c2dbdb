"""One spelling for what people type in many: widths, spaces, brackets, words for nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

BLANK = frozenset({"", "-", "--", "—", "——", "―", "/", "\\", "无", "暂无", "空", "null", "none", "n/a"})
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
REMEMBERED = 4096
"""Texts whose comparable spelling is kept: a file names the same units, classes and deputies on line after line."""
LONGEST_BLANK = 20
EDGES = "*:：、.。,，;；#"


def plain(raw: str) -> str:
    """Half-width and without unseen characters or outer space. Titles keep their own punctuation: see :func:`tidy`."""
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", raw)).strip()


@lru_cache(REMEMBERED)
def tight(raw: str) -> str:
    """:func:`plain` without any space and in small letters: for comparing."""
    return re.sub(r"\s+", "", plain(raw)).lower()


def heading(raw: str) -> str:
    """A column's name for comparing: without spaces, line breaks, brackets with what stands in them, and stars."""
    text = tight(raw)
    return BRACKETS.sub("", text).strip(EDGES) or text.strip(EDGES)


def tidy(raw: str) -> str:
    """A text as it is kept: the office's own punctuation, without unseen characters and doubled space."""
    text = INVISIBLE.sub("", raw).replace("\u3000", " ").strip()
    return re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "\n", text))


def is_blank(raw: str) -> bool:
    """Whether a cell says nothing, in any of the ways offices say so."""
    return len(raw.strip()) <= LONGEST_BLANK and tight(raw) in BLANK
