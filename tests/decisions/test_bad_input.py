"""What is typed wrong comes back with what was typed and a word to the field; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse

from congress import clock
from congress.models import FollowUp
from decisions.models import (
    ListEntry,
    Matter,
    MatterList,
    MatterTask,
    MatterView,
    Project,
    ProjectProgress,
    ProjectRound,
)
from tests import deciding
from tests.factories import TODAY, World

YESTERDAY = TODAY - dt.timedelta(days=1)
WRITTEN = (Matter, MatterList, ListEntry, MatterTask, MatterView, ProjectRound, Project, ProjectProgress, FollowUp)
PAPER = {"title": "关于水源的议案", "field": "environment", "form": "bill", "proposer": "chairpersons"}
ENTRY = {**PAPER, "range": "全县"}
Stage = Callable[[World], object]


def nothing(_world: World) -> None:
    """Needs nothing before."""


def step(name: str, code: str, key: str = "pk") -> Callable[[object], str]:
    """The address of a step of a thing."""
    return lambda row: reverse(name, args=[getattr(row, key), code])


CASES: dict[str, tuple[Stage, Callable[[object], str], dict[str, object], str]] = {
    "a matter of no kind": (nothing, lambda _: reverse("matter-new"), {**PAPER, "field": "weather"}, "field"),
    "a matter with a day that is none": (
        nothing,
        lambda _: reverse("matter-new"),
        {**PAPER, "received_on": "2026-02-30"},
        "received_on",
    ),
    "a matter with a title too long": (
        nothing,
        lambda _: reverse("matter-new"),
        {**PAPER, "title": "长" * 121},
        "title",
    ),
    "a matter of less than nothing": (nothing, lambda _: reverse("matter-new"), {**PAPER, "amount": "-1"}, "amount"),
    "a list of a year long ago": (nothing, lambda _: reverse("matter-list-new"), {"year": "1999"}, "year"),
    "a line in a thirteenth month": (
        deciding.drafted_list,
        lambda row: reverse("matter-list-add", args=[row.year]),
        {**ENTRY, "month": "13"},
        "month",
    ),
    "a list adopted by no meeting": (
        deciding.drafted_list,
        lambda row: reverse("matter-list-adopt", args=[row.year]),
        {"meeting": "0", "on": f"{TODAY}"},
        "meeting",
    ),
    "a matter put before no item": (
        deciding.received,
        step("matter-step", "table"),
        {"item": "x", "intended": "decision"},
        "item",
    ),
    "a study that found nothing": (
        deciding.received,
        step("matter-step", "study"),
        {"kind": "research", "on": f"{TODAY}", "findings": "  "},
        "findings",
    ),
    "a view of nobody's": (deciding.received, step("matter-step", "view"), {"source": "cat", "text": "好"}, "source"),
    "a task due yesterday": (
        deciding.decided,
        step("matter-step", "task"),
        {"text": "划界", "department": "", "due_on": f"{YESTERDAY}"},
        "department",
    ),
    "a report from tomorrow": (
        deciding.decided,
        step("matter-step", "report"),
        {"on": f"{TODAY + dt.timedelta(days=1)}", "report": "完成"},
        "on",
    ),
    "projects for no place": (
        nothing,
        lambda _: reverse("projects-new"),
        {"year": "2027", "places": "0", "collect_until": f"{TODAY}"},
        "places",
    ),
    "a project of no unit": (
        deciding.round_of,
        step("projects-step", "add", "year"),
        {"title": "修路", "content": "十公里", "department": "999999"},
        "department",
    ),
    "more than done": (
        deciding.chosen,
        lambda row: reverse("project-progress", args=[row.pk, 2]),
        {"percent": "101", "text": "完工"},
        "percent",
    ),
    "a project without a mark": (
        deciding.carrying_round,
        step("projects-step", "assess", "year"),
        {"ballot": ""},
        "grade_",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_comes_back_and_writes_nothing(world: World, client_of, case: str) -> None:
    stage, address, typed, field = CASES[case]
    with clock.at(TODAY):
        url = address(stage(world))
        before = [model.objects.count() for model in WRITTEN]
        response = client_of(world.other_clerk).post(url, typed)
        assert response.status_code == 422
        assert any(name.startswith(field) for name in response.context["form"].errors)
        assert [model.objects.count() for model in WRITTEN] == before


@pytest.mark.parametrize("query", ["state=%00", "field=1%27--", "effect=none", "q=" + "长" * 500, "page=0", "page=-9"])
def test_a_filter_that_means_nothing_still_shows_a_list(world: World, client_of, query: str) -> None:
    with clock.at(TODAY):
        deciding.received(world)
        client = client_of(world.other_clerk)
        for name in ("matters", "matters-export"):
            assert client.get(f"{reverse(name)}?{query}").status_code == 200


@pytest.mark.parametrize("code", ["", "Table", "%3Cscript%3E", "reopen2"])
def test_a_step_that_does_not_exist_is_not_found(world: World, client_of, code: str) -> None:
    with clock.at(TODAY):
        row, made = deciding.received(world), deciding.round_of(world)
        client = client_of(world.other_clerk)
        for place in (reverse("matter", args=[row.pk]), reverse("projects", args=[made.year])):
            assert client.get(f"{place}do/{code}/").status_code == 404
