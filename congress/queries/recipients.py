"""Who is told: the people behind the parts of a follow-up or a meeting, as they hold their posts today."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from congress.clock import today
from congress.models import AgendaItem, Assignment, Body, FollowUp, Meeting, Person, Post
from congress.rules.followups import ASKERS, PartyPart
from congress.rules.roles import OFFICE, Role


class Recipient(StrEnum):
    """Whom a notice or reminder may go to."""

    CONTACT = "contact"
    UNIT_LEADER = "unit_leader"
    COORDINATOR = "coordinator"
    OFFICE = "office"
    LEADING_CHAIR = "leading_chair"
    RECORDERS = "recorders"
    ASKER = "asker"
    ASKERS = "askers"
    KEEPERS = "keepers"
    CHAIR = "chair"


def recipients(followup: FollowUp, names: Iterable[Recipient], assignment: Assignment | None = None) -> list[Person]:
    """The people of several parts, each once; a part nobody holds adds nobody."""
    found: dict[int, Person] = {}
    for name in names:
        for person in _people(followup, Recipient(name), assignment):
            found[person.pk] = person
    return list(found.values())


def meeting_recipients(meeting: Meeting, names: Iterable[Recipient], item: AgendaItem | None = None) -> list[Person]:
    """The people behind a meeting and one item of it: who reports, who answers for it, who keeps the meeting."""
    found: dict[int, Person] = {}
    for name in names:
        for person in _of_meeting(meeting, Recipient(name), item):
            found[person.pk] = person
    return list(found.values())


def _of_meeting(meeting: Meeting, name: Recipient, item: AgendaItem | None) -> Iterable[Person]:
    match name:
        case Recipient.KEEPERS:
            return keepers(meeting.county_id)
        case Recipient.CHAIR:
            return chair(meeting.county_id)
        case Recipient.OFFICE if item and item.office_id:
            return in_post(OFFICE, body=item.office)
        case Recipient.CONTACT if item and item.organ_id:
            return in_post({Role.UNIT_CONTACT}, department=item.organ_id)
        case Recipient.UNIT_LEADER if item and item.organ_id:
            return in_post({Role.UNIT_LEADER}, department=item.organ_id)
    return []


def keepers(county: int) -> Iterable[Person]:
    """The general office, which keeps the meetings: its director and clerks."""
    offices = Body.objects.filter(congress=county, kind=Body.Kind.OFFICE)
    posts = Post.objects.on(today()).filter(role__in=list(OFFICE), body__in=offices)
    return Person.objects.filter(posts__in=posts).distinct()


def chair(county: int) -> Iterable[Person]:
    """The chairman of the standing committee."""
    committees = Body.objects.filter(congress=county, kind=Body.Kind.STANDING_COMMITTEE)
    posts = Post.objects.on(today()).filter(role=Role.CHAIR, body__in=committees)
    return Person.objects.filter(posts__in=posts).distinct()


def _people(followup: FollowUp, name: Recipient, assignment: Assignment | None) -> Iterable[Person]:
    match name:
        case Recipient.ASKER:
            return Person.objects.filter(parts__followup=followup, parts__part=PartyPart.ASKER)
        case Recipient.ASKERS:
            return Person.objects.filter(parts__followup=followup, parts__part__in=ASKERS).distinct()
        case Recipient.LEADING_CHAIR:
            return Person.objects.filter(leading__followup=followup)
        case Recipient.RECORDERS:
            places = followup.parties.filter(part=PartyPart.RECORDER).values("body")
            posts = Post.objects.on(today()).filter(role__in=list(OFFICE), body__in=places)
            return Person.objects.filter(posts__in=posts).distinct()
        case Recipient.OFFICE:
            return in_post(OFFICE, body=followup.office)
        case Recipient.KEEPERS:
            return keepers(followup.county_id)
        case Recipient.CHAIR:
            return chair(followup.county_id)
    return _who_answers(name, assignment) if assignment is not None else []


def _who_answers(name: Recipient, assignment: Assignment) -> Iterable[Person]:
    """On the side of the unit; what was handed to a person himself nobody else of it hears of."""
    if assignment.addressee is not None:
        return [assignment.addressee] if name is Recipient.CONTACT else []
    if name is Recipient.COORDINATOR:
        return in_post({Role.UNIT_CONTACT}, department=assignment.coordinator_id) if assignment.coordinator_id else []
    role = Role.UNIT_CONTACT if name is Recipient.CONTACT else Role.UNIT_LEADER
    return in_post({role}, department=assignment.department_id)


def in_post(roles: Iterable[Role], *, department: int | None = None, body: Body | None = None) -> Iterable[Person]:
    """Holders of some roles in one place today."""
    place = {"department": department} if department else {"body": body}
    posts = Post.objects.on(today()).filter(role__in=list(roles), **place)
    return Person.objects.filter(posts__in=posts).distinct()
