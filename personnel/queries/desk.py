"""What appointments lay on a desk: motions that wait for the keepers."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Standing, keeps_meetings
from congress.kinds import DeskItem
from congress.models import User
from personnel.models import AppointmentMotion
from personnel.rules.motions import ENDED, MotionState


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """For the keepers alone; for nobody else anything of it exists."""
    if not keeps_meetings(who):
        return []
    rows = AppointmentMotion.objects.filter(county_id=who.county_id).exclude(state__in=ENDED)
    return [_motion(row) for row in rows.order_by("id")[:20]]


TASKS = {
    MotionState.DRAFT: gettext_lazy("填写人选，登记提请"),
    MotionState.TABLED: gettext_lazy("收材料、登记考试成绩，审核"),
    MotionState.CHECKED: gettext_lazy("列入会议"),
    MotionState.SCHEDULED: gettext_lazy("准备表决"),
    MotionState.VOTING: gettext_lazy("等待表决结果"),
    MotionState.VOTED: gettext_lazy("公告，通知提请机关"),
    MotionState.ANNOUNCED: gettext_lazy("通知、任命书、报上一级"),
}


def _motion(row: AppointmentMotion) -> DeskItem:
    return DeskItem(
        title=row.number,
        url=reverse("appointment", args=[row.pk]),
        subject=row.get_proposer_display(),
        task=str(TASKS[MotionState(row.state)]),
        verb=_("查看"),
        since=row.tabled_on or timezone.localdate(row.created_at),
    )
