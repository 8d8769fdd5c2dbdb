"""Which reminder of a date is due on a day. Plain: thresholds, dates and what was told already.

A threshold of ``n`` days is reached when ``n`` days or fewer are left; negative ones after the date.
For each part that may be told the *latest* reached threshold naming it counts, and nothing before
it: after three missed nights everybody hears once. Told once, a threshold of one ledger entry is
over; a changed date is another entry and begins anew. Thresholds that had been reached when the
date was entered are passed over, because the hand-over itself has just told that date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from congress.rules.deadlines import days_left
from congress.rules.workdays import Calendar

EARLIEST, LATEST = time(6), time(21)
"""The scheduler asks between these hours; a county's working hours lie within."""


@dataclass(frozen=True)
class Threshold:
    """So many days before a date (negative: after), these parts are told."""

    days: int
    tell: frozenset[str]


@dataclass(frozen=True)
class Reached:
    """A threshold to be told now, and the parts for which it is the latest one."""

    days: int
    tell: frozenset[str]


def reached(
    thresholds: Iterable[Threshold], due_on: date, today: date, *, entered_on: date, told: frozenset[int] = frozenset()
) -> list[Reached]:
    """What is to be told of one date today, the latest threshold first.

    ``entered_on`` is the day the date was entered in the ledger, ``told`` the thresholds told before.
    """
    left = days_left(due_on, today)
    open_ = [t for t in thresholds if left <= t.days and due_on - timedelta(days=t.days) > entered_on]
    found: list[Reached] = []
    heard: frozenset[str] = frozenset()
    for threshold in sorted(open_, key=lambda t: t.days):
        fresh = threshold.tell - heard
        heard |= threshold.tell
        if fresh and threshold.days not in told:
            found.append(Reached(threshold.days, fresh))
    return found


@dataclass(frozen=True)
class Span:
    """A threshold may still be told while at most ``days`` and more than ``above`` days are left."""

    days: int
    above: int | None


def spans(thresholds: Iterable[Threshold]) -> list[Span]:
    """For each threshold, how long a part is left for which it is the latest one reached.

    :func:`reached` finds something for a date exactly when a span holds its days left, the threshold came
    after the date was entered and was not told: the scan asks the database so, and reads nothing else.
    """
    ordered = sorted(thresholds, key=lambda t: t.days)
    found = []
    for place, threshold in enumerate(ordered):
        waiting, above = threshold.tell, None
        for later in reversed(ordered[:place]):
            waiting -= later.tell
            if not waiting:
                above = later.days
                break
        found.append(Span(threshold.days, above))
    return found


def furthest(thresholds: Iterable[Threshold]) -> int:
    """How many days ahead anything may be told; -1 when nothing is."""
    return max((threshold.days for threshold in thresholds), default=-1)


def hours_of(value: object) -> tuple[time, time]:
    """Working hours from the setting ``["08:30", "17:30"]``. Raises ValueError when they are none."""
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("hours are a beginning and an end")
    begin, end = (time.fromisoformat(str(part)) for part in value)
    if not all(one <= other for one, other in pairwise((EARLIEST, begin, end, LATEST))) or begin == end:
        raise ValueError("hours lie between 06:00 and 21:00, the beginning first")
    return begin, end


def may_remind(local: datetime, hours: tuple[time, time], calendar: Calendar) -> bool:
    """Whether reminders go out at this local moment: on a working day, within the hours."""
    begin, end = hours
    return calendar.is_workday(local.date()) and begin <= local.time() <= end
