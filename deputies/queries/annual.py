"""What deputies add to the figures of the annual work report."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from congress.access import Anyone
from congress.kinds import AnnualFigure, FigureRow
from deputies import access
from deputies.models import Motion, Suggestion

DEPUTIES = gettext_lazy("代表")


def _accepted(user: Anyone, since: date, until: date) -> QuerySet[Suggestion]:
    rows = access.suggestions(user).filter(followup__accepted_on__range=(since, until))
    return rows.select_related("followup").order_by("followup__accepted_on", "id")


def _answered(user: Anyone, since: date, until: date) -> QuerySet[Suggestion]:
    rows = access.suggestions(user).filter(followup__answered_on__range=(since, until))
    return rows.select_related("followup").order_by("followup__answered_on", "id")


def _suggestion(row: Suggestion, on: date | None) -> FigureRow:
    url = reverse("suggestion", args=[row.pk])
    return FigureRow(on, row.title, url, row.followup.number if row.followup else "")


def _motions(user: Anyone, since: date, until: date) -> QuerySet[Motion]:
    rows = access.motions(user).filter(submitted_at__date__range=(since, until))
    return rows.select_related("mover__person", "mover__delegation").order_by("submitted_at", "id")


def _motion(row: Motion) -> FigureRow:
    on = row.submitted_at.date() if row.submitted_at else None
    return FigureRow(on, row.title, reverse("motion", args=[row.pk]), f"{row.number} {row.mover}")


FIGURES = (
    AnnualFigure(
        "suggestions-accepted",
        DEPUTIES,
        gettext_lazy("受理代表建议"),
        gettext_lazy("件"),
        _accepted,
        lambda row: _suggestion(row, row.followup.accepted_on),
    ),
    AnnualFigure(
        "suggestions-answered",
        DEPUTIES,
        gettext_lazy("答复代表建议"),
        gettext_lazy("件"),
        _answered,
        lambda row: _suggestion(row, row.followup.answered_on),
    ),
    AnnualFigure(
        "motions",
        DEPUTIES,
        gettext_lazy("代表提出议案"),
        gettext_lazy("件"),
        _motions,
        _motion,
    ),
)
