"""Which reminder is due: the latest reached threshold of each part, once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.reminders import Reached, Threshold, furthest, hours_of, may_remind, reached, spans
from congress.rules.workdays import Calendar

DUE = date(2026, 6, 10)
ENTERED = date(2026, 3, 10)


def threshold(days: int, *tell: str) -> Threshold:
    return Threshold(days, frozenset(tell))


REPLY = [
    threshold(5, "contact", "unit_leader"),
    threshold(1, "contact", "unit_leader"),
    threshold(0, "contact"),
    threshold(-1, "contact", "unit_leader", "office"),
    threshold(-15, "leading_chair"),
]


def told_on(day: date, *told: int, entered: date = ENTERED) -> list[tuple[int, set[str]]]:
    found = reached(REPLY, DUE, day, entered_on=entered, told=frozenset(told))
    return [(one.days, set(one.tell)) for one in found]


def test_nothing_before_the_first_threshold() -> None:
    assert told_on(DUE - timedelta(days=6)) == []


def test_a_threshold_is_reached_on_its_day_and_stays_reached() -> None:
    assert told_on(DUE - timedelta(days=5)) == [(5, {"contact", "unit_leader"})]
    assert told_on(DUE - timedelta(days=3)) == [(5, {"contact", "unit_leader"})]
    assert told_on(DUE - timedelta(days=3), 5) == []


def test_after_missed_nights_only_the_latest_is_told() -> None:
    assert told_on(DUE + timedelta(days=1)) == [(-1, {"contact", "unit_leader", "office"})]


def test_each_part_hears_the_latest_threshold_that_names_it() -> None:
    assert told_on(DUE) == [(0, {"contact"}), (1, {"unit_leader"})]
    assert told_on(DUE + timedelta(days=20)) == [(-15, {"leading_chair"}), (-1, {"contact", "unit_leader", "office"})]
    assert told_on(DUE + timedelta(days=20), -1) == [(-15, {"leading_chair"})]


def test_an_earlier_threshold_is_not_told_after_a_later_one() -> None:
    assert told_on(DUE + timedelta(days=1), -1) == []


def test_thresholds_reached_at_the_entry_are_passed_over() -> None:
    entered = DUE - timedelta(days=4)
    assert told_on(entered, entered=entered) == []
    assert told_on(DUE - timedelta(days=1), entered=entered) == [(1, {"contact", "unit_leader"})]


@given(st.integers(-30, 40), st.frozensets(st.sampled_from([t.days for t in REPLY])))
def test_nobody_hears_twice_in_one_scan_and_nothing_told_is_told_again(left: int, told: frozenset[int]) -> None:
    found: list[Reached] = reached(REPLY, DUE, DUE - timedelta(days=left), entered_on=ENTERED, told=told)
    parts = [part for one in found for part in one.tell]
    assert len(parts) == len(set(parts))
    assert not {one.days for one in found} & told
    assert all(left <= one.days for one in found)


def test_the_furthest_threshold_bounds_the_scan() -> None:
    assert furthest(REPLY) == 5
    assert furthest([]) == -1


def test_reminders_keep_to_the_hours_of_working_days() -> None:
    hours = hours_of(["08:30", "17:30"])
    worked_sunday = Calendar(days={date(2026, 2, 15): True, date(2026, 2, 16): False})
    assert may_remind(datetime(2026, 2, 15, 8, 30), hours, worked_sunday)
    assert not may_remind(datetime(2026, 2, 15, 8, 29), hours, worked_sunday)
    assert not may_remind(datetime(2026, 2, 15, 17, 31), hours, worked_sunday)
    assert not may_remind(datetime(2026, 2, 16, 10), hours, worked_sunday)
    assert not may_remind(datetime(2026, 2, 21, 10), hours, worked_sunday)


def test_hours_are_two_times_in_order() -> None:
    assert hours_of(["06:00", "21:00"]) == (time(6), time(21))
    for wrong in (["08:30"], ["17:30", "08:30"], ["09:00", "09:00"], ["05:00", "12:00"], ["9", "x"], "08:30", None):
        with pytest.raises(ValueError):
            hours_of(wrong)


@given(
    thresholds=st.dictionaries(st.integers(-20, 30), st.frozensets(st.sampled_from("abcd"), min_size=1), max_size=5),
    left=st.integers(-30, 40),
    age=st.integers(0, 60),
    told=st.frozensets(st.integers(-20, 30), max_size=4),
)
def test_a_span_holds_exactly_when_something_is_to_be_told(thresholds, left, age, told) -> None:
    rows = [Threshold(days, tell) for days, tell in thresholds.items()]
    today = DUE - timedelta(days=left)
    entered = DUE - timedelta(days=age)
    asked = any(
        left <= span.days
        and (span.above is None or left > span.above)
        and DUE - timedelta(days=span.days) > entered
        and span.days not in told
        for span in spans(rows)
    )
    assert asked is bool(reached(rows, DUE, today, entered_on=entered, told=told))
