"""Votes one may read, and who runs and counts them.

Before the result stands nobody but those who run the meeting and count at this vote knows of it; after that
members read all, deputies those of the congress. How anyone voted is nowhere, so nothing of it is scoped.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from congress.access.standing import Anyone, standing
from congress.models import (
    Ballot,
    BallotCounter,
    BallotLine,
    BallotResult,
    BallotResultLine,
    Body,
    Candidate,
    Election,
    SessionPart,
    Supporter,
)
from congress.rules.ballots import MOVES, BallotEvent, BallotKind, BallotState, Doer
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.sessions import PRESIDING

OFFICES = frozenset({Body.Kind.OFFICE, Body.Kind.DEPUTIES_OFFICE, Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE})
"""The county's own offices: in an office of three anybody may run the vote."""


def runs_votes(user: Anyone, kind: str = BallotKind.DECISION) -> bool:
    """Whether somebody prepares votes and reads them before there is a result: the county's offices and leaders.

    Names for an appointment are known to the few before the vote: the general office and the leaders.
    """
    who = standing(user)
    offices = {Body.Kind.OFFICE} if kind == BallotKind.PERSONNEL else OFFICES
    return who.is_leader or bool(who.body_kinds() & offices)


def ballots(user: Anyone) -> QuerySet[Ballot]:
    """Votes one may read."""
    who = standing(user)
    rows = Ballot.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if runs_votes(user, BallotKind.PERSONNEL):
        return rows
    scope = Q(pk__in=BallotCounter.objects.filter(person_id=who.person_id).values("ballot"))
    if runs_votes(user):
        scope |= ~Q(kind=BallotKind.PERSONNEL) & ~of_persons() | Q(kind=BallotKind.PERSONNEL, state=BallotState.CLOSED)
    if who.is_committee:
        scope |= Q(state=BallotState.CLOSED)
    if who.mandate:
        scope |= Q(state=BallotState.CLOSED, meeting__kind=MeetingKind.CONGRESS)
    return rows.filter(scope)


def of_persons() -> Q:
    """Assessments of persons (述职评议): as closed as an appointment, and read by the committee that voted alone."""
    named = BallotLine.objects.filter(ballot=OuterRef("pk"), person__isnull=False)
    return Q(kind=BallotKind.ASSESSMENT) & (Q(Exists(named)) | Q(item__restricted=True))


def doers(user: Anyone, ballot: Ballot) -> frozenset[Doer]:
    """In which quality somebody has to do with a vote. One query."""
    found = {Doer.OFFICE} if runs_votes(user, ballot.kind) and ballot.county_id == standing(user).county_id else set()
    if ballot.counters.filter(person_id=standing(user).person_id or 0).exists():
        found.add(Doer.COUNTER)
    return frozenset(found)


def open_events(user: Anyone, ballot: Ballot) -> list[BallotEvent]:
    """What somebody may do with a vote now."""
    mine, state = doers(user, ballot), BallotState(ballot.state)
    return [event for event, move in MOVES.items() if state in move.sources and mine & move.doers]


def ballot_counters(user: Anyone) -> QuerySet[BallotCounter]:
    """Scrutineers and tellers of readable votes."""
    return BallotCounter.objects.filter(ballot__in=ballots(user))


def ballot_lines(user: Anyone) -> QuerySet[BallotLine]:
    """Lines of readable votes."""
    return BallotLine.objects.filter(ballot__in=ballots(user))


def ballot_results(user: Anyone) -> QuerySet[BallotResult]:
    """Results of readable votes."""
    return BallotResult.objects.filter(ballot__in=ballots(user))


def ballot_result_lines(user: Anyone) -> QuerySet[BallotResultLine]:
    """Lines of readable results."""
    return BallotResultLine.objects.filter(result__ballot__in=ballots(user))


def session_parts(user: Anyone) -> QuerySet[SessionPart]:
    """The organs of a session: for everybody who works in the county congress or is a deputy of it."""
    who = standing(user)
    rows = SessionPart.objects.filter(session__term__congress=who.county_id)
    return rows if who.sees_handling or who.mandate else rows.none()


def presides(user: Anyone, session_id: int | None) -> bool:
    """Whether somebody sits in the presidium of a session."""
    who = standing(user)
    if who.person_id is None or session_id is None:
        return False
    return SessionPart.objects.filter(session=session_id, person=who.person_id, group__in=PRESIDING).exists()


def elections(user: Anyone) -> QuerySet[Election]:
    """Elections: while the names are prepared for offices, leaders and presidium; at the meeting for all deputies."""
    who = standing(user)
    rows = Election.objects.filter(meeting__county=who.county_id)
    if who.person_id is None:
        return rows.none()
    if runs_votes(user):
        return rows
    held = SessionPart.objects.filter(person=who.person_id, group__in=PRESIDING)
    scope = Q(meeting__session__in=held.values("session"))
    if who.mandate or who.is_committee:
        scope |= Q(meeting__state__in=[MeetingState.OPEN, MeetingState.CLOSED])
    return rows.filter(scope)


def candidates(user: Anyone) -> QuerySet[Candidate]:
    """Candidates of readable elections."""
    return Candidate.objects.filter(election__in=elections(user))


def supporters(user: Anyone) -> QuerySet[Supporter]:
    """Deputies who signed a nomination of a readable election."""
    return Supporter.objects.filter(candidate__election__in=elections(user))
