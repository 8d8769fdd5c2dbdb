"""The constitutional oath: its texts, ceremonies, and who owes or has sworn one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from personnel.models.offices import Holding
from personnel.rules.oaths import CeremonyState, OathForm, OathState
from personnel.rules.offices import Organiser


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
        return self.version


class Ceremony(Versioned):
    """宪法宣誓仪式: where, when, before whom, in which form, by which text."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    organiser = models.CharField(_("组织者"), max_length=20, choices=choices(Organiser))
    state = models.CharField(
        _("状态"), max_length=8, choices=choices(CeremonyState), default=CeremonyState.PLANNED, editable=False
    )
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=80)
    host = models.CharField(_("主持人"), max_length=60)
    form = models.CharField(_("形式"), max_length=8, choices=choices(OathForm))
    text = models.ForeignKey(OathText, models.PROTECT, related_name="+", verbose_name=_("誓词"))
    witness = models.CharField(_("监誓人"), max_length=60, blank=True, help_text=_("宪法宣誓决定没有规定监誓人"))
    meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("会议")
    )
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("宪法宣誓仪式")
        ordering: ClassVar = ["-held_on", "-id"]

    def __str__(self) -> str:
        return _("%(on)s宪法宣誓仪式") % {"on": f"{self.held_on:%Y-%m-%d}"}


class Oath(Versioned):
    """One oath somebody owes for an office, with the ledger's date by which he swears it."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    holding = models.OneToOneField(Holding, models.PROTECT, related_name="oath", verbose_name=_("任职"))
    organiser = models.CharField(_("组织者"), max_length=20, choices=choices(Organiser))
    state = models.CharField(
        _("状态"), max_length=8, choices=choices(OathState), default=OathState.OWED, editable=False
    )
    due_on = models.DateField(_("期限"))
    entry = models.ForeignKey(
        "congress.Deadline", models.PROTECT, null=True, related_name="+", verbose_name=_("期限条目")
    )
    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, null=True, blank=True, related_name="oaths", verbose_name=_("仪式")
    )
    leads = models.BooleanField(_("领誓人"), default=False)
    sworn_on = models.DateField(_("宣誓日期"), null=True, blank=True)
    absences = models.PositiveSmallIntegerField(_("缺席次数"), default=0)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("宪法宣誓")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="sworn", sworn_on__isnull=False, ceremony__isnull=False)
                | (~Q(state="sworn") & Q(sworn_on=None)),
                name="oath_sworn_at_a_ceremony",
            ),
            models.CheckConstraint(condition=~Q(state="exempt") | ~Q(note=""), name="oath_exempt_says_why"),
            models.UniqueConstraint(fields=["ceremony"], condition=Q(leads=True), name="oath_one_leader"),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "state", "due_on"], name="oath_by_state")]

    def __str__(self) -> str:
        return str(self.holding)


class CeremonyFile(House):
    """照片 of a ceremony."""

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="files", verbose_name=_("仪式"))
    attachment = models.OneToOneField("congress.Attachment", models.PROTECT, related_name="+", verbose_name=_("附件"))

    class Meta:
        verbose_name = verbose_name_plural = _("宣誓照片")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.attachment)
