"""Legal bases, the rules made from them, the calendar, and the ledger of every date computed."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.models.base import House


class Unit(models.TextChoices):
    """How a period is counted."""

    DAY = "day", _("日")
    WORKDAY = "workday", _("个工作日")
    MONTH = "month", _("个月")


class LegalBasis(House):
    """依据: a law in a dated version and one article of it, never free text."""

    class Level(models.TextChoices):
        LAW = "law", _("法律")
        ADMINISTRATIVE = "administrative", _("行政法规等")
        PROVINCIAL = "provincial", _("省级法规")
        COUNTY = "county", _("本县制度")

    code = models.CharField(_("代码"), max_length=60)
    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    level = models.CharField(_("层级"), max_length=16, choices=Level.choices)
    law = models.CharField(_("全称"), max_length=120)
    short = models.CharField(_("简称"), max_length=40)
    version = models.CharField(_("版本"), max_length=40)
    article = models.CharField(_("条"), max_length=40)
    text = models.TextField(_("条文"), blank=True)
    is_summary = models.BooleanField(_("条文为摘要"), default=False)
    is_placeholder = models.BooleanField(_("示范文本，待本县替换"), default=False)
    effective_on = models.DateField(_("施行日"), null=True, blank=True)
    supersedes = models.CharField(_("对应旧条"), max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("依据")
        ordering: ClassVar = ["level", "law", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "code"], nulls_distinct=False, name="legal_basis_unique")
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """As printed beside a date: 代表法（2025年修正）第五十一条."""
        return f"{self.short}（{self.version}）{self.article}" if self.version else f"{self.short}{self.article}"


class DeadlineRule(House):
    """期限规则. The county's row (``county`` set) goes before the shared one of the same key."""

    class Kind(models.TextChoices):
        LAW = "law", _("法定")
        LOCAL = "local", _("本县规定")

    key = models.CharField(_("键"), max_length=60)
    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    label = models.CharField(_("名称"), max_length=60)
    clock = models.CharField(_("期限种类"), max_length=24)
    kind = models.CharField(_("性质"), max_length=8, choices=Kind.choices)
    value = models.PositiveSmallIntegerField(_("数值"))
    unit = models.CharField(_("单位"), max_length=8, choices=Unit.choices)
    direction = models.CharField(
        _("方向"), max_length=8, choices=[("after", _("起算日之后")), ("before", _("会议之前"))], default="after"
    )
    rolls = models.BooleanField(_("遇休息日顺延"), default=True)
    no_later_than = models.CharField(
        _("且不迟于"), max_length=5, blank=True, help_text=_("每年的某一天，如 08-31；与上面的期限取较早的一个")
    )
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="rules", verbose_name=_("依据"))
    floor_value = models.PositiveSmallIntegerField(_("法定底线"), null=True, blank=True)
    floor_unit = models.CharField(_("底线单位"), max_length=8, choices=Unit.choices, blank=True)
    floor_basis = models.ForeignKey(
        LegalBasis, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("底线依据")
    )
    seen = models.CharField(_("各地做法"), max_length=200, blank=True)
    unverified = models.BooleanField(_("待核实"), default=False)
    valid_from = models.DateField(_("生效日"), null=True, blank=True)
    valid_until = models.DateField(_("失效日"), null=True, blank=True)
    set_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设定人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("期限规则")
        ordering: ClassVar = ["key", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "key", "valid_from"], nulls_distinct=False, name="deadline_rule_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="deadline_rule_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.value}{self.get_unit_display()}"


class Parameter(House):
    """A setting of the county that is not a period: rounding, pass marks, vacancies, questions asked."""

    key = models.CharField(_("键"), max_length=60)
    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    label = models.CharField(_("名称"), max_length=60)
    value = models.JSONField(_("值"))
    choices = models.JSONField(_("可选值"), default=list, blank=True)
    basis = models.ForeignKey(
        LegalBasis, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("依据")
    )
    seen = models.CharField(_("各地做法"), max_length=200, blank=True)
    set_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设定人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("参数")
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "key"], nulls_distinct=False, name="parameter_unique")
        ]

    def __str__(self) -> str:
        return self.label


