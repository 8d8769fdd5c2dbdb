"""The life of an official document as a table: from, event, by whom, under which conditions, to.

Buttons, desk, commands, tests and the printed diagram read :data:`MOVES`. An issued document is never
edited: it is superseded by another, and both stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from congress.rules.codes import Code


class DocumentState(Code):
    """Where a document stands."""

    DRAFT = "draft"
    REVIEW = "review"
    SIGNING = "signing"
    SIGNED = "signed"
    ISSUED = "issued"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    ELSEWHERE = "elsewhere"
    WITHDRAWN = "withdrawn"


class DocumentEvent(Code):
    """What can happen to a document by somebody's command."""

    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105
    SEND_BACK = "send_back"
    RECALL = "recall"
    SIGN = "sign"
    RECORD_SIGNING = "record_signing"
    ISSUE = "issue"
    ATTACH = "attach"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    LIMIT = "limit"
    REVISE = "revise"
    SUPERSEDE = "supersede"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"


class DocumentPart(Code):
    """In what quality somebody has to do with a document."""

    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    SIGNER = "signer"
    NUMBERER = "numberer"


class DocumentGuard(Code):
    """A condition besides state and person."""

    REVIEW_WANTED = "review_wanted"
    SIGNATURE_ONLY = "signature_only"
    FREE = "free"
    SIGNATURE_WANTED = "signature_wanted"
    NO_SIGNATURE = "no_signature"
    UNSCANNED = "unscanned"
    FOR_THE_PUBLIC = "for_the_public"


@dataclass(frozen=True)
class Case:
    """What guards ask about one document."""

    review: bool = True
    signature: bool = True
    wants_scan: bool = True
    scanned: bool = False
    public: bool = False


GUARDS: Mapping[DocumentGuard, Callable[[Case], bool]] = {
    DocumentGuard.REVIEW_WANTED: lambda c: c.review,
    DocumentGuard.SIGNATURE_ONLY: lambda c: not c.review and c.signature,
    DocumentGuard.FREE: lambda c: not c.review and not c.signature,
    DocumentGuard.SIGNATURE_WANTED: lambda c: c.signature,
    DocumentGuard.NO_SIGNATURE: lambda c: not c.signature,
    DocumentGuard.UNSCANNED: lambda c: c.wants_scan and not c.scanned,
    DocumentGuard.FOR_THE_PUBLIC: lambda c: c.public,
}


@dataclass(frozen=True)
class Move:
    """One row of the table."""

    on: DocumentState
    event: DocumentEvent
    by: frozenset[DocumentPart]
    to: DocumentState
    guards: tuple[DocumentGuard, ...] = ()
    expected: bool = False


S, E, P, G = DocumentState, DocumentEvent, DocumentPart, DocumentGuard
BEFORE_ISSUE = (S.DRAFT, S.REVIEW, S.SIGNING, S.SIGNED)
IN_FORCE = (S.ISSUED, S.PUBLISHED, S.ELSEWHERE)
FINAL = (*IN_FORCE, S.SUPERSEDED)
"""States in which a document is a record: what it says is not changed any more."""
ENDED = frozenset({S.SUPERSEDED, S.WITHDRAWN, S.ISSUED, S.PUBLISHED, S.ELSEWHERE})
"""Where a life may rest; from some of them it may still go on."""


def _by(*parts: DocumentPart) -> frozenset[DocumentPart]:
    return frozenset(parts)


KEEPERS = _by(P.DRAFTER, P.NUMBERER)
MOVES: tuple[Move, ...] = (
    Move(S.DRAFT, E.SUBMIT, _by(P.DRAFTER), S.REVIEW, (G.REVIEW_WANTED,), expected=True),
    Move(S.DRAFT, E.SUBMIT, _by(P.DRAFTER), S.SIGNING, (G.SIGNATURE_ONLY,), expected=True),
    Move(S.DRAFT, E.SUBMIT, _by(P.DRAFTER), S.SIGNED, (G.FREE,), expected=True),
    Move(S.REVIEW, E.PASS, _by(P.REVIEWER), S.SIGNING, (G.SIGNATURE_WANTED,), expected=True),
    Move(S.REVIEW, E.PASS, _by(P.REVIEWER), S.SIGNED, (G.NO_SIGNATURE,), expected=True),
    Move(S.REVIEW, E.SEND_BACK, _by(P.REVIEWER), S.DRAFT),
    Move(S.REVIEW, E.RECALL, _by(P.DRAFTER), S.DRAFT),
    Move(S.SIGNING, E.SIGN, _by(P.SIGNER), S.SIGNED, expected=True),
    Move(S.SIGNING, E.RECORD_SIGNING, _by(P.DRAFTER), S.SIGNED),
    Move(S.SIGNING, E.SEND_BACK, _by(P.SIGNER), S.DRAFT),
    Move(S.SIGNING, E.RECALL, _by(P.DRAFTER), S.DRAFT),
    Move(S.SIGNED, E.ISSUE, _by(P.NUMBERER), S.ISSUED, expected=True),
    Move(S.SIGNED, E.SEND_BACK, _by(P.NUMBERER), S.DRAFT),
    *(Move(state, E.COMPLETE, _by(P.DRAFTER), S.ELSEWHERE) for state in BEFORE_ISSUE),
    *(Move(state, E.WITHDRAW, _by(P.DRAFTER), S.WITHDRAWN) for state in BEFORE_ISSUE),
    *(Move(state, E.ATTACH, KEEPERS, state, (G.UNSCANNED,), expected=True) for state in IN_FORCE),
    *(Move(state, E.ATTACH, KEEPERS, state) for state in IN_FORCE),
    Move(S.ISSUED, E.PUBLISH, KEEPERS, S.PUBLISHED, (G.FOR_THE_PUBLIC,), expected=True),
    Move(S.PUBLISHED, E.UNPUBLISH, KEEPERS, S.ISSUED),
    *(Move(state, E.LIMIT, _by(P.DRAFTER), state) for state in (S.ISSUED, S.ELSEWHERE)),
    *(Move(state, E.REVISE, _by(P.DRAFTER), state) for state in IN_FORCE),
    *(Move(state, E.SUPERSEDE, KEEPERS, S.SUPERSEDED) for state in IN_FORCE),
)


def moves(state: DocumentState, parts: frozenset[DocumentPart]) -> tuple[Move, ...]:
    """The rows open from ``state`` to somebody who holds ``parts``, whatever their guards."""
    return tuple(move for move in MOVES if move.on is state and move.by & parts)


def find(
    state: DocumentState, event: DocumentEvent, parts: frozenset[DocumentPart], case: Case
) -> Move | DocumentGuard | None:
    """The row for ``event``; the guard that fails; or None when no row fits."""
    rows = [move for move in moves(state, parts) if move.event is event]
    failing = [(move, unmet(move.guards, case)) for move in rows]
    met = next((move for move, guard in failing if guard is None), None)
    return met or next((guard for _move, guard in failing), None)


def open_moves(state: DocumentState, parts: frozenset[DocumentPart], case: Case) -> tuple[Move, ...]:
    """The rows open to somebody now, each event once: what is expected goes before what is merely possible."""
    found: dict[DocumentEvent, Move] = {}
    for move in moves(state, parts):
        if unmet(move.guards, case) is None:
            found.setdefault(move.event, move)
    return tuple(found.values())


def unmet(guards: tuple[DocumentGuard, ...], case: Case) -> DocumentGuard | None:
    """The first guard that does not hold, or None."""
    return next((guard for guard in guards if not GUARDS[guard](case)), None)
