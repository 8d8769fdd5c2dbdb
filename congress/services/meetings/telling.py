"""Telling the people of a meeting, inside the command that makes the occasion."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from congress.labels import label
from congress.models import AgendaItem, Meeting, Person
from congress.queries.deadlines import chinese_date
from congress.queries.meetings.notice import when
from congress.queries.recipients import Recipient, meeting_recipients
from congress.rules.followups import Clock
from congress.services.notices import notify_of_meeting


def invited(meeting: Meeting) -> list[Person]:
    """Everybody who has been told of a meeting."""
    rows = meeting.attendances.filter(notified_at__isnull=False, person__isnull=False)
    return [row.person for row in rows.select_related("person") if row.person]


def tell(meeting: Meeting, people: Iterable[Person], title: str, text: str) -> int:
    """Tell each person once; returns how many."""
    return len(notify_of_meeting(meeting, people, title, text))


def tell_dates(item: AgendaItem, title: str) -> int:
    """Tell the organ that reports and the office that answers for an item by when its materials are awaited.

    Nobody is told when nothing is awaited. Returns how many were.
    """
    awaited = list(item.materials.filter(received_on=None).select_related("entry__basis").order_by("due_on", "id"))
    if not awaited:
        return 0
    dates = "；".join(
        _("%(step)s：%(day)s（%(basis)s）")
        % {"step": label(Clock(row.clock)), "day": chinese_date(row.due_on), "basis": row.entry.basis.citation}
        for row in awaited
    )
    shape = {"title": item.title, "meeting": item.meeting, "when": when(item.meeting), "dates": dates}
    text = _("议题《%(title)s》列入%(meeting)s（%(when)s）。请按期报送材料：%(dates)s。") % shape
    people = meeting_recipients(item.meeting, [Recipient.CONTACT, Recipient.OFFICE], item)
    return tell(item.meeting, people, title, text)
