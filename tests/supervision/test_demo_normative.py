"""The demo's year of the review of normative documents, and its list of what the audit found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Max

from congress import clock
from congress.demo.county import County
from congress.demo.meetings import build_meetings
from congress.models import Assignment, Deadline, FollowUp, Promise, Reply, User
from congress.rules.followups import FollowUpState, PromiseState
from congress.services.base import command
from supervision.demo import build_audits, build_normative
from supervision.models import (
    AuditList,
    AuditProblem,
    Catalogue,
    CatalogueLine,
    NormativeDocument,
    NormativeStep,
    OfficeReview,
    ReviewRequest,
)
from supervision.queries.audits import page_of
from supervision.queries.normative.measures import report
from supervision.rules.audits import RECTIFICATION, AuditState
from supervision.rules.normative import Asker, NormativeState
from tests.conftest import held_clone

AS_OF = dt.date(2026, 6, 10)


def build(as_of: dt.date) -> None:
    """A county of people and meetings with what is told here."""
    with transaction.atomic():
        for day in (as_of.replace(year=as_of.year - 1, month=1, day=1), as_of):
            with clock.at(day):
                call_command("reference", verbosity=0)
        with command(None, "demo"):
            county = County(as_of).build()
        build_meetings(county, as_of)
        build_normative(county, as_of)
        build_audits(county, as_of)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Built once; these tests only read it."""
    with held_clone(django_db_blocker, "bare", "demo_normative"):
        build(AS_OF)
        yield


@pytest.mark.usefixtures("demo")
def test_documents_stand_in_every_state() -> None:
    states = Counter(NormativeDocument.objects.values_list("state", flat=True))
    assert set(states) == set(NormativeState)
    assert 20 <= states.total() <= 30
    assert states[NormativeState.CLEAN] >= 4
    makers = {row.maker for row in NormativeDocument.objects.select_related("organ", "township")}
    assert {"县人民政府", "县监察委员会", "县人民法院", "县人民检察院", "石门镇人民代表大会"} <= makers


@pytest.mark.usefixtures("demo")
def test_steps_run_in_the_order_of_their_days_and_end_before_the_demos_day() -> None:
    for document in NormativeDocument.objects.prefetch_related("steps"):
        steps = list(document.steps.all())
        assert all(before.on <= after.on for before, after in pairwise(steps)), document
        assert steps[-1].state == document.state
    assert NormativeStep.objects.aggregate(last=Max("on"))["last"] < AS_OF
    assert OfficeReview.objects.aggregate(last=Max("found_on"))["last"] < AS_OF
    days = NormativeDocument.objects.order_by("year", "serial").values_list("submitted_on", flat=True)
    assert all(before <= after for before, after in pairwise(days)), "the register's numbers follow its days"


@pytest.mark.usefixtures("demo")
def test_few_reviews_are_overdue() -> None:
    late = NormativeDocument.objects.filter(settled_on=None, due_on__lt=AS_OF)
    assert 1 <= late.count() <= 3


@pytest.mark.usefixtures("demo")
def test_everybody_who_may_asked_for_a_review_and_some_were_answered() -> None:
    assert set(ReviewRequest.objects.values_list("asker", flat=True)) == set(Asker)
    answered = ReviewRequest.objects.exclude(replied_on=None).count()
    assert 2 <= answered < ReviewRequest.objects.count()


@pytest.mark.usefixtures("demo")
def test_last_years_catalogues_show_what_was_not_filed() -> None:
    assert set(Catalogue.objects.values_list("year", flat=True)) == {AS_OF.year - 1}
    assert Catalogue.objects.count() >= 5
    missing = CatalogueLine.objects.filter(document=None).values_list("catalogue__organ__name", "number")
    assert ("县人民政府", "云政规〔2025〕4号") in missing
    assert CatalogueLine.objects.exclude(document=None).count() > missing.count()


@pytest.mark.usefixtures("demo")
def test_the_yearly_report_of_last_year_counts_something_everywhere() -> None:
    told = report(User.objects.get(username="duansiping"), AS_OF.year - 1)
    assert {figure.key for figure in told.figures if figure.value == 0} <= {"open"}
    assert told.missing >= 2


@pytest.mark.usefixtures("demo")
def test_the_audits_list_was_reported_on_and_its_problems_stand_where_they_should() -> None:
    audit = AuditList.objects.get()
    assert audit.state == AuditState.REPORTED
    assert audit.published_on
    assert audit.reported_on < audit.handed_over_on < audit.heard_on < audit.published_on < AS_OF
    shares = {share.code: share.sum.count for share in page_of(User.objects.get(username="hejing"), audit).shares}
    assert sum(shares.values()) == AuditProblem.objects.count() == 19
    assert shares["done"] >= 10
    assert shares["partly"] >= 3
    assert shares["open"] >= 3
    states = Counter(FollowUp.objects.filter(kind=RECTIFICATION).values_list("state", flat=True))
    assert states[FollowUpState.CLOSED] >= 9
    assert states[FollowUpState.TRACKING] == 3
    assert {FollowUpState.HANDLING, FollowUpState.CHECKING, FollowUpState.ANSWERED} <= set(states)


@pytest.mark.usefixtures("demo")
def test_one_promise_was_kept_one_is_overdue_and_one_problem_was_sent_back_twice() -> None:
    promises = Promise.objects.filter(followup__kind=RECTIFICATION)
    assert promises.filter(kept_on__lt=AS_OF).count() == 1
    assert promises.filter(state=PromiseState.OPEN, due_on__lt=AS_OF).count() == 1
    assert Assignment.objects.filter(followup__kind=RECTIFICATION, round=2).count() == 2


@pytest.mark.usefixtures("demo")
def test_little_of_the_list_is_overdue_and_nothing_lies_after_the_demos_day() -> None:
    running = Deadline.objects.filter(assignment__followup__kind=RECTIFICATION, running__isnull=False)
    assert 1 <= running.filter(due_on__lt=AS_OF).count() <= 3
    assert Reply.objects.filter(assignment__followup__kind=RECTIFICATION, dated__gte=AS_OF).count() == 0


def test_early_in_a_year_it_is_told_as_well(django_db_setup, django_db_blocker) -> None:
    """What was filed lately bears numbers of the year before."""
    with held_clone(django_db_blocker, "bare", "demo_early"):
        build(dt.date(2026, 1, 20))
        assert NormativeDocument.objects.count() >= 15
        assert NormativeDocument.objects.filter(submitted_on__gt=dt.date(2026, 1, 20)).count() == 0
