"""What appointments lay on a desk: motions that wait for the keepers, oaths that come due."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Standing, keeps_meetings
from congress.clock import today
from congress.kinds import DeskItem
from congress.models import User
from congress.queries.deadlines import SOON_DAYS, due
from personnel.models import AppointmentMotion, Oath
from personnel.rules.motions import ENDED, MotionState
from personnel.rules.oaths import AWAITED


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """For the keepers alone; for nobody else anything of it exists."""
    if not keeps_meetings(who):
        return []
    return [*_oaths(who), *_motions(who)]


TASKS = {
    MotionState.DRAFT: gettext_lazy("填写人选，登记提请"),
    MotionState.TABLED: gettext_lazy("收材料、登记考试成绩，审核"),
    MotionState.CHECKED: gettext_lazy("列入会议"),
    MotionState.SCHEDULED: gettext_lazy("准备表决"),
    MotionState.VOTING: gettext_lazy("等待表决结果"),
    MotionState.VOTED: gettext_lazy("公告，通知提请机关"),
    MotionState.ANNOUNCED: gettext_lazy("通知、任命书、报上一级"),
}


def _motions(who: Standing) -> list[DeskItem]:
    rows = AppointmentMotion.objects.filter(county_id=who.county_id).exclude(state__in=ENDED)
    return [_motion(row) for row in rows.order_by("id")[:20]]


def _motion(row: AppointmentMotion) -> DeskItem:
    return DeskItem(
        title=row.number,
        url=reverse("appointment", args=[row.pk]),
        subject=row.get_proposer_display(),
        task=str(TASKS[MotionState(row.state)]),
        verb=_("查看"),
        since=row.tabled_on or timezone.localdate(row.created_at),
    )


def _oaths(who: Standing) -> list[DeskItem]:
    """One line for the oaths of each vote that come due; the list names those who owe them."""
    soon = today() + timedelta(days=SOON_DAYS)
    rows = Oath.objects.filter(county_id=who.county_id, state__in=AWAITED, due_on__lte=soon)
    found: dict[int, list[Oath]] = {}
    for row in rows.select_related("entry__basis").order_by("due_on", "id"):
        found.setdefault(row.entry_id or 0, []).append(row)
    return [_oath(group) for group in found.values()]


def _oath(group: list[Oath]) -> DeskItem:
    first = group[0]
    return DeskItem(
        title=_("宪法宣誓：%(n)s人待宣誓") % {"n": len(group)},
        url=reverse("oaths"),
        subject=first.get_organiser_display(),
        task=_("安排宣誓"),
        verb=_("安排"),
        since=first.entry.anchor_on if first.entry else first.due_on,
        due=due(first.entry) if first.entry else None,
    )
