"""The transition table of follow-ups, assignments and promises.

Buttons, desk, API, commands, tests and the printed state diagram read :data:`MOVES`. A row says:
from which state, by which event, by whom, under which conditions, to which state; and whether that
is what its doer has to do next. Guards are answered from :class:`Case`, a value the callers fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congress.rules.codes import Code
from congress.rules.followups import (
    AssignmentState,
    FollowUpState,
    HandlingRole,
    PartyPart,
    PromiseState,
)
from congress.rules.policies import SUGGESTED, Judge, Policy


class Event(Code):
    """What can happen by somebody's command."""

    ACCEPT = "accept"
    SEND_BACK = "send_back"
    RESUBMIT = "resubmit"
    DECLINE = "decline"
    MERGE = "merge"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    PROPOSE = "propose"
    COMMENT = "comment"
    HAND_OVER = "hand_over"
    ALLOT = "allot"
    FORWARD = "forward"
    SIGN_FOR = "sign_for"
    RETURN = "return"
    REASSIGN = "reassign"
    REFUSE_RETURN = "refuse_return"
    RAISE = "raise"
    CONTACT = "contact"
    OPINE = "opine"
    RETURN_OPINION = "return_opinion"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"
    REFUSE_EXTENSION = "refuse_extension"
    REPLY = "reply"
    PASS = "pass"  # noqa: S105
    SEND_BACK_REPLY = "send_back_reply"
    EVALUATE = "evaluate"
    RECORD_EVALUATION = "record_evaluation"
    JUDGE = "judge"
    DECIDE = "decide"
    REWORK = "rework"
    CONFER = "confer"
    CLOSE = "close"
    URGE = "urge"
    SUPERVISE = "supervise"
    MARK_KEY = "mark_key"
    REPORT_PROMISE = "report_promise"
    MOVE_PROMISE = "move_promise"
    EVALUATE_PROMISE = "evaluate_promise"
    REJECT_PROMISE = "reject_promise"
    CONFIRM_PROMISE = "confirm_promise"


class Guard(Code):
    """A condition besides state and person; :func:`unmet` answers which one fails."""

    WRITES_HIMSELF = "writes_himself"
    ON_PAPER = "on_paper"
    PROPOSED = "proposed"
    THROUGH_COORDINATOR = "through_coordinator"
    DIRECT = "direct"
    WINDOW_OPEN = "window_open"
    NO_REQUEST = "no_request"
    ANSWERS = "answers"
    ASSISTS = "assists"
    EXTENDABLE = "extendable"
    EXTENSION_ASKED = "extension_asked"
    EVALUATION_OVER = "evaluation_over"
    SETTLED = "settled"
    DISSATISFIED = "dissatisfied"
    ROUNDS_LEFT = "rounds_left"
    ROUNDS_USED = "rounds_used"
    NOT_CONFERRED = "not_conferred"
    UNANSWERED = "unanswered"
    ASKED = "asked"
    NOT_ASKED = "not_asked"
    OFFICE_JUDGES = "office_judges"
    MEETING_JUDGES = "meeting_judges"
    CONTACTS = "contacts"
    ALLOTTED = "allotted"
    NOT_ALLOTTED = "not_allotted"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Case:
    """What guards ask about one follow-up and, where there is one, its assignment. Dates are last good days."""

    today: date
    on_paper: bool = False
    proposed: bool = False
    through_coordinator: bool = False
    role: HandlingRole | None = None
    window_until: date | None = None
    request_open: bool = False
    extendable: bool = False
    extension_asked: bool = False
    evaluation_due_on: date | None = None
    dissatisfied: bool = False
    round: int = 1
    max_rounds: int = 0
    conferred: bool = False
    answered: bool = False
    policy: Policy = SUGGESTED


