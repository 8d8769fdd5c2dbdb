"""A document from its draft to its place in the register: who does what, what is refused, what stays for ever."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from congress import access, clock
from congress.models import Change, Document, DocumentStep, Frozen, Notice, RegisterEntry, Series
from congress.official import pdf
from congress.official.content import Paper
from congress.queries.documents import printing
from congress.queries.documents.moves import open_moves
from congress.queries.documents.register import register as register_of
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.documents.kinds import KINDS, DocumentCode
from congress.rules.documents.life import DocumentEvent, DocumentState
from congress.rules.documents.numbering import Scope
from congress.rules.followups import Openness
from congress.services.documents import issuing, moving, opening, register, stationery, writing
from tests import documents as papers
from tests.factories import TODAY, World

S, E, C = DocumentState, DocumentEvent, DocumentCode


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day of the world; papers are not really drawn here, see test_document_pages."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 " + paper.digest().encode())
    with clock.at(TODAY):
        yield


# -- The way to issue --------------------------------------------------------------------------------


def test_a_circular_is_reviewed_signed_numbered_and_frozen(world: World) -> None:
    row = papers.issued(world)
    assert (row.state, row.number, row.serial, row.scope) == (S.ISSUED, "云人常办发〔2026〕1号", 1, "2026")
    assert (row.dated, row.issued_on, row.signed_name) == (TODAY, TODAY, "高远")
    steps = list(DocumentStep.objects.filter(document=row).values_list("event", flat=True))
    assert steps == [E.SUBMIT, E.PASS, E.SIGN, E.ISSUE]
    paper = Paper.of_json(row.frozen.content)
    assert paper.number == row.number
    assert paper.issuer == "云岭县人民代表大会常务委员会办公室文件"
    assert paper.signature == "云岭县人民代表大会常务委员会办公室"
    assert [block.level.value for block in paper.blocks][1:4] == ["first", "second", "third"]


def test_a_meeting_notice_goes_to_the_director_without_a_review(world: World) -> None:
    row = moving.submit(actor=world.director, document=papers.draft(world, C.MEETING_NOTICE))
    assert row.state == S.SIGNING
    assert moving.sign(actor=world.director, document=row).state == S.SIGNED


def test_a_list_needs_neither_signature_nor_number(world: World) -> None:
    row = moving.submit(actor=world.director, document=papers.draft(world, C.ATTENDEES))
    assert row.state == S.SIGNED
    assert issuing.issue(actor=world.director, document=row).number == ""


def test_those_it_waits_for_are_told(world: World) -> None:
    row = papers.reviewing(world, actor=world.clerk)
    assert Notice.objects.filter(document=row, person=world.director.person, title="有公文待核稿").count() == 1
    moving.pass_review(actor=world.director, document=row)
    told = Notice.objects.filter(document=row, title="有公文待签发")
    assert {notice.person_id for notice in told} == {world.chairman.person_id, world.vice_chairman.person_id}


def test_a_document_sent_back_is_mended_and_signed_anew(world: World) -> None:
    row = moving.send_back(actor=world.chairman, document=papers.signing(world), reason="请补充依据")
    assert (row.state, row.returned, row.reviewed_by) == (S.DRAFT, "请补充依据", None)
    row = writing.save_draft(actor=world.director, document=row, wording=papers.wording(note="此件公开发布"))
    assert moving.submit(actor=world.director, document=row).returned == ""


def test_a_draft_on_its_way_can_be_taken_back(world: World) -> None:
    assert moving.recall(actor=world.director, document=papers.signing(world)).state == S.DRAFT


def test_a_paper_signature_is_recorded_with_its_slip(world: World) -> None:
    row = papers.signing(world)
    with pytest.raises(Incomplete, match="发文稿纸"):
        moving.record_signing(actor=world.director, document=row, signer="高远", on=TODAY, sheet=None)
    slip = papers.scan(papers.Attachment.Slot.SIGNING)
    row = moving.record_signing(actor=world.director, document=row, signer="高远", on=TODAY, sheet=slip)
    assert (row.state, row.signed_name, row.scanned) == (S.SIGNED, "高远", False)


def test_a_withdrawn_draft_stays_and_gives_no_number(world: World) -> None:
    row = moving.withdraw(actor=world.director, document=papers.signed(world), reason="会议改期")
    assert row.state == S.WITHDRAWN
    assert not RegisterEntry.objects.exists()
    with pytest.raises(WrongState, match="已撤销"):
        issuing.issue(actor=world.director, document=row)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("clerk", lambda w, u: moving.submit(actor=u, document=papers.draft(w))),
        ("clerk", lambda w, u: moving.pass_review(actor=u, document=papers.reviewing(w))),
        ("director", lambda w, u: moving.sign(actor=u, document=papers.signing(w))),
        ("member", lambda w, u: moving.sign(actor=u, document=papers.signing(w))),
        ("clerk", lambda w, u: issuing.issue(actor=u, document=papers.signed(w))),
        ("chairman", lambda w, u: opening.publish(actor=u, document=papers.issued(w, openness=Openness.PUBLIC))),
        ("contact", lambda w, u: issuing.attach(actor=u, document=papers.issued(w), scans=[papers.scan()])),
    ],
)
def test_who_has_nothing_to_do_with_a_step_does_not_take_it(world: World, name: str, step) -> None:
    with pytest.raises(NotAllowed):
        step(world, getattr(world, name))


@pytest.mark.parametrize("name", ["lead", "contact", "member", "township_clerk", "administrator", "auditor"])
def test_only_the_countys_offices_draft(world: World, name: str) -> None:
    with pytest.raises(NotAllowed, match="工作机构"):
        papers.draft(world, actor=getattr(world, name))


# -- What is refused ---------------------------------------------------------------------------------


def test_an_empty_paper_goes_nowhere(world: World) -> None:
    with pytest.raises(Incomplete, match="正文"):
        moving.submit(actor=world.director, document=papers.draft(world, body=""))


def test_a_gap_left_by_a_draft_is_filled_before_it_goes_on(world: World) -> None:
    with pytest.raises(Incomplete, match="请补充"):
        moving.submit(actor=world.director, document=papers.draft(world, body="会议认为，【请补充】。"))


def test_a_text_longer_than_its_place_is_refused_with_its_length(world: World) -> None:
    with pytest.raises(Incomplete, match="有201字，最多200字"):
        papers.draft(world, title="题" * 201)


def test_an_upward_paper_names_who_signs_it(world: World) -> None:
    with pytest.raises(Incomplete, match="签发人"):
        moving.submit(actor=world.director, document=papers.draft(world, C.REPORT))
    assert moving.submit(actor=world.director, document=papers.draft(world, C.REPORT, upward_signer="高远"))


@pytest.mark.parametrize("day", [TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=30)])
def test_a_date_that_cannot_be_is_refused(world: World, day: dt.date) -> None:
    with pytest.raises(Incomplete, match="成文日期"):
        issuing.issue(actor=world.director, document=papers.signed(world), dated=day)


def test_an_issued_document_is_not_edited(world: World) -> None:
    row = papers.issued(world)
    with pytest.raises(WrongState, match="不能再修改"):
        writing.save_draft(actor=world.director, document=row, wording=papers.wording("改动"))
    for step in (moving.submit, moving.recall, moving.pass_review, moving.sign):
        with pytest.raises((WrongState, NotAllowed)):
            step(actor=world.director, document=row)


def test_two_clerks_editing_one_draft_meet(world: World) -> None:
    row = papers.draft(world)
    seen = row.version
    writing.save_draft(actor=world.director, document=row, wording=papers.wording("先存的"), version=seen)
    with pytest.raises(Conflict) as caught:
        writing.save_draft(actor=world.director, document=row, wording=papers.wording("后存的"), version=seen)
    assert caught.value.current.title == "先存的"


def test_readers_nobody_knows_are_named_in_the_refusal(world: World) -> None:
    with pytest.raises(Incomplete, match="没有这个局"):
        papers.draft(world, readers="县财政局、没有这个局")


def test_of_two_people_with_one_name_the_place_decides(world: World) -> None:
    world.in_unit("白云", world.finance)
    with pytest.raises(Incomplete, match="有几位“白云”"):
        papers.draft(world, readers="白云")
    row = papers.draft(world, readers="白云（县财政局）、县交通运输局、常委会办公室")
    assert [str(reader) for reader in row.readers.all()] == ["白云", "县交通运输局", "常委会办公室"]


# -- For ever ----------------------------------------------------------------------------------------


def test_sql_does_not_change_what_was_issued(world: World) -> None:
    row = papers.issued(world)
    for sql in (
        "UPDATE congress_frozen SET content = '{}'::jsonb WHERE document_id = %s",
        "DELETE FROM congress_frozen WHERE document_id = %s",
        "UPDATE congress_documentstep SET note = '' WHERE document_id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [row.pk])


def test_a_reprint_is_what_was_printed_whatever_the_layout_is_today(world: World, monkeypatch) -> None:
    row = papers.issued(world)
    first = printing.pdf_of(row)
    stationery.set_letterhead(
        actor=world.director,
        organ=KINDS[C.CIRCULAR].organ,
        layout=KINDS[C.CIRCULAR].layout,
        text="改过的版头文件",
        signature="改过的署名",
    )
    monkeypatch.setattr(pdf, "render", lambda paper: b"another layout")
    again = Document.objects.get(pk=row.pk)
    assert printing.pdf_of(again) == first
    assert hashlib.sha256(first).hexdigest() == row.frozen.pdf_digest
    assert printing.paper_shown(again).issuer == "云岭县人民代表大会常务委员会办公室文件"
    assert printing.pdf_of(papers.draft(world)) == b"another layout"


def test_verification_finds_a_file_that_was_changed_or_lost(world: World) -> None:
    row = papers.issued(world)
    assert printing.verify(row.frozen).agrees
    storage, name = row.frozen.pdf.storage, row.frozen.pdf.name
    with storage.open(name, "wb") as file:
        file.write(b"%PDF-forged")
    verdict = printing.verify(Frozen.objects.get(document=row))
    assert (verdict.content_agrees, verdict.file_agrees, verdict.file_found) == (True, False, True)
    assert printing.pdf_of(row).startswith(b"%PDF-1.")
    storage.delete(name)
    assert not printing.verify(Frozen.objects.get(document=row)).file_found
    assert printing.pdf_of(row).startswith(b"%PDF-1.")


def test_the_command_verifies_every_issued_document(world: World) -> None:
    rows, said = [papers.issued(world) for _n in range(2)], io.StringIO()
    call_command("documents", stdout=said)
    assert "共 2 件，都与印发时一致" in said.getvalue()
    rows[0].frozen.pdf.storage.delete(rows[0].frozen.pdf.name)
    with pytest.raises(CommandError, match="1 件"):
        call_command("documents", stdout=said)
    assert str(rows[0]) in said.getvalue()


def test_the_audit_ledger_holds_the_digest_and_not_the_text(world: World) -> None:
    row = papers.issued(world)
    change = Change.objects.get(table="congress_frozen", op="insert")
    assert change.new["digest"] == row.frozen.digest
    assert "content" not in change.new


def test_a_document_is_replaced_and_both_stay(world: World) -> None:
    old = papers.superseded(world)
    assert old.state == S.SUPERSEDED
    assert old.superseded_by.number == "云人常办发〔2026〕2号"
    assert old.frozen.digest != old.superseded_by.frozen.digest
    with pytest.raises(WrongState):
        writing.revise(actor=world.director, document=old)


def test_revising_twice_gives_one_draft(world: World) -> None:
    old = papers.issued(world)
    first = writing.revise(actor=world.director, document=old)
    assert writing.revise(actor=world.director, document=old) == first
    moving.withdraw(actor=world.director, document=first, reason="不改了")
    assert writing.revise(actor=world.director, document=old) != first


def test_a_document_issued_in_the_oa_is_kept_with_number_and_scan(world: World) -> None:
    row = papers.draft(world)
    with pytest.raises(Incomplete, match="扫描件"):
        issuing.complete_elsewhere(actor=world.director, document=row, number="某号", dated=TODAY, scan=None)
    row = papers.elsewhere(world)
    assert (row.state, row.number, row.scanned) == (S.ELSEWHERE, "云人常办发〔2026〕88号", True)
    assert not Frozen.objects.filter(document=row).exists()
    assert not Series.objects.filter(code__startswith="document").exists()


# -- Numbers -----------------------------------------------------------------------------------------


def test_numbers_go_up_by_series_and_year(world: World) -> None:
    assert [papers.issued(world).serial for _n in range(2)] == [1, 2]
    with clock.at(dt.date(2027, 1, 4)):
        assert papers.issued(world).number == "云人常办发〔2027〕1号"


def test_a_kept_number_is_used_by_the_paper_it_was_kept_for(world: World) -> None:
    entry = register.reserve(actor=world.director, series="office", purpose="OA上的会议通知")
    assert (entry.number, papers.issued(world).number) == ("云人常办发〔2026〕1号", "云人常办发〔2026〕2号")
    row = issuing.complete_elsewhere(
        actor=world.director, document=papers.draft(world), number=entry.number, dated=TODAY, scan=papers.scan()
    )
    entry.refresh_from_db()
    assert entry.document == row
    with pytest.raises(WrongState, match="不能作废"):
        register.void(actor=world.director, entry=entry, reason="作废")


def test_a_voided_number_is_explained_and_not_given_again(world: World) -> None:
    entry = register.reserve(actor=world.director, series="office", purpose="会议通知")
    with pytest.raises(Incomplete):
        register.void(actor=world.director, entry=entry, reason=" ")
    register.void(actor=world.director, entry=entry, reason="会议取消")
    assert papers.issued(world).serial == 2
    found = register_of(world.director, world.county, "office", "", TODAY)
    assert [(line.entry.serial, line.voided) for line in found.lines] == [(2, False), (1, True)]


def test_numbering_goes_on_after_those_given_before(world: World) -> None:
    style = stationery.Style("{abbr}人常办发〔{year}〕{n}号", Scope.YEAR, "office", last=57)
    stationery.set_series(actor=world.director, code="office", style=style)
    assert papers.issued(world).serial == 58
    found = register_of(world.director, world.county, "office", "", TODAY)
    assert (found.last, found.before) == (58, 57)
    with pytest.raises(WrongState, match="58号"):
        stationery.set_series(actor=world.director, code="office", style=replace(style, last=90))


@pytest.mark.parametrize("form", ["没有流水号", "〔{year}〕{n}{n}号", "{n}号", "〔{year}〕{n}号{who}"])
def test_a_form_of_numbers_that_cannot_be_is_refused(world: World, form: str) -> None:
    with pytest.raises(Incomplete, match="字号样式"):
        stationery.set_series(actor=world.director, code="office", style=stationery.Style(form, Scope.YEAR))


def test_only_the_general_office_and_the_administrator_set_numbers(world: World) -> None:
    style = stationery.Style("{abbr}人常办〔{year}〕{n}号", Scope.YEAR, "office")
    for name in ("clerk", "chairman", "contact"):
        with pytest.raises(NotAllowed):
            stationery.set_series(actor=getattr(world, name), code="office", style=style)
    stationery.set_series(actor=world.administrator, code="office", style=style)
    assert papers.issued(world).number == "云人常办〔2026〕1号"


def test_an_office_keeps_its_own_letters(world: World) -> None:
    row = papers.draft(world, C.ASKING, actor=world.clerk)
    row = moving.sign(actor=world.director, document=moving.submit(actor=world.clerk, document=row))
    assert issuing.issue(actor=world.clerk, document=row).number == "云人代函〔2026〕1号"


# -- Who reads it ------------------------------------------------------------------------------------


def readers(world: World, row: Document) -> set[str]:
    return {name for name, user in world.personae.items() if access.documents(user).filter(pk=row.pk).exists()}


INSIDE = {"director", "chairman", "vice_chairman"}


def test_a_draft_is_read_by_its_office_and_the_leaders(world: World) -> None:
    assert readers(world, papers.draft(world)) == INSIDE
    assert readers(world, papers.draft(world, C.ASKING, actor=world.clerk)) == {*INSIDE, "clerk"}


def test_an_issued_document_is_read_by_its_openness(world: World) -> None:
    staff = {*INSIDE, "clerk", "other_clerk", "member"}
    assert readers(world, papers.issued(world, openness=Openness.STAFF)) == staff
    deputies = {*staff, "lead", "cosigner", "outsider", "township_clerk"}
    assert readers(world, papers.issued(world, openness=Openness.DEPUTIES)) == deputies
    assert readers(world, papers.issued(world, openness=Openness.PUBLIC)) == deputies
    assert readers(world, papers.published(world)) == set(world.PERSONAE)


def test_a_restricted_document_is_read_by_those_named_alone(world: World) -> None:
    named = {"director", "chairman", "member", "unit_leader", "contact"}  # the chairman has signed it
    assert readers(world, papers.restricted(world)) == named


def test_a_unit_reads_what_is_addressed_to_it_once_it_is_issued(world: World) -> None:
    kwargs = {"openness": Openness.STAFF, "readers": "县财政局"}
    assert "rival" not in readers(world, papers.draft(world, **kwargs))
    row = papers.issued(world, **kwargs)
    assert "rival" in readers(world, row)
    assert Notice.objects.filter(document=row, person=world.rival.person, title="收到公文").exists()


def test_publishing_needs_openness_and_can_be_taken_back(world: World) -> None:
    with pytest.raises(WrongState, match="向社会公开"):
        opening.publish(actor=world.director, document=papers.issued(world, openness=Openness.STAFF))
    row = papers.published(world)
    assert access.published_documents().get() == row
    row = opening.unpublish(actor=world.director, document=row, reason="有误")
    assert (row.state, row.openness, row.published_on) == (S.ISSUED, Openness.DEPUTIES, None)


def test_limiting_a_document_wants_names_and_a_reason(world: World) -> None:
    row = papers.issued(world)
    args = {"actor": world.director, "document": row, "openness": Openness.PARTIES}
    with pytest.raises(Incomplete, match="哪些人"):
        opening.limit(**args, readers="", reason="涉及个人")
    opening.limit(**args, readers="白云", reason="涉及个人")
    assert readers(world, row) == {"director", "chairman", "member"}


def test_buttons_say_what_is_expected_first(world: World) -> None:
    row = papers.issued(world, openness=Openness.PUBLIC)
    found = [(move.event, move.expected) for move in open_moves(world.director, row)]
    assert found[:2] == [(E.ATTACH, True), (E.PUBLISH, True)]
    issuing.attach(actor=world.director, document=row, scans=[papers.scan()])
    row.refresh_from_db()
    assert (E.ATTACH, False) in [(move.event, move.expected) for move in open_moves(world.director, row)]
    assert [move.event for move in open_moves(world.outsider, row)] == []
