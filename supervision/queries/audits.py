"""Lists of what the audit found as read: their figures, their problems, the law's date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone, Standing
from congress.kinds import DeskItem
from congress.labels import State, label
from congress.models import DeadlineRule, FollowUp, Reply, User
from congress.queries.deadlines import Due, due, foresee
from congress.rules.followups import FollowUpState, ReplyState
from congress.rules.percentages import percent
from supervision.access.normative import audit_problems, own_offices
from supervision.models import AuditList, AuditProblem
from supervision.rules.audits import CLASSES, AuditState, Counted, Progress, Sum, sums

LAST = "last_outcome"


def with_progress(rows: QuerySet[AuditProblem]) -> QuerySet[AuditProblem]:
    """Problems with the class of their last answer that was checked."""
    issued = Reply.objects.filter(assignment__followup=OuterRef("followup"), state=ReplyState.ISSUED).order_by("-id")
    return rows.annotate(
        last_outcome=Subquery(issued.values("outcome__code")[:1]), last_words=Subquery(issued.values("summary")[:1])
    )


def progress_of(row: AuditProblem) -> Progress:
    """How far a problem is, read with :func:`with_progress`."""
    return CLASSES.get(getattr(row, LAST, None) or "", Progress.OPEN)


@dataclass(frozen=True)
class Row:
    """A problem as the list shows it."""

    problem: AuditProblem
    progress: State
    code: str
    handling: str
    words: str


@dataclass(frozen=True)
class Share:
    """A line of the figures: count, money, and their part of the whole in per cent."""

    label: str
    code: str
    sum: Sum
    of_count: Decimal | None
    of_amount: Decimal | None

    @property
    def note(self) -> str:
        """Share and money in words."""
        share = "" if self.of_count is None else f"{self.of_count}%　"
        return share + _("%(n)s 万元") % {"n": self.sum.amount}


@dataclass(frozen=True)
class Page:
    """A list with its figures and problems."""

    state: State
    due: Due
    rows: list[Row]
    shares: list[Share]
    whole: Sum

    @property
    def whole_note(self) -> str:
        """The money of all of them."""
        return _("%(n)s 万元") % {"n": self.whole.amount}


def page_of(user: Anyone, audit: AuditList, progress: str = "") -> Page:
    """The page of a readable list; ``progress`` shows those of one kind alone. Two queries."""
    problems = list(
        with_progress(audit_problems(user).filter(audit=audit)).select_related("unit", "followup").order_by("position")
    )
    counted = [Counted(progress_of(row), row.amount) for row in problems]
    shown = [row for row in problems if not progress or progress_of(row).value == progress]
    whole = Sum(len(problems), sum((row.amount for row in problems if row.amount is not None), Decimal(0)))
    return Page(
        state=State.of(AuditState(audit.state)),
        due=law_due(audit),
        rows=[_row(row) for row in shown],
        shares=_shares(counted, whole),
        whole=whole,
    )


def _row(row: AuditProblem) -> Row:
    progress = progress_of(row)
    handling = label(FollowUpState(row.followup.state)) if row.followup else ""
    return Row(row, State.of(progress), progress.value, handling, getattr(row, "last_words", "") or "")


def _shares(counted: Iterable[Counted], whole: Sum) -> list[Share]:
    """Cents are counted, so that the money's share is rounded like any other."""
    found = sums(list(counted))
    return [
        Share(
            label(progress),
            progress.value,
            one,
            percent(one.count, whole.count),
            percent(int(one.amount * 100), int(whole.amount * 100)),
        )
        for progress, one in found.items()
    ]


def law_due(audit: AuditList) -> Due:
    """By when the report on the rectification is heard; the law's date unless the county set a shorter one."""
    entry = foresee(audit.county, audit.rule.key, audit.reported_on)
    is_law, entry.kind = entry.kind == DeadlineRule.Kind.LAW, DeadlineRule.Kind.LOCAL
    entry.due_on = audit.due_on
    shown = due(entry, met_on=audit.heard_on)
    words = _("法定听取整改报告期限") if is_law else shown.clock
    return replace(shown, clock=words, is_law=is_law)


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Lists of one's own office whose next step is open: to hand over, to report on, to publish. One query."""
    mine = own_offices(user)
    if not mine:
        return []
    rows = AuditList.objects.filter(office__in=mine, published_on=None).select_related("county", "rule__basis")
    tasks = {
        AuditState.DRAFT: (_("录入问题并交办"), _("编制")),
        AuditState.HANDED_OVER: (_("汇总整改结果，提请常委会听取整改报告"), _("查看进展")),
        AuditState.REPORTED: (_("向社会公布整改情况"), _("登记公布")),
    }
    return [
        DeskItem(
            title=str(row),
            url=reverse("audit", args=[row.pk]),
            subject=row.source,
            task=tasks[AuditState(row.state)][0],
            verb=tasks[AuditState(row.state)][1],
            since=row.handed_over_on or row.reported_on,
            due=law_due(row) if row.state != AuditState.REPORTED else None,
        )
        for row in rows.order_by("due_on")[:5]
    ]


def page_key(followup: FollowUp) -> int:
    """The problem that owns a follow-up."""
    return int(AuditProblem.objects.values_list("pk", flat=True).get(followup=followup))
