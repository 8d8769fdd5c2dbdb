"""From a rule and a day to a due date, with the arithmetic that leads there.

Convention of 民法典 §201–203: the first day is not counted; a period of months ends on the
corresponding day, or on the last day of the month when there is none; a last day that is no
working day moves to the next one. Periods *before* a meeting have no such rule in law: moving
them forward would shorten the notice, so they stand, and a step says that the day is not worked.

A due date is the last good day: late is what comes after it. Dates only, today is an argument.
The steps carry codes and values; sentences are made from them above.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from congress.rules.workdays import Calendar, days_between, plain


class Unit(StrEnum):
    """What a period is counted in: 日, 工作日, 个月."""

    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"


class Direction(StrEnum):
    """Counted on from an event, or back from a meeting."""

    AFTER = "after"
    BEFORE = "before"


class Rolls(StrEnum):
    """Whether a last day that is not worked moves to the next working day."""

    ON = "on"
    OFF = "off"


class MonthDay(NamedTuple):
    """A day of every year, such as 8月31日."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """That day in ``year``; 29 February is the 28th when there is none."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True)
class Term:
    """A period: ``value`` × ``unit`` from an anchor, or a ``fixed`` day of the year instead.

    ``earlier_of`` is a second period; the earlier of both dates counts (三个月，且不迟于8月31日).
    """

    value: int
    unit: Unit
    direction: Direction = Direction.AFTER
    rolls: Rolls = Rolls.ON
    fixed: MonthDay | None = None
    earlier_of: Term | None = None

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("a period is not negative; its direction says where it goes")
        if self.fixed is not None:
            self.fixed.in_year(2024)
        if self.earlier_of is not None and self.earlier_of.direction != self.direction:
            raise ValueError("both periods must go the same way")

    @property
    def parts(self) -> tuple[Term, ...]:
        """This period alone, and those it is paired with."""
        rest = self.earlier_of.parts if self.earlier_of else ()
        return (replace(self, earlier_of=None), *rest)


class StepCode(StrEnum):
    """One sentence of the arithmetic; the parameters are named beside each."""

    COUNTED = "counted"  # anchor, value, unit, direction, to
    SET = "set"  # to: a decision, a list or a promise names the day itself
    MONTH_END = "month_end"  # to, day: the month has no such day
    REST_SKIPPED = "rest_skipped"  # days: days of rest inside a period of working days
    FIXED = "fixed"  # month, day, to
    ROLLED = "rolled"  # nominal, due
    NOT_ROLLED = "not_rolled"  # on: not a working day, and the period does not move
    EARLIER = "earlier"  # first, second, taken
    PROVISIONAL = "provisional"  # years whose notice is not known
    TOLD = "told"  # on: nothing was computed, a recorded past says so


class Step(NamedTuple):
    """A code and its values: dates, numbers, codes."""

    code: StepCode
    params: dict[str, object]


@dataclass(frozen=True)
class Computed:
    """A due date, the date before rolling, whether the calendar may still move it, and why."""

    due_on: date
    nominal_on: date
    provisional: bool
    steps: tuple[Step, ...]


def compute(term: Term, anchor: date, calendar: Calendar) -> Computed:
    """The due date of ``term`` counted from ``anchor``. Raises TypeError when the anchor is a datetime."""
    plain(anchor)
    first, *others = (_compute_part(part, anchor, calendar) for part in term.parts)
    for other in others:
        first = _earlier(first, other)
    return first


def late(due_on: date, today: date) -> bool:
    """Late begins the day after the due date."""
    return plain(today) > plain(due_on)


def days_left(due_on: date, today: date) -> int:
    """Calendar days to the due date: 0 on the day itself, negative when late."""
    return (plain(due_on) - plain(today)).days


def add_months(day: date, n: int) -> date:
    """The corresponding day ``n`` months on (or back), or the last day of that month (民法典 §202)."""
    months = plain(day).year * 12 + day.month - 1 + n
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _compute_part(term: Term, anchor: date, calendar: Calendar) -> Computed:
    nominal, steps = _nominal(term, anchor, calendar)
    due = _rolled(term, nominal, calendar)
    if due != nominal:
        steps.append(Step(StepCode.ROLLED, {"nominal": nominal, "due": due}))
    elif not calendar.is_workday(due):
        steps.append(Step(StepCode.NOT_ROLLED, {"on": due}))
    unsure = _unsure(term, anchor, nominal, due, calendar)
    if unsure:
        steps.append(Step(StepCode.PROVISIONAL, {"years": unsure}))
    return Computed(due_on=due, nominal_on=nominal, provisional=bool(unsure), steps=tuple(steps))


