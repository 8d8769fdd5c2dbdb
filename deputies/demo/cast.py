"""The people and units of the demo's stories, the calendar they work by, and which topic falls to whom."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from congress.models import Body, Congress, Delegation, Department, Mandate, Person, Post, Session, User
from congress.queries.deadlines import calendar
from congress.rules.roles import LEADERS, Role
from congress.services.base import command

if TYPE_CHECKING:
    from deputies.demo.plan import Plot
    from deputies.demo.tale import Tale

Topic = dict[str, Any]
TOPICS: list[Topic] = yaml.safe_load(
    (Path(__file__).parents[1] / "demo_data" / "topics.yaml").read_text(encoding="utf-8")
)
COMMITTEES = {
    "finance": "财政经济工作委员会",
    "agriculture": "农业农村工作委员会",
    "construction": "城建环资工作委员会",
    "education": "教科文卫工作委员会",
    "justice": "监察和司法工作委员会",
    "society": "社会建设工作委员会",
}


@dataclass
class Case:
    """One suggestion: what happens to it, about what, where, who asks, and from which day."""

    number: int
    plot: Plot
    topic: Topic
    place: str
    lead: Mandate
    first: date
    session: Session | None
    into: Tale | None = None


class Cast:
    """Everybody the stories need, each account read once."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        self.last = as_of - timedelta(days=1)
        self.random = random.Random(5)
        self.calendar = calendar(county, as_of)
        self.clerk = User.objects.get(username="liwenqing")
        self.coordinator = User.objects.get(username="zhounan")
        self.township_clerk = User.objects.get(username="yanwen")
        self.chairman = User.objects.get(username="gaoyuan")
        self.delegations = list(Delegation.objects.filter(term__congress=county).order_by("place_order"))
        self.units = {
            unit.name: unit for unit in Department.objects.filter(county=county).select_related("coordinator")
        }
        self.sessions = {s.opens_on.year: s for s in Session.objects.filter(term__congress=county)}
        self._mandates = self._read_mandates()
        self._users = {user.person_id: user for user in User.objects.exclude(person=None).select_related("person")}
        self._taken: set[tuple[int, str]] = set()
        self._uses: Counter[int] = Counter()

    def _read_mandates(self) -> dict[int, list[Mandate]]:
        """Deputies by delegation; those who are accounts of the demo come first."""
        found: dict[int, list[Mandate]] = {}
        rows = Mandate.objects.filter(until=None, person__user__isnull=False).order_by("pk")
        for row in rows.select_related("person", "delegation__township"):
            found.setdefault(row.delegation_id, []).append(row)
        return found

    def user(self, person: Person | Mandate) -> User:
        """The account of a person or a deputy."""
        return self._users[person.person_id if isinstance(person, Mandate) else person.pk]

    def contact(self, unit: Department) -> User:
        """The contact clerk of a unit; his account is made when the first matter reaches the unit."""
        post = Post.objects.filter(department=unit, role=Role.UNIT_CONTACT, until=None).select_related("person").get()
        if post.person_id not in self._users:
            with command(None, "demo"):
                made = User.objects.create_user(
                    f"lly{unit.pk:03d}", None, person=post.person, county=self.county, must_change_password=True
                )
            self._users[post.person_id] = made
        return self._users[post.person_id]

    @cached_property
    def leaders(self) -> Iterator[Person]:
        """Chairmen and vice-chairmen, who lead key matters in turn."""
        posts = Post.objects.filter(role__in=set(LEADERS) - {Role.DIRECTOR}, until=None).select_related("person")
        return cycle([post.person for post in posts.order_by("pk")])

    def committee(self, category: str) -> Body:
        """The work committee for a category."""
        return Body.objects.get(congress=self.county, name__endswith=COMMITTEES[category])

    def workday(self, day: date, not_before: date) -> date:
        """The working day on which something meant for ``day`` happens: the next one, or the last before today."""
        if day > self.last:
            return date.max
        rolled = self.calendar.next_workday(day)
        if rolled > self.last:
            rolled = self.calendar.add_workdays(day, -1)
        return max(rolled, not_before)

    # -- Which topic falls to whom ---------------------------------------------------------------

    def case(self, number: int, plot: Plot, told: Sequence[Tale]) -> Case:
        """The case of a plot: topic and place are used once; a merged one shares those of its leading case."""
        if plot.into is not None:
            leading = next(tale for tale in told if tale.case.plot.name == plot.into)
            known = leading.case
            lead = self._lead(number, known.lead.delegation_id, not_him=known.lead)
            return Case(number, plot, known.topic, known.place, lead, known.first, known.session, leading)
        session = self._session(plot)
        first = session.opens_on - timedelta(days=5) if session else self.as_of - timedelta(days=plot.days)
        lead = self._named(plot.lead) if plot.lead else self._lead(number, self._delegation(number, plot))
        place = lead.delegation.township.area if lead.delegation.township else _street(lead.delegation)
        return Case(number, plot, self._topic(number, plot, place), place, lead, first, session)

    def _session(self, plot: Plot) -> Session | None:
        """The session of a plot, once its suggestions have been handed over."""
        session = self.sessions.get(self.as_of.year - plot.years_ago) if plot.in_session else None
        return session if session and session.opens_on + timedelta(days=14) <= self.last else None

    def _named(self, username: str) -> Mandate:
        person = User.objects.get(username=username).person
        return next(m for rows in self._mandates.values() for m in rows if m.person == person)

    def _delegation(self, number: int, plot: Plot) -> int:
        return self.delegations[0 if plot.has("paper") else number % len(self.delegations)].pk

    def _lead(self, number: int, delegation: int, not_him: Mandate | None = None) -> Mandate:
        rows = [row for row in self._mandates[delegation] if row != not_him]
        return rows[(number * 7) % len(rows)]

    def colleague(self, case: Case) -> Mandate:
        """Who is asked to co-sign: the one named by the plot, or another deputy of the delegation."""
        if case.plot.cosigner:
            return self._named(case.plot.cosigner)
        return self._lead(case.number + 3, case.lead.delegation_id, not_him=case.lead)

    def _topic(self, number: int, plot: Plot, place: str) -> Topic:
        """The least used topic new to a place that suits the plot, of another unit if there is none left."""
        order = [(number * 5 + step) % len(TOPICS) for step in range(len(TOPICS))]
        order.sort(key=lambda index: self._uses[index])
        for wanted in (plot, replace(plot, unit="")):
            for index in order:
                if (index, place) not in self._taken and self._suits(TOPICS[index], wanted):
                    self._taken.add((index, place))
                    self._uses[index] += 1
                    return TOPICS[index]
        raise LookupError(f"no topic is left for {plot} in {place}")

    def _suits(self, topic: Topic, plot: Plot) -> bool:
        unit = self.units[topic["unit"]]
        shared = plot.has("joint") == ("assist" in topic) and plot.has("separate") == ("separate" in topic)
        direct = (unit.coordinator_id is None) == plot.has("direct")
        named = topic["unit"] == plot.unit if plot.unit else unit.name != plot.wrong
        return shared and direct and named and (not plot.outcome or topic["class"] == plot.outcome)


def _street(delegation: Delegation) -> str:
    return delegation.name.removesuffix("代表团") + "街道"
