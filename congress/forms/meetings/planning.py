"""Forms of planning: which meeting, when and where; another day; and the filters of the list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices
from congress.models import Body, Meeting, Person, Post, Session
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.roles import Role
from congress.services.meetings.planning import Plan, When

USUAL_TIME = dt.time(9)


def leaders_of(county: int) -> QuerySet[Person]:
    """Who may preside: the chairman and vice-chairmen of the standing committee."""
    committees = Body.objects.filter(congress=county, kind=Body.Kind.STANDING_COMMITTEE)
    posts = Post.objects.on(today()).filter(role__in=[Role.CHAIR, Role.VICE_CHAIR], body__in=committees)
    return Person.objects.filter(pk__in=posts.values("person")).order_by("pinyin_key", "id")


class WhenForm(CommandForm):
    """Days, time and place."""

    starts_on = forms.DateField(label=_("举行日期"), widget=forms.DateInput)
    ends_on = forms.DateField(
        label=_("结束日期"), widget=forms.DateInput, required=False, help_text=_("当天结束的不填")
    )
    starts_at = forms.TimeField(label=_("开始时间"), widget=forms.TimeInput, initial=USUAL_TIME)
    place = forms.CharField(label=_("地点"), max_length=80)

    def clean_starts_on(self) -> dt.date:
        """A day a meeting can be on: years a slip of the pen would give are none."""
        return _sane(self.cleaned_data["starts_on"])

    def clean_ends_on(self) -> dt.date | None:
        """As the first day."""
        day = self.cleaned_data["ends_on"]
        return _sane(day) if day else None

    def when(self) -> When:
        """What was filled in."""
        data = self.cleaned_data
        return When(data["starts_on"], data["starts_at"], data["place"], data["ends_on"])


def _sane(day: dt.date) -> dt.date:
    if not 1979 <= day.year <= 2100:
        raise forms.ValidationError(_("请核对年份。"))
    return day


class PlanForm(WhenForm):
    """登记会议."""

    kind = forms.ChoiceField(label=_("类别"), choices=choices(MeetingKind), widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("第几次"), required=False, min_value=1, max_value=999, help_text=_("留空则接着上一次编号")
    )
    body = forms.ModelChoiceField(
        label=_("委员会"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("委员会会议才选"),
    )
    session = forms.ModelChoiceField(
        label=_("大会会议"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("大会和主席团会议才选"),
    )
    presided_by = forms.ModelChoiceField(
        label=_("主持人"), queryset=Person.objects.none(), required=False, empty_label=_("未定")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)
    field_order = ["version", "kind", "number", "body", "session", "starts_on", "starts_at", "ends_on", "place"]

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = [Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE, Body.Kind.DEPUTIES_OFFICE]
        bodies = Body.objects.filter(congress=county, kind__in=committees).filter(Q(until=None) | Q(until__gte=today()))
        choose_from(self, "body", bodies)
        choose_from(self, "session", Session.objects.filter(term__congress=county).select_related("term"))
        choose_from(self, "presided_by", leaders_of(county))

    def plan(self) -> Plan:
        """What was filled in."""
        data = self.cleaned_data
        return Plan(
            MeetingKind(data["kind"]),
            self.when(),
            data["body"],
            data["session"],
            data["number"],
            data["presided_by"],
            data["note"],
        )


class MoveForm(WhenForm):
    """改期: the new days and why."""

    reason = words(_("改期原因"), limit=200, rows=2)


class MeetingFilter(django_filters.FilterSet):
    """The list's filters, kept in the address bar."""

    kind = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("类别"), choices=choices(MeetingKind))
    state = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("状态"), choices=choices(MeetingState))
    year = django_filters.NumberFilter(label=_("年度"), field_name="starts_on__year", min_value=1979, max_value=2100)

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()
