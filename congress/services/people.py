"""The office's people: yearly liaisons, and a clerk's open work going to his successor in one action."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congress.access import standing
from congress.clock import today
from congress.models import Assignment, Department, Liaison, Person, Post, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.followups import AssignmentState
from congress.rules.names import sort_keys
from congress.rules.roles import Role
from congress.services.accounts import one_time_password
from congress.services.base import command


def confirm_liaison(*, actor: User, department: Department, leader: Person, contact: Person, phone: str) -> Liaison:
    """Confirm this year's leader in charge, contact clerk and phone of a unit.

    Raises NotAllowed for others than the unit itself and the deputies' office.
    """
    who = standing(actor)
    if department.pk not in who.departments and not who.is_deputies_office:
        raise NotAllowed(_("只有本单位和代表工委可以确认联络员。"))
    with command(actor, "confirm_liaison"):
        values = {"leader": leader, "contact": contact, "phone": phone, "confirmed_on": today(), "confirmed_by": actor}
        liaison, _new = Liaison.objects.update_or_create(department=department, year=today().year, defaults=values)
    return liaison


def may_hand_over(actor: User, post: Post) -> bool:
    """Whether somebody may give a clerk's post to a successor: the administrator; for units the deputies' office."""
    who = standing(actor)
    if post.role not in {Role.CLERK, Role.UNIT_CONTACT} or post.person_id == who.person_id:
        return False
    return who.has(Role.ADMINISTRATOR) or (who.is_deputies_office and post.role == Role.UNIT_CONTACT)


def open_work(post: Post) -> tuple[int, int]:
    """What moves with a post: matters being handled, and liaison entries of this year."""
    return _handled(post).count(), _liaisons(post).count()


def _handled(post: Post) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(handler=post.person, department=post.department)
    return rows.exclude(state=AssignmentState.ANSWERED)


def _liaisons(post: Post) -> QuerySet[Liaison]:
    return Liaison.objects.filter(department=post.department, contact=post.person, year=today().year)


KEY = re.compile("[a-z0-9 ]{0,120}")


@dataclass(frozen=True)
class Successor:
    """Who takes over: somebody known, or a new person with an account to be made."""

    name: str
    phone: str
    username: str


def hand_over_work(*, actor: User, post: Post, successor: Successor) -> tuple[Post, str]:
    """End a clerk's post yesterday and give it, with the open work, to a successor from today.

    The old account loses its rights by itself, since they follow from posts. Returns the new post and the
    one-time password of the new account. Raises NotAllowed, WrongState when the post has ended already,
    Incomplete when the account name is taken.
    """
    if not may_hand_over(actor, post):
        raise NotAllowed(_("只有系统管理员（承办单位联络员也可由代表工委）可以办理工作交接。"))
    if User.objects.filter(username=successor.username).exists():
        raise Incomplete({"username": _("账号“%(name)s”已有人使用，请换一个。") % {"name": successor.username}})
    password = one_time_password()
    with command(actor, "hand_over_work", _("%(who)s交接") % {"who": post.person}):
        ended = Post.objects.filter(pk=post.pk, until=None).update(until=max(today() - timedelta(days=1), post.since))
        if not ended:
            raise WrongState(_("这个岗位已经交接过了。"))
        county = post.person.county
        person = Person.objects.create(
            county=county, name=successor.name, phone=successor.phone, **sort_keys(successor.name)
        )
        new = Post.objects.create(
            person=person,
            body=post.body,
            department=post.department,
            role=post.role,
            title=post.title,
            since=today(),
        )
        User.objects.create_user(successor.username, password, person=person, county=county)
        _handled(post).update(handler=person)
        _liaisons(post).update(contact=person)
    return new, password


def correct_name_order(*, actor: User, person: Person, pinyin: str, strokes: str) -> Person:
    """Correct where a name stands in lists: a reading or a rare character the tables do not know.

    An empty key is made anew from the name. Raises NotAllowed; Incomplete for a key of other signs.
    """
    if not standing(actor).is_deputies_office or actor.county_id != person.county_id:
        raise NotAllowed(_("姓名排序由代表工委核对。"))
    made = sort_keys(person.name)
    wanted = {"pinyin_key": pinyin.strip().lower(), "stroke_key": strokes.strip().lower()}
    for name, key in wanted.items():
        if not KEY.fullmatch(key):
            raise Incomplete({name: _("只能用小写字母、数字和空格；清空后按姓名自动生成。")})
    with command(actor, "correct_name_order"):
        person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        for name, key in wanted.items():
            setattr(person, name, key or made[name])
        person.save()
    return person
