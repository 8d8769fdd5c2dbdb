"""The deputy's sheet, the invitation of co-signers, the office's examination."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import FilesField, many, words
from congress.labels import choices
from congress.models import Attachment, Mandate
from congress.services.files import Upload
from deputies.models import Category, Suggestion
from deputies.rules import (
    BODY_MAX,
    TITLE_MAX,
    DeclineReason,
    Difficulty,
    Origin,
    Publicity,
    SuggestionState,
    TransferTo,
)
from deputies.services.entering import Sheet
from deputies.services.writing import Paper


class SuggestionForm(CommandForm):
    """提建议: one matter per sheet. Anything may be missing until it is submitted."""

    draft = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("标题"), required=False, max_length=TITLE_MAX, help_text=_("一事一议，写明地点和事项")
    )
    body = forms.CharField(
        label=_("情况和建议"),
        required=False,
        max_length=BODY_MAX,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("先写情况和问题，再写具体要求。不写个案诉讼、私人事务和涉密内容"),
    )
    publicity = forms.ChoiceField(
        label=_("同意公开吗"), required=False, choices=choices(Publicity), widget=forms.RadioSelect
    )
    confidential = forms.BooleanField(
        label=_("请求保密"), required=False, help_text=_("不向其他代表和社会公开，承办单位和代表工委可见")
    )
    attached = FilesField(label=_("照片和材料"), required=False)
    mark = forms.ChoiceField(
        label=_("所附材料"),
        required=False,
        choices=Attachment.Mark.choices,
        initial=Attachment.Mark.INTERNAL,
        widget=forms.RadioSelect,
    )

    def paper(self) -> Paper:
        """What has been typed."""
        data = self.cleaned_data
        return Paper(data["title"], data["body"], data["publicity"], data["confidential"])

    def uploads(self) -> list[Upload]:
        """The files, marked as the deputy said; inside when he said nothing."""
        mark = Attachment.Mark(self.cleaned_data["mark"] or Attachment.Mark.INTERNAL)
        return [Upload(Attachment.Slot.PHOTO, mark, file) for file in self.cleaned_data["attached"]]


class InviteForm(CommandForm):
    """邀请附议: deputies of the same term, found by name."""

    mandates = forms.ModelMultipleChoiceField(
        label=_("邀请以下代表附议"),
        queryset=Mandate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一位代表。")},
    )

    def __init__(self, *args: Any, found: QuerySet[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "mandates", found)


class AcceptForm(CommandForm):
    """受理: classify; which legal clock applies is decided here."""

    category = forms.ModelChoiceField(
        label=_("类别"), queryset=Category.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    difficulty = forms.ChoiceField(
        label=_("办理难度"),
        choices=choices(Difficulty),
        widget=forms.RadioSelect,
        help_text=_("代表法第五十一条：自交办之日起三个月内答复；涉及面广、处理难度大的，六个月内答复"),
    )

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = suggestion.submitted_at.year if suggestion.submitted_at else today().year
        rows = Category.objects.filter(Q(county=suggestion.county) | Q(county=None), year=year)
        own = rows.filter(county=suggestion.county)
        choose_from(self, "category", own if own.exists() else rows.filter(scheme="small"))


class DeclineForm(CommandForm):
    """不作为建议处理: the ground and the words to the deputy."""

    reasons = forms.ChoiceField(label=_("情形"), choices=choices(DeclineReason), widget=forms.RadioSelect)
    reason = words(_("告知代表的话"), limit=300)

    def ground(self) -> DeclineReason:
        """The ground that was chosen."""
        return DeclineReason(self.cleaned_data["reasons"])


class TransferForm(CommandForm):
    """转为其他: where to and why."""

    where = forms.ChoiceField(label=_("转往"), choices=choices(TransferTo), widget=forms.RadioSelect)
    reason = words(_("去向和理由"), limit=300)

    def to(self) -> TransferTo:
        """Where it goes."""
        return TransferTo(self.cleaned_data["where"])


class MergeForm(CommandForm):
    """并案: into which suggestion of the same term."""

    leading = forms.ModelChoiceField(
        label=_("并入"), queryset=Suggestion.objects.none(), empty_label=_("请选择领衔的一件")
    )

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Suggestion.objects.filter(
            county=suggestion.county_id,
            term=suggestion.term_id,
            state=SuggestionState.ACCEPTED,
            followup__closed_on=None,
            followup__settled_on=None,
        )
        choose_from(self, "leading", rows.exclude(pk=suggestion.pk).select_related("session").order_by("-id"))


class NamesField(forms.CharField):
    """Deputies by name, as they stand on the sheet; cleans to their mandates.

    A name that two deputies share must be written with its delegation: 杨建国（石门代表团）.
    """

    many = False
    rows: QuerySet[Mandate] = Mandate.objects.none()

    def __init__(self, *, many: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.many = many

    def clean(self, value: Any) -> Any:
        """The mandates behind the names; one of them, or None, when only one is asked for."""
        text = super().clean(value)
        names = [name for name in re.split(r"[、，,;；\s]+", text) if name] if self.many else [text] if text else []
        known = list(self.rows.select_related("person", "delegation")) if names else []
        found = [self._one(name, known) for name in names]
        return list(dict.fromkeys(found)) if self.many else found[0] if found else None

    def _one(self, name: str, known: list[Mandate]) -> Mandate:
        exact = [row for row in known if str(row) == name]
        fitting = exact or [row for row in known if row.person.name == name]
        if not fitting:
            raise forms.ValidationError(_("没有找到在任代表“%(name)s”，请核对姓名。"), params={"name": name})
        if len(fitting) > 1:
            shape = {"name": name, "rows": "、".join(str(row) for row in fitting)}
            raise forms.ValidationError(_("有几位代表叫“%(name)s”，请写全：%(rows)s。"), params=shape)
        return fitting[0]


class EntryForm(CommandForm):
    """代录: what stands on a signed sheet, or a suggestion forwarded from above."""

    origin = forms.ChoiceField(
        label=_("来源"), choices=choices(Origin), initial=Origin.OWN, widget=forms.RadioSelect, required=False
    )
    author = NamesField(
        label=_("领衔代表"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "deputy-names", "autocomplete": "off"}),
        help_text=_("输入姓名查找并选择；上级转来的不填"),
    )
    cosigners = NamesField(
        label=_("附议代表"), many=True, required=False, max_length=600, help_text=_("照原件填写姓名，用顿号隔开")
    )
    received_on = forms.DateField(
        label=_("收到原件日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("大会建议截止前收到的，属于该次会议"),
    )
    outside_name = forms.CharField(
        label=_("上级代表或者上级人大"), required=False, max_length=60, help_text=_("上级转来的填写")
    )
    source_note = forms.CharField(label=_("来文单位和文号"), required=False, max_length=120)
    title = forms.CharField(label=_("标题"), max_length=TITLE_MAX)
    body = words(_("情况和建议"), rows=9, limit=5000)
    publicity = forms.ChoiceField(label=_("同意公开吗"), choices=choices(Publicity), widget=forms.RadioSelect)
    confidential = forms.BooleanField(label=_("请求保密"), required=False)
    attached = FilesField(label=_("签名原件的照片或扫描件"))

    def __init__(self, *args: Any, authors: QuerySet[Mandate], deputies: QuerySet[Mandate], above: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["author"].rows = authors  # type: ignore[attr-defined]
        self.fields["cosigners"].rows = deputies  # type: ignore[attr-defined]
        if not above:
            self._drop("origin", "outside_name", "source_note")

    def _drop(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def sheet(self) -> Sheet:
        """The sheet as it was typed in."""
        data = self.cleaned_data
        return Sheet(
            paper=Paper(data["title"], data["body"], data["publicity"], data["confidential"]),
            author=data.get("author"),
            cosigners=data.get("cosigners", ()),
            origin=Origin(data.get("origin") or Origin.OWN),
            outside_name=data.get("outside_name", ""),
            source_note=data.get("source_note", ""),
            received_on=data.get("received_on"),
        )

    def originals(self) -> list[Upload]:
        """The photographs, for the offices only."""
        return many(self, Attachment.Slot.ORIGINAL, Attachment.Mark.INTERNAL)


class ReentryForm(EntryForm):
    """重新代录: the same sheet, mended and signed again; whose it is and when it came first stay."""

    def __init__(self, *args: Any, suggestion: Suggestion, deputies: QuerySet[Mandate], **kwargs: Any):
        signed = suggestion.cosigners.select_related("mandate__person", "mandate__delegation")
        initial = {
            "title": suggestion.title,
            "body": suggestion.body,
            "publicity": suggestion.publicity,
            "confidential": suggestion.confidential,
            "cosigners": "、".join(str(row.mandate) for row in signed),
            **kwargs.pop("initial", {}),
        }
        super().__init__(*args, authors=deputies.none(), deputies=deputies, above=False, initial=initial, **kwargs)
        self._drop("author", "received_on", *(["cosigners"] if suggestion.author is None else []))
