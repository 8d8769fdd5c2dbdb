"""The plan's way: opened with its call, drafted, consulted on, adopted, published, adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.labels import label
from congress.models import Body, Department, Document, Meeting, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.services.base import command, save
from congress.services.steps import need
from supervision.access.topics import keeps_plan
from supervision.models import Adjustment, Plan, SupervisionField, Topic
from supervision.rules.lawful import FIXED, FIXED_BY_KEY, FixedTopic, fits, for_year
from supervision.rules.plans import Change, PlanEvent, PlanState, Source, plan_move
from supervision.rules.topics import TopicState
from supervision.rules.ways import STANDS, Way
from supervision.services.base import basis_of, need_decision, take_plan
from supervision.services.starting import start_topic

YEARS = range(2000, 2101)


def open_plan(*, actor: User, year: int, call_text: str = "", call_until: date | None = None) -> Plan:
    """Open a year's plan with its call; what the law fixes for the year stands in it from the first day.

    Raises NotAllowed, Incomplete for a year that has a plan already.
    """
    if not keeps_plan(actor) or actor.county is None:
        raise NotAllowed(_("年度监督工作计划由常委会办公室编制，请与办公室联系。"))
    if year not in YEARS:
        raise Incomplete({"year": _("请核对年份。")})
    with command(actor, "open_plan"):
        if Plan.objects.filter(county=actor.county, year=year).exists():
            raise Incomplete({"year": _("%(year)s年的计划已经建立，请直接打开。") % {"year": year}})
        plan = Plan.objects.create(
            county=actor.county,
            year=year,
            call_text=call_text.strip(),
            call_until=call_until,
            opened_by=actor,
            opened_on=today(),
        )
        insert_fixed(actor, plan)
    return plan


def insert_fixed(actor: User, plan: Plan) -> list[Topic]:
    """Put in the topics of the law that the plan does not have yet; doing it again changes nothing."""
    have = set(plan.topics.exclude(fixed_key="").values_list("fixed_key", flat=True))
    months = dict(plan.topics.exclude(fixed_key="").values_list("fixed_key", "month"))
    made = []
    for one in for_year(FIXED, plan.year):
        months.setdefault(one.key, one.month(months))
        if one.key not in have:
            made.append(_fixed(actor, plan, one, months[one.key]))
    return made


def _fixed(actor: User, plan: Plan, one: FixedTopic, month: int) -> Topic:
    offices = Body.objects.filter(congress=plan.county, until=None).order_by("place_order", "id")
    office = next((body for body in offices if one.office and one.office in body.name), None)
    organ = Department.objects.filter(county=plan.county, system=one.organ).order_by("place_order", "id").first()
    return Topic.objects.create(
        county=plan.county,
        plan=plan,
        year=plan.year,
        title=one.titled(plan.year),
        way=Way(one.way),
        month=month,
        organ=organ if one.organ else None,
        office=office,
        field=SupervisionField.objects.filter(code=one.field).order_by("county_id").first(),
        source=Source.LAW,
        fixed_key=one.key,
        basis=basis_of(one.basis),
        created_by=actor,
    )


def _move(plan: Plan, event: PlanEvent) -> PlanState:
    move = plan_move(PlanState(plan.state), event)
    if move is None:
        text = _("计划现在是“%(state)s”，不能%(event)s。")
        raise WrongState(text % {"state": label(PlanState(plan.state)), "event": label(event)})
    return move.to


def change_call(*, actor: User, plan: Plan, text: str, until: date | None = None, version: int | None = None) -> Plan:
    """Change the notice of the call and its last day. Raises NotAllowed, WrongState after the call, Conflict."""
    with command(actor, "change_call"):
        plan = take_plan(actor, plan, version)
        if plan.state != PlanState.CALL:
            raise WrongState(_("征集已经结束。"))
        plan.call_text, plan.call_until = text.strip(), until
        save(plan)
    return plan


def close_call(*, actor: User, plan: Plan, version: int | None = None) -> Plan:
    """End the call and go on to the draft. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "close_call"):
        plan = take_plan(actor, plan, version)
        plan.state = _move(plan, PlanEvent.CLOSE_CALL)
        save(plan)
    return plan


