"""What may happen to a meeting: from which state, by which event, by whom, under which conditions.

Buttons, commands and tests read :data:`MOVES`. Guards are answered from :class:`Case`, a value the callers fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from congress.rules.codes import Code
from congress.rules.meetings import MeetingKind, MeetingState


class MeetingEvent(Code):
    """What can happen to a meeting by somebody's command."""

    PROPOSE = "propose"
    ARRANGE = "arrange"
    ADOPT = "adopt"
    INVITE = "invite"
    NOTIFY = "notify"
    ANSWER = "answer"
    RECEIVE = "receive"
    MOVE = "move"
    CANCEL = "cancel"
    SIGN_IN = "sign_in"
    OPEN = "open"
    RECORD = "record"
    CLOSE = "close"


class MeetingPart(Code):
    """In what quality somebody has to do with a meeting."""

    KEEPER = "keeper"
    OFFICE = "office"
    LEADER = "leader"
    INVITED = "invited"


class MeetingGuard(Code):
    """A condition besides state and person."""

    HAS_ITEMS = "has_items"
    NOT_ADOPTED = "not_adopted"
    ADOPTED = "adopted"
    HAS_MEMBERS = "has_members"
    SOME_UNTOLD = "some_untold"
    DAY_COME = "day_come"
    SEATS_KNOWN = "seats_known"
    QUORUM = "quorum"


@dataclass(frozen=True)
class Case:
    """What the guards ask about a meeting.

    ``items`` stand on its agenda, ``adopted`` of them are adopted; ``members`` are on its roll, ``untold`` of the
    invited have not been told; ``present`` of the roll are in the room and ``needed`` must be. ``seats_known`` is false
    where the county counts the seats fixed for the committee and none are entered.
    """

    today: date
    starts_on: date
    items: int = 0
    adopted: int = 0
    members: int = 0
    untold: int = 0
    present: int = 0
    needed: int = 0
    seats_known: bool = True


GUARDS: Mapping[MeetingGuard, Callable[[Case], bool]] = {
    MeetingGuard.HAS_ITEMS: lambda c: c.items > 0,
    MeetingGuard.NOT_ADOPTED: lambda c: c.adopted < c.items,
    MeetingGuard.ADOPTED: lambda c: 0 < c.items == c.adopted,
    MeetingGuard.HAS_MEMBERS: lambda c: c.members > 0,
    MeetingGuard.SOME_UNTOLD: lambda c: c.untold > 0,
    MeetingGuard.DAY_COME: lambda c: c.today >= c.starts_on,
    MeetingGuard.SEATS_KNOWN: lambda c: c.seats_known,
    MeetingGuard.QUORUM: lambda c: c.present >= c.needed,
}


@dataclass(frozen=True)
class MeetingMove:
    """One row of the table."""

    on: MeetingState
    event: MeetingEvent
    by: frozenset[MeetingPart]
    to: MeetingState
    guards: tuple[MeetingGuard, ...] = ()
    expected: bool = False


def _by(*parts: MeetingPart) -> frozenset[MeetingPart]:
    return frozenset(parts)


S, E, P, G = MeetingState, MeetingEvent, MeetingPart, MeetingGuard
BEFORE = (S.PREPARING, S.NOTIFIED)
NOTICE = (G.HAS_ITEMS, G.HAS_MEMBERS)
OPENING = (G.ADOPTED, G.DAY_COME, G.SEATS_KNOWN, G.QUORUM)

