"""What waits on somebody's desk: matters whose next step is due, months not reported, requests without an answer."""

from __future__ import annotations

from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, keeps_meetings
from congress.clock import today
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import User
from congress.rules.roles import OFFICE
from decisions.models import Matter, PartyRequest
from decisions.rules.matters import MatterState, next_event
from decisions.rules.requests import RequestState

FEW = 20
COLUMNS = ("of", "pk", "words", "state", "since")
OPEN = (RequestState.DRAFTED, RequestState.SENT)


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """For the office of a matter: what came and waits for a meeting, reports that are late; for the general office
    requests to be sent and answers awaited. One query for whom it concerns, none for others."""
    if not who.is_staff:
        return []
    mine = Q(office__in=who.bodies(OFFICE))
    late = Q(state=MatterState.CARRYING, report_due_on__lte=today())
    matters = Matter.objects.filter(mine, Q(state=MatterState.RECEIVED) | late)
    found = matters.annotate(of=Value("matter"), words=F("title"), since=F("received_on")).values_list(*COLUMNS)
    if keeps_meetings(who):
        waiting = PartyRequest.objects.filter(county_id=who.county_id, state__in=OPEN)
        asked = waiting.annotate(of=Value("request"), words=F("subject"), since=F("entered_on"))
        found = found.order_by().union(asked.order_by().values_list(*COLUMNS), all=True)
    found = found.order_by("since")
    return [_matter(*row[1:]) if row[0] == "matter" else _request(*row[1:]) for row in found[:FEW]]


def _matter(pk: int, title: str, state: str, since: object) -> DeskItem:
    event = next_event(MatterState(state), None)
    assert event is not None  # both states above have one
    late = state == MatterState.CARRYING
    return DeskItem(
        title=title,
        url=reverse("matter", args=[pk]),
        subject=_("重大事项"),
        task=_("执行情况报告已到期，请催报并登记") if late else _("研究后列入常委会会议"),
        verb=label(event),
        since=since,  # type: ignore[arg-type]
        do_url=reverse("matter-step", args=[pk, event.value]),
    )


def _request(pk: int, subject: str, state: str, since: object) -> DeskItem:
    sent = state == RequestState.SENT
    return DeskItem(
        title=subject,
        url=reverse("party-request", args=[pk]),
        subject=_("请示、报告"),
        task=_("等待批复，收到后登记") if sent else _("报送后登记文号和日期"),
        verb=_("登记批复") if sent else _("登记报送"),
        since=since,  # type: ignore[arg-type]
        do_url=reverse("party-request-reply" if sent else "party-request-send", args=[pk]),
    )
