"""Activities one may read: the house all of its own; others those they take part in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from congress.access.meetings import works_here
from congress.access.standing import Anyone, standing
from congress.models import Activity, ActivityFile, Attachment, Finding, Participation
from congress.rules.roles import OFFICE


def activities(user: Anyone) -> QuerySet[Activity]:
    """The offices, the leaders and the committee read all; whoever takes part, and its unit, reads that one."""
    who = standing(user)
    rows = Activity.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if works_here(who) or who.is_committee:
        return rows
    there = Participation.objects.filter(activity=OuterRef("pk"))
    mine = Q(person=who.person_id) | Q(department__in=who.departments)
    return rows.filter(Exists(there.filter(mine)))


def reads_findings(user: Anyone) -> bool:
    """Whether somebody reads what was found and by whom: the house; a unit is told through the opinion."""
    who = standing(user)
    return works_here(who) or who.is_committee


def participations(user: Anyone) -> QuerySet[Participation]:
    """Who takes part in readable activities."""
    return Participation.objects.filter(activity__in=activities(user))


def findings(user: Anyone) -> QuerySet[Finding]:
    """What was found: inside, and by the deputies who took part."""
    who = standing(user)
    rows = Finding.objects.filter(activity__in=activities(user))
    if reads_findings(user):
        return rows
    mine = Participation.objects.filter(activity=OuterRef("activity"), person=who.person_id or 0)
    return rows.filter(Exists(mine))


def activity_files(user: Anyone) -> QuerySet[ActivityFile]:
    """Files of readable activities; internal ones stay inside."""
    rows = ActivityFile.objects.filter(activity__in=activities(user))
    return rows if reads_findings(user) else rows.filter(attachment__mark=Attachment.Mark.PUBLIC)


def organises(user: Anyone) -> bool:
    """Whether somebody enters activities: who works in an office of the county congress."""
    who = standing(user)
    return any(post.role in OFFICE and post.body and post.body.congress_id == who.county_id for post in who.posts)


def organises_this(user: Anyone, activity: Activity) -> bool:
    """Whether somebody writes on an activity: the office that holds it, and who keeps the week's programme."""
    who = standing(user)
    if activity.county_id != who.county_id:
        return False
    return activity.office_id in who.bodies(OFFICE) or (organises(user) and "office" in who.body_kinds())
