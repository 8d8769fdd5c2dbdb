"""Suggestions (代表建议、批评和意见), their co-signers and files, and the year's categories."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models import Person
from congress.models.base import House, Versioned
from deputies import labels  # noqa: F401  (fills the core's table of words)
from deputies.rules import TITLE_MAX, CosignState, Difficulty, Origin, Publicity, SuggestionState


class Category(House):
    """类别 of one year's short scheme, for statistics; workload is counted by unit."""

    county = models.ForeignKey(
        "congress.Congress", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("县")
    )
    scheme = models.CharField(_("方案"), max_length=20)
    year = models.PositiveSmallIntegerField(_("年度"))
    code = models.CharField(_("代码"), max_length=20)
    label = models.CharField(_("名称"), max_length=40)
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("建议类别")
        ordering: ClassVar = ["year", "scheme", "place_order", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "year", "scheme", "code"], nulls_distinct=False, name="category_unique"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Suggestion(Versioned):
    """代表建议. Its handling is the follow-up it owns from the day it is submitted."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    term = models.ForeignKey("congress.Term", models.PROTECT, related_name="+", verbose_name=_("届"))
    session = models.ForeignKey(
        "congress.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("会议"),
        help_text=_("闭会期间提出的留空"),
    )
    origin = models.CharField(_("来源"), max_length=16, choices=choices(Origin), default=Origin.OWN)
    author = models.ForeignKey(
        "congress.Mandate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name=_("领衔代表"),
    )
    outside_author = models.ForeignKey(
        "congress.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("上级代表"),
        help_text=_("上级代表或者上级人大转来的建议，登记提出人"),
    )
    source_note = models.CharField(_("来文单位和文号"), max_length=120, blank=True)
    entered_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代录人")
    )
    received_on = models.DateField(
        _("收到原件日期"), null=True, blank=True, help_text=_("代录的签名原件何时收到；会议截止前收到的属于该次会议")
    )
    serial = models.PositiveIntegerField(_("序号"), null=True, blank=True)
    title = models.CharField(_("标题"), max_length=TITLE_MAX, blank=True)
    body = models.TextField(_("情况和建议"), blank=True)
    publicity = models.CharField(_("公开意愿"), max_length=8, choices=choices(Publicity), blank=True)
    confidential = models.BooleanField(_("请求保密"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=choices(SuggestionState), default=SuggestionState.DRAFT)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("类别")
    )
    difficulty = models.CharField(_("办理难度"), max_length=10, choices=choices(Difficulty), blank=True)
    created_at = models.DateTimeField(_("起草时间"))
    saved_at = models.DateTimeField(_("保存时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    published_on = models.DateField(_("公开日期"), null=True, blank=True)
    published_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公开操作人")
    )
    followup = models.OneToOneField(
        "congress.FollowUp",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestion",
        verbose_name=_("跟踪事项"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("代表建议")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft", followup=None, submitted_at=None)
                | (~Q(state="draft") & Q(followup__isnull=False, submitted_at__isnull=False)),
                name="suggestion_submitted_is_followed",
            ),
            models.CheckConstraint(
                condition=Q(origin="own", author__isnull=False, outside_author=None)
                | (~Q(origin="own") & Q(author=None, outside_author__isnull=False)),
                name="suggestion_has_one_author",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(publicity__in=["all", "title"], confidential=False),
                name="suggestion_published_by_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(serial__isnull=False), name="suggestion_accepted_is_numbered"
            ),
            models.UniqueConstraint(
                fields=["county", "term", "session", "serial"],
                condition=Q(serial__isnull=False),
                nulls_distinct=False,
                name="suggestion_number_unique",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "author", "-created_at"], name="suggestion_by_author"),
            models.Index(fields=["county", "state", "-submitted_at"], name="suggestion_by_state"),
            models.Index(fields=["county", "-id"], name="suggestion_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def lead(self) -> Person:
        """Who signed first: a deputy of this county, or somebody from above."""
        person = self.author.person if self.author else self.outside_author
        assert person is not None  # the database says so: suggestion_has_one_author
        return person

    @property
    def lead_label(self) -> str:
        """The lead signer with his delegation, or where the paper came from."""
        if self.author:
            return str(self.author)
        return f"{self.lead}（{self.source_note or self.get_origin_display()}）"

    @property
    def number(self) -> str:
        """第 47 号, or 闭会第 6 号 when made between sessions; empty before acceptance."""
        if self.serial is None:
            return ""
        shape = _("第%(serial)s号") if self.session_id else _("闭会第%(serial)s号")
        return shape % {"serial": self.serial}


class Cosigner(House):
    """附议: one deputy invited by the author, who confirms or declines in person."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="cosigners", verbose_name=_("建议"))
    mandate = models.ForeignKey("congress.Mandate", models.PROTECT, related_name="cosignings", verbose_name=_("代表"))
    state = models.CharField(_("状态"), max_length=10, choices=choices(CosignState), default=CosignState.INVITED)
    invited_at = models.DateTimeField(_("邀请时间"))
    answered_at = models.DateTimeField(_("回应时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("附议")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["suggestion", "mandate"], name="cosigner_unique")]
        indexes: ClassVar = [models.Index(fields=["mandate", "state"], name="cosigner_by_mandate")]

    def __str__(self) -> str:
        return str(self.mandate)


class SuggestionFile(House):
    """A file that belongs to a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="files", verbose_name=_("建议"))
    attachment = models.OneToOneField("congress.Attachment", models.CASCADE, related_name="+", verbose_name=_("附件"))

    class Meta:
        verbose_name = verbose_name_plural = _("建议附件")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.attachment)
