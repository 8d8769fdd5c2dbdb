"""What meetings put on somebody's desk: to answer, to hand in, to adopt, to tell, to hold the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings, works_here
from congress.clock import today
from congress.kinds import DeskItem
from congress.models import Attendance, Deadline, Material, Meeting, Running, User
from congress.queries.balloting import desk as votes
from congress.queries.deadlines import due
from congress.queries.meetings.notice import when
from congress.rules.followups import Clock
from congress.rules.meetings import ON_AGENDA, Answer, MeetingState
from congress.rules.roles import OFFICE

AHEAD = timedelta(days=10)
"""How long before its date a material appears on the desk of those it is awaited from or by."""
PREPARED = timedelta(days=14)
"""How long before a meeting its agenda and its notice are asked for."""
MOST = 20


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Everything meetings ask of somebody: of invitations and preparations in one query, of materials in another."""
    if who.person_id is None:
        return []
    found = [item for meeting in _meetings(who) for item in _of_meeting(meeting)]
    if works_here(who) or who.departments:
        found += _materials(who)
    return found


def _meetings(who: Standing) -> QuerySet[Meeting]:
    """Meetings with something to do: an answer, for the keepers the agenda or the notice, or that none is planned."""
    mine = Attendance.objects.filter(
        meeting=OuterRef("pk"), person=who.person_id or 0, answer=Answer.NONE, notified_at__isnull=False
    )
    wanted = Q(state=MeetingState.NOTIFIED, place_id__isnull=False)
    alarm = Running.objects.none()
    if keeps_meetings(who):
        alarm = Running.objects.filter(meeting=OuterRef("pk"), clock=Clock.MEETING_ALARM, due_on__lte=today())
        soon = Q(state=MeetingState.PREPARING, starts_on__lte=today() + PREPARED)
        wanted |= soon | Q(alarm_id__isnull=False)
    rows = Meeting.objects.filter(county=who.county_id or 0).annotate(
        place_id=Subquery(mine.values("pk")[:1]),
        alarm_id=Subquery(alarm.values("entry")[:1]),
        counts=votes.counts_of(who),
    )
    wanted |= Q(state=MeetingState.OPEN, counts__len__gt=0)
    return rows.filter(wanted).select_related("term", "body").order_by("starts_on", "id")[:MOST]


def _of_meeting(row: Any) -> Iterator[DeskItem]:
    yield from votes.items(row)
    if row.place_id and row.state == MeetingState.NOTIFIED:
        yield _answer(row)
    elif row.state == MeetingState.PREPARING:
        yield _prepare(row)
    elif row.alarm_id:
        yield _next_one(row)


def _answer(row: Any) -> DeskItem:
    return DeskItem(
        title=str(row),
        url=reverse("meeting", args=[row.pk]),
        subject=f"{when(row)}　{row.place}",
        task=_("请回执"),
        verb=_("回执"),
        since=timezone.localdate(row.notified_at),
        do_url=reverse("meeting-answer", args=[row.place_id]),
    )


def _prepare(row: Meeting) -> DeskItem:
    """The agenda first, then the notice."""
    adopted = row.agenda_adopted_on is not None
    return DeskItem(
        title=str(row),
        url=reverse("meeting", args=[row.pk]),
        subject=when(row),
        task=_("会议通知待发出") if adopted else _("议程待通过"),
        verb=_("发出通知") if adopted else _("编排议程"),
        since=row.starts_on,
        do_url=reverse("meeting-notify" if adopted else "meeting-agenda", args=[row.pk]),
    )


def _next_one(last: Any) -> DeskItem:
    """That the county's alarm since the last meeting of the standing committee has passed and none is planned."""
    entry = Deadline.objects.select_related("basis").get(pk=last.alarm_id)
    return DeskItem(
        title=_("距上次常委会会议已 %(n)s 天") % {"n": (today() - last.starts_on).days},
        url=reverse("meetings-year"),
        subject=_("上次：%(meeting)s") % {"meeting": last},
        task=_("下次会议尚未登记"),
        verb=_("登记会议"),
        since=entry.due_on,
        do_url=reverse("meeting-new"),
        due=due(entry),
    )


def _materials(who: Standing) -> Iterator[DeskItem]:
    """Materials that are near or late: for the organ that reports, the office that answers for it, the keepers."""
    theirs = Q(item__organ__in=who.departments)
    if works_here(who):
        theirs |= Q(item__office__in=who.bodies(OFFICE))
    if keeps_meetings(who):
        theirs |= Q(item__meeting__county=who.county_id)
    rows = Material.objects.filter(
        theirs,
        received_on=None,
        due_on__lte=today() + AHEAD,
        item__state__in=ON_AGENDA,
        item__meeting__state__in=[MeetingState.PREPARING, MeetingState.NOTIFIED],
    )
    open_ = Q(item__restricted=False) | Q(item__office__in=who.bodies(OFFICE))
    rows = rows if keeps_meetings(who) or who.is_leader else rows.filter(open_)
    related = ("item__meeting__term", "item__meeting__body", "entry__basis", "item__organ")
    for row in rows.select_related(*related).order_by("due_on", "id")[:MOST]:
        receives = works_here(who)
        page = reverse("meeting", args=[row.item.meeting_id])
        yield DeskItem(
            title=row.item.title,
            url=page,
            subject=str(row.item.meeting),
            task=_("材料待收：%(unit)s") % {"unit": row.item.organ or ""} if receives else _("请报送会议材料"),
            verb=_("登记材料") if receives else _("查看"),
            since=row.due_on,
            do_url=reverse("meeting-material", args=[row.pk]) if receives else page,
            due=due(row.entry),
        )
