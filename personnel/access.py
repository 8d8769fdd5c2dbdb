"""Who sees which appointment, oath, and what follows, by person and step.

Before the vote a motion is known to the keepers (the general office), the leaders, the organ that brought it in its
own, and the members of the committee from the notice of the meeting on, which it is laid before. For everybody else it
is not there. Afterwards the county's offices and the committee read what was voted on. Who holds an office is public;
that somebody has sworn is public once his election or appointment was announced. Reports, reviews and sanctions are
nobody else's business: a review is read by the committee that voted on it, from the vote on, and by others once it is
published.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, standing, works_here
from congress.access.meetings import ON_AGENDA, keeps_meetings
from congress.access.standing import Standing
from congress.models import Attachment, Body
from congress.rules.roles import COMMITTEE
from personnel.models import (
    AppointmentLine,
    AppointmentMotion,
    Ceremony,
    DutyReport,
    ExamResult,
    Holding,
    OathDuty,
    Office,
    PersonnelFile,
    Review,
    Sanction,
    Swearing,
)
from personnel.rules.motions import AT_MEETING, BEFORE_RESULT
from personnel.rules.oaths import OathState


def keeps_personnel(user: Anyone) -> bool:
    """Whether somebody handles appointments and what follows: clerks and director of the general office."""
    return keeps_meetings(standing(user))


def is_few(user: Anyone) -> bool:
    """The few who read all of it, and know of a name before the vote: keepers and leaders."""
    who = standing(user)
    return keeps_meetings(who) or who.is_leader


def sits(who: Standing) -> bool:
    """Whether somebody is a member of the standing committee of his county, not of a committee alone."""
    kinds = {post.body.kind for post in who.posts if post.body and post.role in COMMITTEE}
    return Body.Kind.STANDING_COMMITTEE in kinds


# -- Appointments ----------------------------------------------------------------------------------


def motions(user: Anyone) -> QuerySet[AppointmentMotion]:
    """Motions one may read, by person and step."""
    who = standing(user)
    rows = AppointmentMotion.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if is_few(user):
        return rows
    scope = Q(organ__in=who.departments)
    decided = ~Q(state__in=BEFORE_RESULT)
    if works_here(who) or sits(who):
        scope |= decided
    if sits(who):
        scope |= Q(
            state__in=AT_MEETING,
            item__state__in=ON_AGENDA,
            item__meeting__notified_at__isnull=False,
            item__meeting__body__in=who.bodies(COMMITTEE),
        )
    return rows.filter(scope)


def reads_motions(user: Anyone) -> bool:
    """Whether the list of motions is a place for somebody: the house, the committee, organs that bring motions in."""
    who = standing(user)
    return works_here(who) or who.is_committee or bool(who.departments)


def lines(user: Anyone) -> QuerySet[AppointmentLine]:
    """Lines of readable motions."""
    return AppointmentLine.objects.filter(motion__in=motions(user))


def reads_examination(user: Anyone) -> bool:
    """Whether somebody reads marks, complaints and the Party letter's number: the few alone, never at the meeting."""
    return is_few(user)


def exams(user: Anyone) -> QuerySet[ExamResult]:
    """Marks of examinations: for the few."""
    rows = ExamResult.objects.filter(county_id=standing(user).county_id)
    return rows if reads_examination(user) else rows.none()


def offices(user: Anyone) -> QuerySet[Office]:
    """The offices of one's county, for everybody with a post or a mandate."""
    who = standing(user)
    rows = Office.objects.filter(county_id=who.county_id)
    return rows if reads_offices(user) else rows.none()


def reads_offices(user: Anyone) -> bool:
    """Whether somebody reads who holds which office: it is public, so everybody who has to do with the congress."""
    who = standing(user)
    return bool(who.sees_handling or who.mandate or who.departments)


def holdings(user: Anyone) -> QuerySet[Holding]:
    """Who holds readable offices: a name stands here only once it was carried or elected."""
    return Holding.objects.filter(office__in=offices(user))


# -- Oaths, and what follows -------------------------------------------------------------------------


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
