"""Rules and calendar as they hold for a county, and due dates as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.clock import today
from congress.labels import label
from congress.models import Assignment, Congress, Day, Deadline, DeadlineRule, FollowUp, Running
from congress.models.deadlines import Unit
from congress.rules import deadlines as rules
from congress.rules.deadlines import StepCode
from congress.rules.followups import Clock
from congress.rules.workdays import Calendar

SOON_DAYS = 7
CALENDAR_SPAN = timedelta(days=800)
ANNOUNCED = "国务院办公厅放假通知（本县录入）"


@dataclass
class _Kept:
    """Rules and calendars read so far."""

    rules: dict[tuple[int, str, date], DeadlineRule] = field(default_factory=dict)
    calendars: dict[tuple[int, int], Calendar] = field(default_factory=dict)


_kept: ContextVar[_Kept | None] = ContextVar("kept_rules", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Read each rule and each year's calendar once inside the block, in which nobody may change them."""
    token = _kept.set(_Kept())
    try:
        yield
    finally:
        _kept.reset(token)


def rule_for(county: Congress, key: str, on: date) -> DeadlineRule:
    """The rule of ``key`` valid on a day: the county's own goes before the shared one.

    Raises DeadlineRule.DoesNotExist when the reference data lacks it.
    """
    kept = _kept.get()
    known = kept.rules.get((county.pk, key, on)) if kept is not None else None
    if known is not None:
        return known
    best = best_rule(rules_of(county, [key]), key, on)
    if kept is not None:
        kept.rules[(county.pk, key, on)] = best
    return best


def rules_of(county: Congress, keys: Iterable[str]) -> list[DeadlineRule]:
    """Every row of some keys that may hold for a county, now or at another time."""
    rows = DeadlineRule.objects.filter(Q(county=county) | Q(county=None), key__in=list(keys))
    return list(rows.select_related("basis", "floor_basis"))


def best_rule(rows: Iterable[DeadlineRule], key: str, on: date) -> DeadlineRule:
    """The row of ``key`` valid on a day. Raises DeadlineRule.DoesNotExist."""
    valid = [
        row
        for row in rows
        if row.key == key
        and (row.valid_from is None or row.valid_from <= on)
        and (row.valid_until is None or row.valid_until >= on)
    ]
    best = max(valid, key=lambda r: (r.county_id is not None, r.valid_from or date.min), default=None)
    if best is None:
        raise DeadlineRule.DoesNotExist(key)
    return best


def calendar(county: Congress, around: date) -> Calendar:
    """The calendar the county works by, wide enough for any period counted from ``around``."""
    kept = _kept.get()
    if kept is None:
        return calendar_between(county, around, around)
    key = (county.pk, around.year)
    if key not in kept.calendars:
        kept.calendars[key] = calendar_between(county, date(around.year, 1, 1), date(around.year, 12, 31))
    return kept.calendars[key]


def calendar_between(county: Congress, first: date, last: date) -> Calendar:
    """The calendar for periods counted from any day between two.

    A year is known when its notice came with the reference data or was entered by the county as such.
    """
    span = Q(on__range=(first - CALENDAR_SPAN, last + CALENDAR_SPAN))
    rows = Day.objects.filter(span, Q(county=county) | Q(county=None)).order_by("-county_id")
    days = {row.on: row.is_workday for row in rows if row.county_id is None}
    years = {row.on.year for row in rows if row.county_id is None or row.source == ANNOUNCED}
    days |= {row.on: row.is_workday for row in rows if row.county_id is not None}
    return Calendar(days=days, known_years=frozenset(years))


def term_of(rule: DeadlineRule) -> rules.Term:
    """A stored rule as the plain value the rules compute with."""
    return rules.Term(
        value=rule.value,
        unit=rules.Unit(rule.unit),
        direction=rules.Direction(rule.direction),
        rolls=rules.Rolls.ON if rule.rolls else rules.Rolls.OFF,
        earlier_of=_no_later(rule),
    )


