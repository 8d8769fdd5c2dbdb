"""The words of follow-ups, their assignments and promises, and the projection of a follow-up's state.

What may happen from where is the table in :mod:`congress.rules.transitions`; nothing compares a
state by hand. Dates only, and today is an argument.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from congress.rules.codes import Code


class FollowUpState(Code):
    """Where a follow-up stands; the projection of its facts, see :func:`project`."""

    FILED = "filed"
    SENT_BACK = "sent_back"
    PENDING = "pending"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    CHECKING = "checking"
    ANSWERED = "answered"
    EVALUATED = "evaluated"
    TRACKING = "tracking"
    CLOSED = "closed"
    DECLINED = "declined"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


class Ending(Code):
    """How a follow-up ended without being handled to its close."""

    DECLINED = "declined"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


class AssignmentState(Code):
    """Where one department's part stands."""

    FORWARDING = "forwarding"
    AWAITING = "awaiting"
    RETURNING = "returning"
    RAISED = "raised"
    HANDLING = "handling"
    COORDINATOR_CHECK = "coordinator_check"
    OFFICE_CHECK = "office_check"
    ANSWERED = "answered"
    OPINED = "opined"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"


class PromiseState(Code):
    """A promise is followed until it is kept; a new answer of a later round replaces it."""

    OPEN = "open"
    REPORTED = "reported"
    KEPT = "kept"
    REPLACED = "replaced"


class ReplyState(Code):
    """A reply counts once it is issued; before, the offices check it."""

    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ISSUED = "issued"


class RequestKind(Code):
    """What a unit may ask for: to give the matter back, or more time."""

    RETURN = "return"
    EXTENSION = "extension"


class RequestState(Code):
    """A request waits until it is decided; a new event may overtake it."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


class UrgingKind(Code):
    """Clerks urge (催办), leaders supervise (督办)."""

    URGE = "urge"
    SUPERVISE = "supervise"


class HandlingRole(Code):
    """承办方式: alone, leading, assisting, or one of several separate handlers."""

    SOLE = "sole"
    LEAD = "lead"
    ASSIST = "assist"
    SEPARATE = "separate"


class PartyPart(Code):
    """In what quality somebody has to do with a follow-up, or with one assignment of it."""

    ASKER = "asker"
    COSIGNER = "cosigner"
    MERGED = "merged"
    OFFICE = "office"
    RECORDER = "recorder"
    UNIT = "unit"
    LEAD_UNIT = "lead_unit"
    COORDINATOR = "coordinator"
    LEADER = "leader"


ASKERS = frozenset({PartyPart.ASKER, PartyPart.COSIGNER, PartyPart.MERGED})


class Openness(IntEnum):
    """Who may read a follow-up besides its parties and the leaders; each step includes the former."""

    PARTIES = 0
    STAFF = 1
    DEPUTIES = 2
    PUBLIC = 3


class Mark(Code):
    """A deputy's mark. No default, no value for silence."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


class Channel(Code):
    """How an evaluation reached the system."""

    ONLINE = "online"
    PAPER = "paper"


class ContactWay(Code):
    """How a unit contacted those who asked."""

    VISIT = "visit"
    SITE = "site"
    MEETING = "meeting"
    PHONE = "phone"


class Clock(Code):
    """What a deadline counts to."""

    HAND_OVER = "hand_over"
    FORWARD = "forward"
    SIGN_FOR = "sign_for"
    RETURN = "return"
    REASSIGN = "reassign"
    CO_OPINION = "co_opinion"
    CO_OPINION_REDO = "co_opinion_redo"
    CONTACT = "contact"
    REPLY = "reply"
    EXTENSION = "extension"
    FIXED = "fixed"
    CHECK = "check"
    EVALUATION = "evaluation"
    REWORK = "rework"
    PROMISE = "promise"
    PROMISE_EVALUATION = "promise_evaluation"
    TO_COMMITTEE = "to_committee"
    TO_STANDING_COMMITTEE = "to_standing_committee"
    TO_MEMBERS = "to_members"
    MEETING_NOTICE = "meeting_notice"
    MEETING = "meeting"
    MEETING_ALARM = "meeting_alarm"
    OATH = "oath"


A, F, R = AssignmentState, FollowUpState, HandlingRole
OVER = frozenset({A.REASSIGNED, A.CANCELLED})
CHECKS = frozenset({A.COORDINATOR_CHECK, A.OFFICE_CHECK})
FINISHED = frozenset({F.CLOSED, F.DECLINED, F.MERGED, F.TRANSFERRED, F.WITHDRAWN})
UNSIGNED = frozenset({A.FORWARDING, A.AWAITING, A.RETURNING, A.RAISED})


@dataclass(frozen=True)
class Part:
    """One assignment of the current round as the projection sees it."""

    role: HandlingRole
    state: AssignmentState


@dataclass(frozen=True)
class Facts:
    """What a follow-up's state is computed from."""

    accepted: bool = False
    sent_back: bool = False
    ending: Ending | None = None
    settled: bool = False
    promises_open: bool = False
    parts: tuple[Part, ...] = ()
    evaluated: bool = False


def project(facts: Facts) -> FollowUpState:
    """The state of a follow-up with these facts. With several handlers the slowest one counts.

    Settled means the office has ended the handling; what was promised is followed on until kept.
    """
    if facts.ending:
        return FollowUpState(facts.ending.value)
    if facts.settled:
        return F.TRACKING if facts.promises_open else F.CLOSED
    if not facts.accepted:
        return F.SENT_BACK if facts.sent_back else F.FILED
    states = answering(facts.parts)
    return _handled(states, facts.evaluated) if states else F.PENDING


def answering(parts: Iterable[Part]) -> list[AssignmentState]:
    """States of those who owe an answer: assisting units give opinions, and those who are out owe nothing."""
    return [part.state for part in parts if part.role is not R.ASSIST and part.state not in OVER]


def _handled(states: list[AssignmentState], evaluated: bool) -> FollowUpState:
    if all(state is A.ANSWERED for state in states):
        return F.EVALUATED if evaluated else F.ANSWERED
    if all(state is A.ANSWERED or state in CHECKS for state in states):
        return F.CHECKING
    return F.ASSIGNED if all(state in UNSIGNED for state in states) else F.HANDLING
