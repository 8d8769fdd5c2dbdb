"""Queries per page: at most fifteen, however many rows there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress import clock
from tests import deciding, documents, meetings, personnel_stages
from tests.factories import TODAY, World

BUDGET = 15
TODAY_BUDGET = 25
"""Today gathers what waits from the core and every app; each asks at most twice, however much there is."""
STAGES = ("draft", "submitted", "accepted", "handed_over", "signed", "replied", "answered", "evaluated", "closed")


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
    """The county with a suggestion at every stage, and some twice."""
    with clock.at(TODAY):
        for stage in (*STAGES, "accepted", "signed"):
            getattr(world, stage)()
        world.tracking()
    return world


@pytest.mark.parametrize("page", ["today", "suggestions"])
def test_lists_keep_to_the_budget_for_every_persona(busy: World, client_of, page: str) -> None:
    with clock.at(TODAY):
        spent = {name: count(client_of(user), reverse(page)) for name, user in busy.personae.items()}
    most = TODAY_BUDGET if page == "today" else BUDGET
    assert {name: n for name, n in spent.items() if n > most} == {}


def test_lists_do_not_cost_more_when_they_grow(busy: World, client_of) -> None:
    with clock.at(TODAY):
        client = client_of(busy.clerk)
        before = [count(client, reverse(page)) for page in ("today", "suggestions", "api-suggestions")]
        for _again in range(3):
            busy.handed_over()
            busy.answered()
        assert [count(client, reverse(page)) for page in ("today", "suggestions", "api-suggestions")] == before


FIGURES = ["statistics", "statistics-print", "statistics-export", "statistics-report", "statistics-report-print"]


@pytest.mark.parametrize("page", [*FIGURES, "api-figures", "overview-print"])
def test_figures_keep_to_the_budget(busy: World, client_of, page: str) -> None:
    with clock.at(TODAY):
        for query in ("", "?by=department&show=satisfaction", "?by=outcome"):
            assert count(client_of(busy.director), reverse(page) + query) <= BUDGET


@pytest.mark.parametrize("stage", ["closed", "eventful"])
def test_a_suggestions_page_keeps_to_the_budget(world: World, client_of, stage: str) -> None:
    with clock.at(TODAY):
        url = reverse("suggestion", args=[getattr(world, stage)().suggestion.pk])
        readers = ["clerk", "lead", "cosigner", "contact", "gov_clerk", "chairman", "member", "outsider"]
        found = {name: count(client_of(getattr(world, name)), url) for name in readers}
    assert {name: queries for name, queries in found.items() if queries > BUDGET} == {}


PAPERS = ["documents", "documents-export", "document-new", "document-register", "document-settings", "api-documents"]


@pytest.mark.parametrize("page", PAPERS)
def test_lists_of_documents_keep_to_the_budget(world: World, client_of, page: str) -> None:
    with clock.at(TODAY):
        for make in (documents.issued, documents.published, documents.draft, documents.signing):
            make(world)
        client = client_of(world.director)
        before = count(client, reverse(page))
        for _again in range(3):
            documents.draft(world)
        assert count(client, reverse(page)) == before <= BUDGET


@pytest.mark.parametrize("stage", ["draft", "signed", "issued", "superseded", "restricted"])
def test_a_documents_page_keeps_to_the_budget(world: World, client_of, stage: str) -> None:
    with clock.at(TODAY):
        url = reverse("document", args=[getattr(documents, stage)(world).pk])
        assert count(client_of(world.director), url) <= BUDGET


MEETING_PAGES = ["meeting", "meeting-agenda-print", "meeting-minutes-print", "meeting-roll-print"]


@pytest.mark.parametrize("page", MEETING_PAGES)
def test_a_meetings_pages_keep_to_the_budget(world: World, client_of, page: str) -> None:
    with clock.at(TODAY):
        url = reverse(page, args=[meetings.opened(world, TODAY).pk])
        readers = ["director", "clerk", "chairman"] + (["member", "lead", "contact"] if page == "meeting" else [])
        found = {name: count(client_of(getattr(world, name)), url) for name in readers}
    assert {name: queries for name, queries in found.items() if queries > BUDGET} == {}


def test_lists_of_meetings_keep_to_the_budget(world: World, client_of) -> None:
    with clock.at(TODAY):
        meetings.notified(world)
        meetings.today_notified(world)
        pages = ["meetings", "meetings-year", "my-meetings", "programme", "today"]
        found = {page: count(client_of(world.director), reverse(page)) for page in pages}
    assert found.pop("today") <= TODAY_BUDGET
    assert {page: queries for page, queries in found.items() if queries > BUDGET} == {}


MEETING_FORMS = [
    ("meeting-agenda", meetings.drafted),
    ("meeting-invite", meetings.adopted),
    ("meeting-notify", meetings.invited),
    ("meeting-move", meetings.notified),
    ("meeting-sign-in", meetings.ready),
    ("meeting-open", meetings.ready),
    ("meeting-minutes", lambda world: meetings.opened(world, TODAY)),
]


@pytest.mark.parametrize(
    ("page", "made"), MEETING_FORMS, ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_forms_of_meetings_keep_to_the_budget(world: World, client_of, page: str, made) -> None:
    with clock.at(TODAY):
        assert count(client_of(world.director), reverse(page, args=[made(world).pk])) <= BUDGET


DECISIONS = [
    ("matters", "received matter", False),
    ("matter-lists", "adopted list", False),
    ("project-years", "chosen projects", False),
    ("party-requests", "sent request", False),
    ("matter", "decided matter", True),
    ("matter", "received matter", True),
    ("matter-task", "task of a decision", True),
    ("matter-list", "adopted list", True),
    ("projects", "chosen projects", True),
    ("projects-print", "chosen projects", True),
    ("party-request", "sent request", True),
    ("today", "sent request", False),
]


@pytest.mark.parametrize(("page", "stage", "of_one"), DECISIONS, ids=str)
def test_pages_of_decisions_keep_to_the_budget(world: World, client_of, page: str, stage: str, of_one: bool) -> None:
    with clock.at(TODAY):
        key = deciding.STAGES[stage](world)
        url = reverse(page, args=[key] if of_one else [])
        assert count(client_of(world.director), url) <= (TODAY_BUDGET if page == "today" else BUDGET)


FORMS = [
    ("hand-over", "accepted", "clerk"),
    ("propose", "accepted", "clerk"),
    ("suggestion-accept-followup", "submitted", "clerk"),
    ("suggestion-merge", "submitted", "clerk"),
    ("forward", "handed_over", "gov_clerk"),
    ("sign-for", "forwarded", "contact"),
    ("return", "forwarded", "contact"),
    ("reassign", "returning", "gov_clerk"),
    ("reply", "signed", "contact"),
    ("contact", "signed", "contact"),
    ("pass", "checking", "gov_clerk"),
    ("evaluate", "answered", "lead"),
    ("record-evaluation", "answered", "clerk"),
    ("rework", "dissatisfied", "clerk"),
    ("close", "evaluated", "clerk"),
    ("report-promise", "promise", "contact"),
    ("evaluate-promise", "reported", "lead"),
]


@pytest.mark.parametrize(("page", "stage", "name"), FORMS, ids=lambda value: str(value))
def test_forms_keep_to_the_budget(world: World, client_of, page: str, stage: str, name: str) -> None:
    with clock.at(TODAY):
        made = getattr(world, stage)()
        key = made.followup_id if stage in {"accepted", "submitted"} else made.pk
        assert count(client_of(getattr(world, name)), reverse(page, args=[key])) <= BUDGET


PERSONNEL = [
    "appointments",
    "appointments-export",
    "offices",
    "offices-export",
    "oaths",
    "oaths-export",
    "duty-reports",
]
PERSONNEL += ["api-holdings", "api-appointments", "api-oaths", "ceremony-new"]


def test_pages_of_appointments_keep_to_the_budget(world: World, client_of) -> None:
    with clock.at(TODAY):
        motion = personnel_stages.announced(world)
        for n in range(3):
            place = personnel_stages.office(world, organ=f"县第{n}局")
            personnel_stages.voted(world, personnel_stages.entry(world, f"另{n}人", place=place))
        urls = [reverse(page) for page in PERSONNEL]
        urls += [reverse(page, args=[motion.pk]) for page in ("appointment", "appointment-list-print")]
        client = client_of(world.director)
        found = {url: count(client, url) for url in urls}
    assert {url: queries for url, queries in found.items() if queries > BUDGET} == {}
