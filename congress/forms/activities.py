"""Forms of activities: what is arranged and who comes; what was found; the filters of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from congress.access import standing
from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many, units_of, words
from congress.labels import choices
from congress.models import Activity, Attachment, Body, Department, Mandate, Person, Post, User
from congress.rules.activities import ActivityKind, ActivityPart, ActivityState, FindingSource, FindingTo
from congress.rules.roles import COMMITTEE, OFFICE, Role
from congress.services.activities import Arrangement, Found, People, Record

ROWS = 4
"""Empty lines for findings the form always has."""
ORGANISING = [Body.Kind.OFFICE, Body.Kind.DEPUTIES_OFFICE, Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE]


def offices(county: int) -> QuerySet[Body]:
    """The offices of the county congress that exist today."""
    open_ = Q(until=None) | Q(until__gte=today())
    return Body.objects.filter(open_, congress=county, kind__in=ORGANISING).order_by("place_order", "id")


def holders(county: int, roles: frozenset[Role]) -> QuerySet[Person]:
    """People who hold one of some posts in the county congress today."""
    posts = Post.objects.on(today()).filter(role__in=list(roles), body__congress=county)
    return Person.objects.filter(pk__in=posts.values("person")).order_by("pinyin_key", "id")


def several(label: Any, *, help_text: Any = "") -> forms.ModelMultipleChoiceField:
    """Several rows ticked in a list."""
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class ActivityForm(CommandForm):
    """登记活动."""

    title = forms.CharField(label=_("名称"), max_length=120, help_text=_("如“视察农村饮水安全工程”"))
    kind = forms.ChoiceField(label=_("类别"), choices=choices(ActivityKind))
    office = forms.ModelChoiceField(label=_("组织的机构"), queryset=Body.objects.none(), empty_label=_("请选择"))
    starts_on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    ends_on = forms.DateField(
        label=_("结束日期"), widget=forms.DateInput, required=False, help_text=_("当天结束的不填")
    )
    starts_at = forms.TimeField(label=_("时间"), widget=forms.TimeInput, required=False, help_text=_("留空表示全天"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    purpose = words(
        _("内容和要求"), required=False, limit=2000, help_text=_("看什么、听什么、请谁准备；不写具体案件和当事人")
    )
    leader = forms.ModelChoiceField(
        label=_("带队"), queryset=Person.objects.none(), required=False, empty_label=_("未定")
    )
    members = several(_("常委会组成人员"))
    deputies = several(_("代表"))
    staff = several(_("工作人员"))
    units = several(_("有关单位"), help_text=_("受检查、被视察或者到会的单位；执法检查组里不得有受检查单位的人"))
    experts = forms.CharField(
        label=_("专家"), required=False, max_length=400, help_text=_("姓名和单位，几位的用顿号隔开")
    )
    citizens = forms.CharField(
        label=_("群众"), required=False, max_length=400, help_text=_("只记姓名，不建档；几位的用顿号隔开")
    )
    attached = FilesField(label=_("方案、通知等文件"), required=False)

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "office", offices(county))
        committee = holders(county, COMMITTEE)
        choose_from(self, "leader", committee)
        choose_from(self, "members", committee)
        choose_from(self, "staff", holders(county, OFFICE))
        mandates = Mandate.objects.on(today()).filter(term__congress=county).values("person")
        choose_from(self, "deputies", Person.objects.filter(pk__in=mandates).order_by("pinyin_key", "id"))
        choose_from(self, "units", units_of(county))

    def clean_starts_on(self) -> dt.date:
        """A slip of the pen in the year is caught."""
        day: dt.date = self.cleaned_data["starts_on"]
        if not 1979 <= day.year <= 2100:
            raise forms.ValidationError(_("请核对年份。"))
        return day

    @staticmethod
    def starting_from(activity: Activity) -> dict[str, object]:
        """What the form shows first of an activity."""
        names = ("title", "kind", "office", "starts_on", "ends_on", "starts_at", "place", "purpose", "version")
        first: dict[str, object] = {name: getattr(activity, name) for name in names}
        by_part: dict[str, list[Any]] = {part: [] for part in ActivityPart}
        for row in activity.participations.order_by("place_order", "id"):
            by_part[row.part].append(row.person_id or row.department_id or row.name)
        first |= {"members": by_part[ActivityPart.MEMBER], "deputies": by_part[ActivityPart.DEPUTY]}
        first |= {"staff": by_part[ActivityPart.STAFF], "units": by_part[ActivityPart.UNIT]}
        first["leader"] = next(iter(by_part[ActivityPart.LEADER]), None)
        first["experts"] = "、".join(by_part[ActivityPart.EXPERT])
        return first | {"citizens": "、".join(by_part[ActivityPart.CITIZEN])}

    def arrangement(self) -> Arrangement:
        """What was filled in."""
        data = self.cleaned_data
        names = ("title", "office", "starts_on", "ends_on", "starts_at", "place", "purpose")
        return Arrangement(kind=ActivityKind(data["kind"]), **{name: data[name] for name in names})

    def people(self) -> People:
        """Who was chosen."""
        data = self.cleaned_data
        chosen = {name: list(data[name]) for name in ("members", "deputies", "staff", "units")}
        return People(data["leader"], **chosen, experts=_names(data["experts"]), citizens=_names(data["citizens"]))

    def uploads(self) -> list[Any]:
        """The files, for the house."""
        return many(self, Attachment.Slot.ACTIVITY, Attachment.Mark.INTERNAL)


def _names(text: str) -> list[str]:
    return [name for part in text.split("、") for name in part.split("\n") if name.strip()]


def first_office(user: User) -> int | None:
    """The office a new activity most likely belongs to."""
    return next(iter(sorted(standing(user).bodies(OFFICE))), None)


@dataclass(frozen=True)
class Row:
    """A finding in the form."""

    number: int
    text: BoundField
    source: BoundField
    goes_to: BoundField
    department: BoundField


class RecordForm(CommandForm):
    """记录情况: in words, and the findings one by one."""

    found = words(_("活动情况"), rows=6, limit=8000, help_text=_("看了什么、听了什么、总的评价；不写具体案件和当事人"))
    attached = FilesField(label=_("照片、报告等文件"), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = list(activity.findings.all())
        units = Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=activity.county_id)
        for n in range(1, len(self.findings) + ROWS + 1):
            self._add(n, list(units) if n == 1 else self._units)
        self.initial.setdefault("found", activity.found)

    def _add(self, n: int, units: list[Department]) -> None:
        """The fields of one finding. The units are read once."""
        self._units = units
        kept = self.findings[n - 1] if n <= len(self.findings) else None
        options = [("", _("没有")), *((str(unit.pk), str(unit)) for unit in units)]
        self.fields[f"text_{n}"] = words(_("问题"), required=False, rows=2, limit=1000)
        self.fields[f"source_{n}"] = forms.ChoiceField(label=_("怎样发现"), choices=choices(FindingSource))
        self.fields[f"goes_to_{n}"] = forms.ChoiceField(label=_("去向"), choices=choices(FindingTo))
        self.fields[f"department_{n}"] = forms.ChoiceField(label=_("涉及单位"), choices=options, required=False)
        if kept:
            for name in ("text", "source", "goes_to"):
                self.initial[f"{name}_{n}"] = getattr(kept, name)
            self.initial[f"department_{n}"] = str(kept.department_id or "")
        for name in ("source", "goes_to"):
            self.fields[f"{name}_{n}"].required = False

    def rows(self) -> Iterator[Row]:
        """The findings' fields, line by line."""
        for n in range(1, len(self.findings) + ROWS + 1):
            yield Row(n, *(self[f"{name}_{n}"] for name in ("text", "source", "goes_to", "department")))

    def record(self) -> Record:
        """What was filled in; a line without words is none."""
        data = self.cleaned_data
        units = {str(unit.pk): unit for unit in self._units}
        found = [
            Found(
                data[f"text_{n}"],
                FindingSource(data[f"source_{n}"] or FindingSource.SITE),
                FindingTo(data[f"goes_to_{n}"] or FindingTo.REPORT),
                units.get(data[f"department_{n}"]),
            )
            for n in range(1, len(self.findings) + ROWS + 1)
            if data[f"text_{n}"].strip()
        ]
        files = many(self, Attachment.Slot.ACTIVITY, Attachment.Mark.INTERNAL)
        return Record(data["found"], found, files)


class ActivityFilter(django_filters.FilterSet):
    """The list's filters, kept in the address bar."""

    kind = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("类别"), choices=choices(ActivityKind))
    state = django_filters.ChoiceFilter(empty_label=_("全部"), label=_("状态"), choices=choices(ActivityState))
    office = django_filters.ModelChoiceFilter(
        empty_label=_("全部"), label=_("组织的机构"), queryset=lambda request: _own_offices(request)
    )
    year = django_filters.NumberFilter(label=_("年度"), field_name="starts_on__year", min_value=1979, max_value=2100)
    q = django_filters.CharFilter(label=_("名称或地点"), method="matching", max_length=60)

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def matching(self, rows: QuerySet[Activity], _name: str, value: str) -> QuerySet[Activity]:
        """By words of the title or the place."""
        value = value.replace("\0", "")
        return rows.filter(Q(title__icontains=value) | Q(place__icontains=value))


def _own_offices(request: Any) -> QuerySet[Body]:
    return offices(getattr(request.user, "county_id", None) or 0) if request else Body.objects.none()