class Day(House):
    """日历: a day that is not what its weekday says, or whose year has been announced."""

    class Kind(models.TextChoices):
        WORKDAY = "workday", _("工作日")
        REST = "rest", _("周末")
        HOLIDAY = "holiday", _("法定节假日")
        ADJUSTED = "adjusted", _("调休上班")
        FESTIVAL = "festival", _("地方节日")

    WORKED: ClassVar = frozenset({Kind.WORKDAY, Kind.ADJUSTED})

    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    on = models.DateField(_("日期"))
    kind = models.CharField(_("性质"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=40, blank=True)
    source = models.CharField(_("来源"), max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = _("日历")
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "on"], nulls_distinct=False, name="day_unique")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"

    @property
    def is_workday(self) -> bool:
        """Whether the office works on that day."""
        return self.kind in self.WORKED


OWNERS = ("followup", "assignment", "meeting", "item")


def belongs_to_one() -> Q:
    """Exactly one of what a date may belong to is set."""
    alone = [Q(**{f"{name}__isnull": name != owner for name in OWNERS}) for owner in OWNERS]
    return reduce(or_, alone)


class Deadline(House):
    """期限台账: each date ever computed, with its anchor, rule, basis and arithmetic. Never changed."""

    ledger = True
    append_only = True

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    followup = models.ForeignKey(
        "congress.FollowUp", models.PROTECT, null=True, related_name="deadlines", verbose_name=_("跟踪事项")
    )
    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, null=True, related_name="deadlines", verbose_name=_("承办")
    )
    meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, related_name="deadlines", verbose_name=_("会议")
    )
    item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, null=True, related_name="deadlines", verbose_name=_("议题")
    )
    clock = models.CharField(_("期限种类"), max_length=24)
    label = models.CharField(_("名称"), max_length=60)
    anchor_on = models.DateField(_("起算日"))
    value = models.PositiveSmallIntegerField(_("数值"))
    unit = models.CharField(_("单位"), max_length=8, choices=Unit.choices)
    due_on = models.DateField(_("期限"))
    nominal_on = models.DateField(_("顺延前"))
    provisional = models.BooleanField(_("日历未公布，暂定"), default=False)
    steps = models.JSONField(_("计算过程"), default=list)
    kind = models.CharField(_("性质"), max_length=8, choices=DeadlineRule.Kind.choices)
    rule = models.ForeignKey(DeadlineRule, models.PROTECT, related_name="+", verbose_name=_("规则"))
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+", verbose_name=_("依据"))
    granted_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, related_name="+", verbose_name=_("决定人")
    )
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    entered_at = models.DateTimeField(_("记入时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("期限台账")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=belongs_to_one(),
                name="deadline_belongs_to_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"


class Running(House):
    """A ledger entry that is awaited now. The reminder scan and the nearest date of a row read it alone."""

    entry = models.OneToOneField(Deadline, models.PROTECT, related_name="running", verbose_name=_("期限条目"))
    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    followup = models.ForeignKey(
        "congress.FollowUp", models.PROTECT, null=True, related_name="running", verbose_name=_("跟踪事项")
    )
    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, null=True, related_name="running", verbose_name=_("承办")
    )
    meeting = models.ForeignKey(
        "congress.Meeting",
        models.PROTECT,
        null=True,
        related_name="running",
        verbose_name=_("会议"),
        help_text=_("会议本身的期限，或者其议题材料的期限"),
    )
    item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, null=True, related_name="running", verbose_name=_("议题")
    )
    clock = models.CharField(_("期限种类"), max_length=24)
    due_on = models.DateField(_("期限"))

    class Meta:
        verbose_name = verbose_name_plural = _("正在计算的期限")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["followup", "assignment", "meeting", "item", "clock"],
                nulls_distinct=False,
                name="running_once_per_clock",
            ),
            models.CheckConstraint(
                condition=Q(followup__isnull=False, meeting=None, item=None)
                | Q(followup=None, assignment=None, meeting__isnull=False),
                name="running_of_followup_or_meeting",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "due_on", "id"], name="running_by_county")]

    def __str__(self) -> str:
        return f"{self.clock} {self.due_on}"
