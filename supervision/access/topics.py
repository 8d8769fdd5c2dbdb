"""Who sees what of supervision.

The plan is public by law once it is published (监督法 §63); how it is worked on is not.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from congress.access import Anyone, Standing, keeps_meetings, standing, works_here
from congress.models import Attachment, Department
from congress.rules.roles import OFFICE, UNIT, Role
from supervision.models import (
    Adjustment,
    CollectedView,
    InquiryQuestion,
    Plan,
    ProjectProgress,
    Publication,
    RareCase,
    Topic,
    TopicActivity,
    TopicFile,
    TopicOffice,
    TopicPerson,
    TopicProposal,
    TopicStep,
)
from supervision.rules.plans import IN_FORCE, PlanState
from supervision.rules.topics import NOT_ADOPTED
from supervision.rules.ways import RARE, Way

GOVERNMENT = (
    Department.System.GOVERNMENT,
    Department.System.GOVERNMENT_OFFICE,
    Department.System.GOVERNMENT_DEPARTMENT,
)
CLOSED = (Way.INVESTIGATION, Way.REMOVAL)
"""What is known to the leaders, its movers and its office alone (监督法 §58)."""


def inside(user: Anyone) -> bool:
    """Whether somebody reads how topics are worked on: the county's offices, its leaders, the committee."""
    who = standing(user)
    return works_here(who) or who.is_committee


def reads_supervision(user: Anyone) -> bool:
    """Whether supervision is a place of somebody: with a post or a mandate; not the administrator or the auditor."""
    who = standing(user)
    business = who.mandate or who.departments or who.is_staff or who.is_committee
    return who.person_id is not None and bool(business) and not who.has(Role.ADMINISTRATOR, Role.AUDITOR)


def keeps_plan(user: Anyone) -> bool:
    """Whether somebody keeps the plan: the general office."""
    return keeps_meetings(standing(user))


def enters_topics(user: Anyone) -> bool:
    """Whether somebody types in proposals and drafts topics: who works in an office of the county congress."""
    who = standing(user)
    return any(post.role in OFFICE and post.body and post.body.congress_id == who.county_id for post in who.posts)


def works_on(user: Anyone, topic: Topic) -> bool:
    """Whether somebody works on a topic: its leading office, those that work on it jointly, the general office."""
    who = standing(user)
    if topic.county_id != who.county_id:
        return False
    if keeps_meetings(who):
        return True
    mine = who.bodies(OFFICE)
    return topic.office_id in mine or any(row.body_id in mine for row in topic.joint.all())


def speaks_for(user: Anyone, topic: Topic) -> bool:
    """Whether somebody answers for the organ that reports: its own people; for the government, its office too."""
    who = standing(user)
    if topic.organ is None or topic.county_id != who.county_id:
        return False
    return topic.organ_id in who.departments or (who.coordinates and topic.organ.system in GOVERNMENT)


def plans(user: Anyone) -> QuerySet[Plan]:
    """Plans one may read: inside all of them, others what is published."""
    who = standing(user)
    rows = Plan.objects.filter(county_id=who.county_id)
    if not reads_supervision(user):
        return rows.none()
    return rows if inside(user) else rows.filter(state=PlanState.PUBLISHED)


def proposals(user: Anyone) -> QuerySet[TopicProposal]:
    """Proposals of the call: for the offices and leaders."""
    rows = TopicProposal.objects.filter(plan__county_id=standing(user).county_id)
    return rows if reads_call(user) else rows.none()


def reads_call(user: Anyone) -> bool:
    """Whether somebody reads what was proposed in the call: the offices and leaders."""
    return works_here(standing(user)) and reads_supervision(user)


def adjustments(user: Anyone) -> QuerySet[Adjustment]:
    """How readable plans were adjusted."""
    return Adjustment.objects.filter(plan__in=plans(user))


