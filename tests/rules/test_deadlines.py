"""Due dates: the convention of 民法典 §201–203, meetings counted back from, floors of the law."""

from __future__ import annotations

import json
from calendar import monthrange
from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta

import chinese_calendar.constants as notices
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.deadlines import (
    Direction,
    MonthDay,
    Rolls,
    StepCode,
    Term,
    Unit,
    add_months,
    compute,
    days_left,
    late,
    longest_workdays,
    loosens,
)
from congress.rules.workdays import Calendar

YEARS = frozenset(range(2004, 2027))
NOTICES = Calendar(
    days={**dict.fromkeys(notices.holidays, False), **dict.fromkeys(notices.workdays, True)}, known_years=YEARS
)
BEFORE, AFTER, OFF = Direction.BEFORE, Direction.AFTER, Rolls.OFF


def days(n: int, direction: Direction = AFTER, rolls: Rolls = Rolls.ON) -> Term:
    return Term(n, Unit.DAY, direction, rolls)


def workdays(n: int, direction: Direction = AFTER) -> Term:
    return Term(n, Unit.WORKDAY, direction)


def months(n: int, direction: Direction = AFTER, rolls: Rolls = Rolls.ON) -> Term:
    return Term(n, Unit.MONTH, direction, rolls)


def codes(term: Term, anchor: date, calendar: Calendar = NOTICES) -> list[StepCode]:
    return [step.code for step in compute(term, anchor, calendar).steps]


# -- The county's vectors ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "anchor", "nominal", "due", "provisional"),
    [
        (months(3), date(2026, 1, 31), date(2026, 4, 30), date(2026, 4, 30), False),
        (months(6), date(2026, 8, 31), date(2027, 2, 28), date(2027, 3, 1), True),
        (months(3), date(2026, 3, 10), date(2026, 6, 10), date(2026, 6, 10), False),
        (days(30, BEFORE), date(2026, 8, 27), date(2026, 7, 28), date(2026, 7, 28), False),
        (days(20, BEFORE), date(2026, 8, 27), date(2026, 8, 7), date(2026, 8, 7), False),
        (days(10, BEFORE), date(2026, 8, 27), date(2026, 8, 17), date(2026, 8, 17), False),
        (days(7, BEFORE), date(2026, 8, 27), date(2026, 8, 20), date(2026, 8, 20), False),
        (days(15), date(2026, 3, 2), date(2026, 3, 17), date(2026, 3, 17), False),
    ],
)
def test_the_vectors_of_the_domain(term: Term, anchor: date, nominal: date, due: date, provisional: bool) -> None:
    computed = compute(term, anchor, NOTICES)
    assert (computed.nominal_on, computed.due_on, computed.provisional) == (nominal, due, provisional)


@pytest.mark.parametrize(
    ("term", "anchor", "due"),
    [
        (days(10), date(2026, 9, 21), date(2026, 10, 8)),  # into the National Day, out after it
        (days(12), date(2026, 1, 23), date(2026, 2, 4)),
        (days(7), date(2026, 2, 7), date(2026, 2, 14)),  # a Saturday, but a worked one
        (days(8), date(2026, 2, 7), date(2026, 2, 24)),  # the first day of the Spring Festival
        (days(3), date(2026, 1, 1), date(2026, 1, 4)),  # a Sunday, but a worked one
        (months(1), date(2026, 4, 1), date(2026, 5, 6)),
        (workdays(10), date(2026, 9, 24), date(2026, 10, 15)),
        (workdays(20), date(2026, 3, 10), date(2026, 4, 8)),  # over 清明
        (workdays(5), date(2026, 4, 30), date(2026, 5, 11)),  # over 五一, the Saturday worked
        (workdays(5), date(2026, 4, 29), date(2026, 5, 9)),
    ],
)
def test_holidays_and_adjusted_weekends(term: Term, anchor: date, due: date) -> None:
    assert compute(term, anchor, NOTICES).due_on == due


