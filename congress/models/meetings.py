"""Meetings: what meets, what stands on the agenda, what has to be handed in, who is there and what was said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.labels.sessions import meeting_name
from congress.models.base import House, Versioned
from congress.rules.followups import Clock
from congress.rules.meetings import Answer, ItemKind, ItemState, MeetingKind, MeetingState, Quality


class Meeting(Versioned):
    """会议. Everything that is decided, is decided at one; a congress session has its roster in ``session``."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    kind = models.CharField(_("类别"), max_length=20, choices=choices(MeetingKind))
    term = models.ForeignKey("congress.Term", models.PROTECT, related_name="meetings", verbose_name=_("届"))
    body = models.ForeignKey(
        "congress.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("召开的机构"),
        help_text=_("大会和主席团会议留空"),
    )
    session = models.ForeignKey(
        "congress.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("大会会议"),
        help_text=_("大会会议本身，或者大会期间的主席团会议"),
    )
    number = models.PositiveSmallIntegerField(_("第几次"))
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(MeetingState), default=MeetingState.PREPARING, editable=False
    )
    starts_on = models.DateField(_("举行日期"))
    ends_on = models.DateField(_("结束日期"))
    starts_at = models.TimeField(_("开始时间"))
    place = models.CharField(_("地点"), max_length=80)
    presided_by = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主持人")
    )
    note = models.CharField(_("备注"), max_length=200, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    agenda_adopted_on = models.DateField(_("议程通过日期"), null=True, blank=True)
    agenda_adopted_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted",
        verbose_name=_("拟订议程的主任会议"),
        help_text=_("常委会会议议程由主任会议拟订（地方组织法第五十四条）"),
    )
    notified_at = models.DateTimeField(_("发出通知时间"), null=True, blank=True)
    opened_at = models.DateTimeField(_("开会时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("闭会时间"), null=True, blank=True)
    guests_note = models.CharField(_("超过列席、旁听名额的理由"), max_length=200, blank=True)
    due_on = models.DateField(_("最近的期限"), null=True, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("建立人"))

    class Meta:
        verbose_name = verbose_name_plural = _("会议")
        ordering: ClassVar = ["-starts_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "kind", "term", "body", "session", "number"],
                nulls_distinct=False,
                name="meeting_number_unique",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="meeting_dates_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "starts_on", "id"], name="meeting_by_county")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """第十八届人大常委会第三十二次会议, without the county's own name, as lists say it."""
        return meeting_name(MeetingKind(self.kind), self.term.number, self.number, str(self.body or ""))

    @property
    def full_name(self) -> str:
        """云岭县第十八届人民代表大会常务委员会第三十二次会议, as papers say it."""
        body = str(self.body.name if self.body else "")
        return self.county.area + meeting_name(MeetingKind(self.kind), self.term.number, self.number, body, full=True)


class AgendaItem(Versioned):
    """议题. Called for, put on the draft, adopted; what is decided on it is written here."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name=_("会议"))
    position = models.PositiveSmallIntegerField(_("次序"))
    kind = models.CharField(_("类别"), max_length=12, choices=choices(ItemKind))
    state = models.CharField(
        _("状态"), max_length=8, choices=choices(ItemState), default=ItemState.CALLED, editable=False
    )
    title = models.CharField(_("议题"), max_length=200)
    organ = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告机关")
    )
    office = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责的工作机构")
    )
    reporter = models.CharField(_("报告人"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(_("时长（分钟）"), null=True, blank=True)
    restricted = models.BooleanField(
        _("表决前不公开"), default=False, help_text=_("人事事项在表决前只有会务和组成人员可见")
    )
    outcome = models.TextField(_("结果"), blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    origin = models.CharField(_("来自"), max_length=200, blank=True)
    put_off_from = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="put_off", verbose_name=_("自哪次会议改列")
    )
    proposed_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("提出人"))

    class Meta:
        verbose_name = verbose_name_plural = _("议题")
        ordering: ClassVar = ["meeting", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_position_unique", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.title


class Material(Versioned):
    """会议材料: what has to be handed in for an item by a date counted back from the meeting."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="materials", verbose_name=_("议题"))
    clock = models.CharField(_("环节"), max_length=24, choices=choices(Clock))
    due_on = models.DateField(_("期限"))
    entry = models.ForeignKey("congress.Deadline", models.PROTECT, related_name="+", verbose_name=_("期限条目"))
    received_on = models.DateField(_("收到日期"), null=True, blank=True)
    late_reason = models.CharField(_("逾期理由"), max_length=200, blank=True)
    received_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("会议材料")
        ordering: ClassVar = ["item", "due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "clock"], name="material_unique"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__lte=F("due_on")) | ~Q(late_reason=""),
                name="material_late_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_clock_display()}"


class Attendance(Versioned):
    """出席、列席、旁听. Who is there is recorded; how anybody votes is nowhere."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name=_("会议"))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name=_("人员")
    )
    name = models.CharField(_("姓名"), max_length=60, blank=True, help_text=_("旁听公民等不在册的人"))
    quality = models.CharField(_("身份"), max_length=12, choices=choices(Quality))
    title = models.CharField(_("职务"), max_length=80, blank=True)
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    delegation = models.ForeignKey(
        "congress.Delegation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代表团")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sitting_in",
        verbose_name=_("列席的议题"),
        help_text=_("留空表示全程"),
    )
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)
    notified_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    answer = models.CharField(_("回执"), max_length=12, choices=choices(Answer), default=Answer.NONE)
    answer_note = models.CharField(_("请假理由"), max_length=200, blank=True)
    substitute = models.CharField(_("受委托人"), max_length=60, blank=True)
    answered_at = models.DateTimeField(_("回执时间"), null=True, blank=True)
    came_at = models.DateTimeField(_("签到时间"), null=True, blank=True)
    left_at = models.DateTimeField(_("离会时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("参会人员")
        ordering: ClassVar = ["meeting", "quality", "place_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_unique"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person=None, quality="listener") & ~Q(name="")),
                name="attendance_is_a_person_or_a_listeners_name",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(came_at__isnull=False, left_at__gte=F("came_at")),
                name="attendance_left_after_coming",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_name}（{self.get_quality_display()}）"

    @property
    def shown_name(self) -> str:
        """Whose attendance it is."""
        return self.person.name if self.person else self.name


class Speech(House):
    """发言: by member and item. The opinion is drafted from them."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="speeches", verbose_name=_("议题"))
    person = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("发言人"))
    position = models.PositiveSmallIntegerField(_("次序"))
    text = models.TextField(_("发言要点"))
    recorded_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("发言")
        ordering: ClassVar = ["item", "position", "id"]

    def __str__(self) -> str:
        return f"{self.person}：{self.text[:20]}"


class ProgrammeEntry(House):
    """一周工作安排: what is on in the office besides meetings."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    on = models.DateField(_("日期"))
    at = models.TimeField(_("时间"), null=True, blank=True, help_text=_("留空表示全天"))
    title = models.CharField(_("内容"), max_length=120)
    place = models.CharField(_("地点"), max_length=60, blank=True)
    people = models.CharField(_("参加人员"), max_length=120, blank=True)
    office = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任机构")
    )
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("录入人"))

    class Meta:
        verbose_name = verbose_name_plural = _("一周工作安排")
        ordering: ClassVar = ["on", "at", "id"]
        indexes: ClassVar = [models.Index(fields=["county", "on"], name="programme_by_county")]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class MeetingMove(House):
    """改期: each time a meeting was moved, from which day to which, and why. Never changed."""

    append_only = True

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="moves", verbose_name=_("会议"))
    from_on = models.DateField(_("原定日期"))
    to_on = models.DateField(_("改为"))
    reason = models.CharField(_("改期原因"), max_length=200)
    moved_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("改期人"))
    moved_at = models.DateTimeField(_("改期时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("会议改期")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"


class CalendarFeed(House):
    """日历订阅: an address by which one's own calendar reads one's meetings. Only its digest is kept."""

    audit_secrets = ("digest",)

    user = models.OneToOneField("congress.User", models.CASCADE, related_name="feed", verbose_name=_("账号"))
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("日历订阅")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.user)
