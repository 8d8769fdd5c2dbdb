"""代表结构表: the deputies of the day counted by each characteristic, what is not recorded counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, visible_to
from congress.clock import today
from congress.models import Mandate, Person
from congress.rules.percentages import percent

AGES = ((0, 35), (36, 45), (46, 55), (56, 60), (61, 200))


@dataclass(frozen=True)
class Share:
    """How many of the deputies have one value, of all of them."""

    label: str
    count: int
    percent: str


@dataclass(frozen=True)
class Trait:
    """One characteristic: its values, and how many deputies have none recorded."""

    label: str
    shares: list[Share]
    unrecorded: int


@dataclass(frozen=True)
class Structure:
    """The table of a day."""

    on: date
    total: int
    traits: list[Trait]


def structure(user: Anyone) -> Structure:
    """Count the deputies in office today."""
    current = Mandate.objects.on(today())
    rows = visible_to(user, Mandate).filter(pk__in=current.values("pk")).select_related("person")
    people = {row.person_id: row.person for row in rows}
    return Structure(today(), len(people), [_trait(name, list(people.values())) for name in READERS])


def _trait(name: str, people: list[Person]) -> Trait:
    counted = Counter(READERS[name](person) for person in people)
    unrecorded = counted.pop("", 0)
    groups = [_group(first, last) for first, last in AGES] if name == "age" else []
    by_count = [label for label, _n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    order = [label for label in groups or by_count if label in counted]
    shares = [Share(label, counted[label], str(percent(counted[label], len(people)))) for label in order]
    return Trait(str(LABELS[name]), shares, unrecorded)


def _age(person: Person) -> str:
    """The age group, by the birthday where it is known, otherwise by the year."""
    day, born = today(), person.born_on
    if born:
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    elif person.born_in:
        age = day.year - person.born_in
    else:
        return ""
    first, last = next(group for group in AGES if group[0] <= age <= group[1])
    return _group(first, last)


def _group(first: int, last: int) -> str:
    if not first:
        return _("%(last)s岁及以下") % {"last": last}
    return _("%(first)s岁及以上") % {"first": first} if last == AGES[-1][1] else f"{first}–{last}岁"


READERS: Mapping[str, Callable[[Person], str]] = {
    "sex": lambda person: person.get_sex_display() if person.sex else "",
    "ethnicity": lambda person: person.ethnicity,
    "party": lambda person: person.party,
    "occupation": lambda person: person.occupation,
    "education": lambda person: person.education,
    "age": _age,
}
LABELS = {
    "sex": gettext_lazy("性别"),
    "ethnicity": gettext_lazy("民族"),
    "party": gettext_lazy("党派"),
    "occupation": gettext_lazy("职业"),
    "education": gettext_lazy("学历"),
    "age": gettext_lazy("年龄"),
}