def _no_later(rule: DeadlineRule) -> rules.Term | None:
    """The county's common day, such as 08-31: the earlier of both dates counts."""
    if not rule.no_later_than:
        return None
    month, day = map(int, rule.no_later_than.split("-"))
    return rules.Term(0, rules.Unit.DAY, rules.Direction(rule.direction), fixed=rules.MonthDay(month, day))


def foresee(county: Congress, key: str, anchor: date) -> Deadline:
    """The ledger entry that starting this clock on ``anchor`` would write; not saved."""
    return entry_of(rule_for(county, key, anchor), anchor, calendar(county, anchor), county)


def entry_of(rule: DeadlineRule, anchor: date, days: Calendar, county: Congress) -> Deadline:
    """The ledger entry a rule gives from an anchor by a calendar; not saved."""
    computed = rules.compute(term_of(rule), anchor, days)
    return Deadline(
        county=county,
        clock=rule.clock,
        label=rule.label,
        anchor_on=anchor,
        value=rule.value,
        unit=rule.unit,
        due_on=computed.due_on,
        nominal_on=computed.nominal_on,
        provisional=computed.provisional,
        steps=[[step.code, _plain(step.params)] for step in computed.steps],
        kind=rule.kind,
        rule=rule,
        basis=rule.basis,
    )


def _plain(params: dict[str, object]) -> dict[str, object]:
    """Parameters of a step as JSON keeps them."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in params.items()}


@dataclass(frozen=True)
class Due:
    """A due date ready for its chip: how near it is, how it was computed, what it rests on."""

    on: date
    clock: str
    days_left: int
    tone: str
    phrase: str
    is_law: bool
    basis: str
    lines: list[str]
    provisional: bool = False
    was: list[date] = field(default_factory=list)


def due(entry: Deadline, *, met_on: date | None = None, earlier: Iterable[Deadline] = ()) -> Due:
    """How a ledger entry is shown today, or as it was kept or missed on ``met_on``."""
    left = rules.days_left(entry.due_on, met_on or today())
    phrase, tone = _met(left) if met_on else _ahead(left)
    return Due(
        on=entry.due_on,
        clock=_("法定%(clock)s期限") % {"clock": label(Clock(entry.clock))} if _is_law(entry) else entry.label,
        days_left=left,
        tone=tone,
        phrase=phrase,
        is_law=_is_law(entry),
        basis=entry.basis.citation,
        lines=arithmetic(entry),
        provisional=entry.provisional,
        was=[other.due_on for other in earlier if other.due_on != entry.due_on],
    )


def county_due(on: date, clock: str, basis: str, *, met_on: date | None = None, lines: Iterable[str] = ()) -> Due:
    """A date of the county's own that stands on its thing and not in the ledger; never law."""
    left = rules.days_left(on, met_on or today())
    phrase, tone = _met(left) if met_on else _ahead(left)
    return Due(on, clock, left, tone, phrase, is_law=False, basis=basis, lines=list(lines))


def _is_law(entry: Deadline) -> bool:
    return entry.kind == DeadlineRule.Kind.LAW


def _ahead(left: int) -> tuple[str, str]:
    if left < 0:
        return _("逾期 %(n)s 天") % {"n": -left}, "late"
    if left == 0:
        return _("今天到期"), "soon"
    return _("还有 %(n)s 天") % {"n": left}, "soon" if left <= SOON_DAYS else "ink"


def _met(left: int) -> tuple[str, str]:
    return (_("按期"), "done") if left >= 0 else (_("逾期 %(n)s 天") % {"n": -left}, "late")


