"""Supervision after appointment (任后监督): yearly duty reports, reviews of persons, sanctions notified.

No national law knows the review of a person (述职评议) or the yearly report: both rest on the county's own rule, and
every page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from congress.rules.codes import Code


class ReviewState(Code):
    """Where a review stands."""

    LISTED = "listed"
    RATED = "rated"
    TOLD = "told"
    RECTIFYING = "rectifying"
    DONE = "done"


class ReviewEvent(Code):
    """What happens to a review."""

    LINK = "link"
    RATE = "rate"
    TELL = "tell"
    DEMAND = "demand"
    FINISH = "finish"


R = ReviewState
MOVES: Mapping[ReviewEvent, frozenset[ReviewState]] = {
    ReviewEvent.LINK: frozenset({R.LISTED}),
    ReviewEvent.RATE: frozenset({R.LISTED}),
    ReviewEvent.TELL: frozenset({R.RATED}),
    ReviewEvent.DEMAND: frozenset({R.TOLD}),
    ReviewEvent.FINISH: frozenset({R.TOLD}),
}
"""From which states an event is open: nobody rectifies what he has not been told.

A review that has to be rectified ends with its rectification, which is followed like everything else somebody must do
by a date and report on.
"""
RECTIFICATION = "review_rectification"
"""The kind of follow-up a rectification owns: handed to the person himself."""


class SanctionKind(Code):
    """政务处分 by weight (政务处分法第七条)."""

    WARNING = "warning"
    DEMERIT = "demerit"
    SERIOUS_DEMERIT = "serious_demerit"
    DEMOTION = "demotion"
    DISMISSAL = "dismissal"
    EXPULSION = "expulsion"


NEEDS_REMOVAL = frozenset({SanctionKind.DISMISSAL, SanctionKind.EXPULSION})
"""Before these the congress or its committee removes from office first (政务处分法第五十条)."""


REPORT_DUE = "duty_report.due_on"
"""The county's setting of that day."""


def report_due(year: int, month_day: str) -> date:
    """When the report on a year is due: the county's day of the following year, such as ``01-31``.

    29 February is the 28th where there is none.
    """
    month, day = map(int, month_day.split("-"))
    try:
        return date(year + 1, month, day)
    except ValueError:
        return date(year + 1, month, 28)
