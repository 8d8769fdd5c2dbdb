"""The institution of one county: congress, terms, sessions, delegations, bodies, units, people and accounts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from benchmarks import words
from congress.demo.county import DATA
from congress.models import Body, Congress, Delegation, Department, Mandate, Person, Post, Session, Term, User
from congress.rules.roles import Role

DEPUTIES = 320
TERM_YEARS = 5
LAST_TERM = 18
UNUSABLE = "!benchmark"
COORDINATED = ("government_department", "township")
KIND = Body.Kind


def name_of(number: int) -> str:
    """The county's name; what is there already is known by it."""
    return f"基准{number:03d}县"


@dataclass
class Roster:
    """What the set-based part needs of a county."""

    county: Congress
    office: Body
    clerk: User
    sessions: list[tuple[int, int, int, int, date]] = field(default_factory=list)
    """year, session, number, term, opening day"""
    deputies: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    """term, position, mandate, person, label"""
    units: list[tuple[int, int, str, int | None, int, int]] = field(default_factory=list)
    """position, department, short name, coordinator, contact person, contact account"""


class Builder:
    """Builds the county of a number, with sessions for ``years`` up to ``last``."""

    def __init__(self, number: int, years: int, last: int) -> None:
        self.number = number
        self.years = range(last - years + 1, last + 1)
        self.chance = random.Random(number)  # noqa: S311  (names, not secrets)

    def build(self) -> Roster:
        """Write everything; a few thousand rows."""
        area = name_of(self.number)
        self.county = Congress.objects.create(level="county", name=f"{area}人民代表大会", area=area)
        whole = f"{self.county.name}常务委员会"
        self.committee = self._body(KIND.STANDING_COMMITTEE, whole, "常委会")
        self.office = self._body(KIND.DEPUTIES_OFFICE, f"{whole}代表工作委员会", "代表工委")
        since = date(self.years[0], 1, 10)
        clerk = self._official("clerk", Role.CLERK, {"body": self.office}, since)
        self._official("director", Role.DIRECTOR, {"body": self.office}, since)
        self._official("chair", Role.CHAIR, {"body": self.committee}, since)
        self._official("vice", Role.VICE_CHAIR, {"body": self.committee}, since)
        self.roster = Roster(self.county, self.office, clerk)
        self._units(since)
        self._terms()
        return self.roster

    def _body(self, kind: str, name: str, short: str) -> Body:
        return Body.objects.create(congress=self.county, kind=kind, name=name, short_name=short)

    def _person(self, name: str) -> Person:
        return Person.objects.create(county=self.county, name=name, pinyin_key=name)

    def _account(self, person: Person, key: str) -> User:
        return User(
            username=f"b{self.number:03d}-{key}",
            password=UNUSABLE,
            person=person,
            county=self.county,
            must_change_password=False,
            created_at=timezone.now(),
        )

    def _official(self, key: str, role: Role, where: dict[str, object], since: date) -> User:
        person = self._person(words.names(self.chance, 1)[0])
        Post.objects.create(person=person, role=role, since=since, **where)
        user = self._account(person, key)
        user.save()
        return user

    def _units(self, since: date) -> None:
        coordinator: Department | None = None
        rows = [(system, *row) for system, found in DATA["departments"].items() for row in found]
        rows += [("township", f"{place}人民政府", place) for place in words.places()]
        for position, (system, name, short) in enumerate(rows):
            unit = Department.objects.create(
                county=self.county,
                system=system,
                name=name,
                short_name=short,
                place_order=position,
                coordinator=coordinator if system in COORDINATED else None,
            )
            if system == "government_office":
                coordinator = unit
            user = self._official(f"unit{position}", Role.UNIT_CONTACT, {"department": unit}, since)
            coordinator_id = unit.coordinator_id
            self.roster.units.append((position, unit.pk, short, coordinator_id, user.person_id or 0, user.pk))

    def _terms(self) -> None:
        people = Person.objects.bulk_create(
            Person(county=self.county, name=name, pinyin_key=name) for name in words.names(self.chance, DEPUTIES)
        )
        last = self.years[-1]
        User.objects.bulk_create(self._account(person, f"d{n}") for n, person in enumerate(people))
        first = last - TERM_YEARS + 1
        while first + TERM_YEARS > self.years[0]:
            self._term(first, people, is_current=first + TERM_YEARS > last)
            first -= TERM_YEARS

    def _term(self, first: int, people: list[Person], *, is_current: bool) -> None:
        number = LAST_TERM - (self.years[-1] - TERM_YEARS + 1 - first) // TERM_YEARS
        since, next_one = date(first, 1, 10), date(first + TERM_YEARS, 1, 10)
        until = None if is_current else next_one - timedelta(days=1)
        term = Term.objects.create(congress=self.county, number=number, since=since, until=until)
        for year in range(first, first + TERM_YEARS):
            if year in self.years:
                self._session(term, year, year - first + 1)
        delegations = Delegation.objects.bulk_create(
            Delegation(term=term, name=f"{place[:-1]}代表团", place_order=n) for n, place in enumerate(words.places())
        )
        mandates = Mandate.objects.bulk_create(
            Mandate(person=person, term=term, delegation=delegations[n % len(delegations)], since=since, until=until)
            for n, person in enumerate(people)
        )
        self.roster.deputies += [(term.pk, n, row.pk, row.person_id, str(row)) for n, row in enumerate(mandates)]

    def _session(self, term: Term, year: int, number: int) -> None:
        opens = date(year, 1, 13)
        closing = datetime.combine(opens + timedelta(days=2), time(18), tzinfo=timezone.get_current_timezone())
        session = Session.objects.create(
            term=term,
            number=number,
            opens_on=opens,
            closes_on=opens + timedelta(days=3),
            suggestions_close_at=closing,
        )
        self.roster.sessions.append((year, session.pk, number, term.pk, opens))
