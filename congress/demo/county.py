"""Institutions, people and accounts of the demo county as of a day."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from congress.demo.accounts import PASSWORD, PERSONAE, Persona
from congress.demo.session import build_organs
from congress.models import (
    Body,
    Congress,
    Delegation,
    Department,
    DepartmentAlias,
    Liaison,
    Mandate,
    Person,
    Post,
    Session,
    Term,
    User,
)
from congress.rules.names import sort_keys
from congress.rules.roles import Role

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "county.yaml").read_text(encoding="utf-8"))
DEPUTIES = 186
MEMBERS = 27
KIND = Body.Kind
COORDINATED = {Department.System.GOVERNMENT_DEPARTMENT, Department.System.TOWNSHIP}

DEPUTY_HEADS = {
    "人民政府": "副{place}长",
    "办公室": "副主任",
    "法院": "副院长",
    "检察院": "副检察长",
    "局": "副局长",
    "部": "副部长",
    "政法委": "副书记",
    "委员会": "副主任",
    "会": "副主席",
}
"""By the end of a unit's name, what its second head is called; the first that fits."""


def _deputy_head(unit: str) -> str:
    found = next((title for end, title in DEPUTY_HEADS.items() if unit.endswith(end)), "副主任")
    return found.format(place=unit.removesuffix("人民政府")[-1:])


