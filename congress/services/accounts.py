"""Accounts: one-time passwords, single-use links, changing one's own password, ending access."""

from __future__ import annotations

import hashlib
import secrets
import string
from datetime import timedelta

from axes.utils import reset
from django.conf import settings
from django.utils.translation import gettext as _

from congress.access import standing, users
from congress.clock import now, today
from congress.models import Body, Congress, Department, Person, Post, SignInLink, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.names import sort_keys
from congress.rules.roles import Role
from congress.services.base import command

ALPHABET = string.ascii_letters.translate({ord(c): None for c in "lIO"}) + "23456789"


def one_time_password() -> str:
    """Fourteen characters that can be read aloud; shown once and never stored or logged."""
    while True:
        made = "".join(secrets.choice(ALPHABET) for _n in range(14))
        if any(c.isdigit() for c in made) and any(c.isupper() for c in made) and any(c.islower() for c in made):
            return made


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue_link(*, actor: User, user: User) -> str:
    """Issue a single-use sign-in link; earlier unused ones of the account stop working.

    Returns the token, which is kept nowhere. Raises NotAllowed outside the deputies' office's accounts.
    """
    if not standing(actor).is_deputies_office or not users(actor).filter(pk=user.pk, is_active=True).exists():
        raise NotAllowed(_("只有代表工委可以给代表发放登录链接。"))
    with command(actor, "issue_link"):
        SignInLink.objects.filter(user=user, used_at=None, expires_at__gt=now()).update(expires_at=now())
        token = secrets.token_urlsafe(32)
        expires_at = now() + timedelta(hours=settings.SIGN_IN_LINK_HOURS)
        SignInLink.objects.create(
            user=user, digest=_digest(token), issued_by=actor, issued_at=now(), expires_at=expires_at
        )
    return token


def find_link(token: str) -> SignInLink:
    """A link that may still be used. Raises WrongState when it is unknown, used or expired."""
    link = SignInLink.objects.filter(digest=_digest(token)).select_related("user__person").first()
    if link is None or link.used_at or link.expires_at <= now() or not link.user.is_active:
        raise WrongState(_("这个登录链接已经用过或已失效，请向代表工委重新要一个。"))
    return link


def use_link(*, token: str) -> User:
    """Consume a link; returns its account. Raises WrongState."""
    user = find_link(token).user
    with command(user, "use_link"):
        used = SignInLink.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=now())
        if used.update(used_at=now()) != 1:
            raise WrongState(_("这个登录链接刚刚被用过，请向代表工委重新要一个。"))
    return user


def change_password(*, actor: User, password: str) -> None:
    """Set one's own password; the validators have passed it already."""
    with command(actor, "change_password"):
        actor.set_password(password)
        actor.must_change_password = False
        actor.save()


def create_account(
    *,
    actor: User,
    county: Congress,
    name: str,
    phone: str,
    username: str,
    role: Role,
    place: Body | Department,
    title: str = "",
) -> tuple[User, str]:
    """Create a person with a post and an account; returns it with its one-time password.

    Raises NotAllowed for others than the administrator and for the auditor's post (the three administrators
    stay apart); Incomplete when the account name is taken.
    """
    _require_administrator(actor)
    if role in {Role.AUDITOR, Role.ADMINISTRATOR}:
        raise NotAllowed(_("系统管理员不能设立系统管理员或审计员岗位，请由维护人员用命令行设立。"))
    if User.objects.filter(username=username).exists():
        raise Incomplete({"username": _("账号“%(name)s”已有人使用，请换一个。") % {"name": username}})
    password = one_time_password()
    with command(actor, "create_account"):
        person = Person.objects.create(county=county, name=name, phone=phone, **sort_keys(name))
        where = {"body" if isinstance(place, Body) else "department": place}
        Post.objects.create(person=person, role=role, title=title, since=today(), **where)
        user = User.objects.create_user(username, password, person=person, county=county)
    return user, password


def reset_password(*, actor: User, user: User) -> str:
    """Give an account a one-time password and unlock it; returns the password. Raises NotAllowed."""
    _require_administrator(actor)
    password = one_time_password()
    with command(actor, "reset_password"):
        user.set_password(password)
        user.must_change_password = True
        user.save()
        reset(username=user.username)
    return password


def set_active(*, actor: User, user: User, active: bool) -> None:
    """Enable or disable an account; a disabled one is signed out at its next page. Raises NotAllowed."""
    _require_administrator(actor)
    if user.pk == actor.pk:
        raise NotAllowed(_("不能停用自己的账号。"))
    with command(actor, "enable_account" if active else "disable_account"):
        user.is_active = active
        user.save()


def _require_administrator(actor: User) -> None:
    if not standing(actor).has(Role.ADMINISTRATOR):
        raise NotAllowed(_("只有系统管理员可以管理账号。"))


def set_email(*, actor: User, email: str) -> None:
    """Keep one's own address for notices by mail; empty means notices in the house alone."""
    with command(actor, "set_email"):
        Person.objects.filter(user=actor).update(email=email)
