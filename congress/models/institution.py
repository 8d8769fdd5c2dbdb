"""Congresses, terms, sessions, delegations, bodies, and the organs and units they deal with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.labels.sessions import session_name, term_name
from congress.models.base import House


class Congress(House):
    """人民代表大会. The county-level one is the tenant; its townships are rows under it."""

    class Level(models.TextChoices):
        COUNTY = "county", _("县级")
        TOWNSHIP = "township", _("乡级")

    level = models.CharField(_("级别"), max_length=12, choices=Level.choices)
    county = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="townships", verbose_name=_("所属县")
    )
    name = models.CharField(_("全称"), max_length=80, unique=True)
    area = models.CharField(_("行政区域"), max_length=40, help_text=_("如“云岭县”“石门镇”，用于文书抬头"))
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("人民代表大会")
        ordering: ClassVar = ["level", "place_order", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level="county", county=None) | Q(level="township", county__isnull=False),
                name="congress_township_has_county",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def committee_name(self) -> str:
        """The standing committee's name, as printed in letterheads."""
        return _("%(congress)s常务委员会") % {"congress": self.name}


class Term(House):
    """届: five years (地方组织法 §9), rolls over with the first session of the next one."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="terms", verbose_name=_("人民代表大会"))
    number = models.PositiveSmallIntegerField(_("第几届"))
    since = models.DateField(_("起始日"))
    until = models.DateField(_("届满日"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("届")
        ordering: ClassVar = ["congress", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["congress", "number"], name="term_unique"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="term_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.congress.name}{term_name(self.number)}"


class Session(House):
    """次会议 of a congress. Suggestions handed in before its closing time belong to it."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions", verbose_name=_("届"))
    number = models.PositiveSmallIntegerField(_("第几次会议"))
    opens_on = models.DateField(_("开幕日"))
    closes_on = models.DateField(_("闭幕日"))
    suggestions_close_at = models.DateTimeField(_("建议截止时间"), help_text=_("此后提出的建议按闭会期间建议编号"))
    motions_close_at = models.DateTimeField(
        _("议案截止时间"), null=True, blank=True, help_text=_("由主席团决定；没有决定以前不接收议案")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("大会会议")
        ordering: ClassVar = ["-opens_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "number"], name="session_unique"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="session_dates_in_order"),
        ]

    def __str__(self) -> str:
        return session_name(self.term.number, self.number)


class Delegation(House):
    """代表团: the deputies of one election district or area within a term."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="delegations", verbose_name=_("届"))
    name = models.CharField(_("名称"), max_length=40)
    township = models.ForeignKey(
        Congress, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对应乡镇人大")
    )
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("代表团")
        ordering: ClassVar = ["term", "place_order", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["term", "name"], name="delegation_unique")]

    def __str__(self) -> str:
        return self.name


class Body(House):
    """An organ of the congress itself: 常委会, 主任会议, 办公室, 工委, street 人大工委, 乡镇主席团."""

    class Kind(models.TextChoices):
        STANDING_COMMITTEE = "standing_committee", _("常务委员会")
        CHAIRPERSONS = "chairpersons", _("主任会议")
        OFFICE = "office", _("办公室")
        DEPUTIES_OFFICE = "deputies_office", _("代表工作委员会")
        COMMITTEE = "committee", _("工作委员会")
        SPECIAL_COMMITTEE = "special_committee", _("专门委员会")
        STREET = "street", _("街道人大工委")
        PRESIDIUM = "presidium", _("乡镇人大主席团")

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="bodies", verbose_name=_("人民代表大会"))
    kind = models.CharField(_("类别"), max_length=24, choices=Kind.choices)
    name = models.CharField(_("全称"), max_length=80)
    short_name = models.CharField(_("简称"), max_length=30)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("联系的代表团")
    )
    seats = models.PositiveSmallIntegerField(
        _("核定名额"),
        null=True,
        blank=True,
        help_text=_("常委会组成人员名额，由省级人大常委会确定（地方组织法第四十七条）"),
    )
    since = models.DateField(_("设立日"), null=True, blank=True)
    until = models.DateField(_("撤销日"), null=True, blank=True)
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("人大机构")
        ordering: ClassVar = ["congress", "place_order", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["congress", "name"], name="body_unique")]

    def __str__(self) -> str:
        return self.short_name


class Department(House):
    """承办单位 or organ: anything outside the congress that is supervised or handles matters."""

    class System(models.TextChoices):
        GOVERNMENT = "government", _("县人民政府")
        GOVERNMENT_OFFICE = "government_office", _("政府办公室（督查室）")
        GOVERNMENT_DEPARTMENT = "government_department", _("县政府工作部门")
        SUPERVISORY = "supervisory", _("监察委员会")
        COURT = "court", _("人民法院")
        PROCURATORATE = "procuratorate", _("人民检察院")
        PARTY = "party", _("县委部门")
        MASS = "mass", _("群团组织")
        STATE_FIRM = "state_firm", _("国有企业")
        VERTICAL = "vertical", _("垂直管理单位")
        TOWNSHIP = "township", _("乡镇、街道")

    county = models.ForeignKey(Congress, models.PROTECT, related_name="departments", verbose_name=_("县"))
    system = models.CharField(_("系统"), max_length=24, choices=System.choices)
    name = models.CharField(_("全称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=20)
    coordinator = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coordinated",
        verbose_name=_("经由交办的单位"),
        help_text=_("政府系统单位由政府办（督查室）转交；留空表示由代表工委直接交办"),
    )
    since = models.DateField(_("设立日"), null=True, blank=True)
    until = models.DateField(_("撤销日"), null=True, blank=True)
    place_order = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("机关和单位")
        ordering: ClassVar = ["county", "place_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "name"], name="department_unique"),
            models.CheckConstraint(condition=~Q(coordinator=F("id")), name="department_not_its_own_coordinator"),
        ]

    def __str__(self) -> str:
        return self.name


class DepartmentAlias(House):
    """A short or former name that offices use for a unit; imports recognise it."""

    county = models.ForeignKey(Congress, models.CASCADE, related_name="+", verbose_name=_("县"))
    department = models.ForeignKey(Department, models.CASCADE, related_name="aliases", verbose_name=_("单位"))
    name = models.CharField(_("别名"), max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = _("单位别名")
        constraints: ClassVar = [models.UniqueConstraint(fields=["county", "name"], name="alias_unique")]

    def __str__(self) -> str:
        return self.name


class Liaison(House):
    """承办单位联络员表: what each unit confirms every year. Without it nothing moves."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="liaisons", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    leader = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("分管领导"))
    contact = models.ForeignKey("congress.Person", models.PROTECT, related_name="+", verbose_name=_("联络员"))
    phone = models.CharField(_("办公电话"), max_length=30)
    confirmed_on = models.DateField(_("确认日期"))
    confirmed_by = models.ForeignKey(
        "congress.User", models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("联络员表")
        ordering: ClassVar = ["-year", "department"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["department", "year"], name="liaison_unique")]

    def __str__(self) -> str:
        return f"{self.department} {self.year}"
