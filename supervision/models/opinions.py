"""审议意见: the opinion, its items, the reports on how it was handled, checks, and what was published of it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from supervision import labels  # noqa: F401  (fills the core's table of words)
from supervision.rules.opinions import Assessment, Measure, OpinionState, Paper


class DeliberationOpinion(Versioned):
    """审议意见. Its own life is here; how each item is handled is the follow-up the item owns.

    ``receiver`` acts for the organ: the government office for the government, the organ itself otherwise.
    """

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    agenda_item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, related_name="opinions", verbose_name=_("来自议题")
    )
    organ = models.ForeignKey(
        "congress.Department", models.PROTECT, related_name="opinions", verbose_name=_("研究处理机关")
    )
    receiver = models.ForeignKey(
        "congress.Department", models.PROTECT, related_name="+", verbose_name=_("接收并牵头办理的单位")
    )
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("起草的工作机构"))
    leader = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("分管副主任")
    )
    title = models.CharField(_("标题"), max_length=120)
    findings = models.TextField(_("调研和检查发现的问题"), blank=True)
    body = models.TextField(_("审议意见正文"))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(OpinionState), default=OpinionState.DRAFT, editable=False
    )
    round = models.PositiveSmallIntegerField(_("轮次"), default=1, editable=False)
    second = models.BooleanField(_("须再次审议"), default=False, help_text=_("重大专项工作报告再审制（本县制度）"))
    second_meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("再次审议的会议")
    )
    draft_due_on = models.DateField(_("初稿期限"), null=True, blank=True, editable=False)
    adopted_on = models.DateField(_("通过日期"), null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("通过的主任会议")
    )
    hand_over_due_on = models.DateField(_("交办期限"), null=True, blank=True, editable=False)
    document = models.OneToOneField(
        "congress.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliberation_opinion",
        verbose_name=_("审议意见书"),
    )
    number = models.CharField(_("文号"), max_length=30, blank=True)
    handed_over_on = models.DateField(_("交办日期"), null=True, blank=True, editable=False)
    report_due_on = models.DateField(_("书面报告期限"), null=True, blank=True, editable=False)
    signed_for_on = models.DateField(_("签收日期"), null=True, blank=True, editable=False)
    signed_for_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签收人")
    )
    plan = models.TextField(_("研究处理方案"), blank=True)
    plan_on = models.DateField(_("报送方案日期"), null=True, blank=True, editable=False)
    split_on = models.DateField(_("分解日期"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作出决定的会议")
    )
    tabled_item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提请审议的议题")
    )
    result = models.CharField(_("审议（测评）结果"), max_length=40, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True, editable=False)
    recall_reason = models.CharField(_("撤回理由"), max_length=300, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("起草人"))
    created_at = models.DateTimeField(_("起草时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("审议意见")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "recalled"]) | Q(adopted_by__isnull=False, adopted_on__isnull=False),
                name="opinion_adopted_by_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "adopted", "recalled"])
                | (Q(handed_over_on__isnull=False, report_due_on__isnull=False) & ~Q(number="")),
                name="opinion_handed_over_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state="recalled") | Q(signed_for_on=None), name="opinion_signed_for_is_not_recalled"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "recalled"], closed_on__isnull=False)
                | (~Q(state__in=["closed", "recalled"]) & Q(closed_on=None)),
                name="opinion_ended_has_its_day",
            ),
            models.UniqueConstraint(fields=["county", "number"], condition=~Q(number=""), name="opinion_number_unique"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "state", "report_due_on"], name="opinion_by_state"),
            models.Index(fields=["county", "organ"], name="opinion_by_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class OpinionItem(House):
    """One numbered item: what is asked, and, filled in by the receiver, who does what by when."""

    opinion = models.ForeignKey(DeliberationOpinion, models.CASCADE, related_name="items", verbose_name=_("审议意见"))
    position = models.PositiveSmallIntegerField(_("序号"))
    text = models.TextField(_("意见"))
    followup = models.OneToOneField(
        "congress.FollowUp",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opinion_item",
        verbose_name=_("跟踪事项"),
    )
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承办单位")
    )
    measure = models.TextField(_("措施"), blank=True)
    planned_on = models.DateField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("审议意见事项")
        ordering: ClassVar = ["opinion", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["opinion", "position"], name="opinion_item_unique", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:40]}"


class HandlingReport(House):
    """研究处理情况报告 of one round: the draft sent to the office for comment (law), and the written report."""

    opinion = models.ForeignKey(DeliberationOpinion, models.PROTECT, related_name="reports", verbose_name=_("审议意见"))
    round = models.PositiveSmallIntegerField(_("轮次"))
    draft = models.TextField(_("征求意见稿"))
    submitted_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(_("送征求意见时间"))
    comment = models.TextField(_("工作机构意见"), blank=True)
    commented_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )
    commented_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    text = models.TextField(_("书面报告"), blank=True)
    number = models.CharField(_("文号"), max_length=40, blank=True)
    reported_on = models.DateField(_("报告日期"), null=True, blank=True)
    reported_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告人")
    )
    due_on = models.DateField(_("当时的期限"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("研究处理情况报告")
        ordering: ClassVar = ["opinion", "round"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opinion", "round"], name="handling_report_once_a_round"),
            models.CheckConstraint(
                condition=Q(reported_on=None) | (Q(commented_at__isnull=False, due_on__isnull=False) & ~Q(text="")),
                name="handling_report_was_commented",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("第%(n)s轮报告") % {"n": self.round})

    @property
    def late(self) -> bool:
        """Whether it came after its date: for good, whatever was extended afterwards."""
        return bool(self.reported_on and self.due_on and self.reported_on > self.due_on)


class SiteCheck(House):
    """跟踪检查: what the office found on the spot, with its assessment."""

    opinion = models.ForeignKey(DeliberationOpinion, models.PROTECT, related_name="checks", verbose_name=_("审议意见"))
    round = models.PositiveSmallIntegerField(_("轮次"))
    on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=80)
    people = models.CharField(_("参加人"), max_length=300)
    found = models.TextField(_("检查情况"))
    assessment = models.CharField(_("评估"), max_length=8, choices=choices(Assessment))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("跟踪检查")
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.place}"


class Consequence(House):
    """再次不满意后的措施: which of the means the chairpersons' meeting chose."""

    append_only: ClassVar[bool] = True

    opinion = models.OneToOneField(
        DeliberationOpinion, models.PROTECT, related_name="consequence", verbose_name=_("审议意见")
    )
    measures = ArrayField(models.CharField(max_length=20, choices=choices(Measure)), verbose_name=_("后续监督方式"))
    meeting = models.ForeignKey("congress.Meeting", models.PROTECT, related_name="+", verbose_name=_("决定的主任会议"))
    note = models.TextField(_("说明"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("再次不满意后的措施")

    def __str__(self) -> str:
        return f"{self.opinion} {self.meeting}"


class PaperNotice(House):
    """公开和通报 of one of the three documents: to the public where and when, to the deputies when."""

    opinion = models.ForeignKey(DeliberationOpinion, models.PROTECT, related_name="notices", verbose_name=_("审议意见"))
    paper = models.CharField(_("文件"), max_length=10, choices=choices(Paper))
    published_on = models.DateField(_("向社会公开日期"), null=True, blank=True)
    place = models.CharField(_("公开的地方"), max_length=120, blank=True)
    notified_on = models.DateField(_("向代表通报日期"), null=True, blank=True)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("公开和通报")
        ordering: ClassVar = ["opinion", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opinion", "paper"], name="paper_notice_unique"),
            models.CheckConstraint(condition=Q(published_on=None) | ~Q(place=""), name="paper_published_somewhere"),
            models.CheckConstraint(
                condition=Q(published_on=None, notified_on__isnull=False) | Q(published_on__isnull=False),
                name="paper_notice_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion} {self.get_paper_display()}"


class OpinionFile(House):
    """A scan that hangs on a report of the organ."""

    report = models.ForeignKey(HandlingReport, models.PROTECT, related_name="files", verbose_name=_("报告"))
    attachment = models.OneToOneField("congress.Attachment", models.PROTECT, related_name="+", verbose_name=_("文件"))

    class Meta:
        verbose_name = verbose_name_plural = _("报告附件")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.attachment)