# -- Generated: month ends and leap years ------------------------------------------------------------

MONTH_ENDS = [date(year, month, monthrange(year, month)[1]) for year in (2023, 2024, 2025) for month in range(1, 13)]


@pytest.mark.parametrize("n", [1, 2, 3, 6, 12])
@pytest.mark.parametrize("anchor", MONTH_ENDS, ids=str)
def test_months_end_on_the_corresponding_or_the_last_day(anchor: date, n: int) -> None:
    end = compute(months(n), anchor, NOTICES).nominal_on
    assert (end.year * 12 + end.month) - (anchor.year * 12 + anchor.month) == n
    assert end.day == min(anchor.day, monthrange(end.year, end.month)[1])


@pytest.mark.parametrize(
    ("anchor", "n", "end"),
    [
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2100, 1, 31), 1, date(2100, 2, 28)),
    ],
)
def test_leap_years(anchor: date, n: int, end: date) -> None:
    assert add_months(anchor, n) == end


# -- Generated: every weekday, every adjusted weekend, every holiday ---------------------------------


@pytest.mark.parametrize("n", [5, 7, 10, 15, 30])
@pytest.mark.parametrize("start", [date(2026, 6, 1) + timedelta(days=k) for k in range(7)], ids=str)
def test_days_roll_only_from_a_day_of_rest(start: date, n: int) -> None:
    computed = compute(days(n), start, NOTICES)
    assert computed.nominal_on == start + timedelta(days=n)
    assert NOTICES.is_workday(computed.due_on)
    assert (computed.due_on == computed.nominal_on) is NOTICES.is_workday(computed.nominal_on)


WORKED_WEEKENDS = sorted(day for day in notices.workdays if day.year >= 2020)
FREE_WEEKDAYS = sorted(day for day in notices.holidays if day.year >= 2024 and day.isoweekday() <= 5)


@pytest.mark.parametrize("day", WORKED_WEEKENDS, ids=str)
def test_a_worked_weekend_is_a_good_last_day(day: date) -> None:
    computed = compute(days(10), day - timedelta(days=10), NOTICES)
    assert computed.due_on == computed.nominal_on == day
    assert compute(workdays(1), day - timedelta(days=1), NOTICES).due_on == day


@pytest.mark.parametrize("day", FREE_WEEKDAYS, ids=str)
def test_a_holiday_is_never_the_last_day(day: date) -> None:
    computed = compute(days(10), day - timedelta(days=10), NOTICES)
    assert computed.nominal_on == day < computed.due_on
    assert StepCode.ROLLED in [step.code for step in computed.steps]
    assert not any(NOTICES.is_workday(day + timedelta(days=k)) for k in range((computed.due_on - day).days))


@pytest.mark.parametrize("n", [7, 10, 20, 30])
@pytest.mark.parametrize("meeting", [date(2026, 8, 27) + timedelta(days=k) for k in range(7)], ids=str)
def test_a_period_before_a_meeting_is_never_rolled(meeting: date, n: int) -> None:
    computed = compute(days(n, BEFORE), meeting, NOTICES)
    assert computed.due_on == computed.nominal_on == meeting - timedelta(days=n)
    assert (StepCode.NOT_ROLLED in codes(days(n, BEFORE), meeting)) is not NOTICES.is_workday(computed.due_on)
    assert not computed.provisional