def topics(user: Anyone) -> QuerySet[Topic]:
    """Topics one may read: inside all but the closed ones, others those of published plans and of their own organ."""
    who = standing(user)
    rows = Topic.objects.filter(county_id=who.county_id)
    if not reads_supervision(user):
        return rows.none()
    moved = Exists(TopicPerson.objects.filter(topic=OuterRef("pk"), person=who.person_id))
    if inside(user):
        if who.is_leader or keeps_meetings(who):
            return rows
        return rows.filter(~Q(way__in=CLOSED) | moved | Q(office__in=who.bodies(OFFICE)))
    published = Q(plan__state=PlanState.PUBLISHED) & ~Q(state__in=NOT_ADOPTED)
    organ = Q(organ__in=who.departments) & (Q(plan__state__in=IN_FORCE) | Q(plan=None)) & ~Q(way__in=CLOSED)
    return rows.filter(published | (organ & ~Q(state__in=NOT_ADOPTED)) | moved & Q(way__in=RARE))


def offices(user: Anyone) -> QuerySet[TopicOffice]:
    """Offices of readable topics."""
    return TopicOffice.objects.filter(topic__in=topics(user))


def _within(user: Anyone) -> QuerySet[Topic]:
    """Readable topics of which one reads the work: inside, or as the organ's own."""
    rows = topics(user)
    return rows if inside(user) else rows.filter(_own_organ(standing(user)))


def _own_organ(who: Standing) -> Q:
    own = Q(organ__in=who.departments)
    return own | Q(organ__system__in=GOVERNMENT) if who.coordinates else own


def _inside_only(user: Anyone) -> QuerySet[Topic]:
    return topics(user) if inside(user) else Topic.objects.none()


def steps(user: Anyone) -> QuerySet[TopicStep]:
    """The steps of topics: inside, and for the organ that is supervised."""
    return TopicStep.objects.filter(topic__in=_within(user))


def views(user: Anyone) -> QuerySet[CollectedView]:
    """Collected views: inside, and for the organ that has to answer them."""
    return CollectedView.objects.filter(topic__in=_within(user))


def publications(user: Anyone) -> QuerySet[Publication]:
    """What is published of readable topics."""
    return Publication.objects.filter(topic__in=topics(user))


def activities(user: Anyone) -> QuerySet[TopicActivity]:
    """Which activities belong to a topic: inside."""
    return TopicActivity.objects.filter(topic__in=_inside_only(user))


def people(user: Anyone) -> QuerySet[TopicPerson]:
    """Teams and movers: inside."""
    return TopicPerson.objects.filter(topic__in=_inside_only(user))


def files(user: Anyone) -> QuerySet[TopicFile]:
    """Files of a topic: inside all of them, its organ the public ones."""
    rows = TopicFile.objects.filter(topic__in=_within(user))
    return rows if inside(user) else rows.filter(attachment__mark=Attachment.Mark.PUBLIC)


def attachments(user: Anyone) -> QuerySet[Attachment]:
    """The attachments behind readable files and annexes of views."""
    return Attachment.objects.filter(
        Q(pk__in=files(user).values("attachment")) | Q(pk__in=views(user).filter(annex__isnull=False).values("annex"))
    )


def questions(user: Anyone) -> QuerySet[InquiryQuestion]:
    """Questions of an inquiry: inside, and for the departments that have to answer them."""
    rows = InquiryQuestion.objects.filter(topic__in=topics(user))
    if inside(user):
        return rows
    own = frozenset(post.department_id for post in standing(user).posts if post.department_id and post.role in UNIT)
    return rows.filter(department__in=own)


def progress(user: Anyone) -> QuerySet[ProjectProgress]:
    """The monthly progress of projects: who reads the topic reads it."""
    return ProjectProgress.objects.filter(topic__in=topics(user))


def rare_cases(user: Anyone) -> QuerySet[RareCase]:
    """The cases of readable rare topics."""
    return RareCase.objects.filter(topic__in=topics(user))


def published_plans() -> QuerySet[Plan]:
    """What anybody may read without signing in (监督法 §63)."""
    return Plan.objects.filter(state=PlanState.PUBLISHED)


def published_topics() -> QuerySet[Topic]:
    """The topics of published plans; dropped ones stay, since the adjustment is shown."""
    return Topic.objects.filter(plan__in=published_plans()).exclude(state__in=NOT_ADOPTED)
