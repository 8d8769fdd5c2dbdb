"""Who sees oaths, and what is supervised after an appointment: as few as know of the appointment itself.

The few are the general office (人事任免的工作机构) and the leaders. Whoever swears sees his own. That somebody has
sworn is public once his election or appointment was announced. Reports, reviews and sanctions are nobody else's
business: a review is read by the committee that voted on it, from the vote on, and by others once it is published.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, standing
from congress.access.meetings import keeps_meetings
from congress.access.standing import Standing
from congress.models import Attachment, Body
from congress.rules.roles import COMMITTEE
from personnel.models import Ceremony, DutyReport, OathDuty, PersonnelFile, Review, Sanction, Swearing
from personnel.rules.oaths import OathState


def keeps_personnel(user: Anyone) -> bool:
    """Whether somebody handles oaths and what follows: clerks and director of the general office."""
    return keeps_meetings(standing(user))


def is_few(user: Anyone) -> bool:
    """The few who read all of it: keepers and leaders."""
    who = standing(user)
    return keeps_meetings(who) or who.is_leader


def sits(who: Standing) -> bool:
    """Whether somebody is a member of the standing committee itself."""
    kinds = {post.body.kind for post in who.posts if post.body and post.role in COMMITTEE}
    return Body.Kind.STANDING_COMMITTEE in kinds


def oath_duties(user: Anyone) -> QuerySet[OathDuty]:
    """Oaths owed and sworn: all for the few, one's own, and who has sworn after the announcement for everybody."""
    who = standing(user)
    rows = OathDuty.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if is_few(user):
        return rows
    public = Q(state=OathState.SWORN, announced_on__lte=who.on)
    return rows.filter(public | Q(person=who.person_id))


def ceremonies(user: Anyone) -> QuerySet[Ceremony]:
    """Ceremonies: for the few, and for whoever swears at one."""
    who = standing(user)
    rows = Ceremony.objects.filter(county_id=who.county_id)
    if is_few(user):
        return rows
    return rows.filter(pk__in=Swearing.objects.filter(duty__person=who.person_id or 0).values("ceremony"))


def swearings(user: Anyone) -> QuerySet[Swearing]:
    """Who swears at readable ceremonies; others at one's own ceremony only when their oath is public."""
    return Swearing.objects.filter(ceremony__in=ceremonies(user), duty__in=oath_duties(user))


def duty_reports(user: Anyone) -> QuerySet[DutyReport]:
    """Duty reports: for the few, and one's own."""
    who = standing(user)
    rows = DutyReport.objects.filter(county_id=who.county_id)
    return rows if is_few(user) else rows.filter(person=who.person_id or 0)


def reviews(user: Anyone) -> QuerySet[Review]:
    """Reviews: all for the few; from the vote on the committee; whoever was reviewed once he was told."""
    who = standing(user)
    rows = Review.objects.filter(county_id=who.county_id)
    if is_few(user):
        return rows
    scope = Q(person=who.person_id or 0, told_on__isnull=False) | Q(published_on__isnull=False)
    if sits(who):
        scope |= Q(rated_on__isnull=False)
    return rows.filter(scope)


def reads_reviews(user: Anyone) -> bool:
    """Whether somebody has the list of reviews: the few and the committee."""
    return is_few(user) or sits(standing(user))


def sanctions(user: Anyone) -> QuerySet[Sanction]:
    """Sanctions notified: for the few alone."""
    rows = Sanction.objects.filter(county_id=standing(user).county_id)
    return rows if is_few(user) else rows.none()


def personnel_files(user: Anyone) -> QuerySet[PersonnelFile]:
    """Files of what one may read."""
    return PersonnelFile.objects.filter(
        Q(ceremony__in=ceremonies(user)) | Q(report__in=duty_reports(user)) | Q(review__in=reviews(user))
    )


def attachments(user: Anyone) -> QuerySet[Attachment]:
    """The same, to be downloaded."""
    return Attachment.objects.filter(pk__in=personnel_files(user).values("attachment"))
