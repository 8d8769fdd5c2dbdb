"""The words and the transition table of follow-ups and their assignments.

Buttons, API, commands, tests and the state diagram in the docs read :data:`MOVES`; nothing
compares a state by hand. Today is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class FollowUpState(StrEnum):
    """Where a follow-up stands; the projection of its facts, see :func:`project`."""

    FILED = "filed"
    PENDING = "pending"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    ANSWERED = "answered"
    EVALUATED = "evaluated"
    CLOSED = "closed"


class AssignmentState(StrEnum):
    """Where one department's part stands."""

    AWAITING = "awaiting"
    HANDLING = "handling"
    ANSWERED = "answered"


class ReplyState(StrEnum):
    """A reply counts once it is issued."""

    ISSUED = "issued"


class HandlingRole(StrEnum):
    """承办方式: alone, leading, assisting, or one of several separate handlers."""

    SOLE = "sole"
    LEAD = "lead"
    ASSIST = "assist"
    SEPARATE = "separate"


class PartyPart(StrEnum):
    """In what quality somebody has to do with a follow-up."""

    ASKER = "asker"
    COSIGNER = "cosigner"
    OFFICE = "office"
    UNIT = "unit"
    COORDINATOR = "coordinator"


class Openness(IntEnum):
    """Who may read a follow-up besides its parties and the leaders; each step includes the former."""

    PARTIES = 0
    STAFF = 1
    DEPUTIES = 2
    PUBLIC = 3


class Mark(StrEnum):
    """A deputy's mark. No default, no value for silence."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


class Channel(StrEnum):
    """How an evaluation reached the system."""

    ONLINE = "online"
    PAPER = "paper"


class ContactWay(StrEnum):
    """How a unit contacted those who asked."""

    VISIT = "visit"
    SITE = "site"
    MEETING = "meeting"
    PHONE = "phone"


class Event(StrEnum):
    """What can happen to a follow-up by somebody's command."""

    ACCEPT = "accept"
    HAND_OVER = "hand_over"
    SIGN_FOR = "sign_for"
    CONTACT = "contact"
    REPLY = "reply"
    EVALUATE = "evaluate"
    CLOSE = "close"


class Guard(StrEnum):
    """A condition besides state and person; :func:`unmet` answers which one fails."""

    EVALUATION_OVER = "evaluation_over"


class Clock(StrEnum):
    """What a deadline counts to."""

    HAND_OVER = "hand_over"
    SIGN_FOR = "sign_for"
    CONTACT = "contact"
    REPLY = "reply"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class Move:
    """One row of the transition table.

    ``on`` is the state it starts from: the follow-up's, or the assignment's when ``of_assignment``.
    ``by`` are the parts that may do it; ``expected`` marks what that part has to do next.
    """

    on: StrEnum
    event: Event
    by: frozenset[PartyPart]
    to: StrEnum
    guards: tuple[Guard, ...] = ()
    expected: bool = False
    of_assignment: bool = False


def _by(*parts: PartyPart) -> frozenset[PartyPart]:
    return frozenset(parts)


F, A, E, P = FollowUpState, AssignmentState, Event, PartyPart

MOVES: tuple[Move, ...] = (
    Move(F.FILED, E.ACCEPT, _by(P.OFFICE), F.PENDING, expected=True),
    Move(F.PENDING, E.HAND_OVER, _by(P.OFFICE), F.ASSIGNED, expected=True),
    Move(A.AWAITING, E.SIGN_FOR, _by(P.UNIT), A.HANDLING, expected=True, of_assignment=True),
    Move(A.HANDLING, E.CONTACT, _by(P.UNIT), A.HANDLING, of_assignment=True),
    Move(A.HANDLING, E.REPLY, _by(P.UNIT), A.ANSWERED, expected=True, of_assignment=True),
    Move(F.ANSWERED, E.EVALUATE, _by(P.ASKER), F.EVALUATED, expected=True),
    Move(F.EVALUATED, E.EVALUATE, _by(P.COSIGNER), F.EVALUATED),
    Move(F.ANSWERED, E.EVALUATE, _by(P.COSIGNER), F.ANSWERED),
    Move(F.ANSWERED, E.CLOSE, _by(P.OFFICE), F.CLOSED, guards=(Guard.EVALUATION_OVER,)),
    Move(F.EVALUATED, E.CLOSE, _by(P.OFFICE), F.CLOSED, expected=True),
)


def moves(state: StrEnum, parts: frozenset[PartyPart]) -> tuple[Move, ...]:
    """The rows open from ``state`` to somebody who holds ``parts``."""
    return tuple(move for move in MOVES if move.on is state and move.by & parts)


def find(state: StrEnum, event: Event, parts: frozenset[PartyPart]) -> Move | None:
    """The row for ``event`` from ``state`` by ``parts``, or None."""
    return next((move for move in moves(state, parts) if move.event is event), None)


def expected_states(part: PartyPart, *, of_assignment: bool) -> tuple[StrEnum, ...]:
    """The states in which ``part`` has something to do; the desk filters by them."""
    return tuple(m.on for m in MOVES if m.expected and part in m.by and m.of_assignment is of_assignment)


@dataclass(frozen=True)
class Facts:
    """What a follow-up's state is computed from: assignments of the current round, and dates."""

    accepted: bool
    assignments: tuple[AssignmentState, ...]
    evaluated: bool
    closed: bool


def project(facts: Facts) -> FollowUpState:
    """The state of a follow-up with these facts. With several handlers the slowest one counts."""
    if facts.closed:
        return F.CLOSED
    if not facts.accepted:
        return F.FILED
    if not facts.assignments:
        return F.PENDING
    if all(state is A.ANSWERED for state in facts.assignments):
        return F.EVALUATED if facts.evaluated else F.ANSWERED
    if all(state is A.AWAITING for state in facts.assignments):
        return F.ASSIGNED
    return F.HANDLING


def unmet(guards: tuple[Guard, ...], *, evaluation_due_on: date | None, today: date) -> Guard | None:
    """The first guard that does not hold, or None."""
    for guard in guards:
        if guard is Guard.EVALUATION_OVER and (evaluation_due_on is None or today <= evaluation_due_on):
            return guard
    return None
