"""How somebody came into an office and out of it."""

from __future__ import annotations

from congress.rules.codes import Code


class Began(Code):
    """How somebody came into an office."""

    ELECTED = "elected"
    APPOINTED = "appointed"
    ACTING = "acting"
    RECORDED = "recorded"


class Ended(Code):
    """How he left it."""

    REMOVED = "removed"
    RESIGNED = "resigned"
    DISMISSED = "dismissed"
    BY_ITSELF = "by_itself"
    ABOLISHED = "abolished"


class Renaming(Code):
    """What a county does with those in office when their body is renamed."""

    ASK = "ask"
    REAPPOINT = "reappoint"
    KEEP = "keep"


class FailedTwice(Code):
    """What a county does with somebody who failed twice."""

    WARN = "warn"
    BLOCK = "block"


TIMES = 2
"""Failures after which a name is not brought in again for the same office."""