GUARDS: Mapping[Guard, Callable[[Case], bool]] = {
    Guard.WRITES_HIMSELF: lambda c: not c.on_paper,
    Guard.ON_PAPER: lambda c: c.on_paper,
    Guard.PROPOSED: lambda c: c.proposed,
    Guard.THROUGH_COORDINATOR: lambda c: c.through_coordinator,
    Guard.DIRECT: lambda c: not c.through_coordinator,
    Guard.WINDOW_OPEN: lambda c: c.window_until is not None and c.today <= c.window_until,
    Guard.NO_REQUEST: lambda c: not c.request_open,
    Guard.ANSWERS: lambda c: c.role is not HandlingRole.ASSIST,
    Guard.ASSISTS: lambda c: c.role is HandlingRole.ASSIST,
    Guard.EXTENDABLE: lambda c: c.extendable,
    Guard.EXTENSION_ASKED: lambda c: c.extension_asked,
    Guard.EVALUATION_OVER: lambda c: c.evaluation_due_on is not None and c.today > c.evaluation_due_on,
    Guard.SETTLED: lambda c: not c.dissatisfied or c.conferred,
    Guard.DISSATISFIED: lambda c: c.dissatisfied,
    Guard.ROUNDS_LEFT: lambda c: c.round <= c.max_rounds,
    Guard.ROUNDS_USED: lambda c: c.round > c.max_rounds,
    Guard.NOT_CONFERRED: lambda c: not c.conferred,
    Guard.UNANSWERED: lambda c: not c.answered,
    Guard.ASKED: lambda c: c.policy.judge is Judge.ASKERS,
    Guard.NOT_ASKED: lambda c: c.policy.judge is not Judge.ASKERS,
    Guard.OFFICE_JUDGES: lambda c: c.policy.judge is Judge.OFFICE,
    Guard.MEETING_JUDGES: lambda c: c.policy.judge is Judge.MEETING,
    Guard.CONTACTS: lambda c: c.policy.contact,
    Guard.ALLOTTED: lambda c: c.policy.allotted,
    Guard.NOT_ALLOTTED: lambda c: not c.policy.allotted,
    Guard.PERSONAL: lambda c: c.policy.personal,
}


OF_KIND = frozenset(
    {
        Guard.ASKED,
        Guard.NOT_ASKED,
        Guard.OFFICE_JUDGES,
        Guard.MEETING_JUDGES,
        Guard.CONTACTS,
        Guard.ALLOTTED,
        Guard.NOT_ALLOTTED,
        Guard.PERSONAL,
    }
)
"""Guards the kind answers once and for all, whatever happens to the matter."""


@dataclass(frozen=True)
class Move:
    """One row of the table; ``on`` and ``to`` are states of the same thing."""

    on: StrEnum
    event: Event
    by: frozenset[PartyPart]
    to: StrEnum
    guards: tuple[Guard, ...] = ()
    expected: bool = False


def _by(*parts: PartyPart) -> frozenset[PartyPart]:
    return frozenset(parts)


F, A, S, E, P, G = FollowUpState, AssignmentState, PromiseState, Event, PartyPart, Guard
OPEN_HANDLING = (F.ASSIGNED, F.HANDLING, F.CHECKING)

FOLLOWUP_MOVES: tuple[Move, ...] = (
    Move(F.FILED, E.ACCEPT, _by(P.OFFICE), F.PENDING, expected=True),
    Move(F.FILED, E.SEND_BACK, _by(P.OFFICE), F.SENT_BACK),
    Move(F.FILED, E.DECLINE, _by(P.OFFICE), F.DECLINED),
    Move(F.FILED, E.TRANSFER, _by(P.OFFICE), F.TRANSFERRED),
    Move(F.SENT_BACK, E.RESUBMIT, _by(P.ASKER), F.FILED, guards=(G.WRITES_HIMSELF,), expected=True),
    Move(F.SENT_BACK, E.RESUBMIT, _by(P.OFFICE, P.RECORDER), F.FILED, guards=(G.ON_PAPER,), expected=True),
    Move(F.FILED, E.MERGE, _by(P.OFFICE), F.MERGED),
    Move(F.PENDING, E.MERGE, _by(P.OFFICE), F.MERGED, guards=(G.ASKED,)),
    *(Move(s, E.WITHDRAW, _by(P.ASKER), F.WITHDRAWN) for s in (F.FILED, F.SENT_BACK, F.PENDING, *OPEN_HANDLING)),
    Move(F.PENDING, E.PROPOSE, _by(P.OFFICE), F.PENDING, guards=(G.NOT_ALLOTTED,)),
    Move(F.PENDING, E.COMMENT, _by(P.COORDINATOR), F.PENDING, guards=(G.PROPOSED,), expected=True),
    Move(F.PENDING, E.HAND_OVER, _by(P.OFFICE), F.ASSIGNED, guards=(G.NOT_ALLOTTED,), expected=True),
    Move(F.PENDING, E.ALLOT, _by(P.COORDINATOR), F.ASSIGNED, guards=(G.ALLOTTED,), expected=True),
    *(Move(state, E.URGE, _by(P.OFFICE, P.COORDINATOR), state) for state in (*OPEN_HANDLING, F.TRACKING)),
    *(Move(state, E.SUPERVISE, _by(P.LEADER), state) for state in (*OPEN_HANDLING, F.TRACKING)),
    *(Move(state, E.MARK_KEY, _by(P.OFFICE), state, guards=(G.ASKED,)) for state in (F.PENDING, *OPEN_HANDLING)),
    Move(F.ANSWERED, E.EVALUATE, _by(P.ASKER), F.EVALUATED, expected=True),
    Move(F.ANSWERED, E.EVALUATE, _by(P.COSIGNER, P.MERGED), F.ANSWERED),
    Move(F.EVALUATED, E.EVALUATE, _by(P.COSIGNER, P.MERGED), F.EVALUATED),
    *(
        Move(s, E.RECORD_EVALUATION, _by(P.OFFICE, P.RECORDER), F.EVALUATED, guards=(G.ASKED,))
        for s in (F.ANSWERED, F.EVALUATED)
    ),
    Move(F.ANSWERED, E.JUDGE, _by(P.OFFICE), F.EVALUATED, guards=(G.OFFICE_JUDGES,), expected=True),
    Move(F.ANSWERED, E.DECIDE, _by(P.OFFICE), F.EVALUATED, guards=(G.MEETING_JUDGES,), expected=True),
    Move(F.ANSWERED, E.CLOSE, _by(P.OFFICE), F.CLOSED, guards=(G.EVALUATION_OVER,), expected=True),
    Move(F.EVALUATED, E.REWORK, _by(P.OFFICE), F.ASSIGNED, guards=(G.DISSATISFIED, G.ROUNDS_LEFT), expected=True),
    Move(
        F.EVALUATED,
        E.CONFER,
        _by(P.OFFICE),
        F.EVALUATED,
        guards=(G.DISSATISFIED, G.ROUNDS_USED, G.NOT_CONFERRED),
        expected=True,
    ),
    Move(F.EVALUATED, E.CLOSE, _by(P.OFFICE), F.CLOSED, guards=(G.SETTLED,), expected=True),
)

