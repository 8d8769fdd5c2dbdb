"""Forms of official documents: their text, the steps of their life, numbers and letterheads, letters to many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm
from congress.forms.parts import FilesField, many, words
from congress.labels import choices
from congress.models import Attachment, Body, DocumentSeries
from congress.models.official import OPENNESS
from congress.official.content import Layout
from congress.rules.documents.batches import RecipientGroup
from congress.rules.documents.kinds import DocumentKind
from congress.rules.documents.numbering import Scope
from congress.rules.followups import Openness
from congress.services.documents.writing import TEXTS, Wording
from congress.services.files import Upload

UNADDRESSED = frozenset({Layout.MINUTES, Layout.PLAIN, Layout.CERTIFICATE, Layout.FORM})
"""Layouts without 主送机关."""
BARE = frozenset({Layout.CERTIFICATE, Layout.FORM})
"""Layouts without attachments, copies and notes."""


class DocumentForm(CommandForm):
    """The text of a draft; only the elements its layout has."""

    draft = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("标题"), max_length=200, help_text=_("发文机关 + 事由 + 文种，不加书名号"))
    adopted = forms.CharField(
        label=_("题注"),
        max_length=200,
        required=False,
        help_text=_("标题下的括号内容，如“2026年3月5日云岭县第十八届人民代表大会常务委员会第三十二次会议通过”"),
    )
    addressee = forms.CharField(
        label=_("主送机关"), max_length=500, required=False, help_text=_("几个机关用顿号、逗号分开，冒号自动加上")
    )
    body = words(
        _("正文"),
        required=False,
        rows=18,
        limit=60_000,
        help_text=_(
            "一行一段。以“一、”“（一）”“1.”“（1）”开头的自动成为各级标题；以“出席：”“列席：”开头的成为名单；"
            "以“|”开头、用“|”隔开的几行成为表格，第一行是表头"
        ),
    )
    enclosures = words(_("附件说明"), required=False, rows=2, limit=2000, help_text=_("每行一个附件名称，序号自动加上"))
    annexes = words(
        _("附件正文"), required=False, rows=6, limit=60_000, help_text=_("每个附件以一行“# 附件标题”开始，下面写内容")
    )
    signature = forms.CharField(
        label=_("署名"), max_length=200, required=False, help_text=_("留空用版头设置中的署名；联合发文用顿号分开")
    )
    upward_signer = forms.CharField(
        label=_("签发人"),
        max_length=60,
        required=False,
        help_text=_("上行文应当标注（党政机关公文处理工作条例第九条）"),
    )
    dated = forms.DateField(
        label=_("成文日期"), required=False, help_text=_("会议通过或者领导签发的日期；留空为签发当日")
    )
    note = forms.CharField(label=_("附注"), max_length=200, required=False, help_text=_("如“此件公开发布”"))
    contact = forms.CharField(label=_("联系人"), max_length=120, required=False, help_text=_("姓名和电话"))
    copies = forms.CharField(label=_("抄送"), max_length=500, required=False, help_text=_("几个机关用顿号分开"))
    openness = forms.TypedChoiceField(
        label=_("知悉范围"), choices=OPENNESS, coerce=int, widget=forms.RadioSelect, help_text=_("印发以后谁可以看")
    )
    readers = forms.CharField(
        label=_("知悉对象"),
        max_length=1000,
        required=False,
        help_text=_("不论知悉范围都可以看的单位、工作机构和人员，用顿号分开；印发时通知他们"),
    )
    office = forms.ModelChoiceField(label=_("起草机构"), queryset=Body.objects.none(), empty_label=None)

    def __init__(self, *args: Any, kind: DocumentKind, offices: list[Body] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _unwanted(kind):
            del self.fields[name]
        if not offices or len(offices) < 2:
            del self.fields["office"]
        else:
            field = self.fields["office"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Body.objects.filter(pk__in=[body.pk for body in offices])

    def wording(self) -> Wording:
        """What was typed; elements the layout does not have stay empty."""
        data = self.cleaned_data
        texts = {name: data.get(name) or "" for name in TEXTS}
        return Wording(
            **texts,
            dated=data.get("dated"),
            openness=Openness(data["openness"]),
            readers=data.get("readers") or "",
        )


def _unwanted(kind: DocumentKind) -> set[str]:
    """The elements a paper of this kind does not have."""
    found = set() if kind.upward else {"upward_signer"}
    if kind.layout is not Layout.PLAIN:
        found.add("adopted")
    if kind.layout in UNADDRESSED:
        found |= {"addressee", "contact"}
    if kind.layout in BARE:
        found |= {"enclosures", "annexes", "copies", "note"}
    if kind.layout is Layout.MINUTES:
        found.add("signature")
    return found


class IssueForm(CommandForm):
    """编号印发: the date the paper carries."""

    dated = forms.DateField(label=_("成文日期"), help_text=_("会议通过或者领导签发的日期；年份决定编入哪一年的号"))


class SigningForm(CommandForm):
    """A signature given on the paper slip."""

    signer = forms.CharField(label=_("签发人"), max_length=60)
    on = forms.DateField(label=_("签发日期"))
    attached = forms.FileField(label=_("发文稿纸扫描件或者照片"), required=False)

    def upload(self) -> Upload | None:
        """The slip; it stays inside."""
        file = self.cleaned_data["attached"]
        return Upload(Attachment.Slot.SIGNING, Attachment.Mark.INTERNAL, file) if file else None


class ElsewhereForm(CommandForm):
    """已在OA发文: number, date, scan."""

    number = forms.CharField(label=_("发文字号"), max_length=60, help_text=_("照OA上的写，如“云人常发〔2026〕3号”"))
    dated = forms.DateField(label=_("发文日期"))
    attached = forms.FileField(label=_("OA发文的扫描件"), required=False)
    on_paper = forms.BooleanField(label=_("收讫（纸质），不上传扫描件"), required=False)

    def upload(self) -> Upload | None:
        """The scan, or the note that the paper has been received."""
        if self.cleaned_data["on_paper"]:
            return Upload(Attachment.Slot.SCAN, Attachment.Mark.INTERNAL)
        file = self.cleaned_data["attached"]
        return Upload(Attachment.Slot.SCAN, Attachment.Mark.INTERNAL, file) if file else None


class ScanForm(CommandForm):
    """The signed and sealed scan."""

    attached = FilesField(label=_("签字盖章扫描件"), required=False)

    def uploads(self) -> list[Upload]:
        """The files."""
        return many(self, Attachment.Slot.SCAN, Attachment.Mark.INTERNAL)


class LimitForm(CommandForm):
    """Who reads an issued document."""

    openness = forms.TypedChoiceField(label=_("知悉范围"), choices=OPENNESS, coerce=int, widget=forms.RadioSelect)
    readers = forms.CharField(label=_("知悉对象"), max_length=1000, required=False, help_text=_("用顿号分开"))
    reason = words(_("调整的理由"))


class ReserveForm(CommandForm):
    """A number for a paper made elsewhere."""

    series = forms.ChoiceField(label=_("编号序列"))
    purpose = forms.CharField(label=_("用于"), max_length=200, help_text=_("公文标题，或者在哪里办理"))

    def __init__(self, *args: Any, series: list[DocumentSeries], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["series"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.code, row.label) for row in series]


class SeriesForm(CommandForm):
    """How numbers of a series read."""

    form = forms.CharField(
        label=_("字号样式"),
        max_length=60,
        help_text=_("{year} 年份，{n} 流水号，{term} 届，{area} 县名，{abbr} 县名首字；年份用六角括号〔〕"),
    )
    scope = forms.ChoiceField(label=_("编号范围"), choices=choices(Scope), widget=forms.RadioSelect)
    kept_by = forms.ChoiceField(
        label=_("编号机构"), choices=[("", _("起草的机构自己编号")), *Body.Kind.choices], required=False
    )
    last = forms.IntegerField(
        label=_("启用前已编到"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("本年（届）在本系统启用前已经用掉的最后一个号；已经在这里编过号的不能再填"),
    )


class LetterheadForm(CommandForm):
    """What stands at the top, and the name at the end."""

    text = forms.CharField(
        label=_("发文机关标志"),
        max_length=100,
        required=False,
        help_text=_("{congress} 人民代表大会全称，{area} 县名，{body} 起草机构全称"),
    )
    signature = forms.CharField(label=_("署名"), max_length=100, required=False)


class BatchForm(CommandForm):
    """Who gets a letter."""

    recipients = forms.ChoiceField(label=_("收件范围"), choices=choices(RecipientGroup), widget=forms.RadioSelect)
    listed = words(
        _("名单"),
        required=False,
        rows=8,
        limit=60_000,
        help_text=_("可以从 Excel 粘贴：每行一份，第一列是收件人；第一行写列名的，正文里用【列名】套打其余各列"),
    )
