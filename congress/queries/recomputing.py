"""What the dates awaited now would be by today's rules and calendar. Nothing is written here.

A meeting's dates are not among them: they do not roll, and move with the meeting alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from congress.access import Anyone, visible_to
from congress.models import Congress, Deadline, FollowUp, Running
from congress.queries.deadlines import best_rule, calendar_between, entry_of, rules_of
from congress.rules.followups import Clock
from congress.rules.notices import Entered
from congress.rules.workdays import Calendar

KEPT = frozenset({Clock.PROMISE})
"""A promised day is the unit's own word: no calendar moves it."""


@dataclass(frozen=True)
class Move:
    """A date that would be another one, or would be no longer provisional."""

    running: Running
    old: Deadline
    new: Deadline

    @property
    def moves(self) -> bool:
        """Whether the day itself changes."""
        return self.old.due_on != self.new.due_on


@dataclass(frozen=True)
class Notice:
    """Days about to be entered, and whether they are the State Council's notice of their years."""

    days: list[Entered]
    announced: bool

    def over(self, calendar: Calendar) -> Calendar:
        """The calendar as it would be with them."""
        worked = {day.on: day.kind.is_workday for day in self.days}
        years = {day.on.year for day in self.days} if self.announced else set()
        return replace(calendar, days={**calendar.days, **worked}, known_years=frozenset(calendar.known_years | years))


def preview(county: Congress, *, running: Iterable[int] | None = None, notice: Notice | None = None) -> list[Move]:
    """The dates awaited now that come out differently, nearest first; in a fixed number of queries.

    Each is counted from its own anchor by the rule of its own key valid on that day: a rule that
    begins later leaves it alone. ``running`` limits it to some of them; ``notice`` asks what would
    move if those days were entered.
    """
    rows = Running.objects.filter(county=county, followup__isnull=False).exclude(clock__in=KEPT)
    if running is not None:
        rows = rows.filter(pk__in=list(running))
    related = ("entry__rule", "followup", "assignment__department")
    found = list(rows.select_related(*related).order_by("due_on", "id"))
    if not found:
        return []
    anchors = [row.entry.anchor_on for row in found]
    days = calendar_between(county, min(anchors), max(anchors))
    days = notice.over(days) if notice else days
    known = rules_of(county, {row.entry.rule.key for row in found})
    moves = []
    for row in found:
        rule = best_rule(known, row.entry.rule.key, row.entry.anchor_on)
        new = entry_of(rule, row.entry.anchor_on, days, county)
        if (new.due_on, new.provisional) != (row.entry.due_on, row.entry.provisional):
            moves.append(Move(row, row.entry, new))
    return moves


def readable(user: Anyone, moves: list[Move]) -> tuple[list[Move], int]:
    """The moves of follow-ups somebody may read, and how many others there are."""
    ids = [move.running.followup_id for move in moves if move.running.followup_id]
    seen = set(visible_to(user, FollowUp).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [move for move in moves if move.running.followup_id in seen]
    return shown, len(moves) - len(shown)
