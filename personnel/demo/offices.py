"""The offices of the demo county and who held them when the year began."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from congress.models import Congress, Department, Person
from congress.rules.names import pinyin_key
from personnel.models import Holding, Office
from personnel.rules.holdings import Began
from personnel.rules.offices import OfficeKind

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))
FIRST = "县十八届人大常委会第一次会议"


class People:
    """Names that come again and again the same, and the persons behind them."""

    def __init__(self, county: Congress) -> None:
        self.county, self.random = county, random.Random(71)

    def name(self) -> str:
        """One more name."""
        return str(self.random.choice(DATA["surnames"])) + str(self.random.choice(DATA["given"]))

    def person(self, name: str, employer: str) -> Person:
        """A person of the address book, not saved yet."""
        return Person(county=self.county, name=name, employer=employer, pinyin_key=pinyin_key(name))


def build_offices(county: Congress, as_of: date) -> People:
    """Enter offices with their holders of the beginning of the term."""
    people = People(county)
    units = {unit.name: unit for unit in Department.objects.filter(county=county)}
    known = {(row.organ, row.title): row for row in Office.objects.filter(county=county)}
    rows = [(*row[:4], row[4]) for row in DATA["offices"]]
    rows += [
        (OfficeKind.GOVERNMENT_MEMBER.value, organ, "局长", 1, int(organ not in DATA["vacant"]))
        for organ in DATA["bureaus"]
    ]
    offices, wanted = [], []
    for order, (kind, organ, title, seats, number) in enumerate(rows, start=1):
        office = known.get((organ, title)) or Office(county=county, organ=organ, title=title)
        office.kind, office.seats, office.department, office.place_order = kind, seats, units.get(organ), order
        offices.append(office)
        wanted += [office] * number
    Office.objects.bulk_create(row for row in offices if row.pk is None)
    Office.objects.bulk_update(
        [row for row in offices if (row.organ, row.title) in known], ["kind", "seats", "department", "place_order"]
    )
    held = Person.objects.bulk_create(people.person(people.name(), str(office)) for office in wanted)
    since = date(as_of.year - 4, 1, 18)
    Holding.objects.bulk_create(
        Holding(office=office, person=person, since=since, began=Began.RECORDED, act=FIRST)
        for office, person in zip(wanted, held, strict=True)
    )
    return people
