"""民生实事: the projects of a year, what was wished for, what stood for the vote, how each goes month by month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from decisions.rules.matters import Grade
from decisions.rules.projects import IdeaSource, ProjectState, RoundState


class ProjectRound(Versioned):
    """一年的民生实事票决."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(RoundState), default=RoundState.COLLECTING, editable=False
    )
    places = models.PositiveSmallIntegerField(_("应选项目数"))
    collect_until = models.DateField(_("征集截止"))
    deliberated_at = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审议的常委会会议")
    )
    opinion = models.TextField(_("审议意见"), blank=True)
    ballot = models.ForeignKey(
        "congress.Ballot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("大会票决")
    )
    assessed_by = models.ForeignKey(
        "congress.Ballot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("满意度测评")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("民生实事票决")
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "year"], name="project_round_unique"),
            models.CheckConstraint(condition=Q(places__gte=1), name="project_round_has_places"),
        ]

    def __str__(self) -> str:
        return _("%(year)s年民生实事") % {"year": self.year}


class Project(Versioned):
    """民生实事项目: a candidate, and once chosen what is carried out."""

    round = models.ForeignKey(ProjectRound, models.PROTECT, related_name="projects", verbose_name=_("年度"))
    position = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("项目"), max_length=100)
    content = models.TextField(_("建设内容和目标"))
    department = models.ForeignKey("congress.Department", models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    amount = models.PositiveIntegerField(_("投资（万元）"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(ProjectState), default=ProjectState.CANDIDATE, editable=False
    )
    votes = models.PositiveSmallIntegerField(_("赞成票"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("得票次序"), null=True, blank=True)
    grade = models.CharField(_("测评结果"), max_length=6, choices=choices(Grade), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("民生实事项目")
        ordering: ClassVar = ["round", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "position"], name="project_unique"),
            models.UniqueConstraint(fields=["round", "title"], name="project_title_unique"),
            models.CheckConstraint(
                condition=Q(state="candidate") | Q(votes__isnull=False), name="project_chosen_by_votes"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectIdea(House):
    """征集到的项目: from whom, what; whether it went into a candidate."""

    round = models.ForeignKey(ProjectRound, models.PROTECT, related_name="ideas", verbose_name=_("年度"))
    source = models.CharField(_("来自"), max_length=8, choices=choices(IdeaSource))
    name = models.CharField(_("姓名或者单位"), max_length=60, blank=True)
    title = models.CharField(_("建议的项目"), max_length=100)
    text = models.TextField(_("理由"), blank=True)
    received_on = models.DateField(_("收到日期"))
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="ideas", verbose_name=_("并入的候选项目")
    )
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("征集的项目")
        ordering: ClassVar = ["received_on", "id"]

    def __str__(self) -> str:
        return self.title


class ProjectProgress(Versioned):
    """逐月进度: one row a month and project; reported once, corrected with its version."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="progress", verbose_name=_("项目"))
    month = models.PositiveSmallIntegerField(_("月份"))
    percent = models.PositiveSmallIntegerField(_("完成（%）"))
    text = models.CharField(_("进展"), max_length=300)
    reported_on = models.DateField(_("报送日期"))
    reported_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("报送人"))

    class Meta:
        verbose_name = verbose_name_plural = _("民生实事进度")
        ordering: ClassVar = ["project", "month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "month"], name="project_progress_unique"),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12), percent__lte=100), name="project_progress_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.month} {self.percent}%"
