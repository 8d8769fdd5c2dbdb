"""The pages of a session: its organs, who has come by delegation, its elections, and who owes an oath."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.labels import State, label
from congress.models import Attendance, Candidate, Delegation, Election, Mandate, Meeting, Session, SessionPart
from congress.queries.names import name_order
from congress.rules.ballots import BallotState, LineOutcome
from congress.rules.elections import SeatKind, candidates_wanted
from congress.rules.meetings import Answer, MeetingKind, Quality
from congress.rules.sessions import SessionGroup
from congress.rules.votes import SHARES, Majority


def meeting_of(session: Session) -> Meeting | None:
    """The congress meeting that is the session itself, once it has been planned."""
    rows = Meeting.objects.filter(session=session, kind=MeetingKind.CONGRESS)
    return rows.select_related("term", "body", "county", "session").first()


@dataclass(frozen=True)
class Organ:
    """One organ of the session and its members."""

    group: SessionGroup
    label: str
    parts: list[SessionPart]


def organs(user: Anyone, session: Session) -> list[Organ]:
    """大会机构, in the order of the list, those that have members."""
    rows = visible_to(user, SessionPart).filter(session=session).select_related("person")
    by_group: dict[str, list[SessionPart]] = {}
    for row in rows.order_by("place_order", "id"):
        by_group.setdefault(row.group, []).append(row)
    return [Organ(group, label(group), by_group[group]) for group in SessionGroup if group in by_group]


@dataclass(frozen=True)
class Register:
    """How many of a delegation have come, are on leave, or have not been heard of."""

    delegation: Delegation | None
    members: int
    came: int
    leave: int

    @property
    def missing(self) -> int:
        """Neither come nor on leave."""
        return self.members - self.came - self.leave


def registers(meeting: Meeting) -> tuple[list[Register], Register]:
    """报到情况 by delegation, and their sum. Two queries."""
    mandates = Mandate.objects.on(meeting.starts_on).filter(term=meeting.term_id)
    members = dict(mandates.values_list("delegation").annotate(n=Count("pk")).values_list("delegation", "n"))
    # Counted by the person's mandate, whatever delegation the row of the attendance names.
    known = dict(mandates.values_list("person", "delegation"))
    found: dict[int, list[int]] = {}
    rows = Attendance.objects.filter(meeting=meeting, quality=Quality.MEMBER).values_list("person", "came_at", "answer")
    for person, came_at, answer in rows:
        if person in known:
            counts = found.setdefault(known[person], [0, 0])
            counts[0] += came_at is not None
            counts[1] += came_at is None and answer == Answer.LEAVE
    delegations = Delegation.objects.filter(pk__in=members).order_by("place_order", "id")
    lines = [Register(d, members[d.pk], *found.get(d.pk, [0, 0])) for d in delegations]
    return lines, Register(None, *(sum(getattr(line, n) for line in lines) for n in ("members", "came", "leave")))


def quorum_of(came: int, members: int) -> tuple[int, bool]:
    """How many must be there for the congress to meet (地方组织法 §14), and whether they are."""
    needed = SHARES[Majority.TWO_THIRDS].needed(members)
    return needed, members > 0 and came >= needed


@dataclass(frozen=True)
class ElectionRow:
    """One election as listed: who stands, how many must, how it stands."""

    election: Election
    seats: int
    wanted: str
    stands: int
    state: State
    ballot_id: int | None


def election_rows(user: Anyone, meeting: Meeting) -> list[ElectionRow]:
    """The elections of a session one may read."""
    accepted = Count("candidates", filter=Q(candidates__accepted=True, candidates__withdrawn_reason=""))
    rows = visible_to(user, Election).filter(meeting=meeting).annotate(stands=accepted).order_by("position", "id")
    return [_row(election) for election in rows.prefetch_related("ballots")]


def _row(election: Election) -> ElectionRow:
    span = candidates_wanted(SeatKind(election.kind), election.seats)
    ballots = sorted(election.ballots.all(), key=lambda ballot: ballot.pk)
    last = ballots[-1] if ballots else None
    state = State.of(BallotState(last.state)) if last else State(_("提名"), "wait")
    wanted = str(span.least) if span.least == span.most else f"{span.least}–{span.most}"
    stands = election.stands  # type: ignore[attr-defined]
    return ElectionRow(election, election.seats, wanted, stands, state, last.pk if last else None)


@dataclass(frozen=True)
class CandidateRow:
    """A candidate with those who signed, and what became of him."""

    candidate: Candidate
    supporters: str
    outcome: State | None


def candidate_rows(user: Anyone, election: Election) -> list[CandidateRow]:
    """The candidates of an election in the order of their names."""
    rows = visible_to(user, Candidate).filter(election=election).select_related("person")
    related = rows.prefetch_related("supporters__mandate__person").order_by("order_key", "id")
    return [
        CandidateRow(
            row,
            "、".join(one.mandate.person.name for one in row.supporters.all()),
            State.of(LineOutcome(row.outcome)) if row.outcome else None,
        )
        for row in related
    ]


def oaths_due(user: Anyone) -> QuerySet[Candidate]:
    """Those elected who owe a constitutional oath, the longest first."""
    rows = visible_to(user, Candidate).filter(oath_due=True)
    return rows.select_related("election__meeting__term", "election__meeting__session").order_by("elected_on", "id")


@dataclass(frozen=True)
class DeputyRow:
    """One deputy on the page where a delegation registers."""

    person_id: int
    name: str
    came: bool
    leave: bool
    reason: str


def deputies_of(meeting: Meeting, delegation: Delegation) -> list[DeputyRow]:
    """The deputies of a delegation with what is known of their coming."""
    return next((rows for place, rows in deputies_by_delegation(meeting) if place == delegation), [])


def deputies_by_delegation(meeting: Meeting) -> list[tuple[Delegation, list[DeputyRow]]]:
    """Every delegation in its order with its deputies and what is known of their coming. Two queries."""
    mandates = Mandate.objects.on(meeting.starts_on).filter(term=meeting.term_id).select_related("person", "delegation")
    known = {row.person_id: row for row in meeting.attendances.filter(quality=Quality.MEMBER)}
    ordered: list[Mandate] = list(
        mandates.order_by("delegation__place_order", "delegation_id", *name_order(meeting.county, "person__"), "id")
    )
    return [
        (delegation, [_deputy(mandate, known.get(mandate.person_id)) for mandate in rows])
        for delegation, rows in groupby(ordered, key=lambda mandate: mandate.delegation)
    ]


def _deputy(mandate: Mandate, row: Attendance | None) -> DeputyRow:
    leave = bool(row and row.came_at is None and row.answer == Answer.LEAVE)
    reason = row.answer_note if row and leave else ""
    return DeputyRow(mandate.person_id, mandate.person.name, bool(row and row.came_at), leave, reason)
