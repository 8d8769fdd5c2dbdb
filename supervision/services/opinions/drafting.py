"""Drafting an opinion from what was said and found, and its adoption by the chairpersons' meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access import standing
from congress.access.documents import own_offices
from congress.clock import now
from congress.models import AgendaItem, Body, Department, Meeting, Person, User
from congress.queries.deadlines import foresee
from congress.refusals import Incomplete, NotAllowed
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services.base import command, save
from congress.services.steps import need
from supervision.models import DeliberationOpinion, OpinionItem
from supervision.rules.opinions import OpinionEvent
from supervision.services.opinions.steps import HELD, keep, need_chairpersons, take


@dataclass(frozen=True)
class Wording:
    """What a clerk types of an opinion; ``items`` are its numbered items in their order."""

    title: str
    body: str
    items: Sequence[str]
    organ: Department
    office: Body | None = None
    leader: Person | None = None
    findings: str = ""
    second: bool = False
    second_meeting: Meeting | None = None


def draft(*, actor: User, item: AgendaItem, wording: Wording) -> DeliberationOpinion:
    """归纳整理 the opinion on an item that was deliberated, by an office of the committee.

    Raises NotAllowed; Incomplete for an item whose meeting was not held, or what is missing.
    """
    offices = own_offices(standing(actor))
    if not offices:
        raise NotAllowed(_("只有常委会的工作机构可以起草审议意见。"))
    office = wording.office if wording.office and wording.office.pk in offices else None
    office = office or (item.office if item.office_id in offices else None) or Body.objects.get(pk=min(offices))
    with command(actor, "draft_opinion"):
        meeting = item.meeting
        if MeetingState(meeting.state) not in HELD:
            raise Incomplete({"item": _("%(meeting)s还没有举行，审议以后再整理意见。") % {"meeting": meeting}})
        opinion = DeliberationOpinion(
            county=meeting.county, agenda_item=item, office=office, created_by=actor, created_at=now()
        )
        opinion.draft_due_on = foresee(meeting.county, "opinion.draft", meeting.ends_on).due_on
        _write(opinion, wording)
        opinion.save()
        _write_items(opinion, wording.items)
    return opinion


def revise(
    *, actor: User, opinion: DeliberationOpinion, wording: Wording, version: int | None = None
) -> DeliberationOpinion:
    """Change a draft. Raises NotAllowed, WrongState once it was adopted, Conflict, Incomplete."""
    with command(actor, "revise_opinion"):
        opinion, _move = take(actor, OpinionEvent.REVISE, opinion, version)
        _write(opinion, wording)
        save(opinion)
        _write_items(opinion, wording.items)
    return opinion


def _write(opinion: DeliberationOpinion, wording: Wording) -> None:
    opinion.title = need("title", wording.title, _("请写标题，如“关于2025年度环境状况报告的审议意见”。"))
    opinion.body = need("body", wording.body, _("请写审议意见正文。"))
    if not any(text.strip() for text in wording.items):
        raise Incomplete({"items": _("请逐条写明意见，每条一段；交办后按条跟踪办理。")})
    if wording.second_meeting and wording.second_meeting.kind != MeetingKind.STANDING_COMMITTEE:
        raise Incomplete({"second_meeting": _("再次审议在常委会会议进行，请选择常委会会议。")})
    opinion.organ, opinion.receiver = wording.organ, receiver_of(wording.organ)
    opinion.leader, opinion.findings = wording.leader, wording.findings.strip()
    opinion.second = wording.second
    opinion.second_meeting = wording.second_meeting if wording.second else None


def receiver_of(organ: Department) -> Department:
    """Who receives for an organ: the office through which it is handed matters, the organ itself otherwise.

    Raises Incomplete for the government when no government office is set up.
    """
    if organ.system != Department.System.GOVERNMENT:
        return organ.coordinator or organ
    offices = Department.objects.filter(county=organ.county_id, system=Department.System.GOVERNMENT_OFFICE, until=None)
    found = organ.coordinator or offices.order_by("place_order", "id").first()
    if found is None:
        raise Incomplete({"organ": _("通讯录里没有政府办公室，请先登记，县政府的审议意见经它交办。")})
    return found


def _write_items(opinion: DeliberationOpinion, texts: Sequence[str]) -> None:
    """The items anew: nothing hangs on them before the hand-over."""
    opinion.items.all().delete()
    OpinionItem.objects.bulk_create(
        OpinionItem(opinion=opinion, position=place, text=text.strip())
        for place, text in enumerate((text for text in texts if text.strip()), start=1)
    )


def adopt(
    *, actor: User, opinion: DeliberationOpinion, meeting: Meeting | None, version: int | None = None
) -> DeliberationOpinion:
    """Record that the chairpersons' meeting adopted it; its hand-over has a date from that day (本县规定).

    Raises NotAllowed, WrongState, Conflict; Incomplete without a chairpersons' meeting that was held.
    """
    with command(actor, "adopt_opinion"):
        opinion, move = take(actor, OpinionEvent.ADOPT, opinion, version)
        held = need_chairpersons(meeting, field="meeting", after=opinion.agenda_item.meeting.starts_on)
        opinion.adopted_by, opinion.adopted_on = held, held.ends_on
        opinion.hand_over_due_on = foresee(opinion.county, "opinion.hand_over", held.ends_on).due_on
        keep(opinion, move.to)
    return opinion
