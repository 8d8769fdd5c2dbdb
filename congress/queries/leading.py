"""The leaders' first page: the four measures, what is late and with whom, what comes, what was promised.

Built from the tally and from what runs, without knowing any app; the same rows go to screen, to one
A4 page and to Excel. Units are listed by workload, people are not compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Min, Q
from django.urls import reverse

from congress.access import standing, visible_to
from congress.kinds import registry
from congress.labels import TONES, label
from congress.models import KeyMatter, Running, Tally, User
from congress.queries.figures import Counted, Figure, Rate, Rates, Slice, counts_of, rates_of, read_counts
from congress.queries.measures import MEASURES, RATIOS, as_of
from congress.rules.followups import AssignmentState, Clock, FollowUpState
from congress.rules.waiting import Desk, lies_with

AHEAD = timedelta(days=14)
READ = 400
"""How many running dates are read; the longest late come first."""
COMPARED = ("received", "handed", "answered", "overdue", "reworked")
WORK = ("handed", "answered", "in_time", "overdue")
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
class Work:
    """What one unit was given and has done."""

    label: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Together:
    """What a unit, or an office, has of every kind, and of all of them."""

    label: str
    cells: Sequence[Mapping[str, int]]

    @property
    def total(self) -> Mapping[str, int]:
        """Of all kinds."""
        return {code: sum(cell[code] for cell in self.cells) for code in WORK}


@dataclass(frozen=True)
class AllKinds:
    """Suggestions, opinions and whatever else is followed, side by side: per unit and per responsible office."""

    kinds: Sequence[str]
    units: Sequence[Together]
    offices: Sequence[Together]


@dataclass(frozen=True)
class KindFigures:
    """The figures of one kind of matter."""

    label: str
    statistics_url: str
    shares: Sequence[Share]
    compared: Sequence[Compared]
    promises: Sequence[Figure]
    workload: Sequence[Work]


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
    together: AllKinds | None
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
    kinds, together = _kinds(user, who.on)
    soon = [row for row in waiting if row.days <= 0]
    return Overview(who.on, kinds, together, stuck, len(late), soon, _keys(user, who.on))


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
        clock=registry.kinds[kind].word(Clock(clock)),
        on=due_on,
        days=(day - due_on).days,
    )


def _kinds(user: User, day: date) -> tuple[list[KindFigures], AllKinds | None]:
    """The figures of every kind whose list can be opened, in as many queries as for one; and all side by side."""
    rates = rates_of(user.county)
    keys = [key for key, kind in registry.kinds.items() if kind.listed]
    years, promised, work = _two_years(user, keys, day, rates), _promises(user, keys, day), _workload(user, keys, day)
    shown = [key for key in keys if _any(years[key], key, keys)]
    found = [_of_kind(key, *years[key], promised[key], work.get(key, [])) for key in shown]
    return found, _together(user, shown, day, work) if len(shown) > 1 else None


def _together(user: User, kinds: Sequence[str], day: date, work: Mapping[str, Sequence[Work]]) -> AllKinds:
    """Every kind side by side: of the units what was counted already, of the offices in one query."""
    measures = [MEASURES[code] for code in WORK]
    held = visible_to(user, Tally).filter(as_of(day, day), kind__in=kinds, year=day.year, department=None)
    rows = held.order_by().values("kind", "office__short_name").annotate(**counts_of(measures, day))
    offices: dict[str, list[Work]] = {}
    for row in rows:
        offices.setdefault(row["kind"], []).append(Work(row["office__short_name"], read_counts(row, measures)))
    labels = [str(registry.kinds[key].label) for key in kinds]
    return AllKinds(labels, _side_by_side(kinds, work), _side_by_side(kinds, offices))


def _side_by_side(kinds: Sequence[str], work: Mapping[str, Sequence[Work]]) -> list[Together]:
    none = dict.fromkeys(WORK, 0)
    counts = {(kind, row.label): row.counts for kind in kinds for row in work.get(kind, [])}
    names = dict.fromkeys(label for _kind, label in counts)
    found = [Together(name, [counts.get((kind, name), none) for kind in kinds]) for name in names]
    return sorted(found, key=lambda row: (-row.total["handed"], row.label))


def _any(years: tuple[Counted, Counted], key: str, keys: Sequence[str]) -> bool:
    """Whether there is something to show of a kind; the first one is shown in any case."""
    return key == keys[0] or any(counted.counts["received"] for counted in years)


def _of_kind(kind: str, this: Counted, last: Counted, promises: list[Figure], work: list[Work]) -> KindFigures:
    asked = registry.kinds[kind].asked
    beside = {code: other for code, other in _BESIDE.items() if asked or code != "process"}
    query = urlencode({"kind": kind, "by": "department", "show": "answering"})
    return KindFigures(
        label=str(registry.kinds[kind].label),
        statistics_url=f"{reverse('statistics')}?{query}",
        shares=[Share(this.rate(code), last.rate(code), this.rate(other)) for code, other in beside.items()],
        compared=[Compared(this.figure(c).label, this.figure(c), last.figure(c)) for c in COMPARED],
        promises=promises,
        workload=work,
    )


def _two_years(user: User, kinds: Sequence[str], day: date, rates: Rates) -> dict[str, tuple[Counted, Counted]]:
    """This year and the last one on the same day, of every kind in one query."""
    before = day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
    ratios = [RATIOS[code] for pair in _BESIDE.items() for code in pair]
    codes = dict.fromkeys([*COMPARED, *(code for ratio in ratios for code in (ratio.part, ratio.whole))])
    measures = [MEASURES[code] for code in codes]
    counts: dict[str, Count] = {}
    for on in (day, before):
        counts |= counts_of(measures, on, Q(year=on.year) & as_of(on, day), name=f"y{on.year}_")
    held = visible_to(user, Tally).filter(kind__in=kinds, department=None, year__in=[day.year, before.year])
    rows = {row["kind"]: row for row in held.order_by().values("kind").annotate(**counts)}

    def counted(kind: str, on: date) -> Counted:
        name = f"y{on.year}_"
        found = read_counts(rows[kind], measures, name) if kind in rows else dict.fromkeys(codes, 0)
        return Counted(Slice(kind, (on.year,), on), "", found, rates)

    return {kind: (counted(kind, day), counted(kind, before)) for kind in kinds}


def _workload(user: User, kinds: Sequence[str], day: date) -> dict[str, list[Work]]:
    """What each unit was given this year and has answered, kind by kind, those with the most first."""
    measures = [MEASURES[code] for code in WORK]
    held = visible_to(user, Tally).filter(as_of(day, day), kind__in=kinds, year=day.year, department__isnull=False)
    rows = held.order_by().values("kind", "department__name").annotate(**counts_of(measures, day))
    found: dict[str, list[Work]] = {}
    for row in rows:
        found.setdefault(row["kind"], []).append(Work(row["department__name"], read_counts(row, measures)))
    return {kind: _most_first(works) for kind, works in found.items()}


def _most_first(works: list[Work]) -> list[Work]:
    return sorted((unit for unit in works if unit.counts["handed"]), key=lambda u: (-u.counts["handed"], u.label))


_BESIDE: Mapping[str, str] = {
    "in_time": "in_time_of_handed",
    "solved": "solving",
    "process": "process_of_all",
    "result": "result_of_all",
}
"""What stands beside each of the four: the other denominator, or A+B."""


def _promises(user: User, kinds: Sequence[str], day: date) -> dict[str, list[Figure]]:
    """Promises of every year: what was promised is followed until it is kept."""
    held = visible_to(user, Tally).filter(as_of(day, day), kind__in=kinds, department=None, promised__gt=0)
    measures = [MEASURES[code] for code in PROMISES]
    counts = counts_of(measures, day)
    rows = {
        row["kind"]: row
        for row in held.order_by().values("kind").annotate(first=Min("year"), last=Max("year"), **counts)
    }

    def figures(kind: str) -> list[Figure]:
        row = rows.get(kind)
        years = range(row["first"], row["last"] + 1) if row else range(day.year, day.year + 1)
        found = read_counts(row, measures) if row else dict.fromkeys(PROMISES, 0)
        counted = Counted(Slice(kind, tuple(years), day), "", found)
        return [counted.figure(code) for code in PROMISES]

    return {kind: figures(kind) for kind in kinds}


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
