"""Reminders of dates that come near or have passed: one scan, safe to repeat and to run twice at once.

The ledger row goes first, under its unique constraint, and decides; the notice follows in the same
transaction. Who is killed in between has written neither.
"""

from __future__ import annotations

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import Assignment, Congress, FollowUp, Person, Reminder, Running
from congress.queries.deadlines import calendar, chinese_date, due
from congress.queries.parameters import value
from congress.queries.recipients import Recipient, recipients
from congress.queries.reminders import Thresholds, near, thresholds_of
from congress.rules.reminders import Reached, hours_of, may_remind, reached
from congress.services.base import command
from congress.services.notices import notify

HOURS = "reminders.hours"
ONCE = (
    "INSERT INTO congress_reminder (county_id, entry_id, threshold, recipient_id, reminded_at) "
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id"
)


def remind() -> int:
    """Tell what has come due, in every county where it is a working hour; returns how many people were told."""
    counties = Congress.objects.filter(level=Congress.Level.COUNTY)
    return sum(remind_county(county) for county in counties if is_working_hour(county))


def is_working_hour(county: Congress) -> bool:
    """Whether the county works now, by its own calendar and hours, in local time."""
    return may_remind(timezone.localtime(now()), hours_of(value(county, HOURS)), calendar(county, today()))


def remind_county(county: Congress) -> int:
    """Scan the dates that run in one county; returns how many people were told."""
    thresholds = thresholds_of(county)
    return sum(_tell(row, told, thresholds) for row, told in near(county, today(), thresholds))


def _tell(row: Running, told: frozenset[int], thresholds: Thresholds) -> int:
    """Tell one date, if a threshold of it is reached; its own transaction."""
    entered_on = timezone.localdate(row.entry.entered_at)
    now_due = reached(thresholds[row.clock], row.due_on, today(), entered_on=entered_on, told=told)
    if not now_due:
        return 0
    with command(None, "remind"):
        followup = _lock_running(row)
        if followup is None:
            return 0
        assignment = Assignment.objects.filter(pk=row.assignment_id or 0).first()
        heard: set[int] = set()
        for one in now_due:
            heard |= _tell_threshold(row, one, followup, assignment, frozenset(heard))
        return len(heard)


def _lock_running(row: Running) -> FollowUp | None:
    """The follow-up, locked, if its date still runs; None too while a command holds it: the next scan asks again."""
    rows = FollowUp.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("county")
    followup = rows.filter(pk=row.followup_id).first()
    running = Running.objects.filter(pk=row.pk, entry=row.entry_id).exists()
    return followup if running else None


def _tell_threshold(
    row: Running, one: Reached, followup: FollowUp, assignment: Assignment | None, heard: frozenset[int]
) -> set[int]:
    """Enter and tell one threshold; returns the people who were told now."""
    people = recipients(followup, [Recipient(name) for name in sorted(one.tell)], assignment)
    fresh = [person for person in people if person.pk not in heard and _enter(row, one.days, person)]
    if fresh:
        notices = notify(followup, fresh, _title(row), _text(row, assignment), entry=row.entry)
        for notice in notices:
            Reminder.objects.filter(entry=row.entry, threshold=one.days, recipient=notice.person_id).update(
                notice=notice
            )
    return {person.pk for person in fresh}


def _enter(row: Running, days: int, person: Person) -> bool:
    """Write the ledger row; False when it is there already."""
    with connection.cursor() as cursor:
        cursor.execute(ONCE, [row.county_id, row.entry_id, days, person.pk, now()])
        return cursor.fetchone() is not None


def _title(row: Running) -> str:
    shown = due(row.entry)
    return _("%(clock)s：%(phrase)s") % {"clock": shown.clock, "phrase": shown.phrase}


def _text(row: Running, assignment: Assignment | None) -> str:
    shown = due(row.entry)
    kind = "" if shown.is_law else _("，本县规定")
    unit = _("（承办单位：%(unit)s）") % {"unit": assignment.department} if assignment else ""
    shape = {"clock": shown.clock, "on": chinese_date(shown.on), "phrase": shown.phrase, "basis": shown.basis}
    text = _("%(clock)s为%(on)s，%(phrase)s。依据：%(basis)s%(kind)s。%(unit)s")
    return text % {**shape, "kind": kind, "unit": unit}
