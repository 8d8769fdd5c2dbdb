"""What supervision adds to the figures of the annual work report."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from congress.access import Anyone, visible_to
from congress.kinds import AnnualFigure, FigureRow
from congress.models import Activity
from congress.rules.activities import ActivityState
from supervision.access.normative import normative_documents
from supervision.access.opinions import items
from supervision.models import NormativeDocument, OpinionItem

SUPERVISION = gettext_lazy("监督")


def _activities(user: Anyone, since: date, until: date) -> QuerySet[Activity]:
    rows = visible_to(user, Activity).filter(state=ActivityState.HELD, starts_on__range=(since, until))
    return rows.order_by("starts_on", "id")


def _activity(row: Activity) -> FigureRow:
    return FigureRow(row.starts_on, row.title, reverse("activity", args=[row.pk]), row.get_kind_display())


def _items(user: Anyone, since: date, until: date) -> QuerySet[OpinionItem]:
    rows = items(user).filter(followup__closed_on__range=(since, until), followup__ending="")
    return rows.select_related("followup", "opinion").order_by("followup__closed_on", "id")


def _item(row: OpinionItem) -> FigureRow:
    closed = row.followup.closed_on if row.followup else None
    return FigureRow(closed, row.text, reverse("opinion-item", args=[row.followup_id]), str(row.opinion))


def _reviewed(user: Anyone, since: date, until: date) -> QuerySet[NormativeDocument]:
    rows = normative_documents(user).filter(settled_on__range=(since, until))
    return rows.select_related("organ", "township").order_by("settled_on", "id")


def _document(row: NormativeDocument) -> FigureRow:
    return FigureRow(row.settled_on, row.title, reverse("normative", args=[row.pk]), row.maker)


FIGURES = (
    AnnualFigure(
        "opinion-items",
        SUPERVISION,
        gettext_lazy("办结审议意见事项"),
        gettext_lazy("条"),
        _items,
        _item,
    ),
    AnnualFigure(
        "activities",
        SUPERVISION,
        gettext_lazy("视察、调研、检查等活动"),
        gettext_lazy("次"),
        _activities,
        _activity,
    ),
    AnnualFigure(
        "reviewed-documents",
        SUPERVISION,
        gettext_lazy("审查规范性文件"),
        gettext_lazy("件"),
        _reviewed,
        _document,
    ),
)
