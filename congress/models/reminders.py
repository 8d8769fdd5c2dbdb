"""Notices in the house, the ledger of reminders sent, and their delivery by other channels."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House
from congress.rules.followups import Clock


class Notice(House):
    """站内通知 to a person, with or without an account: its text can be copied into SMS or WeChat as it stands.

    ``private``: what it tells is that person's own affair; whoever looks after mails that failed does not read it.
    """

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    person = models.ForeignKey("congress.Person", models.CASCADE, related_name="notices", verbose_name=_("收件人"))
    followup = models.ForeignKey(
        "congress.FollowUp", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("跟踪事项")
    )
    meeting = models.ForeignKey(
        "congress.Meeting", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("会议")
    )
    document = models.ForeignKey(
        "congress.Document", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("公文")
    )
    private = models.BooleanField(_("只告知本人"), default=False)
    title = models.CharField(_("标题"), max_length=160)
    text = models.TextField(_("内容"))
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("查看时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("通知")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="notice_by_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class ReminderRule(House):
    """提醒规则: so many days before (negative: after) a clock runs out, these parts are told."""

    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    clock = models.CharField(_("期限种类"), max_length=24, choices=choices(Clock))
    days = models.SmallIntegerField(_("提前天数"), help_text=_("到期前几天；负数为逾期后几天"))
    recipients = models.JSONField(_("提醒谁"), default=list)
    set_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设定人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("提醒规则")
        ordering: ClassVar = ["clock", "-days"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "clock", "days"], nulls_distinct=False, name="reminder_rule_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()} {self.days}"


class Reminder(House):
    """提醒台账: one row per date, threshold and recipient; the unique constraint is the judge."""

    ledger = True

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    entry = models.ForeignKey("congress.Deadline", models.PROTECT, related_name="reminders", verbose_name=_("期限条目"))
    threshold = models.SmallIntegerField(_("提前天数"))
    recipient = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("收件人"))
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+", verbose_name=_("通知"))
    reminded_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("提醒台账")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "threshold", "recipient"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.threshold}"


class Delivery(House):
    """A notice on its way by another channel: waiting, sent, given up; what went wrong is data."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("电子邮件")

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENDING = "sending", _("发送中")
        SENT = "sent", _("已发送")
        OBSOLETE = "obsolete", _("已无须发送")
        FAILED = "failed", _("发送失败")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", verbose_name=_("通知"))
    entry = models.ForeignKey(
        "congress.Deadline", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("期限条目")
    )
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel.choices)
    address = models.CharField(_("地址"), max_length=254)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    repeated = models.BooleanField(_("可能重复"), default=False)
    error = models.CharField(_("失败原因"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("通知发送")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_unique")]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="delivery_open", condition=Q(state__in=["waiting", "sending"]))
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
