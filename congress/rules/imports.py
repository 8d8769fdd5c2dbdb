"""The life of an import, and what is told of a line, of a cell, and of a past that has gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping

from congress.rules.codes import Code


class ImportState(Code):
    """Where an import stands; nothing of the business is written before ``RUNNING``."""

    READ = "read"
    MAPPED = "mapped"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DISCARDED = "discarded"


S = ImportState
MOVES: Mapping[ImportState, frozenset[ImportState]] = {
    S.READ: frozenset({S.READ, S.MAPPED, S.CHECKING, S.DISCARDED}),
    S.MAPPED: frozenset({S.READ, S.MAPPED, S.CHECKING, S.DISCARDED}),
    S.CHECKING: frozenset({S.CHECKED, S.FAILED, S.DISCARDED}),
    S.CHECKED: frozenset({S.READ, S.MAPPED, S.CHECKING, S.RUNNING, S.DISCARDED}),
    S.RUNNING: frozenset({S.DONE, S.FAILED}),
    S.FAILED: frozenset({S.CHECKING, S.RUNNING, S.DISCARDED}),
    S.DONE: frozenset(),
    S.DISCARDED: frozenset(),
}
WORKING = frozenset({S.CHECKING, S.RUNNING})
OVER = frozenset({S.DONE, S.DISCARDED})


class RowOutcome(Code):
    """What a line would do, or did."""

    WAITING = "waiting"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAILED = "failed"


WRITES = frozenset({RowOutcome.NEW, RowOutcome.CHANGED})


class WordKind(Code):
    """What a word of a file means something of."""

    UNIT = "unit"
    DELEGATION = "delegation"
    CATEGORY = "category"
    OUTCOME = "outcome"
    DEPUTY = "deputy"


NEW_WORD = "new"
"""The meaning of a word that is to be entered as it stands."""


class Gap(Code):
    """What a recorded past does not tell."""

    BODY = "body"
    OPENED = "opened"
    HAND_OVER = "hand_over"
    UNITS = "units"
    CONTACT = "contact"
    REPLY = "reply"
    REPLY_DATE = "reply_date"
    REPLY_FILE = "reply_file"
    OUTCOME = "outcome"
    CO_OPINION = "co_opinion"
    EVALUATION = "evaluation"
    HALF_EVALUATION = "half_evaluation"
    MERGED_INTO = "merged_into"
    CLOSED = "closed"


DIGITS = "零一二三四五六七八九"
NUMERAL = r"[\d一二三四五六七八九十]{1,3}"
SESSION = re.compile(rf"第({NUMERAL})届.{{0,30}}?第({NUMERAL})次")
YEAR = re.compile(r"(?<!\d)(20\d{2}|19[5-9]\d)(?!\d)")


def numeral(text: str) -> int:
    """十四, 二十, 4 as a number; 0 for what is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十") if "十" in text else ("", "", text)
    if any(part not in DIGITS for part in (tens, ones)):
        return 0
    return (DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (DIGITS.index(ones) if ones else 0)


def session_of(title: str) -> tuple[int, int] | None:
    """Term and session named in the title above a table."""
    found = SESSION.search(title)
    return (numeral(found[1]), numeral(found[2])) if found else None


def year_of(text: str) -> int | None:
    """The first year named in a text."""
    found = YEAR.search(text)
    return int(found[1]) if found else None
