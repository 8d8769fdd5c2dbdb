"""The calendar: weekdays, notices, adjusted weekends, local festivals, years not yet announced."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import chinese_calendar.constants as notices
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.workdays import Calendar, DayKind, days_between

NOTICES = Calendar(
    days={**dict.fromkeys(notices.holidays, False), **dict.fromkeys(notices.workdays, True)},
    known_years=frozenset({2024, 2025, 2026}),
)
WEEKDAYS = Calendar()
DATES = st.dates(date(2024, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("kind", "worked"),
    [
        (DayKind.WORKDAY, True),
        (DayKind.ADJUSTED, True),
        (DayKind.REST, False),
        (DayKind.HOLIDAY, False),
        (DayKind.FESTIVAL, False),
    ],
)
def test_a_kind_of_day_says_whether_offices_work(kind: DayKind, worked: bool) -> None:
    assert kind.is_workday is worked
    assert Calendar.of_kinds({date(2026, 7, 1): kind}).is_workday(date(2026, 7, 1)) is worked


@pytest.mark.parametrize("day", days_between(date(2026, 6, 1), date(2026, 6, 7)))
def test_without_a_row_the_weekday_decides(day: date) -> None:
    assert WEEKDAYS.is_workday(day) is (day.isoweekday() <= 5)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 4), True),  # Sunday, worked for New Year
        (date(2026, 1, 2), False),  # Friday, free
        (date(2026, 2, 14), True),  # Saturday before the Spring Festival
        (date(2026, 2, 23), False),  # Monday, still free
        (date(2026, 2, 28), True),
        (date(2026, 5, 9), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
    ],
)
def test_the_notice_of_2026_goes_before_the_weekday(day: date, worked: bool) -> None:
    assert NOTICES.is_workday(day) is worked


@pytest.mark.parametrize(
    ("day", "provisional"),
    [
        (date(2026, 3, 2), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),  # the notice of 2027 may still move it
        (date(2026, 12, 31), True),
        (date(2025, 12, 31), False),  # that of 2026 is known
        (date(2027, 1, 4), True),
        (date(2027, 2, 28), True),
        (date(2023, 6, 1), True),
    ],
)
def test_a_day_no_notice_covers_is_provisional(day: date, provisional: bool) -> None:
    assert NOTICES.is_provisional(day) is provisional


def test_a_row_makes_its_day_certain_unless_it_is_itself_expected() -> None:
    festival, guess = date(2027, 7, 15), date(2027, 10, 1)
    calendar = Calendar.of({festival: (False, False), guess: (False, True)})
    assert not calendar.is_provisional(festival)
    assert calendar.is_provisional(guess)
    assert not calendar.is_workday(guess)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # worked Saturday
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # over the Spring Festival
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 2, 24), -2, date(2026, 2, 13)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: date, n: int, end: date) -> None:
    assert NOTICES.add_workdays(start, n) == end


def test_next_workday_stays_on_a_worked_day_and_leaves_a_free_one() -> None:
    assert NOTICES.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
    assert NOTICES.next_workday(date(2026, 10, 8)) == date(2026, 10, 8)


def test_a_local_festival_is_free() -> None:
    festival = date(2026, 7, 15)
    local = Calendar(days={festival: False}, known_years=frozenset({2026}))
    assert local.add_workdays(date(2026, 7, 14), 1) == date(2026, 7, 16)


@pytest.mark.parametrize(
    "call",
    [
        NOTICES.is_workday,
        NOTICES.is_provisional,
        NOTICES.next_workday,
        lambda day: NOTICES.add_workdays(day, 0),
        lambda day: NOTICES.count_workdays(day, date(2026, 1, 1)),
        lambda day: NOTICES.count_workdays(date(2026, 1, 1), day),
        lambda day: Calendar(days={day: True}),
    ],
)
@pytest.mark.parametrize("wrong", [datetime(2026, 3, 2, 8), "2026-03-02", None])
def test_a_datetime_is_refused(call: object, wrong: object) -> None:
    with pytest.raises(TypeError):
        call(wrong)  # type: ignore[operator]


def test_a_calendar_of_years_has_as_many_working_days_as_the_law_leaves() -> None:
    """Thirteen statutory days are free since 2025 (放假办法 2024 §2): 365 - 104 - 13; the rest is worked off."""
    assert NOTICES.count_workdays(date(2024, 12, 31), date(2025, 12, 31)) == 248


@given(start=DATES, n=st.integers(-120, 120))
def test_counting_undoes_adding(start: date, n: int) -> None:
    assert NOTICES.count_workdays(start, NOTICES.add_workdays(start, n)) == n


@given(start=DATES, end=DATES)
def test_adding_undoes_counting_on_working_days(start: date, end: date) -> None:
    end = NOTICES.next_workday(end)
    if end != start:
        assert NOTICES.add_workdays(start, NOTICES.count_workdays(start, end)) == end


@given(start=DATES, n=st.integers(1, 120))
def test_a_count_of_working_days_ends_on_one(start: date, n: int) -> None:
    for end in (NOTICES.add_workdays(start, n), NOTICES.add_workdays(start, -n)):
        assert NOTICES.is_workday(end)


@given(start=DATES, n=st.integers(-60, 60))
def test_adding_working_days_is_monotone(start: date, n: int) -> None:
    assert NOTICES.add_workdays(start, n) <= NOTICES.add_workdays(start + timedelta(days=1), n)
    assert NOTICES.add_workdays(start, n) < NOTICES.add_workdays(start, n + 1) or n in {-1, 0}


@given(day=DATES)
def test_next_workday_is_the_first_one(day: date) -> None:
    found = NOTICES.next_workday(day)
    assert NOTICES.is_workday(found)
    assert not any(NOTICES.is_workday(other) for other in days_between(day, found - timedelta(days=1)))
