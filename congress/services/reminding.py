"""Reminders of dates that come near or have passed: one scan, safe to repeat and to run twice at once.

The ledger row goes first, under its unique constraint, and decides; the notice follows in the same
transaction. Who is killed in between has written neither.
"""

from __future__ import annotations

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import Congress, FollowUp, Meeting, Notice, Person, Reminder, Running
from congress.queries.deadlines import calendar, chinese_date, due
from congress.queries.parameters import value
from congress.queries.recipients import Recipient, meeting_recipients, recipients
from congress.queries.reminders import Thresholds, near, thresholds_of
from congress.rules.reminders import Reached, hours_of, may_remind, reached
from congress.services.base import command
from congress.services.notices import notify, notify_of_meeting

HOURS = "reminders.hours"
RELATED = ("entry__basis", "followup__county", "assignment__department", "meeting__county", "meeting__term", "item")
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
        locked = _lock_running(row)
        if locked is None:
            return 0
        heard: set[int] = set()
        for one in now_due:
            heard |= _tell_threshold(locked, one, frozenset(heard))
        return len(heard)


def _lock_running(row: Running) -> Running | None:
    """Lock what a date runs on; returns the date read anew if it still runs.

    None too while a command holds it: the next scan asks again.
    """
    owner = Meeting if row.meeting_id else FollowUp
    rows = owner._default_manager.select_for_update(skip_locked=True, no_key=True, of=("self",))
    if not rows.filter(pk=row.meeting_id or row.followup_id or 0).exists():
        return None
    return Running.objects.filter(pk=row.pk, entry=row.entry_id).select_related(*RELATED).first()


def _tell_threshold(row: Running, one: Reached, heard: frozenset[int]) -> set[int]:
    """Enter and tell one threshold; returns the people who were told now."""
    people = _recipients(row, [Recipient(name) for name in sorted(one.tell)])
    fresh = [person for person in people if person.pk not in heard and _enter(row, one.days, person)]
    if fresh:
        for notice in _notify(row, fresh):
            Reminder.objects.filter(entry=row.entry, threshold=one.days, recipient=notice.person_id).update(
                notice=notice
            )
    return {person.pk for person in fresh}


def _recipients(row: Running, names: list[Recipient]) -> list[Person]:
    if row.followup:
        return recipients(row.followup, names, row.assignment)
    return meeting_recipients(row.meeting, names, row.item) if row.meeting else []


def _notify(row: Running, people: list[Person]) -> list[Notice]:
    if row.followup:
        return notify(row.followup, people, _title(row), _text(row), entry=row.entry)
    if row.meeting is None:
        return []
    about = f"{row.meeting}（{chinese_date(row.meeting.starts_on)}）"
    item = _("议题《%(title)s》，") % {"title": row.item.title} if row.item else ""
    return notify_of_meeting(row.meeting, people, _title(row), f"{about}：{item}{_text(row)}", entry=row.entry)


def _enter(row: Running, days: int, person: Person) -> bool:
    """Write the ledger row; False when it is there already."""
    with connection.cursor() as cursor:
        cursor.execute(ONCE, [row.county_id, row.entry_id, days, person.pk, now()])
        return cursor.fetchone() is not None


def _title(row: Running) -> str:
    shown = due(row.entry)
    return _("%(clock)s：%(phrase)s") % {"clock": shown.clock, "phrase": shown.phrase}


def _text(row: Running) -> str:
    shown = due(row.entry)
    kind = "" if shown.is_law else _("，本县规定")
    unit = _("（承办单位：%(unit)s）") % {"unit": row.assignment.department} if row.assignment else ""
    shape = {"clock": shown.clock, "on": chinese_date(shown.on), "phrase": shown.phrase, "basis": shown.basis}
    text = _("%(clock)s为%(on)s，%(phrase)s。依据：%(basis)s%(kind)s。%(unit)s")
    return text % {**shape, "kind": kind, "unit": unit}
