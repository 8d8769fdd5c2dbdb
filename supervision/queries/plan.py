"""The year's plan as read: month by month, as a wheel, by field over the years, and what is to be done with it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone
from congress.clock import today
from congress.labels import State, label
from congress.models import User
from congress.queries.actions import Action
from supervision.access import topics as access
from supervision.models import Adjustment, Plan, SupervisionField, Topic
from supervision.rules.lawful import FIXED_BY_KEY, fits
from supervision.rules.plans import IN_FORCE, PlanEvent, PlanState, ProposalState, plan_moves
from supervision.rules.topics import TopicState, is_late
from supervision.rules.ways import STANDS, Paper

RELATED = ("organ", "vice_chair", "office", "field", "basis", "plan", "item__meeting__term", "item__meeting__body")
YEARS_SHOWN = 5
CENTRE, OUTER, INNER, STEP = 200.0, 182.0, 66.0, 19.0
"""Measures of the wheel's drawing, in its own units of 400."""


@dataclass(frozen=True)
class Line:
    """A topic in the table of the year."""

    topic: Topic
    state: State
    late: bool
    done: int
    whole: int
    warning: str = ""

    @property
    def progress(self) -> str:
        """Steps done of all."""
        return f"{self.done}/{self.whole}" if self.whole else ""


@dataclass
class Month:
    """The topics of a month."""

    number: int
    current: bool
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Mark:
    """A topic on the wheel: where it stands, how it looks, where it leads."""

    x: float
    y: float
    tone: str
    fixed: bool
    title: str
    url: str


@dataclass(frozen=True)
class Sector:
    """A month of the wheel: its name, its border, whether it is the present one."""

    number: int
    label_x: float
    label_y: float
    edge_x: float
    edge_y: float
    inner_x: float
    inner_y: float
    current: bool
    count: int


@dataclass(frozen=True)
class Wheel:
    """The year as a picture; the table beside it says the same in words."""

    sectors: list[Sector]
    marks: list[Mark]
    now_x: float | None
    now_y: float | None


@dataclass(frozen=True)
class Owed:
    """A topic with its papers that are still to be published."""

    topic: Topic
    papers: list[str]


@dataclass(frozen=True)
class Coverage:
    """How often each field was supervised, by year."""

    years: list[int]
    rows: list[tuple[str, list[int], int]]
    never: list[str]


@dataclass
class YearPage:
    """Everything the page of a year shows."""

    plan: Plan | None
    state: State | None
    actions: list[Action]
    months: list[Month]
    wheel: Wheel
    dropped: list[Line]
    adjustments: list[Adjustment]
    facts: list[tuple[str, str]]
    counts: list[tuple[str, int]]
    open_proposals: int
    unpublished: list[Owed]
    must_publish: bool
    inside: bool
    keeps: bool
    reads_call: bool


def listed(user: Anyone, year: int | None = None) -> QuerySet[Topic]:
    """Topics one may read, in the order of the year."""
    rows = access.topics(user).select_related(*RELATED)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.order_by("-year", "month", "id")


