"""Runs many stories side by side in the order of their days."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress import clock
from congress.services import derived
from deputies.demo.cast import Cast
from deputies.demo.tale import Tale

OPENING = time(8, 40)
STEPS_A_DAY = 130
"""Four minutes apart from the morning to half past five, when a session's day of suggestions is full."""


def tell(cast: Cast, tales: Iterable[Tale]) -> None:
    """Let each tale act on the days it asks for; what would happen on the demo's day or later does not."""
    waiting: list[tuple[date, int]] = []
    stories = [tale.story() for tale in tales]
    for number, story in enumerate(stories):
        heapq.heappush(waiting, (next(story), number))
    while waiting and waiting[0][0] <= cast.last:
        day = waiting[0][0]
        with clock.at(day), derived.once_a_day():
            _tell_day(day, waiting, stories)


def _tell_day(day: date, waiting: list[tuple[date, int]], stories: Sequence[Iterator[date]]) -> None:
    """Let every tale that asks for a day act on it, one after the other."""
    acts = 0
    while waiting and waiting[0][0] == day:
        _day, number = heapq.heappop(waiting)
        acts += 1
        with clock.at(_moment(day, acts)):
            following = next(stories[number], None)
        if following is not None:
            heapq.heappush(waiting, (max(following, day), number))


def _moment(day: date, acts: int) -> datetime:
    opening = datetime.combine(day, OPENING, tzinfo=timezone.get_current_timezone())
    return opening + timedelta(minutes=4 * min(acts, STEPS_A_DAY))
