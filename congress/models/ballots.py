"""Ballots: what is voted on, the totals as counted, and the result frozen at the close.

How anyone voted is nowhere: there is no row for a voter and none for a sheet, only totals. Who could vote
is the attendance. What :class:`BallotResult` and its lines hold is append-only in the database itself.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.assessments import AssessmentRule, Denominator, Voters
from congress.rules.ballots import BallotKind, BallotState, CounterPart, LineOutcome
from congress.rules.percentages import Rounding
from congress.rules.votes import Majority, Membership, Method


class VotesTotal(models.Func):
    """The sum of the votes in an array, by the database's own function; null when one is negative."""

    function = "votes_total"
    output_field = models.IntegerField()


class BallotRule(House):
    """测评规则: how a satisfaction vote is read. Shared rows are variants other counties use; a county adds its own."""

    key = models.CharField(_("键"), max_length=40)
    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    label = models.CharField(_("名称"), max_length=60)
    valid_from = models.DateField(_("起用日期"))
    voters = models.CharField(_("参加测评的人"), max_length=24, choices=choices(Voters))
    secret = models.BooleanField(_("无记名"), default=True)
    options = models.JSONField(_("选项"))
    grades = models.JSONField(_("等次，依次判断"), default=list, blank=True)
    otherwise = models.CharField(_("都不符合时"), max_length=20, blank=True)
    denominator = models.CharField(_("分母"), max_length=20, choices=choices(Denominator))
    majority = models.CharField(_("过线标准"), max_length=16, choices=choices(Majority))
    rounding = models.CharField(_("百分比取舍"), max_length=20, choices=choices(Rounding), default=Rounding.HALF_UP)
    places = models.PositiveSmallIntegerField(_("小数位"), default=1)
    basis = models.CharField(_("依据"), max_length=120)
    seen = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("测评规则")
        ordering: ClassVar = ["key", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "key", "valid_from"], nulls_distinct=False, name="ballot_rule_unique"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def rule(self) -> AssessmentRule:
        """The rule as the rules of the house know it."""
        names = ("key", "label", "grades", "otherwise", "denominator", "majority", "voters", "secret", "rounding")
        values = {name: getattr(self, name) for name in (*names, "places", "basis")}
        return AssessmentRule.of_json({**values, "choices": self.options})


class Ballot(Versioned):
    """表决、测评、选举: one vote on one or several lines, by one method."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    meeting = models.ForeignKey("congress.Meeting", models.PROTECT, related_name="ballots", verbose_name=_("会议"))
    item = models.ForeignKey(
        "congress.AgendaItem", models.PROTECT, null=True, blank=True, related_name="ballots", verbose_name=_("议题")
    )
    repeats = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("重新进行的是")
    )
    election = models.ForeignKey(
        "congress.Election", models.PROTECT, null=True, blank=True, related_name="ballots", verbose_name=_("选举")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=choices(BallotKind))
    method = models.CharField(_("方式"), max_length=8, choices=choices(Method))
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(BallotState), default=BallotState.PREPARED, editable=False
    )
    question = models.CharField(_("表决事项"), max_length=200)
    majority = models.CharField(
        _("通过标准"), max_length=16, choices=choices(Majority), default=Majority.MORE_THAN_HALF
    )
    seats = models.PositiveSmallIntegerField(
        _("应选名额"), null=True, blank=True, help_text=_("选举，以及候选多于应选的项目票决")
    )
    rule = models.JSONField(_("测评规则"), null=True, blank=True)
    options = models.JSONField(_("选项"))
    helpers_adopted_at = models.DateTimeField(_("监票人、计票人通过时间"), null=True, blank=True)
    opened_at = models.DateTimeField(_("开始表决时间"), null=True, blank=True)
    opened_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("开始表决操作人")
    )
    issued = models.PositiveSmallIntegerField(_("发出票数"), null=True, blank=True)
    returned = models.PositiveSmallIntegerField(_("收回票数"), null=True, blank=True)
    spoiled = models.PositiveSmallIntegerField(_("废票"), null=True, blank=True)
    entered_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人")
    )
    entered_at = models.DateTimeField(_("录入时间"), null=True, blank=True)
    checked_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("复核人")
    )
    checked_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    note = models.CharField(_("更正或者作废的理由"), max_length=200, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("建立人"))
    created_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("表决")
        ordering: ClassVar = ["meeting", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(returned=None) | Q(returned__lte=F("issued"), spoiled__lte=F("returned")),
                name="ballot_sheets_in_order",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("entered_by")), name="ballot_checked_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["entered", "checked", "closed"])
                | Q(entered_by__isnull=False, issued__isnull=False, returned__isnull=False, spoiled__isnull=False),
                name="ballot_entered_has_totals",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "closed"]) | Q(checked_by__isnull=False),
                name="ballot_closed_is_checked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "void"]) | Q(opened_at__isnull=False), name="ballot_voted_was_opened"
            ),
            models.CheckConstraint(
                condition=Q(kind="assessment", rule__isnull=False) | (~Q(kind="assessment") & Q(rule=None)),
                name="ballot_assessment_has_rule",
            ),
            models.CheckConstraint(
                condition=Q(kind="election", seats__gte=1, method="secret", election__isnull=False)
                | Q(kind="decision", seats__gte=1, method="secret", election=None)
                | (~Q(kind="election") & Q(seats=None, election=None)),
                name="ballot_election_is_secret",
            ),
            models.CheckConstraint(
                condition=~Q(method="secret") | Q(state__in=["prepared", "void"]) | Q(helpers_adopted_at__isnull=False),
                name="ballot_secret_has_counters",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "-id"], name="ballot_by_county")]

    def __str__(self) -> str:
        return self.question


class BallotCounter(House):
    """监票人、计票人 of one ballot; somebody without an account is written by name."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="counters", verbose_name=_("表决"))
    part = models.CharField(_("分工"), max_length=12, choices=choices(CounterPart))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    name = models.CharField(_("姓名"), max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = _("监票人、计票人")
        ordering: ClassVar = ["part", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "name", "part"], name="ballot_counter_unique")
        ]

    def __str__(self) -> str:
        return self.name


