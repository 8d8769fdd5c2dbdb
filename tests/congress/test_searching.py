"""Search: what is indexed of a follow-up, what is found, and that it equals looking at every field."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress import clock
from congress.models import Assignment, Change, FollowUp, SearchRow
from congress.queries.searching import matching
from congress.services import derived, searching
from congress.services.base import command
from deputies.models import Suggestion
from tests.factories import TODAY, World

LETTERS = "石门镇公路AbＡ9〔%_\\-"
PIECES = st.text(LETTERS, max_size=8)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def found(world: World, words: str) -> set[str]:
    rows = matching(world.county.pk, words).select_related("followup")
    return {row.followup.title for row in rows}


def by_hand(rows: QuerySet[FollowUp], words: str) -> set[int]:
    """Every word in one of the fields, as a look at each of them says."""
    for word in words.split():
        handled = Assignment.objects.filter(department__short_name__icontains=word).values("followup")
        anywhere = Q(title__icontains=word) | Q(asked_by__icontains=word) | Q(number__icontains=word)
        anywhere |= Q(suggestion__body__icontains=word) | Q(pk__in=handled)
        rows = rows.filter(anywhere)
    return set(rows.values_list("pk", flat=True))


def test_a_submitted_paper_is_found_by_its_title_text_and_author(world: World) -> None:
    world.submitted(title="关于修桥的建议")
    for words in ("修桥", "桥", "关于修桥的", "积水路段", "修桥 积水", world.lead.person.name):
        assert found(world, words) == {"关于修桥的建议"}, words
    assert found(world, "修路 修桥") == set()
    assert found(world, "") == {"关于修桥的建议"}


def test_number_and_unit_are_found_once_they_are_there(world: World) -> None:
    world.submitted(title="甲建议")
    assert found(world, world.roads.short_name) == set()
    row = world.handed_over(title="乙建议")
    assert found(world, world.roads.short_name) == {"乙建议"}
    assert found(world, row.followup.number) == {"乙建议"}


def test_no_word_is_found_across_two_fields(world: World) -> None:
    row = world.submitted(title="甲乙").followup
    assert found(world, f"乙{row.asked_by[0]}") == set()


def test_another_county_finds_nothing(world: World) -> None:
    world.submitted(title="关于修桥的建议")
    assert not matching(world.township.pk, "修桥").exists()
    assert not matching(None, "修桥").exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(PIECES, PIECES), min_size=1, max_size=4), words=st.lists(PIECES, max_size=3))
def test_search_equals_a_look_at_every_field(world: World, texts, words) -> None:
    made = [
        world.handed_over(title="关于甲的建议").followup for _ in range(max(0, len(texts) - FollowUp.objects.count()))
    ]
    assert all(row.search for row in made)
    for row, (title, body) in zip(FollowUp.objects.order_by("id"), texts, strict=False):
        FollowUp.objects.filter(pk=row.pk).update(title=title)
        Suggestion.objects.filter(followup=row).update(body=body)
    with command(None, "test"):
        searching.index(FollowUp.objects.values_list("pk", flat=True))
    asked = " ".join(words)
    assert set(matching(world.county.pk, asked).values_list("followup", flat=True)) == by_hand(
        FollowUp.objects.filter(county=world.county), asked
    )


def test_the_index_decides_a_word_of_two_characters(world: World) -> None:
    world.submitted()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = matching(world.county.pk, "石门").order_by().explain()
    assert "search_by_pairs" in plan


def test_an_unchanged_text_is_not_written_again(world: World) -> None:
    row = world.handed_over()
    before = Change.objects.filter(table="congress_searchrow").count()
    searching.index([row.followup.pk])
    assert Change.objects.filter(table="congress_searchrow").count() == before


def test_the_audit_ledger_keeps_no_copy_of_the_text(world: World) -> None:
    world.submitted()
    assert all("text" not in change.new for change in Change.objects.filter(table="congress_searchrow", op="insert"))


def test_what_has_no_search_row_gets_one(world: World) -> None:
    row = world.submitted(title="关于修桥的建议")
    SearchRow.objects.all().delete()
    assert derived.complete() == 1
    assert derived.complete() == 0
    assert found(world, "修桥") == {row.title}


def test_a_renamed_unit_is_found_by_its_new_name(world: World) -> None:
    world.handed_over(title="关于修桥的建议")
    world.roads.short_name = "运输"
    with command(None, "test"):
        world.roads.save()
        searching.index_unit(world.roads)
    assert found(world, "运输") == {"关于修桥的建议"}


def test_the_top_bar_finds_ones_own_draft_by_its_title_and_nobody_elses(world: World, client_of) -> None:
    world.draft(title="关于修桥的建议")
    page = reverse("suggestions")
    assert "关于修桥的建议" in client_of(world.lead).get(page, {"q": "修桥"}).content.decode()
    assert "关于修桥的建议" not in client_of(world.clerk).get(page, {"q": "修桥"}).content.decode()
