"""Small steps the commands on meetings share."""

from __future__ import annotations

from congress.models import AgendaItem, Meeting, User
from congress.queries.meetings.moves import require
from congress.rules.meeting_moves import MeetingEvent
from congress.services import deadlines
from congress.services.base import locked, save


def take(actor: User, event: MeetingEvent, meeting: Meeting, version: int | None) -> Meeting:
    """The meeting, locked and fresh, on which ``actor`` may do ``event``.

    Raises Conflict when it is not the version the form showed, NotAllowed and WrongState by the table.
    """
    fresh = locked(meeting, version)
    require(actor, event, fresh)
    return fresh


def take_with(actor: User, event: MeetingEvent, item: AgendaItem, version: int | None) -> tuple[Meeting, AgendaItem]:
    """Lock the meeting first, then an item of it; the version is the item's."""
    meeting = take(actor, event, item.meeting, None)
    fresh = locked(item, version)
    fresh.meeting = meeting
    return meeting, fresh


def keep(meeting: Meeting) -> Meeting:
    """Save a locked meeting as its next version, with its nearest date."""
    deadlines.copy_nearest_of_meeting(meeting)
    save(meeting)
    return meeting
