"""The follow-up: one thing that somebody must do by a date and report back on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.followups import (
    AssignmentState,
    Ending,
    FollowUpState,
    HandlingRole,
    Openness,
    PartyPart,
    RequestKind,
)


class FollowUp(Versioned):
    """跟踪事项. Lists never need its owner: it carries title, number, kind and who may see it.

    ``state`` is the projection of its facts and assignments (:func:`congress.rules.followups.project`),
    stored for filtering. ``due_on`` is the nearest date running now, on it or on its assignments;
    ``reply_due_on`` the last good day of the answer. Both are copies of ledger entries.
    """

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="followups", verbose_name=_("县"))
    kind = models.CharField(_("类别"), max_length=30)
    number = models.CharField(_("编号"), max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=120)
    asked_by = models.CharField(_("提出者"), max_length=120, blank=True)
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="followups", verbose_name=_("责任机构"))
    openness = models.PositiveSmallIntegerField(_("知悉范围"), choices=choices(Openness), default=Openness.PARTIES)
    state = models.CharField(_("状态"), max_length=12, choices=choices(FollowUpState), default=FollowUpState.FILED)
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    rounds_allowed = models.PositiveSmallIntegerField(_("可重新办理次数"), default=0)
    opened_on = models.DateField(_("收到日期"))
    on_paper = models.BooleanField(
        _("照纸质原件代录"), default=False, help_text=_("退回修改后由代录的机关照改写的原件重新录入")
    )
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    sent_back_on = models.DateField(_("退回修改日期"), null=True, blank=True)
    comment_wanted = models.BooleanField(_("预分办待回复"), default=False)
    handed_over_on = models.DateField(_("首次交办日期"), null=True, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    evaluated_on = models.DateField(_("评价日期"), null=True, blank=True)
    evaluation_due_on = models.DateField(_("评价期限"), null=True, blank=True)
    dissatisfied = models.BooleanField(_("本轮评价不满意"), default=False)
    conferred_on = models.DateField(_("会商日期"), null=True, blank=True)
    settled_on = models.DateField(_("办理结束日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    ending = models.CharField(_("其他结果"), max_length=12, choices=choices(Ending), blank=True)
    ending_note = models.CharField(_("结果说明"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入")
    )
    returns = models.PositiveSmallIntegerField(_("退办次数"), default=0)
    due_on = models.DateField(_("当前期限"), null=True, blank=True)
    due_entry = models.ForeignKey(
        "congress.Deadline", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("当前期限条目")
    )
    reply_due_on = models.DateField(_("答复期限"), null=True, blank=True)
    recorded_by_import = models.ForeignKey(
        "congress.ImportJob", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("据台账补录")
    )
    gaps = models.JSONField(_("缺项"), default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("跟踪事项")
        ordering: ClassVar = ["-opened_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["county", "state", "due_on", "id"], name="followup_by_state"),
            models.Index(fields=["county", "kind", "-opened_on", "-id"], name="followup_by_kind"),
            models.Index(fields=["county", "due_on", "id"], name="followup_open", condition=Q(closed_on=None)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ending="merged", merged_into__isnull=False)
                | (~Q(ending="merged") & Q(merged_into=None))
                | Q(ending="merged", recorded_by_import__isnull=False),
                name="followup_merged_names_the_leading_one",
            ),
            models.CheckConstraint(
                condition=Q(ending="") | Q(closed_on__isnull=False), name="followup_ended_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(gaps=[]) | Q(recorded_by_import__isnull=False), name="followup_gaps_are_of_the_past"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Party(House):
    """Who has a part in a follow-up: a person, a department or a body, each once per part."""

    followup = models.ForeignKey(FollowUp, models.CASCADE, related_name="parties", verbose_name=_("跟踪事项"))
    part = models.CharField(_("身份"), max_length=12, choices=choices(PartyPart))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("人员")
    )
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("单位")
    )
    body = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("人大机构")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("相关方")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, department=None, body=None)
                | Q(person=None, department__isnull=False, body=None)
                | Q(person=None, department=None, body__isnull=False),
                name="party_is_one",
            ),
            models.UniqueConstraint(
                fields=["followup", "part", "person", "department", "body"], nulls_distinct=False, name="party_unique"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person", "part", "followup"], name="party_by_person", condition=Q(person__isnull=False)
            ),
            models.Index(
                fields=["department", "followup"], name="party_by_department", condition=Q(department__isnull=False)
            ),
            models.Index(fields=["body", "followup"], name="party_by_body", condition=Q(body__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.person or self.department or self.body}"


class Assignment(Versioned):
    """交办: follow-up × department × role × round. Rework is a new round; nothing is overwritten.

    ``addressee``: handed to this person himself, of the department he is named with; the department's contacts and
    leader have no part in it, and no coordinator forwards it.
    """

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    followup = models.ForeignKey(FollowUp, models.PROTECT, related_name="assignments", verbose_name=_("跟踪事项"))
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, related_name="assignments", verbose_name=_("承办单位")
    )
    addressee = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="addressed", verbose_name=_("承办本人")
    )
    role = models.CharField(_("承办方式"), max_length=8, choices=choices(HandlingRole))
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    state = models.CharField(
        _("状态"), max_length=20, choices=choices(AssignmentState), default=AssignmentState.AWAITING
    )
    handed_over_on = models.DateField(_("交办日期"))
    handed_over_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("交办人"))
    note = models.TextField(_("交办意见"), blank=True)
    coordinator = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经由交办的单位")
    )
    forwarded_on = models.DateField(_("转交日期"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("改派自")
    )
    return_until = models.DateField(_("退办期限"), null=True, blank=True)
    pending = models.CharField(_("待决申请"), max_length=10, choices=choices(RequestKind), blank=True)
    extendable = models.BooleanField(_("可延期"), default=False)
    extended_on = models.DateField(_("延期决定日期"), null=True, blank=True)
    signed_for_on = models.DateField(_("签收日期"), null=True, blank=True)
    signed_for_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, related_name="+", verbose_name=_("签收人")
    )
    handler = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="handling", verbose_name=_("经办人")
    )
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    due_on = models.DateField(_("当前期限"), null=True, blank=True)
    due_entry = models.ForeignKey(
        "congress.Deadline", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("当前期限条目")
    )
    reply_due_on = models.DateField(_("答复期限"))

    class Meta:
        verbose_name = verbose_name_plural = _("承办")
        ordering: ClassVar = ["round", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["followup", "department", "round"],
                condition=~Q(state__in=["reassigned", "cancelled"]),
                name="assignment_unique",
            ),
            models.CheckConstraint(
                condition=Q(signed_for_on=None) | Q(signed_for_on__gte=models.F("handed_over_on")),
                name="assignment_signed_after_hand_over",
            ),
            models.CheckConstraint(
                condition=Q(addressee=None) | Q(coordinator=None), name="assignment_to_a_person_is_direct"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "department", "state", "due_on"], name="assignment_by_department"),
            models.Index(
                fields=["county", "coordinator", "state", "due_on"],
                name="assignment_by_coordinator",
                condition=Q(coordinator__isnull=False),
            ),
            models.Index(
                fields=["county", "state", "due_on"],
                name="assignment_for_office",
                condition=Q(state__in=["raised", "office_check"]) | Q(pending="extension"),
            ),
            models.Index(
                fields=["addressee", "state"], name="assignment_by_addressee", condition=Q(addressee__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.answerer}"

    @property
    def answerer(self) -> str:
        """Who answers: 县民政局, or 县民政局 罗秀英 himself."""
        return f"{self.department} {self.addressee}" if self.addressee_id else str(self.department)


class Proposal(House):
    """预分办: a unit the office means to hand over to, and what the government office says to it."""

    followup = models.ForeignKey(FollowUp, models.CASCADE, related_name="proposals", verbose_name=_("跟踪事项"))
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, related_name="+", verbose_name=_("拟承办单位")
    )
    role = models.CharField(_("承办方式"), max_length=8, choices=choices(HandlingRole))
    coordinator = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("征求意见的单位")
    )
    proposed_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"))
    agrees = models.BooleanField(_("同意"), null=True, blank=True)
    suggested = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("建议改由")
    )
    comment = models.CharField(_("意见"), max_length=300, blank=True)
    commented_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回复人")
    )
    commented_at = models.DateTimeField(_("回复时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("预分办")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["followup", "department"], name="proposal_unique")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.department}"


class KeyMatter(House):
    """重点督办: fixed by the chairpersons' meeting, led by one of them (代表法 §52)."""

    followup = models.OneToOneField(FollowUp, models.CASCADE, related_name="key", verbose_name=_("跟踪事项"))
    leader = models.ForeignKey(
        "congress.Person", models.PROTECT, related_name="leading", verbose_name=_("领衔督办的常委会领导")
    )
    body = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对口工作机构")
    )
    county_leader = models.CharField(_("领办的县领导"), max_length=60, blank=True)
    decided_on = models.DateField(_("确定日期"))
    meeting = models.CharField(_("确定的会议"), max_length=80)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("重点督办")
        ordering: ClassVar = ["-decided_on", "id"]
        indexes: ClassVar = [models.Index(fields=["leader", "followup"], name="key_by_leader")]

    def __str__(self) -> str:
        return f"{self.leader} {self.meeting}"
