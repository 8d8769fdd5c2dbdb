"""The demo county: believable, deterministic, complete."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from congress.demo.accounts import PASSWORD, PERSONAE
from congress.models import Congress, Deadline, Department, FollowUp, Mandate, User
from congress.queries.deadlines import calendar
from congress.rules.followups import FollowUpState
from deputies.models import Suggestion

AS_OF = "2026-06-10"


def build() -> str:
    out = StringIO()
    call_command("demo", as_of=dt.date.fromisoformat(AS_OF), stdout=out)
    return out.getvalue()


def test_the_demo_holds_every_state_and_its_people(committed: str) -> None:
    assert "云岭县" in build()
    assert set(FollowUp.objects.values_list("state", flat=True)) == set(FollowUpState)
    assert Suggestion.objects.filter(state="draft").exists()
    assert Mandate.objects.count() == 186
    assert Department.objects.count() >= 45
    assert not Deadline.objects.filter(basis=None).exists()
    titles = list(Suggestion.objects.values_list("title", flat=True))
    assert len(titles) >= 40
    for persona in PERSONAE:
        assert User.objects.get(username=persona.username).check_password(PASSWORD)
    with pytest.raises(CommandError):
        call_command("demo")
    out = StringIO()
    call_command("demo", if_empty=True, stdout=out)
    call_command("demo", personae=True, stdout=out)
    assert "已有数据" in out.getvalue()
    assert "liwenqing" in out.getvalue()


def rows() -> list[tuple[object, ...]]:
    return list(
        Suggestion.objects.order_by("pk").values_list(
            "title", "serial", "author__person__name", "followup__state", "followup__due_on", "followup__opened_on"
        )
    )


def test_the_demo_is_the_same_every_time(request: pytest.FixtureRequest, committed: str) -> None:
    from tests.conftest import create_database, use_database  # noqa: PLC0415

    build()
    first = rows()
    template = committed.removesuffix("_clone")
    use_database("postgres")
    create_database(committed, template)
    use_database(committed)
    build()
    assert rows() == first


def test_nothing_is_handed_over_or_answered_on_a_day_of_rest(committed: str) -> None:
    build()
    worked = calendar(Congress.objects.get(level="county"), dt.date.fromisoformat(AS_OF))
    days = set(FollowUp.objects.exclude(handed_over_on=None).values_list("handed_over_on", flat=True))
    days |= set(FollowUp.objects.exclude(answered_on=None).values_list("answered_on", flat=True))
    assert [day for day in days if not worked.is_workday(day)] == []
