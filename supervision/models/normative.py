"""Normative documents (规范性文件) that makers file, their review, and the makers' yearly catalogues."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congress.labels import choices
from congress.models.base import House, Versioned
from supervision import labels  # noqa: F401  (fills the core's table of words)
from supervision.rules.normative import (
    NUMBER_MAX,
    TITLE_MAX,
    Asker,
    Ground,
    NormativeEvent,
    NormativeState,
    Occasion,
)


def one_maker(name: str) -> models.CheckConstraint:
    """A maker is an organ of the county or the congress of one of its townships."""
    return models.CheckConstraint(
        condition=Q(organ__isnull=False, township=None) | Q(organ=None, township__isnull=False), name=name
    )


class Made(models.Model):
    """Who made it: an organ, or a township's congress."""

    organ = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("制定机关")
    )
    township = models.ForeignKey(
        "congress.Congress", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("乡镇人大")
    )

    class Meta:
        abstract = True

    @property
    def maker(self) -> str:
        """The maker's name."""
        return str(self.organ or self.township or "")


class NormativeDocument(Made, Versioned):
    """报备的规范性文件. Its state moves by :data:`supervision.rules.normative.MOVES` alone."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("登记机构"))
    year = models.PositiveSmallIntegerField(_("登记年度"), editable=False)
    serial = models.PositiveIntegerField(_("登记序号"), editable=False)
    title = models.CharField(_("文件名称"), max_length=TITLE_MAX)
    number = models.CharField(_("文号"), max_length=NUMBER_MAX, blank=True)
    published_on = models.DateField(_("公布日期"))
    submitted_on = models.DateField(_("报送日期"))
    filing_due_on = models.DateField(_("应当报送的日期"), editable=False)
    materials = models.JSONField(_("报备材料"), default=list, blank=True)
    grounds = models.TextField(_("制定依据"), blank=True)
    occasion = models.CharField(_("审查方式"), max_length=12, choices=choices(Occasion), default=Occasion.ACTIVE)
    state = models.CharField(
        _("状态"), max_length=12, choices=choices(NormativeState), default=NormativeState.REGISTERED, editable=False
    )
    taken_on = models.DateField(_("备案日期"), null=True, blank=True, editable=False)
    settled_on = models.DateField(_("办结日期"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("当前期限"), null=True, blank=True, editable=False)
    ground = models.CharField(_("问题的性质"), max_length=10, choices=choices(Ground), blank=True)
    meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作出决定的会议")
    )
    letter = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审查意见")
    )
    refiles = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="refiled_as", verbose_name=_("重新报送自")
    )
    registered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("规范性文件")
        ordering: ClassVar = ["-year", "-serial"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "year", "serial"], name="normative_number_unique"),
            one_maker("normative_one_maker"),
            models.CheckConstraint(
                condition=Q(submitted_on__gte=models.F("published_on")), name="normative_filed_after_publication"
            ),
            models.CheckConstraint(
                condition=~Q(state="annulled") | (~Q(ground="") & Q(meeting__isnull=False)),
                name="normative_annulled_by_a_meeting",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "state", "due_on"], name="normative_by_state"),
            models.Index(fields=["county", "year", "-serial"], name="normative_by_year"),
        ]

    def __str__(self) -> str:
        return f"{self.register_number} {self.title}"

    @property
    def register_number(self) -> str:
        """备字〔2026〕3号."""
        return _("备字〔%(year)s〕%(serial)s号") % {"year": self.year, "serial": self.serial}


class NormativeStep(House):
    """What was done with a document, and the date that ran from it: the ledger of its review.

    The ledger of deadlines belongs to follow-ups and meetings; a review has neither an asker nor a unit that
    answers in the house, so its dates stand here, with the rule and the arithmetic they were computed by.
    """

    append_only = True

    document = models.ForeignKey(NormativeDocument, models.PROTECT, related_name="steps", verbose_name=_("规范性文件"))
    event = models.CharField(_("步骤"), max_length=16, choices=choices(NormativeEvent), blank=True)
    state = models.CharField(_("转为"), max_length=12, choices=choices(NormativeState))
    on = models.DateField(_("日期"))
    note = models.TextField(_("说明"), blank=True)
    meeting = models.ForeignKey(
        "congress.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("会议")
    )
    rule = models.ForeignKey(
        "congress.DeadlineRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("期限规则")
    )
    anchor_on = models.DateField(_("起算日"), null=True, blank=True)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    nominal_on = models.DateField(_("顺延前的日期"), null=True, blank=True)
    provisional = models.BooleanField(_("暂定"), default=False)
    arithmetic = models.JSONField(_("计算过程"), default=list, blank=True)
    by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("备案审查步骤")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_event_display()}"


class OfficeReview(House):
    """An office's part of a review: what it was sent, until when, and what it found."""

    document = models.ForeignKey(
        NormativeDocument, models.PROTECT, related_name="reviews", verbose_name=_("规范性文件")
    )
    body = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("审查机构"))
    round = models.PositiveSmallIntegerField(_("第几次审查"), default=1)
    sent_on = models.DateField(_("分送日期"))
    due_on = models.DateField(_("提出意见的期限"))
    rule = models.ForeignKey("congress.DeadlineRule", models.PROTECT, related_name="+", verbose_name=_("期限规则"))
    found_on = models.DateField(_("提出意见日期"), null=True, blank=True)
    objects_to = models.CharField(_("问题的性质"), max_length=10, choices=choices(Ground), blank=True)
    finding = models.TextField(_("审查意见"), blank=True)
    found_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审查人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("分送审查")
        ordering: ClassVar = ["round", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "body", "round"], name="office_review_unique"),
            models.CheckConstraint(
                condition=Q(found_on=None, finding="", objects_to="") | Q(found_on__isnull=False) & ~Q(finding=""),
                name="office_review_found_is_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.document}"


class ReviewRequest(Versioned):
    """审查要求, 审查建议: who asks that a document be reviewed, and what he was answered."""

    document = models.ForeignKey(
        NormativeDocument, models.PROTECT, related_name="requests", verbose_name=_("规范性文件")
    )
    asker = models.CharField(_("提出人"), max_length=12, choices=choices(Asker))
    name = models.CharField(_("名称或者姓名"), max_length=80)
    contact = models.CharField(_("联系方式"), max_length=80, blank=True)
    received_on = models.DateField(_("收到日期"))
    claim = models.TextField(_("理由"))
    replied_on = models.DateField(_("答复日期"), null=True, blank=True)
    reply = models.TextField(_("答复"), blank=True)
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))

    audit_secrets: ClassVar[tuple[str, ...]] = ("contact",)

    class Meta:
        verbose_name = verbose_name_plural = _("审查要求和建议")
        ordering: ClassVar = ["received_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(replied_on=None, reply="") | Q(replied_on__isnull=False) & ~Q(reply=""),
                name="review_request_reply_is_written",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.received_on}"


