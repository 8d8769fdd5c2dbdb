"""Two at once on an import: confirmed, discarded, worked on; no line is written twice."""

from __future__ import annotations

import pytest

from congress import clock
from congress.models import ImportJob
from congress.rules.imports import ImportState
from congress.services.importing import jobs, working
from deputies.models import Suggestion
from tests import importing
from tests.consistency import consistent
from tests.factories import TODAY, World
from tests.importing import OWN_TERM
from tests.races.both import together


def ledger(first: int, lines: int = 6) -> list[list[str]]:
    """Lines of one session with numbers of their own, so that the races of this file leave each other alone."""
    head = ["编号", "案由", "领衔代表", "代表团", "主办单位", "交办日期", "答复日期", "结果评价"]
    row = ["关于修路的建议", "罗秀英", "石门代表团", "县交通运输局", "2024.3.12", "2024.5.20", "满意"]
    return [head, *([str(first + n), *row] for n in range(lines))]


def checked(world: World, first: int) -> ImportJob:
    with clock.at(TODAY):
        job = importing.checked(world.clerk, importing.book(ledger(first)), f"{first}.xlsx", context=OWN_TERM)
    assert job.state == ImportState.CHECKED
    return job


def written(job: ImportJob, first: int) -> list[Suggestion]:
    """What the job wrote: each line once, consistent, and the job done."""
    job.refresh_from_db()
    assert job.state == ImportState.DONE
    assert job.rows.filter(written=True).count() == 6
    rows = list(Suggestion.objects.filter(session__number=3, serial__range=(first, first + 5)).order_by("serial"))
    assert [row.serial for row in rows] == list(range(first, first + 6))
    for row in rows:
        consistent(row.followup)
        assert row.followup.tallies.filter(department=None).count() == 1
        assert row.followup.assignments.get().replies.count() == 1
    return rows


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches a job, so that workers can meet between them."""
    monkeypatch.setattr(working, "BATCH", 2)


def test_two_clerks_confirm_one_import(world: World) -> None:
    job = checked(world, 100)
    runs = [
        lambda actor=actor: jobs.confirm(actor=actor, job=job, version=job.version)
        for actor in (world.clerk, world.other_clerk)
    ]
    outcome = together(*runs)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    with clock.at(TODAY):
        working.work(job.pk)
    written(job, 100)


def test_two_clerks_confirm_without_having_seen_a_version(world: World) -> None:
    job = checked(world, 200)
    run = lambda: jobs.confirm(actor=world.clerk, job=job)
    outcome = together(run, run)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    assert "写入中" in str(outcome.refusals[0])


def test_confirmed_while_it_is_discarded(world: World) -> None:
    job = checked(world, 300)
    outcome = together(
        lambda: jobs.confirm(actor=world.clerk, job=job, version=job.version),
        lambda: jobs.discard(actor=world.other_clerk, job=job, version=job.version),
    )
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    job.refresh_from_db()
    with clock.at(TODAY):
        working.work(job.pk)
    found = Suggestion.objects.filter(session__number=3, serial__range=(300, 305)).count()
    assert found == (0 if job.state == ImportState.DISCARDED else 6)


def test_two_workers_take_one_job(world: World) -> None:
    job = checked(world, 400)
    with clock.at(TODAY):
        jobs.confirm(actor=world.clerk, job=job)
    run = lambda: working.work(job.pk)
    outcome = together(run, run)
    assert len(outcome.results) == 2
    written(job, 400)


def test_two_workers_check_one_job(world: World) -> None:
    with clock.at(TODAY):
        job = importing.read(world.clerk, importing.book(ledger(500)), "500.xlsx")
        job = jobs.choose_columns(actor=world.clerk, job=job, columns=job.columns, context=OWN_TERM)
        if job.state == ImportState.MAPPED:
            job = jobs.settle_words(actor=world.clerk, job=job, words=importing.answer(job))
    run = lambda: working.work(job.pk)
    together(run, run)
    job.refresh_from_db()
    assert (job.state, importing.outcomes(job)) == (ImportState.CHECKED, {"new": 6})


def test_two_imports_of_one_file_are_written_at_once(world: World) -> None:
    """What the other one has written meanwhile is found at the check before the writing: the same."""
    one, other = checked(world, 600), checked(world, 600)
    with clock.at(TODAY):
        for job in (one, other):
            jobs.confirm(actor=world.clerk, job=job)
    together(lambda: working.work(one.pk), lambda: working.work(other.pk))
    rows = Suggestion.objects.filter(session__number=3, serial__range=(600, 605))
    assert rows.count() == 6
    for job in (one, other):
        job.refresh_from_db()
        assert job.state in {ImportState.DONE, ImportState.FAILED}
        assert job.state == ImportState.DONE or job.error
