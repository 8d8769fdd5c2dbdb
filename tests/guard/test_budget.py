"""Queries per page: at most fifteen, however many rows there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress import clock
from tests.factories import TODAY, World

BUDGET = 15


def count(client, url: str) -> int:
    """Queries of one page, as the second visitor meets it."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len([q for q in caught if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.fixture
def busy(world: World) -> World:
    """The county with several suggestions at every stage."""
    with clock.at(TODAY):
        for _again in range(3):
            for stage in ("draft", "submitted", "accepted", "handed_over", "signed", "answered", "evaluated", "closed"):
                getattr(world, stage)()
    return world


@pytest.mark.parametrize("page", ["today", "suggestions"])
def test_lists_keep_to_the_budget_for_every_persona(busy: World, client_of, page: str) -> None:
    with clock.at(TODAY):
        spent = {name: count(client_of(user), reverse(page)) for name, user in busy.personae.items()}
    assert {name: n for name, n in spent.items() if n > BUDGET} == {}


def test_lists_do_not_cost_more_when_they_grow(busy: World, client_of) -> None:
    with clock.at(TODAY):
        client = client_of(busy.clerk)
        before = [count(client, reverse(page)) for page in ("today", "suggestions", "api-suggestions")]
        for _again in range(5):
            busy.handed_over()
            busy.answered()
        assert [count(client, reverse(page)) for page in ("today", "suggestions", "api-suggestions")] == before


@pytest.mark.parametrize("name", ["clerk", "lead", "contact", "chairman", "outsider"])
def test_a_suggestions_page_keeps_to_the_budget(world: World, client_of, name: str) -> None:
    with clock.at(TODAY):
        followup = world.closed()
        assert count(client_of(getattr(world, name)), reverse("suggestion", args=[followup.suggestion.pk])) <= BUDGET


@pytest.mark.parametrize(
    ("page", "stage", "name"),
    [
        ("hand-over", "accepted", "clerk"),
        ("suggestion-accept-followup", "submitted", "clerk"),
        ("sign-for", "handed_over", "contact"),
        ("reply", "signed", "contact"),
        ("contact", "signed", "contact"),
        ("evaluate", "answered", "lead"),
        ("close", "evaluated", "clerk"),
    ],
)
def test_forms_keep_to_the_budget(world: World, client_of, page: str, stage: str, name: str) -> None:
    with clock.at(TODAY):
        made = getattr(world, stage)()
        key = made.followup_id if stage in {"accepted", "submitted"} else made.pk
        assert count(client_of(getattr(world, name)), reverse(page, args=[key])) <= BUDGET
