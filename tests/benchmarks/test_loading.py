"""What the loader writes stands up to the product's own rules, ledgers and pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Case, F, When
from django.urls import reverse
from django.utils import timezone

from benchmarks import triggers
from benchmarks.loading import COMMAND, Loader, Size
from benchmarks.tallying import fill
from congress.database import as_owner
from congress.models import (
    Assignment,
    Change,
    Deadline,
    Evaluation,
    FollowUp,
    KeyMatter,
    Promise,
    SearchRow,
    Tally,
    UnitRequest,
    User,
)
from congress.queries.searching import texts_of
from congress.rules.followups import Mark
from congress.services.tallies import rebuild
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


def _as_rebuilt() -> bool:
    return rebuild(FollowUp.objects.values_list("pk", flat=True), write=False).total == 0


def test_tallies_of_a_loaded_county_are_those_the_product_computes(loaded: list[str]) -> None:
    assert loaded
    assert _as_rebuilt()
    whole = Tally.objects.filter(department=None)
    assert whole.count() == SIZE.suggestions
    assert whole.filter(promises_kept__gt=0).exists()
    assert whole.filter(result=Mark.FAIR).exists()
    assert whole.filter(closed_on=None).exists()
    since = Case(When(department=None, then=F("opened_on")), default=F("handed_over_on"))
    assert not Tally.objects.exclude(since=since).exists()


@pytest.mark.usefixtures("loaded")
def test_missing_tallies_are_filled_in_whatever_became_of_a_matter() -> None:
    said: list[str] = []
    with as_owner():
        with transaction.atomic():
            triggers.rest()
            _vary()
            triggers.work_again()
        fill(said.append)
    assert len(said) == 1
    assert Tally.objects.filter(department=None).count() == SIZE.suggestions
    assert _as_rebuilt()
    whole = Tally.objects.filter(department=None)
    for what in ("promises_late", "promises_moved", "returns", "reworks"):
        assert whole.filter(**{f"{what}__gt": 0}).exists(), what
    for what in ({"extended": True}, {"key_leader__isnull": False}, {"ending": "merged"}, {"result": Mark.BAD}):
        assert whole.filter(**what).exists(), what


def _vary() -> None:
    """No tallies, and what the loader itself does not make; said in the columns the tally is computed from."""
    Tally.objects.all().delete()
    kept, moved, replaced = Promise.objects.filter(assignment__state="answered").order_by("-state", "pk")[:3]
    Promise.objects.filter(pk=moved.pk).update(moves=1)
    Promise.objects.filter(pk=replaced.pk).update(state="replaced")
    Promise.objects.filter(pk=kept.pk).update(state="kept", kept_on=F("first_due_on") + timedelta(days=3))
    clerk = User.objects.get(username="b001-clerk")
    rows = list(Assignment.objects.filter(role="sole", state="answered").select_related("followup")[:6])
    returned, extended, again, gone, led, joined = rows
    UnitRequest.objects.create(
        assignment=returned, kind="return", reason="-", state="refused", requested_by=clerk, requested_at=timezone.now()
    )
    FollowUp.objects.filter(pk=returned.followup_id).update(returns=1)
    Assignment.objects.filter(pk=extended.pk).update(extended_on=extended.handed_over_on)
    Evaluation.objects.filter(reply__assignment=extended).update(result=Mark.BAD, reason="-")
    FollowUp.objects.filter(pk=again.followup_id).update(round=2)
    again.pk, again.round, again.state, again.answered_on = None, 2, "handling", None
    again.save()
    Assignment.objects.filter(pk=gone.pk).update(state="reassigned")
    KeyMatter.objects.create(
        followup=led.followup,
        leader=clerk.person,
        decided_on=led.handed_over_on,
        recorded_by=clerk,
        recorded_at=timezone.now(),
    )
    FollowUp.objects.filter(pk=joined.followup_id).update(ending="merged", merged_into=led.followup, state="merged")
    assisted = Assignment.objects.filter(role="assist", state="opined").order_by("pk").first()
    Assignment.objects.filter(followup=assisted.followup_id).update(role="separate")