MOVES: tuple[MeetingMove, ...] = (
    MeetingMove(S.NOTIFIED, E.OPEN, _by(P.KEEPER), S.OPEN, guards=OPENING, expected=True),
    MeetingMove(S.NOTIFIED, E.SIGN_IN, _by(P.KEEPER), S.NOTIFIED, guards=(G.DAY_COME,), expected=True),
    *(
        MeetingMove(s, E.ADOPT, _by(P.KEEPER, P.LEADER), s, guards=(G.HAS_ITEMS, G.NOT_ADOPTED), expected=True)
        for s in BEFORE
    ),
    MeetingMove(S.PREPARING, E.NOTIFY, _by(P.KEEPER), S.NOTIFIED, guards=NOTICE, expected=True),
    MeetingMove(S.NOTIFIED, E.NOTIFY, _by(P.KEEPER), S.NOTIFIED, guards=(*NOTICE, G.SOME_UNTOLD), expected=True),
    *(MeetingMove(s, E.INVITE, _by(P.KEEPER), s, expected=s is S.PREPARING) for s in BEFORE),
    *(MeetingMove(s, E.ARRANGE, _by(P.KEEPER), s, expected=s is S.PREPARING) for s in BEFORE),
    MeetingMove(S.NOTIFIED, E.ANSWER, _by(P.INVITED, P.KEEPER), S.NOTIFIED),
    *(MeetingMove(s, E.PROPOSE, _by(P.KEEPER, P.OFFICE, P.LEADER), s) for s in BEFORE),
    *(MeetingMove(s, E.RECEIVE, _by(P.KEEPER, P.OFFICE), s) for s in (*BEFORE, S.OPEN)),
    *(MeetingMove(s, E.MOVE, _by(P.KEEPER), s) for s in BEFORE),
    *(MeetingMove(s, E.CANCEL, _by(P.KEEPER), S.CANCELLED) for s in BEFORE),
    MeetingMove(S.OPEN, E.RECORD, _by(P.KEEPER), S.OPEN, expected=True),
    MeetingMove(S.OPEN, E.SIGN_IN, _by(P.KEEPER), S.OPEN),
    MeetingMove(S.OPEN, E.CLOSE, _by(P.KEEPER), S.CLOSED, expected=True),
    MeetingMove(S.CLOSED, E.RECORD, _by(P.KEEPER), S.CLOSED),
)
"""In the order in which the expected ones are proposed."""


def moves(state: MeetingState, parts: frozenset[MeetingPart]) -> tuple[MeetingMove, ...]:
    """The rows open from ``state`` to somebody who holds ``parts``, whatever their guards."""
    return tuple(move for move in MOVES if move.on is state and move.by & parts)


def open_moves(state: MeetingState, parts: frozenset[MeetingPart], case: Case) -> tuple[MeetingMove, ...]:
    """The rows open from ``state`` to somebody who holds ``parts`` and whose guards hold."""
    return tuple(move for move in moves(state, parts) if unmet(move.guards, case) is None)


def find(
    state: MeetingState, event: MeetingEvent, parts: frozenset[MeetingPart], case: Case
) -> MeetingMove | MeetingGuard | None:
    """The row for ``event`` from ``state`` by ``parts``; its failing guard; or None when no row fits."""
    row = next((move for move in moves(state, parts) if move.event is event), None)
    return (unmet(row.guards, case) or row) if row else None


def unmet(guards: tuple[MeetingGuard, ...], case: Case) -> MeetingGuard | None:
    """The first guard that does not hold, or None."""
    return next((guard for guard in guards if not GUARDS[guard](case)), None)


def quorum(kind: MeetingKind, whole: int) -> int:
    """How many of the whole membership must be there before a meeting opens.

    More than half of a standing committee (地方组织法 §51), two thirds of a congress (§14). For the others the law
    names no number: somebody must be there.
    """
    if kind is MeetingKind.CONGRESS:
        return -(-whole * 2 // 3)
    if kind is MeetingKind.STANDING_COMMITTEE:
        return whole // 2 + 1
    return 1


NUMBERED_BY_LAW: Mapping[MeetingKind, str] = {
    MeetingKind.CONGRESS: "zzf-2022-14",
    MeetingKind.STANDING_COMMITTEE: "zzf-2022-51",
}
"""Whose quorum rests on which article."""