class NormativeFile(House):
    """A file of a document: what was filed is for the maker too, the rest stays inside."""

    document = models.ForeignKey(NormativeDocument, models.PROTECT, related_name="files", verbose_name=_("规范性文件"))
    attachment = models.OneToOneField(
        "congress.Attachment", models.PROTECT, related_name="normative_file", verbose_name=_("文件")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("规范性文件的附件")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.attachment)


class Catalogue(Made, Versioned):
    """年度目录: what a maker says it issued in a year, compared with the register."""

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="+", verbose_name=_("县"))
    office = models.ForeignKey("congress.Body", models.PROTECT, related_name="+", verbose_name=_("核对机构"))
    year = models.PositiveSmallIntegerField(_("目录年度"))
    received_on = models.DateField(_("收到日期"))
    due_on = models.DateField(_("应当报送的日期"), editable=False)
    letter = models.ForeignKey(
        "congress.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("补报通知")
    )
    entered_by = models.ForeignKey("congress.User", models.PROTECT, related_name="+", verbose_name=_("录入人"))

    class Meta:
        verbose_name = verbose_name_plural = _("年度目录")
        ordering: ClassVar = ["-year", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county", "year", "organ", "township"], nulls_distinct=False, name="catalogue_unique"
            ),
            one_maker("catalogue_one_maker"),
        ]

    def __str__(self) -> str:
        return _("%(maker)s%(year)s年规范性文件目录") % {"maker": self.maker, "year": self.year}


class CatalogueLine(House):
    """A document a maker names; without one of the register it was not filed (漏报)."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="lines", verbose_name=_("目录"))
    position = models.PositiveSmallIntegerField(_("序号"))
    number = models.CharField(_("文号"), max_length=NUMBER_MAX, blank=True)
    title = models.CharField(_("文件名称"), max_length=TITLE_MAX)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    document = models.ForeignKey(
        NormativeDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对应的报备文件")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("目录所列文件")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["catalogue", "position"], name="catalogue_line_unique")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()
