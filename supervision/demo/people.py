"""Who acts in the demo's opinions: clerks of the committees, contact clerks of the units."""

from __future__ import annotations

from datetime import date

from congress.models import Body, Congress, Department, Person, Post, User
from congress.rules.names import pinyin_key
from congress.rules.roles import OFFICE, Role
from congress.services.base import command

SINCE = date(2022, 1, 10)
HEADS = ("普文华", "刀正芳", "段绍云", "尹国庆", "张丽萍", "赵永生", "李春梅")


class People:
    """Accounts by office and unit, made when they are first needed."""

    def __init__(self, county: Congress) -> None:
        self.county = county
        self.users = {user.person_id: user for user in User.objects.exclude(person=None).select_related("person")}
        self._of: dict[tuple[str, int], User] = {}

    def clerk(self, office: Body) -> User:
        """Somebody who works in an office; its head is appointed where nobody does yet."""
        known = self._of.get(("body", office.pk))
        if known is None:
            rows = Post.objects.filter(body=office, role__in=list(OFFICE), until=None).select_related("person")
            post = rows.order_by("id").first() or self._head(office)
            known = self._of["body", office.pk] = self._account(post.person, f"gw{office.pk:03d}")
        return known

    def contact(self, unit: Department) -> User:
        """The contact clerk of a unit."""
        known = self._of.get(("unit", unit.pk))
        if known is None:
            rows = Post.objects.filter(department=unit, role=Role.UNIT_CONTACT, until=None).select_related("person")
            post = rows.order_by("id").first()
            assert post is not None  # every unit of the demo has one
            known = self._of["unit", unit.pk] = self._account(post.person, f"lly{unit.pk:03d}")
        return known

    def _head(self, office: Body) -> Post:
        known = set(Person.objects.filter(county=self.county, name__in=HEADS).values_list("name", flat=True))
        name = next(name for name in HEADS if name not in known)
        with command(None, "demo", "示范：工作机构负责人"):
            person = Person.objects.create(county=self.county, name=name, pinyin_key=pinyin_key(name))
            return Post.objects.create(person=person, body=office, role=Role.HEAD, title="主任委员", since=SINCE)

    def _account(self, person: Person, username: str) -> User:
        if person.pk not in self.users:
            with command(None, "demo", "示范：账号"):
                self.users[person.pk] = User.objects.create_user(
                    username, None, person=person, county=self.county, must_change_password=True
                )
        return self.users[person.pk]
