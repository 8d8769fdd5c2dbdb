"""Motions (议案): what ten deputies bring in together, and what the presidium decides on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models import Congress
from congress.models.base import House, Versioned
from congress.rules.votes import MOVERS, Movers
from deputies import labels  # noqa: F401  (fills the core's table of words)
from deputies.rules import TITLE_MAX, CosignState, MotionDecision, MotionState, Publicity


class Motion(Versioned):
    """代表议案. Unlike a suggestion it needs its signers before it is handed in, and a decision of the presidium."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    term = models.ForeignKey("congress.Term", models.PROTECT, related_name="+", verbose_name=_("届"))
    session = models.ForeignKey(
        "congress.Session", models.PROTECT, null=True, blank=True, related_name="motions", verbose_name=_("会议")
    )
    mover = models.ForeignKey("congress.Mandate", models.PROTECT, related_name="motions", verbose_name=_("领衔代表"))
    serial = models.PositiveIntegerField(_("序号"), null=True, blank=True)
    title = models.CharField(_("案由"), max_length=TITLE_MAX, blank=True)
    grounds = models.TextField(_("案据"), blank=True)
    proposal = models.TextField(_("方案"), blank=True)
    publicity = models.CharField(_("公开意愿"), max_length=8, choices=choices(Publicity), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=choices(MotionState), default=MotionState.DRAFT)
    created_at = models.DateTimeField(_("起草时间"))
    saved_at = models.DateTimeField(_("保存时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    decision = models.CharField(_("处理决定"), max_length=12, choices=choices(MotionDecision), blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_at_meeting = models.CharField(_("作出决定的会议"), max_length=80, blank=True)
    decision_note = models.CharField(_("决定的理由"), max_length=500, blank=True)
    committee = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("交付审议的委员会")
    )
    suggestion = models.OneToOneField(
        "deputies.Suggestion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="motion",
        verbose_name=_("转成的建议"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("代表议案")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None, serial=None)
                | (~Q(state="draft") & Q(submitted_at__isnull=False, session__isnull=False, serial__isnull=False)),
                name="motion_submitted_is_numbered",
            ),
            models.CheckConstraint(
                condition=(Q(state="decided", decided_on__isnull=False) & ~Q(decision=""))
                | (~Q(state="decided") & Q(decision="", decided_on=None)),
                name="motion_decided_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(decision="committee", committee__isnull=False)
                | (~Q(decision="committee") & Q(committee=None)),
                name="motion_to_a_committee",
            ),
            models.CheckConstraint(
                condition=Q(decision="suggestion", suggestion__isnull=False)
                | (~Q(decision="suggestion") & Q(suggestion=None)),
                name="motion_turned_is_linked",
            ),
            models.UniqueConstraint(
                fields=["county", "session", "serial"], condition=Q(serial__isnull=False), name="motion_number_unique"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "session", "serial"], name="motion_by_session"),
            models.Index(fields=["county", "mover", "-created_at"], name="motion_by_mover"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def number(self) -> str:
        """议案第 3 号, by session; empty while it is a draft."""
        return _("议案第%(serial)s号") % {"serial": self.serial} if self.serial else ""

    @property
    def signers_needed(self) -> int:
        """How many deputies must bring it in, the mover included (地方组织法 §22)."""
        township = self.term.congress.level == Congress.Level.TOWNSHIP
        return MOVERS[Movers.TOWNSHIP_CONGRESS if township else Movers.COUNTY_CONGRESS]


class MotionSigner(House):
    """联名: one deputy asked to bring the motion in with the mover, who answers for himself."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="signers", verbose_name=_("议案"))
    mandate = models.ForeignKey("congress.Mandate", models.PROTECT, related_name="signings", verbose_name=_("代表"))
    state = models.CharField(_("状态"), max_length=10, choices=choices(CosignState), default=CosignState.INVITED)
    invited_at = models.DateTimeField(_("邀请时间"))
    answered_at = models.DateTimeField(_("回应时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("联名代表")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["motion", "mandate"], name="motion_signer_unique")]
        indexes: ClassVar = [models.Index(fields=["mandate", "state"], name="motion_signer_by_mandate")]

    def __str__(self) -> str:
        return str(self.mandate)
