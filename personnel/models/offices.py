"""Offices of the county, and who holds each of them from when to when, elected and appointed alike."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import Versioned
from congress.models.people import CurrentQuerySet
from personnel import labels  # noqa: F401  (fills the core's table of words)
from personnel.rules.holdings import Began, Ended
from personnel.rules.offices import OfficeKind, OfficeRule, rule_of


class Office(Versioned):
    """职务 in an organ. A body that is renamed has another office after it, which names the one it came from."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    kind = models.CharField(_("类别"), max_length=24, choices=choices(OfficeKind))
    organ = models.CharField(_("机关"), max_length=60, help_text=_("如“县民政局”“县人民法院”"))
    title = models.CharField(_("职务"), max_length=40, help_text=_("如“局长”“审判员”"))
    seats = models.PositiveSmallIntegerField(
        _("职数"), null=True, blank=True, default=1, help_text=_("留空表示没有定数，如审判员、人民陪审员")
    )
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    since = models.DateField(_("设立日"), null=True, blank=True)
    until = models.DateField(_("撤销日"), null=True, blank=True)
    renamed_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renamed_to", verbose_name=_("更名前的职务")
    )
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("职务")
        ordering: ClassVar = ["place_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "organ", "title"], name="office_unique"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="office_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.title}"

    @property
    def rule(self) -> OfficeRule:
        """What holds for its kind."""
        return rule_of(self.kind)


class Holding(Versioned):
    """任职情况: who holds an office from which day to which, and by which act."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="holdings", verbose_name=_("职务"))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="holdings", verbose_name=_("人员"))
    acting = models.BooleanField(_("代理"), default=False)
    since = models.DateField(_("起始日"))
    until = models.DateField(_("截止日"), null=True, blank=True)
    began = models.CharField(_("任职方式"), max_length=12, choices=choices(Began))
    ended = models.CharField(_("离任方式"), max_length=12, choices=choices(Ended), blank=True)
    act = models.CharField(_("任职依据"), max_length=200, help_text=_("哪次会议、哪一号公告"))
    end_act = models.CharField(_("离任依据"), max_length=200, blank=True)
    line = models.ForeignKey(
        "personnel.AppointmentLine",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="holdings",
        verbose_name=_("任免事项"),
    )
    candidate = models.OneToOneField(
        "congress.Candidate", models.PROTECT, null=True, blank=True, related_name="holding", verbose_name=_("当选人")
    )
    certificate = models.CharField(_("任命书编号"), max_length=40, blank=True)
    certified_on = models.DateField(_("颁发任命书日期"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职情况")
        ordering: ClassVar = ["office", "since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "person"], condition=Q(until=None), name="holding_open_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="holding_dates_in_order"),
            models.CheckConstraint(
                condition=Q(until=None, ended="") | (Q(until__isnull=False) & ~Q(ended="")),
                name="holding_ended_says_how",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-since"], name="holding_by_person")]

    def __str__(self) -> str:
        return f"{self.office} {self.person}"
