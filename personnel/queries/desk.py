"""What appointments and what follows lay on a desk: motions that wait for the keepers, duty reports not handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Standing, keeps_meetings
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import User
from congress.queries.deadlines import county_due
from congress.queries.parameters import basis_of
from personnel.models import AppointmentMotion, DutyReport
from personnel.rules.after import REPORT_DUE
from personnel.rules.motions import ENDED, MotionState
from personnel.rules.offices import Proposer

MOST = 20


@dataclass(frozen=True)
class Waiting:
    """A motion or a duty report, as both are read in one query. ``person`` and ``due`` are of reports alone."""

    pk: int
    year: int
    serial: int
    words: str
    state: str
    since: date
    person: int | None
    due: date | None


COLUMNS = tuple(Waiting.__dataclass_fields__)


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Motions for the keepers alone; reports that are late for them, and one's own that is asked for.

    One query, and one for the rule where a report waits.
    """
    if who.person_id is None or user.county is None:
        return []
    mine, keeps = Q(person=who.person_id), keeps_meetings(who)
    asked = DutyReport.objects.filter(mine | Q(due_on__lt=who.on) if keeps else mine, received_on=None)
    found = asked.filter(county=user.county).annotate(
        serial=Value(0), words=Concat("organ", "post"), state=Value(""), since=F("asked_on"), due=F("due_on")
    )
    rows = found.order_by().values_list(*COLUMNS)
    if keeps:
        rows = _motions(who).union(rows, all=True)
    waiting = [Waiting(*row) for row in rows.order_by("due", "pk")[: 2 * MOST]]
    items = [_motion(row) for row in waiting if row.person is None]
    reports = [row for row in waiting if row.person is not None]
    return [*items, *(_reports(reports, who, basis_of(user.county, REPORT_DUE)) if reports else [])]


def _motions(who: Standing) -> Any:
    open_ = AppointmentMotion.objects.filter(county_id=who.county_id).exclude(state__in=ENDED)
    rows = open_.annotate(
        words=Cast("proposer", CharField()),
        since=Coalesce("tabled_on", TruncDate("created_at")),
        person=Cast(Value(None), BigIntegerField()),
        due=Cast(Value(None), DateField()),
    )
    return rows.order_by().values_list(*COLUMNS)


TASKS = {
    MotionState.DRAFT: gettext_lazy("填写人选，登记提请"),
    MotionState.TABLED: gettext_lazy("收材料、登记考试成绩，审核"),
    MotionState.CHECKED: gettext_lazy("列入会议"),
    MotionState.SCHEDULED: gettext_lazy("准备表决"),
    MotionState.VOTING: gettext_lazy("等待表决结果"),
    MotionState.VOTED: gettext_lazy("公告，通知提请机关"),
    MotionState.ANNOUNCED: gettext_lazy("通知、任命书、报上一级"),
}


def _motion(row: Waiting) -> DeskItem:
    return DeskItem(
        title=str(AppointmentMotion(year=row.year, serial=row.serial)),
        url=reverse("appointment", args=[row.pk]),
        subject=label(Proposer(row.words)),
        task=str(TASKS[MotionState(row.state)]),
        verb=_("查看"),
        since=row.since,
    )


def _reports(rows: Sequence[Waiting], who: Standing, basis: str) -> list[DeskItem]:
    """Reports that did not come: one's own each, for the keepers those of a year together."""
    found, late = [], dict[int, list[Waiting]]()
    for row in rows:
        if row.person == who.person_id:
            found.append(_own(row, basis))
        else:
            late.setdefault(row.year, []).append(row)
    return found + [_late(year, those, basis) for year, those in late.items()]


def _own(row: Waiting, basis: str) -> DeskItem:
    return DeskItem(
        title=_("%(year)s年度履职报告") % {"year": row.year},
        url=reverse("duty-report", args=[row.pk]),
        subject=row.words,
        task=_("向常委会报送履职报告"),
        verb=_("查看"),
        since=row.since,
        due=county_due(row.due or row.since, _("报送履职报告"), basis),
    )


def _late(year: int, rows: Sequence[Waiting], basis: str) -> DeskItem:
    first = rows[0]
    return DeskItem(
        title=_("%(year)s年度履职报告%(n)s份没有收到") % {"year": year, "n": len(rows)},
        url=f"{reverse('duty-reports')}?year={year}&show=late",
        subject=first.words if len(rows) == 1 else _("%(office)s等") % {"office": first.words},
        task=_("联系报告人，收到后登记"),
        verb=_("查看"),
        since=first.since,
        due=county_due(first.due or first.since, _("报送履职报告"), basis),
    )
