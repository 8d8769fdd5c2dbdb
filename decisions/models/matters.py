"""Major matters: the yearly list, the matters themselves, what was learned and said of them, their tasks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from decisions import labels  # noqa: F401  (fills the core's table of words)
from decisions.rules.matters import (
    TITLE_MAX,
    Adopted,
    DecidedAs,
    Effect,
    Field,
    Grade,
    MatterForm,
    MatterState,
    Proposer,
    StudyKind,
    ViewSource,
)


class MatterList(Versioned):
    """年度清单: what is to be discussed and decided in a year, adopted by the chairpersons' meeting."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    year = models.PositiveSmallIntegerField(_("年度"))
    adopted_on = models.DateField(_("通过日期"), null=True, blank=True)
    meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("通过的主任会议")
    )
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("重大事项年度清单")
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "year"], name="matter_list_unique"),
            models.CheckConstraint(
                condition=Q(adopted_on=None, meeting=None) | Q(adopted_on__isnull=False, meeting__isnull=False),
                name="matter_list_adopted_by_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return _("%(year)s年重大事项清单") % {"year": self.year}


class ListEntry(House):
    """One line of a yearly list: what, of which range, from which amount on, as what, by whom."""

    list = models.ForeignKey(MatterList, models.CASCADE, related_name="entries", verbose_name=_("年度清单"))
    position = models.PositiveSmallIntegerField(_("次序"))
    field = models.CharField(_("类别"), max_length=12, choices=choices(Field))
    title = models.CharField(_("事项"), max_length=TITLE_MAX)
    range = models.CharField(_("范围"), max_length=300, blank=True)
    amount = models.PositiveIntegerField(_("金额标准（万元）"), null=True, blank=True)
    form = models.CharField(_("形式"), max_length=8, choices=choices(MatterForm))
    proposer = models.CharField(_("提请主体"), max_length=20, choices=choices(Proposer))
    month = models.PositiveSmallIntegerField(_("计划月份"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("清单事项")
        ordering: ClassVar = ["list", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "position"], name="list_entry_unique"),
            models.CheckConstraint(condition=Q(month=None) | Q(month__range=(1, 12)), name="list_entry_in_the_year"),
        ]

    def __str__(self) -> str:
        return self.title


class Matter(Versioned):
    """重大事项. What was decided stands with it: as what, on which day, whether it still holds."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    entry = models.ForeignKey(
        ListEntry, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name=_("清单事项")
    )
    title = models.CharField(_("名称"), max_length=TITLE_MAX)
    field = models.CharField(_("类别"), max_length=12, choices=choices(Field))
    form = models.CharField(_("形式"), max_length=8, choices=choices(MatterForm))
    amount = models.PositiveIntegerField(_("金额（万元）"), null=True, blank=True)
    proposer = models.CharField(_("提请主体"), max_length=20, choices=choices(Proposer))
    signers = models.PositiveSmallIntegerField(_("联名人数"), default=0)
    organ = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提请机关")
    )
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("负责的工作机构"))
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(MatterState), default=MatterState.RECEIVED, editable=False
    )
    received_on = models.DateField(_("收到日期"))
    item = models.OneToOneField(
        "congress.AgendaItem", models.PROTECT, null=True, blank=True, related_name="matter", verbose_name=_("议题")
    )
    due_on = models.DateField(_("最迟提出日期"), null=True, blank=True)
    due_basis = models.CharField(_("提出期限的依据"), max_length=200, blank=True)
    late_reason = models.CharField(_("逾期提出仍列入的理由"), max_length=300, blank=True)
    intended = models.CharField(_("拟作"), max_length=10, choices=choices(DecidedAs), blank=True)
    decided_as = models.CharField(_("作出"), max_length=10, choices=choices(DecidedAs), blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    ballot = models.ForeignKey(
        "congress.Ballot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("表决")
    )
    document = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文本")
    )
    text = models.TextField(_("决定的主要内容"), blank=True)
    report_due_on = models.DateField(_("执行情况报告期限"), null=True, blank=True)
    report_basis = models.CharField(_("报告期限的依据"), max_length=200, blank=True)
    reported_on = models.DateField(_("报告日期"), null=True, blank=True)
    report = models.TextField(_("执行情况"), blank=True)
    grade = models.CharField(_("测评结果"), max_length=6, choices=choices(Grade), blank=True)
    graded_by = models.ForeignKey(
        "congress.Ballot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("满意度测评")
    )
    round = models.PositiveSmallIntegerField(_("办理轮次"), default=1)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    effect = models.CharField(_("效力"), max_length=10, choices=choices(Effect), blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("被何决定取代")
    )
    effect_ended_on = models.DateField(_("失效日期"), null=True, blank=True)
    note = models.CharField(_("撤回、重办或者失效的理由"), max_length=300, blank=True)
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("重大事项")
        ordering: ClassVar = ["-received_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(received_on__lte=F("due_on")) | ~Q(late_reason=""),
                name="matter_late_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, decided_as="", effect="")
                | (Q(decided_on__isnull=False) & ~Q(decided_as="") & ~Q(effect="")),
                name="matter_decided_has_its_effect",
            ),
            models.CheckConstraint(
                condition=~Q(decided_as__in=["resolution", "decision"]) | Q(ballot__isnull=False),
                name="matter_decision_was_voted_on",
            ),
            models.CheckConstraint(
                condition=Q(effect="superseded", superseded_by__isnull=False)
                | (~Q(effect="superseded") & Q(superseded_by=None)),
                name="matter_superseded_names_the_later_one",
            ),
            models.CheckConstraint(condition=~Q(superseded_by=F("id")), name="matter_not_superseded_by_itself"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "state", "-received_on"], name="matter_by_state"),
            models.Index(fields=["county", "decided_on"], name="matter_by_decision"),
        ]

    def __str__(self) -> str:
        return self.title


class MatterStudy(House):
    """调研、论证、听证、检查: when, where, who, what was found."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="studies", verbose_name=_("重大事项"))
    kind = models.CharField(_("方式"), max_length=14, choices=choices(StudyKind))
    on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    people = models.CharField(_("参加人员"), max_length=200, blank=True)
    findings = models.TextField(_("情况和意见"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))

    class Meta:
        verbose_name = verbose_name_plural = _("重大事项调研")
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class MatterView(House):
    """对重大事项的意见: of a deputy, of the public; answered before the matter is decided."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="views", verbose_name=_("重大事项"))
    source = models.CharField(_("来自"), max_length=8, choices=choices(ViewSource))
    name = models.CharField(_("姓名或者单位"), max_length=60, blank=True)
    text = models.TextField(_("意见"))
    received_on = models.DateField(_("收到日期"))
    adopted = models.CharField(_("采纳情况"), max_length=8, choices=choices(Adopted), blank=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))

    class Meta:
        verbose_name = verbose_name_plural = _("重大事项的意见")
        ordering: ClassVar = ["received_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on=None, adopted="") | (Q(answered_on__isnull=False) & ~Q(adopted="")),
                name="matter_view_answered_says_so",
            )
        ]

    def __str__(self) -> str:
        return self.text[:30]


class MatterTask(House):
    """决议、决定的任务: what one unit has to do; its handling is the follow-up it owns."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="tasks", verbose_name=_("重大事项"))
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    position = models.PositiveSmallIntegerField(_("次序"))
    text = models.CharField(_("任务"), max_length=300)
    department = models.ForeignKey("congress.Department", models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    followup = models.OneToOneField(
        "congress.FollowUp", models.PROTECT, related_name="matter_task", verbose_name=_("跟踪事项")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("决议决定任务")
        ordering: ClassVar = ["matter", "round", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "position"], name="matter_task_unique"),
        ]

    def __str__(self) -> str:
        return self.text
