"""What was said and decided, as the minutes page and its print show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.models import AgendaItem, Meeting, Person, Speech
from congress.rules.meetings import ON_AGENDA, ItemKind, MeetingKind

Named = Sequence[tuple[str, Person]]


@dataclass(frozen=True)
class Record:
    """The items of an agenda one reads, and the speeches on each."""

    items: list[AgendaItem]
    speeches: dict[int, list[Speech]]


def record_of(user: Anyone, meeting: Meeting) -> Record:
    """The record as far as one reads it, in two queries."""
    rows = visible_to(user, AgendaItem).filter(meeting=meeting, state__in=ON_AGENDA)
    items = list(rows.select_related("organ", "office", "meeting").order_by("position", "id"))
    speeches: dict[int, list[Speech]] = {}
    said = visible_to(user, Speech).filter(item__meeting=meeting).select_related("person")
    for row in said.order_by("item", "position", "id"):
        speeches.setdefault(row.item_id, []).append(row)
    return Record(items, speeches)


def speakers(meeting: Meeting) -> Named:
    """Who may be recorded as speaking, by the name he is written with; of one name several get a number."""
    rows = meeting.attendances.filter(person__isnull=False).select_related("person")
    people = [row.person for row in rows.order_by("quality", "place_order", "id") if row.person]
    names = [person.name for person in people]
    seen: dict[str, int] = {}
    found = []
    for person in people:
        seen[person.name] = seen.get(person.name, 0) + 1
        twice = names.count(person.name) > 1
        found.append((f"{person.name}{seen[person.name]}" if twice else person.name, person))
    return found


def written(speeches: Iterable[Speech], people: Named) -> str:
    """Speeches as they are typed."""
    names = {person.pk: name for name, person in people}
    return "\n".join(f"{names.get(row.person_id, row.person.name)}：{row.text}" for row in speeches)


def usual_outcome(item: AgendaItem) -> str:
    """How a chairpersons' meeting usually decides on such an item; the clerk looks it through."""
    if item.meeting.kind != MeetingKind.CHAIRPERSONS:
        return ""
    title = {"title": item.title}
    if ItemKind(item.kind) in {ItemKind.REPORT, ItemKind.BUDGET, ItemKind.INSPECTION, ItemKind.DECISION}:
        return _("会议讨论了《%(title)s》，同意提请县人大常委会会议审议。") % title
    if ItemKind(item.kind) is ItemKind.APPOINTMENT:
        return _("会议听取了有关情况的说明，同意提请县人大常委会会议审议。")
    return _("会议讨论并原则同意《%(title)s》。") % title
