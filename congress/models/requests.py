"""What is asked and pressed while a matter is handled: requests of units, urgings, conferences."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House
from congress.rules.followups import RequestKind, RequestState, UrgingKind


class UnitRequest(House):
    """退办申请 or 延期申请 of a unit, and its decision. Never changed into another one."""

    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, related_name="requests", verbose_name=_("承办")
    )
    kind = models.CharField(_("申请"), max_length=10, choices=choices(RequestKind))
    reason = models.CharField(_("理由"), max_length=500)
    proposed = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("建议承办单位")
    )
    state = models.CharField(_("状态"), max_length=10, choices=choices(RequestState), default=RequestState.OPEN)
    requested_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("申请人"))
    requested_at = models.DateTimeField(_("申请时间"))
    raised_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("转报人")
    )
    raised_note = models.CharField(_("转报意见"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    answer = models.CharField(_("决定说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("退办和延期申请")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(state="open"), name="request_open_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.assignment}"


class Urging(House):
    """催办 by a clerk or 督办 by a leader, numbered, with a slip to print."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, related_name="urgings", verbose_name=_("承办")
    )
    kind = models.CharField(_("种类"), max_length=10, choices=choices(UrgingKind))
    year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveIntegerField(_("序号"))
    text = models.CharField(_("内容"), max_length=500, blank=True)
    due_on = models.DateField(_("当时的期限"), null=True)
    urged_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("发出人"))
    urged_at = models.DateTimeField(_("发出时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("催办督办")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "kind", "year", "serial"], name="urging_number_unique")
        ]

    def __str__(self) -> str:
        return _("%(kind)s〔%(year)s〕%(serial)s号") % {
            "kind": self.get_kind_display(),
            "year": self.year,
            "serial": self.serial,
        }


class Conference(House):
    """会商 after the rounds of rework are used up."""

    followup = models.ForeignKey(
        "congress.FollowUp", models.PROTECT, related_name="conferences", verbose_name=_("跟踪事项")
    )
    round = models.PositiveSmallIntegerField(_("轮次"))
    on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    people = models.CharField(_("参加人"), max_length=300)
    result = models.TextField(_("会商结果"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("会商")
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["followup", "round"], name="conference_once_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.people}"
