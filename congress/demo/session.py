"""The demo's last session: presidium and secretariat, deputies registered, and an election of two vice-heads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from congress import clock
from congress.models import Attendance, Election, Mandate, Meeting, Post, Session, SessionPart, User
from congress.queries.meetings.presence import present
from congress.rules.elections import Nomination, SeatKind
from congress.rules.meetings import Answer, MeetingState, Quality
from congress.rules.roles import COMMITTEE, Role
from congress.rules.sessions import SessionGroup
from congress.rules.votes import Line, Sheets
from congress.services import elections
from congress.services.balloting import closing, counting
from congress.services.base import command

PRESIDIUM, EXECUTIVE = 25, 7
GROUPS = (
    (SessionGroup.SECRETARY_GENERAL, "秘书长"),
    (SessionGroup.SECRETARIAT, "组长"),
    (SessionGroup.ORGANISATION, "组长"),
    (SessionGroup.MOTIONS, "组长"),
    (SessionGroup.LOGISTICS, "组长"),
)
NOMINEES = (("和建平", "县人民政府副县长"), ("刀玉兰", "县发展和改革局局长"), ("普志华", "石门镇党委书记"))


def build_organs(session: Session) -> None:
    """Presidium, its standing chairmen, and the heads of the secretariat's groups."""
    mandates = list(Mandate.objects.filter(term=session.term, until=None).select_related("person").order_by("pk"))
    members = set(Post.objects.filter(role__in=COMMITTEE, until=None).values_list("person", flat=True))
    seated = sorted(mandates, key=lambda row: (row.person_id not in members, row.pk))[:PRESIDIUM]
    staff = Post.objects.filter(role__in=[Role.CLERK, Role.DIRECTOR], body__congress=session.term.congress, until=None)
    heads = [post.person for post in staff.select_related("person").order_by("pk")]
    rows = [SessionPart(session=session, person=row.person, group=SessionGroup.PRESIDIUM) for row in seated]
    rows += [SessionPart(session=session, person=r.person, group=SessionGroup.EXECUTIVE) for r in seated[:EXECUTIVE]]
    rows += [
        SessionPart(session=session, person=heads[n % len(heads)], group=group, title=title)
        for n, (group, title) in enumerate(GROUPS)
    ]
    for order, row in enumerate(rows):
        row.place_order = order
    SessionPart.objects.bulk_create(rows)


def build_congress(meeting: Meeting) -> None:
    """Register the deputies of the congress ``meeting`` and hold its election. ``meeting`` keeps its state."""
    opened = timezone.make_aware(datetime.combine(meeting.starts_on, time(9)))
    state, director = meeting.state, User.objects.get(username="duansiping")
    with clock.at(opened):
        with command(None, "demo", "示范：大会报到"):
            _register(meeting, opened)
            Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.OPEN)
        meeting.refresh_from_db()
        election = elections.add_election(
            actor=director,
            meeting=meeting,
            vacancy=elections.Vacancy(SeatKind.DEPUTY_HEAD, "县人民政府", "副县长", 2),
        )
        _nominate(director, election)
    with clock.at(opened + timedelta(days=2)):
        _vote(director, election)
        with command(None, "demo", "示范：大会闭幕"):
            Meeting.objects.filter(pk=meeting.pk).update(state=state)


def _register(meeting: Meeting, opened: datetime) -> None:
    """All have come but a few on leave and a few of whom nothing is known; rows that are there already stay."""
    there = set(meeting.attendances.values_list("person", flat=True))
    mandates = Mandate.objects.on(meeting.starts_on).filter(term=meeting.term).order_by("pk")
    Attendance.objects.bulk_create(
        _place(meeting, mandate, opened, number)
        for number, mandate in enumerate(mandates)
        if mandate.person_id not in there
    )


def _place(meeting: Meeting, mandate: Mandate, opened: datetime, number: int) -> Attendance:
    on_leave, unknown = number % 37 == 5, number % 61 == 7
    return Attendance(
        meeting=meeting,
        person_id=mandate.person_id,
        delegation_id=mandate.delegation_id,
        quality=Quality.MEMBER,
        answer=Answer.LEAVE if on_leave else Answer.NONE if unknown else Answer.COMING,
        answer_note="因病住院" if on_leave else "",
        came_at=None if on_leave or unknown else opened - timedelta(minutes=30),
    )


def _nominate(director: User, election: Election) -> None:
    """Two by the presidium, one by ten deputies."""
    supporters: Sequence[Mandate] = list(
        Mandate.objects.filter(term=election.meeting.term, until=None).select_related("person").order_by("-pk")[:10]
    )
    for number, (name, post) in enumerate(NOMINEES):
        by_deputies = number == len(NOMINEES) - 1
        elections.nominate(
            actor=director,
            election=election,
            nominee=elections.Nominee(
                name=name,
                nomination=Nomination.DEPUTIES if by_deputies else Nomination.PRESIDIUM,
                present_post=post,
                supporters=tuple(supporters) if by_deputies else (),
            ),
        )


def _vote(director: User, election: Election) -> None:
    """The two of the presidium are elected."""
    second = User.objects.get(username="hejing")
    ballot = elections.prepare_election(actor=director, election=election, scrutineers=["白云"], tellers=["何静"])
    ballot = counting.open_ballot(actor=director, ballot=ballot, adopted=True)
    there = len(present(election.meeting, clock.now()).present)
    valid = there - 2
    by_name = {NOMINEES[0][0]: valid - 9, NOMINEES[1][0]: valid - 21, NOMINEES[2][0]: 24}
    lines = tuple(
        Line((by_name[row.name], valid - by_name[row.name] - 4, 4)) for row in ballot.lines.order_by("position")
    )
    count = counting.Count(lines, Sheets(there, there, 2))
    ballot = counting.enter_totals(actor=director, ballot=ballot, count=count)
    ballot = counting.check_totals(actor=second, ballot=ballot, count=count)
    closing.close_ballot(actor=director, ballot=ballot)
