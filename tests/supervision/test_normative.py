"""Normative documents through the commands, and the faults that are refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from congress import clock
from congress.access import visible_to
from congress.models import Document, Notice
from congress.refusals import Conflict, Incomplete, NotAllowed, Refusal, WrongState
from congress.services.documents.drafting import draft_from
from supervision.models import CatalogueLine, NormativeDocument, NormativeStep, OfficeReview, ReviewRequest
from supervision.queries.normative.measures import MEASURES, measured, report
from supervision.rules.normative import FilingMaterial, Ground, NormativeEvent, NormativeState, Occasion
from supervision.services.normative import catalogues, registering, requests, reviewing
from supervision.services.reading import catalogue_of
from tests import normative as stages
from tests.factories import TODAY, World

E, S = NormativeEvent, NormativeState


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_clerk_registers_a_document_and_the_form_check_runs(world: World) -> None:
    row = stages.registered(world)
    assert row.register_number == "备字〔2026〕1号"
    assert row.state == S.REGISTERED
    first = row.steps.get()
    assert first.due_on == row.due_on
    assert first.rule.key == "filing.form_check"
    assert first.rule.kind == "local"
    assert first.arithmetic


def test_numbers_of_a_year_follow_each_other(world: World) -> None:
    assert stages.registered(world).serial == 1
    assert stages.registered(world, number="云政办发〔2026〕4号").serial == 2


def test_a_document_filed_after_its_date_is_shown_late(world: World) -> None:
    row = stages.registered(world, published_on=TODAY - dt.timedelta(days=60))
    assert row.submitted_on > row.filing_due_on


def test_a_bureau_files_nothing_here(world: World) -> None:
    with pytest.raises(Incomplete) as refused:
        stages.registered(world, organ=world.roads)
    assert "maker" in refused.value.fields


def test_a_township_congress_files_its_resolutions(world: World) -> None:
    row = stages.registered(world, organ=None, township=world.township, title="石门镇人民代表大会决议")
    assert row.maker == "石门镇人民代表大会"


def test_neither_nor_and_both_makers_are_refused(world: World) -> None:
    for changes in ({"organ": None}, {"township": world.township}):
        with pytest.raises(Incomplete):
            stages.registered(world, **changes)


def test_the_same_number_is_not_registered_twice(world: World) -> None:
    stages.registered(world)
    with pytest.raises(Incomplete) as refused:
        stages.registered(world)
    assert "number" in refused.value.fields


@pytest.mark.parametrize("days", [1, -30])
def test_dates_that_contradict_each_other_are_refused(world: World, days: int) -> None:
    with pytest.raises(Incomplete):
        stages.registered(world, submitted_on=TODAY + dt.timedelta(days=days))


@pytest.mark.parametrize("name", ["gov_clerk", "township_clerk", "lead", "member", "administrator"])
def test_others_register_nothing(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        registering.register(actor=getattr(world, name), filed=stages.filed(world))


def test_incomplete_materials_are_supplemented_before_the_document_is_taken(world: World) -> None:
    row = stages.incomplete(world)
    with pytest.raises(WrongState, match="报备材料不齐"):
        stages.step(world, row, E.TAKE)
    row = stages.step(world, row, E.ASK_SUPPLEMENT, "缺制定依据")
    assert row.steps.order_by("-id").first().rule.key == "filing.supplement"
    with pytest.raises(Incomplete):
        stages.step(world, row, E.SUPPLEMENTED)
    missing = (FilingMaterial.BASIS, FilingMaterial.ELECTRONIC)
    row = stages.step(world, row, E.SUPPLEMENTED, "已补", materials=missing)
    assert stages.step(world, row, E.TAKE).taken_on == TODAY


def test_a_returned_document_is_filed_again_under_a_new_number(world: World) -> None:
    row = stages.step(world, stages.registered(world), E.RETURN, "没有经过合法性审核")
    assert (row.state, row.due_on, row.settled_on) == (S.RETURNED, None, TODAY)
    again = registering.register(actor=world.director, filed=stages.filed(world), refiles=row)
    assert again.refiles == row
    assert again.serial == 2


def test_a_document_is_not_filed_again_by_another_maker(world: World) -> None:
    row = stages.step(world, stages.registered(world), E.RETURN, "没有经过合法性审核")
    with pytest.raises(Incomplete):
        registering.register(
            actor=world.director, filed=stages.filed(world, organ=world.court, number="1号"), refiles=row
        )


def test_distribution_tells_the_office_and_gives_it_a_date(world: World) -> None:
    row = stages.review(world)
    part = row.reviews.get()
    assert (row.state, part.due_on > TODAY, part.rule.key) == (S.REVIEW, True, "filing.opinion")
    assert Notice.objects.filter(person=world.other_clerk.person, title__contains="请审查").exists()
    assert row.steps.order_by("-id").first().rule.key == "filing.review"


def test_the_review_is_counted_from_the_day_the_document_was_taken(world: World) -> None:
    row = stages.taken(world)
    with clock.at(TODAY + dt.timedelta(days=5)):
        row = reviewing.distribute(actor=world.director, document=row, bodies=[stages.finance_office(world)])
    assert row.steps.order_by("-id").first().anchor_on == TODAY


def test_a_document_goes_to_one_office_once(world: World) -> None:
    row = stages.review(world)
    with pytest.raises(Incomplete):
        reviewing.distribute(actor=world.director, document=row, bodies=[stages.finance_office(world)])


def test_two_offices_on_one_document_are_both_waited_for(world: World) -> None:
    row = stages.found(world)
    reviewing.distribute(actor=world.director, document=row, bodies=[world.office])
    with pytest.raises(WrongState, match="还有工作机构没有提出审查意见"):
        stages.step(world, row, E.CLEAR)
    reviewing.give_finding(actor=world.clerk, review=row.reviews.get(body=world.office), text="没有发现问题")
    row.refresh_from_db()
    assert stages.step(world, row, E.CLEAR).state == S.CLEAN


def test_an_office_says_only_what_it_was_asked_and_once(world: World) -> None:
    part = stages.open_review(world)
    with pytest.raises(NotAllowed):
        reviewing.give_finding(actor=world.clerk, review=part, text="没有问题")
    with pytest.raises(Incomplete):
        reviewing.give_finding(actor=world.other_clerk, review=part, text=" ")
    reviewing.give_finding(actor=world.other_clerk, review=part, text="没有问题")
    with pytest.raises(Refusal):
        reviewing.give_finding(actor=world.other_clerk, review=part, text="又有问题", objects_to=Ground.UNFIT)


def test_an_objection_is_not_cleared_away(world: World) -> None:
    with pytest.raises(WrongState, match="认为存在问题"):
        stages.step(world, stages.objected(world), E.CLEAR)


def test_a_written_opinion_names_its_ground_and_the_answers_date_runs(world: World) -> None:
    row = stages.objected(world)
    with pytest.raises(Incomplete) as refused:
        stages.step(world, row, E.SEND_OPINION, "请修改")
    assert "ground" in refused.value.fields
    row = stages.step(world, row, E.SEND_OPINION, "请修改", ground=Ground.CONFLICT)
    assert (row.state, row.ground) == (S.OPINION, Ground.CONFLICT)
    assert row.steps.order_by("-id").first().rule.key == "filing.reply"


def test_a_maker_that_amends_files_again_and_both_are_linked(world: World) -> None:
    row = stages.step(world, stages.opinion(world), E.PROMISE, "同意修改第八条")
    with pytest.raises(Incomplete):
        stages.step(world, row, E.REFILE)
    again = stages.registered(world, number="云政办发〔2026〕7号", title="云岭县农村公路养护管理办法（修订）")
    row = stages.step(world, row, E.REFILE, refiled=again)
    again.refresh_from_db()
    assert (row.state, again.refiles_id) == (S.AMENDED, row.pk)


def test_another_makers_text_is_no_amendment(world: World) -> None:
    other = stages.registered(world, organ=world.court, number="云法发〔2026〕1号")
    with pytest.raises(Incomplete):
        stages.step(world, stages.opinion(world), E.REFILE, refiled=other)


def test_an_explanation_is_accepted_or_goes_to_the_chairpersons(world: World) -> None:
    row = stages.step(world, stages.opinion(world), E.EXPLAIN, "依据省条例第十二条")
    assert stages.step(world, row, E.ACCEPT, "理由成立").state == S.SETTLED


def test_without_the_committees_meeting_nothing_is_annulled(world: World) -> None:
    row = stages.chairpersons(world)
    with pytest.raises(Refusal, match="监督法第三十九条"):
        stages.step(world, row, E.TABLE)
    chairs = stages.held(world, "chairpersons", 40)
    committee = stages.held(world, "standing_committee", 30)
    row = stages.step(world, row, E.TABLE, meeting=chairs)
    with pytest.raises(Refusal):
        stages.step(world, row, E.ANNUL, meeting=chairs, ground=Ground.POWERS)
    row = stages.step(world, row, E.ANNUL, meeting=committee, ground=Ground.POWERS)
    assert (row.state, row.meeting) == (S.ANNULLED, committee)


def test_the_database_too_annuls_nothing_without_a_meeting(world: World) -> None:
    row = stages.chairpersons(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        NormativeDocument.objects.filter(pk=row.pk).update(state=S.ANNULLED)


def test_steps_are_not_rewritten(world: World) -> None:
    row = stages.registered(world)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE supervision_normativestep SET note = 'x' WHERE document_id = %s", [row.pk])


def test_words_are_asked_for_where_the_reason_matters(world: World) -> None:
    with pytest.raises(Incomplete) as refused:
        stages.step(world, stages.registered(world), E.RETURN, " ")
    assert "note" in refused.value.fields


def test_a_step_before_the_last_one_is_refused(world: World) -> None:
    done = reviewing.Done(on=TODAY - dt.timedelta(days=3))
    with pytest.raises(Incomplete):
        reviewing.step(actor=world.director, document=stages.registered(world), event=E.TAKE, done=done)


def test_an_outdated_form_is_refused(world: World) -> None:
    row = stages.registered(world)
    seen = row.version
    stages.step(world, row, E.TAKE)
    with pytest.raises(Conflict):
        reviewing.step(
            actor=world.director, document=row, event=E.RETURN, done=reviewing.Done(TODAY, "x"), version=seen
        )


def test_a_request_makes_the_review_one_on_request_and_is_answered(world: World) -> None:
    asked = stages.asked(world)
    asked.document.refresh_from_db()
    assert asked.document.occasion == Occasion.PROPOSAL
    with pytest.raises(Incomplete):
        requests.answer_request(actor=world.director, request=asked, reply="", on=TODAY)
    answered = requests.answer_request(actor=world.director, request=asked, reply="已建议修改", on=TODAY)
    with pytest.raises(WrongState):
        requests.answer_request(actor=world.director, request=answered, reply="再答", on=TODAY)


def test_a_clean_document_is_reviewed_again_in_a_round_of_its_own(world: World) -> None:
    row = stages.step(world, stages.found(world), E.CLEAR)
    row = reviewing.reopen(
        actor=world.director, document=row, bodies=[stages.finance_office(world)], note="公民提出审查建议"
    )
    assert (row.state, sorted(row.reviews.values_list("round", flat=True))) == (S.REVIEW, [1, 2])


def test_a_review_opened_again_is_counted_from_that_day_also_while_it_is_talked_over(world: World) -> None:
    row = stages.step(world, stages.found(world), E.CLEAR)
    office = stages.finance_office(world)
    with clock.at(TODAY + dt.timedelta(days=200)):
        row = reviewing.reopen(actor=world.director, document=row, bodies=[office], note="公民提出审查建议")
        due = row.due_on
        review = row.reviews.get(found_on=None)
        reviewing.give_finding(
            actor=world.other_clerk, review=review, text="第八条增设了收费", objects_to=Ground.POWERS
        )
        row = stages.step(world, row, E.TALK)
    assert due > TODAY + dt.timedelta(days=200)
    assert row.due_on == due


def test_a_maker_reads_its_own_and_never_who_asked(world: World) -> None:
    asked = stages.asked(world)
    own = visible_to(world.gov_clerk, NormativeDocument)
    assert list(own) == [asked.document]
    assert not visible_to(world.gov_clerk, ReviewRequest).exists()
    assert not visible_to(world.gov_clerk, OfficeReview).exists()
    for name in ("contact", "rival", "lead", "outsider", "administrator", "auditor"):
        assert not visible_to(getattr(world, name), NormativeDocument).exists(), name
    assert not visible_to(world.member, ReviewRequest).exists()


def test_what_a_catalogue_names_and_was_not_filed_is_missing(world: World) -> None:
    row = stages.compared(world)
    assert [line.title for line in row.lines.filter(document=None)] == ["乙办法"]
    assert row.due_on == dt.date(2026, 1, 31)


def test_a_document_filed_late_is_found_when_compared_again(world: World) -> None:
    row = stages.compared(world)
    stages.registered(world, number="云政办发〔2025〕9号", title="乙办法")
    catalogues.compare_again(actor=world.director, catalogue=row)
    assert not row.lines.filter(document=None).exists()


def test_the_letter_for_what_is_missing_is_drafted_once(world: World) -> None:
    row = stages.compared(world)
    letter = draft_from(actor=world.director, key="filing-missing", pk=row.pk)
    assert "乙办法" in letter.body
    assert draft_from(actor=world.director, key="filing-missing", pk=row.pk) == letter
    assert Document.objects.count() == 1


def test_the_opinion_is_drafted_from_what_the_offices_found(world: World) -> None:
    row = stages.objected(world)
    letter = draft_from(actor=world.director, key="filing-opinion", pk=row.pk)
    assert "第八条增设了收费" in letter.body
    with pytest.raises(NotAllowed):
        draft_from(actor=world.clerk, key="filing-opinion", pk=row.pk)


def test_a_year_that_is_not_over_has_no_catalogue(world: World) -> None:
    with pytest.raises(Incomplete):
        catalogues.check_catalogue(
            actor=world.director,
            office=stages.general(world),
            organ=world.court,
            township=None,
            year=2026,
            received_on=TODAY,
            named=[],
        )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("随便\t写写\n", "表头"),
        ("文件名称\t文号\t公布日期\n甲\t1号\t昨天\n", "第2行"),
        ("文件名称\t文号\n\t1号\n", "第2行"),
    ],
)
def test_a_list_that_cannot_be_read_says_where(world: World, text: str, why: str) -> None:
    with pytest.raises(Incomplete, match=why):
        catalogue_of(text.encode(), "", 2025)


def test_every_figure_of_the_report_is_the_length_of_its_list(world: World) -> None:
    stages.opinion(world)
    stages.registered(world, number="二", published_on=TODAY - dt.timedelta(days=90))
    stages.compared(world)
    found = report(world.director, 2026)
    rows = NormativeDocument.objects.filter(year=2026)
    assert {one.key: one.value for one in found.figures} == {key: measured(rows, key).count() for key in MEASURES}
    assert {one.key: one.value for one in found.figures if one.key in ("opinions", "late")} == {
        "opinions": 1,
        "late": 1,
    }
    assert report(world.director, 2025).missing == CatalogueLine.objects.filter(document=None).count() == 1


def test_every_step_is_a_row(world: World) -> None:
    row = stages.opinion(world)
    assert [step.state for step in NormativeStep.objects.filter(document=row)] == [
        S.REGISTERED,
        S.TAKEN,
        S.REVIEW,
        S.OPINION,
    ]
