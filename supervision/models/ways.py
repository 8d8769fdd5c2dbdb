"""What single ways of supervising need: views collected, questions, a project's progress, publications, motions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from supervision.models.topics import Topic
from supervision.rules.rare import Forum, MovedBy
from supervision.rules.topics import SaidBy
from supervision.rules.ways import Paper


class CollectedView(Versioned):
    """汇总的意见 (监督法 §14): one by one, or an annex with several; the organ answers in its report."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="views", verbose_name=_("议题"))
    said_by = models.CharField(_("来自"), max_length=10, choices=choices(SaidBy))
    name = models.CharField(_("提出人"), max_length=80, blank=True, help_text=_("群众意见可以不写姓名"))
    text = models.TextField(_("意见"))
    number = models.PositiveSmallIntegerField(_("条数"), default=1, help_text=_("一份附件里有几条"))
    annex = models.ForeignKey(
        "congress.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("附件")
    )
    collected_on = models.DateField(_("收到日期"))
    answer = models.TextField(_("回应"), blank=True)
    answered_on = models.DateField(_("回应日期"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回应登记人")
    )
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("汇总的意见")
        ordering: ClassVar = ["topic", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="view_answered_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class InquiryQuestion(Versioned):
    """询问题目: who asks, which department answers; 追问 hangs on the question it follows."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="questions", verbose_name=_("议题"))
    follows = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="follow_ups", verbose_name=_("追问哪个问题")
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    text = models.TextField(_("问题"))
    asker = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("提问人"))
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, related_name="+", verbose_name=_("回答的部门")
    )
    answered_by = models.CharField(_("回答人"), max_length=60, blank=True)
    answer = models.TextField(_("回答"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("询问题目")
        ordering: ClassVar = ["topic", "position", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(follows=F("id")), name="question_follows_another")]

    def __str__(self) -> str:
        return self.text[:40]


class ProjectProgress(House):
    """重大项目月进度."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="progress", verbose_name=_("议题"))
    month = models.DateField(_("月份"), help_text=_("记在每月一日"))
    percent = models.PositiveSmallIntegerField(_("累计完成（%）"))
    invested = models.DecimalField(_("累计投资（万元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("进度"), max_length=300)
    problem = models.CharField(_("存在的问题"), max_length=300, blank=True)
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("项目月进度")
        ordering: ClassVar = ["topic", "month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "month"], name="project_progress_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="project_progress_of_a_month"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="project_progress_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.percent}%"


class Publication(Versioned):
    """公开: one of the papers the law wants told to the deputies and published."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="publications", verbose_name=_("议题"))
    paper = models.CharField(_("文件"), max_length=14, choices=choices(Paper))
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    where = models.CharField(_("公布的地方"), max_length=120, blank=True)
    told_on = models.DateField(_("通报代表日期"), null=True, blank=True)
    document = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公文")
    )
    recorded_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("监督文件公开")
        ordering: ClassVar = ["topic", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "paper"], name="publication_once")]

    def __str__(self) -> str:
        return str(self.get_paper_display())


class RareCase(House):
    """质询案、特定问题调查、撤职案: who moves what against whom, and what the movers said of the answer."""

    topic = models.OneToOneField(Topic, models.CASCADE, related_name="rare", verbose_name=_("议题"))
    forum = models.CharField(_("向谁提出"), max_length=10, choices=choices(Forum))
    moved_by = models.CharField(_("提出者"), max_length=14, choices=choices(MovedBy))
    target = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤职对象")
    )
    question = models.TextField(_("问题"))
    content = models.TextField(_("内容"))
    whole = models.PositiveSmallIntegerField(_("全体人数"), help_text=_("提出时的组成人员或者代表总数"))
    needed = models.PositiveSmallIntegerField(_("须有几人"))
    dissatisfied = models.PositiveSmallIntegerField(_("不满意的提出人"), null=True, blank=True)
    keeps_sources = models.BooleanField(_("材料来源保密"), default=False)
    unpublished = models.BooleanField(_("调查情况不公布"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("质询、调查和撤职案")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return str(self.topic)
