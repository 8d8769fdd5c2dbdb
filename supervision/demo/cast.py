"""Who and what the demo's supervision year is told with."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from congress.models import (
    Body,
    Congress,
    Department,
    Mandate,
    Person,
    Post,
    User,
)
from congress.rules.roles import Role
from supervision.models import (
    SupervisionField,
    Topic,
)
from supervision.rules.ways import Way

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "topics.yaml").read_text(encoding="utf-8"))
REPORTS = frozenset({Way.REPORT, Way.JUSTICE, Way.BUDGET})
"""Ways of supervising that hear a report."""


class Cast:
    """The county's people, bodies, units and fields, and chance that comes again and again the same."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        self.random = random.Random(12)
        self.clerk = User.objects.get(username="duansiping")
        self.bodies = list(Body.objects.filter(congress=county).order_by("place_order", "id"))
        self.units = {unit.name: unit for unit in Department.objects.filter(county=county)}
        self.fields = {row.code: row for row in SupervisionField.objects.filter(county=None)}
        posts = (
            Post.objects.filter(body__congress=county, body__kind=Body.Kind.STANDING_COMMITTEE, until=None)
            .select_related("person")
            .order_by("id")
        )
        self.people = {role: list(dict.fromkeys(p.person for p in posts if p.role == role)) for role in Role}
        self.deputies = [
            row.person
            for row in Mandate.objects.on(as_of)
            .filter(term__congress=county)
            .select_related("person")
            .order_by("pk")[:30]
        ]

    def some(self, role: Role, n: int, count: int) -> list[Person]:
        """So many holders of a role, others each time."""
        rows = self.people[role]
        return [rows[(n * count + k) % len(rows)] for k in range(count)] if rows else []


def heard_on(topic: Topic) -> date:
    """The day of the meeting that hears it; without one, a day of its month."""
    return topic.item.meeting.starts_on if topic.item else date(topic.year, topic.month, 20)
