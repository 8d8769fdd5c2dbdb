"""会议记录: who said what on which item, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import AgendaItem, Meeting, Person, Speech, User
from congress.refusals import Incomplete
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import ON_AGENDA
from congress.services.base import command, locked, save
from congress.services.meetings.steps import take


@dataclass(frozen=True)
class Said:
    """One speech: who, and the points he made."""

    person: Person
    text: str


@dataclass(frozen=True)
class Noted:
    """What is recorded of one item: its outcome and its speeches in order; the version the form showed."""

    item: AgendaItem
    outcome: str
    speeches: Sequence[Said] = ()
    version: int | None = None


def record_minutes(*, actor: User, meeting: Meeting, notes: Sequence[Noted]) -> Meeting:
    """Record several items at once; only what has changed is written.

    Raises NotAllowed, WrongState; Conflict when somebody else recorded one of them since.
    """
    with command(actor, "record_minutes"):
        meeting = take(actor, MeetingEvent.RECORD, meeting, None)
        for note in notes:
            _record(actor, meeting, note)
    return meeting


def _record(actor: User, meeting: Meeting, note: Noted) -> None:
    if note.item.meeting_id != meeting.pk or note.item.state not in ON_AGENDA:
        raise Incomplete({"outcome": _("“%(title)s”不在此次会议的议程上。") % {"title": note.item}})
    outcome = note.outcome.strip()
    before = list(Speech.objects.filter(item=note.item).order_by("position", "id"))
    said = [(row.person.pk, row.text.strip()) for row in note.speeches if row.text.strip()]
    same = [(row.person_id, row.text) for row in before] == said
    if same and outcome == note.item.outcome:
        return
    item = locked(note.item, note.version)
    item.outcome = outcome
    item.decided_on = (item.decided_on or _day(meeting)) if outcome else None
    save(item)
    if not same:
        Speech.objects.filter(item=item).delete()
        Speech.objects.bulk_create(
            Speech(item=item, person_id=person, position=n, text=text, recorded_by=actor, recorded_at=now())
            for n, (person, text) in enumerate(said, start=1)
        )


def _day(meeting: Meeting) -> date:
    """The day of a decision: today while the meeting lasts, its last day when recorded afterwards."""
    return min(max(today(), meeting.starts_on), meeting.ends_on)
