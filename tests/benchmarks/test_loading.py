"""What the loader writes stands up to the product's own rules, ledgers and pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from benchmarks.loading import COMMAND, Loader, Size
from congress.database import as_owner
from congress.models import Change, Deadline, FollowUp, SearchRow, User
from congress.queries.searching import texts_of
from deputies.models import Suggestion
from tests.consistency import consistent

SIZE = Size(counties=1, years=2, per_year=50)


@pytest.fixture
def loaded(committed: str) -> list[str]:
    """A county of two years in a database of its own; what the loader said."""
    said: list[str] = []
    with as_owner():
        assert Loader(SIZE, said.append).load() == 1
    return said


def test_a_loaded_county_is_consistent_searchable_audited_and_opens(loaded: list[str], client_of) -> None:
    followups = list(FollowUp.objects.all())
    assert len(followups) == Suggestion.objects.count() == SIZE.suggestions == 100
    assert len({consistent(row).state for row in followups}) > 2
    texts = texts_of(followups)
    assert {row.followup_id: row.text for row in SearchRow.objects.all()} == texts
    assert _audited("congress_followup") == {str(row.pk) for row in followups}
    assert _audited("congress_deadline") == {str(pk) for pk in Deadline.objects.values_list("pk", flat=True)}
    user = Change.objects.filter(table="congress_user", command=COMMAND).first()
    assert "password" not in user.new
    clerk = client_of(User.objects.get(username="b001-clerk"))
    for page in (reverse("today"), reverse("suggestions"), f"{reverse('suggestions')}?q=骆驼"):
        assert clerk.get(page).status_code == 200
    for row in Suggestion.objects.order_by("pk")[:3]:
        assert clerk.get(reverse("suggestion", args=[row.pk])).status_code == 200
    assert any("suggestions/s" in line for line in loaded)


def _audited(table: str) -> set[str]:
    return set(Change.objects.filter(table=table, command=COMMAND, op="insert").values_list("row", flat=True))


def test_loading_again_goes_on_and_triggers_act_as_before(loaded: list[str]) -> None:
    with as_owner():
        assert Loader(SIZE, loaded.append).load() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O' AND NOT tgisinternal")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'search_by_pairs'")
        assert cursor.fetchone() == (1,)
