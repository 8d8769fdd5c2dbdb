"""Forms of a unit's handling: contacts, opinions, answers; and of the deputies' evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many, words
from congress.kinds import registry
from congress.labels import choices
from congress.models import Attachment, FollowUp, OutcomeClass, Person
from congress.queries.outcomes import offered
from congress.refusals import Incomplete
from congress.rules.followups import ASKERS, ContactWay, Mark
from congress.services.evaluating import Opinion, Talk
from congress.services.files import Upload
from congress.services.handling import Meeting, Paper
from congress.services.judging import Finding
from congress.services.replying import Letter
from congress.services.wording import text_of_docx


class OutcomeField(forms.ModelChoiceField):
    """A class shown with this county's own definition; the letter alone says nothing."""

    def label_from_instance(self, row: Any) -> str:
        """Code, name and definition."""
        return f"{row}：{row.definition}"


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
        return many(self, Attachment.Slot.CONTACT, Attachment.Mark.INTERNAL)


class OpinionForm(CommandForm):
    """会办意见 of an assisting unit."""

    number = forms.CharField(label=_("文号"), required=False, max_length=40)
    signer = forms.CharField(label=_("签发人"), max_length=60)
    text = words(_("会办意见"), limit=3000, rows=6, help_text=_("写明本单位职责内的情况、措施和时间，不要只写“无意见”"))
    attached = FilesField(label=_("盖章扫描件"), required=False)

    def paper(self) -> Paper:
        """The opinion as the command takes it."""
        return Paper(self.cleaned_data["text"], self.cleaned_data["signer"], self.cleaned_data["number"])

    def uploads(self) -> list[Upload]:
        """The scan; it stays inside."""
        return many(self, Attachment.Slot.OPINION, Attachment.Mark.INTERNAL)


SCANNED = _("可摘录要点；全文以扫描件为准")
READ = _("可不传；上面没有填写报告内容时，从文档读取正文")
TRACKED = _("结果要求跟踪的必填，到期前提醒，直到兑现")
REPORTED: Mapping[str, tuple[Any, Any]] = {
    "outcome": (_("办理结果"), ""),
    "promised_by": (_("承诺完成日期"), TRACKED),
    "summary": (_("报告内容"), SCANNED),
    "wording": (_("报告正文（.docx）"), READ),
    "attached": (_("盖章报告扫描件"), ""),
    "may_publish": (_("办理情况是否公开"), ""),
}
"""How the fields of an answer are named where no deputy asked and what comes is a report."""
REPORTED_HIMSELF: Mapping[str, tuple[Any, Any]] = {
    "number": (_("文号"), _("没有文号的不填")),
    "outcome": (_("整改结果"), ""),
    "signer": (_("报告人"), _("本人签名")),
    "attached": (_("签名的报告扫描件"), ""),
}
"""The same for what somebody reports of himself: it has no number of a unit, and is never published."""


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
    wording = forms.FileField(
        label=_("答复正文（.docx）"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("可不传；上面没有填写答复内容时，从文档读取正文"),
    )
    no_contact_reason = forms.CharField(
        label=_("未面商的原因或已作的尝试"),
        required=False,
        max_length=300,
        help_text=_("已有面商记录的不填（代表法第五十一条要求与代表联系沟通、充分听取意见）"),
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
        kind = registry.of(followup)
        choose_from(self, "outcome", offered(followup.county, followup.kind, followup.opened_on.year))
        if not kind.policy.contact:
            del self.fields["no_contact_reason"]
        if not kind.asked:
            self._say(REPORTED)
        if kind.policy.personal:
            del self.fields["may_publish"]
            self.fields["number"].required = False
            self._say(REPORTED_HIMSELF)

    def _say(self, words: Mapping[str, tuple[Any, Any]]) -> None:
        """Name fields, and say what belongs in them, in other words than of an answer to deputies."""
        for name, (label, help_text) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text

    def clean(self) -> dict[str, Any]:
        """What was not typed is read from the document."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("wording") and not data.get("summary"):
            try:
                data["summary"] = text_of_docx(data["wording"], "wording")[:5000]
            except Incomplete as refusal:
                self.add_error("wording", refusal.fields["wording"])
        return data

    def letter(self) -> Letter:
        """The reply as the command takes it."""
        names = ("number", "dated", "outcome", "signer", "contact_name", "contact_phone", "summary", "promised_by")
        data = {name: self.cleaned_data[name] for name in names}
        why = self.cleaned_data.get("no_contact_reason", "")
        return Letter(**data, no_contact_reason=why, may_publish=self._may_publish)

    @property
    def _may_publish(self) -> bool:
        """As answered; what is never published does not ask."""
        return bool(self.cleaned_data.get("may_publish"))

    def uploads(self) -> list[Upload]:
        """The scan, or the note that the paper was received."""
        mark = Attachment.Mark.PUBLIC if self._may_publish else Attachment.Mark.INTERNAL
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


class RecordEvaluationForm(EvaluationForm):
    """代录: what the deputy ticked and signed on paper, with its photograph."""

    person = forms.ModelChoiceField(label=_("代表"), queryset=Person.objects.none(), empty_label=None)
    attached = FilesField(label=_("签名的征询意见表照片或扫描件"), required=False)
    field_order = ("person", "process", "result", "reason", "attached")

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = followup.parties.filter(part__in=ASKERS).values("person")
        choose_from(self, "person", Person.objects.filter(pk__in=asked))
        self.fields["reason"].help_text = _("照纸上的原话录入；评价“不满意”的必须有理由")

    def uploads(self) -> list[Upload]:
        """The signed sheet; it carries the deputy's words and stays inside."""
        return many(self, Attachment.Slot.SHEET, Attachment.Mark.INTERNAL)


class FindingForm(CommandForm):
    """核定: whether what was reported is enough, by what and why not."""

    mark = forms.ChoiceField(label=_("对办理结果"), choices=choices(Mark), widget=forms.RadioSelect)
    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    source = forms.CharField(label=_("认定的机构或者会议"), max_length=120)
    reason = words(_("意见和理由"), required=False, limit=1000, help_text=_("不满意的必须写明理由"))

    def finding(self) -> Finding:
        """The finding as the command takes it."""
        data = self.cleaned_data
        return Finding(Mark(data["mark"]), data["source"], data["on"], data["reason"])


class TalkForm(CommandForm):
    """会商: who met and what was agreed."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput)
    place = forms.CharField(label=_("地点"), required=False, max_length=80)
    people = forms.CharField(label=_("参加人"), max_length=300, help_text=_("代表、承办单位负责人、主持人"))
    result = words(_("会商结果"), limit=2000, rows=6)

    def talk(self) -> Talk:
        """The record as the command takes it."""
        data = self.cleaned_data
        return Talk(data["on"], data["people"], data["result"], data["place"])
