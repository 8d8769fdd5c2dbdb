"""What this app adds to the figures of the annual work report."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from congress.access import Anyone
from congress.kinds import AnnualFigure, FigureRow
from decisions import access
from decisions.models import Matter, MatterTask, Project
from decisions.rules.matters import VOTED, DecidedAs
from decisions.rules.projects import ProjectState

DECISIONS = gettext_lazy("决定")


def _decided(user: Anyone, since: date, until: date, kinds: frozenset[DecidedAs]) -> QuerySet[Matter]:
    rows = access.matters(user).filter(decided_as__in=kinds, decided_on__range=(since, until))
    return rows.order_by("decided_on", "id")


def _matter(row: Matter) -> FigureRow:
    return FigureRow(row.decided_on, row.title, reverse("matter", args=[row.pk]), row.get_decided_as_display())


def _tasks(user: Anyone, since: date, until: date) -> QuerySet[MatterTask]:
    rows = access.tasks(user).filter(followup__closed_on__range=(since, until), followup__ending="")
    return rows.select_related("followup", "department").order_by("followup__closed_on", "id")


def _task(row: MatterTask) -> FigureRow:
    url = reverse("matter-task", args=[row.followup_id])
    return FigureRow(row.followup.closed_on, row.text, url, str(row.department))


def _projects(user: Anyone, since: date, until: date) -> QuerySet[Project]:
    rows = access.projects(user).filter(state=ProjectState.CHOSEN, round__ballot__closed_at__date__range=(since, until))
    return rows.select_related("round__ballot__meeting", "department").order_by("rank", "id")


def _project(row: Project) -> FigureRow:
    on = row.round.ballot.meeting.starts_on if row.round.ballot else None
    return FigureRow(on, row.title, reverse("projects", args=[row.round.year]), str(row.department))


FIGURES = (
    AnnualFigure(
        "decisions",
        DECISIONS,
        gettext_lazy("作出决议、决定"),
        gettext_lazy("项"),
        lambda user, since, until: _decided(user, since, until, VOTED),
        _matter,
    ),
    AnnualFigure(
        "matter-opinions",
        DECISIONS,
        gettext_lazy("讨论重大事项提出意见"),
        gettext_lazy("项"),
        lambda user, since, until: _decided(user, since, until, frozenset({DecidedAs.OPINION})),
        _matter,
    ),
    AnnualFigure(
        "decision-tasks",
        DECISIONS,
        gettext_lazy("办结决议决定任务"),
        gettext_lazy("项"),
        _tasks,
        _task,
    ),
    AnnualFigure(
        "projects",
        DECISIONS,
        gettext_lazy("票决民生实事"),
        gettext_lazy("项"),
        _projects,
        _project,
    ),
)
