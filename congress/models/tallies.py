"""The tally: what statistics count, kept by the commands, so that no page counts the whole past."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.models.base import House


class Tally(House):
    """统计行: one row for a matter as a whole (no department) and one for each unit that owes an answer.

    A row holds from ``since`` until before ``until``; see :mod:`congress.rules.tallies` for what is
    written in place and what begins a new row. It says nothing that the other tables do not say.
    """

    derived = True

    county = models.ForeignKey("congress.Congress", models.CASCADE, related_name="+", db_index=False)
    followup = models.ForeignKey("congress.FollowUp", models.CASCADE, related_name="tallies", db_index=False)
    department = models.ForeignKey(
        "congress.Department", models.CASCADE, null=True, related_name="+", db_index=False, verbose_name=_("承办单位")
    )
    kind = models.CharField(_("种类"), max_length=30)
    year = models.PositiveSmallIntegerField(_("年度"))
    opened_on = models.DateField(_("收到日期"))
    office = models.ForeignKey("congress.Body", models.CASCADE, related_name="+", db_index=False)
    category = models.CharField(_("类别"), max_length=20, blank=True)
    delegation = models.ForeignKey(
        "congress.Delegation", models.CASCADE, null=True, related_name="+", db_index=False, verbose_name=_("代表团")
    )
    session = models.ForeignKey(
        "congress.Session", models.CASCADE, null=True, related_name="+", db_index=False, verbose_name=_("会议")
    )
    origin = models.CharField(_("来源"), max_length=16, blank=True)
    difficulty = models.CharField(_("办理难度"), max_length=10, blank=True)

    accepted_on = models.DateField(null=True)
    handed_over_on = models.DateField(null=True)
    reply_due_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=8, blank=True)
    solved = models.BooleanField(default=False)
    tracked = models.BooleanField(default=False)
    promised = models.PositiveSmallIntegerField(default=0)
    promises_kept = models.PositiveSmallIntegerField(default=0)
    promises_late = models.PositiveSmallIntegerField(default=0)
    promises_moved = models.PositiveSmallIntegerField(default=0)
    promise_due_on = models.DateField(null=True)
    evaluated_on = models.DateField(null=True)
    process = models.CharField(max_length=8, blank=True)
    result = models.CharField(max_length=8, blank=True)
    closed_on = models.DateField(null=True)
    ending = models.CharField(max_length=12, blank=True)
    extended = models.BooleanField(default=False)
    returns = models.PositiveSmallIntegerField(default=0)
    reworks = models.PositiveSmallIntegerField(default=0)
    key_leader = models.ForeignKey("congress.Person", models.CASCADE, null=True, related_name="+", db_index=False)

    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("统计行")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["followup", "department"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="tally_current_unique",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=models.F("since")), name="tally_holds_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "kind", "year", "department", "until"], name="tally_by_year"),
            models.Index(
                fields=["county", "kind", "year"],
                name="tally_promised",
                condition=Q(until=None, department=None, promised__gt=0),
            ),
            models.Index(fields=["followup"], name="tally_by_followup"),
        ]

    def __str__(self) -> str:
        return f"{self.followup_id} {self.department_id or ''} {self.since}"