def consult(*, actor: User, plan: Plan, on: date, version: int | None = None) -> Plan:
    """The draft was sent to the organs for comment on a day. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "consult_on_plan"):
        plan = take_plan(actor, plan, version)
        plan.state = _move(plan, PlanEvent.CONSULT)
        plan.consulted_on = _past("on", on)
        save(plan)
    return plan


def record_party_group(*, actor: User, plan: Plan, on: date, number: str = "", version: int | None = None) -> Plan:
    """The Party group has looked at it: number and day alone are kept. Raises as :func:`consult`."""
    with command(actor, "record_party_group"):
        plan = take_plan(actor, plan, version)
        plan.state = _move(plan, PlanEvent.RECORD_PARTY_GROUP)
        plan.party_group_on, plan.party_number = _past("on", on), number.strip()
        save(plan)
    return plan


def _past(name: str, day: date) -> date:
    if day > today():
        raise Incomplete({name: _("日期在今天之后，请核对。")})
    return day


def adopt_plan(*, actor: User, plan: Plan, meeting: Meeting | None, version: int | None = None) -> Plan:
    """The chairpersons' meeting has adopted it: its topics begin.

    Raises NotAllowed, WrongState, Conflict; Refusal without the meeting's decision (监督法 §63);
    Incomplete for topics without an office.
    """
    with command(actor, "adopt_plan"):
        plan = take_plan(actor, plan, version)
        state = _move(plan, PlanEvent.ADOPT)
        decided = need_decision(meeting, plan.county_id)
        drafts = list(plan.topics.filter(state=TopicState.DRAFT).order_by("month", "id"))
        if not drafts:
            raise WrongState(_("计划里还没有议题。"))
        _refuse_homeless(drafts)
        plan.state, plan.adopted_by, plan.adopted_on = state, decided, decided.ends_on
        save(plan)
        for topic in drafts:
            start_topic(topic, decided)
    return plan


def _refuse_homeless(topics: list[Topic]) -> None:
    homeless = [topic.title for topic in topics if topic.office_id is None]
    if homeless:
        text = _("下列议题还没有定牵头机构：%(titles)s")
        raise Incomplete({"meeting": text % {"titles": "；".join(homeless)}})


def publish_plan(
    *,
    actor: User,
    plan: Plan,
    on: date,
    where: str,
    document: Document | None = None,
    version: int | None = None,
) -> Plan:
    """The plan is published (监督法 §63): everybody may read it from now on.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "publish_plan"):
        plan = take_plan(actor, plan, version)
        plan.state = _move(plan, PlanEvent.PUBLISH)
        plan.published_on = _past("on", on)
        if plan.adopted_on and on < plan.adopted_on:
            raise Incomplete({"on": _("公布日期早于主任会议通过的日期，请核对。")})
        plan.published_where = need("where", where, _("请写明公布的地方，如县人大网站。"))
        if document and document.state not in STANDS:
            raise Incomplete({"document": _("这件公文还没有公开，请先公开它，再来登记。")})
        plan.document = document
        save(plan)
    return plan


@dataclass(frozen=True)
class Altered:
    """What an adjustment makes of a topic; None leaves it as it is."""

    title: str = ""
    month: int | None = None
    way: Way | None = None
    office: Body | None = None


def adjust_plan(
    *,
    actor: User,
    plan: Plan,
    change: Change,
    topic: Topic,
    meeting: Meeting | None,
    reason: str,
    altered: Altered | None = None,
    version: int | None = None,
) -> Adjustment:
    """Add, drop or alter a topic of an adopted plan by decision of the chairpersons' meeting, which is recorded.

    A topic to be added is drafted first. Raises NotAllowed, WrongState, Conflict, Refusal without the decision,
    Incomplete without a reason.
    """
    with command(actor, "adjust_plan", reason):
        plan = take_plan(actor, plan, version)
        _move(plan, PlanEvent.ADJUST)
        decided = need_decision(meeting, plan.county_id)
        words = need("reason", reason, _("请写明调整的理由。"))
        topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk, plan=plan)
        before = said(topic)
        if change is Change.ADD:
            _refuse_state(topic, {TopicState.DRAFT}, _("要增加的议题须先拟好，还没有列入计划。"))
            _refuse_homeless([topic])
            start_topic(topic, decided)
        elif change is Change.DROP:
            _refuse_state(
                topic, {TopicState.ADOPTED, TopicState.UNDER_WAY}, _("只有已列入、还没有审议的议题可以取消。")
            )
            _refuse_fixed(topic)
            topic.state = TopicState.DROPPED
            save(topic)
        else:
            _refuse_state(topic, {TopicState.ADOPTED, TopicState.UNDER_WAY}, _("已经审议的议题不再变更。"))
            _alter(topic, altered or Altered())
        return Adjustment.objects.create(
            plan=plan,
            topic=topic,
            change=change,
            before="" if change is Change.ADD else before,
            after="" if change is Change.DROP else said(topic),
            reason=words,
            decided_by=decided,
            decided_on=decided.ends_on,
            recorded_by=actor,
            recorded_at=now(),
        )


def said(topic: Topic) -> str:
    """A topic in one line, as an adjustment keeps it."""
    words = [f"{topic.month}月", label(Way(topic.way)), topic.title, str(topic.office or "")]
    return "，".join(word for word in words if word)[:300]


def _refuse_state(topic: Topic, allowed: set[TopicState], text: str) -> None:
    if TopicState(topic.state) not in allowed:
        raise WrongState(text)


def _refuse_fixed(topic: Topic) -> None:
    """What the law orders every year is not left out by a decision."""
    if topic.fixed_key:
        basis = topic.basis.citation if topic.basis else ""
        raise WrongState(_("法律规定每年必须听取的议题不能取消；可以在法定月份内调整时间。"), basis=basis)


def _alter(topic: Topic, altered: Altered) -> None:
    from_way = topic.way
    topic.title = altered.title.strip() or topic.title
    topic.month = altered.month or topic.month
    topic.way = altered.way or topic.way
    topic.office = altered.office or topic.office
    refuse_month(topic)
    save(topic)
    if topic.way != from_way:
        if topic.steps.exclude(done_on=None).exists():
            raise WrongState(_("已经有完成的步骤，不能再改监督方式。可以取消此议题，另外增加一个。"))
        start_topic(topic, topic.adopted_by)


def refuse_month(topic: Topic) -> None:
    """A topic of the law is heard in its months (监督法 §19, §20, §27). Raises Incomplete."""
    one = FIXED_BY_KEY.get(topic.fixed_key)
    if one is None or topic.plan is None:
        return
    months = dict(topic.plan.topics.exclude(fixed_key="").values_list("fixed_key", "month"))
    if not fits(one, topic.month, months):
        first, last = one.window(months)
        text = _("法律规定在%(first)s月至%(last)s听取（%(basis)s），请改为其中的月份。")
        until = _("次年%(n)s月") % {"n": last - 12} if last > 12 else _("%(n)s月") % {"n": last}
        basis = topic.basis.citation if topic.basis else ""
        raise Incomplete({"month": text % {"first": first, "last": until, "basis": basis}})
