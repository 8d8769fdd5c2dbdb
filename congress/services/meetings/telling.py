"""Telling the people of a meeting, inside the command that makes the occasion."""

from __future__ import annotations

from collections.abc import Iterable

from congress.models import Meeting, Person
from congress.services.notices import notify_of_meeting


def invited(meeting: Meeting) -> list[Person]:
    """Everybody who has been told of a meeting."""
    rows = meeting.attendances.filter(notified_at__isnull=False, person__isnull=False)
    return [row.person for row in rows.select_related("person") if row.person]


def tell(meeting: Meeting, people: Iterable[Person], title: str, text: str) -> int:
    """Tell each person once; returns how many."""
    return len(notify_of_meeting(meeting, people, title, text))
