"""Forms of the agenda: a topic, the order of all of them, joining several, adoption, putting one off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices
from congress.models import AgendaItem, Body, Department, Meeting
from congress.rules.meetings import ON_AGENDA, ItemKind, ItemState, MeetingKind, MeetingState
from congress.services.meetings.agenda import Line
from congress.services.meetings.topics import Topic


class TopicForm(CommandForm):
    """议题: what is proposed, who reports, who answers for it."""

    title = forms.CharField(
        label=_("议题"), max_length=200, help_text=_("如“听取和审议县人民政府关于2026年上半年…情况的报告”")
    )
    kind = forms.ChoiceField(label=_("类别"), choices=choices(ItemKind))
    organ = forms.ModelChoiceField(
        label=_("报告机关"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("没有"),
        help_text=_("听取报告的必填，材料期限从会议日期往前推算"),
    )
    office = forms.ModelChoiceField(
        label=_("负责的工作机构"), queryset=Body.objects.none(), required=False, empty_label=_("未定")
    )
    reporter = forms.CharField(label=_("报告人"), max_length=60, required=False, help_text=_("姓名和职务"))
    minutes = forms.IntegerField(label=_("时长（分钟）"), required=False, min_value=1, max_value=600)
    origin = forms.CharField(
        label=_("来源"), max_length=200, required=False, help_text=_("如年度监督计划、执法检查发现的问题、代表建议")
    )
    restricted = forms.BooleanField(label=_("表决前不公开（人事任免一律如此）"), required=False)

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ = Q(until=None) | Q(until__gte=today())
        choose_from(self, "organ", Department.objects.filter(open_, county=county))
        kinds = [Body.Kind.OFFICE, Body.Kind.DEPUTIES_OFFICE, Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE]
        choose_from(self, "office", Body.objects.filter(open_, congress=county, kind__in=kinds))

    @staticmethod
    def starting_from(item: AgendaItem) -> dict[str, object]:
        """What the form shows first of an item."""
        names = ("title", "kind", "organ", "office", "reporter", "minutes", "origin", "restricted", "version")
        return {name: getattr(item, name) for name in names}

    def topic(self) -> Topic:
        """What was filled in."""
        data = self.cleaned_data
        names = ("title", "organ", "office", "reporter", "minutes", "restricted", "origin")
        return Topic(ItemKind(data["kind"]), **{name: data[name] for name in names})


@dataclass(frozen=True)
class Row:
    """A topic in the agenda form, with its three fields."""

    item: AgendaItem
    taken: BoundField
    place: BoundField
    minutes: BoundField


class AgendaForm(CommandForm):
    """编排议程: each topic with whether it is taken up, its place and its length; further ones by their titles."""

    added = forms.CharField(
        label=_("直接加入议题"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一个，列在最后；报告类的请用“提出议题”，写明报告机关"),
    )

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item for item in items if item.state != ItemState.DROPPED]
        for number, item in enumerate(self.items, start=1):
            self._add(item, number)

    def _add(self, item: AgendaItem, number: int) -> None:
        named = {"title": item.title}
        self.fields[f"taken_{item.pk}"] = forms.BooleanField(
            required=False, initial=item.state in ON_AGENDA, label=_("列入：%(title)s") % named
        )
        self.fields[f"place_{item.pk}"] = forms.IntegerField(
            min_value=1, max_value=999, initial=number, label=_("次序：%(title)s") % named
        )
        self.fields[f"minutes_{item.pk}"] = forms.IntegerField(
            required=False, min_value=1, max_value=600, initial=item.minutes, label=_("时长：%(title)s") % named
        )

    def clean_added(self) -> list[str]:
        """The titles, one a line."""
        titles = [line.strip() for line in self.cleaned_data["added"].splitlines() if line.strip()]
        if any(len(title) > 200 for title in titles):
            raise forms.ValidationError(_("每个议题不超过 200 个字，一行写一个。"))
        return titles

    def rows(self) -> Iterator[Row]:
        """The topics with their fields, in the agenda's order."""
        for item in self.items:
            yield Row(item, *(self[f"{name}_{item.pk}"] for name in ("taken", "place", "minutes")))

    def lines(self, up: int = 0, down: int = 0) -> list[Line]:
        """What was filled in; ``up`` and ``down`` name a topic that changes places with its neighbour."""
        data = self.cleaned_data
        ordered = sorted(self.items, key=lambda row: data[f"place_{row.pk}"])
        keys = [row.pk for row in ordered]
        for key, step in ((up, -1), (down, 1)):
            if key in keys and 0 <= keys.index(key) + step < len(keys):
                here = keys.index(key)
                keys[here], keys[here + step] = keys[here + step], keys[here]
        return [Line(key, data[f"taken_{key}"], n, data[f"minutes_{key}"]) for n, key in enumerate(keys, start=1)]


class CombineForm(CommandForm):
    """合并议题: which, and under which title."""

    items = forms.ModelMultipleChoiceField(
        label=_("合并哪几项"), queryset=AgendaItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=_("合并后的议题"), max_length=200)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "items", meeting.items.exclude(state=ItemState.DROPPED).order_by("position"))


class AdoptForm(CommandForm):
    """通过议程: of a standing-committee meeting by which chairpersons' meeting."""

    by = forms.ModelChoiceField(
        label=_("拟订议程的主任会议"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("请选择"),
        help_text=_("常委会会议的议程由主任会议拟订（地方组织法第五十四条）"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.kind != MeetingKind.STANDING_COMMITTEE:
            del self.fields["by"]
            return
        held = Meeting.objects.filter(
            county=meeting.county_id,
            kind=MeetingKind.CHAIRPERSONS,
            state__in=[MeetingState.OPEN, MeetingState.CLOSED],
            starts_on__lte=meeting.starts_on,
        )
        recent = list(held.order_by("-starts_on").values_list("pk", flat=True)[:12])
        choose_from(self, "by", Meeting.objects.filter(pk__in=recent).select_related("term").order_by("-starts_on"))


class PutOffForm(CommandForm):
    """改列下次会议: to which, and why."""

    to = forms.ModelChoiceField(label=_("改列到"), queryset=Meeting.objects.none(), empty_label=None)
    reason = words(_("原因"), required=False, limit=200, rows=2)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Meeting.objects.filter(
            county=item.meeting.county_id,
            kind=item.meeting.kind,
            body=item.meeting.body,
            state__in=[MeetingState.PREPARING, MeetingState.NOTIFIED],
            starts_on__gt=item.meeting.starts_on,
        )
        choose_from(self, "to", later.select_related("term", "body").order_by("starts_on"))
