"""Tells several stories side by side in the order of their days, so that numbers run as they would have."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import date

from congress import clock
from congress.services import derived

NEVER = date.max


def tell(stories: Iterable[Iterator[date]], last: date) -> None:
    """Let each story act on the days it asks for; what would happen after ``last`` does not."""
    told = list(stories)
    waiting = [(next(story), number) for number, story in enumerate(told)]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= last:
        day, number = heapq.heappop(waiting)
        with clock.at(day), derived.once_a_day():
            following = next(told[number], NEVER)
        heapq.heappush(waiting, (max(following, day), number))
