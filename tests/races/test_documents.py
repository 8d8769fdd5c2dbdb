"""Two at once on documents: one number each, never twice; one of two changes wins and the other is told."""

from __future__ import annotations

import pytest

from congress import clock
from congress.models import Document, Frozen, RegisterEntry, Series
from congress.official import pdf
from congress.official.content import Layout, Paper
from congress.queries.documents.register import counter
from congress.refusals import Conflict
from congress.rules.documents.batches import BatchState, RecipientGroup
from congress.rules.documents.life import DocumentState
from congress.services.documents import batching, issuing, moving, register, writing
from tests import documents as papers
from tests.factories import TODAY, World
from tests.races.both import together

S = DocumentState


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    """Papers drawn by a stand-in."""
    blank = pdf.render(Paper(Layout.PLAIN, "", "空白"))
    monkeypatch.setattr(pdf, "render", lambda paper: blank)


def fresh(row: Document) -> Document:
    return Document.objects.get(pk=row.pk)


def test_two_documents_issued_at_once_get_two_numbers(world: World) -> None:
    with clock.at(TODAY):
        rows = [papers.signed(world) for _n in range(3)]
    outcome = together(*(lambda row=row: issuing.issue(actor=world.director, document=row) for row in rows))
    assert outcome.refusals == []
    serials = sorted(fresh(row).serial for row in rows)
    assert serials == list(range(serials[0], serials[0] + 3))
    last = Series.objects.get(code=counter("office"), scope="2026").last
    assert last == max(RegisterEntry.objects.filter(series="office").values_list("serial", flat=True))


def test_one_document_issued_by_two_at_once_gets_one_number(world: World) -> None:
    with clock.at(TODAY):
        row = papers.signed(world)
    run = lambda: issuing.issue(actor=world.director, document=row)
    outcome = together(run, run)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    assert RegisterEntry.objects.filter(document=row).count() == 1
    assert Frozen.objects.filter(document=row).count() == 1


def test_issued_and_sent_back_at_once(world: World) -> None:
    with clock.at(TODAY):
        row = papers.signed(world)
    outcome = together(
        lambda: issuing.issue(actor=world.director, document=row),
        lambda: moving.send_back(actor=world.director, document=row, reason="还要改"),
    )
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    after = fresh(row)
    assert (after.state == S.ISSUED) == bool(after.number) == Frozen.objects.filter(document=row).exists()


def test_edited_and_submitted_at_once(world: World) -> None:
    with clock.at(TODAY):
        row = papers.draft(world)
    outcome = together(
        lambda: writing.save_draft(
            actor=world.director, document=row, wording=papers.wording("另一个标题"), version=row.version
        ),
        lambda: moving.submit(actor=world.director, document=row, version=row.version),
    )
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)
    assert isinstance(outcome.refusals[0], Conflict)
    after = fresh(row)
    assert (after.state == S.REVIEW) != (after.title == "另一个标题")


def test_two_clerks_edit_one_draft(world: World) -> None:
    with clock.at(TODAY):
        row = papers.draft(world)
    outcome = together(
        *(
            lambda title=title: writing.save_draft(
                actor=world.director, document=row, wording=papers.wording(title), version=row.version
            )
            for title in ("甲", "乙")
        )
    )
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1)


def test_replaced_by_two_at_once_makes_one_draft(world: World) -> None:
    with clock.at(TODAY):
        row = papers.issued(world)
    run = lambda: writing.revise(actor=world.director, document=row)
    outcome = together(run, run)
    assert outcome.refusals == []
    assert len({document.pk for document in outcome.results}) == 1


def test_a_kept_number_is_voided_and_used_at_once(world: World) -> None:
    with clock.at(TODAY):
        entry = register.reserve(actor=world.director, series="office", purpose="OA上的通知")
        row = papers.draft(world)
        scan = papers.scan()
    outcome = together(
        lambda: register.void(actor=world.director, entry=entry, reason="不用了"),
        lambda: issuing.complete_elsewhere(
            actor=world.director, document=row, number=entry.number, dated=TODAY, scan=scan
        ),
    )
    entry.refresh_from_db()
    assert outcome.results
    assert bool(entry.document_id) != bool(entry.voided_on)


def test_two_workers_make_each_letter_once(world: World) -> None:
    with clock.at(TODAY):
        row = papers.issued(world)
        listed = "\n".join(f"单位{n}" for n in range(23))
        batch = batching.start_batch(actor=world.director, document=row, recipients=RecipientGroup.TYPED, listed=listed)
    outcome = together(lambda: batching.work(batch.pk), lambda: batching.work(batch.pk))
    assert outcome.refusals == []
    batching.work(batch.pk)  # whoever came last while the other held its five leaves the binding to the sweep
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (BatchState.DONE, 23)
    assert len({letter.pdf.name for letter in batch.letters.all()}) == 23
