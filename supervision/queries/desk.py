"""What supervision puts on somebody's desk: the plan's next step, steps whose date is near, views to answer."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings, works_here
from congress.clock import today
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import User
from congress.rules.roles import OFFICE
from supervision.access.topics import GOVERNMENT
from supervision.models import CollectedView, Plan, TopicStep
from supervision.queries.plan import ROUTES
from supervision.queries.topic import due_of
from supervision.rules.plans import PlanState, plan_moves
from supervision.rules.topics import OPEN
from supervision.rules.ways import StepCode, Way, step_of

AHEAD = timedelta(days=14)
MOST = 10


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """At most three queries, and only those somebody's part asks for."""
    found: list[DeskItem] = []
    if keeps_meetings(who):
        found += _plans(who)
    if works_here(who) and who.bodies(OFFICE):
        found += _steps(who)
    if who.departments:
        found += _views(who)
    return found


def _plans(who: Standing) -> list[DeskItem]:
    """Plans whose next step is expected, once their time has come."""
    rows = Plan.objects.filter(county=who.county_id or 0).exclude(state=PlanState.PUBLISHED)
    return [
        item
        for plan in rows.filter(Q(call_until=None) | Q(call_until__lt=today())).order_by("year")
        for item in _plan(plan)
    ]


def _plan(plan: Plan) -> list[DeskItem]:
    move = next((move for move in plan_moves(PlanState(plan.state)) if move.expected), None)
    if move is None:
        return []
    law = plan.state == PlanState.ADOPTED
    return [
        DeskItem(
            title=str(plan),
            url=f"{reverse('supervision')}?year={plan.year}",
            subject=plan.get_state_display(),
            task=_("主任会议通过后应当向社会公布（监督法第六十三条）") if law else label(move.event),
            verb=label(move.event),
            since=plan.adopted_on or plan.opened_on,
            do_url=reverse(ROUTES[move.event], args=[plan.pk]),
        )
    ]


def _steps(who: Standing) -> list[DeskItem]:
    """Steps of one's own offices' topics whose date is near or past."""
    offices = who.bodies(OFFICE)
    rows = TopicStep.objects.filter(
        Q(topic__office__in=offices) | Q(topic__joint__body__in=offices),
        done_on=None,
        due_on__lte=today() + AHEAD,
        topic__state__in=OPEN,
    ).select_related("topic")
    return [
        DeskItem(
            title=row.topic.title,
            url=reverse("topic", args=[row.topic_id]),
            subject=row.topic.get_way_display(),
            task=label(StepCode(row.code)),
            verb=_("登记"),
            since=row.due_on or today(),
            do_url=reverse("topic-step", args=[row.pk]),
            due=due_of(row, step_of(Way(row.topic.way), StepCode(row.code)), None),
        )
        for row in rows.distinct().order_by("due_on", "id")[:MOST]
    ]


def _views(who: Standing) -> list[DeskItem]:
    """Views handed to one's own organ that its report has to answer (监督法 §14)."""
    own = Q(topic__organ__in=who.departments)
    if who.coordinates:
        own |= Q(topic__organ__system__in=GOVERNMENT, topic__county=who.county_id)
    rows = CollectedView.objects.filter(own, answer="", topic__state__in=OPEN).select_related("topic")
    topics: dict[int, list[CollectedView]] = {}
    for row in rows.order_by("collected_on", "id")[:100]:
        topics.setdefault(row.topic_id, []).append(row)
    return [
        DeskItem(
            title=views[0].topic.title,
            url=reverse("topic", args=[key]),
            subject=_("%(n)s条意见") % {"n": len(views)},
            task=_("研究各方面意见，在报告中作出回应（监督法第十四条）"),
            verb=_("回应"),
            since=views[0].collected_on,
            do_url=reverse("topic-view-answer", args=[views[0].pk]),
        )
        for key, views in list(topics.items())[:MOST]
    ]
