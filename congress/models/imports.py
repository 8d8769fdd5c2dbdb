"""Imports of an office's own workbooks: the job, its lines, and what the county said its words mean."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.imports import ImportState, RowOutcome, WordKind


class ImportJob(Versioned):
    """导入: one sheet of one file. Its lines are kept as they were; the file itself is not."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    kind = models.CharField(_("种类"), max_length=30)
    name = models.CharField(_("文件名"), max_length=150)
    sha256 = models.CharField(_("摘要"), max_length=64)
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    title = models.CharField(_("表头上方的文字"), max_length=300, blank=True)
    headers = models.JSONField(_("表头"))
    columns = models.JSONField(_("各列对应的项目"), default=list)
    context = models.JSONField(_("所属届次"), default=dict)
    state = models.CharField(_("状态"), max_length=10, choices=choices(ImportState), default=ImportState.READ)
    keeps_open = models.BooleanField(_("未办结的继续办理"), default=False)
    lines = models.PositiveIntegerField(_("行数"))
    done = models.PositiveIntegerField(_("已处理"), default=0)
    error = models.CharField(_("失败原因"), max_length=300, blank=True)
    worked_at = models.DateTimeField(_("最近处理时间"), null=True, blank=True)
    uploaded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"))
    confirmed_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("导入")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["county", "-id"], name="import_by_county"),
            models.Index(fields=["id"], name="import_working", condition=Q(state__in=["checking", "running"])),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["running", "done"]) | Q(confirmed_by__isnull=False),
                name="import_writes_when_confirmed",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportSheet(House):
    """One of several tables of a file, until it is settled which is meant; what it says is not recorded twice."""

    audit_secrets = ("lines",)

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="sheets", verbose_name=_("导入"))
    name = models.CharField(_("工作表"), max_length=100)
    title = models.CharField(_("表头上方的文字"), max_length=300, blank=True)
    headers = models.JSONField(_("表头"))
    lines = models.JSONField(_("各行"))
    count = models.PositiveIntegerField(_("行数"))

    class Meta:
        verbose_name = verbose_name_plural = _("导入的工作表")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class ImportRow(House):
    """A line of the file: its cells as they stood, what was found, what it made."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="rows", verbose_name=_("导入"))
    number = models.PositiveIntegerField(_("行号"))
    cells = models.JSONField(_("单元格"))
    problems = models.JSONField(_("问题"), default=list)
    outcome = models.CharField(_("结果"), max_length=8, choices=choices(RowOutcome), default=RowOutcome.WAITING)
    doubtful = models.BooleanField(_("存疑"), default=False)
    written = models.BooleanField(_("已写入"), default=False)
    target = models.BigIntegerField(_("对应记录"), null=True, blank=True)
    digest = models.CharField(_("内容摘要"), max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("导入行")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "number"], name="import_row_unique")]
        indexes: ClassVar = [
            models.Index(fields=["job", "outcome", "number"], name="import_row_by_outcome"),
            models.Index(fields=["target", "-id"], name="import_row_by_target", condition=Q(written=True)),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}: {self.number}"


class ImportMapping(House):
    """Which column a heading of this office's files stands for; proposed again the next time."""

    county = models.ForeignKey("congress.Congress", models.CASCADE, related_name="+", verbose_name=_("县"))
    kind = models.CharField(_("种类"), max_length=30)
    header = models.CharField(_("表头"), max_length=100)
    column = models.CharField(_("项目"), max_length=30, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("表头对应")
        ordering: ClassVar = ["kind", "header"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "kind", "header"], name="import_mapping_unique")
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.column}"


class ImportWord(House):
    """What a word of this office's files means, confirmed once. ``scope`` is the year or term it holds for."""

    county = models.ForeignKey("congress.Congress", models.CASCADE, related_name="+", verbose_name=_("县"))
    what = models.CharField(_("何种词语"), max_length=12, choices=choices(WordKind))
    scope = models.CharField(_("适用于"), max_length=20, blank=True)
    text = models.CharField(_("词语"), max_length=100)
    meaning = models.CharField(_("含义"), max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = _("词语确认")
        ordering: ClassVar = ["what", "text"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "what", "scope", "text"], name="import_word_unique")
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.meaning}"
