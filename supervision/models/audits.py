"""What the audit found, and how it is mended: lists of a year and their problems."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from supervision import labels  # noqa: F401  (fills the core's table of words)
from supervision.rules.audits import AuditState


class AuditList(Versioned):
    """审计查出问题整改清单 of a year: the report on it is heard within six months (监督法 §27)."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("责任机构"))
    year = models.PositiveSmallIntegerField(_("审计年度"))
    source = models.CharField(_("来源文件"), max_length=200, help_text=_("审计工作报告的名称和文号"))
    meeting = models.ForeignKey(
        "congress.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("听取审计报告会议"),
    )
    reported_on = models.DateField(_("听取审计工作报告的日期"))
    due_on = models.DateField(_("应当听取整改报告的日期"), editable=False)
    rule = models.ForeignKey("congress.DeadlineRule", models.PROTECT, related_name="+", verbose_name=_("期限规则"))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(AuditState), default=AuditState.DRAFT, editable=False
    )
    handed_over_on = models.DateField(_("交办日期"), null=True, blank=True, editable=False)
    heard_on = models.DateField(_("听取整改报告的日期"), null=True, blank=True)
    heard_at = models.ForeignKey(
        "congress.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("听取整改报告会议"),
    )
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    published_where = models.CharField(_("公布的地方"), max_length=120, blank=True)
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("录入人"))

    class Meta:
        verbose_name = verbose_name_plural = _("审计整改清单")
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "year"], name="audit_list_unique"),
            models.CheckConstraint(
                condition=~Q(state="reported") | Q(heard_on__isnull=False, heard_at__isnull=False),
                name="audit_reported_at_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return _("%(year)s年度审计查出问题整改清单") % {"year": self.year}


class AuditProblem(House):
    """One problem: which unit, how much money, what is to be done by when. Handed over it owns a follow-up."""

    audit = models.ForeignKey(AuditList, models.PROTECT, related_name="problems", verbose_name=_("清单"))
    position = models.PositiveSmallIntegerField(_("序号"))
    unit = models.ForeignKey("congress.Department", models.PROTECT, related_name="+", verbose_name=_("整改单位"))
    problem = models.CharField(_("问题"), max_length=500)
    amount = models.DecimalField(_("金额（万元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("整改要求"), max_length=500, blank=True)
    planned_on = models.DateField(_("整改期限"), null=True, blank=True)
    followup = models.OneToOneField(
        "congress.FollowUp",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_problem",
        verbose_name=_("跟踪事项"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("审计查出的问题")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "position"], name="audit_problem_unique"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="audit_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.problem}"
