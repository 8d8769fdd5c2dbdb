"""What meetings put on somebody's desk: to answer, to hand in, to adopt, to tell, to hold the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings, works_here
from congress.clock import today
from congress.kinds import DeskItem
from congress.models import Attendance, Material, Meeting, Running, User
from congress.queries.deadlines import due
from congress.queries.meetings.notice import when
from congress.rules.followups import Clock
from congress.rules.meetings import ON_AGENDA, Answer, MeetingState
from congress.rules.roles import OFFICE

AHEAD = timedelta(days=10)
"""How long before its date a material appears on the desk of those it is awaited from or by."""
MOST = 20


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Everything meetings ask of somebody, in at most four queries."""
    if who.person_id is None:
        return []
    found = list(_answers(who))
    if works_here(who) or who.departments:
        found += _materials(who)
    if keeps_meetings(who):
        found += _preparing(who)
        found += _next_one(who)
    return found


def _answers(who: Standing) -> Iterator[DeskItem]:
    rows = Attendance.objects.filter(
        person=who.person_id or 0,
        answer=Answer.NONE,
        notified_at__isnull=False,
        meeting__state=MeetingState.NOTIFIED,
    )
    for row in rows.select_related("meeting__term", "meeting__body").order_by("meeting__starts_on")[:MOST]:
        yield DeskItem(
            title=str(row.meeting),
            url=reverse("meeting", args=[row.meeting_id]),
            subject=f"{when(row.meeting)}　{row.meeting.place}",
            task=_("请回执"),
            verb=_("回执"),
            since=timezone.localdate(row.notified_at) if row.notified_at else today(),
            do_url=reverse("meeting-answer", args=[row.pk]),
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


def _preparing(who: Standing) -> Iterator[DeskItem]:
    """Meetings whose agenda is not adopted or whose notice has not gone out, a fortnight ahead."""
    rows = Meeting.objects.filter(
        county=who.county_id, state=MeetingState.PREPARING, starts_on__lte=today() + timedelta(days=14)
    )
    for row in rows.select_related("term", "body").order_by("starts_on", "id")[:MOST]:
        adopted = row.agenda_adopted_on is not None
        yield DeskItem(
            title=str(row),
            url=reverse("meeting", args=[row.pk]),
            subject=when(row),
            task=_("会议通知待发出") if adopted else _("议程待通过"),
            verb=_("发出通知") if adopted else _("编排议程"),
            since=row.starts_on,
            do_url=reverse("meeting-notify" if adopted else "meeting-agenda", args=[row.pk]),
        )


def _next_one(who: Standing) -> Iterator[DeskItem]:
    """That the county's alarm since the last meeting of the standing committee has passed and none is planned."""
    running = Running.objects.filter(county=who.county_id or 0, clock=Clock.MEETING_ALARM, due_on__lte=today())
    row = running.select_related("entry__basis", "meeting__term", "meeting__body").first()
    if row is None or row.meeting is None:
        return
    last = row.meeting
    yield DeskItem(
        title=_("距上次常委会会议已 %(n)s 天") % {"n": (today() - last.starts_on).days},
        url=reverse("meetings-year"),
        subject=_("上次：%(meeting)s") % {"meeting": last},
        task=_("下次会议尚未登记"),
        verb=_("登记会议"),
        since=row.due_on,
        do_url=reverse("meeting-new"),
        due=due(row.entry),
    )
