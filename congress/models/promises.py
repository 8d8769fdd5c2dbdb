"""Promises (承诺事项): what a reply says will be done by a date, followed until it is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.followups import Channel, Mark, PromiseState


class Promise(Versioned):
    """承诺事项. Answered is not solved: it has a date of its own, across years."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    followup = models.ForeignKey(
        "congress.FollowUp", models.PROTECT, related_name="promises", verbose_name=_("跟踪事项")
    )
    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, related_name="promises", verbose_name=_("承办")
    )
    reply = models.OneToOneField("congress.Reply", models.PROTECT, related_name="promise", verbose_name=_("答复"))
    text = models.CharField(_("承诺内容"), max_length=300)
    state = models.CharField(_("状态"), max_length=10, choices=choices(PromiseState), default=PromiseState.OPEN)
    first_due_on = models.DateField(_("最初承诺日期"))
    due_on = models.DateField(_("现承诺日期"))
    evaluation_due_on = models.DateField(_("评价期限"), null=True, blank=True)
    moves = models.PositiveSmallIntegerField(_("推迟次数"), default=0)
    kept_on = models.DateField(_("兑现日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("承诺事项")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gte=F("first_due_on")), name="promise_moves_later"),
            models.CheckConstraint(
                condition=Q(state="kept", kept_on__isnull=False) | (~Q(state="kept") & Q(kept_on=None)),
                name="promise_kept_has_its_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "state", "due_on"], name="promise_by_state")]

    def __str__(self) -> str:
        return self.text

    @property
    def kept_late(self) -> bool:
        """Kept, but after the date first promised."""
        return self.kept_on is not None and self.kept_on > self.first_due_on


class PromiseReport(House):
    """A unit's word on its promise: done, or put off with a reason."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="reports", verbose_name=_("承诺事项"))
    text = models.TextField(_("进展"))
    done = models.BooleanField(_("已办结"))
    new_due_on = models.DateField(_("推迟到"), null=True, blank=True)
    reported_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("报告人"))
    reported_at = models.DateTimeField(_("报告时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("承诺进展")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done=True, new_due_on=None) | Q(done=False, new_due_on__isnull=False),
                name="promise_report_done_or_put_off",
            )
        ]

    def __str__(self) -> str:
        return f"{self.promise} {self.reported_at:%Y-%m-%d}"


class PromiseMark(House):
    """The deputy's evaluation of a kept promise, apart from that of the answer."""

    report = models.ForeignKey(PromiseReport, models.PROTECT, related_name="marks", verbose_name=_("承诺进展"))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("评价人"))
    result = models.CharField(_("对兑现情况"), max_length=8, choices=choices(Mark))
    reason = models.TextField(_("意见和理由"), blank=True)
    channel = models.CharField(_("方式"), max_length=8, choices=choices(Channel), default=Channel.ONLINE)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("承诺评价")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "person"], name="promise_mark_unique"),
            models.CheckConstraint(
                condition=~Q(result="bad") | ~Q(reason=""), name="promise_mark_dissatisfied_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_result_display()
