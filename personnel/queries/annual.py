"""What appointments add to the figures of the annual work report; before the vote nothing is counted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from congress.access import Anyone
from congress.kinds import AnnualFigure, FigureRow
from personnel import access
from personnel.models import AppointmentLine, OathDuty
from personnel.rules.offices import FILLS, Act

PERSONNEL = gettext_lazy("任免和宣誓")
UNIT = gettext_lazy("人次")


def _carried(user: Anyone, since: date, until: date, acts: Collection[Act]) -> QuerySet[AppointmentLine]:
    rows = access.lines(user).filter(act__in=acts, effective_on__range=(since, until))
    return rows.select_related("office__department").order_by("effective_on", "motion", "position", "id")


def _line(row: AppointmentLine) -> FigureRow:
    url = reverse("appointment", args=[row.motion_id])
    return FigureRow(row.effective_on, f"{row.name}　{row.office}", url, row.get_act_display())


def _sworn(user: Anyone, since: date, until: date) -> QuerySet[OathDuty]:
    return access.oath_duties(user).filter(sworn_on__range=(since, until)).order_by("sworn_on", "id")


def _oath(row: OathDuty) -> FigureRow:
    return FigureRow(row.sworn_on, f"{row.name}　{row.organ}{row.post}", reverse("oath", args=[row.pk]))


FIGURES = (
    AnnualFigure(
        "appointed",
        PERSONNEL,
        gettext_lazy("任命"),
        UNIT,
        lambda user, since, until: _carried(user, since, until, FILLS),
        _line,
    ),
    AnnualFigure(
        "removed",
        PERSONNEL,
        gettext_lazy("免职、接受辞职和撤职"),
        UNIT,
        lambda user, since, until: _carried(user, since, until, frozenset(Act) - FILLS),
        _line,
    ),
    AnnualFigure(
        "oaths",
        PERSONNEL,
        gettext_lazy("宪法宣誓"),
        UNIT,
        _sworn,
        _oath,
    ),
)
