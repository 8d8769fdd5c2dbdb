"""征集议题: offices and leaders propose what a meeting should take up; the keepers revise it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.models import AgendaItem, Body, Department, Meeting, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import ON_AGENDA, ItemKind, ItemState
from congress.services.base import command, save
from congress.services.meetings import checklist
from congress.services.meetings.steps import keep, take, take_with
from congress.services.steps import need

REPORTED = frozenset({ItemKind.REPORT, ItemKind.BUDGET})
"""Kinds that are nothing without an organ that reports."""
RESTRICTED = frozenset({ItemKind.APPOINTMENT})


@dataclass(frozen=True)
class Topic:
    """What is proposed: what kind of item, who reports, who answers for it in the house."""

    kind: ItemKind
    title: str
    organ: Department | None = None
    office: Body | None = None
    reporter: str = ""
    minutes: int | None = None
    restricted: bool = False
    origin: str = ""


def propose_topic(*, actor: User, meeting: Meeting, topic: Topic) -> AgendaItem:
    """Propose a topic for a meeting that is being prepared.

    Raises NotAllowed, WrongState; Incomplete without a title, or without an organ where one reports.
    """
    with command(actor, "propose_topic"):
        meeting = take(actor, MeetingEvent.PROPOSE, meeting, None)
        item = AgendaItem(meeting=meeting, position=next_position(meeting), proposed_by=actor)
        _fill(item, topic)
        item.save()
        keep(meeting)
    return item


def next_position(meeting: Meeting) -> int:
    """The place after the last one."""
    return int(meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1


def revise_topic(*, actor: User, item: AgendaItem, topic: Topic, version: int | None = None) -> AgendaItem:
    """Change what is said of an item before its meeting opens; another kind has other materials.

    Who proposed a topic may change it until it stands on the agenda. Raises NotAllowed, WrongState, Conflict,
    Incomplete.
    """
    event = MeetingEvent.PROPOSE if item.state == ItemState.CALLED else MeetingEvent.ARRANGE
    with command(actor, "revise_topic"):
        meeting, item = take_with(actor, event, item, version)
        if item.state == ItemState.DROPPED:
            raise WrongState(_("这个议题没有列入此次会议，不能修改；需要的话请重新提出。"))
        _fill(item, topic)
        save(item)
        if item.state in ON_AGENDA:
            checklist.set_dates(item, granted_by=actor, reason=_("议题类别变更"))
        keep(meeting)
    return item


def _fill(item: AgendaItem, topic: Topic) -> None:
    item.title = need("title", topic.title, _("请写明议题，如“听取和审议县人民政府关于…情况的报告”。"))
    if topic.kind in REPORTED and topic.organ is None:
        raise Incomplete({"organ": _("听取报告的议题须写明报告机关，材料期限从它起算。")})
    item.kind, item.organ, item.office = topic.kind, topic.organ, topic.office
    item.reporter, item.minutes = topic.reporter.strip(), topic.minutes
    item.restricted = topic.restricted or topic.kind in RESTRICTED
    item.origin = topic.origin.strip() or item.origin


def withdraw_topic(*, actor: User, item: AgendaItem) -> AgendaItem:
    """Take back a topic one has proposed, as long as it is only called for."""
    with command(actor, "withdraw_topic"):
        meeting, item = take_with(actor, MeetingEvent.PROPOSE, item, None)
        if item.proposed_by_id != actor.pk:
            raise NotAllowed(_("只有提出人可以撤回议题；会务机构可以在编排议程时不予列入。"))
        if item.state != ItemState.CALLED:
            raise WrongState(_("议题已经列入议程草案，请与会务机构联系。"))
        item.state = ItemState.DROPPED
        item.outcome = _("提出人撤回")
        save(item)
        keep(meeting)
    return item
