"""民生实事 as read: the years, the candidates with their votes, the twelve months of each project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.clock import today
from congress.labels import State, label
from congress.models import Ballot, Congress
from congress.queries.parameters import number
from decisions import access
from decisions.models import Project, ProjectProgress, ProjectRound
from decisions.rules.projects import (
    MONTHS,
    ROUND_MOVES,
    ROUND_NEXT,
    CellState,
    ProjectState,
    RoundEvent,
    RoundState,
    cell,
)

PROGRESS_DAY = "livelihood.progress_day"


@dataclass(frozen=True)
class Cell:
    """A month of a project: what was reported, and whether in time."""

    month: int
    state: CellState
    label: str
    percent: int | None
    begun: bool

    @property
    def late(self) -> bool:
        """Whether it was reported after its day."""
        return self.state is CellState.LATE

    @property
    def missing(self) -> bool:
        """Whether it should have been reported."""
        return self.state is CellState.MISSING


@dataclass(frozen=True)
class Row:
    """A project with its months, where it stands and how it goes by the last report."""

    project: Project
    state: State
    cells: Sequence[Cell]
    last: ProjectProgress | None

    @property
    def missing(self) -> int:
        """Months that should have been reported."""
        return sum(cell.missing for cell in self.cells)


@dataclass(frozen=True)
class Button:
    """An event as a button."""

    label: str
    url: str
    primary: bool


def progress_day(county: Congress) -> int:
    """The day of the month until which the month before is reported."""
    return min(max(number(county, PROGRESS_DAY), 1), 28)


def rows_of(round_: ProjectRound, states: Sequence[ProjectState] = tuple(ProjectState)) -> list[Row]:
    """The projects of a year in their order, the chosen ones by their votes. Two queries and the setting."""
    chosen: QuerySet[Project] = round_.projects.filter(state__in=states).select_related("department")
    projects = chosen.prefetch_related(Prefetch("progress", ProjectProgress.objects.order_by("month")))
    day, now = progress_day(round_.county), today()
    found = [row_of(project, round_.year, day, now) for project in projects]
    order = [*list(ProjectState)[1:], ProjectState.CANDIDATE]
    return sorted(
        found, key=lambda row: (order.index(ProjectState(row.project.state)), row.project.rank or row.project.position)
    )


def row_of(project: Project, year: int, day: int, now: date) -> Row:
    """One project with its months."""
    reported: Mapping[int, ProjectProgress] = {row.month: row for row in project.progress.all()}
    chosen = project.state == ProjectState.CHOSEN
    cells = [_cell(year, month, day, reported.get(month), now) for month in MONTHS] if chosen else []
    return Row(project, State.of(ProjectState(project.state)), cells, reported[max(reported)] if reported else None)


def _cell(year: int, month: int, day: int, row: ProjectProgress | None, now: date) -> Cell:
    state = cell(year, month, day, row.reported_on if row else None, now)
    return Cell(
        month,
        state,
        label(state),
        row.percent if row else None,
        date(year, month, 1) <= now,
    )


def buttons_of(round_: ProjectRound) -> list[Button]:
    """What an office may do with a year now, the primary action first."""
    state = RoundState(round_.state)
    events = [event for event, (sources, _to) in ROUND_MOVES.items() if state in sources]
    if state is RoundState.VOTING and not round_.projects.filter(state=ProjectState.AGAIN).exists():
        events.remove(RoundEvent.PUT_TO_VOTE)
    first = ROUND_NEXT.get(state)
    found = [
        Button(label(event), reverse("projects-step", args=[round_.year, event.value]), event is first)
        for event in events
    ]
    return sorted(found, key=lambda button: not button.primary)


def ballot_of(user: Anyone, round_: ProjectRound) -> Ballot | None:
    """The vote of the congress on the projects, when the reader may see it."""
    return round_.ballot if visible_to(user, Ballot).filter(pk=round_.ballot_id or 0).exists() else None


def facts_of(ballot: Ballot | None, round_: ProjectRound) -> list[tuple[str, object]]:
    """How the year came about."""
    rows: list[tuple[str, object]] = [
        (_("应选项目"), _("%(n)s项") % {"n": round_.places}),
        (_("征集截止"), round_.collect_until),
        (_("常委会审议"), round_.deliberated_at or ""),
        (_("大会票决"), ballot.meeting if ballot else ""),
        (_("选出的标准"), _("全体代表的过半数赞成，得票多的当选；得票相等影响当选的再次票决（本县规定）")),
        (_("进度报送"), _("每月%(n)s日前报送上月进度（本县规定）") % {"n": progress_day(round_.county)}),
    ]
    return [(name, value) for name, value in rows if value]


def years(user: Anyone) -> list[ProjectRound]:
    """The years one may read, newest first."""
    return list(access.rounds(user))