ASSIGNMENT_MOVES: tuple[Move, ...] = (
    Move(A.FORWARDING, E.FORWARD, _by(P.COORDINATOR), A.AWAITING, expected=True),
    Move(A.FORWARDING, E.REASSIGN, _by(P.COORDINATOR), A.REASSIGNED),
    Move(A.FORWARDING, E.RAISE, _by(P.COORDINATOR), A.RAISED),
    Move(A.AWAITING, E.SIGN_FOR, _by(P.UNIT), A.HANDLING, expected=True),
    Move(A.AWAITING, E.SIGN_FOR, _by(P.OFFICE), A.HANDLING, guards=(G.PERSONAL,)),
    *(
        Move(state, E.RETURN, _by(P.UNIT), to, guards=(way, G.WINDOW_OPEN))
        for state in (A.AWAITING, A.HANDLING)
        for to, way in ((A.RETURNING, G.THROUGH_COORDINATOR), (A.RAISED, G.DIRECT))
    ),
    Move(A.RETURNING, E.REASSIGN, _by(P.COORDINATOR), A.REASSIGNED, expected=True),
    Move(A.RETURNING, E.REFUSE_RETURN, _by(P.COORDINATOR), A.AWAITING),
    Move(A.RETURNING, E.RAISE, _by(P.COORDINATOR), A.RAISED),
    Move(A.RAISED, E.REASSIGN, _by(P.OFFICE), A.REASSIGNED, expected=True),
    Move(A.RAISED, E.REFUSE_RETURN, _by(P.OFFICE), A.AWAITING),
    Move(A.HANDLING, E.CONTACT, _by(P.UNIT), A.HANDLING, guards=(G.CONTACTS, G.ANSWERS)),
    Move(A.HANDLING, E.OPINE, _by(P.UNIT), A.OPINED, guards=(G.ASSISTS,), expected=True),
    Move(A.OPINED, E.RETURN_OPINION, _by(P.LEAD_UNIT), A.HANDLING, guards=(G.UNANSWERED,)),
    Move(A.HANDLING, E.ASK_EXTENSION, _by(P.UNIT), A.HANDLING, guards=(G.ANSWERS, G.EXTENDABLE, G.NO_REQUEST)),
    Move(
        A.HANDLING,
        E.EXTEND,
        _by(P.OFFICE),
        A.HANDLING,
        guards=(G.ANSWERS, G.EXTENDABLE, G.EXTENSION_ASKED),
        expected=True,
    ),
    Move(A.HANDLING, E.EXTEND, _by(P.OFFICE), A.HANDLING, guards=(G.ANSWERS, G.EXTENDABLE)),
    Move(A.HANDLING, E.REFUSE_EXTENSION, _by(P.OFFICE), A.HANDLING, guards=(G.EXTENSION_ASKED,)),
    Move(
        A.HANDLING,
        E.REPLY,
        _by(P.UNIT),
        A.COORDINATOR_CHECK,
        guards=(G.ANSWERS, G.THROUGH_COORDINATOR),
        expected=True,
    ),
    Move(A.HANDLING, E.REPLY, _by(P.UNIT), A.OFFICE_CHECK, guards=(G.ANSWERS, G.DIRECT), expected=True),
    Move(A.HANDLING, E.REPLY, _by(P.OFFICE), A.OFFICE_CHECK, guards=(G.PERSONAL, G.DIRECT)),
    Move(A.COORDINATOR_CHECK, E.PASS, _by(P.COORDINATOR), A.OFFICE_CHECK, expected=True),
    Move(A.COORDINATOR_CHECK, E.SEND_BACK_REPLY, _by(P.COORDINATOR), A.HANDLING),
    Move(A.OFFICE_CHECK, E.PASS, _by(P.OFFICE), A.ANSWERED, expected=True),
    Move(A.OFFICE_CHECK, E.SEND_BACK_REPLY, _by(P.OFFICE), A.HANDLING),
)

