"""任后监督: yearly duty reports, reviews by ballot, notices of sanctions. As restricted as the appointment."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from personnel.models.offices import Holding
from personnel.rules.holdings import ReviewState, SanctionKind


class DutyReport(House):
    """年度履职报告 of somebody in office, received on a day; heard at a meeting or in writing."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="reports", verbose_name=_("任职"))
    year = models.PositiveSmallIntegerField(_("年度"))
    received_on = models.DateField(_("收到日期"))
    oral = models.BooleanField(_("口头报告"), default=False)
    summary = models.TextField(_("要点"), blank=True)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("年度履职报告")
        ordering: ClassVar = ["-year", "holding"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["holding", "year"], name="duty_report_yearly")]

    def __str__(self) -> str:
        return f"{self.year} {self.holding}"


class Review(Versioned):
    """述职评议: a ballot on how somebody has done his work. No national law knows it; its ground is the county's."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="reviews", verbose_name=_("任职"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(ReviewState), default=ReviewState.PLANNED, editable=False
    )
    meeting = models.ForeignKey("congress.Meeting", models.PROTECT, related_name="+", verbose_name=_("会议"))
    ballot = models.ForeignKey(
        "congress.Ballot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("测评")
    )
    grade = models.CharField(_("等次"), max_length=20, blank=True)
    voted_on = models.DateField(_("测评日期"), null=True, blank=True)
    opinion = models.TextField(_("评议意见"), blank=True)
    told_on = models.DateField(_("反馈本人日期"), null=True, blank=True)
    rectify_by = models.DateField(_("整改期限"), null=True, blank=True)
    rectified_on = models.DateField(_("整改报告日期"), null=True, blank=True)
    rectified = models.CharField(_("整改情况"), max_length=300, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("述职评议")
        ordering: ClassVar = ["-year", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["holding", "year"], name="review_yearly"),
            models.CheckConstraint(
                condition=~Q(state="rectifying") | Q(rectify_by__isnull=False), name="review_by_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.holding}"


class Sanction(House):
    """政务处分通报: what an organ notified the committee of about somebody it elected or appointed."""

    append_only = True

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="sanctions", verbose_name=_("任职"))
    kind = models.CharField(_("处分"), max_length=16, choices=choices(SanctionKind))
    decided_by = models.CharField(_("作出处分的机关"), max_length=60)
    decided_on = models.DateField(_("处分日期"))
    received_on = models.DateField(_("通报日期"))
    note = models.CharField(_("说明"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("处分通报")
        ordering: ClassVar = ["-received_on", "-id"]

    def __str__(self) -> str:
        return f"{self.holding} {self.get_kind_display()}"
