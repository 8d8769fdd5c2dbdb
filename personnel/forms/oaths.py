"""Forms of oaths: a ceremony planned and recorded, an election approved above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, words
from congress.labels import choices
from personnel.models import Ceremony, OathDuty, OathText
from personnel.rules.oaths import OathForm, Organiser
from personnel.services.rites import Absence, Rite, Roll

COLON = "："


class DutyChoice(forms.ModelChoiceField):
    """One of those who swear, by name and office."""

    def label_from_instance(self, obj: Any) -> str:
        """罗秀英　县民政局局长."""
        return f"{obj.name}　{obj.office}"


class DutiesChoice(forms.ModelMultipleChoiceField):
    """Several of those who swear."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """罗秀英　县民政局局长."""
        return f"{obj.name}　{obj.office}"


class CeremonyForm(CommandForm):
    """安排宣誓仪式."""

    duties = DutiesChoice(label=_("宣誓人"), queryset=OathDuty.objects.none())
    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    at = forms.TimeField(label=_("时间"), required=False, widget=forms.TimeInput)
    place = forms.CharField(label=_("地点"), max_length=80)
    host = forms.CharField(label=_("主持人"), max_length=60)
    form = forms.ChoiceField(
        label=_("形式"),
        choices=choices(OathForm),
        widget=forms.RadioSelect,
        help_text=_("宪法宣誓决定第八条：可以单独宣誓，也可以集体宣誓；集体宣誓由一人领誓"),
    )
    leader = DutyChoice(
        label=_("领誓人"),
        queryset=OathDuty.objects.none(),
        required=False,
        empty_label=_("单独宣誓，不设领誓人"),
        help_text=_("从宣誓人中指定"),
    )
    text = forms.ModelChoiceField(
        label=_("誓词"), queryset=OathText.objects.none(), empty_label=None, help_text=_("按仪式当日有效的文本")
    )
    witness = forms.CharField(
        label=_("监誓人"), required=False, max_length=60, help_text=_("宪法宣誓决定没有规定监誓人，可以不填")
    )
    note = forms.CharField(label=_("备注"), required=False, max_length=200)

    def __init__(
        self, *args: Any, organiser: Organiser, duties: QuerySet[OathDuty], witnessed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organiser = organiser
        choose_from(self, "duties", duties)
        choose_from(self, "leader", duties)
        choose_from(self, "text", OathText.objects.order_by("-valid_from"))
        if not witnessed:
            del self.fields["witness"]

    def rite(self) -> Rite:
        """As the command takes it."""
        data = self.cleaned_data
        return Rite(
            on=data["on"],
            at=data["at"],
            place=data["place"],
            host=data["host"],
            organiser=self.organiser,
            form=OathForm(data["form"]),
            text=data["text"],
            duties=list(data["duties"]),
            leader=data["leader"],
            witness=data.get("witness", ""),
            note=data["note"],
        )


class HoldForm(CommandForm):
    """登记宣誓: nobody is absent unless ticked."""

    form = forms.ChoiceField(label=_("形式"), choices=choices(OathForm), widget=forms.RadioSelect)
    leader = DutyChoice(
        label=_("领誓人"),
        queryset=OathDuty.objects.none(),
        required=False,
        empty_label=_("单独宣誓，不设领誓人"),
        help_text=_("领誓人缺席的，在到场的人中另选"),
    )
    absent = DutiesChoice(
        label=_("缺席的人"), queryset=OathDuty.objects.none(), required=False, help_text=_("没有勾选的登记为已宣誓")
    )
    reason = words(
        _("缺席原因"),
        required=False,
        rows=3,
        help_text=_("各人原因不同的，一行一人，写作“姓名：原因”；只写原因的，用于其他缺席的人"),
    )
    make_up_by = forms.DateField(
        label=_("补行日期"), required=False, widget=forms.DateInput, help_text=_("缺席的人在这一天以前补行宣誓")
    )
    note = forms.CharField(label=_("备注"), required=False, max_length=200)
    attached = FilesField(label=_("照片"), required=False)

    def __init__(self, *args: Any, ceremony: Ceremony, duties: QuerySet[OathDuty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ceremony = ceremony
        choose_from(self, "leader", duties)
        choose_from(self, "absent", duties)

    def clean(self) -> dict[str, Any]:
        """Who is absent makes it up by a day."""
        data = super().clean()
        if data.get("absent") and not data.get("make_up_by"):
            self.add_error("make_up_by", _("有人缺席的，请填写补行宣誓的日期。"))
        return data

    def roll(self) -> Roll:
        """As the command takes it."""
        data = self.cleaned_data
        own, common = reasons(data["reason"])
        absent = {duty.pk: Absence(own.get(duty.name, common), data["make_up_by"]) for duty in data["absent"]}
        return Roll(OathForm(data["form"]), data["leader"], absent)


def reasons(text: str) -> tuple[dict[str, str], str]:
    """Reasons by name, and the one for everybody else, from lines such as 罗秀英：住院."""
    own: dict[str, str] = {}
    common: list[str] = []
    for line in text.replace(":", COLON).splitlines():
        name, colon, reason = line.strip().partition(COLON)
        if colon and reason.strip():
            own[name.strip()] = reason.strip()
        elif name:
            common.append(name)
    return own, "；".join(common)


class PhotosForm(CommandForm):
    """存入照片."""

    attached = FilesField(label=_("照片"))


class ApprovalForm(CommandForm):
    """登记上级批准."""

    on = forms.DateField(label=_("批准日期"), widget=forms.DateInput)
