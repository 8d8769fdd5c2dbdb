"""Two published years, imported unedited, give exactly the published tables."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Count

from congress import clock, may
from congress.models import Change, Deadline, Delivery, FollowUp, ImportJob, Notice, Reminder, Reply, Running, Series
from congress.rules.followups import Ending, FollowUpState
from congress.rules.imports import ImportState
from congress.rules.percentages import Rounding, percents
from congress.rules.transitions import Event
from congress.services import reminding
from congress.services.importing import jobs
from deputies.models import Suggestion
from tests import importing
from tests.factories import TODAY, World
from tests.importing import CITY_2020, COUNTY_2024, DATA

CATEGORIES_2024 = {
    "政府综合": 5, "交通": 36, "农牧农村": 34, "水利": 14, "电力": 7, "教育": 8, "发改": 1, "住建": 29, "组织": 15,
    "应急": 1, "医保": 1, "自然资源": 10, "林草": 9, "城市管理": 2, "经信": 7, "人社": 4, "机场": 1, "金融": 1,
    "市监": 1,
    "卫健": 5, "财政": 2, "国资": 1, "公安": 3, "文旅": 1, "政法": 1,
}  # fmt: skip


def imported(world: World, name: str, context) -> ImportJob:
    job = importing.checked(world.clerk, (DATA / name).read_bytes(), name, context=context)
    assert job.state == ImportState.CHECKED
    return importing.finished(world.clerk, job)


def by(column: str, **place) -> dict[str, int]:
    rows = Suggestion.objects.filter(followup__ending="", **place).values(column).annotate(n=Count("pk"))
    return {row[column]: row["n"] for row in rows}


def test_the_city_of_2020_gives_its_published_table(world: World) -> None:
    with clock.at(TODAY):
        job = imported(world, "suggestions-city-2020.csv", CITY_2020)
    assert job.state == ImportState.DONE
    assert importing.outcomes(job) == {"new": 128}
    categories = by("category__label", term__number=16)
    assert categories == {
        "财政经济": 20, "内务司法": 7, "城乡建设": 32, "农业农村": 44, "教科文卫与民宗": 25,
    }  # fmt: skip
    named = ["财政经济", "内务司法", "城乡建设", "农业农村", "教科文卫与民宗"]
    shares = percents([categories[name] for name in named], 128, Rounding.HALF_UP)
    assert [str(share) for share in shares] == ["15.6", "5.5", "25.0", "34.4", "19.5"]
    classes = Counter(
        Reply.objects.filter(assignment__followup__recorded_by_import=job).values_list("outcome__code", flat=True)
    )
    assert classes == {"A": 64, "B": 38, "C": 21, "D": 5}
    shares = percents([classes[code] for code in "ABCD"], 128, Rounding.HALF_UP)
    assert [str(share) for share in shares] == ["50.0", "29.7", "16.4", "3.9"]


def test_the_county_of_2024_gives_its_published_table(world: World) -> None:
    with clock.at(TODAY):
        job = imported(world, "suggestions-county-2024.xlsx", COUNTY_2024)
    assert job.state == ImportState.DONE
    assert importing.outcomes(job) == {"new": 206}
    rows = FollowUp.objects.filter(recorded_by_import=job)
    endings = dict(rows.values_list("ending").annotate(n=Count("pk")))
    assert endings == {"": 199, Ending.MERGED: 2, Ending.DECLINED: 5}
    assert rows.filter(accepted_on__isnull=False).count() == 199
    assert by("category__label", term__number=14) == CATEGORIES_2024
    states = dict(rows.values_list("state").annotate(n=Count("pk")))
    assert states == {FollowUpState.CLOSED: 199, FollowUpState.MERGED: 2, FollowUpState.DECLINED: 5}


def test_the_title_above_the_table_names_term_session_and_year(world: World) -> None:
    job = importing.read(world.clerk, (DATA / "suggestions-county-2024.xlsx").read_bytes(), "a.xlsx")
    assert job.context == {"term": 14, "session": 4, "year": 2024}
    assert "" not in job.columns


def test_the_past_is_recorded_as_the_past(world: World) -> None:
    with clock.at(TODAY):
        job = imported(world, "suggestions-county-2024.xlsx", COUNTY_2024)
        reminding.remind()
        followup = FollowUp.objects.filter(recorded_by_import=job, state=FollowUpState.CLOSED).first()
        assert followup is not None
        assert may.open_moves(world.clerk, followup) == ()
        assert may.open_moves(world.contact, followup.assignments.first()) == ()
    assert [Running.objects.count(), Notice.objects.count(), Reminder.objects.count(), Delivery.objects.count()] == [
        0
    ] * 4
    assert {"contact", "reply", "evaluation", "closed", "body"} <= set(followup.gaps)
    entry = Deadline.objects.filter(assignment__followup=followup).earliest("id")
    assert (entry.anchor_on.isoformat(), entry.basis.short) == ("2024-03-12", "代表法")


def test_a_date_of_the_ledger_stands_beside_the_computed_one(world: World) -> None:
    with clock.at(TODAY):
        job = imported(world, "suggestions-city-2020.csv", CITY_2020)
    told = Deadline.objects.filter(assignment__followup__recorded_by_import=job, reason="台账所载")
    assert told
    assert {entry.steps[0][0] for entry in told} == {"told"}
    for entry in told:
        assert entry.assignment.reply_due_on == entry.due_on


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    name = "suggestions-city-2020.csv"
    with clock.at(TODAY):
        imported(world, name, CITY_2020)
        job = importing.checked(world.clerk, (DATA / name).read_bytes(), name, context=CITY_2020)
        assert importing.outcomes(job) == {"same": 128}
        before = Change.objects.order_by("-id").first().id
        job = importing.finished(world.clerk, job)
    assert job.state == ImportState.DONE
    touched = set(Change.objects.filter(id__gt=before).values_list("table", flat=True))
    assert touched <= {"congress_importjob", "congress_importrow"}


def test_words_are_asked_once(world: World) -> None:
    name = "suggestions-city-2020.csv"
    with clock.at(TODAY):
        imported(world, name, CITY_2020)
        job = importing.read(world.clerk, (DATA / name).read_bytes(), name)
        job = jobs.choose_columns(actor=world.clerk, job=job, columns=job.columns, context=CITY_2020)
    assert job.state == ImportState.CHECKING


def test_the_next_number_of_that_session_goes_on(world: World) -> None:
    with clock.at(TODAY):
        imported(world, "suggestions-city-2020.csv", CITY_2020)
    assert Series.objects.get(county=world.county, scope="16-5").last == 128


@pytest.mark.parametrize("event", [Event.ACCEPT, Event.HAND_OVER, Event.CLOSE, Event.WITHDRAW])
def test_nobody_may_move_recorded_history(world: World, event: Event) -> None:
    with clock.at(TODAY):
        job = imported(world, "suggestions-city-2020.csv", CITY_2020)
        followup = FollowUp.objects.filter(recorded_by_import=job).first()
        found = [move.event for user in world.personae.values() for move in may.open_moves(user, followup)]
    assert event not in found
