"""Forms of the people of a meeting: who sits in and listens, what they answer, who is there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import units_of
from congress.labels import LABELS
from congress.models import Attendance, Department, Mandate, Meeting, Person
from congress.queries.meetings.presence import members
from congress.rules.meetings import MAY_SEND, Answer, Quality
from congress.services.meetings.inviting import Guests


class GuestsForm(CommandForm):
    """列席和旁听: organs, deputies, citizens."""

    reporting = forms.ModelMultipleChoiceField(
        label=_("只列席本机关报告的议题"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("此次会议的报告机关；只能看到自己报告的议题"),
    )
    whole = forms.ModelMultipleChoiceField(
        label=_("全程列席的机关"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一府一委两院、有关部门、乡镇"),
    )
    deputies = forms.ModelMultipleChoiceField(
        label=_("列席的代表"),
        queryset=Mandate.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("按议题邀请，或者采用轮流列席的建议名单"),
    )
    listeners = forms.CharField(
        label=_("旁听公民"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一个姓名；只记姓名，不建档"),
    )
    reason = forms.CharField(
        label=_("超过名额的理由"),
        required=False,
        max_length=200,
        help_text=_("列席代表或者旁听公民超过本县名额时填写"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_of(meeting.county_id)
        organs = meeting.items.filter(organ__isnull=False).values("organ")
        choose_from(self, "whole", units)
        choose_from(self, "reporting", units.filter(pk__in=organs))
        mandates = Mandate.objects.on(meeting.starts_on).filter(term=meeting.term_id)
        chosen = mandates.select_related("person", "delegation").order_by(
            "delegation__place_order", "person__pinyin_key", "id"
        )
        choose_from(self, "deputies", chosen)

    @staticmethod
    def starting_from(meeting: Meeting) -> dict[str, object]:
        """Who has been entered so far."""
        rows = list(meeting.attendances.exclude(quality=Quality.MEMBER).order_by("place_order", "id"))
        sitting = [row for row in rows if row.quality == Quality.SITTING_IN]
        people = [row.person_id for row in sitting if row.delegation_id]
        return {
            "version": meeting.version,
            "whole": [row.department_id for row in sitting if row.department_id and row.item_id is None],
            "reporting": [row.department_id for row in sitting if row.department_id and row.item_id],
            "deputies": list(
                Mandate.objects.filter(term=meeting.term_id, person__in=people).values_list("pk", flat=True)
            ),
            "reason": meeting.guests_note,
            "listeners": "\n".join(row.name for row in rows if row.quality == Quality.LISTENER),
        }

    def guests(self) -> Guests:
        """What was filled in."""
        data = self.cleaned_data
        return Guests(
            list(data["whole"]),
            list(data["reporting"]),
            list(data["deputies"]),
            data["listeners"].splitlines(),
            data["reason"],
        )


class AnswerForm(CommandForm):
    """回执: coming, leave with its reason, or (sitting in) somebody else."""

    answer = forms.ChoiceField(label=_("回执"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("请假理由"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("请假的填写"),
    )
    substitute = forms.CharField(
        label=_("受委托人"), max_length=60, required=False, help_text=_("委托他人参加的，写姓名和职务")
    )

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_send = Quality(attendance.quality) in MAY_SEND
        offered = [Answer.COMING, Answer.LEAVE, *([Answer.SUBSTITUTE] if may_send else [])]
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code.value, LABELS[code]) for code in offered]
        if not may_send:
            del self.fields["substitute"]


class SignInForm(CommandForm):
    """签到: who of the list, and when if it was not just now."""

    people = forms.ModelMultipleChoiceField(
        label=_("人员"), queryset=Attendance.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    at = forms.TimeField(label=_("时间"), required=False, widget=forms.TimeInput, help_text=_("补录时填写，平时留空"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        choose_from(self, "people", meeting.attendances.all())

    def keys(self) -> list[int]:
        """Who was ticked."""
        return [row.pk for row in self.cleaned_data["people"]]

    def moment(self) -> dt.datetime | None:
        """The moment meant, on the meeting's day; None for now."""
        at = self.cleaned_data["at"]
        if at is None:
            return None
        day = min(max(today(), self.meeting.starts_on), self.meeting.ends_on)
        return dt.datetime.combine(day, at, tzinfo=timezone.get_current_timezone())


class OpenForm(CommandForm):
    """宣布开会: who presides."""

    presided_by = forms.ModelChoiceField(
        label=_("主持人"), queryset=Person.objects.none(), required=False, empty_label=_("请选择")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "presided_by", members(meeting, meeting.starts_on).order_by("pinyin_key", "id"))
