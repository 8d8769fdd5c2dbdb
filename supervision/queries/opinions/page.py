"""What the page of an opinion shows, within what the reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.kinds import Link, registry
from congress.labels import State, label
from congress.models import Assignment, Attachment, Reply
from congress.queries.actions import Action
from congress.queries.deadlines import Due, current_due, running_ledger_of
from congress.queries.handling import File, file_rows
from congress.queries.timeline import Entry, Round
from congress.rules.followups import OVER, FollowUpState, HandlingRole, ReplyState
from supervision.models import (
    Consequence,
    DeliberationOpinion,
    HandlingReport,
    OpinionFile,
    OpinionItem,
    PaperNotice,
    SiteCheck,
    Topic,
)
from supervision.queries.opinions.moves import open_moves
from supervision.rules.opinions import Assessment, Measure, OpinionState, Paper

GATHERED = "opinion-handling-report"


@dataclass(frozen=True)
class ItemRow:
    """One item: what, who, how, by when, where it stands, and what was reported of it."""

    item: OpinionItem
    state: State | None
    units: str
    due: Due | None
    url: str
    reply: Reply | None = None


@dataclass(frozen=True)
class PaperRow:
    """One of the three documents: published where and when, told to the deputies when."""

    label: str
    notice: PaperNotice | None
    basis: str


@dataclass(frozen=True)
class Page:
    """Everything on an opinion's page."""

    opinion: DeliberationOpinion
    state: State
    items: Sequence[ItemRow]
    actions: Sequence[Action]
    facts: Sequence[tuple[str, object]]
    topic: Link | None
    rounds: Sequence[Round]
    papers: Sequence[PaperRow]
    reports: Sequence[HandlingReport]
    files: Sequence[File]
    late: bool


def page(user: Anyone, opinion: DeliberationOpinion) -> Page:
    """Read the page in a fixed number of queries."""
    reports = list(visible_to(user, HandlingReport).filter(opinion=opinion).order_by("round"))
    notices = {row.paper: row for row in visible_to(user, PaperNotice).filter(opinion=opinion)}
    hung = Attachment.objects.filter(
        pk__in=visible_to(user, OpinionFile).filter(report__opinion=opinion).values("attachment")
    )
    return Page(
        opinion=opinion,
        state=State.of(OpinionState(opinion.state)),
        items=item_rows(user, opinion),
        actions=actions(user, opinion),
        facts=list(_facts(opinion)),
        topic=topic_of(user, opinion),
        rounds=[Round("", entries)] if (entries := _history(user, opinion, reports)) else [],
        papers=[PaperRow(label(paper), notices.get(paper.value), _("监督法第十七条")) for paper in Paper],
        reports=reports,
        files=file_rows(hung),
        late=any(report.late for report in reports),
    )


def actions(user: Anyone, opinion: DeliberationOpinion) -> list[Action]:
    """The buttons of an opinion's page, the expected ones first."""
    found = [
        Action(
            label(move.event),
            reverse(f"opinion-{move.event.value.replace('_', '-')}", args=[opinion.pk]),
            move.expected,
        )
        for move in open_moves(user, opinion)
    ]
    return sorted(found, key=lambda action: not action.primary)


def item_rows(user: Anyone, opinion: DeliberationOpinion) -> list[ItemRow]:
    """The items the reader may see, with their units, dates and what was reported."""
    parts = Assignment.objects.exclude(state__in=OVER).exclude(role=HandlingRole.ASSIST).select_related("department")
    rows = list(
        visible_to(user, OpinionItem)
        .filter(opinion=opinion)
        .select_related("followup", "department")
        .prefetch_related(Prefetch("followup__assignments", parts))
    )
    followups = [row.followup for row in rows if row.followup]
    ledger = running_ledger_of(followup.pk for followup in followups)
    replies = {
        reply.assignment.followup_id: reply
        for reply in visible_to(user, Reply)
        .filter(assignment__followup__in=[f.pk for f in followups])
        .exclude(state=ReplyState.SENT_BACK)
        .select_related("assignment", "outcome")
        .order_by("assignment__round", "id")
    }
    found = []
    for row in rows:
        followup = row.followup
        if followup is None:
            found.append(ItemRow(row, None, str(row.department or ""), None, ""))
            continue
        units = [str(part.department) for part in followup.assignments.all() if part.round == followup.round]
        state = FollowUpState(followup.state)
        found.append(
            ItemRow(
                item=row,
                state=State(registry.of(followup).word(state), State.of(state).tone),
                units="、".join(units) or str(row.department or ""),
                due=current_due(followup, ledger),
                url=reverse("opinion-item", args=[followup.pk]),
                reply=replies.get(followup.pk),
            )
        )
    return found


