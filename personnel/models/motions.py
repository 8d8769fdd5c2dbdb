"""A motion to appoint and remove (提请任免), its lines, and the examinations sat for them.

Everything here is secret until the vote: a name stands as text on the line, and becomes a person of the address
book only when it is carried. No notice, no search row and no document is made of it before.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.ballots import LineOutcome
from personnel.models.offices import Office
from personnel.rules.motions import MotionState
from personnel.rules.offices import Act, Proposer
from personnel.rules.papers import PaperCode

OUTCOMES: list[tuple[object, object]] = [
    (LineOutcome.PASSED.value, _("通过")),
    (LineOutcome.FAILED.value, _("未通过")),
]


class AppointmentMotion(Versioned):
    """任免案: who brings it in, signed by its head in person; what happened to it until it was announced."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    term = models.ForeignKey("congress.Term", models.PROTECT, related_name="+", verbose_name=_("届"))
    year = models.PositiveSmallIntegerField(_("年度"), editable=False)
    serial = models.PositiveIntegerField(_("序号"), editable=False)
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(MotionState), default=MotionState.DRAFT, editable=False
    )
    proposer = models.CharField(_("提请人"), max_length=20, choices=choices(Proposer))
    organ = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提请机关")
    )
    signed_by = models.CharField(_("签署人"), max_length=60, blank=True, help_text=_("提请报告由正职签署"))
    signers = models.PositiveSmallIntegerField(_("联名人数"), default=0)
    signed_on = models.DateField(_("签署日期"), null=True, blank=True)
    reasons = models.TextField(_("提请理由"), blank=True)
    party_letter = models.CharField(_("县委推荐函文号"), max_length=60, blank=True)
    party_letter_on = models.DateField(_("县委推荐函日期"), null=True, blank=True)
    tabled_on = models.DateField(_("提请日期"), null=True, blank=True)
    late_reason = models.CharField(_("逾期提请的理由"), max_length=200, blank=True)
    returned = models.CharField(_("退回补正的意见"), max_length=300, blank=True)
    heard_on = models.DateField(_("主任会议听取日期"), null=True, blank=True)
    held = models.CharField(_("暂缓的理由"), max_length=200, blank=True)
    item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("议题")
    )
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤回的理由"), max_length=200, blank=True)
    announcement = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公告")
    )
    announced_on = models.DateField(_("公告日期"), null=True, blank=True)
    notified_on = models.DateField(_("通知提请机关日期"), null=True, blank=True)
    filed_on = models.DateField(_("报上一级日期"), null=True, blank=True)
    certified_on = models.DateField(_("颁发任命书日期"), null=True, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    created_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("任免案")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "year", "serial"], name="appointment_motion_number_unique"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(tabled_on__isnull=False),
                name="appointment_motion_tabled_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "voting", "voted", "announced", "done"]) | Q(item__isnull=False),
                name="appointment_motion_voted_at_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(state="announced") | Q(announced_on__isnull=False),
                name="appointment_motion_announced_is_dated",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "state", "-id"], name="appointment_motion_by_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How it is called; nothing of what it says."""
        return _("%(year)s年第%(n)s号任免案") % {"year": self.year, "n": self.serial}


class AppointmentLine(House):
    """One act on one person and one office, with what was received and checked, and what became of it."""

    motion = models.ForeignKey(AppointmentMotion, models.CASCADE, related_name="lines", verbose_name=_("任免案"))
    position = models.PositiveSmallIntegerField(_("次序"))
    act = models.CharField(_("事项"), max_length=8, choices=choices(Act))
    office = models.ForeignKey(Office, models.PROTECT, related_name="lines", verbose_name=_("职务"))
    name = models.CharField(_("姓名"), max_length=60)
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    present_post = models.CharField(_("现任职务"), max_length=120, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    leaves_committee = models.BooleanField(_("同时辞去常委会职务"), default=False)
    received = ArrayField(
        models.CharField(max_length=16, choices=choices(PaperCode)),
        default=list,
        blank=True,
        verbose_name=_("收讫的材料"),
    )
    met_on = models.DateField(_("与组成人员见面日期"), null=True, blank=True)
    statement_on = models.DateField(_("供职发言稿收讫日期"), null=True, blank=True)
    complaint_on = models.DateField(_("收到反映日期"), null=True, blank=True)
    complaint = models.CharField(_("反映的问题"), max_length=300, blank=True)
    finding_on = models.DateField(_("核查报告日期"), null=True, blank=True)
    finding = models.CharField(_("核查结论"), max_length=300, blank=True)
    defended_on = models.DateField(_("听取申辩日期"), null=True, blank=True)
    defence = models.CharField(_("申辩"), max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(_("本届以前未获通过次数"), default=0)
    ballot = models.ForeignKey(
        "congress.Ballot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("表决")
    )
    ballot_position = models.PositiveSmallIntegerField(_("表决项次序"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=OUTCOMES, blank=True)
    effective_on = models.DateField(_("生效日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("任免事项")
        ordering: ClassVar = ["motion", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["motion", "position"],
                name="appointment_line_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["motion", "office", "name", "act"], name="appointment_line_once"),
            models.CheckConstraint(
                condition=Q(effective_on=None) | Q(outcome="passed"), name="appointment_line_effective_was_carried"
            ),
            models.CheckConstraint(
                condition=Q(finding_on=None) | Q(complaint_on__isnull=False),
                name="appointment_line_finding_of_complaint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.name} {self.office}"


class ExamResult(House):
    """任前法律知识考试: a sitting and its mark. Read by the few, printed nowhere but on the mark sheet."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    term = models.ForeignKey("congress.Term", models.PROTECT, related_name="+", verbose_name=_("届"))
    line = models.ForeignKey(AppointmentLine, models.CASCADE, related_name="exams", verbose_name=_("任免事项"))
    name = models.CharField(_("姓名"), max_length=60)
    sitting = models.PositiveSmallIntegerField(_("第几次"))
    sat_on = models.DateField(_("考试日期"))
    mark = models.PositiveSmallIntegerField(_("成绩"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("任前考试成绩")
        ordering: ClassVar = ["name", "sat_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "sitting"], name="exam_sitting_once"),
            models.CheckConstraint(condition=Q(sitting__in=[1, 2]), name="exam_has_one_resit"),
            models.CheckConstraint(condition=Q(mark__lte=100), name="exam_mark_to_hundred"),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "name"], name="exam_by_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.mark}"
