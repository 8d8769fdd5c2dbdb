"""The filters of the lists of opinions and their items, kept in the address bar and used by every way to read them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.kinds import registry
from congress.labels import choices
from congress.models import Body, Department
from congress.queries.figures import figure_rows, slice_of
from congress.rules.followups import FollowUpState
from supervision.models import DeliberationOpinion, OpinionItem
from supervision.queries.opinions.listing import late_condition
from supervision.rules.opinions import OPINION, OpinionState

ITEM_STATES = (
    FollowUpState.PENDING,
    FollowUpState.ASSIGNED,
    FollowUpState.HANDLING,
    FollowUpState.CHECKING,
    FollowUpState.ANSWERED,
    FollowUpState.EVALUATED,
    FollowUpState.TRACKING,
    FollowUpState.CLOSED,
    FollowUpState.WITHDRAWN,
)
"""States an item can be in."""


class OpinionFilter(django_filters.FilterSet):
    """Words, state, organ, office, year, lateness."""

    q = django_filters.CharFilter(label=_("查找"), method="search")
    state = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("状态"), choices=choices(OpinionState))
    organ = django_filters.ModelChoiceFilter(
        empty_label=_("全部"), label=_("研究处理机关"), queryset=Department.objects.none()
    )
    office = django_filters.ModelChoiceFilter(empty_label=_("全部"), label=_("工作机构"), queryset=Body.objects.none())
    year = django_filters.NumberFilter(label=_("年度"), field_name="created_at__year", min_value=1950, max_value=2200)
    late = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("书面报告"), method="with_late", choices=[("yes", _("逾期未报告"))]
    )

    class Meta:
        model = DeliberationOpinion
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = getattr(getattr(self.request, "user", None), "county_id", None)
        handled = DeliberationOpinion.objects.filter(county=county)
        self.filters["organ"].queryset = Department.objects.filter(pk__in=handled.values("organ"))
        self.filters["office"].queryset = Body.objects.filter(pk__in=handled.values("office"))

    def search(self, rows: QuerySet[DeliberationOpinion], name: str, value: str) -> QuerySet[DeliberationOpinion]:
        """Every word in title, number or an item."""
        for word in value.replace("\0", "").split()[:6]:
            rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(body__icontains=word))
        return rows

    def with_late(self, rows: QuerySet[DeliberationOpinion], name: str, value: str) -> QuerySet[DeliberationOpinion]:
        """Whose written report is late and owed."""
        return rows.filter(late_condition())


class ItemFilter(django_filters.FilterSet):
    """Items of opinions, and those behind a figure of the statistics."""

    q = django_filters.CharFilter(label=_("查找"), method="search")
    state = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("状态"), field_name="followup__state", choices=[]
    )
    organ = django_filters.ModelChoiceFilter(
        empty_label=_("全部"), label=_("研究处理机关"), field_name="opinion__organ", queryset=Department.objects.none()
    )
    office = django_filters.ModelChoiceFilter(
        empty_label=_("全部"), label=_("工作机构"), field_name="opinion__office", queryset=Body.objects.none()
    )
    year = django_filters.NumberFilter(
        label=_("年度"), field_name="opinion__handed_over_on__year", min_value=1950, max_value=2200
    )
    late = django_filters.ChoiceFilter(
        empty_label=_("全部"), label=_("期限"), method="with_late", choices=[("yes", _("已逾期"))]
    )
    figure = django_filters.CharFilter(label=_("指标"), method="behind", widget=HiddenInput)

    class Meta:
        model = OpinionItem
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = getattr(getattr(self.request, "user", None), "county_id", None)
        handled = DeliberationOpinion.objects.filter(county=county)
        self.filters["organ"].queryset = Department.objects.filter(pk__in=handled.values("organ"))
        self.filters["office"].queryset = Body.objects.filter(pk__in=handled.values("office"))
        word = registry.kinds[OPINION].word
        self.filters["state"].extra["choices"] = [(state.value, word(state)) for state in ITEM_STATES]

    def search(self, rows: QuerySet[OpinionItem], name: str, value: str) -> QuerySet[OpinionItem]:
        """Every word in the item or its opinion's number and title."""
        for word in value.replace("\0", "").split()[:6]:
            told = Q(opinion__number__icontains=word) | Q(opinion__title__icontains=word)
            rows = rows.filter(Q(text__icontains=word) | told)
        return rows

    def with_late(self, rows: QuerySet[OpinionItem], name: str, value: str) -> QuerySet[OpinionItem]:
        """With a date that has passed."""
        return rows.filter(followup__closed_on=None, followup__due_on__lt=today())

    def behind(self, rows: QuerySet[OpinionItem], name: str, value: str) -> QuerySet[OpinionItem]:
        """The items a figure of the statistics counts."""
        asked = slice_of(self.data, OPINION)
        return rows.filter(followup__in=figure_rows(self.request.user, asked, value).values("followup"))
