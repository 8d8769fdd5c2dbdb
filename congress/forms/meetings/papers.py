"""Forms of what is handed in and written down: a material, the minutes, an entry of the week's programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many
from congress.models import AgendaItem, Attachment, Body, Person
from congress.queries.meetings.record import Record, usual_outcome, written
from congress.rules.speeches import Unreadable, read
from congress.services.files import Upload
from congress.services.meetings.minutes import Noted, Said
from congress.services.meetings.programme import Entry


class MaterialForm(CommandForm):
    """登记材料: when it came, its files or the paper, and why late."""

    received_on = forms.DateField(label=gettext_lazy("收到日期"), widget=forms.DateInput)
    attached = FilesField(label=gettext_lazy("材料"), required=False)
    on_paper = forms.BooleanField(label=gettext_lazy("收讫（纸质），不上传"), required=False)
    late_reason = forms.CharField(
        label=gettext_lazy("逾期理由"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("期限内收到的不填"),
    )

    def uploads(self) -> list[Upload]:
        """The files, or that the paper was received; papers of a meeting stay inside."""
        slot, mark = Attachment.Slot.MEETING, Attachment.Mark.INTERNAL
        paper = [Upload(slot, mark, name=_("纸质材料"))] if self.cleaned_data["on_paper"] else []
        return [*many(self, slot, mark), *paper]


@dataclass(frozen=True)
class Row:
    """An item in the minutes form, with its fields."""

    item: AgendaItem
    outcome: BoundField
    speeches: BoundField
    version: BoundField


class MinutesForm(CommandForm):
    """会议记录: for each item what came of it, and the speeches, one a line: 姓名：要点."""

    def __init__(
        self, *args: Any, record: Record, people: Sequence[tuple[str, Person]], proposes: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.people = record.items, dict(people)
        for item in self.items:
            self._add(item, written(record.speeches.get(item.pk, ()), people), proposes)

    def _add(self, item: AgendaItem, said: str, proposes: bool) -> None:
        outcome = item.outcome or (usual_outcome(item) if proposes else "")
        area = forms.Textarea(attrs={"rows": 3})
        named = {"title": item.title}
        self.fields[f"outcome_{item.pk}"] = forms.CharField(
            label=_("结果：%(title)s") % named,
            required=False,
            validators=[MaxLengthValidator(3000)],
            widget=area,
            initial=outcome,
        )
        self.fields[f"speeches_{item.pk}"] = forms.CharField(
            label=_("发言：%(title)s") % named,
            required=False,
            validators=[MaxLengthValidator(30000)],
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=said,
        )
        self.fields[f"version_{item.pk}"] = forms.IntegerField(
            required=False, initial=item.version, widget=forms.HiddenInput
        )

    def clean(self) -> dict[str, Any]:
        """Every speech must begin with the name of somebody who is at the meeting."""
        data = super().clean()
        for item in self.items:
            name = f"speeches_{item.pk}"
            try:
                data[f"said_{item.pk}"] = [
                    Said(self.people[who], text) for who, text in read(data.get(name, ""), self.people)
                ]
            except Unreadable as error:
                number, line = error.args
                message = _("第 %(n)s 行“%(line)s”不知道是谁的发言。请写成“姓名：要点”，姓名与参会人员一致。")
                self.add_error(name, message % {"n": number, "line": line[:30]})
        return data

    def rows(self) -> Iterator[Row]:
        """The items with their fields."""
        for item in self.items:
            yield Row(item, *(self[f"{name}_{item.pk}"] for name in ("outcome", "speeches", "version")))

    def notes(self) -> Iterable[Noted]:
        """What was filled in."""
        data = self.cleaned_data
        return [
            Noted(item, data[f"outcome_{item.pk}"], data[f"said_{item.pk}"], data[f"version_{item.pk}"])
            for item in self.items
        ]


class EntryForm(CommandForm):
    """一周工作安排: one thing that is on."""

    on = forms.DateField(label=gettext_lazy("日期"), widget=forms.DateInput)
    at = forms.TimeField(
        label=gettext_lazy("时间"), required=False, widget=forms.TimeInput, help_text=gettext_lazy("全天的不填")
    )
    title = forms.CharField(label=gettext_lazy("内容"), max_length=120)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=60, required=False)
    people = forms.CharField(label=gettext_lazy("参加人员"), max_length=120, required=False)
    office = forms.ModelChoiceField(
        label=gettext_lazy("责任机构"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("未定"),
    )

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Body.objects.filter(Q(until=None) | Q(until__gte=today()), congress=county)
        choose_from(self, "office", rows.exclude(kind__in=[Body.Kind.STREET, Body.Kind.PRESIDIUM]))

    def entry(self) -> Entry:
        """What was filled in."""
        data = self.cleaned_data
        return Entry(data["on"], data["title"], data["at"], data["place"], data["people"], data["office"])
