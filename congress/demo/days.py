"""The days of the demo county's meetings: the fourth Thursday of even months, and one called between."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

THURSDAY = 3


def moment(day: date, at: time) -> datetime:
    """An hour of a day, local."""
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())


def fourth_thursday(year: int, month: int) -> date:
    """When the demo's standing committee meets in a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 21)


def next_meeting(as_of: date) -> date:
    """The next meeting: near enough that some of its materials are late, on a Thursday."""
    near = as_of + timedelta(days=11)
    return near + timedelta(days=(THURSDAY - near.weekday()) % 7)


def held_days(next_on: date, count: int) -> list[date]:
    """The days of the meetings held before the next one: the even months, and one called between two of them."""
    days: list[date] = []
    year, month = next_on.year, next_on.month
    while len(days) < count - 1:
        month -= 1
        if month == 0:
            year, month = year - 1, 12
        day = fourth_thursday(year, month)
        if month % 2 == 0 and (next_on - day).days >= 28:
            days.append(day)
    days.sort()
    between = days[2] + timedelta(days=28)
    return [*days[:3], between, *days[3:]]