def chinese_date(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


SENTENCES: dict[StepCode, object] = {
    StepCode.COUNTED: gettext_lazy("自%(anchor)s起%(value)s%(unit)s，起算日当天不计，%(to)s期满。"),
    StepCode.SET: gettext_lazy("期限直接定为%(to)s，不另推算。"),
    StepCode.MONTH_END: gettext_lazy("当月没有%(day)s日，以月末%(to)s为期满日。"),
    StepCode.REST_SKIPPED: gettext_lazy("其间休息日%(days)s天不计。"),
    StepCode.FIXED: gettext_lazy("本县统一定为%(month)s月%(day)s日，即%(to)s。"),
    StepCode.ROLLED: gettext_lazy("%(nominal)s为休息日，顺延至下一个工作日%(due)s。"),
    StepCode.NOT_ROLLED: gettext_lazy("%(on)s为休息日，此类期限不顺延，请提前安排。"),
    StepCode.EARLIER: gettext_lazy("两种算法分别为%(first)s和%(second)s，取较早的%(taken)s。"),
    StepCode.PROVISIONAL: gettext_lazy("%(years)s年放假安排尚未公布，暂按通常周末推算，公布后复核。"),
    StepCode.TOLD: gettext_lazy("往年台账所载的期限为%(on)s，照录。"),
}


def arithmetic(entry: Deadline) -> list[str]:
    """The computation of a date in sentences: from when, how long, whether it rolled."""
    return [
        str(SENTENCES[StepCode(code)]) % {k: _value(k, v) for k, v in params.items()} for code, params in entry.steps
    ]


def _value(name: str, value: object) -> object:
    if name == "unit":
        return Unit(str(value)).label
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    if isinstance(value, str) and len(value) == len("2026-01-01"):
        return chinese_date(date.fromisoformat(value))
    return value


Ledger = dict[int, list[Deadline]]


def ledger_of(followups: Iterable[int]) -> Ledger:
    """The ledger entries of some follow-ups and of their assignments, oldest first, in one query."""
    ids = list(followups)
    theirs = Assignment.objects.filter(followup__in=ids).values("pk")
    return _by_followup(Q(followup__in=ids), Q(assignment__in=theirs))


def running_ledger_of(followups: Iterable[int]) -> Ledger:
    """As :func:`ledger_of`, but only of the clocks that run now: lists show nothing else."""
    ids = list(followups)
    running = Running.objects.filter(followup__in=ids)
    of_followups, of_assignments = running.filter(assignment=None), running.exclude(assignment=None)
    return _by_followup(
        Q(followup__in=ids, clock__in=of_followups.values("clock")),
        Q(assignment__in=of_assignments.values("assignment"), clock__in=of_assignments.values("clock")),
    )


def _by_followup(of_followups: Q, of_assignments: Q) -> Ledger:
    """Entries by the follow-up they belong to. Two conditions in one OR would read the ledger from end to end."""
    rows = Deadline.objects.order_by().select_related("basis")
    own = rows.filter(of_followups).annotate(owner=F("followup"))
    parts = rows.filter(of_assignments).annotate(owner=F("assignment__followup"))
    found: Ledger = {}
    for row in sorted(own.union(parts, all=True), key=lambda entry: entry.pk):
        found.setdefault(row.owner, []).append(row)
    return found


def current_due(row: FollowUp | Assignment, ledger: Ledger) -> Due | None:
    """The due date a row runs on now; None when nothing is awaited."""
    if row.due_entry_id is None:
        return None
    entries = ledger.get(row.followup_id if isinstance(row, Assignment) else row.pk, [])
    entry = next((e for e in entries if e.pk == row.due_entry_id), None)
    if entry is None:
        return None
    same = [e for e in entries if (e.clock, e.assignment_id) == (entry.clock, entry.assignment_id) and e.pk < entry.pk]
    return due(entry, earlier=same)


def clock_due(row: FollowUp | Assignment, clock: str, ledger: Ledger, *, met_on: date | None = None) -> Due | None:
    """How one clock of a follow-up (or of one assignment) stands, or how it was met."""
    if isinstance(row, Assignment):
        entries = [e for e in ledger.get(row.followup_id, []) if e.clock == clock and e.assignment_id == row.pk]
    else:
        entries = [e for e in ledger.get(row.pk, []) if e.clock == clock]
    return due(entries[-1], met_on=met_on, earlier=entries[:-1]) if entries else None
