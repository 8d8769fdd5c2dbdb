"""The history of a matter as each reader gets it: rounds, lines, words, files, buttons."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.access import visible_to
from congress.models import Attachment, Check, CoOpinion, FollowUp, Reply, UnitRequest
from congress.models.documents import HOLDERS
from congress.queries.deadlines import ledger_of
from congress.queries.handling import handling_of
from congress.queries.timeline import Entry, Round, entries, rounds_of
from congress.rules.followups import Mark
from congress.services import evaluating, handling, promises, replying
from congress.services.evaluating import Talk
from deputies.queries.page import Page, page
from deputies.services import entering, examining, writing
from tests.factories import TODAY, World

WORDS = "积水路段没有修"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def seen(world: World, name: str, followup: FollowUp) -> Page:
    return page(getattr(world, name), followup.suggestion)


def titles(found: Page) -> list[list[str]]:
    return [[entry.title for entry in round_.entries] for round_ in found.rounds]


def texts(found: Page) -> str:
    return "\n".join(f"{e.title} {e.who} {e.text}" for round_ in found.rounds for e in round_.entries)


def files(found: Page) -> set[str]:
    return {file.name for round_ in found.rounds for entry in round_.entries for file in entry.files}


def test_a_closed_matter_reads_from_its_end_to_its_beginning(world: World) -> None:
    found = seen(world, "clerk", world.closed())
    assert titles(found) == [
        ["办结", "评价", "审核通过", "审核通过", "答复", "面商", "签收", "转交", "交办", "受理", "提交"]
    ]
    assert [entry.now for entry in found.rounds[0].entries] == [True] + [False] * 10
    assert found.rounds[0].label == ""


def test_a_second_round_stands_above_the_first(world: World) -> None:
    found = seen(world, "clerk", world.eventful())
    assert [round_.label for round_ in found.rounds] == ["第2轮办理", "第1轮办理"]
    assert titles(found)[0] == ["评价", "审核通过", "审核通过", "答复", "签收", "转交", "重新办理"]
    first = titles(found)[1]
    for title in ("会办意见", "申请延期", "延期申请：不同意", "催办（第1号）", "督办（第1号）", "退回补正", "面商"):
        assert title in first
    assert "答复（已退回补正）" in first
    assert first.count("交办") == 2


def test_the_office_reads_every_word_and_the_signed_sheet(world: World) -> None:
    found = seen(world, "clerk", world.eventful())
    assert WORDS in texts(found)
    assert "征询意见表.pdf" in files(found)
    assert "纸质代录（李文清）" in texts(found)


@pytest.mark.parametrize("name", ["contact", "unit_leader", "rival", "gov_clerk"])
def test_a_unit_never_reads_the_words_nor_the_signed_sheet(world: World, name: str) -> None:
    found = seen(world, name, world.eventful())
    assert WORDS not in texts(found)
    assert "征询意见表.pdf" not in files(found)
    assert not visible_to(getattr(world, name), Attachment).filter(slot=Attachment.Slot.SHEET).exists()


def test_the_unit_sees_the_marks_on_its_own_answers_alone(world: World) -> None:
    followup = world.eventful()
    assert "过程：基本满意　结果：不满意" in texts(seen(world, "contact", followup))
    assert "过程：" not in texts(seen(world, "rival", followup))


def test_a_deputy_reads_his_own_words_and_not_anothers(world: World) -> None:
    reply = world.answered()
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=evaluating.Opinion(Mark.GOOD, Mark.BAD, "我的话"))
    evaluating.evaluate(actor=world.cosigner, reply=reply, opinion=evaluating.Opinion(Mark.BAD, Mark.BAD, "他的话"))
    found = texts(seen(world, "lead", reply.assignment.followup))
    assert "我的话" in found
    assert "他的话" not in found
    assert "他的话" in texts(seen(world, "member", reply.assignment.followup))


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("contact", True),
        ("gov_clerk", True),
        ("clerk", True),
        ("member", True),
        ("rival", False),
        ("lead", False),
        ("cosigner", False),
        ("outsider", False),
    ],
)
def test_a_reply_being_checked_is_for_its_unit_and_those_who_check(world: World, name: str, reads: bool) -> None:
    world.office_checking()
    user = getattr(world, name)
    assert visible_to(user, Reply).exists() is reads
    assert visible_to(user, Check).exists() is reads
    assert visible_to(user, Attachment).filter(slot=Attachment.Slot.REPLY).exists() is reads


def test_a_reply_sent_back_stays_with_its_unit_and_the_offices(world: World) -> None:
    followup = world.eventful()
    assert visible_to(world.contact, Reply).count() == 3
    assert visible_to(world.lead, Reply).count() == 2
    assert "退回补正" not in texts(seen(world, "lead", followup))
    assert "没有逐条答复" in texts(seen(world, "contact", followup))


@pytest.mark.parametrize(
    ("name", "reads"), [("contact", True), ("rival", True), ("gov_clerk", True), ("clerk", True), ("lead", False)]
)
def test_an_opinion_is_for_its_unit_the_lead_unit_and_the_offices(world: World, name: str, reads: bool) -> None:
    followup = world.opined().followup
    assert visible_to(getattr(world, name), CoOpinion).exists() is reads
    assert ("50万元" in texts(seen(world, name, followup))) is reads


@pytest.mark.parametrize(
    ("name", "reads"), [("contact", True), ("gov_clerk", True), ("clerk", True), ("lead", False), ("rival", False)]
)
def test_a_units_request_is_for_itself_its_coordinator_and_the_offices(world: World, name: str, reads: bool) -> None:
    world.returning()
    assert visible_to(getattr(world, name), UnitRequest).exists() is reads


def test_a_return_shows_the_proposed_unit_and_the_decision(world: World) -> None:
    row = world.returning()
    found = texts(seen(world, "clerk", row.followup))
    assert "申请退办 县交通运输局 赵敏 属财政职责（建议由县财政局承办）" in found


def test_a_returned_opinion_shows_why(world: World) -> None:
    row = world.opined()
    handling.return_opinion(actor=world.contact, assignment=row, reason="请写明金额")
    assert "主办单位退回：请写明金额" in texts(seen(world, "rival", row.followup))


def test_an_extended_date_shows_the_one_before(world: World) -> None:
    row = handling.extend(actor=world.clerk, assignment=world.signed(), reason="跨部门")
    found = seen(world, "clerk", row.followup)
    (handed,) = [entry for entry in found.rounds[0].entries if entry.title == "交办"]
    assert (handed.due.on, handed.due.was) == (dt.date(2026, 9, 10), [dt.date(2026, 6, 10)])


def test_a_late_answer_stays_late(world: World) -> None:
    row = world.signed()
    with clock.at(dt.date(2026, 6, 20)):
        letter = world.letter(no_contact_reason="外出")
        replying.reply(actor=world.contact, assignment=row, letter=letter, files=[world.scan()])
        found = seen(world, "clerk", row.followup)
    (handed,) = [entry for entry in found.rounds[0].entries if entry.title == "交办"]
    assert (handed.due.tone, handed.due.phrase) == ("late", "逾期 10 天")


def test_a_conference_and_a_tracked_promise_are_in_the_history(world: World) -> None:
    followup = world.used_up()
    talk = Talk(TODAY, "罗秀英、王志刚", "分两年修完")
    evaluating.confer(actor=world.clerk, followup=followup, talk=talk)
    assert "会商 罗秀英、王志刚 分两年修完" in texts(seen(world, "lead", followup))
    assert "会商" not in texts(seen(world, "outsider", followup))


def test_a_promise_is_followed_in_the_history(world: World) -> None:
    promise = world.promise()
    with clock.at(dt.date(2026, 9, 1)):
        promises.move_promise(actor=world.contact, promise=promise, new_due_on=dt.date(2026, 12, 31), text="征地未完成")
        promises.report_promise(actor=world.contact, promise=world.fresh(promise), text="已修复", files=[world.scan()])
        promises.evaluate_promise(actor=world.lead, promise=world.fresh(promise), result=Mark.BAD, reason="只修一半")
        followup = world.fresh(promise.followup)
        found = seen(world, "clerk", followup)
        assert titles(found)[0][:4] == ["评价兑现：不满意", "报告承诺兑现", "承诺推迟到2026年12月31日", "转入承诺跟踪"]
        assert "只修一半" in texts(found)
        assert "只修一半" not in texts(seen(world, "contact", followup))
        (report,) = [entry for entry in found.rounds[0].entries if entry.title == "报告承诺兑现"]
    assert len(report.files) == 1


def test_an_ending_says_how_and_why(world: World) -> None:
    suggestion = world.signed().followup.suggestion
    writing.withdraw(actor=world.lead, suggestion=suggestion, reason="问题已解决")
    found = seen(world, "clerk", suggestion.followup)
    assert (found.rounds[0].entries[0].title, found.rounds[0].entries[0].text) == ("撤回", "问题已解决")


def test_an_accepted_one_shows_its_category_and_a_sheet_typed_in_its_clerk(world: World) -> None:
    sheet = entering.Sheet(
        writing.Paper("关于修建桥梁的建议", "石门镇老桥年久失修，影响出行，建议重建桥梁。", "all"),
        author=world.lead.person.mandates.get(),
    )
    suggestion = entering.enter(actor=world.clerk, sheet=sheet, originals=[world.sheet()])
    examining.accept_suggestion(
        actor=world.clerk, suggestion=suggestion, category=world.category, difficulty="ordinary"
    )
    found = page(world.clerk, world.fresh(suggestion))
    assert "李文清代录纸质原件" in texts(found)
    assert f"类别：{world.category}" in texts(found)
    assert [file.name for file in found.files] == ["征询意见表.pdf"]
    assert found.paper_files == []


def test_own_files_and_those_of_the_handling_are_kept_apart(world: World) -> None:
    followup = world.eventful()
    own = visible_to(world.clerk, Attachment).none()
    handling_ = handling_of(world.clerk, followup, own)
    assert handling_.own_files == []
    assert all(any(getattr(row, f"{name}_id") for name in HOLDERS) for row in handling_.files)
    assert len(handling_.files) == 5


def test_lines_come_oldest_first_before_they_are_grouped(world: World) -> None:
    followup = world.closed()
    handling_ = handling_of(world.clerk, followup, visible_to(world.clerk, Attachment).none())
    lines = entries(world.clerk, followup, handling_, ledger_of([followup.pk]))
    days = [entry.on for _round, entry in lines]
    assert days == sorted(days)
    assert rounds_of([], 1) == []
    assert rounds_of([(1, Entry("一", TODAY))], 1) == [Round("", [Entry("一", TODAY, now=True)])]


# -- Buttons -----------------------------------------------------------------------------------------


def buttons(world: World, name: str, followup: FollowUp) -> list[str]:
    return [action.label + action.about for action in seen(world, name, followup).actions]


def test_the_expected_step_stands_first(world: World) -> None:
    followup = world.signed().followup
    found = seen(world, "contact", followup).actions
    assert (found[0].label, found[0].primary) == ("答复", True)
    assert {action.label for action in found[1:]} == {"申请退办", "记录面商", "申请延期"}
    assert not any(action.primary for action in found[1:])
    assert buttons(world, "outsider", followup) == []


def test_an_answer_is_marked_by_its_own_button_until_it_is(world: World) -> None:
    reply = world.answered()
    followup = reply.assignment.followup
    (button,) = seen(world, "lead", followup).actions
    assert button.url == reverse("evaluate", args=[reply.pk])
    evaluating.evaluate(actor=world.lead, reply=reply, opinion=evaluating.Opinion(Mark.GOOD, Mark.GOOD))
    assert buttons(world, "lead", world.fresh(followup)) == []
    assert buttons(world, "cosigner", world.fresh(followup)) == ["评价"]
    assert "代录评价" in buttons(world, "clerk", world.fresh(followup))


def test_both_ways_to_mark_a_promise_are_one_button(world: World) -> None:
    promise = world.reported()
    assert buttons(world, "lead", promise.followup) == ["评价兑现县交通运输局"]


def test_an_invitation_shows_until_it_is_answered(world: World) -> None:
    draft = world.invited_only()
    assert page(world.cosigner, draft).can_cosign
    assert not page(world.lead, draft).can_cosign
    writing.answer_invitation(actor=world.cosigner, suggestion=draft, agree=True)
    assert not page(world.cosigner, draft).can_cosign
