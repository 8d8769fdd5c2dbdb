"""A topic of supervision: the container on which research, views, report, deliberation and publication hang."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from supervision.models.plans import Plan, SupervisionField
from supervision.rules.plans import Source
from supervision.rules.topics import TopicPart, TopicState
from supervision.rules.ways import RARE, StepCode, Way


class Topic(Versioned):
    """监督议题. Of a plan, or, for the sharp ways, by itself."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name=_("计划"))
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("议题"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(TopicState), default=TopicState.DRAFT, editable=False
    )
    way = models.CharField(_("监督方式"), max_length=14, choices=choices(Way))
    month = models.PositiveSmallIntegerField(_("月份"))
    organ = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告机关")
    )
    vice_chair = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("分管领导")
    )
    office = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头机构")
    )
    field = models.ForeignKey(
        SupervisionField, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("监督领域")
    )
    source = models.CharField(_("来源"), max_length=12, choices=choices(Source))
    origin = models.CharField(_("出自"), max_length=300, blank=True)
    origin_url = models.CharField(_("出自的页面"), max_length=200, blank=True)
    fixed_key = models.CharField(_("法定议题"), max_length=24, blank=True, editable=False)
    basis = models.ForeignKey(
        "congress.LegalBasis", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("法律依据")
    )
    again = models.BooleanField(_("须再次审议"), default=False, help_text=_("研究处理情况报告还要提请常委会审议"))
    again_month = models.PositiveSmallIntegerField(_("再次审议的月份"), null=True, blank=True)
    joint_with = models.CharField(
        _("联动"), max_length=100, blank=True, help_text=_("受上级人大委托或者与邻县联动的，写明（监督法第三十四条）")
    )
    scheme = models.TextField(_("方案"), blank=True)
    item = models.OneToOneField(
        "congress.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("会议议题"),
        help_text=_("列入哪次会议的哪个议题"),
    )
    adopted_by = models.ForeignKey(
        "congress.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("决定列入的主任会议"),
    )
    report_accepted_on = models.DateField(_("收下报告日期"), null=True, blank=True)
    report_reason = models.CharField(_("报告未回应全部意见的理由"), max_length=200, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("建立人"))

    class Meta:
        verbose_name = verbose_name_plural = _("监督议题")
        ordering: ClassVar = ["-year", "month", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "fixed_key"], condition=~Q(fixed_key=""), name="topic_fixed_once_a_year"
            ),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="topic_month"),
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(way__in=sorted(RARE)), name="topic_of_a_plan_or_rare"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[TopicState.DRAFT, TopicState.DROPPED])
                | Q(adopted_by__isnull=False)
                | Q(plan=None),
                name="topic_adopted_by_a_meeting",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "year", "month", "id"], name="topic_by_county")]

    def __str__(self) -> str:
        return self.title


class TopicOffice(House):
    """协办机构: an office that works on the topic beside the leading one."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="joint", verbose_name=_("议题"))
    body = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("协办机构"))

    class Meta:
        verbose_name = verbose_name_plural = _("协办机构")
        ordering: ClassVar = ["topic", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "body"], name="topic_office_once")]

    def __str__(self) -> str:
        return str(self.body)


class TopicStep(Versioned):
    """步骤: one step of the topic's way, with its date, when it was done, by whom, and what shows it."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="steps", verbose_name=_("议题"))
    code = models.CharField(_("步骤"), max_length=16, choices=choices(StepCode))
    position = models.PositiveSmallIntegerField(_("次序"))
    due_on = models.DateField(_("期限"), null=True, blank=True)
    anchor_on = models.DateField(_("起算日"), null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    note = models.TextField(_("情况"), blank=True)
    checked = models.JSONField(_("已核对"), default=list, blank=True)
    meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("会议")
    )
    document = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公文")
    )
    done_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("议题步骤")
        ordering: ClassVar = ["topic", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "code"], name="topic_step_once"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="topic_step_done_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on", "topic"], condition=Q(done_on=None), name="topic_step_awaited")
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class TopicActivity(House):
    """An activity held for a topic. The core's activity knows nothing of it."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="activities", verbose_name=_("议题"))
    activity = models.ForeignKey("congress.Activity", models.PROTECT, related_name="+", verbose_name=_("活动"))

    class Meta:
        verbose_name = verbose_name_plural = _("议题的活动")
        ordering: ClassVar = ["topic", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "activity"], name="topic_activity_once")]

    def __str__(self) -> str:
        return str(self.activity)


class TopicPerson(House):
    """检查组成员、提出人、调查委员会成员."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="people", verbose_name=_("议题"))
    part = models.CharField(_("身份"), max_length=14, choices=choices(TopicPart))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))

    class Meta:
        verbose_name = verbose_name_plural = _("议题人员")
        ordering: ClassVar = ["topic", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "part", "person"], name="topic_person_once")]

    def __str__(self) -> str:
        return str(self.person)


class TopicFile(House):
    """A file of a topic, of one of its steps where it shows that step."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="files", verbose_name=_("议题"))
    step = models.ForeignKey(
        TopicStep, models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("步骤")
    )
    attachment = models.OneToOneField("congress.Attachment", models.PROTECT, related_name="+", verbose_name=_("文件"))

    class Meta:
        verbose_name = verbose_name_plural = _("议题材料")
        ordering: ClassVar = ["topic", "id"]

    def __str__(self) -> str:
        return str(self.attachment)
