"""The transition table: who may do what from where, and the guards."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.followups import (
    AssignmentState,
    FollowUpState,
    HandlingRole,
    PartyPart,
    PromiseState,
)
from congress.rules.policies import Judge, Policy
from congress.rules.transitions import (
    GUARDS,
    MOVES,
    Case,
    Event,
    Guard,
    Move,
    expected_moves,
    find,
    moves,
    open_moves,
    unmet,
)

A, F, R, S, E, P, G = AssignmentState, FollowUpState, HandlingRole, PromiseState, Event, PartyPart, Guard
DAY = dt.date(2026, 3, 10)
NEXT = DAY + dt.timedelta(days=1)
EVERYBODY = frozenset(P)

# -- The table itself -----------------------------------------------------------------------------------


def test_every_event_and_every_guard_stands_in_the_table() -> None:
    assert {move.event for move in MOVES} == set(E)
    assert {guard for move in MOVES for guard in move.guards} == set(G) == set(GUARDS)


def test_no_row_is_written_twice() -> None:
    rows = [(move.on, move.event, part, move.guards, move.to) for move in MOVES for part in move.by]
    assert len(rows) == len(set(rows))


def test_on_and_to_are_states_of_the_same_thing() -> None:
    assert [move for move in MOVES if type(move.on) is not type(move.to)] == []


def test_an_event_belongs_to_one_kind_of_thing() -> None:
    kinds = {event: {type(move.on) for move in MOVES if move.event is event} for event in E}
    assert {event: found for event, found in kinds.items() if len(found) != 1} == {}


@pytest.mark.parametrize("event", [E.EVALUATE, E.RECORD_EVALUATION, E.EVALUATE_PROMISE, E.REJECT_PROMISE])
def test_a_unit_never_evaluates_nor_records(event: Event) -> None:
    units = {P.UNIT, P.LEAD_UNIT, P.COORDINATOR}
    assert [move for move in MOVES if move.event is event and move.by & units] == []


def test_only_those_who_asked_evaluate_in_person() -> None:
    assert {part for move in MOVES if move.event is E.EVALUATE for part in move.by} == {P.ASKER, P.COSIGNER, P.MERGED}


def test_only_the_office_extends_and_closes() -> None:
    for event in (E.EXTEND, E.REFUSE_EXTENSION, E.CLOSE, E.HAND_OVER, E.ACCEPT):
        assert {part for move in MOVES if move.event is event for part in move.by} == {P.OFFICE}


# -- The matrix: who may do what from where. "!" is what he is expected to do, [guards] what must hold. ----

MATRIX = """
filed             asker        withdraw
filed             office       accept! send_back decline transfer merge
sent_back         asker        resubmit![writes_himself] withdraw
sent_back         office       resubmit![on_paper]
sent_back         recorder     resubmit![on_paper]
pending           asker        withdraw
pending           office       merge[asked] propose[not_allotted] hand_over![not_allotted] mark_key[asked]
pending           coordinator  comment![proposed] allot![allotted]
assigned          asker        withdraw
assigned          office       urge mark_key[asked]
assigned          coordinator  urge
assigned          leader       supervise
handling          asker        withdraw
handling          office       urge mark_key[asked]
handling          coordinator  urge
handling          leader       supervise
checking          asker        withdraw
checking          office       urge mark_key[asked]
checking          coordinator  urge
checking          leader       supervise
answered          asker        evaluate!
answered          cosigner     evaluate
answered          merged       evaluate
answered          office       record_evaluation[asked] judge![office_judges] \
decide![meeting_judges] close![evaluation_over]
answered          recorder     record_evaluation[asked]
evaluated         cosigner     evaluate
evaluated         merged       evaluate
evaluated         office       record_evaluation[asked] rework![dissatisfied,rounds_left] \
confer![dissatisfied,rounds_used,not_conferred] close![settled]
evaluated         recorder     record_evaluation[asked]
tracking          office       urge
tracking          coordinator  urge
tracking          leader       supervise

