"""What the core is told about supervision."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import VISIBLE, Anyone, standing, visible_to
from congress.drafts.words import Draft, Drafted
from congress.kinds import DraftKind, Kind, Traits, registry
from congress.models import Attachment, Congress, Document, FollowUp, User
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState
from congress.rules.followups import AssignmentState, Clock, FollowUpState, PartyPart
from congress.rules.policies import Judge, Policy
from congress.rules.roles import OFFICE
from congress.rules.transitions import Event, Guard
from supervision.access import opinions as access
from supervision.demo import build_opinions
from supervision.models import (
    Consequence,
    DeliberationOpinion,
    HandlingReport,
    OpinionFile,
    OpinionItem,
    PaperNotice,
    SiteCheck,
)
from supervision.queries.opinions.desk import desk_items
from supervision.rules.opinions import OPINION, ROUNDS
from supervision.services.opinions.deciding import on_ballot

RULES = {
    Clock.FORWARD: "opinion.split",
    Clock.SIGN_FOR: "opinion.sign_for",
    Clock.RETURN: "opinion.return",
    Clock.REASSIGN: "opinion.reassign",
    Clock.CO_OPINION: "opinion.co_opinion",
    Clock.CO_OPINION_REDO: "opinion.co_opinion.redo",
    Clock.REPLY: "opinion.report",
    Clock.EXTENSION: "opinion.extension",
    Clock.FIXED: "opinion.fixed",
    Clock.CHECK: "opinion.check",
    Clock.REWORK: "opinion.rework",
    Clock.PROMISE: "opinion.promise",
    Clock.PROMISE_EVALUATION: "opinion.promise.evaluation",
}
"""The rules of an item's clocks; it is handed over, met and evaluated by nobody, so those have none."""
WORDS = {
    FollowUpState.PENDING: gettext_lazy("待分解"),
    FollowUpState.CHECKING: gettext_lazy("报告待审核"),
    FollowUpState.ANSWERED: gettext_lazy("待决定"),
    FollowUpState.EVALUATED: gettext_lazy("未获认可"),
    AssignmentState.COORDINATOR_CHECK: gettext_lazy("报告待政府办审核"),
    AssignmentState.OFFICE_CHECK: gettext_lazy("报告待工作机构审核"),
    AssignmentState.ANSWERED: gettext_lazy("已报告"),
    Event.REPLY: gettext_lazy("报告办理情况"),
    Event.RAISE: gettext_lazy("报工作机构"),
    Event.DECIDE: gettext_lazy("登记主任会议决定"),
    Event.EVALUATE_PROMISE: gettext_lazy("核实兑现"),
    Clock.REPLY: gettext_lazy("办理情况报告"),
    PartyPart.OFFICE: gettext_lazy("工作机构"),
    Guard.EXTENDABLE: gettext_lazy("情况复杂的可以在期限届满前申请延期一次，由工作机构决定；另定期限的不能延期"),
    Guard.SETTLED: gettext_lazy("结果未获认可，须重新研究处理，或者由主任会议决定后续监督方式"),
}


def rule_of(followup: FollowUp, clock: Clock) -> str:
    """The deadline rule of an item's clock: all the county's own, the law names no days (监督法 §17)."""
    return RULES[clock]


def extendable(followup: FollowUp) -> bool:
    """Once, by decision of the office; a date the meeting set stands."""
    entry = followup.deadlines.filter(clock=Clock.REPLY).select_related("rule").order_by("id").first()
    return entry is None or entry.rule is None or entry.rule.key == RULES[Clock.REPLY]


def texts(followups: Collection[int]) -> Mapping[int, str]:
    """The items' own words, for the search."""
    return dict(OpinionItem.objects.filter(followup__in=followups).values_list("followup", "text"))


def traits(followups: Collection[int]) -> Mapping[int, Traits]:
    """By what items are counted: the system their organ belongs to."""
    rows = OpinionItem.objects.filter(followup__in=followups).values_list("followup", "opinion__organ__short_name")
    return {followup: Traits(category=organ[:20]) for followup, organ in rows}


def categories(county: Congress) -> Mapping[str, str]:
    """Organs by their short names, which say themselves."""
    rows = DeliberationOpinion.objects.filter(county=county).values_list("organ__short_name", "organ__name")
    return {short[:20]: name for short, name in rows.distinct().order_by("organ__place_order")}


def files(user: Anyone) -> QuerySet[Attachment]:
    """Scans of the written reports one may read."""
    return Attachment.objects.filter(pk__in=access.files(user).values("attachment"))


def read_draft(user: User, pk: int) -> Drafted | None:
    """The 审议意见书 of an adopted opinion, for the office that drafted it."""
    rows = visible_to(user, DeliberationOpinion).filter(
        office__in=standing(user).bodies(OFFICE), adopted_on__isnull=False
    )
    row = rows.select_related("organ", "agenda_item__meeting__term", "document").filter(pk=pk).first()
    if row is None:
        return None
    items = "\n".join(f"{item.position}.{item.text}" for item in row.items.order_by("position"))
    adopted = _("（%(day)s %(meeting)s通过）")
    draft = Draft(
        DocumentCode.OPINION,
        row.title,
        row.body
        if items in row.body
        else _("%(body)s\n研究处理的具体事项：\n%(items)s") % {"body": row.body, "items": items},
        addressee=row.organ.name,
        adopted=(adopted % {"day": f"{row.adopted_on:%Y年%-m月%-d日}", "meeting": row.adopted_by})[:200],
        dated=row.adopted_on,
        item=row.agenda_item_id,
    )
    begun = row.document if row.document and row.document.state != DocumentState.WITHDRAWN else None
    return Drafted(draft, row.agenda_item.meeting, row.agenda_item, words=str(row), begun=begun)


def draft_made(actor: User, pk: int, document: Document) -> None:
    """The document begun is that of the opinion."""
    DeliberationOpinion.objects.filter(pk=pk).update(document=document)


VISIBLE[Consequence] = access.consequences
VISIBLE[DeliberationOpinion] = access.opinions
VISIBLE[HandlingReport] = access.reports
VISIBLE[OpinionFile] = access.files
VISIBLE[OpinionItem] = access.items
VISIBLE[PaperNotice] = access.notices
VISIBLE[SiteCheck] = access.checks
registry.add(
    Kind(
        key=OPINION,
        label=gettext_lazy("审议意见"),
        page="opinion-item",
        rule_of=rule_of,
        extendable=extendable,
        max_rounds=lambda county: ROUNDS,
        texts=texts,
        routes={
            Event.ALLOT: "opinion-split-of-item",
            **dict.fromkeys((Event.DECIDE, Event.REWORK, Event.CONFER, Event.CLOSE), "opinion-of-item"),
        },
        together=frozenset({Event.ALLOT, Event.DECIDE, Event.REWORK, Event.CONFER, Event.CLOSE}),
        traits=traits,
        categories=categories,
        listed="opinion-items",
        policy=Policy(judge=Judge.MEETING, contact=False, allotted=True),
        words=WORDS,
    )
)
registry.desk_sources.append(desk_items)
registry.file_sources.append(files)
registry.ballot_closed.append(on_ballot)
registry.demo_builders.append(build_opinions)
registry.drafts["opinion"] = DraftKind(gettext_lazy("审议意见书"), read_draft, draft_made)
