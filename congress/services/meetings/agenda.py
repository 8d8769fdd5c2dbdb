"""The agenda: chosen from the topics called for, put in order, combined, adopted; and what is put off.

Every change of it locks the meeting and compares the meeting's version: of two clerks on one agenda the second is
shown the first one's agenda beside his own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import AgendaItem, Meeting, User
from congress.queries.deadlines import chinese_date
from congress.refusals import Incomplete, WrongState
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import ON_AGENDA, Answer, ItemKind, ItemState, MeetingKind, MeetingState
from congress.services import deadlines
from congress.services.base import command, locked, save
from congress.services.meetings import checklist
from congress.services.meetings.steps import keep, take, take_with
from congress.services.meetings.telling import tell_dates
from congress.services.meetings.topics import next_position
from congress.services.steps import need

HELD = (MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True)
class Line:
    """One topic as the agenda form shows it: whether it is taken up, at which place, for how long."""

    item: int
    taken: bool
    place: int
    minutes: int | None = None


def arrange_agenda(
    *,
    actor: User,
    meeting: Meeting,
    lines: Sequence[Line],
    added: Sequence[str] = (),
    adopts: bool = False,
    version: int | None = None,
) -> Meeting:
    """Choose and order. What is taken up runs its materials' dates; what is not goes back among the topics.

    Items without a line stay as they are, after the others; ``added`` are titles taken up as they stand, at the end;
    ``adopts`` lets a meeting that needs no other one for it adopt the agenda at once. Raises NotAllowed, WrongState,
    Conflict, and what :func:`adopt_agenda` raises.
    """
    with command(actor, "arrange_agenda"):
        meeting = take(actor, MeetingEvent.ARRANGE, meeting, version)
        items = {row.pk: row for row in meeting.items.exclude(state=ItemState.DROPPED).order_by("position", "id")}
        said = {line.item: line for line in lines if line.item in items}
        for pk, line in said.items():
            _set(meeting, items[pk], line, actor)
        _order(meeting, items, said)
        _add(meeting, added, actor)
        _forget_adoption(meeting)
        keep(meeting)
        if adopts:
            meeting = adopt_agenda(actor=actor, meeting=meeting)
    return meeting


def _set(meeting: Meeting, item: AgendaItem, line: Line, actor: User) -> None:
    item.meeting = meeting
    item.minutes = line.minutes
    taken = item.state in ON_AGENDA
    if line.taken and not taken:
        item.state = ItemState.DRAFTED
        checklist.set_dates(item, granted_by=actor)
    elif not line.taken and taken:
        item.state = ItemState.CALLED
        checklist.drop_dates(item)


def _order(meeting: Meeting, items: dict[int, AgendaItem], said: dict[int, Line]) -> None:
    """Number the items anew: the agenda first, by the places asked for, then the topics, then what was dropped."""

    def key(item: AgendaItem) -> tuple[bool, int, int]:
        line = said.get(item.pk)
        return item.state not in ON_AGENDA, line.place if line else item.position, item.position

    dropped = list(meeting.items.filter(state=ItemState.DROPPED).order_by("position", "id"))
    for place, item in enumerate([*sorted(items.values(), key=key), *dropped], start=1):
        if item.pk in said or item.position != place:
            item.position = place
            save(item)


def _add(meeting: Meeting, titles: Sequence[str], actor: User) -> None:
    """Further items by their titles alone, after the last one of the agenda."""
    for title in titles:
        AgendaItem.objects.create(
            meeting=meeting,
            position=next_position(meeting),
            kind=ItemKind.OTHER,
            state=ItemState.DRAFTED,
            title=title[:200],
            proposed_by=actor,
        )


def _forget_adoption(meeting: Meeting) -> None:
    """An agenda none of whose items is adopted any more has no day of adoption."""
    if not meeting.items.filter(state=ItemState.ADOPTED).exists():
        meeting.agenda_adopted_on = meeting.agenda_adopted_by = None


def combine_items(
    *, actor: User, meeting: Meeting, items: Sequence[AgendaItem], title: str, version: int | None = None
) -> AgendaItem:
    """Take several topics up as one, under a title; the first keeps its place, the others are noted as joined to it.

    Raises NotAllowed, WrongState, Conflict; Incomplete with fewer than two, or without a title.
    """
    named = need("title", title, _("请写明合并后的议题。"))
    with command(actor, "combine_items"):
        meeting = take(actor, MeetingEvent.ARRANGE, meeting, version)
        chosen = [row.pk for row in items]
        rows = list(meeting.items.filter(pk__in=chosen).exclude(state=ItemState.DROPPED).order_by("position"))
        if len(rows) < 2:
            raise Incomplete({"items": _("请至少勾选两个议题再合并。")})
        first, *others = rows
        first.title = named
        save(first)
        for other in others:
            other.meeting = meeting
            checklist.drop_dates(other)
            other.state = ItemState.DROPPED
            other.outcome = _("与《%(title)s》合并") % {"title": named}
            save(other)
            meeting.attendances.filter(item=other).update(item=first)
        keep(meeting)
    return first


def adopt_agenda(
    *, actor: User, meeting: Meeting, by: Meeting | None = None, version: int | None = None, on: date | None = None
) -> Meeting:
    """通过议程. The agenda of a standing-committee meeting is drawn up by a chairpersons' meeting (地方组织法 §54).

    Raises NotAllowed, WrongState, Conflict; Incomplete when that meeting is missing, was not held, or came later.
    """
    with command(actor, "adopt_agenda"):
        meeting = take(actor, MeetingEvent.ADOPT, meeting, version)
        if meeting.kind == MeetingKind.STANDING_COMMITTEE:
            _refuse_without(meeting, by)
        meeting.agenda_adopted_by = by
        meeting.agenda_adopted_on = by.starts_on if by else on or today()
        for item in meeting.items.filter(state=ItemState.DRAFTED):
            item.state, item.meeting = ItemState.ADOPTED, meeting
            save(item)
            tell_dates(item, _("请报送会议材料"))
        keep(meeting)
    return meeting


def _refuse_without(meeting: Meeting, by: Meeting | None) -> None:
    if by is None or by.kind != MeetingKind.CHAIRPERSONS or by.county_id != meeting.county_id:
        text = _("常委会会议的议程由主任会议拟订（地方组织法第五十四条），请选择是哪一次主任会议。")
        raise Incomplete({"by": text})
    if by.state not in HELD:
        raise Incomplete({"by": _("这次主任会议还没有开，请先举行并登记，再登记议程通过。")})
    if by.starts_on > meeting.starts_on:
        text = _("%(by)s在此次会议之后（%(day)s），请核对。")
        raise Incomplete({"by": text % {"by": by, "day": chinese_date(by.starts_on)}})


def put_off_item(
    *, actor: User, item: AgendaItem, to: Meeting, reason: str = "", version: int | None = None
) -> AgendaItem:
    """改列下次会议: the item with its materials goes to a later meeting and their dates run from that day.

    Both meetings are locked, the one with the smaller key first. Raises NotAllowed, WrongState, Conflict;
    Incomplete when the other meeting is of another body, not being prepared, or not later.
    """
    with command(actor, "put_off_item", reason):
        first, second = sorted((item.meeting, to), key=lambda row: row.pk)
        locked(first, None)
        locked(second, None)
        meeting, item = take_with(actor, MeetingEvent.ARRANGE, item, version)
        to = take(actor, MeetingEvent.ARRANGE, to, None)
        if item.state == ItemState.DROPPED:
            raise WrongState(_("这个议题没有列入此次会议，不能改列。"))
        _refuse_target(meeting, to)
        deadlines.stop(item)
        item.meeting, item.put_off_from = to, meeting
        item.position, item.state = next_position(to), ItemState.DRAFTED
        save(item)
        if checklist.set_dates(item, granted_by=actor, reason=_("自%(meeting)s改列") % {"meeting": meeting}):
            tell_dates(item, _("材料期限变动"))
        _take_along(meeting, item, to)
        _forget_adoption(meeting)
        keep(meeting)
        keep(to)
    return item


def _take_along(meeting: Meeting, item: AgendaItem, to: Meeting) -> None:
    """Who sits in for this item alone sits in where it is heard; he is told with the other meeting's notice."""
    known = to.attendances.filter(person__isnull=False).values("person")
    theirs = meeting.attendances.filter(item=item)
    theirs.filter(person__in=known).delete()
    theirs.update(meeting=to, notified_at=None, answer=Answer.NONE, answer_note="", substitute="", answered_at=None)


def _refuse_target(meeting: Meeting, to: Meeting) -> None:
    if to.kind != meeting.kind or to.body_id != meeting.body_id or to.starts_on <= meeting.starts_on:
        raise Incomplete({"to": _("只能改列到同一机构之后举行的会议；还没有登记的，请先登记下次会议。")})
