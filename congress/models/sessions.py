"""The congress in session: its presidium and secretariat, and its elections with their candidates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.ballots import LineOutcome
from congress.rules.elections import Nomination, SeatKind
from congress.rules.sessions import SessionGroup


class SessionPart(House):
    """大会机构 of one session: who sits in the presidium, who works in which group of the secretariat."""

    session = models.ForeignKey("congress.Session", models.CASCADE, related_name="parts", verbose_name=_("大会会议"))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("人员"))
    group = models.CharField(_("机构"), max_length=16, choices=choices(SessionGroup))
    title = models.CharField(_("职务"), max_length=40, blank=True)
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("大会机构成员")
        ordering: ClassVar = ["session", "group", "place_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "group", "person"], name="session_part_unique")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.title}".strip()


class Election(Versioned):
    """选举 of one post at a congress; voted on by a ballot, and by another one where the first left seats open."""

    meeting = models.ForeignKey("congress.Meeting", models.PROTECT, related_name="elections", verbose_name=_("会议"))
    position = models.PositiveSmallIntegerField(_("次序"))
    kind = models.CharField(_("类别"), max_length=12, choices=choices(SeatKind))
    post = models.CharField(_("选举的职务"), max_length=60)
    organ = models.CharField(_("机关"), max_length=80)
    seats = models.PositiveSmallIntegerField(_("应选名额"))
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("建立人"))

    class Meta:
        verbose_name = verbose_name_plural = _("选举")
        ordering: ClassVar = ["meeting", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "organ", "post"], name="election_unique"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="election_fills_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.post}"


class Candidate(House):
    """候选人: nominated by the presidium or by ten deputies; stands when he has agreed and not withdrawn."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates", verbose_name=_("选举"))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    name = models.CharField(_("姓名"), max_length=60)
    present_post = models.CharField(_("现任职务"), max_length=120, blank=True)
    nomination = models.CharField(_("提名"), max_length=10, choices=choices(Nomination))
    accepted = models.BooleanField(_("本人同意"), default=False)
    withdrawn_reason = models.CharField(_("退出的理由"), max_length=200, blank=True)
    order_key = models.CharField(_("姓名排序"), max_length=120, blank=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=choices(LineOutcome), blank=True)
    oath_due = models.BooleanField(_("须宪法宣誓"), default=False)
    elected_on = models.DateField(_("当选日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("候选人")
        ordering: ClassVar = ["election", "order_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["election", "name"], name="candidate_unique"),
            models.CheckConstraint(
                condition=Q(outcome="elected", elected_on__isnull=False)
                | (~Q(outcome="elected") & Q(elected_on=None, oath_due=False)),
                name="candidate_elected_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Supporter(House):
    """联名提名的代表: one deputy who signed a candidate's nomination."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="supporters", verbose_name=_("候选人"))
    mandate = models.ForeignKey("congress.Mandate", models.PROTECT, related_name="+", verbose_name=_("代表"))

    class Meta:
        verbose_name = verbose_name_plural = _("联名提名的代表")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["candidate", "mandate"], name="supporter_unique")]

    def __str__(self) -> str:
        return str(self.mandate)
