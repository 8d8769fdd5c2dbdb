"""The page of one meeting, for whoever may read it: what comes next, the agenda, the materials, the people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, standing, visible_to
from congress.access.ballots import runs_votes
from congress.clock import today
from congress.kinds import Link, registry
from congress.labels import State, label
from congress.models import AgendaItem, Meeting, MeetingMove, User
from congress.queries.actions import Action
from congress.queries.deadlines import chinese_date
from congress.queries.meetings import moves
from congress.queries.meetings.checklist import Line as MaterialLine
from congress.queries.meetings.checklist import checklist
from congress.queries.meetings.notice import when
from congress.queries.meetings.people import Group, groups
from congress.queries.meetings.presence import roll_of
from congress.queries.timeline import Entry, Round
from congress.rules.meeting_moves import Case, MeetingEvent, MeetingPart, quorum
from congress.rules.meeting_moves import MeetingMove as Move
from congress.rules.meetings import ON_AGENDA, ItemState, MeetingKind, MeetingState, Quality

ROUTES = {
    MeetingEvent.PROPOSE: "meeting-propose",
    MeetingEvent.ARRANGE: "meeting-agenda",
    MeetingEvent.ADOPT: "meeting-adopt",
    MeetingEvent.INVITE: "meeting-invite",
    MeetingEvent.NOTIFY: "meeting-notify",
    MeetingEvent.MOVE: "meeting-move",
    MeetingEvent.CANCEL: "meeting-cancel",
    MeetingEvent.SIGN_IN: "meeting-sign-in",
    MeetingEvent.OPEN: "meeting-open",
    MeetingEvent.RECORD: "meeting-minutes",
    MeetingEvent.CLOSE: "meeting-close",
}
"""Where each event is done; answering and handing in have their own places on the page."""
PAPERS: Mapping[MeetingKind, Mapping[str, object]] = {
    MeetingKind.STANDING_COMMITTEE: {
        "meeting_notice": gettext_lazy("起草会议通知"),
        "agenda": gettext_lazy("起草会议议程"),
        "committee_minutes": gettext_lazy("起草会议纪要"),
        "proclamation": gettext_lazy("起草公告"),
    },
    MeetingKind.CHAIRPERSONS: {
        "meeting_notice": gettext_lazy("起草会议通知"),
        "chairpersons_minutes": gettext_lazy("起草主任会议纪要"),
    },
    MeetingKind.CONGRESS: {"proclamation": gettext_lazy("起草公告")},
}
"""Official papers that begin at a meeting, by the codes of their kinds; offered where documents can be drafted."""


VOTES_IN = frozenset({MeetingState.PREPARING, MeetingState.NOTIFIED, MeetingState.OPEN})
"""While a vote may still be prepared."""


@dataclass(frozen=True)
class AgendaLine:
    """An item as the page lists it; ``number`` counts what the reader sees."""

    number: int
    item: AgendaItem
    state: State
    links: Sequence[Link] = ()
    """What the apps say the item belongs to."""

    @property
    def facts(self) -> str:
        """Who reports, who answers for it, how long."""
        item = self.item
        words = [item.get_kind_display(), str(item.organ or ""), item.reporter, str(item.office or "")]
        if item.minutes:
            words.append(_("%(n)s 分钟") % {"n": item.minutes})
        return " · ".join(word for word in words if word)


@dataclass
class MeetingPage:
    """Everything the page shows."""

    state: State
    actions: list[Action]
    keeps: bool
    inside: bool
    agenda: list[AgendaLine]
    topics: list[AgendaLine]
    materials: list[MaterialLine]
    groups: list[Group]
    history: list[Round]
    facts: list[tuple[str, str]]
    put_off: list[AgendaItem]
    own: int | None = None
    receives: bool = False
    changes: bool = False
    records_answers: bool = False
    sits: bool = False
    papers: list[Action] = field(default_factory=list)
    votes: list[Action] = field(default_factory=list)
    prepares_votes: bool = False

    @property
    def members(self) -> Group | None:
        """Those the meeting is made of, when the reader sees them."""
        return next((group for group in self.groups if group.label == label(Quality.MEMBER)), None)


def page_of(user: User, meeting: Meeting) -> MeetingPage:
    """The page, in a fixed number of queries."""
    held = moves.parts(user, meeting)
    keeps, inside = MeetingPart.KEEPER in held, MeetingPart.OFFICE in held
    rows = visible_to(user, AgendaItem).filter(Q(meeting=meeting) | Q(put_off_from=meeting))
    found = list(rows.select_related("organ", "office", "meeting__term", "meeting__body").order_by("position", "id"))
    items = [item for item in found if item.meeting_id == meeting.pk]
    put_off = [item for item in found if item.meeting_id != meeting.pk]
    on_agenda = [item for item in items if item.state in ON_AGENDA]
    people = groups(user, meeting)
    open_ = moves.open_to(user, meeting, _case(meeting, on_agenda, people)) if inside else ()
    return MeetingPage(
        state=State.of(MeetingState(meeting.state)),
        actions=_actions(meeting, open_),
        keeps=keeps,
        inside=inside,
        agenda=_lines(on_agenda, _links(user, on_agenda)),
        topics=_lines([item for item in items if item.state == ItemState.CALLED]) if inside else [],
        materials=checklist(user, on_agenda),
        groups=people,
        history=_history(user, meeting),
        put_off=put_off,
        facts=_facts(meeting),
        own=_own(user, meeting, people),
        receives=any(move.event is MeetingEvent.RECEIVE for move in open_),
        changes=any(move.event is MeetingEvent.ARRANGE for move in open_),
        records_answers=keeps and any(move.event is MeetingEvent.ANSWER for move in open_),
        sits=meeting.state == MeetingState.OPEN,
        papers=_papers(meeting) if keeps else [],
        votes=_votes(user, meeting),
        prepares_votes=inside and runs_votes(user) and meeting.state in VOTES_IN,
    )


def _case(meeting: Meeting, on_agenda: list[AgendaItem], people: list[Group]) -> Case:
    """As :func:`congress.queries.meetings.moves.case_of`, from what the page has read anyway."""
    seats = [seat for group in people for seat in group.seats]
    members = [seat for seat in seats if seat.row.quality == Quality.MEMBER]
    day = today()
    asks = meeting.state == MeetingState.NOTIFIED and day >= meeting.starts_on
    here = sum(seat.there for seat in members)
    roll = roll_of(meeting, len(members), here) if asks else None
    return Case(
        day,
        meeting.starts_on,
        items=len(on_agenda),
        adopted=sum(item.state == ItemState.ADOPTED for item in on_agenda),
        members=len(members),
        untold=sum(seat.row.notified_at is None and seat.row.person_id is not None for seat in seats),
        present=here,
        needed=quorum(MeetingKind(meeting.kind), roll.whole) if roll else 0,
        seats_known=roll is None or roll.whole_known,
    )


def _actions(meeting: Meeting, open_: tuple[Move, ...]) -> list[Action]:
    """The buttons, what has to be done next first."""
    shown = [move for move in open_ if move.event in ROUTES]
    found = [Action(label(move.event), reverse(ROUTES[move.event], args=[meeting.pk]), move.expected) for move in shown]
    return sorted(found, key=lambda action: not action.primary)


def _papers(meeting: Meeting) -> list[Action]:
    """Official papers to be drafted from the meeting, where the house can draft them."""
    found = []
    for code, words in PAPERS.get(MeetingKind(meeting.kind), {}).items():
        try:
            url = reverse("document-from-meeting", args=[meeting.pk, code])
        except NoReverseMatch:
            continue
        found.append(Action(str(words), url, primary=False))
    return found


def _votes(user: Anyone, meeting: Meeting) -> list[Action]:
    """The votes of the meeting for who runs them, and the session of a congress."""
    found = []
    if runs_votes(user):
        found.append(Action(_("表决"), f"{reverse('ballots')}?meeting={meeting.pk}", primary=False))
    if meeting.session_id and standing(user).sees_handling:
        found.append(Action(_("大会组织和选举"), reverse("session", args=[meeting.session_id]), primary=False))
    return found


def _links(user: User, items: list[AgendaItem]) -> Mapping[int, list[Link]]:
    """What the apps say these items belong to: one question to each of them for the whole agenda."""
    found: dict[int, list[Link]] = {}
    for source in registry.item_links if items else ():
        for key, link in source(user, items).items():
            found.setdefault(key, []).append(link)
    return found


def _lines(items: list[AgendaItem], links: Mapping[int, Sequence[Link]] | None = None) -> list[AgendaLine]:
    own = links or {}
    return [
        AgendaLine(n, item, State.of(ItemState(item.state)), own.get(item.pk, ()))
        for n, item in enumerate(items, start=1)
    ]


def _own(user: Anyone, meeting: Meeting, people: list[Group]) -> int | None:
    """The reader's own place, where he may still answer."""
    if meeting.state != MeetingState.NOTIFIED:
        return None
    me = standing(user).person_id
    mine = (seat.row for group in people for seat in group.seats if seat.row.person_id == me)
    return next((row.pk for row in mine if row.notified_at), None)


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    rows = [(_("时间"), when(meeting)), (_("地点"), meeting.place)]
    if meeting.presided_by:
        rows.append((_("主持人"), meeting.presided_by.name))
    if meeting.agenda_adopted_on:
        by = f"（{meeting.agenda_adopted_by}）" if meeting.agenda_adopted_by else ""
        rows.append((_("议程通过"), f"{chinese_date(meeting.agenda_adopted_on)}{by}"))
    if meeting.guests_note:
        rows.append((_("超过列席、旁听名额的理由"), meeting.guests_note))
    if meeting.note:
        rows.append((_("备注"), meeting.note))
    return rows


