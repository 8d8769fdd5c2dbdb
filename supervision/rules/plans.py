"""The annual plan: where its topics come from, and the way from the call to its publication.

The law orders two things: the chairpersons' meeting adopts the plan, and the plan is published (监督法 §63).
The stages in between are the office's habit and may be left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from congress.rules.codes import Code
from congress.rules.meetings import MeetingKind, MeetingState


class Source(Code):
    """From what a topic is taken (监督法 §12): the law itself, six ways, or the organ's own request."""

    LAW = "law"
    LAW_CHECK = "law_check"
    SUGGESTIONS = "suggestions"
    MEMBERS = "members"
    RESEARCH = "research"
    PETITIONS = "petitions"
    CONCERN = "concern"
    ORGAN = "organ"


SIX = (Source.LAW_CHECK, Source.SUGGESTIONS, Source.MEMBERS, Source.RESEARCH, Source.PETITIONS, Source.CONCERN)
"""The six ways of 监督法 §12 by which problems come up."""
CALLED = (*SIX, Source.ORGAN)
"""What a proposal may say; law-fixed topics come by themselves."""


class PlanState(Code):
    """Where the year's plan stands."""

    CALL = "call"
    DRAFT = "draft"
    CONSULTATION = "consultation"
    PARTY_GROUP = "party_group"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class PlanEvent(Code):
    """What is done with it."""

    CLOSE_CALL = "close_call"
    CONSULT = "consult"
    RECORD_PARTY_GROUP = "record_party_group"
    ADOPT = "adopt"
    PUBLISH = "publish"
    ADJUST = "adjust"


@dataclass(frozen=True)
class PlanMove:
    """From a state, by an event, to a state."""

    from_: PlanState
    event: PlanEvent
    to: PlanState
    expected: bool = False


S, E = PlanState, PlanEvent
PLAN_MOVES = (
    PlanMove(S.CALL, E.CLOSE_CALL, S.DRAFT, expected=True),
    PlanMove(S.DRAFT, E.CONSULT, S.CONSULTATION, expected=True),
    PlanMove(S.DRAFT, E.RECORD_PARTY_GROUP, S.PARTY_GROUP),
    PlanMove(S.DRAFT, E.ADOPT, S.ADOPTED),
    PlanMove(S.CONSULTATION, E.RECORD_PARTY_GROUP, S.PARTY_GROUP, expected=True),
    PlanMove(S.CONSULTATION, E.ADOPT, S.ADOPTED),
    PlanMove(S.PARTY_GROUP, E.ADOPT, S.ADOPTED, expected=True),
    PlanMove(S.ADOPTED, E.PUBLISH, S.PUBLISHED, expected=True),
    PlanMove(S.ADOPTED, E.ADJUST, S.ADOPTED),
    PlanMove(S.PUBLISHED, E.ADJUST, S.PUBLISHED),
)
IN_FORCE = frozenset({PlanState.ADOPTED, PlanState.PUBLISHED})
"""Once adopted, topics change by a recorded decision of the chairpersons' meeting alone (监督法 §63)."""
PLAN_ARTICLE = 63


def plan_move(state: PlanState, event: PlanEvent) -> PlanMove | None:
    """The move an event makes from a state, if it makes one."""
    return next((move for move in PLAN_MOVES if move.from_ == state and move.event is event), None)


def plan_moves(state: PlanState) -> list[PlanMove]:
    """The moves open from a state, the expected one first."""
    return sorted((move for move in PLAN_MOVES if move.from_ == state), key=lambda move: not move.expected)


def decides(kind: MeetingKind, state: MeetingState) -> bool:
    """Whether a meeting can have decided on the plan: a chairpersons' meeting that sits or was held."""
    return kind == MeetingKind.CHAIRPERSONS and state in {MeetingState.OPEN, MeetingState.CLOSED}


class ProposalState(Code):
    """What became of a proposal of the call."""

    OPEN = "open"
    TAKEN = "taken"
    MERGED = "merged"
    DROPPED = "dropped"


class Change(Code):
    """What an adjustment does to a topic of an adopted plan."""

    ADD = "add"
    DROP = "drop"
    ALTER = "alter"
