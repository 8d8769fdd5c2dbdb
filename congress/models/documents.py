"""Files and the locked counters numbers come from."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.models.base import House


def storage_name(attachment: Attachment, filename: str) -> str:
    """A random name: nothing of the person's file name reaches the disk."""
    return f"{attachment.county_id}/{uuid.uuid4().hex}"


HOLDERS = ("reply", "contact", "opinion", "evaluation", "promise_report", "material", "document")


def hangs_on_one() -> Q:
    """At most one of the holders is set."""
    alone = [Q(**{f"{name}__isnull": True for name in HOLDERS if name != holder}) for holder in HOLDERS]
    return reduce(or_, alone)


class Attachment(House):
    """附件. No secrets here: a confidential paper is recorded as received on paper, never uploaded."""

    class Mark(models.TextChoices):
        PUBLIC = "public", _("公开")
        INTERNAL = "internal", _("内部")

    class Slot(models.TextChoices):
        ORIGINAL = "original", _("原件（签名扫描）")
        PHOTO = "photo", _("照片和材料")
        REPLY = "reply", _("答复函（盖章扫描）")
        CONTACT = "contact", _("面商材料")
        OPINION = "opinion", _("会办意见（盖章扫描）")
        SHEET = "sheet", _("征询意见表（签名扫描）")
        PROMISE = "promise", _("承诺办结材料")
        MEETING = "meeting", _("会议材料")
        SCAN = "scan", _("签字盖章扫描件")
        SIGNING = "signing", _("发文稿纸（签发）")
        ACTIVITY = "activity", _("活动材料")
        TOPIC = "topic", _("监督议题材料")

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    slot = models.CharField(_("用途"), max_length=10, choices=Slot.choices)
    mark = models.CharField(_("标识"), max_length=8, choices=Mark.choices)
    name = models.CharField(_("文件名"), max_length=150)
    file = models.FileField(_("文件"), upload_to=storage_name, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("字节数"), default=0)
    media_type = models.CharField(_("类型"), max_length=100, blank=True)
    sha256 = models.CharField(_("摘要"), max_length=64, blank=True)
    on_paper = models.BooleanField(_("收讫（纸质）"), default=False)
    reply = models.ForeignKey(
        "congress.Reply", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("答复")
    )
    contact = models.ForeignKey(
        "congress.Contact", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("面商记录")
    )
    opinion = models.ForeignKey(
        "congress.CoOpinion", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("会办意见")
    )
    evaluation = models.ForeignKey(
        "congress.Evaluation", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("代表评价")
    )
    promise_report = models.ForeignKey(
        "congress.PromiseReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("承诺进展"),
    )
    material = models.ForeignKey(
        "congress.Material", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("会议材料")
    )
    document = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("公文")
    )
    uploaded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("附件")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(on_paper=True, file="") | (Q(on_paper=False) & ~Q(file="")),
                name="attachment_is_file_or_paper",
            ),
            models.CheckConstraint(condition=hangs_on_one(), name="attachment_hangs_on_one"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hangs(self) -> bool:
        """Whether it belongs to a paper of a handling, and not to the owner's own paper."""
        return any(getattr(self, f"{name}_id") for name in HOLDERS)


class Series(House):
    """编号序列: one locked counter per county, code and scope (a year, a session). Never reused."""

    ledger = True

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    code = models.CharField(_("序列"), max_length=40)
    scope = models.CharField(_("范围"), max_length=40)
    last = models.PositiveIntegerField(_("已用到"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("编号序列")
        ordering: ClassVar = ["code", "scope"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["county", "code", "scope"], name="series_unique")]

    def __str__(self) -> str:
        return f"{self.code} {self.scope}: {self.last}"