def _nominal(term: Term, anchor: date, calendar: Calendar) -> tuple[date, list[Step]]:
    if term.fixed:
        to = _fixed(term.fixed, term.direction, anchor)
        return to, [Step(StepCode.FIXED, {"month": term.fixed.month, "day": term.fixed.day, "to": to})]
    if term.value == 0:
        return anchor, [Step(StepCode.SET, {"to": anchor})]
    signed = term.value if term.direction is Direction.AFTER else -term.value
    to = _counted(signed, term.unit, anchor, calendar)
    shape: dict[str, object] = {"anchor": anchor, "value": term.value, "unit": term.unit.value}
    steps = [Step(StepCode.COUNTED, {**shape, "direction": term.direction.value, "to": to})]
    if term.unit is Unit.MONTH and to.day != anchor.day:
        steps.append(Step(StepCode.MONTH_END, {"to": to, "day": anchor.day}))
    if term.unit is Unit.WORKDAY and (skipped := abs((to - anchor).days) - term.value):
        steps.append(Step(StepCode.REST_SKIPPED, {"days": skipped}))
    return to, steps


def _counted(signed: int, unit: Unit, anchor: date, calendar: Calendar) -> date:
    match unit:
        case Unit.DAY:
            return anchor + timedelta(days=signed)
        case Unit.WORKDAY:
            return calendar.add_workdays(anchor, signed)
        case Unit.MONTH:
            return add_months(anchor, signed)


def _fixed(fixed: MonthDay, direction: Direction, anchor: date) -> date:
    """The next such day after ``anchor``, or the last one before it; the anchor's own day does not count."""
    same = fixed.in_year(anchor.year)
    if direction is Direction.AFTER:
        return same if same > anchor else fixed.in_year(anchor.year + 1)
    return same if same < anchor else fixed.in_year(anchor.year - 1)


def _rolled(term: Term, nominal: date, calendar: Calendar) -> date:
    if term.direction is Direction.BEFORE or term.rolls is Rolls.OFF:
        return nominal
    return calendar.next_workday(nominal)


def _unsure(term: Term, anchor: date, nominal: date, due: date, calendar: Calendar) -> list[int]:
    """Years a notice still to come may change: of the days counted, or of those that decided the rolling."""
    if term.unit is Unit.WORKDAY and not term.fixed:
        first, last = min(anchor, due), max(anchor, due)
    elif term.direction is Direction.AFTER and term.rolls is Rolls.ON:
        first, last = nominal, due
    else:
        return []
    counted = days_between(first, last)
    return sorted({day.year for day in counted if day != anchor and calendar.is_provisional(day)})


def _earlier(one: Computed, two: Computed) -> Computed:
    taken = min(one, two, key=lambda computed: computed.due_on)
    step = Step(StepCode.EARLIER, {"first": one.due_on, "second": two.due_on, "taken": taken.due_on})
    return Computed(
        due_on=taken.due_on,
        nominal_on=taken.nominal_on,
        provisional=one.provisional or two.provisional,
        steps=(*one.steps, *two.steps, step),
    )


# -- Is a local rule looser than the law's floor? ---------------------------------------------------


def loosens(term: Term, floor: Term) -> bool:
    """Whether a county's ``term`` could ever give less than the law's ``floor`` demands.

    After an event, later is looser; before a meeting, shorter notice is looser. Different units
    are compared by the worst case, and what cannot be compared counts as looser. Of "the earlier
    of two" one part within the floor is enough.
    """
    return any(all(_loosens(part, limit) for part in term.parts) for limit in floor.parts)


def _loosens(term: Term, floor: Term) -> bool:
    if term.direction != floor.direction:
        return True
    if term.fixed or floor.fixed:
        return term.fixed != floor.fixed or _rolls_more(term, floor)
    if term.direction is Direction.BEFORE:
        return _less(term, floor)
    return _less(floor, term) or _rolls_more(term, floor)


def _rolls_more(term: Term, floor: Term) -> bool:
    """A period of working days never needs to roll."""
    may_roll = term.direction is Direction.AFTER and (term.fixed is not None or term.unit is not Unit.WORKDAY)
    return may_roll and term.rolls is Rolls.ON and floor.rolls is Rolls.OFF


def _less(one: Term, two: Term) -> bool:
    """Whether ``one`` may be shorter than ``two``: by value, or at worst in calendar days."""
    if one.unit is two.unit:
        return one.value < two.value
    return _shortest(one) < _longest(two)


def _shortest(term: Term) -> int:
    return min(_month_lengths(term.value)) if term.unit is Unit.MONTH else term.value


def _longest(term: Term) -> int:
    match term.unit:
        case Unit.DAY:
            return term.value
        case Unit.WORKDAY:
            return longest_workdays(term.value)
        case Unit.MONTH:
            return max(_month_lengths(term.value))


def longest_workdays(n: int) -> int:
    """The most calendar days ``n`` working days can span: weeks of five, and a fortnight of
    national and local holidays for each forty begun. Never exceeded by any notice since 2004.
    """
    return 0 if n == 0 else -(-n // 5) * 7 + 14 * (1 + n // 40)


@lru_cache(maxsize=64)
def _month_lengths(n: int) -> tuple[int, ...]:
    """Lengths in days of ``n`` months from every day of four years, one of them leap."""
    days: Iterable[date] = (date(2024, 1, 1) + timedelta(days=k) for k in range(1461))
    return tuple({(add_months(day, n) - day).days for day in days})
