"""What the core tells supervision: a meeting was moved, a meeting was closed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.models import Meeting, Person, Post, User
from congress.queries.deadlines import chinese_date
from congress.rules.meetings import ON_AGENDA
from congress.rules.roles import OFFICE
from congress.services.base import locked, save
from congress.services.notices import tell
from supervision.models import Topic
from supervision.rules.topics import OPEN
from supervision.rules.ways import StepCode
from supervision.services.steps import settle, start_clocks

HEARD = (StepCode.DELIBERATION, StepCode.ASKING)


def meeting_moved(actor: User, meeting: Meeting) -> None:
    """Tell those who work on the meeting's topics; what was prepared stays, with the dates of the new day."""
    topics = list(Topic.objects.filter(item__meeting=meeting, state__in=OPEN).select_related("office", "vice_chair"))
    if not topics:
        return
    day = chinese_date(meeting.starts_on)
    for topic in topics:
        text = _(
            "%(meeting)s改为%(day)s举行，监督议题《%(title)s》随之改期；已收到的材料保留，没有收到的按新日期推算。"
        )
        shape = {"meeting": meeting, "day": day, "title": topic.title}
        tell(meeting.county, _concerned(topic), _("监督议题随会议改期"), text % shape)


def _concerned(topic: Topic) -> list[Person]:
    offices = [topic.office_id, *topic.joint.values_list("body", flat=True)]
    posts = Post.objects.filter(body__in=[key for key in offices if key], role__in=list(OFFICE), until=None)
    people = [post.person for post in posts.select_related("person").order_by("id")]
    return [*people, topic.vice_chair] if topic.vice_chair else people


def meeting_closed(actor: User, meeting: Meeting) -> None:
    """Topics of the meeting that were on its adopted agenda have been heard; who reports and answers is kept there."""
    for topic in Topic.objects.filter(item__meeting=meeting, item__state__in=ON_AGENDA, state__in=OPEN):
        fresh = locked(topic, None)
        step = fresh.steps.filter(code__in=HEARD, done_on=None).order_by("position").first()
        if step is None:
            continue
        row = locked(step, None)
        row.done_on, row.done_by, row.meeting = meeting.ends_on, actor, meeting
        save(row)
        start_clocks(fresh)
        settle(fresh)