@pytest.mark.parametrize(
    ("term", "anchor", "provisional"),
    [
        (days(10), date(2026, 12, 10), False),
        (days(20), date(2026, 12, 10), True),  # 30 December: the notice of 2027 may free it
        (days(30), date(2026, 12, 10), True),
        (months(3), date(2026, 11, 24), True),
        (months(3), date(2026, 9, 24), False),
        (workdays(10), date(2026, 12, 10), False),
        (workdays(30), date(2026, 11, 24), True),
        (workdays(5, BEFORE), date(2027, 1, 6), True),
        (months(6, BEFORE), date(2027, 6, 6), False),  # whatever is announced, it is that day
        (Term(3, Unit.MONTH, rolls=OFF), date(2026, 11, 24), False),
        (days(3), date(2003, 3, 3), True),
    ],
)
def test_a_date_the_next_notice_may_move_is_provisional(term: Term, anchor: date, provisional: bool) -> None:
    computed = compute(term, anchor, NOTICES)
    assert computed.provisional is provisional
    assert (computed.steps[-1].code is StepCode.PROVISIONAL) is provisional


def test_a_provisional_date_moves_when_the_notice_is_entered() -> None:
    anchor, holiday = date(2026, 11, 8), date(2027, 2, 8)
    known = Calendar(days={**NOTICES.days, holiday: False}, known_years=YEARS | {2027})
    assert compute(months(3), anchor, NOTICES).due_on == holiday
    assert compute(months(3), anchor, known).due_on == date(2027, 2, 9)
    assert not compute(months(3), anchor, known).provisional


# -- Fixed days and the earlier of two ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fixed", "direction", "anchor", "nominal"),
    [
        (MonthDay(8, 31), AFTER, date(2026, 3, 10), date(2026, 8, 31)),
        (MonthDay(8, 31), AFTER, date(2026, 8, 31), date(2027, 8, 31)),
        (MonthDay(1, 31), AFTER, date(2026, 11, 24), date(2027, 1, 31)),
        (MonthDay(2, 29), AFTER, date(2026, 1, 1), date(2026, 2, 28)),
        (MonthDay(2, 29), AFTER, date(2028, 1, 1), date(2028, 2, 29)),
        (MonthDay(12, 31), BEFORE, date(2027, 1, 20), date(2026, 12, 31)),
    ],
)
def test_a_fixed_day_of_the_year(fixed: MonthDay, direction: Direction, anchor: date, nominal: date) -> None:
    assert compute(Term(0, Unit.DAY, direction, fixed=fixed), anchor, NOTICES).nominal_on == nominal


def test_the_earlier_of_two_dates_counts() -> None:
    term = Term(3, Unit.MONTH, earlier_of=Term(0, Unit.DAY, fixed=MonthDay(8, 5)))
    assert compute(term, date(2026, 3, 10), NOTICES).due_on == date(2026, 6, 10)
    spring = compute(term, date(2026, 6, 10), NOTICES)
    assert spring.due_on == date(2026, 8, 5)
    assert spring.steps[-1] == (
        StepCode.EARLIER,
        {"first": date(2026, 9, 10), "second": date(2026, 8, 5), "taken": date(2026, 8, 5)},
    )


# -- The arithmetic shown ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "anchor", "expected"),
    [
        (months(3), date(2026, 3, 10), [StepCode.COUNTED]),
        (months(3), date(2026, 1, 31), [StepCode.COUNTED, StepCode.MONTH_END]),
        (months(6), date(2026, 8, 31), [StepCode.COUNTED, StepCode.MONTH_END, StepCode.ROLLED, StepCode.PROVISIONAL]),
        (workdays(5), date(2026, 3, 2), [StepCode.COUNTED, StepCode.REST_SKIPPED]),
        (Term(0, Unit.DAY, rolls=Rolls.OFF), date(2026, 1, 1), [StepCode.SET, StepCode.NOT_ROLLED]),
        (workdays(2), date(2026, 3, 2), [StepCode.COUNTED]),
        (days(4, BEFORE), date(2026, 8, 27), [StepCode.COUNTED, StepCode.NOT_ROLLED]),
        (days(5, rolls=OFF), date(2026, 3, 2), [StepCode.COUNTED, StepCode.NOT_ROLLED]),
    ],
)
def test_every_date_explains_itself(term: Term, anchor: date, expected: list[StepCode]) -> None:
    if expected[-1] is StepCode.NOT_ROLLED:
        assert not NOTICES.is_workday(compute(term, anchor, NOTICES).due_on)
    assert codes(term, anchor) == expected


