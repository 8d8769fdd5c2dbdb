"""The loader: county after county, each in one transaction of set-based SQL, with its audit entries.

Triggers rest while a county is loaded; what they would have written is written set-based afterwards:
one entry per row, with its values and the announced command. It is the past as an import records it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg2.extras import Json, execute_values

from benchmarks import triggers, words
from benchmarks.roster import DEPUTIES, Builder, Roster, name_of
from benchmarks.tallying import tally
from congress.clock import today
from congress.database import audited_models
from congress.models import Congress, DeadlineRule, OutcomeClass
from congress.models.base import House
from congress.queries.deadlines import best_rule, calendar_between, entry_of
from deputies.models import Category

SQL = Path(__file__).parent / "sql"
PER_YEAR = 2000
COMMAND = "benchmark_load"
RULES = (
    "suggestion.hand_over",
    "suggestion.forward",
    "suggestion.sign_for",
    "suggestion.first_contact",
    "suggestion.reply.ordinary",
    "suggestion.reply.difficult",
    "suggestion.co_opinion",
    "suggestion.check",
    "suggestion.evaluation",
    "suggestion.promise",
)
KEYS = {
    "suggestion": "deputies_suggestion",
    "followup": "congress_followup",
    "assignment": "congress_assignment",
    "deadline": "congress_deadline",
    "cosigner": "deputies_cosigner",
    "party": "congress_party",
    "running": "congress_running",
    "contact": "congress_contact",
    "reply": "congress_reply",
    "opinion": "congress_coopinion",
    "evaluation": "congress_evaluation",
    "promise": "congress_promise",
    "report": "congress_promisereport",
    "mark": "congress_promisemark",
    "search": "congress_searchrow",
    "series": "congress_series",
}
AUDIT = """
INSERT INTO audit_change (at, xid, table_name, row_key, op, new, actor, command, reason, database_role)
SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, %s, id::text, 'insert', to_jsonb(t) - %s::text[], '', %s, '', session_user
  FROM {table} t WHERE id >= %s
