"""Meetings one may read, and what hangs on them.

The offices and leaders of the county read every meeting. Members read those of their body, whoever is invited
those he is invited to, a unit those at which it reports. What is restricted before the vote (appointments) is
for the meetings' own office, the leaders and, once they are notified, the members; nobody else finds a trace of it.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from congress.access.standing import Anyone, Standing, standing
from congress.models import (
    AgendaItem,
    Attendance,
    Body,
    CalendarFeed,
    Material,
    Meeting,
    MeetingMove,
    ProgrammeEntry,
    Speech,
)
from congress.rules.meetings import ON_AGENDA, MeetingKind, Quality
from congress.rules.roles import COMMITTEE, OFFICE


def works_here(who: Standing) -> bool:
    """Whether somebody works in an office of the county's own congress, or leads it."""
    offices = (post.body for post in who.posts if post.body and post.role in OFFICE)
    return who.is_leader or any(body.congress_id == who.county_id for body in offices)


def reads_annual(user: Anyone) -> bool:
    """Whether somebody reads the figures of the annual report: the county's own offices and the leaders."""
    return works_here(standing(user))


def keeps_meetings(who: Standing) -> bool:
    """Whether somebody works in the office that keeps the meetings (办公室): its clerks and its director."""
    return Body.Kind.OFFICE in who.body_kinds()


def enters_meetings(who: Standing) -> bool:
    """Whether somebody may enter meetings: the general office all kinds, a committee's own staff its own."""
    return any(post.role in OFFICE and post.body and post.body.congress_id == who.county_id for post in who.posts)


def keeps(user: Anyone, meeting: Meeting) -> bool:
    """Whether somebody keeps this meeting: the general office, and a committee's own staff its own meetings."""
    who = standing(user)
    if meeting.county_id != who.county_id:
        return False
    own = meeting.kind == MeetingKind.COMMITTEE and meeting.body_id in who.bodies(OFFICE)
    return own or keeps_meetings(who)


def _member(who: Standing, path: str = "") -> Q:
    """Meetings of which somebody is a member: of his bodies, and of the congress of his mandate."""
    found = Q(**{f"{path}body__in": who.bodies(COMMITTEE)})
    if who.mandate:
        found |= Q(**{f"{path}kind": MeetingKind.CONGRESS, f"{path}term": who.mandate.term_id})
    return found


def _invited(who: Standing) -> QuerySet[Attendance]:
    """One's own places at meetings."""
    return Attendance.objects.filter(person_id=who.person_id or 0)


def meetings(user: Anyone) -> QuerySet[Meeting]:
    """Meetings one may read."""
    who = standing(user)
    rows = Meeting.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if works_here(who):
        return rows
    invited = Exists(_invited(who).filter(meeting=OuterRef("pk"), meeting__notified_at__isnull=False))
    reporting = Exists(
        AgendaItem.objects.filter(_shown(), meeting=OuterRef("pk"), organ__in=who.departments, state__in=ON_AGENDA)
    )
    return rows.filter(_member(who) | invited | reporting)


def _shown() -> Q:
    """Items that are not restricted, or are no longer because they are decided."""
    return Q(restricted=False) | Q(decided_on__isnull=False)


def items(user: Anyone) -> QuerySet[AgendaItem]:
    """Items one may read: each of them as far as its meeting's people go, restricted ones by the few."""
    who = standing(user)
    rows = AgendaItem.objects.filter(meeting__county=who.county_id or 0)
    if who.person_id is None:
        return rows.none()
    if works_here(who):
        few = who.is_leader or keeps_meetings(who)
        return rows if few else rows.filter(_shown() | Q(office__in=who.bodies(OFFICE)))
    notified = Q(meeting__notified_at__isnull=False)
    member = _member(who, "meeting__") & (_shown() | notified)
    places = _invited(who).filter(meeting=OuterRef("meeting"))
    whole = Exists(places.filter(item=None)) & notified & _shown()
    part = Exists(places.filter(item=OuterRef("pk"))) & notified & _shown()
    reporting = Q(organ__in=who.departments) & _shown()
    return rows.filter(member | whole | part | reporting, state__in=ON_AGENDA)


def materials(user: Anyone) -> QuerySet[Material]:
    """Materials of readable items."""
    return Material.objects.filter(item__in=items(user))


def attendances(user: Anyone) -> QuerySet[Attendance]:
    """Who is at a meeting: the offices and leaders all of it, members those of their meetings, others their own."""
    who = standing(user)
    rows = Attendance.objects.filter(meeting__county=who.county_id or 0)
    if who.person_id is None or works_here(who):
        return rows if who.person_id else rows.none()
    members = Q(quality=Quality.MEMBER) & Q(meeting__body__in=who.bodies(COMMITTEE))
    return rows.filter(Q(person=who.person_id) | members)


def speeches(user: Anyone) -> QuerySet[Speech]:
    """What was said: for the offices, the leaders, the members, and the speaker himself."""
    who = standing(user)
    rows = Speech.objects.filter(item__in=items(user))
    if works_here(who):
        return rows
    return rows.filter(_member(who, "item__meeting__") | Q(person=who.person_id or 0))


def moves(user: Anyone) -> QuerySet[MeetingMove]:
    """How readable meetings were moved."""
    return MeetingMove.objects.filter(meeting__in=meetings(user))


def reads_programme(user: Anyone) -> bool:
    """Whether somebody reads the week's programme of the house: its offices, leaders and members."""
    who = standing(user)
    return works_here(who) or who.is_committee


def programme(user: Anyone) -> QuerySet[ProgrammeEntry]:
    """一周工作安排."""
    rows = ProgrammeEntry.objects.filter(county_id=standing(user).county_id)
    return rows if reads_programme(user) else rows.none()


def feeds(user: Anyone) -> QuerySet[CalendarFeed]:
    """One's own subscription."""
    return CalendarFeed.objects.filter(user_id=user.pk or 0)