def test_the_steps_can_be_stored() -> None:
    for step in compute(months(6), date(2026, 8, 31), NOTICES).steps:
        assert json.loads(json.dumps([step.code, step.params], default=date.isoformat))[0] == step.code.value


# -- Late, left, mistakes ----------------------------------------------------------------------------


def test_late_begins_the_day_after() -> None:
    due = date(2026, 6, 10)
    assert [late(due, due + timedelta(days=k)) for k in (-1, 0, 1)] == [False, False, True]
    assert [days_left(due, due + timedelta(days=k)) for k in (-1, 0, 1)] == [1, 0, -1]


MOMENT = datetime(2026, 6, 10, 1)


@pytest.mark.parametrize(
    "call",
    [
        lambda: compute(days(1), MOMENT, NOTICES),
        lambda: compute(workdays(1), MOMENT, NOTICES),
        lambda: compute(months(1), MOMENT, NOTICES),
        lambda: late(MOMENT, date(2026, 6, 10)),
        lambda: late(date(2026, 6, 10), MOMENT),
        lambda: days_left(MOMENT, date(2026, 6, 10)),
        lambda: days_left(date(2026, 6, 10), MOMENT),
        lambda: add_months(MOMENT, 1),
    ],
)
def test_a_datetime_is_refused(call: object) -> None:
    with pytest.raises(TypeError):
        call()  # type: ignore[operator]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: days(-1),
        lambda: Term(0, Unit.DAY, fixed=MonthDay(13, 1)),
        lambda: Term(1, Unit.DAY, earlier_of=days(1, BEFORE)),
    ],
)
def test_an_impossible_period_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        wrong()  # type: ignore[operator]


def test_a_term_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        days(1).value = 2  # type: ignore[misc]


# -- The law's floor ---------------------------------------------------------------------------------

AUGUST = Term(0, Unit.DAY, fixed=MonthDay(8, 31))


@pytest.mark.parametrize(
    ("term", "floor", "looser"),
    [
        (months(3), months(3), False),
        (months(2), months(3), False),
        (months(4), months(3), True),
        (days(89), months(3), False),  # February to April: 89 days at least
        (days(90), months(3), True),
        (workdays(40), months(3), False),
        (workdays(60), months(3), True),
        (months(1), days(31), False),
        (months(1), days(30), True),
        (workdays(10), days(15), True),  # over a golden week
        (workdays(5), workdays(5), False),
        (workdays(6), workdays(5), True),
        (days(5), workdays(5), False),
        (days(6), workdays(5), True),
        (days(20, BEFORE), days(20, BEFORE), False),
        (days(21, BEFORE), days(20, BEFORE), False),
        (days(19, BEFORE), days(20, BEFORE), True),
        (workdays(20, BEFORE), days(20, BEFORE), False),
        (workdays(19, BEFORE), days(20, BEFORE), True),
        (months(1, BEFORE), days(30, BEFORE), True),  # February
        (months(1, BEFORE), days(28, BEFORE), False),
        (days(31, BEFORE), months(1, BEFORE), False),
        (days(30, BEFORE), months(1, BEFORE), True),
        (days(20), days(20, BEFORE), True),
        (AUGUST, months(3), True),
        (AUGUST, AUGUST, False),
        (Term(3, Unit.MONTH, earlier_of=AUGUST), months(3), False),
        (Term(4, Unit.MONTH, earlier_of=AUGUST), months(3), True),
        (months(3), Term(3, Unit.MONTH, earlier_of=AUGUST), True),
        (Term(3, Unit.MONTH, earlier_of=AUGUST), Term(3, Unit.MONTH, earlier_of=AUGUST), False),
        (months(3), months(3, rolls=OFF), True),
        (months(3, rolls=OFF), months(3), False),
        (workdays(5), days(60, rolls=OFF), False),
    ],
)
def test_a_local_rule_may_not_loosen_the_law(term: Term, floor: Term, looser: bool) -> None:
    assert loosens(term, floor) is looser