PROMISE_MOVES: tuple[Move, ...] = (
    Move(S.OPEN, E.REPORT_PROMISE, _by(P.UNIT), S.REPORTED, expected=True),
    Move(S.OPEN, E.MOVE_PROMISE, _by(P.UNIT), S.OPEN),
    *(
        Move(S.OPEN, event, _by(P.OFFICE), to, guards=(G.PERSONAL,))
        for event, to in ((E.REPORT_PROMISE, S.REPORTED), (E.MOVE_PROMISE, S.OPEN))
    ),
    Move(S.REPORTED, E.EVALUATE_PROMISE, _by(P.ASKER), S.KEPT, expected=True),
    Move(S.REPORTED, E.REJECT_PROMISE, _by(P.ASKER), S.OPEN),
    Move(S.REPORTED, E.EVALUATE_PROMISE, _by(P.OFFICE), S.KEPT, guards=(G.NOT_ASKED,), expected=True),
    Move(S.REPORTED, E.REJECT_PROMISE, _by(P.OFFICE), S.OPEN, guards=(G.NOT_ASKED,)),
    Move(S.REPORTED, E.CONFIRM_PROMISE, _by(P.OFFICE), S.KEPT, guards=(G.EVALUATION_OVER,), expected=True),
)

MOVES: tuple[Move, ...] = (*FOLLOWUP_MOVES, *ASSIGNMENT_MOVES, *PROMISE_MOVES)


def moves(state: StrEnum, parts: frozenset[PartyPart]) -> tuple[Move, ...]:
    """The rows open from ``state`` to somebody who holds ``parts``, whatever their guards."""
    return tuple(move for move in MOVES if move.on is state and move.by & parts)


def rows_of(event: Event, case: Case) -> tuple[Move, ...]:
    """The rows of an event that the kind knows; all of them when it knows none, so that a guard can say why."""
    rows = tuple(move for move in MOVES if move.event is event)
    fitting = tuple(m for m in rows if all(GUARDS[guard](case) for guard in m.guards if guard in OF_KIND))
    return fitting or rows


def find(state: StrEnum, event: Event, parts: frozenset[PartyPart], case: Case) -> Move | Guard | None:
    """The row for ``event`` from ``state`` by ``parts``; its failing guard; or None when no row fits.

    Of several rows that fail, the one that came furthest says why: guards stand in the order of asking.
    """
    rows = [move for move in moves(state, parts) if move.event is event]
    failing = [(move, unmet(move.guards, case)) for move in rows]
    met = next((move for move, guard in failing if guard is None), None)
    furthest = max(failing, key=lambda row: row[0].guards.index(row[1]) if row[1] else 0, default=None)
    return met or (furthest[1] if furthest else None)


def open_moves(state: StrEnum, parts: frozenset[PartyPart], case: Case) -> tuple[Move, ...]:
    """The rows open from ``state`` to somebody who holds ``parts`` and whose guards hold."""
    return tuple(move for move in moves(state, parts) if unmet(move.guards, case) is None)


def expected_moves(part: PartyPart, states: type[StrEnum]) -> tuple[Move, ...]:
    """The rows of one thing that ``part`` is expected to make; the desk filters by them."""
    return tuple(move for move in MOVES if move.expected and part in move.by and isinstance(move.on, states))


def unmet(guards: tuple[Guard, ...], case: Case) -> Guard | None:
    """The first guard that does not hold, or None."""
    return next((guard for guard in guards if not GUARDS[guard](case)), None)
