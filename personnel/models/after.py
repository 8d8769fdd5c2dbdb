"""任后监督: yearly duty reports, reviews by ballot, sanctions notified. As restricted as the appointment itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from personnel import labels  # noqa: F401  (fills the core's table of words)
from personnel.rules.after import ReviewState, SanctionKind


class Incumbent(House):
    """Somebody in an office, as the papers about him name it."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    organ = models.CharField(_("机关"), max_length=80)
    post = models.CharField(_("职务"), max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.office} {self.person}"

    @property
    def office(self) -> str:
        """县民政局局长."""
        return f"{self.organ}{self.post}"


class DutyReport(Versioned, Incumbent):
    """年度履职报告: asked for by a date of the county's own, received, in writing or also at a meeting."""

    year = models.PositiveSmallIntegerField(_("年度"))
    asked_on = models.DateField(_("要求报送日期"))
    due_on = models.DateField(_("报送截止日"))
    received_on = models.DateField(_("收到日期"), null=True, blank=True)
    oral = models.BooleanField(_("到会口头报告"), default=False)
    summary = models.TextField(_("要点"), blank=True)
    asked_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    received_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("收件人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("年度履职报告")
        ordering: ClassVar = ["-year", "due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organ", "post", "year"], name="duty_report_yearly"),
            models.CheckConstraint(
                condition=Q(received_on=None, received_by=None)
                | Q(received_on__isnull=False, received_by__isnull=False),
                name="duty_report_received_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "-year", "due_on"], name="duty_report_by_year")]


class Review(Versioned, Incumbent):
    """述职评议: a ballot on how somebody has done his work, by the list of the chairpersons' meeting.

    No national law knows it; the row names the county's rule it rests on. Not published by default.
    """

    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(ReviewState), default=ReviewState.LISTED, editable=False
    )
    listed_at = models.ForeignKey(
        "congress.Meeting", models.PROTECT, related_name="+", verbose_name=_("确定名单的主任会议")
    )
    basis = models.ForeignKey("congress.LegalBasis", models.PROTECT, related_name="+", verbose_name=_("依据"))
    ballot = models.ForeignKey(
        "congress.Ballot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("测评")
    )
    grade = models.CharField(_("等次"), max_length=20, blank=True)
    rated_on = models.DateField(_("测评日期"), null=True, blank=True)
    opinion = models.TextField(_("评议意见"), blank=True)
    told_on = models.DateField(_("反馈本人日期"), null=True, blank=True)
    party_told_on = models.DateField(_("送县委日期（纸质）"), null=True, blank=True)
    rectification = models.OneToOneField(
        "congress.FollowUp",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="review",
        verbose_name=_("整改"),
        help_text=_("交办本人，单位的联络员和分管领导看不到"),
    )
    rectify_by = models.DateField(_("整改期限"), null=True, blank=True)
    rectified_on = models.DateField(_("收到整改报告日期"), null=True, blank=True)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("述职评议")
        ordering: ClassVar = ["-year", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organ", "post", "year"], name="review_yearly"),
            models.CheckConstraint(
                condition=Q(state="listed", rated_on=None, grade="")
                | (~Q(state="listed") & Q(rated_on__isnull=False) & ~Q(grade="")),
                name="review_rated_has_its_grade",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["listed", "rated"], told_on=None)
                | (~Q(state__in=["listed", "rated"]) & Q(told_on__isnull=False)),
                name="review_told_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="rectifying") | Q(rectify_by__isnull=False, rectification__isnull=False),
                name="review_rectified_by_a_date",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(told_on__isnull=False), name="review_told_before_published"
            ),
        ]


class Sanction(Incumbent):
    """政务处分通报: what an organ notified the committee of about somebody it elected or appointed. Never changed."""

    append_only = True

    kind = models.CharField(_("处分"), max_length=16, choices=choices(SanctionKind))
    decided_by = models.CharField(_("作出处分的机关"), max_length=60)
    decided_on = models.DateField(_("处分日期"))
    number = models.CharField(_("文号"), max_length=60, blank=True)
    received_on = models.DateField(_("收到通报日期"))
    note = models.CharField(_("说明"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("处分通报")
        ordering: ClassVar = ["-received_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(received_on__gte=models.F("decided_on")), name="sanction_notified_after_decided"
            )
        ]
