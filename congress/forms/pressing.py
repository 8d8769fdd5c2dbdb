"""Forms of promises, urgings and key matters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many, words
from congress.labels import choices
from congress.models import Attachment, Body, Congress, Person, Post
from congress.rules.followups import Mark
from congress.rules.roles import Role
from congress.services.files import Upload
from congress.services.urging import Lead


class PromiseReportForm(CommandForm):
    """报告兑现: what was done."""

    text = words(_("办理情况"), limit=2000, rows=5, help_text=_("写明完成的内容和时间"))
    attached = FilesField(label=_("照片和材料"), required=False)

    def uploads(self) -> list[Upload]:
        """The files; material of a promise stays inside."""
        return many(self, Attachment.Slot.PROMISE, Attachment.Mark.INTERNAL)


class PromiseMoveForm(CommandForm):
    """推迟承诺: until when and why."""

    new_due_on = forms.DateField(label=_("新的承诺日期"), widget=forms.DateInput)
    text = words(_("推迟的理由"), help_text=_("代表会看到；原来的日期仍然保留"))


class PromiseMarkForm(CommandForm):
    """评价兑现, apart from the answer's evaluation."""

    result = forms.ChoiceField(label=_("对兑现情况"), choices=choices(Mark), widget=forms.RadioSelect)
    reason = words(_("意见和理由"), required=False, limit=1000, help_text=_("评价“不满意”的必须写明理由"))


class LeadForm(CommandForm):
    """重点督办: who leads it, and which meeting said so."""

    leader = forms.ModelChoiceField(
        label=_("领衔督办的常委会领导"), queryset=Person.objects.none(), empty_label=_("请选择")
    )
    body = forms.ModelChoiceField(
        label=_("对口工作机构"), queryset=Body.objects.none(), required=False, empty_label=_("不指定")
    )
    county_leader = forms.CharField(label=_("领办的县领导"), required=False, max_length=60)
    meeting = forms.CharField(label=_("确定的会议"), max_length=80, help_text=_("如：第38次主任会议"))
    decided_on = forms.DateField(label=_("确定日期"), widget=forms.DateInput)

    def __init__(self, *args: Any, county: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leading = Post.objects.current().filter(role__in=[Role.CHAIR, Role.VICE_CHAIR], body__congress=county)
        choose_from(self, "leader", Person.objects.filter(posts__in=leading).distinct())
        choose_from(self, "body", Body.objects.filter(congress=county, kind=Body.Kind.COMMITTEE, until=None))

    def lead(self) -> Lead:
        """What was decided as the command takes it."""
        data = self.cleaned_data
        return Lead(data["leader"], data["decided_on"], data["meeting"], data["body"], data["county_leader"])
