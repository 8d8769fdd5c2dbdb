"""Two yearly lists, eight matters in every state, the projects of a year, ten requests of the demo county."""

from __future__ import annotations

from datetime import date

from congress.models import Congress
from congress.services.base import command
from decisions.demo.matters import build_matters
from decisions.demo.projects import build_projects
from decisions.demo.requests import build_requests


def build_decisions(county: Congress, as_of: date) -> None:
    """What stands on the day before ``as_of``, written as it is; tasks by the command, on the days they were given."""
    with command(None, "demo", "示范：重大事项"):
        made = build_matters(county, as_of)
        build_projects(county, as_of)
        build_requests(county, as_of, made)