def topic_of(user: Anyone, opinion: DeliberationOpinion) -> Link | None:
    """The topic of supervision that was heard as the opinion's item, when the reader may see it."""
    row = visible_to(user, Topic).filter(item=opinion.agenda_item_id).values_list("pk", "title").first()
    return Link(row[1], reverse("topic", args=[row[0]])) if row else None


def _facts(opinion: DeliberationOpinion) -> Iterator[tuple[str, object]]:
    """What the opinion is, in pairs."""
    yield _("议题"), opinion.agenda_item.title
    yield _("审议的会议"), str(opinion.agenda_item.meeting)
    yield _("研究处理机关"), str(opinion.organ)
    if opinion.receiver_id != opinion.organ_id:
        yield _("牵头办理"), str(opinion.receiver)
    yield _("起草机构"), str(opinion.office)
    if opinion.leader:
        yield _("分管副主任"), str(opinion.leader)
    if opinion.adopted_by:
        yield _("通过"), str(opinion.adopted_by)
    if opinion.handed_over_on:
        yield _("交办"), day(opinion.handed_over_on)
    if opinion.report_due_on:
        yield _("书面报告期限"), _("%(day)s（本县规定，监督法没有规定天数）") % {"day": day(opinion.report_due_on)}
    if opinion.second:
        yield _("再次审议"), str(opinion.second_meeting or _("须再次审议，会议未定"))
    if opinion.decided_by:
        yield _("主任会议决定"), str(opinion.decided_by)
    if opinion.result:
        yield _("审议结果"), opinion.result
    if opinion.recall_reason:
        yield _("撤回理由"), opinion.recall_reason


def day(on: date) -> str:
    """2026年3月5日."""
    return f"{on.year}年{on.month}月{on.day}日"


def _history(user: Anyone, opinion: DeliberationOpinion, reports: Sequence[HandlingReport]) -> list[Entry]:
    """The history as people read it, newest first."""
    found = [Entry(_("起草"), timezone.localdate(opinion.created_at), str(opinion.office))]
    if opinion.adopted_on:
        found.append(Entry(_("主任会议通过"), opinion.adopted_on, str(opinion.adopted_by)))
    if opinion.handed_over_on:
        found.append(Entry(_("交办"), opinion.handed_over_on, str(opinion.receiver), opinion.number))
    if opinion.signed_for_on:
        found.append(Entry(_("签收"), opinion.signed_for_on, str(opinion.signed_for_by)))
    if opinion.plan_on:
        found.append(Entry(_("报送研究处理方案"), opinion.plan_on, str(opinion.receiver), opinion.plan))
    if opinion.split_on:
        found.append(Entry(_("分解落实"), opinion.split_on, str(opinion.receiver)))
    for report in reports:
        found += _of_report(report)
    for check in visible_to(user, SiteCheck).filter(opinion=opinion):
        assessment = State.of(Assessment(check.assessment))
        title = _("跟踪检查：%(result)s") % {"result": assessment.label}
        found.append(Entry(title, check.on, f"{check.place} · {check.people}", check.found, assessment.tone))
    for row in visible_to(user, Consequence).filter(opinion=opinion).select_related("meeting__term"):
        what = "、".join(label(Measure(code)) for code in row.measures)
        title = _("再次不满意，后续监督：%(what)s") % {"what": what}
        found.append(Entry(title, timezone.localdate(row.recorded_at), str(row.meeting), row.note, "late"))
    if opinion.closed_on:
        ended = OpinionState(opinion.state)
        found.append(Entry(label(ended), opinion.closed_on, opinion.result or opinion.recall_reason, tone="done"))
    return sorted(found, key=lambda entry: entry.on or date.min)[::-1]


def _of_report(report: HandlingReport) -> list[Entry]:
    found = [Entry(_("报告送征求意见"), timezone.localdate(report.submitted_at))]
    if report.commented_at:
        found.append(Entry(_("工作机构提出意见"), timezone.localdate(report.commented_at), text=report.comment))
    if report.reported_on:
        title = _("书面报告（逾期）") if report.late else _("书面报告")
        tone = "late" if report.late else "done"
        found.append(Entry(title, report.reported_on, report.number, tone=tone))
    return found