forwarding        coordinator  forward! reassign raise
awaiting          office       sign_for[personal]
awaiting          unit         sign_for! return[through_coordinator,window_open] return[direct,window_open]
returning         coordinator  reassign! refuse_return raise
raised            office       reassign! refuse_return
handling          office       extend![answers,extendable,extension_asked] extend[answers,extendable] \
refuse_extension[extension_asked] reply[personal,direct]
handling          unit         return[through_coordinator,window_open] return[direct,window_open] \
contact[contacts,answers] opine![assists] ask_extension[answers,extendable,no_request] \
reply![answers,through_coordinator] reply![answers,direct]
coordinator_check coordinator  pass! send_back_reply
office_check      office       pass! send_back_reply
opined            lead_unit    return_opinion[unanswered]

open              office       report_promise[personal] move_promise[personal]
open              unit         report_promise! move_promise
reported          asker        evaluate_promise! reject_promise
reported          office       evaluate_promise![not_asked] reject_promise[not_asked] confirm_promise![evaluation_over]
"""


def written(move: Move) -> str:
    guards = f"[{','.join(move.guards)}]" if move.guards else ""
    return f"{move.event}{'!' if move.expected else ''}{guards}"


def matrix() -> str:
    blocks = []
    for states in (F, A, S):
        lines = []
        for state in states:
            for part in P:
                if found := moves(state, frozenset({part})):
                    lines.append(f"{state:<17} {part:<12} {' '.join(written(move) for move in found)}")
        blocks.append("\n".join(lines))
    return "\n" + "\n\n".join(blocks) + "\n"


def test_who_may_do_what_from_where() -> None:
    assert matrix().splitlines() == MATRIX.splitlines()


# -- Guards -----------------------------------------------------------------------------------------------

CASE = Case(today=DAY)
OFFICE = Policy(judge=Judge.OFFICE, contact=False)
MEETING = Policy(judge=Judge.MEETING, contact=False, allotted=True)


@pytest.mark.parametrize(
    ("guard", "holds", "fails"),
    [
        (G.ASKED, {}, {"policy": OFFICE}),
        (G.NOT_ASKED, {"policy": OFFICE}, {}),
        (G.OFFICE_JUDGES, {"policy": OFFICE}, {"policy": MEETING}),
        (G.MEETING_JUDGES, {"policy": MEETING}, {"policy": OFFICE}),
        (G.CONTACTS, {}, {"policy": OFFICE}),
        (G.ALLOTTED, {"policy": MEETING}, {"policy": OFFICE}),
        (G.NOT_ALLOTTED, {"policy": OFFICE}, {"policy": MEETING}),
        (G.PERSONAL, {"policy": Policy(personal=True)}, {"policy": OFFICE}),
        (G.PROPOSED, {"proposed": True}, {}),
        (G.THROUGH_COORDINATOR, {"through_coordinator": True}, {}),
        (G.DIRECT, {}, {"through_coordinator": True}),
        (G.WINDOW_OPEN, {"window_until": DAY}, {"window_until": DAY - dt.timedelta(days=1)}),
        (G.WINDOW_OPEN, {"window_until": NEXT}, {"window_until": None}),
        (G.NO_REQUEST, {}, {"request_open": True}),
        (G.ANSWERS, {"role": R.SOLE}, {"role": R.ASSIST}),
        (G.ANSWERS, {"role": R.SEPARATE}, {"role": R.ASSIST}),
        (G.ASSISTS, {"role": R.ASSIST}, {"role": R.LEAD}),
        (G.EXTENDABLE, {"extendable": True}, {}),
        (G.EXTENSION_ASKED, {"extension_asked": True}, {}),
        (G.EVALUATION_OVER, {"evaluation_due_on": DAY - dt.timedelta(days=1)}, {"evaluation_due_on": DAY}),
        (G.EVALUATION_OVER, {"evaluation_due_on": DAY - dt.timedelta(days=9)}, {"evaluation_due_on": None}),
        (G.SETTLED, {}, {"dissatisfied": True}),
        (G.SETTLED, {"dissatisfied": True, "conferred": True}, {"dissatisfied": True}),
        (G.DISSATISFIED, {"dissatisfied": True}, {}),
        (G.ROUNDS_LEFT, {"round": 1, "max_rounds": 1}, {"round": 2, "max_rounds": 1}),
        (G.ROUNDS_USED, {"round": 2, "max_rounds": 1}, {"round": 1, "max_rounds": 1}),
        (G.NOT_CONFERRED, {}, {"conferred": True}),
        (G.UNANSWERED, {}, {"answered": True}),
    ],
)
def test_a_guard_holds_and_fails(guard: Guard, holds: dict, fails: dict) -> None:
    assert unmet((guard,), replace(CASE, **holds)) is None
    assert unmet((guard,), replace(CASE, **fails)) is guard


def test_the_first_guard_that_fails_is_named() -> None:
    guards = (G.DISSATISFIED, G.ROUNDS_LEFT)
    assert unmet(guards, CASE) is G.DISSATISFIED
    assert unmet(guards, replace(CASE, dissatisfied=True)) is G.ROUNDS_LEFT
    assert unmet(guards, replace(CASE, dissatisfied=True, max_rounds=1)) is None


@given(st.integers(1, 9), st.integers(0, 9))
def test_rework_or_conference_never_both(round_: int, allowed: int) -> None:
    case = replace(CASE, dissatisfied=True, round=round_, max_rounds=allowed)
    events = {move.event for move in open_moves(F.EVALUATED, frozenset({P.OFFICE}), case)}
    assert len(events & {E.REWORK, E.CONFER}) == 1
    assert E.CLOSE not in events


# -- Asking the table ---------------------------------------------------------------------------------------


def test_finding_a_move_needs_state_event_and_part() -> None:
    office, unit = frozenset({P.OFFICE}), frozenset({P.UNIT})
    found = find(F.PENDING, E.HAND_OVER, office, CASE)
    assert isinstance(found, Move)
    assert found.to is F.ASSIGNED
    assert find(F.PENDING, E.HAND_OVER, unit, CASE) is None
    assert find(F.FILED, E.HAND_OVER, office, CASE) is None


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ({"window_until": DAY}, A.RAISED),
        ({"window_until": DAY, "through_coordinator": True}, A.RETURNING),
        ({}, G.WINDOW_OPEN),
    ],
)
def test_a_return_goes_to_whoever_handed_over(case: dict, found: StrEnum) -> None:
    got = find(A.AWAITING, E.RETURN, frozenset({P.UNIT}), replace(CASE, **case))
    assert (got.to if isinstance(got, Move) else got) is found


def test_a_reply_of_an_assisting_unit_is_told_why_not() -> None:
    assert find(A.HANDLING, E.REPLY, frozenset({P.UNIT}), replace(CASE, role=R.ASSIST)) is G.ANSWERS


def test_a_state_of_another_thing_finds_nothing() -> None:
    """``handling`` is a state of follow-ups and of assignments."""
    assert {type(move.on) for move in moves(F.HANDLING, EVERYBODY)} == {F}
    assert {type(move.on) for move in moves(A.HANDLING, EVERYBODY)} == {A}


@pytest.mark.parametrize(
    ("part", "states", "events"),
    [
        (P.ASKER, F, {E.RESUBMIT, E.EVALUATE}),
        (P.OFFICE, F, {E.ACCEPT, E.RESUBMIT, E.HAND_OVER, E.JUDGE, E.DECIDE, E.CLOSE, E.REWORK, E.CONFER}),
        (P.RECORDER, F, {E.RESUBMIT}),
        (P.COORDINATOR, F, {E.COMMENT, E.ALLOT}),
        (P.UNIT, F, set()),
        (P.UNIT, A, {E.SIGN_FOR, E.OPINE, E.REPLY}),
        (P.COORDINATOR, A, {E.FORWARD, E.REASSIGN, E.PASS}),
        (P.OFFICE, A, {E.REASSIGN, E.EXTEND, E.PASS}),
        (P.LEAD_UNIT, A, set()),
        (P.UNIT, S, {E.REPORT_PROMISE}),
        (P.ASKER, S, {E.EVALUATE_PROMISE}),
        (P.OFFICE, S, {E.EVALUATE_PROMISE, E.CONFIRM_PROMISE}),
        (P.COSIGNER, F, set()),
        (P.LEADER, F, set()),
    ],
)
def test_what_the_desk_expects_of_whom(part: PartyPart, states: type[StrEnum], events: set[Event]) -> None:
    assert {move.event for move in expected_moves(part, states)} == events
