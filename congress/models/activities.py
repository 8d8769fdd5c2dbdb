"""Activities: an activity gathers. Who took part, what was found, and where that went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from congress.rules.activities import ActivityKind, ActivityPart, ActivityState, FindingSource, FindingTo


class Activity(Versioned):
    """活动: a tour of inspection, research, a hearing, a visit, a court session attended, a group's activity."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    kind = models.CharField(_("类别"), max_length=12, choices=choices(ActivityKind))
    state = models.CharField(
        _("状态"), max_length=10, choices=choices(ActivityState), default=ActivityState.PLANNED, editable=False
    )
    title = models.CharField(_("名称"), max_length=120)
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("组织的机构"))
    starts_on = models.DateField(_("日期"))
    ends_on = models.DateField(_("结束日期"))
    starts_at = models.TimeField(_("时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    purpose = models.TextField(_("内容和要求"), blank=True)
    found = models.TextField(_("活动情况"), blank=True)
    origin = models.CharField(_("来自"), max_length=200, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    created_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    class Meta:
        verbose_name = verbose_name_plural = _("活动")
        ordering: ClassVar = ["-starts_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="activity_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(state=ActivityState.HELD) | ~Q(found=""), name="activity_held_says_what_was_found"
            ),
            models.CheckConstraint(
                condition=~Q(state=ActivityState.CANCELLED) | ~Q(cancel_reason=""),
                name="activity_cancelled_with_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county", "starts_on", "id"], name="activity_by_county")]

    def __str__(self) -> str:
        return self.title


class Participation(House):
    """参加: a person of the house, a unit, or somebody known by name alone."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations", verbose_name=_("活动"))
    part = models.CharField(_("身份"), max_length=10, choices=choices(ActivityPart))
    person = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("人员")
    )
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    name = models.CharField(_("姓名"), max_length=60, blank=True, help_text=_("不在册的人"))
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("参加活动")
        ordering: ClassVar = ["activity", "place_order", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(department__isnull=False) | ~Q(name=""),
                name="participation_is_somebody",
            ),
            models.UniqueConstraint(
                fields=["activity", "person"], condition=Q(person__isnull=False), name="participation_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "activity"], name="participation_by_person")]

    def __str__(self) -> str:
        return str(self.person or self.name or self.department)


class Finding(House):
    """发现的问题: one thing found, from what, whom it concerns, where it goes."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="findings", verbose_name=_("活动"))
    position = models.PositiveSmallIntegerField(_("次序"))
    text = models.TextField(_("问题"))
    source = models.CharField(_("怎样发现"), max_length=12, choices=choices(FindingSource))
    goes_to = models.CharField(_("去向"), max_length=12, choices=choices(FindingTo))
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("涉及单位")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("发现的问题")
        ordering: ClassVar = ["activity", "position", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class ActivityFile(House):
    """A file of an activity: its scheme, photographs, a report."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="files", verbose_name=_("活动"))
    attachment = models.OneToOneField("congress.Attachment", models.PROTECT, related_name="+", verbose_name=_("文件"))

    class Meta:
        verbose_name = verbose_name_plural = _("活动材料")
        ordering: ClassVar = ["activity", "id"]

    def __str__(self) -> str:
        return str(self.attachment)
