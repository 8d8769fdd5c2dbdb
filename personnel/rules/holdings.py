"""How somebody came into an office and out of it, and what is looked at afterwards (任后监督)."""

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


class ReviewState(Code):
    """Where a review of somebody in office (述职评议) stands; its ground is local everywhere."""

    PLANNED = "planned"
    VOTED = "voted"
    RECTIFYING = "rectifying"
    DONE = "done"


class SanctionKind(Code):
    """What the organs notify the committee of (政务处分法 §50)."""

    WARNING = "warning"
    DEMERIT = "demerit"
    SERIOUS_DEMERIT = "serious_demerit"
    DEMOTION = "demotion"
    DISMISSAL = "dismissal"
    EXPULSION = "expulsion"


TIMES = 2
"""Failures after which a name is not brought in again for the same office."""
