"""The annual plan of supervision: its call, its adoption, and how it was adjusted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from supervision import labels  # noqa: F401  (fills the core's table of words)
from supervision.rules.plans import CALLED, Change, PlanState, ProposalState, Source


class SupervisionField(House):
    """监督领域: a part of public life, by which one sees over the years what was looked at."""

    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    code = models.CharField(_("代码"), max_length=20)
    label = models.CharField(_("名称"), max_length=40)
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("监督领域")
        ordering: ClassVar = ["place_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "code"], nulls_distinct=False, name="supervision_field_unique")
        ]

    def __str__(self) -> str:
        return self.label


class Plan(Versioned):
    """年度监督工作计划. Adopted by the chairpersons' meeting and published (监督法 §63)."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(
        _("状态"), max_length=14, choices=choices(PlanState), default=PlanState.CALL, editable=False
    )
    call_text = models.TextField(_("征集公告"), blank=True)
    call_until = models.DateField(_("征集截止"), null=True, blank=True)
    consulted_on = models.DateField(_("征求意见日期"), null=True, blank=True)
    party_group_on = models.DateField(_("党组研究日期"), null=True, blank=True)
    party_number = models.CharField(
        _("请示、批复文号"), max_length=60, blank=True, help_text=_("只记文号和日期，不记内容")
    )
    adopted_on = models.DateField(_("通过日期"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        "congress.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("通过计划的主任会议"),
        help_text=_("年度监督工作计划由主任会议通过（监督法第六十三条）"),
    )
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    published_where = models.CharField(_("公布的地方"), max_length=120, blank=True)
    document = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("计划文件")
    )
    opened_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("建立人"))
    opened_on = models.DateField(_("建立日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("年度监督工作计划")
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "year"], name="plan_unique"),
            models.CheckConstraint(
                condition=Q(state__in=[PlanState.ADOPTED, PlanState.PUBLISHED], adopted_by__isnull=False)
                & Q(adopted_on__isnull=False)
                | ~Q(state__in=[PlanState.ADOPTED, PlanState.PUBLISHED]) & Q(adopted_by=None, adopted_on=None),
                name="plan_adopted_by_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.PUBLISHED, published_on__isnull=False)
                | ~Q(state=PlanState.PUBLISHED) & Q(published_on=None),
                name="plan_published_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return _("%(year)s年监督工作计划") % {"year": self.year}


class TopicProposal(Versioned):
    """议题建议: what somebody proposed in the call, with the legal way it came by and what it came from."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="proposals", verbose_name=_("计划"))
    title = models.CharField(_("议题"), max_length=200)
    reason = models.TextField(_("理由"), blank=True)
    source = models.CharField(
        _("来源"), max_length=12, choices=[pair for pair in choices(Source) if pair[0] in {str(one) for one in CALLED}]
    )
    proposer = models.CharField(_("提出人"), max_length=80, help_text=_("代表、组成人员、单位或者群众"))
    organ = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告机关")
    )
    field = models.ForeignKey(
        SupervisionField, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("监督领域")
    )
    origin = models.CharField(_("出自"), max_length=200, blank=True, help_text=_("建议、审议意见、活动或者来信的名称"))
    origin_url = models.CharField(_("出自的页面"), max_length=200, blank=True)
    received_on = models.DateField(_("收到日期"))
    state = models.CharField(
        _("状态"), max_length=8, choices=choices(ProposalState), default=ProposalState.OPEN, editable=False
    )
    topic = models.ForeignKey(
        "supervision.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("列入的议题"),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入")
    )
    answer = models.CharField(_("不列入的说明"), max_length=300, blank=True)
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("议题建议")
        ordering: ClassVar = ["plan", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(state=ProposalState.TAKEN) & Q(topic__isnull=False))
                | (~Q(state=ProposalState.TAKEN) & Q(topic=None)),
                name="proposal_taken_has_a_topic",
            ),
            models.CheckConstraint(
                condition=(Q(state=ProposalState.MERGED) & Q(merged_into__isnull=False))
                | (~Q(state=ProposalState.MERGED) & Q(merged_into=None)),
                name="proposal_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DROPPED) | ~Q(answer=""), name="proposal_dropped_with_a_word"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Adjustment(House):
    """计划调整: by decision of the chairpersons' meeting, what it was and what it is. Never changed."""

    append_only = True

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="adjustments", verbose_name=_("计划"))
    topic = models.ForeignKey("supervision.Topic", models.PROTECT, related_name="adjustments", verbose_name=_("议题"))
    change = models.CharField(_("调整"), max_length=6, choices=choices(Change))
    before = models.CharField(_("原来"), max_length=300, blank=True)
    after = models.CharField(_("改为"), max_length=300, blank=True)
    reason = models.CharField(_("理由"), max_length=200)
    decided_by = models.ForeignKey(
        "congress.Meeting", models.PROTECT, related_name="+", verbose_name=_("作出决定的主任会议")
    )
    decided_on = models.DateField(_("决定日期"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("计划调整")
        ordering: ClassVar = ["plan", "id"]

    def __str__(self) -> str:
        return f"{self.get_change_display()} {self.topic}"
