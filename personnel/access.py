"""Who sees which appointment, by person and step.

Before the vote: the keepers (the general office), the leaders, the organ that brought the motion in its own, and the
members of the committee from the notice of the meeting on, which it is laid before. For everybody else it is not
there. Afterwards: what was voted on for the county's offices and the committee. Who holds an office is public.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, keeps_meetings, standing, works_here
from congress.access.meetings import ON_AGENDA
from congress.access.standing import Standing
from congress.models import Attachment, Body
from congress.rules.roles import COMMITTEE
from personnel.models import (
    AppointmentLine,
    AppointmentMotion,
    Ceremony,
    CeremonyFile,
    DutyReport,
    ExamResult,
    Holding,
    Oath,
    Office,
    Review,
    Sanction,
)
from personnel.rules.motions import AT_MEETING, BEFORE_RESULT


def keeps_appointments(user: Anyone) -> bool:
    """Whether somebody handles appointments: the clerks and the director of the general office."""
    return keeps_meetings(standing(user))


def is_few(who: Standing) -> bool:
    """The few who know of a name before the vote: keepers and leaders."""
    return keeps_meetings(who) or who.is_leader


def motions(user: Anyone) -> QuerySet[AppointmentMotion]:
    """Motions one may read, by person and step."""
    who = standing(user)
    rows = AppointmentMotion.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if is_few(who):
        return rows
    scope = Q(organ__in=who.departments)
    decided = ~Q(state__in=BEFORE_RESULT)
    if works_here(who) or _sits(who):
        scope |= decided
    if _sits(who):
        scope |= Q(
            state__in=AT_MEETING,
            item__state__in=ON_AGENDA,
            item__meeting__notified_at__isnull=False,
            item__meeting__body__in=who.bodies(COMMITTEE),
        )
    return rows.filter(scope)


def _sits(who: Standing) -> bool:
    """Whether somebody is a member of the standing committee of his county, not of a committee alone."""
    kinds = {post.body.kind for post in who.posts if post.body and post.role in COMMITTEE}
    return Body.Kind.STANDING_COMMITTEE in kinds


def lines(user: Anyone) -> QuerySet[AppointmentLine]:
    """Lines of readable motions."""
    return AppointmentLine.objects.filter(motion__in=motions(user))


def reads_examination(user: Anyone) -> bool:
    """Whether somebody reads marks, complaints and the Party letter's number: the few alone, never at the meeting."""
    return is_few(standing(user))


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


def oaths(user: Anyone) -> QuerySet[Oath]:
    """Oaths owed and sworn: for the county's offices, the committee, and whoever swears."""
    who = standing(user)
    rows = Oath.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    return rows if reads_oaths(user) else rows.filter(holding__person=who.person_id)


def reads_oaths(user: Anyone) -> bool:
    """Whether somebody reads all oaths: the offices, the leaders, the committee."""
    who = standing(user)
    return works_here(who) or _sits(who)


def ceremonies(user: Anyone) -> QuerySet[Ceremony]:
    """Ceremonies: for whoever reads all oaths."""
    rows = Ceremony.objects.filter(county_id=standing(user).county_id)
    return rows if reads_oaths(user) else rows.none()


def ceremony_files(user: Anyone) -> QuerySet[CeremonyFile]:
    """Photographs of readable ceremonies."""
    return CeremonyFile.objects.filter(ceremony__in=ceremonies(user))


def ceremony_attachments(user: Anyone) -> QuerySet[Attachment]:
    """The same as files to be downloaded."""
    return Attachment.objects.filter(pk__in=ceremony_files(user).values("attachment"))


def supervises(user: Anyone) -> bool:
    """Whether somebody reads how those in office are supervised: the few and the committee."""
    who = standing(user)
    return is_few(who) or _sits(who)


def duty_reports(user: Anyone) -> QuerySet[DutyReport]:
    """Duty reports: for the few and the committee; whoever gave one reads his own."""
    who = standing(user)
    rows = DutyReport.objects.filter(holding__office__county_id=who.county_id)
    return rows if supervises(user) else rows.filter(holding__person=who.person_id or 0)


def reviews(user: Anyone) -> QuerySet[Review]:
    """Reviews: for the few and, from the ballot on, the committee; whoever was reviewed reads what he was told."""
    who = standing(user)
    rows = Review.objects.filter(holding__office__county_id=who.county_id)
    if is_few(who):
        return rows
    voted = Q(voted_on__isnull=False)
    if _sits(who):
        return rows.filter(voted)
    return rows.filter(Q(told_on__isnull=False), holding__person=who.person_id or 0)


def sanctions(user: Anyone) -> QuerySet[Sanction]:
    """Sanctions notified: for the few."""
    who = standing(user)
    rows = Sanction.objects.filter(holding__office__county_id=who.county_id)
    return rows if is_few(who) else rows.none()
