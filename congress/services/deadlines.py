"""The one place that writes the deadline ledger, what runs now, and the copies of it on the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from congress.clock import now
from congress.kinds import registry
from congress.models import AgendaItem, Assignment, Congress, Deadline, FollowUp, Meeting, Running, User
from congress.queries.deadlines import foresee
from congress.rules.followups import Clock
from congress.rules.meetings import AFTER_VOTE, MATERIALS, OF_MEETING, OUTLASTING, ItemKind

Row: TypeAlias = "FollowUp | Assignment | Meeting | AgendaItem"


@dataclass(frozen=True)
class Place:
    """Whose date it is: the county, and the columns of what it runs on."""

    county: Congress
    followup: FollowUp | None = None
    assignment: Assignment | None = None
    meeting: Meeting | None = None
    item: AgendaItem | None = None

    @classmethod
    def of(cls, row: Row) -> Place:
        """The place of a row."""
        match row:
            case Assignment():
                return cls(row.followup.county, followup=row.followup, assignment=row)
            case AgendaItem():
                return cls(row.meeting.county, meeting=row.meeting, item=row)
            case Meeting():
                return cls(row.county, meeting=row)
        return cls(row.county, followup=row)

    @property
    def columns(self) -> dict[str, Any]:
        """What a date that runs is found by."""
        return {name: getattr(self, name) for name in ("followup", "assignment", "meeting", "item")}


def rule_key(row: Row, clock: Clock) -> str:
    """The key of the rule that computes a clock of a row. Raises KeyError for a clock it does not have."""
    match row:
        case AgendaItem():
            return {**MATERIALS.get(ItemKind(row.kind), {}), **AFTER_VOTE}[clock]
        case Meeting():
            return {**OF_MEETING, **AFTER_VOTE}[clock]
        case Assignment():
            return registry.of(row.followup).rule_of(row.followup, clock)
    return registry.of(row).rule_of(row, clock)


def start(
    row: Row,
    clock: Clock,
    anchor: date,
    *,
    by: Clock | None = None,
    granted_by: User | None = None,
    reason: str = "",
) -> Deadline:
    """Compute a clock, enter it in the ledger and let it run instead of an earlier one of the same kind.

    ``by`` names the clock whose rule computes it, when that is another one: an extended answer is
    still the answer. Raises DeadlineRule.DoesNotExist when the reference data lacks the rule.
    """
    entry = enter(row, clock, anchor, by=by, granted_by=granted_by, reason=reason)
    run(row, entry)
    return entry


def enter(
    row: Row,
    clock: Clock,
    anchor: date,
    *,
    by: Clock | None = None,
    granted_by: User | None = None,
    reason: str = "",
) -> Deadline:
    """Enter a computed date that nobody is awaited by, such as the window for a return."""
    entry = foresee(Place.of(row).county, rule_key(row, by or clock), anchor)
    entry.granted_by, entry.reason = granted_by, reason
    return _save(row, clock, entry)


def carry(old: FollowUp | Assignment, new: Assignment, clock: Clock) -> Deadline | None:
    """Give a unit the date its predecessor had, or the matter before it had a unit: the clock is never restarted."""
    last = old.deadlines.filter(clock=clock).order_by("id").last()
    if last is None:
        return None
    entry = Deadline(**{f.attname: getattr(last, f.attname) for f in Deadline._meta.concrete_fields if f.name != "id"})
    return run(new, _save(new, clock, entry))


def _save(row: Row, clock: Clock, entry: Deadline) -> Deadline:
    entry.assignment = row if isinstance(row, Assignment) else None
    entry.followup = row if isinstance(row, FollowUp) else None
    entry.meeting = row if isinstance(row, Meeting) else None
    entry.item = row if isinstance(row, AgendaItem) else None
    entry.clock = clock
    entry.entered_at = now()
    entry.save()
    return entry


def run(row: Row, entry: Deadline) -> Deadline:
    """Await an entry of the ledger from now on."""
    place = Place.of(row)
    Running.objects.filter(**place.columns, clock=entry.clock).delete()
    Running.objects.create(entry=entry, county=place.county, **place.columns, clock=entry.clock, due_on=entry.due_on)
    return entry


def replace(row: FollowUp | Assignment, clock: Clock, entry: Deadline, *, granted_by: User, reason: str) -> Deadline:
    """Enter a date computed anew for a clock that runs, and await it instead of the old one."""
    entry.granted_by, entry.reason = granted_by, reason
    return run(row, _save(row, clock, entry))


def stop(row: Row, *clocks: Clock) -> None:
    """Await these clocks no more; all of the row's own when none is named."""
    rows = Running.objects.filter(**Place.of(row).columns)
    (rows.filter(clock__in=clocks) if clocks else rows).delete()


def stop_everything(row: FollowUp | Meeting) -> None:
    """Await nothing of a follow-up, or of a meeting and its items, any more."""
    row.running.all().delete()


def copy_nearest_of_meeting(meeting: Meeting) -> None:
    """Set the copy of the nearest date of a meeting's preparation on the row; the caller saves it."""
    awaited = meeting.running.exclude(clock__in=OUTLASTING).order_by("due_on", "id")
    meeting.due_on = awaited.values_list("due_on", flat=True).first()


def copy_nearest(followup: FollowUp) -> None:
    """Set the copies of the nearest running date: on the follow-up (saved by the caller) and its assignments."""
    running = list(followup.running.order_by("due_on", "id"))
    followup.due_on, followup.due_entry_id = _nearest(running)
    for row in followup.assignments.all():
        nearest = _nearest(r for r in running if r.assignment_id == row.pk)
        if nearest != (row.due_on, row.due_entry_id):
            Assignment.objects.filter(pk=row.pk).update(due_on=nearest[0], due_entry=nearest[1])


def _nearest(rows: Iterable[Running]) -> tuple[date | None, int | None]:
    first = next(iter(rows), None)
    return (first.due_on, first.entry_id) if first else (None, None)
