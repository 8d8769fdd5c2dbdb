"""Working days in a country where a Sunday may be worked and a Thursday may be free.

A calendar is a table of days, never a formula: the State Council's yearly notice moves rest days
about (调休), and areas of ethnic minorities add festivals of their own (放假办法 2024 §4). Dates
only; a datetime is a mistake and raises TypeError. Today is never read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

SATURDAY = 5
ONE_DAY = timedelta(days=1)
TURN_OF_YEAR = (12, 29)
"""From this day on the notice of the *next* year may still decide: 2018-12-29 was worked by that of 2019."""


class DayKind(StrEnum):
    """What the calendar table says about one day."""

    WORKDAY = "workday"
    REST = "rest"
    HOLIDAY = "holiday"
    ADJUSTED = "adjusted"
    FESTIVAL = "festival"

    @property
    def is_workday(self) -> bool:
        """Whether offices work: ordinary working days and adjusted weekends (调休上班)."""
        return self in {DayKind.WORKDAY, DayKind.ADJUSTED}


def plain(day: date) -> date:
    """The same date; raises TypeError for a datetime or anything that is not a date."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError(f"a date is needed, not {type(day).__name__}")
    return day


@dataclass(frozen=True)
class Calendar:
    """Which days are worked.

    ``days`` overrides the weekday (True: worked). ``known_years`` are those whose notice has been
    entered. ``provisional_days`` are overrides somebody expects but that are not announced.
    """

    days: Mapping[date, bool] = field(default_factory=dict, hash=False)
    known_years: frozenset[int] = frozenset()
    provisional_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for day in (*self.days, *self.provisional_days):
            plain(day)

    @classmethod
    def of(cls, days: Mapping[date, tuple[bool, bool]], known_years: frozenset[int] = frozenset()) -> Calendar:
        """From ``{date: (is worked, is provisional)}``."""
        return cls(
            days={day: worked for day, (worked, _) in days.items()},
            known_years=known_years,
            provisional_days=frozenset(day for day, (_, provisional) in days.items() if provisional),
        )

    @classmethod
    def of_kinds(cls, days: Mapping[date, DayKind], known_years: frozenset[int] = frozenset()) -> Calendar:
        """From ``{date: kind}``."""
        return cls(days={day: kind.is_workday for day, kind in days.items()}, known_years=known_years)

    def is_workday(self, day: date) -> bool:
        """Whether ``day`` is worked: as the table says, else Monday to Friday."""
        return self.days.get(plain(day), day.weekday() < SATURDAY)

    def is_provisional(self, day: date) -> bool:
        """Whether a notice still to come may change what is said of ``day``."""
        if plain(day) in self.days:
            return day in self.provisional_days
        if (day.month, day.day) >= TURN_OF_YEAR and day.year + 1 not in self.known_years:
            return True
        return day.year not in self.known_years

    def next_workday(self, day: date) -> date:
        """``day`` itself when worked, else the next worked day (民法典 §203)."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, start: date, n: int) -> date:
        """The ``n``-th worked day after ``start`` (before it when ``n`` is negative); ``start`` is not counted."""
        day, step = plain(start), ONE_DAY if n > 0 else -ONE_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def count_workdays(self, start: date, end: date) -> int:
        """Worked days after ``start`` up to and with ``end``; negative when ``end`` is earlier.

        Inverse of :meth:`add_workdays`: adding the count to ``start`` gives ``end`` when it is worked.
        """
        if plain(end) < plain(start):
            return -sum(self.is_workday(day) for day in days_between(end, start - ONE_DAY))
        return sum(self.is_workday(day) for day in days_between(start + ONE_DAY, end))


def days_between(first: date, last: date) -> list[date]:
    """Every date from ``first`` to ``last``, both included; empty when ``last`` is earlier."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