class County:
    """Creates the county in the order its rows need each other."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.random, self.describing = random.Random(18), random.Random(31)
        self.since = date(as_of.year - 4, 1, 10)
        self.people = 0
        self.hashed = make_password(PASSWORD)

    def build(self) -> Congress:
        """The whole county; returns it."""
        self.county = Congress.objects.create(level="county", name=f"{DATA['area']}人民代表大会", area=DATA["area"])
        self.term = Term.objects.create(congress=self.county, number=18, since=self.since)
        self._sessions()
        self._places()
        self._bodies()
        self._departments()
        self._personae()
        self._deputies()
        self._committee()
        build_organs(Session.objects.filter(term=self.term).select_related("term__congress").latest("opens_on"))
        return self.county

    def _sessions(self) -> None:
        for number, year in enumerate(range(self.as_of.year - 4, self.as_of.year + 1), start=1):
            opens = date(year, 1, 13)
            closing = datetime.combine(opens.replace(day=14), time(18), tzinfo=timezone.get_current_timezone())
            Session.objects.create(
                term=self.term,
                number=number,
                opens_on=opens,
                closes_on=opens.replace(day=16),
                suggestions_close_at=closing,
                motions_close_at=closing - timedelta(hours=6),
            )

    def _places(self) -> None:
        self.delegations: list[Delegation] = []
        for order, name in enumerate(DATA["townships"]):
            township = Congress.objects.create(
                level="township", county=self.county, name=f"{name}人民代表大会", area=name, place_order=order
            )
            self.delegations.append(self._delegation(name, order, township))
            self._body(KIND.PRESIDIUM, f"{name}人大主席团", f"{name}人大", township)
        for order, name in enumerate(DATA["streets"], start=len(DATA["townships"])):
            delegation = self._delegation(name, order, None)
            self.delegations.append(delegation)
            self._body(KIND.STREET, f"{name}人大工作委员会", f"{name}人大工委", None, delegation)

    def _delegation(self, name: str, order: int, township: Congress | None) -> Delegation:
        short = name.removesuffix("镇").removesuffix("乡").removesuffix("街道")
        return Delegation.objects.create(term=self.term, name=f"{short}代表团", township=township, place_order=order)

    def _body(
        self, kind: str, name: str, short: str, congress: Congress | None = None, delegation: Delegation | None = None
    ) -> Body:
        order = Body.objects.count()
        return Body.objects.create(
            congress=congress or self.county,
            kind=kind,
            name=name,
            short_name=short,
            delegation=delegation,
            place_order=order,
        )

    def _bodies(self) -> None:
        whole = f"{self.county.name}常务委员会"
        self.committee = self._body(KIND.STANDING_COMMITTEE, whole, "常委会")
        self._body(KIND.CHAIRPERSONS, f"{whole}主任会议", "主任会议")
        self._body(KIND.OFFICE, f"{whole}办公室", "常委会办公室")
        self._body(KIND.DEPUTIES_OFFICE, f"{whole}代表工作委员会", "代表工委")
        for name in DATA["committees"]:
            self._body(KIND.COMMITTEE, f"{whole}{name}", name)

    def _departments(self) -> None:
        self.units: dict[str, Department] = {}
        rows = dict(DATA["departments"])
        rows["township"] = [[f"{n}人民政府", n] for n in DATA["townships"]]
        rows["township"] += [[f"{n}办事处", n] for n in DATA["streets"]]
        for system, names in rows.items():
            for name, short in names:
                coordinator = self.units["县人民政府办公室"] if system in COORDINATED else None
                self.units[name] = unit = Department.objects.create(
                    county=self.county,
                    system=system,
                    name=name,
                    short_name=short,
                    coordinator=coordinator,
                    place_order=len(self.units),
                )
                DepartmentAlias.objects.create(county=self.county, department=unit, name=short)

    def _person(self, name: str, employer: str = "") -> Person:
        self.people += 1
        return Person.objects.create(
            county=self.county,
            name=name,
            sex=self.random.choice("mf"),
            phone=f"1380000{self.people:04d}",
            employer=employer,
            **sort_keys(name),
        )

    def _name(self) -> str:
        if self.random.random() < 0.03:
            return str(self.random.choice(DATA["special"]))
        return str(self.random.choice(DATA["surnames"])) + str(self.random.choice(DATA["given"]))

    def _account(self, person: Person, username: str, password: str) -> User:
        return User.objects.create(
            username=username, password=password, person=person, county=self.county, must_change_password=False
        )

    def _personae(self) -> None:
        self.by_key: dict[str, Person] = {}
        for persona in PERSONAE:
            person = self._person(persona.name)
            self.by_key[persona.key] = person
            self._account(person, persona.username, self.hashed)
            if persona.role:
                where = self._place(persona)
                Post.objects.create(person=person, role=persona.role, since=self.since, **where)
        for unit in self.units.values():
            self._staff(unit)

    def _place(self, persona: Persona) -> dict[str, Any]:
        if persona.place in self.units:
            return {"department": self.units[persona.place]}
        if persona.place in KIND.values:
            return {"body": Body.objects.get(congress=self.county, kind=persona.place)}
        return {"body": Body.objects.get(name__endswith=persona.place)}

    def _staff(self, unit: Department) -> None:
        """Leader, contact clerk and liaison of a unit; some have not confirmed this year's yet."""
        found: dict[str, Person] = {}
        for role, title in ((Role.UNIT_LEADER, _deputy_head(unit.name)), (Role.UNIT_CONTACT, "办公室主任")):
            post = Post.objects.filter(department=unit, role=role).first()
            if post is None:
                person = self._person(self._name(), unit.name)
                post = Post.objects.create(person=person, department=unit, role=role, title=title, since=self.since)
            found[role] = post.person
        years = [self.as_of.year - 1] + ([self.as_of.year] if self.random.random() > 0.1 else [])
        for year in years:
            Liaison.objects.create(
                department=unit,
                year=year,
                leader=found[Role.UNIT_LEADER],
                contact=found[Role.UNIT_CONTACT],
                phone=f"0000-76{self.random.randrange(10000, 99999)}",
                confirmed_on=date(year, 2, 20) if date(year, 2, 20) <= self.as_of else self.as_of,
            )

    def _deputies(self) -> None:
        seats = {"lead": 0, "cosigner": 0, "outsider": 1}
        for key, index in seats.items():
            self._mandate(self.by_key[key], self.delegations[index])
        unusable = make_password(None)
        for number in range(DEPUTIES - len(seats)):
            person = self._person(self._name(), "")
            self._mandate(person, self.delegations[number % len(self.delegations)])
            self._account(person, f"db{number + 1:03d}", unusable)
        ended = Mandate.objects.order_by("-pk")[:2]
        for mandate, reason in zip(ended, (Mandate.End.MOVED, Mandate.End.RESIGNED), strict=False):
            mandate.until, mandate.ended_by = date(self.as_of.year - 1, 6, 30), reason
            mandate.save()

    def _describe(self, person: Person) -> None:
        """What the structure table counts of a deputy; some rolls lack the date of birth."""
        for name, values in DATA["structure"].items():
            (value,) = self.describing.choices(list(values), list(values.values()))
            setattr(person, name, value)
        person.born_in = self.as_of.year - self.describing.randrange(28, 66)
        person.save()

    def _mandate(self, person: Person, delegation: Delegation) -> None:
        self._describe(person)
        number = Mandate.objects.filter(delegation=delegation).count() // 3 + 1
        Mandate.objects.create(
            person=person,
            term=self.term,
            delegation=delegation,
            constituency=f"{delegation.name.removesuffix('代表团')}第{number}选区",
            since=self.since,
        )

    def _committee(self) -> None:
        """Standing-committee members are deputies; the personae among them already hold their posts."""
        held = Post.objects.filter(body=self.committee).count()
        mandates = Mandate.objects.filter(until=None).exclude(person__user__username__in=[p.username for p in PERSONAE])
        for number, mandate in enumerate(mandates.order_by("pk")[: MEMBERS - held]):
            role = Role.VICE_CHAIR if number < 3 else Role.MEMBER
            Post.objects.create(person=mandate.person, body=self.committee, role=role, since=self.since)
