"""The leaders' first page: the four measures, what is late and with whom, what comes, what was promised.

Built from the tally and from what runs, without knowing any app; the same rows go to screen, to one
A4 page and to Excel. Units are listed by workload, people are not compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.urls import reverse

from congress.access import standing, visible_to
from congress.kinds import registry
from congress.labels import TONES, label
from congress.models import KeyMatter, Running, Tally, User
from congress.queries.figures import Counted, Figure, Rate, Rates, Slice, count, grouped, rates_of
from congress.queries.measures import MEASURES, as_of
from congress.queries.statistics import words_of
from congress.rules.followups import AssignmentState, Clock, FollowUpState
from congress.rules.waiting import Desk, lies_with

AHEAD = timedelta(days=14)
READ = 400
"""How many running dates are read; the longest late come first."""
FOUR = ("in_time", "solved", "process", "result")
COMPARED = ("received", "handed", "answered", "overdue", "reworked")
PROMISES = ("promised", "promise_kept", "promise_late", "promise_open", "promise_broken")


@dataclass(frozen=True)
class Waiting:
    """A matter with a date that has passed or comes soon."""

    title: str
    url: str
    desk: Desk
    who: str
    clock: str
    on: date
    days: int


@dataclass(frozen=True)
class Stuck:
    """What is late on the desks of one kind, the longest first."""

    label: str
    rows: Sequence[Waiting]

    @property
    def worst(self) -> int:
        """Days the longest one is late."""
        return max(row.days for row in self.rows)


@dataclass(frozen=True)
class Share:
    """One of the four measures: this year's, what stands beside it, and last year's on the same day."""

    rate: Rate
    before: Rate
    beside: Rate


@dataclass(frozen=True)
class Compared:
    """One count of this year and of the last on the same day."""

    label: str
    now: Figure
    before: Figure


@dataclass(frozen=True)
class KindFigures:
    """The figures of one kind of matter."""

    label: str
    shares: Sequence[Share]
    compared: Sequence[Compared]
    promises: Sequence[Figure]
    workload: Sequence[Counted]


@dataclass(frozen=True)
class Key:
    """A key matter, its leader and where it stands."""

    title: str
    url: str
    leader: str
    county_leader: str
    state: str
    tone: str
    due_on: date | None
    late: bool


@dataclass(frozen=True)
class Overview:
    """The whole page."""

    day: date
    kinds: Sequence[KindFigures]
    stuck: Sequence[Stuck]
    late: int
    soon: Sequence[Waiting]
    keys: Sequence[Key]


def overview(user: User) -> Overview:
    """What a leader sees first, in a fixed number of queries for each kind."""
    who = standing(user)
    waiting = _waiting(user, who.on)
    late = [row for row in waiting if row.days > 0]
    by_desk: dict[Desk, list[Waiting]] = {desk: [] for desk in Desk}
    for row in late:
        by_desk[row.desk].append(row)
    stuck = [Stuck(label(desk), rows) for desk, rows in by_desk.items() if rows]
    rates = rates_of(user.county)
    kinds = [_of_kind(user, key, who.on, rates) for key, kind in registry.kinds.items() if kind.listed]
    soon = [row for row in waiting if row.days <= 0]
    return Overview(who.on, kinds, stuck, len(late), soon, _keys(user, who.on))


def _waiting(user: User, day: date) -> list[Waiting]:
    """What is late or due within a fortnight, each matter once, by its nearest date."""
    columns = ("followup", "followup__kind", "followup__number", "followup__title", "followup__asked_by", "clock")
    more = ("due_on", "assignment__state", "assignment__department__short_name", "followup__office__short_name")
    rows = Running.objects.filter(
        county_id=standing(user).county_id, due_on__lte=day + AHEAD, entry=F("followup__due_entry")
    )
    ordered = rows.order_by("due_on", "id").values_list(*columns, *more, "assignment__coordinator__short_name")
    return [_row(day, *row) for row in ordered[:READ]]


def _row(
    day: date,
    pk: int,
    kind: str,
    number: str,
    title: str,
    asked_by: str,
    clock: str,
    due_on: date,
    state: str | None,
    unit: str | None,
    office: str,
    coordinator: str | None,
) -> Waiting:
    desk = lies_with(Clock(clock), AssignmentState(state) if state else None)
    names = {Desk.UNIT: unit, Desk.COORDINATOR: coordinator, Desk.OFFICE: office, Desk.ASKER: asked_by}
    return Waiting(
        title=f"{number}　{title}" if number else title,
        url=reverse(registry.kinds[kind].page, args=[pk]),
        desk=desk,
        who=names[desk] or "",
        clock=label(Clock(clock)),
        on=due_on,
        days=(day - due_on).days,
    )


def _of_kind(user: User, kind: str, day: date, rates: Rates) -> KindFigures:
    now, before = Slice(kind, (day.year,), day), Slice(kind, (day.year - 1,), _year_ago(day))
    measures = list(MEASURES.values())
    this, last = (Counted(part, "", count(part.rows(user), measures, part.on), rates) for part in (now, before))
    units = Slice(kind, (day.year,), day, by="department")
    busy = grouped(user, units, measures, words_of(user.county, units), rates)
    return KindFigures(
        label=registry.kinds[kind].label,
        shares=[Share(this.rate(code), last.rate(code), this.rate(beside)) for code, beside in _BESIDE.items()],
        compared=[Compared(this.figure(c).label, this.figure(c), last.figure(c)) for c in COMPARED],
        promises=_promises(user, kind, day),
        workload=sorted((unit for unit in busy if unit.counts["handed"]), key=lambda unit: -unit.counts["handed"]),
    )


_BESIDE: Mapping[str, str] = {
    "in_time": "in_time_of_handed",
    "solved": "solving",
    "process": "process_of_all",
    "result": "result_of_all",
}
"""What stands beside each of the four: the other denominator, or A+B."""


def _year_ago(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _promises(user: User, kind: str, day: date) -> list[Figure]:
    """Promises of every year: what was promised is followed until it is kept."""
    rows = visible_to(user, Tally).filter(as_of(day, day), kind=kind, department=None, promised__gt=0)
    years = sorted(set(rows.order_by().values_list("year", flat=True).distinct())) or [day.year]
    asked = Slice(kind, tuple(years), day)
    counted = Counted(asked, "", count(rows, [MEASURES[code] for code in PROMISES], day))
    return [counted.figure(code) for code in PROMISES]


def _keys(user: User, day: date) -> list[Key]:
    """Key matters that are still handled, and those of this year."""
    rows = visible_to(user, KeyMatter).select_related("leader", "followup")
    found = rows.filter(followup__closed_on=None) | rows.filter(decided_on__year=day.year)
    return [_key(row, day) for row in found.order_by("followup__due_on", "id")[:READ]]


def _key(row: KeyMatter, day: date) -> Key:
    followup, state = row.followup, FollowUpState(row.followup.state)
    return Key(
        title=str(followup),
        url=reverse(registry.of(followup).page, args=[followup.pk]),
        leader=row.leader.name,
        county_leader=row.county_leader,
        state=label(state),
        tone=TONES[state],
        due_on=followup.due_on,
        late=followup.due_on is not None and followup.due_on < day,
    )
