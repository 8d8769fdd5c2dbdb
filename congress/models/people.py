"""Persons, their accounts, posts and mandates over time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.labels import choices
from congress.models.base import House
from congress.rules.roles import Role

FOREIGN_APPS = frozenset({"auth", "axes", "contenttypes", "sessions"})


class Person(House):
    """A natural person known to the office; may be deputy, official and account holder at once."""

    class Sex(models.TextChoices):
        MALE = "m", _("男")
        FEMALE = "f", _("女")

    county = models.ForeignKey("congress.Congress", models.PROTECT, related_name="people", verbose_name=_("县"))
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    ethnicity = models.CharField(_("民族"), max_length=20, blank=True)
    party = models.CharField(_("党派"), max_length=30, blank=True)
    occupation = models.CharField(_("职业"), max_length=40, blank=True)
    education = models.CharField(_("学历"), max_length=20, blank=True)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    born_in = models.PositiveSmallIntegerField(_("出生年"), null=True, blank=True)
    employer = models.CharField(_("工作单位及职务"), max_length=120, blank=True)
    pinyin_key = models.CharField(_("拼音排序"), max_length=120, blank=True, help_text=_("自动生成，多音字可改"))

    stroke_key = models.CharField(_("笔画排序"), max_length=120, blank=True, help_text=_("自动生成，可改"))

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        ordering: ClassVar = ["pinyin_key", "id"]
        indexes: ClassVar = [models.Index(fields=["county", "pinyin_key"], name="person_by_pinyin")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Creates accounts; the password must be changed at the first sign-in unless said otherwise."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """Create and save an account."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, House):
    """账号. What it may see and do follows from its person's posts and mandates, never from the account."""

    audit_secrets = ("password", "last_login")

    username = models.CharField(_("账号"), max_length=60, unique=True)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("人员")
    )
    county = models.ForeignKey(
        "congress.Congress", models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("县")
    )
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("首次登录须改密码"), default=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = verbose_name_plural = _("账号")
        ordering: ClassVar = ["username"]

    def __str__(self) -> str:
        return self.person.name if self.person else self.username

    @property
    def is_administrator(self) -> bool:
        """Whether the person holds the post of system administrator now."""
        return self.person is not None and self.person.posts.current().filter(role=Role.ADMINISTRATOR).exists()

    is_staff = is_administrator  # what django.contrib.admin asks for

    def has_perm(self, perm: str | Permission, obj: object = None) -> bool:
        """Django's admin asks; reference data there is for the system administrator alone."""
        return self.has_module_perms(str(perm).partition(".")[0])

    def has_module_perms(self, app_label: str) -> bool:
        """Our own tables alone; the libraries' tables are nobody's business."""
        return self.is_active and app_label not in FOREIGN_APPS and self.is_administrator


class CurrentQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows valid on a day: ``since`` and ``until`` are both the first and last good day."""

    def on(self, day: object) -> CurrentQuerySet:
        """Rows valid on ``day``."""
        return self.filter(Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def current(self) -> CurrentQuerySet:
        """Rows valid today."""
        return self.on(today())


class Post(House):
    """任职: a person's role in one body or one department from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("人员"))
    body = models.ForeignKey(
        "congress.Body", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("人大机构")
    )
    department = models.ForeignKey(
        "congress.Department", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("单位")
    )
    role = models.CharField(_("岗位"), max_length=20, choices=choices(Role))
    title = models.CharField(_("职务"), max_length=60, blank=True)
    since = models.DateField(_("起始日"))
    until = models.DateField(_("截止日"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        ordering: ClassVar = ["-since", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, department=None) | Q(body=None, department__isnull=False),
                name="post_in_one_place",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="post_dates_in_order"),
            models.UniqueConstraint(
                fields=["person", "body", "department", "role"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="post_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body or self.department} {self.title or self.get_role_display()}"


class Mandate(House):
    """代表资格: who is a deputy of which term, in which delegation, from when to when."""

    class End(models.TextChoices):
        RESIGNED = "resigned", _("辞职")
        RECALLED = "recalled", _("罢免")
        MOVED = "moved", _("迁出或调离本行政区域")
        TERMINATED = "terminated", _("代表资格终止")
        DIED = "died", _("去世")

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates", verbose_name=_("人员"))
    term = models.ForeignKey("congress.Term", models.PROTECT, related_name="mandates", verbose_name=_("届"))
    delegation = models.ForeignKey(
        "congress.Delegation", models.PROTECT, related_name="mandates", verbose_name=_("代表团")
    )
    constituency = models.CharField(_("选区"), max_length=60, blank=True)
    since = models.DateField(_("起始日"))
    until = models.DateField(_("截止日"), null=True, blank=True)
    ended_by = models.CharField(_("终止原因"), max_length=12, choices=End.choices, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("代表资格")
        ordering: ClassVar = ["delegation", "person"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "person"], name="mandate_unique"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="mandate_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.delegation}）"


class SignInLink(House):
    """A single-use link or QR code the deputies' office issues. Only its digest is kept."""

    audit_secrets = ("digest",)

    user = models.ForeignKey(User, models.CASCADE, related_name="links", verbose_name=_("账号"))
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发放人"))
    issued_at = models.DateTimeField(_("发放时间"))
    expires_at = models.DateTimeField(_("失效时间"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("登录链接")
        ordering: ClassVar = ["-issued_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.issued_at:%Y-%m-%d}"