"""  # noqa: E501
SEARCH_INDEX = """
CREATE INDEX IF NOT EXISTS search_by_pairs ON congress_searchrow USING gin (county_id, search_pairs(text))
"""


@dataclass(frozen=True)
class Size:
    """How much is loaded."""

    counties: int
    years: int
    per_year: int = PER_YEAR

    @property
    def suggestions(self) -> int:
        """Of all counties and years."""
        return self.counties * self.years * self.per_year


class Loader:
    """Loads what is not there yet; ``say`` is told of every county."""

    def __init__(self, size: Size, say: Callable[[str], None]) -> None:
        self.size = size
        self.say = say
        chance = random.Random(18)  # noqa: S311  (text, not secrets)
        self.titles = chance.sample(words.titles(), 3000)
        self.sentences = words.sentences(chance, 2000)
        self.last_year = today().year if today() > date(today().year, 2, 10) else today().year - 1
        self.first_year = self.last_year - size.years + 1

    def load(self) -> int:
        """Load the counties that are missing; returns how many were loaded."""
        there = set(Congress.objects.filter(level="county").values_list("area", flat=True))
        missing = [n for n in range(1, self.size.counties + 1) if name_of(n) not in there]
        if missing:
            self._prepare()
        began = time.monotonic()
        for done, number in enumerate(missing, start=1):
            since = time.monotonic()
            self._county(number)
            rate = self.size.years * self.size.per_year / (time.monotonic() - since)
            left = (time.monotonic() - began) / done * (len(missing) - done)
            self.say(
                f"{name_of(number)}  {done}/{len(missing)}  {rate:,.0f} suggestions/s  about {left / 60:.0f} min left"
            )
        if missing:
            self._finish()
        return len(missing)

    def _prepare(self) -> None:
        """The years' schemes, the dates of every rule and day, and no search index until all texts are there."""
        with transaction.atomic():
            self._schemes()
        with connection.cursor() as cursor:
            cursor.execute((SQL / "tables.sql").read_text(encoding="utf-8"))
            rows = list(self._dates())
            execute_values(cursor.cursor, "INSERT INTO bench_due VALUES %s", rows, page_size=1000)
            cursor.execute("CREATE INDEX ON bench_due (key, anchor_on)")
            cursor.execute("ANALYZE bench_due")
            cursor.execute("DROP INDEX IF EXISTS search_by_pairs")

    def _schemes(self) -> None:
        """Classes and categories of the years the reference data no longer brings."""
        triggers.rest()
        start = _highest(["congress_outcomeclass", "deputies_category"])
        for model, scheme in ((OutcomeClass, "ABC"), (Category, "medium")):
            self._carry_back(model, scheme)
        _audit(start)
        triggers.work_again()

    def _carry_back(self, model: type[OutcomeClass] | type[Category], scheme: str) -> None:
        rows: Any = model._default_manager.filter(county=None, scheme=scheme)
        latest = list(rows.filter(year=self.last_year))
        for year in set(range(self.first_year, self.last_year)) - set(rows.values_list("year", flat=True)):
            for row in latest:
                row.pk, row.year = None, year
            rows.bulk_create(latest)

    def _dates(self) -> Iterable[tuple[Any, ...]]:
        """What every rule gives for every day, by the product's own arithmetic."""
        first, last = date(self.first_year, 1, 1), today() + timedelta(days=500)
        county = Congress(pk=0)  # of no county: the shared rules and calendar
        days = calendar_between(county, first, last)
        rules = list(DeadlineRule.objects.filter(county=None, key__in=RULES).select_related("basis"))
        for key in RULES:
            for offset in range((last - first).days + 1):
                anchor = first + timedelta(days=offset)
                rule = best_rule(rules, key, anchor)
                e = entry_of(rule, anchor, days, county)
                yield (
                    *(key, anchor, e.label, e.value, e.unit, e.due_on, e.nominal_on, e.provisional),
                    *(Json(e.steps), e.kind, e.rule_id, e.basis_id),
                )

    def _county(self, number: int) -> None:
        with transaction.atomic():
            triggers.rest()
            tables = [model._meta.db_table for model in audited_models() if not model.derived]
            start = _highest(tables)
            roster = Builder(number, self.size.years, self.last_year).build()
            with connection.cursor() as cursor:
                cursor.execute("SELECT setseed(%s)", [number / 1000])
                _fill(cursor, "bench_session", roster.sessions)
                _fill(cursor, "bench_deputy", roster.deputies)
                _fill(cursor, "bench_unit", roster.units)
                values = self._values(roster, start)
                for name in ("plan.sql", "matters.sql"):
                    for statement in (SQL / name).read_text(encoding="utf-8").split(";\n"):
                        cursor.execute(statement, values)
            tally(roster.county.pk)
            _audit(start)
            _sequences(tables)
            triggers.work_again()

    def _values(self, roster: Roster, start: dict[str, int]) -> dict[str, Any]:
        return {
            **{name: start[table] for name, table in KEYS.items()},
            "first_year": self.first_year,
            "last_year": self.last_year,
            "per_year": self.size.per_year,
            "count": self.size.years * self.size.per_year,
            "today": today(),
            "titles": self.titles,
            "sentences": self.sentences,
            "deputies": DEPUTIES,
            "units": len(roster.units),
            "county": roster.county.pk,
            "office": roster.office.pk,
            "clerk": roster.clerk.pk,
            "reply_text": words.REPLY,
        }

    def _finish(self) -> None:
        """The search index, statistics for the planner, and nothing left to clean up while it is measured."""
        self.say("building the search index")
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(SEARCH_INDEX)
            self.say("collecting statistics")
            cursor.execute("VACUUM (ANALYZE)")


def _fill(cursor: Any, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    cursor.execute(f"TRUNCATE {table}")
    execute_values(cursor.cursor, f"INSERT INTO {table} VALUES %s", rows)
    cursor.execute(f"ANALYZE {table}")


def _highest(tables: Iterable[str]) -> dict[str, int]:
    """The first free key of each table; the loader writes alone."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")
            found[table] = cursor.fetchone()[0]
        return found


def _secrets() -> dict[str, list[str]]:
    return {model._meta.db_table: list(_marks(model)) for model in audited_models()}


def _marks(model: type[House]) -> tuple[str, ...]:
    return model.audit_secrets


def _audit(start: dict[str, int]) -> None:
    """What the triggers would have written of every row since ``start``."""
    secrets = _secrets()
    with connection.cursor() as cursor:
        for table, first in start.items():
            cursor.execute(AUDIT.format(table=table), [table, secrets[table], COMMAND, first])


def _sequences(tables: Iterable[str]) -> None:
    """Let every table's next key follow the highest one."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1)) FROM {table}")
