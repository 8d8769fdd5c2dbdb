"""应出席人员: the roll of a meeting, called from the posts and mandates of its day."""

from __future__ import annotations

from collections.abc import Iterable

from congress.models import Attendance, Mandate, Meeting, Person, Post
from congress.queries.meetings.presence import members
from congress.queries.names import name_order
from congress.rules.meetings import MeetingKind, Quality
from congress.rules.roles import COMMITTEE, Role

RANK = {Role.CHAIR: 0, Role.VICE_CHAIR: 1, Role.MEMBER: 2}
LAST = (9, "")


def call_roll(meeting: Meeting) -> None:
    """Everybody who makes up the meeting on its day, by rank; who no longer does and has not come goes.

    Who stands on it already keeps his answer. A presidium has no posts: its roll is entered by hand.
    """
    if meeting.kind == MeetingKind.PRESIDIUM:
        return
    roll = list(members(meeting, meeting.starts_on).order_by(*name_order(meeting.county), "id"))
    meeting.attendances.filter(quality=Quality.MEMBER, came_at=None).exclude(person__in=roll).delete()
    ranks, delegations = _ranks(meeting, roll), _delegations(meeting, roll)
    known = {row.person_id: row for row in meeting.attendances.filter(person__isnull=False)}
    fresh: list[Attendance] = []
    for order, person in enumerate(sorted(roll, key=lambda one: ranks.get(one.pk, LAST)[0])):
        row = known.get(person.pk) or Attendance(meeting=meeting, person=person)
        before = _seat(row)
        row.quality, row.item = Quality.MEMBER, None
        row.place_order, row.title = order, ranks.get(person.pk, LAST)[1]
        row.delegation_id = delegations.get(person.pk)
        if row.pk is None:
            fresh.append(row)
        elif _seat(row) != before:
            row.save()
    Attendance.objects.bulk_create(fresh)


def _seat(row: Attendance) -> tuple[object, ...]:
    return row.quality, row.item_id, row.place_order, row.title, row.delegation_id


def _delegations(meeting: Meeting, roll: Iterable[Person]) -> dict[int, int]:
    mandates = Mandate.objects.on(meeting.starts_on).filter(person__in=list(roll), term=meeting.term_id)
    return dict(mandates.values_list("person", "delegation"))


def _ranks(meeting: Meeting, roll: Iterable[Person]) -> dict[int, tuple[int, str]]:
    """By person: how high his post in the committee stands, and its title."""
    posts = Post.objects.on(meeting.starts_on).filter(
        person__in=list(roll), role__in=list(COMMITTEE), body__congress=meeting.county_id
    )
    found: dict[int, tuple[int, str]] = {}
    for post in posts:
        here = (RANK[Role(post.role)], post.title or post.get_role_display())
        found[post.person_id] = min(found.get(post.person_id, here), here)
    return found
