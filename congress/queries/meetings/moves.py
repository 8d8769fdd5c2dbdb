"""What somebody may do now with a meeting: the transition table of meetings, asked."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from congress.access import Anyone, keeps, standing, works_here
from congress.clock import now, today
from congress.labels import label
from congress.models import LegalBasis, Meeting
from congress.queries.meetings.presence import Presence, present
from congress.refusals import NotAllowed, WrongState
from congress.rules.meeting_moves import (
    MOVES,
    NUMBERED_BY_LAW,
    Case,
    MeetingEvent,
    MeetingGuard,
    MeetingMove,
    MeetingPart,
    find,
    open_moves,
    quorum,
)
from congress.rules.meetings import ON_AGENDA, ItemState, MeetingKind, MeetingState, Quality
from congress.rules.roles import LEADERS


def parts(user: Anyone, meeting: Meeting) -> frozenset[MeetingPart]:
    """In what quality ``user`` has to do with a meeting; invited is asked where it matters."""
    who = standing(user)
    if who.county_id != meeting.county_id or who.person_id is None:
        return frozenset()
    held = {MeetingPart.INVITED}
    if keeps(user, meeting):
        held.add(MeetingPart.KEEPER)
    if works_here(who):
        held.add(MeetingPart.OFFICE)
    if who.has(*LEADERS):
        held.add(MeetingPart.LEADER)
    return frozenset(held)


def case_of(meeting: Meeting, presence: Presence | None = None) -> Case:
    """What the guards ask about a meeting; the quorum too where ``presence`` is given."""
    on_agenda, adopted = Q(state__in=ON_AGENDA), Q(state=ItemState.ADOPTED)
    items = meeting.items.aggregate(all=Count("pk", filter=on_agenda), adopted=Count("pk", filter=adopted))
    people = meeting.attendances.aggregate(
        members=Count("pk", filter=Q(quality=Quality.MEMBER)),
        untold=Count("pk", filter=Q(notified_at=None, person__isnull=False)),
    )
    there = len(presence.present) if presence else 0
    needed = quorum(MeetingKind(meeting.kind), presence.whole) if presence else 0
    return Case(
        today(),
        meeting.starts_on,
        items=items["all"],
        adopted=items["adopted"],
        members=people["members"],
        untold=people["untold"],
        present=there,
        needed=needed,
        seats_known=presence is None or presence.counted.whole_known,
    )


def open_to(user: Anyone, meeting: Meeting, case: Case) -> tuple[MeetingMove, ...]:
    """What ``user`` may do now with a meeting, in the order of the table."""
    return open_moves(MeetingState(meeting.state), parts(user, meeting), case)


def require(user: Anyone, event: MeetingEvent, meeting: Meeting, presence: Presence | None = None) -> MeetingMove:
    """The move ``user`` is about to make; who has asked who is there already may give it along.

    Raises NotAllowed when no state would let him, WrongState when this one does not, with the words of the guard
    that fails and the rule it goes by.
    """
    held = parts(user, meeting)
    allowed = frozenset().union(*(move.by for move in MOVES if move.event is event))
    if not allowed & held:
        shape = {"who": _("或").join(label(part) for part in MeetingPart if part in allowed), "verb": label(event)}
        raise NotAllowed(_("您不是此次会议的%(who)s，不能%(verb)s。") % shape)
    state = MeetingState(meeting.state)
    if event is MeetingEvent.OPEN and presence is None:
        presence = present(meeting, now())
    case = case_of(meeting, presence)
    found = find(state, event, held, case)
    if isinstance(found, MeetingMove):
        return found
    if found is MeetingGuard.QUORUM and presence:
        raise _too_few(meeting, presence, case.needed)
    verb = label(event)
    if found is not None:
        raise WrongState(_("现在不能%(verb)s：%(why)s。") % {"verb": verb, "why": label(found)})
    text = _("此次会议现在的状态是“%(state)s”，不能%(verb)s。请返回查看最新情况。")
    raise WrongState(text % {"state": label(state), "verb": verb})


def _too_few(meeting: Meeting, presence: Presence, needed: int) -> WrongState:
    """Why a meeting may not open: who is there, of how many, and the article that asks for more."""
    text = _(
        "现在到会 %(there)s 人，应出席的共 %(whole)s 人，到会 %(needed)s 人以上方可开会。请继续签到，仍不足的请改期。"
    )
    shape = {"there": len(presence.present), "whole": presence.whole, "needed": needed}
    return WrongState(text % shape, basis=basis_of_quorum(MeetingKind(meeting.kind)))


def basis_of_quorum(kind: MeetingKind) -> str:
    """The article a quorum rests on; empty when no law names one."""
    code = NUMBERED_BY_LAW.get(kind)
    basis = LegalBasis.objects.filter(code=code, county=None).first() if code else None
    return basis.citation if basis else ""
