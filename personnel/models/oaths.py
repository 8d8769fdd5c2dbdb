"""The constitutional oath: its texts, who owes one for which act, and the ceremonies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from personnel import labels  # noqa: F401  (fills the core's table of words)
from personnel.rules.oaths import Calling, CeremonyState, GivenBy, OathForm, OathState, Organiser, Presence, Text


class OathText(House):
    """誓词 in one version and the days on which it holds. Reference data: never typed, never copied."""

    version = models.CharField(_("版本"), max_length=10, unique=True)
    text = models.TextField(_("誓词"))
    basis = models.CharField(_("依据"), max_length=120)
    valid_from = models.DateField(_("启用日"))
    valid_until = models.DateField(_("停用日"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("宪法宣誓誓词")
        ordering: ClassVar = ["-valid_from"]

    def __str__(self) -> str:
        return _("%(version)s年文本") % {"version": self.version}

    @property
    def rule(self) -> Text:
        """The version as the rules know it."""
        return Text(self.version, self.valid_from, self.valid_until)


class OathDuty(Versioned):
    """应宣誓: one oath owed for one act of election or appointment, with the ledger's date by which it is sworn.

    Somebody written in at an election may be known by name alone. The date stands in the ledger of the meeting that
    elected or appointed; whoever was given office there on one day shares the entry.
    """

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="oaths", verbose_name=_("人员")
    )
    name = models.CharField(_("姓名"), max_length=60)
    organ = models.CharField(_("机关"), max_length=80)
    post = models.CharField(_("职务"), max_length=60)
    act = models.CharField(_("任职方式"), max_length=12, choices=choices(GivenBy))
    calling = models.CharField(_("职务类别"), max_length=20, choices=choices(Calling))
    meeting = models.ForeignKey("congress.Meeting", models.PROTECT, related_name="oaths", verbose_name=_("会议"))
    acted_on = models.DateField(_("任职日期"))
    number = models.CharField(_("公告号"), max_length=60, blank=True)
    announced_on = models.DateField(_("公告日期"), null=True, blank=True)
    approved_on = models.DateField(_("上级批准日期"), null=True, blank=True)
    candidate = models.OneToOneField(
        "congress.Candidate", models.PROTECT, null=True, blank=True, related_name="oath", verbose_name=_("当选人")
    )
    holding = models.OneToOneField(
        "personnel.Holding", models.PROTECT, null=True, blank=True, related_name="oath", verbose_name=_("任职")
    )
    organiser = models.CharField(_("组织者"), max_length=20, choices=choices(Organiser))
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(OathState), default=OathState.OWED, editable=False
    )
    entry = models.ForeignKey(
        "congress.Deadline", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("期限条目")
    )
    due_on = models.DateField(_("期限"), null=True, blank=True)
    make_up_by = models.DateField(_("补行日期"), null=True, blank=True)
    sworn_on = models.DateField(_("宣誓日期"), null=True, blank=True)
    waived_reason = models.CharField(_("不再宣誓的理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("应宣誓")
        ordering: ClassVar = ["due_on", "acted_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "name", "person", "organ", "post", "acted_on"],
                nulls_distinct=False,
                name="oath_duty_once_per_act",
            ),
            models.CheckConstraint(
                condition=Q(state="sworn", sworn_on__isnull=False) | (~Q(state="sworn") & Q(sworn_on=None)),
                name="oath_duty_sworn_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(sworn_on=None) | Q(sworn_on__gte=models.F("acted_on")), name="oath_duty_not_before_office"
            ),
            models.CheckConstraint(
                condition=Q(state="waived") & ~Q(waived_reason="") | ~Q(state="waived") & Q(waived_reason=""),
                name="oath_duty_waived_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["awaiting", "waived"]) | Q(entry__isnull=False, due_on__isnull=False),
                name="oath_duty_has_its_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "state", "due_on"], name="oath_duty_by_state"),
            models.Index(fields=["meeting", "state"], name="oath_duty_by_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.name}"

    @property
    def office(self) -> str:
        """县人民政府副县长."""
        return f"{self.organ}{self.post}"

    @property
    def act_words(self) -> str:
        """By which act: the meeting, its day, the number of the announcement."""
        number = f"，{self.number}" if self.number else ""
        day = f"{self.acted_on.year}年{self.acted_on.month}月{self.acted_on.day}日"
        return f"{self.meeting}{self.get_act_display()}（{day}{number}）"


class Ceremony(Versioned):
    """宪法宣誓仪式: where, when, before whom, in which form, by which text."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveSmallIntegerField(_("批次"))
    organiser = models.CharField(_("组织者"), max_length=20, choices=choices(Organiser))
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(CeremonyState), default=CeremonyState.PLANNED, editable=False
    )
    held_on = models.DateField(_("日期"))
    held_at = models.TimeField(_("时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=80)
    host = models.CharField(_("主持人"), max_length=60)
    form = models.CharField(_("形式"), max_length=8, choices=choices(OathForm))
    text = models.ForeignKey(OathText, models.PROTECT, related_name="+", verbose_name=_("誓词"))
    witness = models.CharField(_("监誓人"), max_length=60, blank=True, help_text=_("宪法宣誓决定没有规定监誓人"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    cancel_reason = models.CharField(_("取消的原因"), max_length=200, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("记录人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("宪法宣誓仪式")
        ordering: ClassVar = ["-held_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "year", "serial"], name="ceremony_number_unique"),
            models.CheckConstraint(
                condition=Q(state="held", recorded_by__isnull=False) | (~Q(state="held") & Q(recorded_by=None)),
                name="ceremony_held_is_recorded",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancel_reason="") | ~Q(state="cancelled") & Q(cancel_reason=""),
                name="ceremony_cancelled_says_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "-held_on", "-id"], name="ceremony_by_day")]

    def __str__(self) -> str:
        return _("%(year)s年第%(n)s次宪法宣誓仪式") % {"year": self.year, "n": self.serial}


class Swearing(House):
    """One person at one ceremony: expected, there, or absent and to make it up."""

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="swearings", verbose_name=_("仪式"))
    duty = models.ForeignKey(OathDuty, models.PROTECT, related_name="swearings", verbose_name=_("宣誓人"))
    position = models.PositiveSmallIntegerField(_("次序"))
    leads = models.BooleanField(_("领誓人"), default=False)
    presence = models.CharField(_("到场"), max_length=10, choices=choices(Presence), default=Presence.EXPECTED)
    reason = models.CharField(_("缺席原因"), max_length=200, blank=True)
    make_up_by = models.DateField(_("补行日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("宣誓人")
        ordering: ClassVar = ["ceremony", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ceremony", "duty"], name="swearing_once_a_ceremony"),
            models.UniqueConstraint(fields=["duty"], condition=Q(presence="present"), name="swearing_sworn_once"),
            models.UniqueConstraint(fields=["duty"], condition=Q(presence="expected"), name="swearing_expected_once"),
            models.UniqueConstraint(fields=["ceremony"], condition=Q(leads=True), name="swearing_one_leader"),
            models.CheckConstraint(
                condition=(Q(presence="absent", make_up_by__isnull=False, leads=False) & ~Q(reason=""))
                | (~Q(presence="absent") & Q(make_up_by=None, reason="")),
                name="swearing_absent_is_made_up",
            ),
        ]

    def __str__(self) -> str:
        return str(self.duty)