def _history(user: Anyone, meeting: Meeting) -> list[Round]:
    """What has happened to the meeting itself, the newest first."""
    entries: list[tuple[date, int, Entry]] = []

    def add(on: date | None, title: str, text: str = "", tone: str = "", who: str = "") -> None:
        if on is not None:
            entries.append((on, len(entries), Entry(title, on, who, text, tone)))

    for row in visible_to(user, MeetingMove).filter(meeting=meeting).select_related("moved_by__person"):
        shape = {"old": chinese_date(row.from_on), "new": chinese_date(row.to_on)}
        text = _("%(old)s改为%(new)s：") % shape + row.reason
        add(timezone.localdate(row.moved_at), _("改期"), text, "late", str(row.moved_by))
    by = str(meeting.agenda_adopted_by or "")
    add(meeting.agenda_adopted_on, _("议程通过"), by)
    for moment, title in (
        (meeting.notified_at, _("发出通知")),
        (meeting.opened_at, _("开会")),
        (meeting.closed_at, _("闭会")),
    ):
        add(timezone.localdate(moment) if moment else None, title, tone="done" if moment == meeting.closed_at else "")
    found = [entry for _on, _n, entry in sorted(entries, key=lambda row: row[:2], reverse=True)]
    if meeting.cancel_reason:
        found.insert(0, Entry(_("取消会议"), None, text=meeting.cancel_reason, tone="late"))
    return [Round("", found)]
