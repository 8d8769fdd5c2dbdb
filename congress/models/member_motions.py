"""议案 brought in by members of the standing committee (地方组织法 §52)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.member_motions import MemberMotionDecision, MemberMotionState, SignerAnswer


class MemberMotion(Versioned):
    """组成人员联名议案: three members or more bring it in, the chairpersons' meeting decides what becomes of it."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    body = models.ForeignKey("congress.Body", models.PROTECT, related_name="motions", verbose_name=_("常委会"))
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("序号"), null=True, blank=True)
    title = models.CharField(_("案由"), max_length=100)
    grounds = models.TextField(_("案据"))
    proposal = models.TextField(_("方案"))
    mover = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("领衔"))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(MemberMotionState), default=MemberMotionState.SIGNING
    )
    on_paper = models.BooleanField(_("纸质代录"), default=False)
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("录入人"))
    entered_at = models.DateTimeField(_("录入时间"))
    submitted_on = models.DateField(_("提出日期"), null=True, blank=True)
    decision = models.CharField(_("处理决定"), max_length=12, choices=choices(MemberMotionDecision), blank=True)
    decided_by = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定的主任会议")
    )
    decision_note = models.CharField(_("理由和说明"), max_length=500, blank=True)
    committee = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("先行审议的委员会")
    )
    item = models.OneToOneField(
        "congress.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="motion",
        verbose_name=_("列入的议题"),
    )
    withdrawn_reason = models.CharField(_("撤回的理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("组成人员联名议案")
        ordering: ClassVar = ["-entered_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "decided"])
                | Q(submitted_on__isnull=False, year__isnull=False, serial__isnull=False),
                name="member_motion_submitted_is_numbered",
            ),
            models.CheckConstraint(
                condition=(Q(state="decided", decided_by__isnull=False) & ~Q(decision=""))
                | (~Q(state="decided") & Q(decision="", decided_by=None)),
                name="member_motion_decided_by_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(decision="declined") | ~Q(decision_note=""), name="member_motion_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(decision="to_committee") | Q(committee__isnull=False), name="member_motion_to_a_committee"
            ),
            models.CheckConstraint(
                condition=~Q(decision="on_agenda") | Q(item__isnull=False), name="member_motion_on_an_agenda"
            ),
            models.UniqueConstraint(
                fields=["county", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="member_motion_number_unique",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "-entered_at", "id"], name="member_motion_by_county")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def number(self) -> str:
        """2026年第3号, by year; empty until it is handed in."""
        return _("%(year)s年第%(n)s号") % {"year": self.year, "n": self.serial} if self.serial else ""


class MemberMotionSigner(House):
    """联名: a member asked to bring the motion in with the mover."""

    motion = models.ForeignKey(MemberMotion, models.CASCADE, related_name="signers", verbose_name=_("议案"))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("组成人员"))
    answer = models.CharField(_("回应"), max_length=8, choices=choices(SignerAnswer), default=SignerAnswer.ASKED)
    answered_at = models.DateTimeField(_("回应时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("联名的组成人员")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["motion", "person"], name="member_motion_signer_unique")
        ]
        indexes: ClassVar = [models.Index(fields=["person", "answer"], name="member_signer_by_person")]

    def __str__(self) -> str:
        return str(self.person)
