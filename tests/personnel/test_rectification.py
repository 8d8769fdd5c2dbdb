"""Rectification after a review: followed like everything else, and nobody's business but the person's and the few's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from congress import clock, may
from congress.access import visible_to
from congress.models import (
    Assignment,
    Attachment,
    Change,
    Deadline,
    Delivery,
    FollowUp,
    Notice,
    OutcomeClass,
    Party,
    Person,
    Reminder,
    Reply,
    SearchRow,
    Tally,
    User,
    Verdict,
)
from congress.queries.desk import desk
from congress.queries.ledger import lines_of
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.followups import Clock, Mark
from congress.rules.transitions import Event
from congress.services import assigning, evaluating, judging, promises, reminding, replying, urging
from congress.services.base import command
from congress.services.judging import Finding
from congress.services.urging import UrgingKind
from personnel.models import Review
from personnel.rules.after import ReviewState
from personnel.services import after
from personnel.services.rectifying import demand_rectification
from tests import oaths
from tests.factories import TODAY, World

FEW = {"director", "chairman", "vice_chairman"}
BY = TODAY + dt.timedelta(days=60)
DEMAND = "养老服务经费被挪用，限期归还"


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def row_of(review: Review) -> Assignment:
    """Its part in the round that runs."""
    rows = Assignment.objects.select_related("followup", "addressee", "department")
    return rows.filter(followup=review.rectification).latest("round")


def outcome(code: str) -> OutcomeClass:
    return OutcomeClass.objects.get(kind="review_rectification", year=TODAY.year, code=code)


def reported(world: World, review: Review, code: str = "已整改", **letter: object) -> Assignment:
    """Signed for and reported on by the person himself, and taken by the general office."""
    row = row_of(review)
    assigning.sign_for(actor=world.contact, assignment=row)
    said = replace(world.letter(), number="", outcome=outcome(code), summary="已全部归还", may_publish=False, **letter)
    replying.reply(actor=world.contact, assignment=row_of(review), letter=said, files=[world.scan()])
    replying.pass_reply(actor=world.director, assignment=row_of(review))
    return row_of(review)


def readers(world: World, model, **where: object) -> set[str]:
    return {name for name, user in world.personae.items() if visible_to(user, model).filter(**where).exists()}


# -- Its life --------------------------------------------------------------------------------------


def test_it_is_signed_for_reported_on_and_judged_and_the_review_ends(world: World) -> None:
    review = oaths.rectifying(world, oaths.of_contact(world))
    row = row_of(review)
    assert (row.addressee, row.department, row.state, row.reply_due_on) == (
        world.contact.person,
        world.roads,
        "awaiting",
        BY,
    )
    assert review.state == ReviewState.RECTIFYING
    reported(world, review)
    followup = FollowUp.objects.get(pk=row.followup_id)
    judging.judge(actor=world.director, followup=followup, finding=Finding(Mark.GOOD, "主任会议", TODAY))
    review.refresh_from_db()
    assert (review.state, review.rectified_on) == (ReviewState.DONE, TODAY)


def test_its_dates_are_the_countys_and_open_to_their_basis(world: World) -> None:
    review = oaths.rectifying(world, oaths.of_contact(world))
    entries = Deadline.objects.filter(assignment=row_of(review)).select_related("basis", "rule")
    assert {(e.clock, e.rule.key, e.basis.short, e.kind) for e in entries} == {
        (Clock.REPLY, "duty_review.fixed", "本县任免办法", "local"),
        (Clock.SIGN_FOR, "duty_review.sign_for", "本县任免办法", "local"),
    }


def test_not_enough_goes_back_once_and_then_to_the_chairpersons(world: World) -> None:
    review = oaths.rectifying(world, oaths.of_contact(world))
    bad = Finding(Mark.BAD, "主任会议", TODAY, "还差一半")
    for done in range(2):
        reported(world, review)
        followup = FollowUp.objects.get(pk=review.rectification_id)
        judging.judge(actor=world.director, followup=followup, finding=bad)
        followup.refresh_from_db()
        if done == 0:
            evaluating.rework(actor=world.director, followup=followup, note="继续归还")
            again = followup.assignments.get(round=2)
            assert (again.addressee, again.state) == (world.contact.person, "awaiting")
            review.refresh_from_db()
    followup.refresh_from_db()
    open_now = {move.event for move in may.open_moves(world.director, followup)}
    assert Event.CONFER in open_now
    assert Event.REWORK not in open_now
    review.refresh_from_db()
    assert review.state == ReviewState.RECTIFYING


def test_what_is_promised_is_followed_until_it_is_kept(world: World) -> None:
    review = oaths.rectifying(world, oaths.of_contact(world))
    reported(world, review, "正在整改", promised_by=BY)
    followup = FollowUp.objects.get(pk=review.rectification_id)
    judging.judge(actor=world.director, followup=followup, finding=Finding(Mark.FAIR, "主任会议", TODAY))
    followup.refresh_from_db()
    review.refresh_from_db()
    assert (followup.state, review.state) == ("tracking", ReviewState.RECTIFYING)
    with clock.at(BY):
        assert "报告兑现" in [row.verb for row in desk(world.contact).rows]


def test_what_is_wrong_with_a_demand_is_said(world: World) -> None:
    review = oaths.told(world)
    values = {"actor": world.director, "review": review, "unit": world.roads, "by": BY, "demand": DEMAND}
    with pytest.raises(Incomplete, match="今天之后"):
        demand_rectification(**(values | {"by": TODAY}))
    with pytest.raises(Incomplete, match="要求整改的问题"):
        demand_rectification(**(values | {"demand": " "}))
    with pytest.raises(NotAllowed):
        demand_rectification(**(values | {"actor": world.clerk}))
    demand_rectification(**values)
    with pytest.raises(WrongState, match="整改中"):
        demand_rectification(**values)
    with pytest.raises(WrongState, match="整改中"):
        after.finish_review(actor=world.director, review=review)


def test_the_unit_cannot_do_it(world: World) -> None:
    row = row_of(oaths.rectifying(world))
    for user in (world.contact, world.unit_leader, world.gov_clerk):
        with pytest.raises(NotAllowed):
            assigning.sign_for(actor=user, assignment=row)


def test_what_somebody_without_an_account_signed_is_typed_in_for_him(world: World) -> None:
    review = oaths.rectifying(world)
    assigning.sign_for(actor=world.director, assignment=row_of(review))
    row = row_of(review)
    assert (row.handler, row.signed_for_by) == (review.person, world.director)
    said = replace(world.letter(), number="", outcome=outcome("正在整改"), promised_by=BY, may_publish=False)
    replying.reply(actor=world.director, assignment=row, letter=said, files=[world.scan()])
    replying.pass_reply(actor=world.director, assignment=row_of(review))
    followup = FollowUp.objects.get(pk=row.followup_id)
    judging.judge(actor=world.director, followup=followup, finding=Finding(Mark.FAIR, "主任会议", TODAY))
    promise = followup.promises.get()
    promises.report_promise(actor=world.director, promise=promise, text="已经完成")
    promises.evaluate_promise(actor=world.director, promise=promise, result=Mark.GOOD)
    review.refresh_from_db()
    assert review.state == ReviewState.DONE


def test_what_a_unit_got_the_office_does_not_sign_for(world: World) -> None:
    row = world.forwarded()
    with pytest.raises(NotAllowed, match="承办单位"):
        assigning.sign_for(actor=world.clerk, assignment=row)
    assert Event.SIGN_FOR not in {move.event for move in may.open_moves(world.clerk, row)}


def test_it_cannot_be_given_back(world: World) -> None:
    own = row_of(oaths.rectifying(world, oaths.of_contact(world)))
    assert own.return_until is None
    assert Event.RETURN not in {move.event for move in may.open_moves(world.contact, own)}


# -- Who hears of it -------------------------------------------------------------------------------


def test_it_is_read_by_the_few_and_the_person_alone(world: World) -> None:
    followup, expected = oaths.rectifying(world, oaths.of_contact(world)).rectification, FEW | {"contact"}
    reported(world, Review.objects.get())
    assert readers(world, FollowUp, pk=followup.pk) == expected
    assert readers(world, Assignment, followup=followup) == expected
    assert readers(world, Deadline, assignment__followup=followup) == expected
    assert readers(world, SearchRow, followup=followup) == expected
    assert readers(world, Tally, followup=followup) == expected
    assert readers(world, Reply, assignment__followup=followup) == expected
    assert readers(world, Attachment, reply__assignment__followup=followup) == expected


def test_the_unit_of_the_person_does_not_read_it(world: World) -> None:
    followup = oaths.rectifying(world).rectification
    for model in (Assignment, SearchRow, Tally):
        assert readers(world, model, followup=followup) == FEW
    assert readers(world, FollowUp, pk=followup.pk) == FEW
    assert readers(world, Deadline, assignment__followup=followup) == FEW


def test_its_title_and_number_carry_no_name(world: World) -> None:
    followup = oaths.rectifying(world).rectification
    assert "杨丽华" not in f"{followup.number}{followup.title}{followup.asked_by}"


def test_today_shows_it_to_the_person_and_the_answer_to_the_office(world: World) -> None:
    review = oaths.rectifying(world, oaths.of_contact(world))
    assert "述改2026-1" in [row.title.split("　")[0].removeprefix("述职评议整改") for row in desk(world.contact).rows]
    reported(world, review)
    assert any(row.verb == "认定整改结果" for row in desk(world.director).rows)
    for name, user in world.personae.items():
        if name not in FEW | {"contact"}:
            assert not [row for row in desk(user).rows if "述职" in row.title + row.subject], name


def test_somebody_without_any_post_has_it_on_his_desk(world: World, client_of) -> None:
    review = oaths.rectifying(world)
    user = User.objects.create_user("yanglihua", person=review.person, county=world.county, must_change_password=False)
    assert "签收" in [row.verb for row in desk(user).rows]
    page = client_of(user).get(reverse("review-rectification", args=[review.rectification_id]))
    assert DEMAND in page.content.decode()


def test_reminders_and_urgings_reach_the_person_and_the_few_alone(world: World) -> None:
    review = oaths.rectifying(world, oaths.of_contact(world))
    with clock.at(BY + dt.timedelta(days=8)):
        reminding.remind_county(world.county)
        urging.urge(actor=world.director, followup=review.rectification, kind=UrgingKind.URGE)
    told = set(Reminder.objects.filter(entry__assignment=row_of(review)).values_list("recipient", flat=True))
    told |= set(Notice.objects.filter(followup=review.rectification).values_list("person", flat=True))
    few = {getattr(world, name).person_id for name in FEW}
    assert world.contact.person_id in told
    assert told <= few | {world.contact.person_id}


def test_a_mail_that_failed_is_told_to_the_keepers_and_not_to_the_deputies_office(world: World, settings) -> None:
    settings.SEND_MAIL = True
    with command(None, "test"):
        Person.objects.filter(pk=world.contact.person_id).update(email="someone@example.org")
    oaths.rectifying(world, oaths.of_contact(world))
    row = Delivery.objects.get(notice__followup__kind="review_rectification")
    assert row.notice.private
    assert readers(world, Delivery, pk=row.pk) == {"director"}


def test_the_audit_ledger_tells_that_something_was_done_and_no_word_of_it(world: World) -> None:
    review = oaths.rectifying(world, oaths.of_contact(world))
    reported(world, review)
    followup = FollowUp.objects.get(pk=review.rectification_id)
    judging.judge(actor=world.director, followup=followup, finding=Finding(Mark.GOOD, "主任会议", TODAY, "归还完毕"))
    tables = {model._meta.db_table for model in (FollowUp, Party, Assignment, Reply, Verdict, Attachment, Review)}
    lines = lines_of(Change.objects.filter(table__in=tables).order_by("id"))
    about = [line for line in lines if line.veiled]
    assert {line.change.table for line in about} == tables
    said = " ".join(f"{old} {new}" for line in lines for _name, old, new in line.fields)
    assert DEMAND not in said
    assert "已全部归还" not in said
    assert "归还完毕" not in said


def test_what_deputies_ask_is_told_by_the_ledger_as_ever(world: World) -> None:
    world.answered()
    lines = lines_of(Change.objects.filter(table__in=[FollowUp._meta.db_table, Reply._meta.db_table]))
    assert lines
    assert not any(line.veiled for line in lines)


# -- Pages -----------------------------------------------------------------------------------------


def test_the_pages_lead_from_the_review_to_the_end(world: World, client_of) -> None:
    review = oaths.told(world, oaths.of_contact(world))
    few, himself = client_of(world.director), client_of(world.contact)
    url = reverse("review-rectify", args=[review.pk])
    assert review.opinion in few.get(url).content.decode()
    typed = {"by": BY, "unit": world.roads.pk, "demand": DEMAND, "version": review.version}
    wrong = few.post(url, {**typed, "by": TODAY})
    assert wrong.status_code == 422
    assert DEMAND in wrong.content.decode()
    assert few.post(url, typed).status_code == 302
    review.refresh_from_db()
    row = row_of(review)
    page = reverse("review-rectification", args=[row.followup_id])
    assert page in few.get(reverse("review", args=[review.pk])).content.decode()
    assert page in himself.get(reverse("review", args=[review.pk])).content.decode()
    assert page not in client_of(world.member).get(reverse("review", args=[review.pk])).content.decode()
    assert client_of(world.member).get(page).status_code == 404
    assert client_of(world.unit_leader).get(page).status_code == 404
    himself.post(reverse("sign-for", args=[row.pk]), {"version": row.version})
    form = himself.get(reverse("reply", args=[row.pk])).content.decode()
    assert "签名的报告扫描件" in form
    assert "答复是否公开" not in form
    row.refresh_from_db()
    said = {
        "dated": TODAY,
        "outcome": outcome("已整改").pk,
        "signer": "本人",
        "contact_name": "本人",
        "contact_phone": "0000-1",
        "summary": "已全部归还",
        "on_paper": "on",
        "version": row.version,
    }
    assert himself.post(reverse("reply", args=[row.pk]), said).status_code == 302
    reply = Reply.objects.get(assignment=row)
    assert (reply.number, reply.may_publish) == ("", False)
    assert "已全部归还" in few.get(page).content.decode()
    letter = himself.get(reverse("hand-over-letter", args=[row.pk]))
    assert letter["Content-Type"] == "application/pdf"
    assert client_of(world.unit_leader).get(reverse("hand-over-letter", args=[row.pk])).status_code == 404
