"""What a unit does while it handles a matter: contacts, opinions of assisting units, more time."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Contact, CoOpinion, Notice, UnitRequest
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import AssignmentState, Clock, ContactWay, RequestState
from congress.services import handling
from deputies.rules import Difficulty
from tests.factories import TODAY, World

LEGAL, SIX_MONTHS = dt.date(2026, 6, 10), dt.date(2026, 9, 10)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


# -- 面商 -------------------------------------------------------------------------------------------


def test_contact_logs_a_meeting_and_the_first_contact_is_made(world: World) -> None:
    row = world.signed()
    assert row.running.filter(clock=Clock.CONTACT).exists()
    contact = handling.log_contact(actor=world.contact, assignment=row, meeting=world.meeting(), files=[world.scan()])
    assert (contact.met, contact.recorded_by) == ("罗秀英", world.contact)
    assert contact.files.get().name == "答复函.pdf"
    assert not row.running.filter(clock=Clock.CONTACT).exists()
    assert world.fresh(row).due_on == LEGAL


@pytest.mark.parametrize(("days", "word"), [(-1, "早于交办日"), (1, "今天之后")])
def test_contact_logs_a_meeting_on_an_impossible_day_is_told(world: World, days: int, word: str) -> None:
    meeting = handling.Meeting(TODAY + dt.timedelta(days=days), ContactWay.SITE, "局长", "罗秀英", "好")
    with pytest.raises(Incomplete) as refusal:
        handling.log_contact(actor=world.contact, assignment=world.signed(), meeting=meeting)
    assert word in refusal.value.fields["on"]
    assert not Contact.objects.exists()


def test_rival_logs_a_meeting_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        handling.log_contact(actor=world.rival, assignment=world.signed(), meeting=world.meeting())


def test_contact_logs_a_meeting_before_signing_is_told_the_state(world: World) -> None:
    with pytest.raises(WrongState):
        handling.log_contact(actor=world.contact, assignment=world.forwarded(), meeting=world.meeting())


def test_assisting_unit_logs_a_meeting_is_told_that_the_lead_unit_answers(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        handling.log_contact(actor=world.rival, assignment=world.assisting(), meeting=world.meeting())
    assert "会办单位" in str(refusal.value)


# -- 会办意见 ----------------------------------------------------------------------------------------


def test_assisting_unit_opines_and_the_lead_unit_is_told(world: World) -> None:
    row = world.opined()
    assert (row.state, row.answered_on) == (AssignmentState.OPINED, TODAY)
    assert CoOpinion.objects.get().text == "县财政可安排养护资金50万元。"
    assert not row.running.exists()
    assert set(Notice.objects.filter(title="收到会办意见").values_list("person__name", flat=True)) == {"赵敏"}


def test_assisting_unit_keeps_the_stamped_scan_of_its_opinion(world: World) -> None:
    row = world.assisting()
    opinion = handling.opine(actor=world.rival, assignment=row, paper=world.opinion_paper(), files=[world.scan()])
    assert opinion.files.count() == 1


def test_assisting_unit_opines_without_words_is_asked_for_them(world: World) -> None:
    row = world.assisting()
    with pytest.raises(Incomplete) as refusal:
        handling.opine(actor=world.rival, assignment=row, paper=handling.Paper(" ", "孙局长"))
    assert "会办意见" in refusal.value.fields["text"]
    assert world.fresh(row).state == AssignmentState.HANDLING


def test_lead_unit_opines_is_told_that_only_assisting_units_do(world: World) -> None:
    lead, _assist = world.joint()
    with pytest.raises(WrongState) as refusal:
        handling.opine(actor=world.contact, assignment=lead, paper=world.opinion_paper())
    assert "只有会办单位" in str(refusal.value)


def test_lead_unit_returns_an_opinion_and_the_unit_has_a_short_time_of_its_own(world: World) -> None:
    row = world.opined()
    with clock.at(dt.date(2026, 3, 16)):
        handling.return_opinion(actor=world.contact, assignment=row, reason="请写明金额")
        row = world.fresh(row)
    opinion = CoOpinion.objects.get()
    assert (row.state, row.answered_on) == (AssignmentState.HANDLING, None)
    assert (opinion.returned_reason, opinion.returned_by) == ("请写明金额", world.contact)
    entry = row.deadlines.filter(clock=Clock.CO_OPINION).order_by("id").last()
    assert (entry.label, entry.due_on) == ("会办意见重提", dt.date(2026, 3, 23))
    assert row.due_on == dt.date(2026, 3, 23)
    assert world.fresh(row.followup).reply_due_on == LEGAL
    told = Notice.objects.filter(title="会办意见被退回，请补充").values_list("person__name", flat=True)
    assert set(told) == {"孙丽"}


def test_lead_unit_returns_an_opinion_without_a_reason_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete):
        handling.return_opinion(actor=world.contact, assignment=world.opined(), reason="")
    assert CoOpinion.objects.get().returned_at is None


def test_assisting_unit_returns_its_own_opinion_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed) as refusal:
        handling.return_opinion(actor=world.rival, assignment=world.opined(), reason="补充")
    assert "主办单位" in str(refusal.value)


def test_assisting_unit_mends_its_opinion_and_both_are_kept(world: World) -> None:
    row = world.opined()
    handling.return_opinion(actor=world.contact, assignment=row, reason="请写明金额")
    handling.opine(actor=world.rival, assignment=row, paper=world.opinion_paper())
    assert list(CoOpinion.objects.order_by("id").values_list("returned_reason", flat=True)) == ["请写明金额", ""]
    assert world.fresh(row).state == AssignmentState.OPINED


# -- 延期 -------------------------------------------------------------------------------------------


def test_contact_asks_for_more_time_and_the_office_is_told(world: World) -> None:
    row = world.asking()
    assert row.pending == "extension"
    assert UnitRequest.objects.get().reason == "涉及三个乡镇"
    assert set(Notice.objects.filter(title="收到延期申请").values_list("person__name", flat=True)) == {"李文清"}


def test_contact_asks_twice_is_told_that_one_waits(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        handling.ask_extension(actor=world.contact, assignment=world.asking(), reason="再请")
    assert "已有一件申请" in str(refusal.value)


def test_contact_asks_without_a_reason_is_asked_for_it(world: World) -> None:
    row = world.signed()
    with pytest.raises(Incomplete):
        handling.ask_extension(actor=world.contact, assignment=row, reason=" ")
    assert not UnitRequest.objects.exists()


def test_contact_asks_for_a_difficult_one_is_told_it_has_six_months(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        handling.ask_extension(
            actor=world.contact, assignment=world.signed(difficulty=Difficulty.DIFFICULT), reason="难"
        )
    assert "六个月" in str(refusal.value)


def test_clerk_extends_to_six_months_from_the_same_hand_over_and_tells_the_deputies(world: World) -> None:
    row = world.asking()
    with clock.at(dt.date(2026, 5, 20)):
        row = world.fresh(handling.extend(actor=world.clerk, assignment=row, reason="涉及三个乡镇"))
    assert (row.reply_due_on, row.extended_on, row.pending) == (SIX_MONTHS, dt.date(2026, 5, 20), "")
    dates = row.deadlines.filter(clock=Clock.REPLY).order_by("id")
    assert [(d.anchor_on, d.due_on, d.granted_by, d.reason) for d in dates] == [
        (TODAY, LEGAL, None, ""),
        (TODAY, SIX_MONTHS, world.clerk, "涉及三个乡镇"),
    ]
    assert row.running.get(clock=Clock.REPLY).due_on == SIX_MONTHS
    assert world.fresh(row.followup).reply_due_on == SIX_MONTHS
    assert UnitRequest.objects.get().state == RequestState.GRANTED
    told = set(Notice.objects.filter(title="答复期限延长").values_list("person__name", flat=True))
    assert told == {"罗秀英", "杨建国", "赵敏", "周楠"}


def test_clerk_extends_after_the_date_and_the_missed_one_stays_in_the_ledger(world: World) -> None:
    row = world.signed()
    with clock.at(LEGAL + dt.timedelta(days=5)):
        handling.extend(actor=world.clerk, assignment=row, reason="跨部门")
    assert list(row.deadlines.filter(clock=Clock.REPLY).order_by("id").values_list("due_on", flat=True)) == [
        LEGAL,
        SIX_MONTHS,
    ]


def test_clerk_extends_twice_is_told_it_is_once_only(world: World) -> None:
    row = handling.extend(actor=world.clerk, assignment=world.signed(), reason="跨部门")
    with pytest.raises(WrongState) as refusal:
        handling.extend(actor=world.clerk, assignment=row, reason="再延")
    assert "只能延期一次" in str(refusal.value)


def test_clerk_extends_without_a_reason_is_asked_for_it(world: World) -> None:
    row = world.asking()
    with pytest.raises(Incomplete):
        handling.extend(actor=world.clerk, assignment=row, reason="")
    assert world.fresh(row).reply_due_on == LEGAL


def test_unit_extends_itself_is_not_allowed(world: World) -> None:
    with pytest.raises(NotAllowed):
        handling.extend(actor=world.contact, assignment=world.asking(), reason="难")


def test_clerk_with_an_outdated_form_extends_gets_a_conflict(world: World) -> None:
    row = world.asking()
    with pytest.raises(Conflict):
        handling.extend(actor=world.clerk, assignment=row, reason="难", version=row.version - 1)


def test_clerk_refuses_more_time_and_the_date_stands(world: World) -> None:
    row = handling.refuse_extension(actor=world.clerk, assignment=world.asking(), answer="按期可以办结")
    row = world.fresh(row)
    assert (row.pending, row.reply_due_on, row.extendable) == ("", LEGAL, True)
    asked = UnitRequest.objects.get()
    assert (asked.state, asked.answer, asked.decided_by) == (RequestState.REFUSED, "按期可以办结", world.clerk)
    assert set(Notice.objects.filter(title="延期申请未获同意").values_list("person__name", flat=True)) == {"赵敏"}


def test_clerk_refuses_what_nobody_asked_is_told_so(world: World) -> None:
    with pytest.raises(WrongState) as refusal:
        handling.refuse_extension(actor=world.clerk, assignment=world.signed(), answer="不")
    assert "没有等待决定" in str(refusal.value)


def test_clerk_refuses_without_an_answer_is_asked_for_it(world: World) -> None:
    with pytest.raises(Incomplete):
        handling.refuse_extension(actor=world.clerk, assignment=world.asking(), answer=" ")
    assert UnitRequest.objects.get().state == RequestState.OPEN
