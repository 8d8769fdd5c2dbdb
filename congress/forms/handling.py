"""The forms between hand-over and closing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.labels import choices
from congress.models import Attachment, Department, FollowUp, OutcomeClass
from congress.rules.followups import ContactWay, Mark
from congress.services.files import ACCEPT, Upload
from congress.services.handling import Letter, Meeting, Opinion


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files under one name; cleans to a list."""

    widget = ManyFiles(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Clean each file; an empty list when none was chosen and none is required."""
        rows = data if isinstance(data, list | tuple) else [data] if data else []
        if not rows and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(row, initial) for row in rows]


class OutcomeField(forms.ModelChoiceField):
    """A class shown with this county's own definition; the letter alone says nothing."""

    def label_from_instance(self, row: Any) -> str:
        """Code, name and definition."""
        return f"{row}：{row.definition}"


class HandOverForm(CommandForm):
    """交办: the unit and a word to it."""

    department = forms.ModelChoiceField(
        label=_("承办单位"), queryset=Department.objects.none(), empty_label=_("请选择单位")
    )
    note = forms.CharField(
        label=_("交办意见"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=followup.county)
        choose_from(self, "department", units)


class ContactForm(CommandForm):
    """面商: when, how, with whom, and what the deputy said."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    way = forms.ChoiceField(label=_("方式"), choices=choices(ContactWay), widget=forms.RadioSelect)
    place = forms.CharField(label=_("地点"), required=False, max_length=80)
    by = forms.CharField(label=_("单位参加人"), max_length=120, help_text=_("姓名和职务"))
    met = forms.CharField(label=_("联系到的代表"), max_length=120)
    view = forms.CharField(label=_("代表意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    attached = FilesField(label=_("现场照片或记录"), required=False)

    def meeting(self) -> Meeting:
        """The record as the command takes it."""
        data = self.cleaned_data
        way = ContactWay(data["way"])
        return Meeting(data["on"], way, data["by"], data["met"], data["view"], data["place"])

    def uploads(self) -> list[Upload]:
        """The files; contact material stays inside."""
        slot, mark = Attachment.Slot.CONTACT, Attachment.Mark.INTERNAL
        return [Upload(slot, mark, file) for file in self.cleaned_data["attached"]]


class ReplyForm(CommandForm):
    """答复: what the stamped paper says, its class and its scan."""

    number = forms.CharField(label=_("文号"), max_length=40, help_text=_("如：云交函〔2026〕31号"))
    dated = forms.DateField(label=_("成文日期"), widget=forms.DateInput)
    outcome = OutcomeField(
        label=_("答复类别"), queryset=OutcomeClass.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    promised_by = forms.DateField(
        label=_("承诺完成日期"),
        required=False,
        widget=forms.DateInput,
        help_text=_("答复类别要求跟踪的必填，到期前提醒，直到兑现"),
    )
    signer = forms.CharField(label=_("签发人"), max_length=60, help_text=_("单位主要负责人"))
    contact_name = forms.CharField(label=_("联系人"), max_length=60)
    contact_phone = forms.CharField(label=_("联系电话"), max_length=30)
    summary = forms.CharField(
        label=_("答复内容"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("可摘录要点；全文以盖章扫描件为准"),
    )
    attached = FilesField(label=_("盖章答复函扫描件"), required=False)
    on_paper = forms.BooleanField(label=_("收讫（纸质），不上传扫描件"), required=False)
    may_publish = forms.TypedChoiceField(
        label=_("答复是否公开"),
        choices=[("yes", _("可以公开")), ("no", _("不公开"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = followup.opened_on.year
        rows = OutcomeClass.objects.filter(Q(county=followup.county) | Q(county=None), year=year)
        own = rows.filter(county=followup.county)
        choose_from(self, "outcome", own if own.exists() else rows.filter(scheme="ABC"))

    def letter(self) -> Letter:
        """The reply as the command takes it."""
        names = ("number", "dated", "outcome", "signer", "contact_name", "contact_phone", "summary", "promised_by")
        data = {name: self.cleaned_data[name] for name in names}
        return Letter(**data, may_publish=self.cleaned_data["may_publish"])

    def uploads(self) -> list[Upload]:
        """The scan, or the note that the paper was received."""
        public = self.cleaned_data["may_publish"]
        mark = Attachment.Mark.PUBLIC if public else Attachment.Mark.INTERNAL
        found = [Upload(Attachment.Slot.REPLY, mark, file) for file in self.cleaned_data["attached"]]
        if not found and self.cleaned_data["on_paper"]:
            name = str(_("答复函 %(number)s")) % {"number": self.cleaned_data["number"]}
            found.append(Upload(Attachment.Slot.REPLY, mark, None, name))
        return found


class EvaluationForm(CommandForm):
    """代表评价: two questions, nothing preset."""

    process = forms.ChoiceField(
        label=_("对办理过程（联系沟通、办理态度）"), choices=choices(Mark), widget=forms.RadioSelect
    )
    result = forms.ChoiceField(label=_("对办理结果"), choices=choices(Mark), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("意见和理由"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("评价“不满意”的必须写明理由；文字只有代表工委和常委会看得到，承办单位看不到"),
    )

    def opinion(self) -> Opinion:
        """The evaluation as the command takes it."""
        data = self.cleaned_data
        return Opinion(Mark(data["process"]), Mark(data["result"]), data["reason"])
