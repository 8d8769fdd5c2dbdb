"""Every way through the transition table: no dead end, every state reached, every row taken.

The table is walked on facts as the commands change them, whatever the guards ask that is not known.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import pytest

from congress.rules.diagram import ENDED, arrows
from congress.rules.followups import (
    FINISHED,
    OVER,
    AssignmentState,
    Ending,
    Facts,
    FollowUpState,
    HandlingRole,
    Part,
    PromiseState,
    project,
)
from congress.rules.policies import SUGGESTED, Judge, Policy
from congress.rules.transitions import (
    ASSIGNMENT_MOVES,
    FOLLOWUP_MOVES,
    MOVES,
    PROMISE_MOVES,
    Case,
    Event,
    Move,
    unmet,
)

A, F, R, S, E = AssignmentState, FollowUpState, HandlingRole, PromiseState, Event
DAY = dt.date(2026, 3, 10)
NEXT = DAY + dt.timedelta(days=1)
NOTHING = Facts()


@dataclass(frozen=True)
class Place:
    """A follow-up as the table sees it: its facts, whether its units are coordinated, its promise, its policy."""

    facts: Facts = NOTHING
    coordinated: bool = False
    promise: PromiseState | None = None
    policy: Policy = SUGGESTED

    @property
    def state(self) -> FollowUpState:
        return project(replace(self.facts, promises_open=self.promise in {S.OPEN, S.REPORTED}))

    def case(self, role: HandlingRole | None = None) -> list[Case]:
        """Cases that may hold here: the role and the way are known, the rest is free."""
        answered = self.state in {F.ANSWERED, F.EVALUATED, F.TRACKING, F.CLOSED}
        fixed = Case(today=DAY, role=role, through_coordinator=self.coordinated, answered=answered, policy=self.policy)
        eager = {"proposed": True, "window_until": DAY, "extendable": True, "evaluation_due_on": DAY}
        late = replace(fixed, today=NEXT, evaluation_due_on=DAY, request_open=True, extension_asked=True)
        sad = replace(fixed, dissatisfied=True, max_rounds=1)
        free = [replace(fixed, **eager), late, replace(late, extendable=True), sad, replace(sad, round=2)]
        return [*free, replace(sad, round=2, conferred=True), replace(fixed, on_paper=True)]


def somehow(place: Place, move: Move, role: HandlingRole | None = None) -> bool:
    return any(unmet(move.guards, case) is None for case in place.case(role))


NOBODY_ASKED = (
    Policy(judge=Judge.OFFICE, contact=False),
    Policy(judge=Judge.MEETING, contact=False, allotted=True),
    Policy(judge=Judge.OFFICE, contact=False, personal=True),
)
SHARES = ((R.SOLE,), (R.LEAD, R.ASSIST), (R.SEPARATE, R.SEPARATE))
"""What nobody asks for is opened as accepted; its owner hands it over, or the coordinator draws the units."""


def following(place: Place) -> Iterator[tuple[Move, Place]]:
    """Every move open to anybody in some case, and where it leads."""
    for move in FOLLOWUP_MOVES:
        if move.on is place.state and somehow(place, move):
            for after in by_followup(place, move.event):
                yield move, after
    for number, part in enumerate(place.facts.parts):
        for move in ASSIGNMENT_MOVES:
            if move.on is part.state and somehow(place, move, part.role):
                yield move, by_assignment(place, move, number)
    for move in PROMISE_MOVES:
        if move.on is place.promise and somehow(place, move):
            yield move, replace(place, promise=move.to)


def by_followup(place: Place, event: Event) -> list[Place]:
    """What the commands on a follow-up change."""
    facts = place.facts
    match event:
        case E.ACCEPT:
            return [replace(place, facts=replace(facts, accepted=True))]
        case E.SEND_BACK:
            return [replace(place, facts=replace(facts, sent_back=True))]
        case E.RESUBMIT:
            return [replace(place, facts=replace(facts, sent_back=False))]
        case E.DECLINE | E.MERGE | E.TRANSFER | E.WITHDRAW:
            ended = {E.DECLINE: Ending.DECLINED, E.MERGE: Ending.MERGED, E.TRANSFER: Ending.TRANSFERRED}
            parts = tuple(replace(part, state=A.CANCELLED) for part in facts.parts)
            ending = ended.get(event, Ending.WITHDRAWN)
            promise = S.REPLACED if place.promise in {S.OPEN, S.REPORTED} else place.promise
            return [replace(place, facts=replace(facts, ending=ending, parts=parts), promise=promise)]
        case E.ALLOT:
            return [started(place, roles, True) for roles in SHARES]
        case E.HAND_OVER:
            return [started(place, roles, coordinated) for roles in SHARES for coordinated in (True, False)]
        case E.EVALUATE | E.RECORD_EVALUATION | E.JUDGE | E.DECIDE:
            return [replace(place, facts=replace(facts, evaluated=True))]
        case E.REWORK:
            owing = tuple(Part(part.role, A.AWAITING) for part in facts.parts if part.role is not R.ASSIST)
            return [replace(place, facts=Facts(accepted=True, parts=owing), promise=None)]
        case E.CLOSE:
            parts = tuple(
                p if p.state in {A.ANSWERED, A.OPINED} else replace(p, state=A.CANCELLED) for p in facts.parts
            )
            return [replace(place, facts=replace(facts, settled=True, parts=parts))]
    return [place]


def started(place: Place, roles: tuple[HandlingRole, ...], coordinated: bool) -> Place:
    first = A.FORWARDING if coordinated else A.AWAITING
    parts = tuple(Part(role, first) for role in roles)
    return replace(place, facts=replace(place.facts, parts=parts), coordinated=coordinated)


def by_assignment(place: Place, move: Move, number: int) -> Place:
    """What the commands on one assignment change; who takes over stands where his predecessor stood."""
    parts = list(place.facts.parts)
    after = A.AWAITING if move.to is A.REASSIGNED else AssignmentState(move.to)
    parts[number] = Part(parts[number].role, after)
    promise = place.promise
    if after is A.ANSWERED and promise is None:
        promise = S.OPEN
    return replace(place, facts=replace(place.facts, parts=tuple(parts)), promise=promise)


@pytest.fixture(scope="module")
def places() -> dict[Place, list[tuple[Move, Place]]]:
    """Every place reached from the start, with the moves that lead on."""
    found: dict[Place, list[tuple[Move, Place]]] = {}
    queue = deque([Place(), *(Place(facts=Facts(accepted=True), policy=policy) for policy in NOBODY_ASKED)])
    while queue:
        place = queue.popleft()
        if place not in found:
            found[place] = list(following(place))
            queue.extend(after for _move, after in found[place])
    return found


def is_over(place: Place) -> bool:
    return place.state in FINISHED


def leading_to_the_end(places: dict[Place, list[tuple[Move, Place]]], *, expected: bool) -> set[Place]:
    """Places from which the end is reached, by expected moves alone or by any."""
    back: dict[Place, set[Place]] = {}
    for place, ways in places.items():
        for move, after in ways:
            if move.expected or not expected:
                back.setdefault(after, set()).add(place)
    good = {place for place in places if is_over(place)}
    queue = deque(good)
    while queue:
        for before in back.get(queue.popleft(), set()) - good:
            good.add(before)
            queue.append(before)
    return good


def test_every_place_leads_to_the_end_by_what_people_are_expected_to_do(places) -> None:
    assert set(places) - leading_to_the_end(places, expected=True) == set()


def test_every_state_is_reached(places) -> None:
    assert {place.state for place in places} == set(F)
    reached = {part.state for place in places for part in place.facts.parts}
    reached |= {move.to for ways in places.values() for move, _after in ways if isinstance(move.to, A)}
    assert reached == set(A)
    assert {place.promise for place in places} - {None} == set(S)


def test_every_row_is_walked(places) -> None:
    """A row nobody can ever take would be a promise of the table that the house does not keep."""
    walked = {move for ways in places.values() for move, _after in ways}
    assert [move for move in MOVES if move not in walked] == []


def test_nothing_is_open_when_it_is_over(places) -> None:
    assert {place: ways for place, ways in places.items() if is_over(place) and ways} == {}


@pytest.mark.parametrize("state", [*F, *A, *S], ids=lambda state: f"{type(state).__name__}.{state}")
def test_in_every_open_state_somebody_is_expected_to_act(state: StrEnum) -> None:
    by_others = {F.ASSIGNED, F.HANDLING, F.CHECKING, F.TRACKING, A.OPINED}  # their assignments and promises say what
    expected = [move for move in MOVES if move.on is state and move.expected]
    assert bool(expected) is (state not in ENDED and state not in by_others)


def test_the_diagram_reaches_every_state_of_a_followup(places) -> None:
    drawn = {(arrow.on, arrow.to) for arrow in arrows(F)}
    assert {to for _on, to in drawn} == set(F)
    walked = {(place.state, after.state) for place, ways in places.items() for _move, after in ways}
    assert drawn <= walked


def test_units_that_are_out_owe_nothing() -> None:
    assert {A.REASSIGNED, A.CANCELLED} == OVER <= ENDED
