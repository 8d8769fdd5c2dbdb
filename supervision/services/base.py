"""Small steps the commands of supervision share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.models import LegalBasis, Meeting, User
from congress.refusals import NotAllowed, Refusal, WrongState
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services.base import locked
from supervision.access.topics import keeps_plan, works_on
from supervision.models import Plan, Topic
from supervision.rules.plans import decides
from supervision.rules.topics import NOT_ADOPTED

PLAN_BASIS = "监督法第六十三条"


def take_plan(actor: User, plan: Plan, version: int | None) -> Plan:
    """The plan, locked and fresh, for who keeps it. Raises NotAllowed, Conflict."""
    fresh = locked(plan, version)
    if fresh.county_id != actor.county_id or not keeps_plan(actor):
        raise NotAllowed(_("年度监督工作计划由常委会办公室编制，请与办公室联系。"))
    return fresh


def take_topic(actor: User, topic: Topic, version: int | None, *, adopted: bool = True) -> Topic:
    """The topic, locked and fresh, for who works on it.

    Raises NotAllowed, Conflict; WrongState before it is adopted, when ``adopted``.
    """
    fresh = locked(topic, version)
    if not works_on(actor, fresh):
        raise NotAllowed(_("这个议题由牵头机构、协办机构和办公室办理，您所在的机构不在其中。"))
    if adopted:
        refuse_not_adopted(fresh)
    return fresh


def refuse_not_adopted(topic: Topic) -> None:
    """Raise WrongState for a topic that no meeting has put into the plan."""
    if topic.state in NOT_ADOPTED:
        raise WrongState(
            _("议题还没有经主任会议通过列入计划，或者已经取消，不能开始办理。请先登记计划通过或者计划调整。"),
            basis=PLAN_BASIS,
        )


def need_decision(meeting: Meeting | None, county: int) -> Meeting:
    """The chairpersons' meeting that decided; without one there is no plan and no change of it (监督法 §63).

    Raises Refusal, which says the article.
    """
    if (
        meeting is None
        or meeting.county_id != county
        or not decides(MeetingKind(meeting.kind), MeetingState(meeting.state))
    ):
        raise Refusal(
            _("没有主任会议的决定，不能登记。年度监督工作计划及其调整须经已经举行的主任会议通过，请选择那次会议。"),
            basis=PLAN_BASIS,
        )
    return meeting


def basis_of(code: str) -> LegalBasis | None:
    """The stored basis of a code of the reference data."""
    return LegalBasis.objects.filter(code=code).first()