def with_steps(rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """With how many steps there are and how many are done."""
    return rows.annotate(
        whole_n=Count("steps", distinct=True),
        done_n=Count("steps", filter=Q(steps__done_on__isnull=False), distinct=True),
    )


def counted(keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Steps done, and all steps, of some topics."""
    rows = with_steps(Topic.objects.filter(pk__in=keys)).order_by().only("pk")
    return {row.pk: (row.done_n, row.whole_n) for row in rows}  # type: ignore[attr-defined]  # annotated


def year_page(user: User, year: int) -> YearPage:
    """The page of a year, in a fixed number of queries."""
    inside, keeps, calls = access.inside(user), access.keeps_plan(user), access.reads_call(user)
    plan = (
        access.plans(user).filter(year=year).select_related("adopted_by__term", "adopted_by__body", "document").first()
    )
    topics = list(with_steps(listed(user, year).filter(plan__isnull=False)))
    lines = [line_of(topic, topics) for topic in topics]
    months = by_month([line for line in lines if line.topic.state != TopicState.DROPPED], year)
    adjustments = []
    if plan and plan.state in IN_FORCE:
        found = (
            access.adjustments(user).filter(plan=plan).select_related("topic", "decided_by__term", "decided_by__body")
        )
        adjustments = list(found.order_by("-id"))
    proposals = plan.proposals.filter(state=ProposalState.OPEN).count() if plan and calls else 0
    return YearPage(
        plan=plan,
        state=State.of(PlanState(plan.state)) if plan else None,
        actions=actions(plan) if plan and keeps else [],
        months=months,
        wheel=wheel(months, year),
        dropped=[line for line in lines if line.topic.state == TopicState.DROPPED],
        adjustments=adjustments,
        facts=facts(plan, inside=inside) if plan else [],
        counts=_counts(lines),
        open_proposals=proposals,
        unpublished=unpublished(user, year) if inside else [],
        must_publish=bool(plan and must_publish(plan)),
        inside=inside,
        keeps=keeps,
        reads_call=calls,
    )


def line_of(topic: Topic, topics: Sequence[Topic], counted: tuple[int, int] | None = None) -> Line:
    """A topic as the table shows it, with a warning where the law's months are missed; ``counted``: done, of all."""
    state = TopicState(topic.state)
    late = is_late(state, topic.year, topic.month, today())
    fixed = FIXED_BY_KEY.get(topic.fixed_key)
    months = {one.fixed_key: one.month for one in topics if one.fixed_key}
    warning = ""
    if fixed and not fits(fixed, topic.month, months):
        warning = _("不在法定月份内")
    elif topic.item and (topic.item.meeting.starts_on.year, topic.item.meeting.starts_on.month) != (
        topic.year,
        topic.month,
    ):
        warning = _("会议在%(n)s月") % {"n": topic.item.meeting.starts_on.month}
    badge = State(_("逾期未审议"), "late") if late else State.of(state)
    done, whole = counted or (getattr(topic, "done_n", 0), getattr(topic, "whole_n", 0))
    return Line(topic, badge, late, done, whole, warning)


def by_month(lines: Sequence[Line], year: int) -> list[Month]:
    """The twelve months with their topics."""
    day = today()
    months = [Month(n, (day.year, day.month) == (year, n)) for n in range(1, 13)]
    for line in lines:
        months[line.topic.month - 1].lines.append(line)
    return months


def _counts(lines: Sequence[Line]) -> list[tuple[str, int]]:
    standing = [line for line in lines if line.topic.state != TopicState.DROPPED]
    heard = {TopicState.HEARD, TopicState.DONE}
    return [
        (_("议题"), len(standing)),
        (_("法律规定的"), sum(bool(line.topic.fixed_key) for line in standing)),
        (_("已审议或完成"), sum(line.topic.state in heard for line in standing)),
        (_("逾期"), sum(line.late for line in standing)),
    ]


def wheel(months: Sequence[Month], year: int) -> Wheel:
    """The drawing: January begins at the top, months go clockwise, topics stack from the rim inward."""
    sectors, marks = [], []
    for month in months:
        start = _angle(month.number - 1)
        middle = _angle(month.number - 0.5)
        sectors.append(
            Sector(
                month.number,
                *_point(middle, 48.0),
                *_point(start, OUTER),
                *_point(start, INNER),
                current=month.current,
                count=len(month.lines),
            )
        )
        for order, line in enumerate(month.lines):
            row, column = divmod(order, 3)
            angle = _angle(month.number - 1 + (0.22, 0.5, 0.78)[column])
            x, y = _point(angle, OUTER - 14.0 - row * STEP)
            topic = line.topic
            words = _("%(n)s月 %(title)s：%(state)s") % {
                "n": month.number,
                "title": topic.title,
                "state": line.state.label,
            }
            marks.append(Mark(x, y, line.state.tone, bool(topic.fixed_key), words, reverse("topic", args=[topic.pk])))
    day = today()
    now = _point(_angle((day.timetuple().tm_yday - 1) / 365.25 * 12), OUTER) if day.year == year else (None, None)
    return Wheel(sectors, marks, *now)


def _angle(months: float) -> float:
    return math.radians(months * 30.0 - 90.0)


def _point(angle: float, radius: float) -> tuple[float, float]:
    return round(CENTRE + math.cos(angle) * radius, 1), round(CENTRE + math.sin(angle) * radius, 1)


def facts(plan: Plan, *, inside: bool) -> list[tuple[str, str]]:
    """What is known of a plan; the Party's number stays inside."""
    rows = [
        (_("征集截止"), _day(plan.call_until)),
        (_("征求意见"), _day(plan.consulted_on)),
        (_("党组研究"), " ".join(word for word in (_day(plan.party_group_on), plan.party_number) if word)),
    ]
    shared = [
        (_("通过"), _("%(day)s，%(meeting)s") % {"day": _day(plan.adopted_on), "meeting": plan.adopted_by})
        if plan.adopted_by
        else ("", ""),
        (_("公布"), _("%(day)s，%(where)s") % {"day": _day(plan.published_on), "where": plan.published_where})
        if plan.published_on
        else ("", ""),
        (_("依据"), _("监督法第六十三条：由主任会议通过并向社会公布")),
    ]
    return [(name, value) for name, value in (*(rows if inside else []), *shared) if value]


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


ROUTES = {
    PlanEvent.CLOSE_CALL: "plan-close-call",
    PlanEvent.CONSULT: "plan-consult",
    PlanEvent.RECORD_PARTY_GROUP: "plan-party-group",
    PlanEvent.ADOPT: "plan-adopt",
    PlanEvent.PUBLISH: "plan-publish",
    PlanEvent.ADJUST: "plan-adjust",
}


def actions(plan: Plan) -> list[Action]:
    """What its keepers may do with a plan now, the expected first."""
    moves = plan_moves(PlanState(plan.state))
    return [Action(label(move.event), reverse(ROUTES[move.event], args=[plan.pk]), move.expected) for move in moves]


def must_publish(plan: Plan) -> bool:
    """Whether the law still waits for the plan to be published; one taken back does not count (监督法 §63)."""
    if plan.state == PlanState.ADOPTED:
        return True
    return plan.state == PlanState.PUBLISHED and plan.document is not None and plan.document.state not in STANDS


def unpublished(user: User, year: int) -> list[Owed]:
    """Topics that were heard, with the papers the law wants published and which are not."""
    heard = [TopicState.HEARD, TopicState.DONE]
    rows = access.publications(user).filter(topic__year=year, topic__state__in=heard)
    due = Q(published_on=None) | Q(document__isnull=False) & ~Q(document__state__in=list(STANDS))
    found: dict[int, Owed] = {}
    for row in rows.filter(due).select_related("topic").order_by("topic__month", "topic", "id"):
        found.setdefault(row.topic_id, Owed(row.topic, [])).papers.append(label(Paper(row.paper)))
    return list(found.values())


def coverage(user: User, year: int) -> Coverage:
    """Field by year, since there are plans and some years back at most; what was never looked at stands by name."""
    first = access.plans(user).order_by("year").values_list("year", flat=True).first() or year
    years = list(range(max(min(first, year), year - YEARS_SHOWN + 1), year + 1))
    rows = access.topics(user).filter(year__in=years, plan__isnull=False).exclude(state=TopicState.DROPPED)
    counted: dict[tuple[int | None, int], int] = {
        (row["field"], row["year"]): row["n"]
        for row in rows.values("field", "year").order_by("field", "year").annotate(n=Count("id"))
    }
    fields = SupervisionField.objects.filter(Q(county=user.county_id) | Q(county=None)).order_by("place_order", "id")
    table = []
    for one in fields:
        cells = [counted.get((one.pk, n), 0) for n in years]
        table.append((str(one), cells, sum(cells)))
    unsorted = [counted.get((None, n), 0) for n in years]
    if any(unsorted):
        table.append((_("没有写明领域"), unsorted, sum(unsorted)))
    return Coverage(years, table, [name for name, _cells, total in table if not total])


def years_of(user: User) -> list[int]:
    """The years that have a plan one reads, the latest first."""
    return list(access.plans(user).order_by("-year").values_list("year", flat=True)[:10])
