"""Official documents: their life, what was issued for ever, letters to many."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.official.content import Layout
from congress.rules.documents.batches import BatchState, RecipientGroup
from congress.rules.documents.kinds import DocumentCode, Organ
from congress.rules.documents.life import DocumentEvent, DocumentState
from congress.rules.followups import Openness

OPENNESS: list[tuple[int, object]] = [
    (Openness.PARTIES.value, _("限定人员")),
    (Openness.STAFF.value, _("人大机关内部")),
    (Openness.DEPUTIES.value, _("全体代表")),
    (Openness.PUBLIC.value, _("向社会公开")),
]


def frozen_name(row: models.Model, filename: str) -> str:
    """Where a printed paper lies: a random name under its county."""
    county = row.document.county_id if isinstance(row, Frozen) else row.batch.county_id  # type: ignore[attr-defined]
    return f"{county}/official/{uuid.uuid4().hex}"


def batch_name(row: models.Model, filename: str) -> str:
    """Where what a batch is downloaded as lies."""
    return f"{row.county_id}/official/{uuid.uuid4().hex}"  # type: ignore[attr-defined]


class Document(Versioned):
    """公文. What it says may be edited until it is issued; then :class:`Frozen` holds it for ever."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    kind = models.CharField(_("文种"), max_length=24, choices=choices(DocumentCode))
    layout = models.CharField(_("格式"), max_length=12, choices=choices(Layout))
    organ = models.CharField(_("发文机关"), max_length=12, choices=choices(Organ))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(DocumentState), default=DocumentState.DRAFT, editable=False
    )
    title = models.CharField(_("标题"), max_length=200)
    adopted = models.CharField(_("题注"), max_length=200, blank=True)
    addressee = models.CharField(_("主送机关"), max_length=500, blank=True)
    body = models.TextField(_("正文"), blank=True)
    enclosures = models.TextField(_("附件说明"), blank=True)
    annexes = models.TextField(_("附件正文"), blank=True)
    signature = models.CharField(_("署名"), max_length=200, blank=True)
    upward_signer = models.CharField(_("签发人（上行文）"), max_length=60, blank=True)
    note = models.CharField(_("附注"), max_length=200, blank=True)
    contact = models.CharField(_("联系人"), max_length=120, blank=True)
    copies = models.CharField(_("抄送"), max_length=500, blank=True)
    series = models.CharField(_("编号序列"), max_length=24, blank=True)
    scope = models.CharField(_("编号范围"), max_length=12, blank=True, editable=False)
    serial = models.PositiveIntegerField(_("流水号"), null=True, blank=True, editable=False)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    dated = models.DateField(_("成文日期"), null=True, blank=True)
    openness = models.PositiveSmallIntegerField(_("知悉范围"), choices=OPENNESS)
    meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("会议")
    )
    item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("议题")
    )
    followup = models.ForeignKey(
        "congress.FollowUp", models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("跟踪事项")
    )
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="documents", verbose_name=_("起草机构"))
    issuing_office = models.ForeignKey(
        "congress.Body", models.PROTECT, related_name="+", verbose_name=_("编号印发机构")
    )
    origin = models.CharField(_("来自"), max_length=200, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("取代")
    )
    returned = models.CharField(_("退回意见"), max_length=500, blank=True, editable=False)
    scanned = models.BooleanField(_("已附签字扫描件"), default=False, editable=False)
    signed_name = models.CharField(_("签发人"), max_length=60, blank=True, editable=False)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("起草人"))
    created_at = models.DateTimeField(_("起草时间"))
    reviewed_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核稿人")
    )
    reviewed_at = models.DateTimeField(_("核稿时间"), null=True, blank=True)
    signed_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签发（登记）人")
    )
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    published_on = models.DateField(_("公开日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("公文")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "series", "scope", "serial"],
                condition=Q(serial__isnull=False),
                name="document_number_unique",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "published", "superseded", "elsewhere"])
                | Q(dated__isnull=False, issued_on__isnull=False),
                name="document_issued_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(openness=Openness.PUBLIC.value, published_on__isnull=False),
                name="document_published_is_public",
            ),
            models.CheckConstraint(
                condition=Q(serial=None) | ~Q(state__in=["draft", "review", "signing", "signed", "withdrawn"]),
                name="document_numbered_when_issued",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "state", "-id"], name="document_by_state"),
            models.Index(fields=["county", "kind", "-id"], name="document_by_kind"),
            models.Index(fields=["county", "-published_on", "-id"], name="document_published"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class DocumentReader(House):
    """知悉对象: a person, unit or office that may read a document once it is issued, whatever its openness."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readers", verbose_name=_("公文"))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    body = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人大机构")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("公文知悉对象")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, department=None, body=None)
                | Q(person=None, department__isnull=False, body=None)
                | Q(person=None, department=None, body__isnull=False),
                name="document_reader_is_one",
            ),
            models.UniqueConstraint(
                fields=["document", "person", "department", "body"], nulls_distinct=False, name="document_reader_unique"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.department or self.body)


class DocumentStep(House):
    """What happened to a document, as people read it: who did what, when, with which words."""

    ledger = True
    append_only = True

    document = models.ForeignKey(Document, models.PROTECT, related_name="steps", verbose_name=_("公文"))
    event = models.CharField(_("环节"), max_length=16, choices=choices(DocumentEvent))
    to = models.CharField(_("转为"), max_length=12, choices=choices(DocumentState))
    by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("经手人"))
    by_name = models.CharField(_("姓名"), max_length=80)
    at = models.DateTimeField(_("时间"))
    note = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("公文流转记录")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.by_name}"


class Frozen(House):
    """定稿: what an issued document says, for ever. Not even SQL of the application changes it."""

    ledger = True
    append_only = True
    audit_secrets = ("content",)

    document = models.OneToOneField(Document, models.PROTECT, related_name="frozen", verbose_name=_("公文"))
    content = models.JSONField(_("内容"))
    digest = models.CharField(_("内容摘要（sha256）"), max_length=64)
    pdf = models.FileField(_("PDF"), upload_to=frozen_name, max_length=200)
    pdf_digest = models.CharField(_("PDF摘要（sha256）"), max_length=64)
    issued_at = models.DateTimeField(_("印发时间"))
    issued_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("印发人"))

    class Meta:
        verbose_name = verbose_name_plural = _("公文定稿")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.document} {self.digest[:12]}"


class Batch(Versioned):
    """批量套打: one issued document, a letter to each recipient, made in the background."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="batches", verbose_name=_("公文"))
    recipients = models.CharField(_("收件范围"), max_length=12, choices=choices(RecipientGroup))
    state = models.CharField(_("状态"), max_length=8, choices=choices(BatchState), default=BatchState.WAITING)
    total = models.PositiveIntegerField(_("份数"))
    done = models.PositiveIntegerField(_("已生成"), default=0)
    error = models.CharField(_("中断原因"), max_length=300, blank=True)
    worked_at = models.DateTimeField(_("最近处理时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    pdf = models.FileField(_("合订PDF"), upload_to=batch_name, max_length=200, blank=True)
    archive = models.FileField(_("压缩包"), upload_to=batch_name, max_length=200, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("建立人"))
    created_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("批量套打")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="batch_working", condition=Q(state__in=["waiting", "running"]))
        ]

    def __str__(self) -> str:
        return f"{self.document} × {self.total}"


class BatchLetter(House):
    """One letter of a batch: to whom, with which values, and its PDF once it is made."""

    audit_secrets = ("values",)

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="letters", verbose_name=_("批量套打"))
    position = models.PositiveIntegerField(_("次序"))
    name = models.CharField(_("收件人"), max_length=120)
    values = models.JSONField(_("套打内容"), default=dict)
    pdf = models.FileField(_("PDF"), upload_to=frozen_name, max_length=200, blank=True)
    pages = models.PositiveSmallIntegerField(_("页数"), default=0)
    sha256 = models.CharField(_("摘要"), max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("套打函件")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "position"], name="batch_letter_unique")]
        indexes: ClassVar = [models.Index(fields=["batch", "position"], name="batch_letter_open", condition=Q(pdf=""))]

    def __str__(self) -> str:
        return self.name
