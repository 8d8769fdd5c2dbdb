"""Numbers and letterheads of official documents: the series a county keeps, and the register of what they gave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House
from congress.models.institution import Body
from congress.official.content import Layout
from congress.rules.documents.kinds import Organ
from congress.rules.documents.numbering import Scope


class RegisterEntry(House):
    """发文登记: a number that has been taken, by a document of the house or for a paper made elsewhere."""

    ledger = True

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    series = models.CharField(_("编号序列"), max_length=24)
    scope = models.CharField(_("编号范围"), max_length=12)
    serial = models.PositiveIntegerField(_("流水号"))
    number = models.CharField(_("发文字号"), max_length=60)
    document = models.OneToOneField(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="entry", verbose_name=_("公文")
    )
    purpose = models.CharField(_("用于"), max_length=200, blank=True)
    taken_on = models.DateField(_("取号日期"))
    taken_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("取号人"))
    void_reason = models.CharField(_("作废理由"), max_length=200, blank=True)
    voided_on = models.DateField(_("作废日期"), null=True, blank=True)
    voided_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作废人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("发文登记")
        ordering: ClassVar = ["series", "-scope", "-serial"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "series", "scope", "serial"], name="register_number_unique"),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(purpose=""), name="register_number_is_explained"
            ),
            models.CheckConstraint(
                condition=Q(void_reason="", voided_on=None, voided_by=None)
                | (~Q(void_reason="") & Q(voided_on__isnull=False, voided_by__isnull=False)),
                name="register_void_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DocumentSeries(House):
    """文号设置: how a number reads, and which office gives it. The county's row goes before the shared one."""

    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    code = models.CharField(_("代码"), max_length=24)
    label = models.CharField(_("名称"), max_length=40)
    form = models.CharField(
        _("字号样式"), max_length=60, help_text=_("{year} 年份，{n} 流水号，{term} 届，{area} 县名，{abbr} 县名首字")
    )
    scope = models.CharField(_("编号范围"), max_length=8, choices=choices(Scope))
    kept_by = models.CharField(
        _("编号机构"), max_length=24, choices=Body.Kind.choices, blank=True, help_text=_("留空为起草的机构自己编号")
    )
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)
    set_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设定人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("文号设置")
        ordering: ClassVar = ["place_order", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "code"], nulls_distinct=False, name="document_series_unique")
        ]

    def __str__(self) -> str:
        return self.label


class Letterhead(House):
    """版头: what stands in red at the top, and the name a paper is signed with, by issuer and layout."""

    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    organ = models.CharField(_("发文机关"), max_length=12, choices=choices(Organ))
    layout = models.CharField(_("格式"), max_length=12, choices=choices(Layout))
    text = models.CharField(
        _("发文机关标志"),
        max_length=100,
        blank=True,
        help_text=_("{congress} 人民代表大会全称，{area} 县名，{body} 起草机构全称"),
    )
    signature = models.CharField(_("署名"), max_length=100, blank=True)
    set_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设定人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("版头设置")
        ordering: ClassVar = ["organ", "layout"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "organ", "layout"], nulls_distinct=False, name="letterhead_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_organ_display()} {self.get_layout_display()}"