class BallotLine(House):
    """One question, name or subject of a ballot, with its votes by choice once they are counted."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="lines", verbose_name=_("表决"))
    position = models.PositiveSmallIntegerField(_("次序"))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    candidate = models.ForeignKey(
        "congress.Candidate", models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("候选人")
    )
    name = models.CharField(_("姓名、单位或者事项"), max_length=200)
    post = models.CharField(_("职务"), max_length=120, blank=True)
    written_in = models.BooleanField(_("另选的人"), default=False)
    counts = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True, verbose_name=_("各选项票数"))
    unmarked = models.PositiveSmallIntegerField(_("未投票"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("表决项")
        ordering: ClassVar = ["ballot", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ballot", "position"], name="ballot_line_unique", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.name


class BallotResult(House):
    """表决结果, frozen at the close: the roll, the sheets, the rule with its version. Never changed again."""

    append_only = True
    ledger = True

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="result", verbose_name=_("表决"))
    in_office = models.PositiveSmallIntegerField(_("实有人数"))
    seats = models.PositiveSmallIntegerField(_("核定名额"), null=True, blank=True)
    vacancies = models.PositiveSmallIntegerField(_("缺额"), default=0)
    membership = models.CharField(_("全体的计算"), max_length=10, choices=choices(Membership))
    whole = models.PositiveSmallIntegerField(_("全体人数"))
    quorum = models.PositiveSmallIntegerField(_("法定出席人数"))
    present = models.PositiveSmallIntegerField(_("出席人数"))
    roll = models.JSONField(_("出席名单"), help_text=_("实有组成人员和出席的人；怎样投票没有记录"))
    issued = models.PositiveSmallIntegerField(_("发出票数"))
    returned = models.PositiveSmallIntegerField(_("收回票数"))
    spoiled = models.PositiveSmallIntegerField(_("废票"))
    valid = models.PositiveSmallIntegerField(_("有效票"))
    majority = models.CharField(_("通过标准"), max_length=16, choices=choices(Majority))
    rule = models.JSONField(_("测评规则"), null=True, blank=True)
    options = models.JSONField(_("选项"))
    basis = models.CharField(_("依据"), max_length=200)
    denominator = models.CharField(_("分母"), max_length=300)
    entered_by = models.CharField(_("录入人"), max_length=60)
    checked_by = models.CharField(_("复核人"), max_length=60)
    closed_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("结束操作人"))
    closed_at = models.DateTimeField(_("结束时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("表决结果")
        ordering: ClassVar = ["-closed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(present__lte=F("in_office"), present__gte=F("quorum")), name="result_had_its_quorum"
            ),
            models.CheckConstraint(
                condition=Q(issued__lte=F("present"), returned__lte=F("issued"), spoiled__lte=F("returned")),
                name="result_sheets_in_order",
            ),
            models.CheckConstraint(condition=Q(returned=F("valid") + F("spoiled")), name="result_valid_adds_up"),
            models.CheckConstraint(
                condition=Q(membership="in_office", whole=F("in_office")) | Q(membership="fixed", whole=F("seats")),
                name="result_whole_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ballot)


class BallotResultLine(House):
    """What became of one line, with the votes it had, of how many valid sheets."""

    append_only = True
    ledger = True

    result = models.ForeignKey(BallotResult, models.PROTECT, related_name="lines", verbose_name=_("表决结果"))
    position = models.PositiveSmallIntegerField(_("次序"))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员")
    )
    name = models.CharField(_("姓名、单位或者事项"), max_length=200)
    post = models.CharField(_("职务"), max_length=120, blank=True)
    written_in = models.BooleanField(_("另选的人"), default=False)
    counts = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("各选项票数"))
    unmarked = models.PositiveSmallIntegerField(_("未投票"))
    silent = models.PositiveSmallIntegerField(_("在场未投票"))
    valid = models.PositiveSmallIntegerField(_("有效票"))
    needed = models.PositiveSmallIntegerField(_("需要票数"))
    outcome = models.CharField(_("结果"), max_length=12, choices=choices(LineOutcome))
    words = models.CharField(_("等次"), max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("表决结果项")
        ordering: ClassVar = ["result", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "position"], name="result_line_unique"),
            models.CheckConstraint(
                condition=Q(valid=VotesTotal("counts") + F("unmarked"), silent__gte=F("unmarked")),
                name="result_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.name
