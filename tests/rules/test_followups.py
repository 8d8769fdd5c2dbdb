"""The transition table: no dead end, no orphan state, the projection and the guards."""

from __future__ import annotations

import datetime as dt
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.followups import (
    MOVES,
    AssignmentState,
    Event,
    Facts,
    FollowUpState,
    Guard,
    PartyPart,
    expected_states,
    find,
    moves,
    project,
    unmet,
)

A, F = AssignmentState, FollowUpState
DAY = dt.date(2026, 3, 10)
STATES = st.lists(st.sampled_from(list(A)), max_size=4).map(tuple)


def step(facts: Facts, event: Event) -> Facts:
    """What an event changes in the facts, as the commands do it."""
    rows = list(facts.assignments)
    match event:
        case Event.ACCEPT:
            return Facts(True, facts.assignments, facts.evaluated, facts.closed)
        case Event.HAND_OVER:
            return Facts(facts.accepted, (A.AWAITING,), facts.evaluated, facts.closed)
        case Event.SIGN_FOR:
            rows[rows.index(A.AWAITING)] = A.HANDLING
        case Event.REPLY:
            rows[rows.index(A.HANDLING)] = A.ANSWERED
        case Event.EVALUATE:
            return Facts(facts.accepted, facts.assignments, True, facts.closed)
        case Event.CLOSE:
            return Facts(facts.accepted, facts.assignments, facts.evaluated, True)
    return Facts(facts.accepted, tuple(rows), facts.evaluated, facts.closed)


def open_events(facts: Facts) -> set[Event]:
    """Every event some part may cause from these facts."""
    everybody = frozenset(PartyPart)
    found = {move.event for move in moves(project(facts), everybody)}
    for state in facts.assignments:
        found |= {move.event for move in moves(state, everybody)}
    return found


def test_every_state_reached_from_the_start_leads_to_the_close() -> None:
    start = Facts(False, (), False, False)
    seen, queue = {start}, deque([start])
    while queue:
        facts = queue.popleft()
        events = open_events(facts)
        assert events or project(facts) is F.CLOSED, f"dead end at {facts}"
        for event in events:
            following = step(facts, event)
            if following not in seen:
                seen.add(following)
                queue.append(following)
    assert {project(facts) for facts in seen} == set(F)
    assert any(facts.closed for facts in seen)


def test_a_closed_followup_takes_no_event() -> None:
    assert moves(F.CLOSED, frozenset(PartyPart)) == ()


def test_every_event_stands_in_the_table() -> None:
    assert {move.event for move in MOVES} == set(Event)


def test_no_row_of_the_table_is_written_twice() -> None:
    rows = [(move.on, move.event, part) for move in MOVES for part in move.by]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("state", [s for s in F if s not in {F.CLOSED, F.ASSIGNED, F.HANDLING}])
def test_somebody_is_expected_to_act_in_every_open_state(state: FollowUpState) -> None:
    assert any(move.expected for move in MOVES if move.on is state)


@pytest.mark.parametrize("state", [A.AWAITING, A.HANDLING])
def test_the_unit_is_expected_to_act_until_it_has_answered(state: AssignmentState) -> None:
    assert state in expected_states(PartyPart.UNIT, of_assignment=True)


def test_a_unit_never_evaluates() -> None:
    assert all(PartyPart.UNIT not in move.by for move in MOVES if move.event is Event.EVALUATE)


@given(STATES, st.booleans())
def test_the_slowest_handler_counts(rows: tuple[AssignmentState, ...], evaluated: bool) -> None:
    state = project(Facts(True, rows, evaluated, False))
    if not rows:
        assert state is F.PENDING
    elif set(rows) == {A.ANSWERED}:
        assert state is (F.EVALUATED if evaluated else F.ANSWERED)
    else:
        assert state is (F.ASSIGNED if set(rows) == {A.AWAITING} else F.HANDLING)


@given(STATES, st.booleans(), st.booleans())
def test_closed_outweighs_everything(rows: tuple[AssignmentState, ...], accepted: bool, evaluated: bool) -> None:
    assert project(Facts(accepted, rows, evaluated, True)) is F.CLOSED


def test_nothing_is_assigned_before_it_is_accepted() -> None:
    assert project(Facts(False, (A.AWAITING,), False, False)) is F.FILED


@pytest.mark.parametrize(
    ("due", "today", "fails"),
    [
        (None, DAY, True),
        (DAY, DAY, True),
        (DAY, DAY + dt.timedelta(days=1), False),
        (DAY + dt.timedelta(days=1), DAY, True),
    ],
)
def test_closing_without_a_mark_waits_for_the_last_good_day_to_pass(due: dt.date, today: dt.date, fails: bool) -> None:
    found = unmet((Guard.EVALUATION_OVER,), evaluation_due_on=due, today=today)
    assert found is (Guard.EVALUATION_OVER if fails else None)


def test_finding_a_move_needs_state_event_and_part() -> None:
    assert find(F.PENDING, Event.HAND_OVER, frozenset({PartyPart.OFFICE})) is not None
    assert find(F.PENDING, Event.HAND_OVER, frozenset({PartyPart.UNIT})) is None
    assert find(F.FILED, Event.HAND_OVER, frozenset({PartyPart.OFFICE})) is None
