"""Recorded history on every page, and this year's open matters that go on after an import."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.models import FollowUp, ImportJob, Running, Tally
from congress.queries.figures import Slice, all_measures, classes_of
from congress.queries.figures import count as count_rows
from congress.rules.followups import Clock, FollowUpState, Mark
from congress.rules.imports import ImportState
from congress.services import evaluating, replying, tallies
from congress.services.evaluating import Opinion
from deputies.models import Suggestion
from deputies.queries.bulletin import bulletin
from tests import importing
from tests.consistency import consistent
from tests.factories import TODAY, World
from tests.importing import COUNTY_2024, DATA, OWN_TERM

HEAD = ["编号", "案由", "领衔代表", "代表团", "主办单位", "会办单位", "交办日期", "办理期限", "答复日期", "办理类别", "过程评价", "结果评价"]  # fmt: skip  # noqa: E501
WHO = ["罗秀英", "石门代表团", "县交通运输局"]
THIS_YEAR = {**OWN_TERM, "session": 5, "year": 2026, "opens_on": "2026-01-20", "closes_on": "2026-01-23"}
OPEN = ["901", "关于修路的建议", *WHO, "县财政局", "2026.2.2", "2026.6.30", "", "", "", ""]
ANSWERED = ["902", "关于修桥的建议", *WHO, "", "2026.2.2", "", "2026.3.2", "A", "", ""]
MARKED = ["903", "关于修站的建议", *WHO, "", "2026.2.2", "", "2026.3.2", "A", "满意", "满意"]


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def done(world: World, rows: list[list[str]], context=OWN_TERM, *, keeps_open: bool = False) -> ImportJob:
    job = importing.checked(world.clerk, importing.book([HEAD, *rows]), "台账.xlsx", context=context)
    assert importing.outcomes(job).get("failed", 0) == 0, list(job.rows.values_list("problems", flat=True))
    job = importing.finished(world.clerk, job, keeps_open=keeps_open)
    assert job.state == ImportState.DONE, job.error
    return job


def followup(serial: int) -> FollowUp:
    return FollowUp.objects.get(suggestion__serial=serial)


# -- what goes on ----------------------------------------------------------------------------------


@pytest.fixture
def living(world: World) -> World:
    """Three of this year: one to be answered, one to be evaluated, one that is over."""
    done(world, [OPEN, ANSWERED, MARKED], THIS_YEAR, keeps_open=True)
    return world


def test_what_goes_on_is_consistent_and_has_no_gap_where_something_is_to_come(living: World) -> None:
    found = [consistent(followup(serial)) for serial in (901, 902, 903)]
    states = [FollowUpState.HANDLING, FollowUpState.ANSWERED, FollowUpState.CLOSED]
    assert [row.state for row in found] == states
    assert not {"reply", "contact", "evaluation", "co_opinion", "closed"} & set(found[0].gaps)
    assert "evaluation" not in found[1].gaps
    assert "reply_file" in found[1].gaps
    assert "closed" in found[2].gaps


def test_the_answer_s_clock_runs_to_the_ledger_s_date(living: World) -> None:
    row = followup(901)
    running = row.running.get()
    assert (running.clock, running.due_on, row.due_on) == (Clock.REPLY, dt.date(2026, 6, 30), dt.date(2026, 6, 30))


def test_the_unit_answers_what_goes_on(living: World) -> None:
    row = followup(901).assignments.get(role="lead")
    letter = living.letter(no_contact_reason="代表出差")
    reply = replying.reply(actor=living.contact, assignment=row, letter=letter, files=[living.scan()])
    living.check(reply)
    assert consistent(followup(901)).state == FollowUpState.ANSWERED


def test_what_is_answered_lies_with_the_deputy_who_evaluates_it_and_the_office_closes_it(
    living: World, client_of
) -> None:
    row = followup(902)
    running = row.running.get()
    assert (running.clock, row.evaluation_due_on) == (Clock.EVALUATION, running.due_on)
    assert row.title in client_of(living.lead).get(reverse("today")).content.decode()
    reply = row.assignments.get().replies.get()
    evaluating.evaluate(actor=living.lead, reply=reply, opinion=Opinion(Mark.GOOD, Mark.FAIR))
    assert consistent(row).state == FollowUpState.EVALUATED
    closed = consistent(evaluating.close(actor=living.clerk, followup=row))
    assert closed.state == FollowUpState.CLOSED
    assert Tally.objects.get(followup=row, department=None, until=None).result == "fair"


def test_a_mended_line_of_what_goes_on_says_anew_what_is_awaited(living: World) -> None:
    answered = [*OPEN[:7], "", "2026.3.5", "A", "", ""]
    done(living, [answered, ANSWERED, MARKED], THIS_YEAR, keeps_open=True)
    row = consistent(followup(901))
    assert row.state == FollowUpState.ANSWERED
    assert row.running.get().clock == Clock.EVALUATION


def test_a_mended_line_imported_as_history_awaits_nothing_any_more(living: World) -> None:
    done(living, [[*OPEN[:7], "", "2026.3.5", "A", "", ""], ANSWERED, MARKED], THIS_YEAR)
    assert consistent(followup(901)).state == FollowUpState.CLOSED
    assert not Running.objects.filter(followup=followup(901)).exists()


def test_what_went_on_and_was_closed_here_is_never_rewritten(living: World) -> None:
    row = followup(902)
    reply = row.assignments.get().replies.get()
    evaluating.evaluate(actor=living.lead, reply=reply, opinion=Opinion(Mark.GOOD, Mark.GOOD))
    evaluating.close(actor=living.clerk, followup=row)
    mended = [*ANSWERED[:9], "B", "", ""]
    job = importing.checked(living.clerk, importing.book([HEAD, mended]), "b.xlsx", context=THIS_YEAR)
    assert importing.outcomes(job) == {"failed": 1}
    assert "changed_since" in [problem[1] for problem in job.rows.get().problems]


# -- history everywhere ------------------------------------------------------------------------------

PAST = [
    ["1", "按期的建议", *WHO, "", "2024.3.12", "", "2024.5.20", "A", "满意", "满意"],
    ["2", "逾期的建议", *WHO, "", "2024.3.12", "", "2024.9.20", "B", "", "基本满意"],
    ["3", "只有类别的建议", *WHO, "", "2024.3.12", "", "", "C", "", ""],
    ["4", "什么也没有的建议", *WHO, "县财政局", "2024.3.12", "", "", "", "", ""],
    ["5", "没有单位的建议", "罗秀英", "石门代表团", "", "", "", "", "", "", "", ""],
]


@pytest.fixture
def past(world: World) -> World:
    """One in time, one late with half an evaluation, one without a date, one without an answer, one without a unit."""
    done(world, PAST)
    return world


def counts(world: World, **place) -> dict[str, int]:
    asked = Slice("suggestion", (2024,), TODAY, **place)
    measures = all_measures(classes_of(world.clerk, asked))
    return dict(count_rows(asked.rows(world.clerk), measures, asked.on))


def test_history_is_consistent(past: World) -> None:
    for serial in range(1, 6):
        assert consistent(FollowUp.objects.get(suggestion__serial=serial, opened_on__year=2024)).state == "closed"


def test_statistics_count_neither_in_time_nor_late_what_the_ledger_does_not_tell(past: World) -> None:
    found = counts(past)
    wanted = {
        "received": 5, "accepted": 5, "handed": 4, "answered": 3, "due": 2, "in_time": 1, "answered_late": 1,
        "overdue": 0, "not_due": 0, "checking": 0, "marked": 2, "process_marked": 1, "result_marked": 2,
        "process_content": 1, "result_content": 2, "silent": 1, "closed": 4,
    }  # fmt: skip
    assert {code: found[code] for code in wanted} == wanted


def test_the_tally_of_history_is_what_its_rows_say(past: World) -> None:
    assert tallies.rebuild(FollowUp.objects.values_list("pk", flat=True), write=False).total == 0


def test_the_bulletin_counts_neither_in_time_nor_late_what_the_ledger_does_not_tell(past: World) -> None:
    found = bulletin(past.clerk, 2024)
    total = dict(zip(found.headings, (figure.count for figure in found.total.figures), strict=True))
    wanted = {"交办": 4, "按期答复": 1, "逾期答复": 1, "逾期未答复": 0, "尚未联系代表": 0}
    assert {name: total[name] for name in wanted} == wanted


@pytest.mark.parametrize("serial", range(1, 6))
def test_page_and_archive_of_history_render(past: World, client_of, serial: int) -> None:
    row = Suggestion.objects.get(serial=serial, session__number=3)
    client = client_of(past.clerk)
    page = client.get(reverse("suggestion", args=[row.pk]))
    assert "据台账补录" in page.content.decode()
    archive = client.get(reverse("suggestion-archive", args=[row.pk]))
    assert (archive.status_code, archive.content[:5]) == (200, b"%PDF-")


def test_lists_and_figures_of_history_open(past: World, client_of) -> None:
    client = client_of(past.clerk)
    columns = "columns=units&columns=outcome&columns=marks&columns=answered&columns=reply_due"
    for address in (
        f"{reverse('suggestions')}?year=2024&{columns}",
        f"{reverse('suggestions-export')}?year=2024&{columns}",
        f"{reverse('suggestions-print')}?year=2024&{columns}",
        f"{reverse('statistics')}?years=2024",
        f"{reverse('statistics')}?years=2024&by=department&shown=satisfaction",
        f"{reverse('statistics-report')}?years=2024",
        f"{reverse('suggestion-bulletin')}?year=2024",
        reverse("overview-print"),
        reverse("today"),
    ):
        response = client.get(address)
        assert response.status_code in {200, 404} if "overview" in address else response.status_code == 200, address


def test_the_published_year_has_nothing_late(world: World) -> None:
    name = "suggestions-county-2024.xlsx"
    job = importing.checked(world.clerk, (DATA / name).read_bytes(), name, context=COUNTY_2024)
    importing.finished(world.clerk, job)
    found = counts(world)
    assert (found["handed"], found["overdue"], found["answered_late"]) == (199, 0, 0)
