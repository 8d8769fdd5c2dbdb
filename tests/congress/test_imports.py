"""The job of an import: reading, words, checking, writing; killed, twice, by two clerks at once."""

from __future__ import annotations

import pytest

from congress import clock
from congress.models import Change, Department, FollowUp, ImportJob, ImportWord, Person
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.imports import ImportState
from congress.services.importing import jobs, working
from deputies.models import Suggestion
from tests import importing
from tests.factories import TODAY, World
from tests.importing import LEDGER, OWN_TERM


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_nothing_is_written_before_it_is_confirmed(world: World) -> None:
    before = [m.objects.count() for m in (Suggestion, FollowUp, Person, Department)]
    job = importing.job_at(world, "checked")
    assert job.state == ImportState.CHECKED
    assert importing.outcomes(job) == {"new": 2, "failed": 1}
    assert job.rows.filter(doubtful=True).count() == 1
    assert [m.objects.count() for m in (Suggestion, FollowUp, Person, Department)] == before


def test_a_known_deputy_and_unit_are_found(world: World) -> None:
    importing.job_at(world, "done")
    suggestion = Suggestion.objects.get(serial=1, session__number=3)
    assert suggestion.author.person == world.lead.person
    assert suggestion.followup.assignments.get().department == world.roads


def test_a_stranger_may_not_import(world: World) -> None:
    with pytest.raises(NotAllowed):
        importing.read(world.contact, importing.book(LEDGER), "a.xlsx")
    with pytest.raises(NotAllowed):
        importing.read(world.administrator, importing.book(LEDGER), "a.xlsx")


def test_an_unreadable_file_says_what_to_do(world: World) -> None:
    with pytest.raises(Incomplete, match="另存为"):
        importing.read(world.clerk, bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "a.xls")
    assert not ImportJob.objects.exists()


def test_a_needed_column_must_be_there(world: World) -> None:
    job = importing.read(world.clerk, importing.book([row[1:] for row in LEDGER]), "a.xlsx")
    with pytest.raises(Incomplete, match="编号"):
        jobs.choose_columns(actor=world.clerk, job=job, columns=job.columns, context=OWN_TERM)


def test_every_word_must_be_settled(world: World) -> None:
    job = importing.job_at(world, "mapped")
    with pytest.raises(Incomplete, match="没有确认"):
        jobs.settle_words(actor=world.clerk, job=job, words={})


def test_the_office_s_own_heading_is_remembered(world: World) -> None:
    rows = [["编号", "案由", "本办自用分类", "领衔代表", "代表团"], ["1", "修路", "交通", "罗秀英", "石门代表团"]]
    importing.checked(
        world.clerk, importing.book(rows), "a.xlsx", context=OWN_TERM, columns={"本办自用分类": "category"}
    )
    again = importing.read(world.clerk, importing.book(rows), "b.xlsx")
    assert again.columns[2] == "category"


def test_two_clerks_confirm_and_one_wins(world: World) -> None:
    job = importing.job_at(world, "checked")
    jobs.confirm(actor=world.clerk, job=job, version=job.version)
    with pytest.raises(Conflict):
        jobs.confirm(actor=world.clerk, job=job, version=job.version)
    with pytest.raises(WrongState):
        jobs.confirm(actor=world.clerk, job=job)


