"""The state diagrams of follow-ups, assignments, promises, documents and meetings, from the transition tables.

A follow-up's state is a projection: it also moves by what happens to its assignments and promises.
Those arrows are found by projecting the facts before and after each such move, with one unit alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from congress.rules.documents import life
from congress.rules.followups import (
    FINISHED,
    OVER,
    AssignmentState,
    Facts,
    FollowUpState,
    HandlingRole,
    Part,
    PromiseState,
    project,
)
from congress.rules.meeting_moves import MOVES as MEETING_MOVES
from congress.rules.meeting_moves import MeetingEvent, MeetingMove
from congress.rules.meetings import MeetingState
from congress.rules.transitions import ASSIGNMENT_MOVES, FOLLOWUP_MOVES, MOVES, PROMISE_MOVES, Event, Move

AnyMove = Move | life.Move | MeetingMove
ALL: tuple[AnyMove, ...] = (*MOVES, *life.MOVES, *MEETING_MOVES)

ENDED: frozenset[StrEnum] = FINISHED | {
    AssignmentState.ANSWERED,
    *OVER,
    PromiseState.KEPT,
    PromiseState.REPLACED,
    *life.ENDED,
    MeetingState.CLOSED,
    MeetingState.CANCELLED,
}


@dataclass(frozen=True)
class Arrow:
    """One way from a state to another; ``through`` says whose move it is when it is not the thing's own."""

    on: StrEnum
    event: Event | life.DocumentEvent | MeetingEvent
    to: StrEnum
    through: str = ""


def arrows(states: type[StrEnum]) -> tuple[Arrow, ...]:
    """Every arrow of one kind of thing, each once, in the order of the table."""
    own = [Arrow(move.on, move.event, move.to) for move in ALL if isinstance(move.on, states) and move.to != move.on]
    projected = _projected() if states is FollowUpState else []
    return tuple(dict.fromkeys([*own, *projected]))


def rows(states: type[StrEnum]) -> tuple[AnyMove, ...]:
    """The rows of the table about one kind of thing."""
    return tuple(move for move in ALL if isinstance(move.on, states))


def _projected() -> list[Arrow]:
    return [*_by_assignments(), *_by_promises()]


def _by_assignments() -> list[Arrow]:
    found = []
    for move in ASSIGNMENT_MOVES:
        if AssignmentState(move.to) in OVER:
            continue  # whoever takes over starts where the state says already
        before, after = (_alone(AssignmentState(state)) for state in (move.on, move.to))
        if before is not after:
            found.append(Arrow(before, move.event, after, "assignment"))
    return [arrow for arrow in found if FollowUpState.PENDING not in {arrow.on, arrow.to}]


def _alone(state: AssignmentState) -> FollowUpState:
    return project(Facts(accepted=True, parts=(Part(HandlingRole.SOLE, state),)))


def _by_promises() -> list[Arrow]:
    """Closing while something is promised, and the last promise that is kept."""
    open_, kept = (project(Facts(accepted=True, settled=True, promises_open=p)) for p in (True, False))
    closing = [Arrow(m.on, m.event, open_, "promise") for m in FOLLOWUP_MOVES if m.event is Event.CLOSE]
    keeping = [Arrow(open_, m.event, kept, "promise") for m in PROMISE_MOVES if m.to is PromiseState.KEPT]
    return [*closing, *keeping]
