"""The demo county: believable, deterministic, complete."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import pairwise
from urllib.parse import urlparse

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Q

from congress import clock
from congress.demo.accounts import PASSWORD, PERSONAE
from congress.demo.county import County
from congress.demo.meetings import build_meetings
from congress.demo.votes import build_votes
from congress.models import (
    Assignment,
    Change,
    Check,
    Conference,
    Congress,
    CoOpinion,
    Deadline,
    Department,
    Evaluation,
    FollowUp,
    KeyMatter,
    Mandate,
    Material,
    Meeting,
    Notice,
    Promise,
    Reply,
    UnitRequest,
    Urging,
    User,
)
from congress.queries.deadlines import calendar
from congress.queries.desk import desk
from congress.queries.leading import overview
from congress.queries.meetings.presence import present
from congress.rules.followups import AssignmentState, FollowUpState, PromiseState
from congress.rules.meeting_moves import quorum
from congress.rules.meetings import MeetingKind, MeetingState
from congress.services.base import command
from deputies.demo import build_suggestions
from deputies.models import Suggestion
from deputies.rules import SuggestionState
from tests.conftest import COUNTY, create_database, drop_database, held_clone, use_database

AS_OF = dt.date(2026, 6, 10)


def build() -> None:
    """Build in a process of its own, as the launcher does, so that coverage does not slow a whole year down."""
    here = connection.settings_dict["NAME"]
    connection.close()
    url = urlparse(os.environ["DATABASE_URL"])._replace(path=f"/{here}").geturl()
    command = [sys.executable, "manage.py", "demo", "--as-of", AS_OF.isoformat()]
    subprocess.run(command, cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": url}, check=True)


@pytest.fixture(scope="module")
def databases(django_db_setup, django_db_blocker) -> Iterator[tuple[str, str]]:
    """The empty database and one with the demo county, built once for these tests, which only read it."""
    with held_clone(django_db_blocker, "bare", "demo") as demo:
        build()
        yield COUNTY["bare"], demo


@pytest.fixture
def county(databases: tuple[str, str]) -> Congress:
    """The demo county as of its day."""
    return Congress.objects.get(level="county")


@contextmanager
def elsewhere(databases: tuple[str, str]) -> Iterator[None]:
    """Another, empty database."""
    template, demo = databases
    other = f"{template}_other"
    connection.close()
    create_database(other, template)
    use_database(other)
    try:
        yield
    finally:
        use_database(demo)
        drop_database(other)


def states(rows) -> Counter[str]:
    return Counter(rows.values_list("state", flat=True))


def test_there_are_180_suggestions_in_every_state(county: Congress) -> None:
    assert Suggestion.objects.count() == 180
    found = states(FollowUp.objects)
    assert set(found) == set(FollowUpState)
    assert found[FollowUpState.CLOSED] >= 70
    assert set(states(Assignment.objects)) == set(AssignmentState)
    assert set(states(Promise.objects)) == set(PromiseState)
    assert set(states(Suggestion.objects)) == set(SuggestionState)
    assert set(states(UnitRequest.objects)) >= {"open", "granted", "refused"}


def test_every_turn_a_suggestion_can_take_was_taken(county: Congress) -> None:
    assert 6 <= KeyMatter.objects.count() <= 10
    assert KeyMatter.objects.values("leader").distinct().count() >= 3
    assert CoOpinion.objects.filter(~Q(returned_reason="")).exists()
    assert set(Assignment.objects.values_list("role", flat=True)) == {"sole", "lead", "assist", "separate"}
    assert Assignment.objects.filter(round=3).exists()
    assert Conference.objects.exists()
    assert Check.objects.filter(passed=False).count() >= 2
    assert set(Urging.objects.values_list("kind", flat=True)) == {"urge", "supervise"}
    assert UnitRequest.objects.filter(kind="return", raised_by__isnull=False, state="granted").exists()
    assert Assignment.objects.filter(coordinator=None, department__system="court").exists()
    assert Assignment.objects.filter(coordinator=None, department__system="party").exists()
    assert Promise.objects.filter(moves__gt=0).exists()
    assert Promise.objects.filter(kept_on__gt=F("first_due_on")).exists()
    assert Promise.objects.filter(state="open", due_on__lt=AS_OF).exists()
    assert Promise.objects.filter(due_on__year__gt=F("reply__dated__year")).exists()
    assert Evaluation.objects.filter(channel="paper", files__on_paper=False).exists()
    assert Suggestion.objects.filter(entered_by__username="yanwen", origin="own").exists()
    assert Suggestion.objects.filter(origin="higher_deputy").exists()
    assert Suggestion.objects.filter(published_on__isnull=False).count() >= 10
    assert set(FollowUp.objects.exclude(ending="").values_list("ending", flat=True)) == {
        "declined",
        "merged",
        "transferred",
        "withdrawn",
    }


def test_the_suggestions_spread_over_topics_places_units_and_time(county: Congress) -> None:
    bodies = Suggestion.objects.values_list("body", flat=True)
    assert min(map(len, bodies)) >= 80
    titles = set(Suggestion.objects.values_list("title", flat=True))
    assert len(titles) >= 175
    assert all(title.startswith("关于") and "建议" in title for title in titles)
    topics = {title.replace(area, "") for title in titles for area in _areas() if area in title}
    assert len(topics) >= 60
    assert Suggestion.objects.values("author__delegation").distinct().count() >= 12
    assert Suggestion.objects.exclude(category=None).values("category__code").distinct().count() == 6
    assert Assignment.objects.values("department").distinct().count() >= 25
    assert Suggestion.objects.filter(session__opens_on__year=AS_OF.year).count() >= 20
    assert Suggestion.objects.filter(session__opens_on__year=AS_OF.year - 1).count() >= 20
    assert Suggestion.objects.filter(session=None).count() >= 60


def _areas() -> list[str]:
    areas = list(Congress.objects.filter(level="township").values_list("area", flat=True))
    return [*areas, "城关街道", "东城街道", "南屏街道"]


def test_most_answers_are_in_time_and_some_are_late(county: Congress) -> None:
    answered = Assignment.objects.filter(answered_on__isnull=False).exclude(role="assist")
    late = answered.filter(answered_on__gt=F("reply_due_on")).count()
    assert 2 <= late <= answered.count() / 8
    overdue = FollowUp.objects.filter(closed_on=None, due_on__lt=AS_OF)
    assert overdue.filter(kind="suggestion").count() <= 45
    assert overdue.exclude(kind="suggestion").count() <= 20


def test_days_are_in_order_and_none_lies_ahead(county: Congress) -> None:
    order = ("opened_on", "accepted_on", "handed_over_on", "answered_on", "evaluated_on", "settled_on", "closed_on")
    for row in FollowUp.objects.values_list(*order):
        days = [day for day in row if day is not None]
        assert days == sorted(days)
        assert all(day < AS_OF for day in days)
    moments = [
        *Notice.objects.values_list("at", flat=True),
        *Reply.objects.values_list("submitted_at", flat=True),
        *Deadline.objects.values_list("entered_at", flat=True),
        *Suggestion.objects.values_list("saved_at", flat=True),
    ]
    assert max(moment.date() for moment in moments) < AS_OF
    numbers = FollowUp.objects.filter(kind="suggestion", suggestion__session=None).exclude(number="")
    serials = list(numbers.values_list("suggestion__serial", flat=True))
    assert len(set(serials)) == len(serials)


def test_nothing_is_handed_over_or_answered_on_a_day_of_rest(county: Congress) -> None:
    worked = calendar(county, AS_OF)
    days = set(FollowUp.objects.exclude(handed_over_on=None).values_list("handed_over_on", flat=True))
    days |= set(FollowUp.objects.exclude(answered_on=None).values_list("answered_on", flat=True))
    assert [day for day in days if not worked.is_workday(day)] == []


def test_every_step_is_in_the_audit_ledger_with_its_actor_and_basis(county: Congress) -> None:
    assert not Deadline.objects.filter(basis=None).exists()
    steps = Change.objects.filter(command__in=["sign_for", "reply", "evaluate", "close", "hand_over"])
    assert steps.count() > 1000
    assert not steps.filter(actor_id=None).exists()


PEOPLE_AT_WORK = {
    "zhaomin": 8,
    "wangzhigang": 8,
    "luoxiuying": 6,
    "mayulan": 1,
    "zhounan": 8,
    "liwenqing": 20,
    "yanwen": 1,
}


@pytest.mark.parametrize("username", PEOPLE_AT_WORK)
def test_the_personae_have_work_on_their_desks(county: Congress, username: str) -> None:
    with clock.at(AS_OF):
        rows = desk(User.objects.get(username=username)).rows
    assert PEOPLE_AT_WORK[username] <= len(rows) <= 45


@pytest.mark.parametrize("username", ["gaoyuan", "chenzhiming", "duansiping"])
def test_leaders_see_what_is_late(county: Congress, username: str) -> None:
    with clock.at(AS_OF):
        assert overview(User.objects.get(username=username)).stuck


def test_everybody_of_the_demo_can_sign_in_and_it_is_built_once(county: Congress) -> None:
    assert Mandate.objects.count() == 186
    assert Department.objects.count() >= 45
    for persona in PERSONAE:
        assert User.objects.get(username=persona.username).check_password(PASSWORD)
    with pytest.raises(CommandError):
        call_command("demo")
    out = StringIO()
    call_command("demo", if_empty=True, stdout=out)
    call_command("demo", personae=True, stdout=out)
    assert "已有数据" in out.getvalue()
    assert "liwenqing" in out.getvalue()


def test_a_year_of_meetings_was_held_and_the_next_is_being_prepared(county: Congress) -> None:
    held = Meeting.objects.filter(state=MeetingState.CLOSED)
    assert Counter(held.values_list("kind", flat=True)) == {"standing_committee": 7, "chairpersons": 28, "congress": 1}
    days = sorted(held.filter(kind=MeetingKind.STANDING_COMMITTEE).values_list("starts_on", flat=True))
    assert all((later - day).days <= 64 for day, later in pairwise(days))
    assert all(day < AS_OF for day in held.values_list("starts_on", flat=True))
    ahead = Meeting.objects.get(kind=MeetingKind.STANDING_COMMITTEE, state=MeetingState.PREPARING)
    awaited = Material.objects.filter(item__meeting=ahead, received_on=None)
    assert awaited.filter(due_on__lt=AS_OF).exists()
    assert awaited.filter(due_on__gte=AS_OF).exists()
    for meeting in held.select_related("county", "body"):
        there = present(meeting, meeting.opened_at + dt.timedelta(minutes=30))
        assert len(there.present) >= quorum(MeetingKind(meeting.kind), there.whole), meeting
    with clock.at(AS_OF):
        assert any(row.verb == "回执" for row in desk(User.objects.get(username="luoxiuying")).rows)


def rows() -> list[tuple[object, ...]]:
    return list(
        Suggestion.objects.order_by("pk").values_list(
            "title", "serial", "author__person__name", "followup__state", "followup__due_on", "followup__opened_on"
        )
    )


def test_the_demo_is_the_same_every_time(databases: tuple[str, str]) -> None:
    """What comes after the suggestions does not touch them, so they alone are told again, in another process."""
    first = rows()
    with elsewhere(databases), transaction.atomic():
        for day in (AS_OF.replace(year=AS_OF.year - 1, month=1, day=1), AS_OF):
            with clock.at(day):
                call_command("reference", verbosity=0)
        with command(None, "demo"):
            county = County(AS_OF).build()
        build_meetings(county, AS_OF)
        build_votes(county)
        build_suggestions(county, AS_OF)
        again = rows()
    assert len(first) > 100
    assert len({row[3] for row in first}) > 3
    assert again == first