def test_killed_midway_and_run_again_no_line_is_written_twice(world: World, monkeypatch) -> None:
    monkeypatch.setattr(working, "BATCH", 1)
    job = jobs.confirm(actor=world.clerk, job=importing.job_at(world, "checked"))
    steps = iter([True])
    whole = working._write_batch

    def killed(*args):
        if next(steps, False):
            return whole(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(working, "_write_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        working.work(job.pk)
    assert Suggestion.objects.filter(session__number=3).count() == 1
    monkeypatch.setattr(working, "_write_batch", whole)
    working.work(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.DONE
    assert Suggestion.objects.filter(session__number=3).count() == 2


def test_what_stopped_may_go_on(world: World, monkeypatch) -> None:
    job = jobs.confirm(actor=world.clerk, job=importing.job_at(world, "checked"))
    with monkeypatch.context() as broken:
        broken.setattr(working, "_write_batch", lambda *args: 1 / 0)
        working.work(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    assert job.error
    jobs.resume(actor=world.clerk, job=job)
    working.work(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.DONE


def test_a_mended_line_updates_only_its_own(world: World) -> None:
    importing.job_at(world, "done")
    mended = [list(row) for row in LEDGER[:3]]
    mended[2][6:9] = ["2024.3.12", "2024.6.1", "B"]
    job = importing.checked(world.clerk, importing.book(mended), "b.xlsx", context=OWN_TERM)
    assert importing.outcomes(job) == {"same": 1, "changed": 1}
    job = importing.finished(world.clerk, job)
    suggestion = Suggestion.objects.get(serial=2, session__number=3)
    assert suggestion.followup.assignments.get().replies.get().outcome.code == "B"
    again = importing.checked(world.clerk, importing.book(mended), "b.xlsx", context=OWN_TERM)
    assert importing.outcomes(again) == {"same": 2}


def test_a_living_matter_is_never_rewritten(world: World) -> None:
    living = world.accepted()
    rows = [LEDGER[0], [living.number, "改写", "交通", "罗秀英", "石门代表团", "县财政局", "", "", "", ""]]
    context = {**OWN_TERM, "session": 5, "year": 2025}
    job = importing.checked(world.clerk, importing.book(rows), "a.xlsx", context=context)
    assert importing.outcomes(job) == {"failed": 1}
    assert "living" in [problem[1] for problem in job.rows.get().problems]


def test_what_is_open_this_year_goes_on_when_asked(world: World) -> None:
    rows = [LEDGER[0], ["900", "关于修路的建议", "", "罗秀英", "石门代表团", "县交通运输局", "2026.3.2", "", "", ""]]
    context = {**OWN_TERM, "session": 5, "year": 2026}
    job = importing.checked(world.clerk, importing.book(rows), "a.xlsx", context=context)
    assert importing.outcomes(job) == {"new": 1}
    importing.finished(world.clerk, job, keeps_open=True)
    followup = FollowUp.objects.get(suggestion__serial=900)
    assert (followup.state, followup.due_on) == ("handling", followup.reply_due_on)
    assert followup.running.get().due_on.isoformat() == "2026-06-02"


def test_two_of_one_name_are_told_apart_by_delegation_or_left_out(world: World) -> None:
    rows = [
        [*LEDGER[0], "附议代表"],
        ["1", "甲", "", "王芳", "东团", "", "", "", "", "", ""],
        ["2", "乙", "", "王芳", "西团", "", "", "", "", "", ""],
        ["3", "丙", "", "罗秀英", "石门代表团", "", "", "", "", "", "王芳"],
    ]
    job = importing.checked(world.clerk, importing.book(rows), "a.xlsx", context=OWN_TERM)
    assert importing.outcomes(job) == {"new": 3}
    importing.finished(world.clerk, job)
    leads = {s.serial: s.author for s in Suggestion.objects.filter(session__number=3)}
    assert leads[1].person != leads[2].person
    assert leads[1].until < TODAY
    assert not Suggestion.objects.get(serial=3, session__number=3).cosigners.exists()
    assert "same_name" in [problem[1] for problem in job.rows.get(number=4).problems]


def test_merged_names_its_leading_one(world: World) -> None:
    head = [*LEDGER[0], "审查结果"]
    rows = [
        head,
        ["1", "甲", "", "罗秀英", "石门代表团", "", "", "", "", "", "并入第2号"],
        ["2", "乙", "", "杨建国", "石门代表团", "县财政局", "2024.3.12", "", "", "", "立案"],
        ["3", "丙", "", "罗秀英", "石门代表团", "", "", "", "", "", "并案"],
    ]
    job = importing.checked(world.clerk, importing.book(rows), "a.xlsx", context=OWN_TERM)
    importing.finished(world.clerk, job)
    found = {s.serial: s.followup for s in Suggestion.objects.filter(session__number=3)}
    assert found[1].merged_into == found[2]
    assert found[3].merged_into is None
    assert (found[1].gaps.count("merged_into"), found[3].gaps.count("merged_into")) == (0, 1)


def test_every_write_says_who_and_why(world: World) -> None:
    importing.job_at(world, "done")
    rows = Change.objects.filter(table="deputies_suggestion", command="import_lines")
    assert {row.actor for row in rows} == {"李文清"}
    assert {row.reason for row in rows} == {"导入“台账.xlsx”"}


def test_words_are_kept_for_the_county(world: World) -> None:
    importing.job_at(world, "done")
    assert ImportWord.objects.filter(what="category", scope="2024", text="交通", meaning="new").exists()


def test_a_discarded_import_is_over(world: World) -> None:
    job = jobs.discard(actor=world.clerk, job=importing.job_at(world, "checked"))
    with pytest.raises(WrongState):
        jobs.confirm(actor=world.clerk, job=job)


def two_sheets() -> bytes:
    """The likelier table first: it knows more of the headings."""
    other = [["编号", "案由", "领衔代表"], ["7", "关于修站的建议", "罗秀英"], ["8", "关于修井的建议", "罗秀英"]]
    return importing.book([["填表说明"]], other, LEDGER)


def test_another_sheet_may_be_taken(world: World) -> None:
    job = importing.read(world.clerk, two_sheets(), "台账.xlsx")
    assert (job.sheet, job.lines, [sheet.name for sheet in job.sheets.all()]) == ("表3", 3, ["表3", "表2"])
    job = jobs.choose_sheet(actor=world.clerk, job=job, sheet=job.sheets.last(), version=job.version)
    assert (job.sheet, job.lines, job.columns) == ("表2", 2, ["number", "title", "lead"])
    assert [row.cells[0] for row in job.rows.all()] == ["7", "8"]
    with pytest.raises(Conflict):
        jobs.choose_sheet(actor=world.clerk, job=job, sheet=job.sheets.first(), version=1)
    job = jobs.choose_sheet(actor=world.clerk, job=job, sheet=job.sheets.first())
    assert (job.sheet, job.lines) == ("表3", 3)


def test_the_other_sheets_go_when_it_is_settled_which_is_meant(world: World) -> None:
    job = importing.read(world.clerk, two_sheets(), "台账.xlsx")
    jobs.discard(actor=world.clerk, job=job)
    assert not job.sheets.exists()
    job = importing.checked(world.clerk, two_sheets(), "台账.xlsx", context=OWN_TERM)
    sheet = job.sheets.last()
    importing.finished(world.clerk, job)
    assert not job.sheets.exists()
    with pytest.raises(WrongState):
        jobs.choose_sheet(actor=world.clerk, job=job, sheet=sheet)


def test_what_a_sheet_says_is_not_kept_for_ever_in_the_audit_ledger(world: World) -> None:
    importing.read(world.clerk, two_sheets(), "台账.xlsx")
    rows = Change.objects.filter(table="congress_importsheet")
    assert rows
    assert all("lines" not in row.new for row in rows)
