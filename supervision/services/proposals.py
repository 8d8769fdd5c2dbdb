"""征集议题: proposals are typed in, merged, taken into the draft, or left out with a word why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.models import Body, Department, Person, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.activities import names_a_case
from congress.services.base import command, locked, save
from congress.services.steps import need
from supervision.access.topics import enters_topics
from supervision.models import Plan, SupervisionField, Topic, TopicOffice, TopicProposal
from supervision.rules.plans import CALLED, IN_FORCE, PlanState, ProposalState, Source
from supervision.rules.topics import NOT_ADOPTED, TopicState
from supervision.rules.ways import RARE, Way
from supervision.services.base import take_plan
from supervision.services.planning import refuse_month


@dataclass(frozen=True)
class Proposed:
    """What is proposed, by whom, by which of the six legal ways, and what it came from."""

    title: str
    source: Source
    proposer: str
    received_on: date
    reason: str = ""
    organ: Department | None = None
    field: SupervisionField | None = None
    origin: str = ""
    origin_url: str = ""


@dataclass(frozen=True)
class Draft:
    """A topic as it is drafted for the plan."""

    title: str
    way: Way
    month: int
    source: Source = Source.RESEARCH
    organ: Department | None = None
    vice_chair: Person | None = None
    office: Body | None = None
    joint: Sequence[Body] = ()
    field: SupervisionField | None = None
    again: bool = False
    again_month: int | None = None
    joint_with: str = ""
    origin: str = ""
    origin_url: str = ""


def propose(*, actor: User, plan: Plan, proposed: Proposed) -> TopicProposal:
    """Type a proposal in. Raises NotAllowed outside the offices, WrongState once the plan is adopted, Incomplete."""
    with command(actor, "propose_plan_topic"):
        plan = _for_offices(actor, plan)
        proposal = TopicProposal(plan=plan, entered_by=actor)
        _fill(proposal, proposed)
        proposal.save()
    return proposal


def revise_proposal(
    *, actor: User, proposal: TopicProposal, proposed: Proposed, version: int | None = None
) -> TopicProposal:
    """Change a proposal nobody has decided on. Raises as :func:`propose`, Conflict."""
    with command(actor, "revise_proposal"):
        _for_offices(actor, proposal.plan)
        proposal = locked(proposal, version)
        _refuse_decided(proposal)
        _fill(proposal, proposed)
        save(proposal)
    return proposal


def _for_offices(actor: User, plan: Plan) -> Plan:
    fresh = locked(plan, None)
    if fresh.county_id != actor.county_id or not enters_topics(actor):
        raise NotAllowed(_("议题建议由常委会各工作机构登记。"))
    if fresh.state in IN_FORCE:
        raise WrongState(_("计划已经通过，议题的增减须由主任会议决定后登记为计划调整。"), basis="监督法第六十三条")
    return fresh


def _fill(proposal: TopicProposal, proposed: Proposed) -> None:
    if proposed.source not in CALLED:
        raise Incomplete({"source": _("请选择六种来源之一，或者有关机关要求报告（监督法第十二条）。")})
    proposal.title = need("title", proposed.title, _("请写明议题。"))
    proposal.proposer = need("proposer", proposed.proposer, _("请写明由谁提出。"))
    _refuse_case(proposal.title, proposed.reason)
    url = proposed.origin_url.strip()
    if url and not (url.startswith("/") and not url.startswith("//")):
        raise Incomplete({"origin_url": _("请填写本系统内的页面地址，以“/”开头。")})
    proposal.reason, proposal.source = proposed.reason.strip(), proposed.source
    proposal.organ, proposal.field = proposed.organ, proposed.field
    proposal.origin, proposal.origin_url = proposed.origin.strip(), url
    proposal.received_on = proposed.received_on


def _refuse_case(*texts: str) -> None:
    if any(names_a_case(text) for text in texts):
        raise Incomplete({"title": _("写到了具体案件。监督议题针对工作中的普遍问题，不涉及个案。")})


def _refuse_decided(proposal: TopicProposal) -> None:
    if proposal.state != ProposalState.OPEN:
        raise WrongState(_("这件议题建议已经有结果，不能再改。"))


def merge_proposals(
    *, actor: User, plan: Plan, leading: TopicProposal, others: Sequence[TopicProposal]
) -> TopicProposal:
    """Several proposals of one thing become one; the others point to it and keep their proposers.

    Raises NotAllowed, WrongState, Incomplete with nothing to merge.
    """
    with command(actor, "merge_proposals"):
        plan = _for_offices(actor, plan)
        keys = {leading.pk, *(one.pk for one in others)}
        rows = {
            row.pk: row for row in plan.proposals.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
        }
        if len(keys) < 2 or set(rows) != keys:
            raise Incomplete({"others": _("请选择两件以上同一计划的议题建议。")})
        for row in rows.values():
            _refuse_decided(row)
            if row.pk != leading.pk:
                row.state, row.merged_into = ProposalState.MERGED, rows[leading.pk]
                save(row)
                row.merged.update(merged_into=rows[leading.pk])
    return rows[leading.pk]


def drop_proposal(*, actor: User, proposal: TopicProposal, answer: str, version: int | None = None) -> TopicProposal:
    """Leave a proposal out, with a word for who proposed it. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "drop_proposal", answer):
        take_plan(actor, proposal.plan, None)
        proposal = locked(proposal, version)
        _refuse_decided(proposal)
        proposal.answer = need("answer", answer, _("请写明不列入的理由，以便答复提出人。"))
        proposal.state = ProposalState.DROPPED
        save(proposal)
    return proposal


