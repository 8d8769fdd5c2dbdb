"""Due dates against an oracle that counts on its fingers: day by day, on the published notices.

Nothing of the code under test is asked for the expected dates; see ``Fingers``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
import chinese_calendar.constants as notices
import pytest

from congress.rules.deadlines import Direction, MonthDay, Rolls, Term, Unit, compute
from congress.rules.workdays import Calendar

ONE = timedelta(days=1)
KNOWN = range(2023, 2027)
FESTIVAL = date(2026, 4, 15)  # a local festival on a Wednesday (放假办法 §4)
CALENDAR = Calendar(
    days={**dict.fromkeys(notices.holidays, False), **dict.fromkeys(notices.workdays, True), FESTIVAL: False},
    known_years=frozenset(KNOWN),
)


@dataclass(frozen=True)
class Period:
    """A period in words a clerk would use: 3 months, 10 working days, 20 days before, not after 31 August."""

    value: int
    unit: str
    before: bool = False
    moves: bool = True
    no_later_than: tuple[int, int] | None = None

    def __str__(self) -> str:
        latest = "-to-{}-{}".format(*self.no_later_than) if self.no_later_than else ""
        return (
            f"{'before' if self.before else 'after'}-{self.value}-{self.unit}{'' if self.moves else '-stays'}{latest}"
        )

    @property
    def term(self) -> Term:
        direction = Direction.BEFORE if self.before else Direction.AFTER
        rolls = Rolls.ON if self.moves else Rolls.OFF
        latest = Term(0, Unit.DAY, direction, fixed=MonthDay(*self.no_later_than)) if self.no_later_than else None
        return Term(self.value, Unit(self.unit), direction, rolls, earlier_of=latest)


class Fingers:
    """The oracle: one day after the other."""

    @staticmethod
    def worked(day: date) -> bool:
        if day == FESTIVAL:
            return False
        return chinese_calendar.is_workday(day) if day.year in KNOWN else day.isoweekday() < 6

    @staticmethod
    def unsure(day: date) -> bool:
        """Whether a notice that is not out yet may still change this day."""
        if day == FESTIVAL or day in notices.holidays or day in notices.workdays:
            return False
        return day.year not in KNOWN or (day.month == 12 and day.day >= 29 and day.year + 1 not in KNOWN)

    @staticmethod
    def months(start: date, n: int, step: timedelta) -> date:
        """Walk to the n-th month from ``start``'s, then to its day of the same number, or to the last one."""
        day, crossed = start, 0
        while crossed < n:
            day += step
            crossed += (day - step).month != day.month
        day = day.replace(day=1)
        while day.day < start.day and (day + ONE).month == day.month:
            day += ONE
        return day

    def nominal(self, period: Period, start: date) -> date:
        step = -ONE if period.before else ONE
        if period.unit == "month":
            return self.months(start, period.value, step)
        day, left = start, period.value
        while left:
            day += step
            left -= period.unit == "day" or self.worked(day)
        return day

    def due(self, period: Period, start: date) -> tuple[date, bool]:
        """The due date, and whether it is provisional."""
        nominal = due = self.nominal(period, start)
        while period.moves and not period.before and not self.worked(due):
            due += ONE
        asked: set[date] = set()
        if period.unit == "workday":
            first, last = sorted((start, due))
            asked = {first + ONE * k for k in range((last - first).days + 1)} - {start}
        elif period.moves and not period.before:
            asked = {nominal + ONE * k for k in range((due - nominal).days + 1)}
        sure = (due, any(self.unsure(day) for day in asked))
        return self.earlier(sure, self.latest(period, start)) if period.no_later_than else sure

    def latest(self, period: Period, start: date) -> tuple[date, bool]:
        """The common day of the year that comes next, moved off a day of rest."""
        day = start + ONE
        while (day.month, day.day) != period.no_later_than:
            day += ONE
        asked = [day]
        while not self.worked(day):
            day += ONE
            asked.append(day)
        return day, any(self.unsure(one) for one in asked)

    @staticmethod
    def earlier(one: tuple[date, bool], two: tuple[date, bool]) -> tuple[date, bool]:
        return min(one[0], two[0]), one[1] or two[1]


