"""Who makes up a meeting, and who of them is in the room at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.models import Attendance, Body, Mandate, Meeting, Person, Post
from congress.queries.parameters import rows
from congress.rules.meetings import MeetingKind, Quality
from congress.rules.roles import COMMITTEE, Role
from congress.rules.votes import Membership, Roll

WHOLE = "vote.whole_membership"


@dataclass(frozen=True)
class Presence:
    """The persons who make up a meeting, those of them who are there, and what a majority is counted of.

    ``roll`` and ``present`` are keys of persons. ``whole`` is 全体组成人员 as the county counts it: those in
    office, or the seats fixed for the body (setting ``vote.whole_membership``); nothing when those are not entered.
    """

    roll: frozenset[int]
    present: frozenset[int]
    counted: Roll

    @property
    def whole(self) -> int:
        """全体组成人员."""
        return self.counted.whole


def present(meeting: Meeting, at: datetime) -> Presence:
    """Who makes up ``meeting`` on the day of ``at``, and who of them had come and not yet left at that moment."""
    roll = frozenset(members(meeting, timezone.localdate(at)).values_list("pk", flat=True))
    inside = Q(came_at__lte=at) & (Q(left_at=None) | Q(left_at__gt=at))
    there = meeting.attendances.filter(inside, quality=Quality.MEMBER).values_list("person_id", flat=True)
    here = roll & frozenset(there)
    return Presence(roll, here, roll_of(meeting, len(roll), len(here)))


def members(meeting: Meeting, on: date) -> QuerySet[Person]:
    """The persons who make up a meeting on a day, by their posts and mandates of that day.

    The chairpersons' meeting is the chairman and vice-chairmen of the standing committee (地方组织法 §54). A
    presidium has no posts: it is whoever was entered for its meeting.
    """
    kind = MeetingKind(meeting.kind)
    if kind is MeetingKind.PRESIDIUM:
        entered = Attendance.objects.filter(meeting=meeting, quality=Quality.MEMBER)
        return Person.objects.filter(pk__in=entered.values("person"))
    if kind is MeetingKind.CONGRESS:
        return Person.objects.filter(pk__in=Mandate.objects.on(on).filter(term=meeting.term_id).values("person"))
    posts = Post.objects.on(on).filter(role__in=list(COMMITTEE), body=meeting.body_id)
    if kind is MeetingKind.CHAIRPERSONS:
        committee = Body.objects.filter(congress=meeting.county_id, kind=Body.Kind.STANDING_COMMITTEE)
        posts = Post.objects.on(on).filter(role__in=[Role.CHAIR, Role.VICE_CHAIR], body__in=committee)
    if kind is MeetingKind.COMMITTEE:
        posts = Post.objects.on(on).filter(role__in=[*COMMITTEE, Role.HEAD], body=meeting.body_id)
    return Person.objects.filter(pk__in=posts.values("person"))


def roll_of(meeting: Meeting, in_office: int, here: int) -> Roll:
    """The numbers a meeting, its votes and its papers count with: the one place that says what the whole is.

    Only the standing committee has seats fixed from above; the county's setting says whether they or those in office
    are 全体组成人员.
    """
    if meeting.kind != MeetingKind.STANDING_COMMITTEE:
        return Roll(in_office, here)
    setting = rows(meeting.county, [WHOLE]).get(WHOLE)
    membership = Membership(str(setting.value)) if setting else Membership.IN_OFFICE
    return Roll(in_office, here, meeting.body.seats if meeting.body else None, membership)
