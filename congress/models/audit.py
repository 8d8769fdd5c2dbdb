"""The audit ledger, written by database triggers alone; the application can only read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One row inserted, changed or deleted: which fields from what to what, by whom, in which command."""

    at = models.DateTimeField(_("时间"))
    xid = models.BigIntegerField(_("事务"))
    table = models.CharField(_("表"), max_length=63, db_column="table_name")
    row = models.CharField(_("行"), max_length=40, db_column="row_key")
    op = models.CharField(_("动作"), max_length=6)
    old = models.JSONField(_("原值"), null=True)
    new = models.JSONField(_("新值"), null=True)
    actor_id = models.BigIntegerField(_("账号"), null=True)
    actor = models.CharField(_("人员"), max_length=80)
    command = models.CharField(_("命令"), max_length=60)
    reason = models.CharField(_("理由"), max_length=200)
    database_role = models.CharField(_("数据库角色"), max_length=63)

    class Meta:
        db_table = "audit_change"
        verbose_name = verbose_name_plural = _("变更记录")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["xid", "id"], name="audit_by_xid"),
            models.Index(fields=["table", "row", "-id"], name="audit_by_row"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.table} {self.op}"


class Seal(models.Model):
    """A link of the sha256 chain over all changes of the transactions in [from_xid, to_xid)."""

    at = models.DateTimeField(_("时间"))
    from_xid = models.BigIntegerField(_("自事务"))
    to_xid = models.BigIntegerField(_("至事务"))
    entries = models.PositiveBigIntegerField(_("记录数"))
    digest = models.CharField(_("摘要"), max_length=64)

    class Meta:
        db_table = "audit_seal"
        verbose_name = verbose_name_plural = _("封存")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.from_xid}–{self.to_xid} {self.digest[:12]}"