ANCHORS = st.dates(date(2004, 1, 1), date(2025, 6, 30))
UNITS = st.sampled_from(list(Unit))
TERMS = st.builds(Term, value=st.integers(0, 60), unit=UNITS, rolls=st.sampled_from(list(Rolls)))
NOTICE_TERMS = st.builds(Term, value=st.integers(0, 60), unit=UNITS, direction=st.just(BEFORE))


@given(term=TERMS, floor=TERMS, anchor=ANCHORS)
def test_what_does_not_loosen_is_never_later_than_the_law(term: Term, floor: Term, anchor: date) -> None:
    if not loosens(term, floor):
        assert compute(term, anchor, NOTICES).due_on <= compute(floor, anchor, NOTICES).due_on


@given(term=NOTICE_TERMS, floor=NOTICE_TERMS, meeting=ANCHORS)
def test_what_does_not_loosen_never_shortens_the_notice(term: Term, floor: Term, meeting: date) -> None:
    if not loosens(term, floor):
        assert compute(term, meeting, NOTICES).due_on <= compute(floor, meeting, NOTICES).due_on


@given(start=ANCHORS, n=st.integers(0, 200))
def test_no_notice_since_2004_stretched_working_days_further(start: date, n: int) -> None:
    assert n <= (NOTICES.add_workdays(start, n) - start).days <= longest_workdays(n)


# -- Properties of every date ------------------------------------------------------------------------


@given(term=TERMS, anchor=ANCHORS)
def test_a_later_start_never_ends_earlier(term: Term, anchor: date) -> None:
    assert compute(term, anchor, NOTICES).due_on <= compute(term, anchor + timedelta(days=1), NOTICES).due_on


@given(term=TERMS, anchor=ANCHORS)
def test_a_longer_period_never_ends_earlier(term: Term, anchor: date) -> None:
    longer = Term(term.value + 1, term.unit, term.direction, term.rolls)
    assert compute(term, anchor, NOTICES).due_on <= compute(longer, anchor, NOTICES).due_on


@given(term=TERMS, anchor=ANCHORS)
def test_rolling_ends_on_a_working_day_and_never_before_the_nominal_one(term: Term, anchor: date) -> None:
    computed = compute(term, anchor, NOTICES)
    assert anchor <= computed.nominal_on <= computed.due_on
    if term.rolls is Rolls.ON:
        assert NOTICES.is_workday(computed.due_on)
    else:
        assert computed.due_on == computed.nominal_on


@given(term=NOTICE_TERMS, meeting=ANCHORS)
def test_notice_periods_end_before_the_meeting_and_are_never_moved(term: Term, meeting: date) -> None:
    computed = compute(term, meeting, NOTICES)
    assert computed.due_on == computed.nominal_on <= meeting


@given(day=ANCHORS, n=st.integers(-60, 60))
def test_months_there_and_back_lose_only_the_month_end(day: date, n: int) -> None:
    back = add_months(add_months(day, n), -n)
    assert back == day or (day.day > 28 and back.day >= 28 and back.month == day.month and back < day)


@given(anchor=ANCHORS, n=st.integers(0, 200))
def test_days_there_and_back_meet(anchor: date, n: int) -> None:
    due = compute(days(n, rolls=OFF), anchor, NOTICES).due_on
    assert compute(days(n, BEFORE), due, NOTICES).due_on == anchor


@given(term=TERMS, anchor=ANCHORS, today=ANCHORS)
def test_late_means_no_day_is_left(term: Term, anchor: date, today: date) -> None:
    due = compute(term, anchor, NOTICES).due_on
    assert late(due, today) is (days_left(due, today) < 0)