def take_proposal(*, actor: User, proposal: TopicProposal, draft: Draft, version: int | None = None) -> Topic:
    """Take a proposal into the draft of the plan as a topic, which keeps what it came from.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "take_proposal"):
        plan = take_plan(actor, proposal.plan, None)
        proposal = locked(proposal, version)
        _refuse_decided(proposal)
        topic = _draft(actor, plan, Topic(county=plan.county, plan=plan, year=plan.year, created_by=actor), draft)
        topic.source = proposal.source
        names = [proposal.proposer, *proposal.merged.values_list("proposer", flat=True)]
        topic.origin = (proposal.origin or "、".join(dict.fromkeys(names)))[:300]
        topic.origin_url = proposal.origin_url
        topic.save()
        proposal.state, proposal.topic = ProposalState.TAKEN, topic
        save(proposal)
    return topic


def draft_topic(*, actor: User, plan: Plan, draft: Draft) -> Topic:
    """Draft a topic by hand; in a plan that is adopted it waits for the decision of an adjustment.

    Raises NotAllowed, Incomplete.
    """
    with command(actor, "draft_topic"):
        plan = take_plan(actor, plan, None)
        if plan.state == PlanState.CALL and draft.source is Source.LAW:
            raise Incomplete({"source": _("法律规定的议题会自动列入，不用手工登记。")})
        return _draft(actor, plan, Topic(county=plan.county, plan=plan, year=plan.year, created_by=actor), draft)


def revise_draft(*, actor: User, topic: Topic, draft: Draft, version: int | None = None) -> Topic:
    """Change a topic that is not adopted yet. Raises NotAllowed, WrongState afterwards, Conflict, Incomplete."""
    with command(actor, "revise_topic_draft"):
        if topic.plan is None:
            raise WrongState(_("质询、特定问题调查和撤职案不在计划里修改。"))
        plan = take_plan(actor, topic.plan, None)
        topic = locked(topic, version)
        if topic.state != TopicState.DRAFT:
            raise WrongState(
                _("议题已经主任会议通过，改动须由主任会议决定，登记为计划调整。"), basis="监督法第六十三条"
            )
        return _draft(actor, plan, topic, draft)


def remove_draft(*, actor: User, topic: Topic, version: int | None = None) -> Plan:
    """Take a topic out of the draft of its plan, which it returns; the law's own stay.

    Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "remove_topic_draft"):
        if topic.plan is None:
            raise WrongState(_("质询、特定问题调查和撤职案不在计划里修改。"))
        plan = take_plan(actor, topic.plan, None)
        topic = locked(topic, version)
        if topic.state not in NOT_ADOPTED or topic.adjustments.exists():
            raise WrongState(_("议题已经主任会议通过，取消须登记为计划调整。"), basis="监督法第六十三条")
        if topic.fixed_key:
            raise WrongState(_("这是法律规定每年必须听取的议题，不能删去。"))
        topic.proposals.update(state=ProposalState.OPEN, topic=None)
        topic.delete()
    return plan


def _draft(actor: User, plan: Plan, topic: Topic, draft: Draft) -> Topic:
    if draft.way in RARE:
        raise Incomplete({"way": _("质询、特定问题调查和撤职案由有权提出的人提出，不列入计划。")})
    if not 1 <= draft.month <= 12:
        raise Incomplete({"month": _("请选择一月至十二月。")})
    topic.plan = plan
    topic.title = need("title", draft.title, _("请写明议题，如“关于农村饮水安全工作情况的报告”。"))
    _refuse_case(topic.title)
    topic.way, topic.month, topic.organ = draft.way, draft.month, draft.organ
    topic.vice_chair, topic.office, topic.field = draft.vice_chair, draft.office, draft.field
    topic.again, topic.again_month = draft.again, draft.again_month if draft.again else None
    topic.joint_with = draft.joint_with.strip()
    if not topic.fixed_key:
        topic.source = draft.source
        topic.origin, topic.origin_url = draft.origin.strip() or topic.origin, draft.origin_url or topic.origin_url
    refuse_month(topic)
    if topic.pk:
        save(topic)
    else:
        topic.save()
    _join(topic, draft.joint)
    return topic


def _join(topic: Topic, bodies: Sequence[Body]) -> None:
    """Two offices on one topic: one leads, the others work with it."""
    chosen = {body.pk: body for body in bodies if body.pk != topic.office_id}
    topic.joint.exclude(body__in=chosen).delete()
    have = set(topic.joint.values_list("body", flat=True))
    TopicOffice.objects.bulk_create(
        TopicOffice(topic=topic, body=body) for key, body in chosen.items() if key not in have
    )