ANCHORS = [
    *[date(2026, month, day) for month, day in [(1, 31), (3, 10), (3, 31), (5, 31), (8, 31), (10, 31), (11, 30)]],
    *[date(2023, 11, 29), date(2023, 11, 30), date(2023, 12, 31), date(2024, 2, 28), date(2024, 2, 29)],
    *[date(2025, 2, 28), date(2025, 8, 29), date(2024, 8, 31), date(2025, 12, 31)],  # leap years and their neighbours
    *[date(2026, 1, 1), date(2026, 1, 4), date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 28)],  # 调休
    *[date(2026, 4, 3), date(2026, 4, 14), date(2026, 4, 30), date(2026, 5, 9), date(2026, 6, 18)],
    *[date(2026, 9, 20), date(2026, 9, 24), date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 10)],
    *[date(2026, 9, 29), date(2026, 11, 24), date(2026, 12, 10), date(2026, 12, 28)],  # into a year not announced
]
PERIODS = [
    *[Period(n, "month") for n in (1, 2, 3, 6, 12)],
    Period(3, "month", moves=False),
    *[Period(n, "day") for n in (5, 10, 15, 30)],
    *[Period(n, "workday") for n in (5, 10, 20, 30)],
    Period(3, "month", no_later_than=(8, 31)),
    Period(3, "month", no_later_than=(8, 5)),
    Period(20, "workday", no_later_than=(12, 31)),
]
MEETINGS = [date(2026, 8, 27) + ONE * k for k in range(7)]
MEETINGS += [date(2024, 3, 1), date(2024, 3, 30), date(2025, 3, 1), date(2026, 2, 24), date(2026, 10, 9)]
MEETINGS += [date(2026, 1, 20), date(2027, 1, 6)]
NOTICES_BEFORE = [*[Period(n, "day", before=True) for n in (7, 10, 20, 30)], Period(1, "month", before=True)]
NOTICES_BEFORE += [Period(5, "workday", before=True)]
CASES = [(period, anchor) for period in PERIODS for anchor in ANCHORS]
CASES += [(period, meeting) for period in NOTICES_BEFORE for meeting in MEETINGS]


@pytest.mark.parametrize(("period", "anchor"), CASES, ids=str)
def test_the_date_is_the_one_counted_on_fingers(period: Period, anchor: date) -> None:
    computed = compute(period.term, anchor, CALENDAR)
    assert (computed.due_on, computed.provisional) == Fingers().due(period, anchor)


def test_the_oracle_knows_the_vectors_of_the_domain() -> None:
    """The oracle itself is held against dates worked out by hand."""
    known = {
        (Period(3, "month"), date(2026, 1, 31)): (date(2026, 4, 30), False),
        (Period(6, "month"), date(2026, 8, 31)): (date(2027, 3, 1), True),
        (Period(3, "month"), date(2026, 3, 10)): (date(2026, 6, 10), False),
        (Period(15, "day"), date(2026, 3, 2)): (date(2026, 3, 17), False),
        (Period(3, "month"), date(2023, 11, 30)): (date(2024, 2, 29), False),
        (Period(10, "workday"), date(2026, 9, 24)): (date(2026, 10, 15), False),
        (Period(3, "month", no_later_than=(8, 31)), date(2026, 6, 10)): (date(2026, 8, 31), False),
    }
    for days, expected in ((30, (7, 28)), (20, (8, 7)), (10, (8, 17)), (7, (8, 20))):
        known[Period(days, "day", before=True), date(2026, 8, 27)] = (date(2026, *expected), False)
    assert {case: Fingers().due(*case) for case in known} == known
    assert len(CASES) >= 200
