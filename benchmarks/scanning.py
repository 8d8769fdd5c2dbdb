"""The reminder scan over very many open dates, in a transaction that is rolled back."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

from django.db import connection, transaction

from congress.clock import today
from congress.models import Congress, Running
from congress.services.reminding import remind_county

COUNT = 2_000_000
TO_TELL = 1_000
"""Of so many a threshold is reached today; a scan every ten minutes finds far fewer."""

# Entries of the answer's clock on follow-ups that have been closed: every fourth date lies within reach of a
# threshold, and all but the last ones were entered after theirs had passed, as if told already.
ENTRIES = """
INSERT INTO congress_deadline (county_id, assignment_id, clock, label, anchor_on, value, unit, due_on, nominal_on,
    provisional, steps, kind, rule_id, basis_id, reason, entered_at)
SELECT county_id, a.id, 'reply', '答复', %(today)s, 3, 'month', %(today)s + (n %% 150)::int - 20, %(today)s, false,
       '[]', 'law', rule.id, rule.basis_id, '', CASE WHEN n < %(tell)s THEN now() - interval '300 days' ELSE now() END
  FROM (SELECT id, county_id, row_number() OVER (ORDER BY (id * 7919) %% 1000003, id) - 1 AS n FROM congress_assignment
         WHERE state = 'answered' LIMIT %(count)s) a,
       (SELECT id, basis_id FROM congress_deadlinerule
         WHERE key = 'suggestion.reply.ordinary' AND county_id IS NULL LIMIT 1) rule
"""
RUNNING = """
INSERT INTO congress_running (entry_id, county_id, followup_id, assignment_id, clock, due_on)
SELECT d.id, d.county_id, a.followup_id, a.id, d.clock, d.due_on
  FROM congress_deadline d JOIN congress_assignment a ON a.id = d.assignment_id WHERE d.id > %(before)s
"""


class RolledBack(Exception):
    """Ends the transaction without a trace."""


def scan(say: Callable[[str], None], count: int = COUNT) -> None:
    """Let ``count`` dates run, scan every county as the scheduler does, and say how long and how large it was."""
    try:
        with transaction.atomic():
            say(f"{_let_run(count):,} dates run")
            before = _peak()
            began = time.monotonic()
            told = sum(remind_county(county) for county in Congress.objects.filter(level="county"))
            first = time.monotonic() - began
            began = time.monotonic()
            again = sum(remind_county(county) for county in Congress.objects.filter(level="county"))
            say(
                f"first scan: {first:.1f} s, {told:,} told; next scan: {time.monotonic() - began:.1f} s, {again:,} told"
            )
            say(f"memory: {before} MB before, {_peak()} MB at most")
            raise RolledBack
    except RolledBack:
        return


def _let_run(count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT coalesce(max(id), 0) FROM congress_deadline")
        values = {"before": cursor.fetchone()[0], "today": today(), "count": count, "tell": TO_TELL}
        cursor.execute("DELETE FROM congress_running")  # what was loaded was never told: that is a backlog, no scan
        cursor.execute(ENTRIES, values)
        cursor.execute(RUNNING, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        cursor.execute("ANALYZE congress_running")
        cursor.execute("ANALYZE congress_deadline")
    return Running.objects.count()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
