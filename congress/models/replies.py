"""What comes back on an assignment: contacts with those who asked, the reply, their evaluation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House
from congress.rules.followups import Channel, ContactWay, Mark, ReplyState


class OutcomeClass(House):
    """答复类别 of one year's scheme. The letters mean what this county's definition says, no more."""

    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    kind = models.CharField(
        _("适用的跟踪事项"), max_length=30, blank=True, help_text=_("为空的适用于代表建议等没有专门类别的事项")
    )
    scheme = models.CharField(_("方案"), max_length=20)
    year = models.PositiveSmallIntegerField(_("年度"))
    code = models.CharField(_("代码"), max_length=8)
    label = models.CharField(_("名称"), max_length=40)
    definition = models.CharField(_("定义"), max_length=200)
    counts_as_solved = models.BooleanField(_("计入解决"), default=False)
    needs_tracking = models.BooleanField(_("须承诺时限并跟踪"), default=False)
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("答复类别")
        ordering: ClassVar = ["year", "scheme", "place_order", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "kind", "year", "scheme", "code"], nulls_distinct=False, name="outcome_class_unique"
            )
        ]

    def __str__(self) -> str:
        if self.kind:
            return self.label
        return _("%(code)s类（%(label)s）") % {"code": self.code, "label": self.label}


class Contact(House):
    """面商: a contact or meeting with those who asked, before the answer (代表法 §51)."""

    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, related_name="contacts", verbose_name=_("承办")
    )
    on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=8, choices=choices(ContactWay))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    by = models.CharField(_("单位参加人"), max_length=120)
    met = models.CharField(_("联系到的代表"), max_length=120)
    view = models.TextField(_("代表意见"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("面商记录")
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_way_display()}"


class Reply(House):
    """答复: one per assignment; a rework is a new round's assignment with its own reply."""

    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, related_name="replies", verbose_name=_("承办")
    )
    number = models.CharField(_("文号"), max_length=40)
    dated = models.DateField(_("成文日期"))
    outcome = models.ForeignKey(OutcomeClass, models.PROTECT, related_name="+", verbose_name=_("答复类别"))
    signer = models.CharField(_("签发人"), max_length=60)
    contact_name = models.CharField(_("联系人"), max_length=60)
    contact_phone = models.CharField(_("联系电话"), max_length=30)
    summary = models.TextField(_("答复内容"), blank=True)
    promised_by = models.DateField(_("承诺完成日期"), null=True, blank=True)
    no_contact_reason = models.CharField(_("未面商的原因或尝试情况"), max_length=300, blank=True)
    may_publish = models.BooleanField(_("同意公开答复"), default=True)
    state = models.CharField(_("状态"), max_length=12, choices=choices(ReplyState), default=ReplyState.SUBMITTED)
    issued_at = models.DateTimeField(_("送达代表时间"), null=True, blank=True)
    submitted_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(_("提交时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("答复")
        ordering: ClassVar = ["submitted_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment"], condition=~Q(state="sent_back"), name="reply_stands_once"),
            models.CheckConstraint(
                condition=Q(state="issued", issued_at__isnull=False) | (~Q(state="issued") & Q(issued_at=None)),
                name="reply_issued_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Check(House):
    """审核: the government office's or the responsible office's look at a reply, passed or sent back (退回补正)."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="checks", verbose_name=_("答复"))
    place = models.CharField(_("审核单位"), max_length=60)
    passed = models.BooleanField(_("通过"))
    note = models.CharField(_("意见"), max_length=500, blank=True)
    checked_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("审核人"))
    checked_at = models.DateTimeField(_("审核时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("答复审核")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(passed=True) | ~Q(note=""), name="check_sent_back_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.passed}"


class CoOpinion(House):
    """会办意见: an assisting unit's signed opinion to the lead unit, who may send an empty one back."""

    assignment = models.ForeignKey(
        "congress.Assignment", models.PROTECT, related_name="opinions", verbose_name=_("承办")
    )
    number = models.CharField(_("文号"), max_length=40, blank=True)
    signer = models.CharField(_("签发人"), max_length=60)
    text = models.TextField(_("会办意见"))
    submitted_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("提交人"))
    submitted_at = models.DateTimeField(_("提交时间"))
    returned_reason = models.CharField(_("退回理由"), max_length=300, blank=True)
    returned_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("退回人")
    )
    returned_at = models.DateTimeField(_("退回时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("会办意见")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.assignment} {self.number}".strip()


class Verdict(House):
    """What the office or a meeting says of a round's answers where no deputy evaluates; one a round, for good."""

    append_only: ClassVar[bool] = True

    followup = models.ForeignKey(
        "congress.FollowUp", models.PROTECT, related_name="verdicts", verbose_name=_("跟踪事项")
    )
    round = models.PositiveSmallIntegerField(_("轮次"))
    mark = models.CharField(
        _("结果"), max_length=8, choices=choices(Mark), blank=True, help_text=_("存查等不作满意度评价的为空")
    )
    source = models.CharField(_("依据"), max_length=120)
    reason = models.TextField(_("意见和理由"), blank=True)
    on = models.DateField(_("日期"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("办理结果认定")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["followup", "round"], name="verdict_once_a_round"),
            models.CheckConstraint(condition=~Q(mark="bad") | ~Q(reason=""), name="verdict_bad_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_mark_display()}".strip()


class Evaluation(House):
    """代表评价: per reply and evaluator; process and result apart, silence is the absence of a row."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="evaluations", verbose_name=_("答复"))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="evaluations", verbose_name=_("评价人"))
    process = models.CharField(_("对办理过程"), max_length=8, choices=choices(Mark))
    result = models.CharField(_("对办理结果"), max_length=8, choices=choices(Mark))
    reason = models.TextField(_("意见和理由"), blank=True)
    channel = models.CharField(_("方式"), max_length=8, choices=choices(Channel), default=Channel.ONLINE)
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("代表评价")
        ordering: ClassVar = ["recorded_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "person"], name="evaluation_unique"),
            models.CheckConstraint(
                condition=(~Q(process="bad") & ~Q(result="bad")) | ~Q(reason=""),
                name="evaluation_dissatisfied_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_process_display()} / {self.get_result_display()}"
