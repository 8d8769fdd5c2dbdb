"""The filters of the list of documents, kept in the address bar; page, Excel and API use the same."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models import Document
from congress.models.official import OPENNESS
from congress.queries.documents.listing import containing
from congress.queries.documents.stationery import series_of
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import DocumentState


class DocumentFilter(django_filters.FilterSet):
    """Kind, state, year, series, openness, words of title and number."""

    q = django_filters.CharFilter(label=_("查找"), method="search")
    kind = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("文种"), choices=choices(DocumentCode))
    state = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("状态"), choices=choices(DocumentState))
    year = django_filters.NumberFilter(label=_("年度"), field_name="dated__year", min_value=1950, max_value=2200)
    series = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("编号序列"), choices=[])
    openness = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("知悉范围"), choices=OPENNESS)
    scan = django_filters.ChoiceFilter(
        empty_label=_("全部"),
        label=_("签字扫描件"),
        field_name="scanned",
        method="with_scan",
        choices=[("yes", _("已附")), ("no", _("未附"))],
    )

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = getattr(getattr(self.request, "user", None), "county", None)
        if county is not None:
            self.filters["series"].extra["choices"] = [(row.code, row.label) for row in series_of(county).values()]

    def search(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        """Every word in title, number or addressee."""
        return containing(rows, value)

    def with_scan(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        """Whether the signed scan hangs on it."""
        return rows.filter(scanned=value == "yes")
