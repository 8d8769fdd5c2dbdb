"""What appointments lay on a desk: motions that wait for the keepers, oaths that come due."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings
from congress.clock import today
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import User
from congress.queries.deadlines import SOON_DAYS, due
from personnel.models import AppointmentMotion, Oath
from personnel.rules.motions import ENDED, Case, MotionState, expected
from personnel.rules.oaths import AWAITED


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """For the keepers alone; for nobody else anything of it exists."""
    if not keeps_meetings(who):
        return []
    return [*_oaths(who), *_motions(who)]


def _motions(who: Standing) -> list[DeskItem]:
    rows = AppointmentMotion.objects.filter(county_id=who.county_id).exclude(state__in=ENDED)
    return [_motion(row) for row in rows.annotate(number_of_lines=Count("lines")).order_by("id")[:20]]


def _motion(row: AppointmentMotion) -> DeskItem:
    case = Case(
        lines=row.number_of_lines,  # type: ignore[attr-defined]
        carried=int(row.state != MotionState.VOTED or row.announced_on is not None),
        notified=row.notified_on is not None,
    )
    event = expected(MotionState(row.state), case)
    if row.state in {MotionState.VOTED, MotionState.VOTING}:
        task = _("等待表决结果") if row.state == MotionState.VOTING else _("公告，通知提请机关")
    else:
        task = label(event) if event else row.get_state_display()
    return DeskItem(
        title=row.number,
        url=reverse("appointment", args=[row.pk]),
        subject=row.get_proposer_display(),
        task=task,
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
