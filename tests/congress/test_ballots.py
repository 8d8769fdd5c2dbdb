"""A vote from its preparation to a result that nobody changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from congress import access, clock
from congress.models import (
    Attendance,
    Ballot,
    BallotResult,
    BallotResultLine,
    BallotRule,
    Change,
    Parameter,
    Person,
    Post,
    User,
)
from congress.models.base import House
from congress.queries.balloting.page import page_of
from congress.queries.balloting.reading import compared, own_rule, rules_for
from congress.refusals import Conflict, Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.assessments import Denominator
from congress.rules.ballots import BallotKind, BallotState, LineOutcome
from congress.rules.meetings import MeetingState
from congress.rules.votes import Line, Method, Sheets
from congress.services.balloting import closing, counting, preparing
from congress.services.balloting.preparing import Subject
from congress.services.base import command
from tests.factories import TODAY, World
from tests.votes import OPENED, Hall, committee_hall, device, paper

HUNDRED = tuple(Subject(f"人选{n:03d}", "人民陪审员") for n in range(100))


@pytest.fixture
def hall(world: World):
    """27 members in office, 24 of them there."""
    with clock.at(TODAY):
        yield committee_hall(world)


def test_an_office_takes_a_vote_from_paper_to_result(hall: Hall) -> None:
    result = hall.closed(paper((20, 2, 1), spoiled=1))
    ballot, (line,) = result.ballot, result.lines.all()
    assert (ballot.state, result.whole, result.present, result.quorum) == (BallotState.CLOSED, 27, 24, 14)
    assert (line.counts, line.silent, line.needed, line.outcome) == ([20, 2, 1], 0, 14, LineOutcome.PASSED)
    assert (result.entered_by, result.checked_by) == ("段思平", "陈志明")
    assert "实有27人" in result.denominator
    assert "14人" in result.denominator
    assert "第五十一条" in result.basis


@pytest.mark.parametrize(("favour", "outcome"), [(14, LineOutcome.PASSED), (13, LineOutcome.FAILED)])
def test_one_vote_decides(hall: Hall, favour: int, outcome: LineOutcome) -> None:
    """13 of 24 who are there is more than half of them, but not of 27 members."""
    (line,) = hall.closed(paper((favour, 24 - favour, 0))).lines.all()
    assert line.outcome == outcome


def test_whoever_presses_nothing_counts_against(hall: Hall) -> None:
    (line,) = hall.closed(device((13, 2, 3)), method=Method.DEVICE).lines.all()
    assert (line.unmarked, line.silent, line.outcome) == (6, 6, LineOutcome.FAILED)


def test_without_a_quorum_nothing_is_voted_on(hall: Hall) -> None:
    hall.come(13)
    with pytest.raises(WrongState, match=r"出席13人，全体27人，须有14人以上.*第五十一条"):
        hall.opened()
    hall.come(14)
    assert hall.opened().state == BallotState.OPEN


def test_who_has_left_is_not_there_when_it_is_voted(hall: Hall) -> None:
    """24 signed in; eleven left before the vote."""
    gone = list(hall.meeting.attendances.values_list("pk", flat=True)[:11])
    Attendance.objects.filter(pk__in=gone).update(left_at=OPENED + dt.timedelta(minutes=30))
    with clock.at(OPENED + dt.timedelta(minutes=20)):
        ballot = hall.prepared()
        assert counting.open_ballot(actor=hall.world.director, ballot=ballot, adopted=True)
    with clock.at(OPENED + dt.timedelta(minutes=40)), pytest.raises(WrongState, match="出席13人"):
        hall.opened(question="另一项决议")


def test_an_attendance_corrected_later_takes_the_quorum_away(hall: Hall) -> None:
    hall.come(14)
    ballot = hall.checked(paper((14, 0, 0), issued=14, returned=14))
    Attendance.objects.filter(meeting=hall.meeting, person=hall.members[0]).delete()
    with pytest.raises(WrongState, match="出席13人"):
        closing.close_ballot(actor=hall.world.director, ballot=ballot)
    assert not BallotResult.objects.exists()


def test_an_attendance_corrected_later_no_longer_fits_the_sheets(hall: Hall) -> None:
    ballot = hall.checked(paper((24, 0, 0)))
    Attendance.objects.filter(meeting=hall.meeting, person=hall.members[0]).delete()
    with pytest.raises(WrongState, match="发出24张，多于出席的23人"):
        closing.close_ballot(actor=hall.world.director, ballot=ballot)


@pytest.mark.parametrize(
    ("count", "field", "words"),
    [
        (paper((20, 0, 0), issued=25, returned=20), "issued", "发出25张，多于出席的24人"),
        (paper((24, 1, 0), issued=24, returned=25), "returned", "本次投票无效"),
        (paper((0, 0, 0), issued=20, returned=10, spoiled=11), "spoiled", "废票11张"),
        (counting.Count((Line((10, 3, 1)),), Sheets(24, 24)), "line_0", "各栏合计14，与有效票24不符"),
        (counting.Count((Line((-1, 25, 0)),), Sheets(24, 24)), "line_0", "不能小于零"),
    ],
)
def test_figures_that_cannot_be_are_refused_where_they_are_wrong(
    hall: Hall, count: counting.Count, field: str, words: str
) -> None:
    ballot = hall.opened()
    with pytest.raises(Incomplete) as refused:
        counting.enter_totals(actor=hall.world.director, ballot=ballot, count=count)
    assert words in refused.value.fields[field]
    ballot.refresh_from_db()
    assert (ballot.state, ballot.issued) == (BallotState.OPEN, None)


def test_a_secret_vote_needs_scrutineers_and_tellers_adopted_first(hall: Hall) -> None:
    ballot = hall.prepared(tellers=())
    with pytest.raises(Incomplete, match="监票人和计票人"):
        counting.open_ballot(actor=hall.world.director, ballot=ballot, adopted=True)
    with pytest.raises(Incomplete, match="通过"):
        counting.open_ballot(actor=hall.world.director, ballot=hall.prepared(question="另一项"))
    assert counting.open_ballot(actor=hall.world.director, ballot=hall.prepared(method=Method.HANDS, question="议程"))


def test_whoever_is_voted_on_does_not_count_the_votes(hall: Hall) -> None:
    with pytest.raises(Incomplete, match="不能担任"):
        hall.prepared(BallotKind.PERSONNEL, subjects=(Subject("王强", "县民政局局长"),), tellers=("王强",))


def test_a_vote_is_not_begun_before_the_meeting(hall: Hall) -> None:
    with command(None, "test"):
        hall.meeting.state = MeetingState.NOTIFIED
        hall.meeting.save()
    with pytest.raises(WrongState, match="会议还没有开始"):
        hall.opened()


def test_a_second_person_counts_again_and_is_told_where_it_differs(hall: Hall) -> None:
    ballot = hall.entered(paper((20, 3, 1)))
    with pytest.raises(NotAllowed, match="另一人"):
        counting.check_totals(actor=hall.world.director, ballot=ballot, count=None)
    with pytest.raises(Incomplete) as refused:
        counting.check_totals(actor=hall.world.clerk, ballot=ballot, count=paper((21, 2, 1)))
    assert "“赞成”录入为20，复核为21" in refused.value.fields["line_0"]
    assert "“反对”录入为3，复核为2" in refused.value.fields["line_0"]
    assert counting.check_totals(actor=hall.world.clerk, ballot=ballot, count=None).checked_by == hall.world.clerk


def test_a_count_is_corrected_with_a_reason_and_checked_anew(hall: Hall) -> None:
    ballot = hall.checked(paper((20, 3, 1)))
    with pytest.raises(Incomplete, match="理由"):
        counting.correct_totals(actor=hall.world.clerk, ballot=ballot, count=paper((21, 2, 1)), reason=" ")
    ballot = counting.correct_totals(actor=hall.world.clerk, ballot=ballot, count=paper((21, 2, 1)), reason="漏计一票")
    assert (ballot.state, ballot.checked_by, ballot.entered_by) == (BallotState.ENTERED, None, hall.world.clerk)
    with pytest.raises(WrongState, match="待复核"):
        closing.close_ballot(actor=hall.world.director, ballot=ballot)
    told = Change.objects.filter(command="correct_totals", reason="漏计一票")
    assert told.exists()


def test_an_old_form_is_refused_and_shows_how_it_stands(hall: Hall) -> None:
    ballot = hall.prepared(method=Method.DEVICE)
    seen = ballot.version
    counting.open_ballot(actor=hall.world.director, ballot=ballot)
    plan = preparing.Plan(BallotKind.DECISION, Method.DEVICE, "改了的事项")
    with pytest.raises(Conflict):
        preparing.revise_ballot(actor=hall.world.director, ballot=ballot, plan=plan, version=seen)


def test_nobody_opens_enters_or_closes_twice(hall: Hall) -> None:
    result = hall.closed(paper((20, 3, 1)))
    ballot = result.ballot
    for again in (
        lambda: counting.open_ballot(actor=hall.world.director, ballot=ballot, adopted=True),
        lambda: counting.enter_totals(actor=hall.world.director, ballot=ballot, count=paper((24, 0, 0))),
        lambda: counting.correct_totals(actor=hall.world.director, ballot=ballot, count=paper((24, 0, 0)), reason="x"),
        lambda: closing.close_ballot(actor=hall.world.director, ballot=ballot),
        lambda: closing.cancel_ballot(actor=hall.world.director, ballot=ballot, reason="x"),
    ):
        with pytest.raises(WrongState, match="不能再改动"):
            again()
    assert BallotResult.objects.count() == 1


def test_the_result_stands_whatever_becomes_of_the_roll(hall: Hall) -> None:
    result = hall.closed(paper((14, 9, 1)))
    with command(None, "test"):
        people = Person.objects.bulk_create(Person(county=hall.world.county, name=f"新委员{n}") for n in range(5))
        Post.objects.bulk_create(Post(person=p, body=hall.meeting.body, role="member", since=TODAY) for p in people)
        Attendance.objects.filter(meeting=hall.meeting).update(left_at=OPENED)
        Person.objects.filter(pk=hall.members[0].pk).update(name="改名")
    again = BallotResult.objects.get(pk=result.pk)
    assert (again.whole, again.present, len(again.roll["members"])) == (27, 24, 27)
    assert "改名" not in again.roll["members"]
    assert page_of(hall.world.director, again.ballot).rows[0].outcome.label == "通过"


@pytest.mark.parametrize("model", [BallotResult, BallotResultLine])
def test_the_database_itself_refuses_to_change_a_result(hall: Hall, model: type[House]) -> None:
    hall.closed(paper((14, 9, 1)))
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), command(None, "test"):
            connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        {"present": 13},  # no quorum
        {"issued": 25},
        {"returned": 25, "valid": 24},
        {"valid": 24},
        {"whole": 26},
    ],
)
def test_the_database_itself_refuses_a_result_against_the_law(hall: Hall, change: dict[str, int]) -> None:
    result = hall.closed(paper((14, 8, 1), spoiled=1))
    other = hall.prepared(question="另一项")
    values = {f.attname: getattr(result, f.attname) for f in BallotResult._meta.concrete_fields if f.name != "id"}
    with pytest.raises(IntegrityError), transaction.atomic(), command(None, "test"):
        BallotResult.objects.create(**{**values, "ballot_id": other.pk, **change})


def test_the_database_itself_adds_up_every_line(hall: Hall) -> None:
    result = hall.closed(paper((14, 8, 1), spoiled=1))
    line = {"result": result, "position": 2, "name": "x", "valid": 23, "needed": 14, "silent": 1, "outcome": "passed"}
    for counts, unmarked in (([14, 8], 0), ([24, -1], 0), ([20, 4], 0)):
        with pytest.raises(IntegrityError), transaction.atomic(), command(None, "test"):
            BallotResultLine.objects.create(**line, counts=counts, unmarked=unmarked)


def test_a_hundred_names_on_one_sheet_are_counted_by_name(hall: Hall) -> None:
    counts = [(24 - n % 12, n % 12, 0) for n in range(100)]
    result = hall.closed(paper(*counts), BallotKind.PERSONNEL, subjects=HUNDRED, question="关于任命人民陪审员的决定")
    lines = list(result.lines.all())
    assert [line.outcome == LineOutcome.PASSED for line in lines] == [24 - n % 12 >= 14 for n in range(100)]
    assert len(page_of(hall.world.director, result.ballot).announcement) == 102


@pytest.mark.parametrize(
    ("setting", "in_office", "whole", "needed"), [("in_office", 71, 71, 36), ("fixed", 71, 76, 39)]
)
def test_76_seats_with_five_vacancies(world: World, setting: str, in_office: int, whole: int, needed: int) -> None:
    with clock.at(TODAY):
        hall = committee_hall(world, members=in_office, present=60, seats=76)
        with command(None, "test"):
            Parameter.objects.filter(key="vote.whole_membership").update(value=setting)
        result = hall.closed(paper((needed, 60 - needed, 0), issued=60, returned=60))
        less = paper((needed - 1, 61 - needed, 0), issued=60, returned=60)
        (line,) = hall.closed(less, question="差一票的决议").lines.all()
    assert (result.whole, result.vacancies, result.lines.get().outcome) == (whole, 5, LineOutcome.PASSED)
    assert line.outcome == LineOutcome.FAILED
    assert "缺额5名" in result.denominator


def test_fixed_seats_that_nobody_entered_are_asked_for(world: World) -> None:
    with clock.at(TODAY):
        hall = committee_hall(world)
        with command(None, "test"):
            Parameter.objects.filter(key="vote.whole_membership").update(value="fixed")
        with pytest.raises(WrongState, match="没有登记核定名额"):
            hall.opened()


def test_a_vote_is_voided_and_taken_again(hall: Hall) -> None:
    ballot = hall.opened()
    with pytest.raises(Incomplete, match="理由"):
        closing.cancel_ballot(actor=hall.world.director, ballot=ballot, reason="")
    closing.cancel_ballot(actor=hall.world.director, ballot=ballot, reason="收回的票多于发出的票")
    again = closing.repeat_ballot(actor=hall.world.director, ballot=ballot, reason="投票无效")
    assert (again.repeats, again.state, again.lines.count(), again.counters.count()) == (ballot, "prepared", 1, 2)
    with pytest.raises(WrongState, match="已经安排重新进行"):
        closing.repeat_ballot(actor=hall.world.director, ballot=ballot, reason="再来")


def test_the_item_is_decided_on_the_day_of_the_result(hall: Hall) -> None:
    with command(None, "test"):
        item = hall.meeting.items.create(
            position=1, kind="decision", state="adopted", title="审查批准预算调整", proposed_by=hall.world.director
        )
    second = hall.prepared(question="同一议题的另一项", item=item)
    hall.closed(paper((20, 3, 1)), item=item)
    item.refresh_from_db()
    assert item.decided_on is None, "another vote on it is waiting"
    closing.cancel_ballot(actor=hall.world.director, ballot=second, reason="不再表决")
    hall.closed(paper((20, 3, 1)), item=item, question="最后一项")
    item.refresh_from_db()
    assert item.decided_on == TODAY


# -- Satisfaction ---------------------------------------------------------------------------------------


def assessed(hall: Hall, *counts: tuple[int, ...], **plan: object) -> BallotResult:
    subjects = tuple(Subject(name) for name in ("县交通运输局", "县财政局")[: len(counts)])
    return hall.closed(paper(*counts), BallotKind.ASSESSMENT, subjects=subjects, question="研究处理情况测评", **plan)


def test_a_satisfaction_vote_is_read_by_the_countys_own_settings(hall: Hall) -> None:
    result = assessed(hall, (14, 8, 2), (12, 6, 6))
    assert [line.words for line in result.lines.all()] == ["满意", "基本满意"]
    assert (result.rule["denominator"], "过半数" in result.denominator) == ("whole_membership", True)
    assert "审议意见办法" in result.basis


def test_a_setting_changed_later_changes_no_result_and_can_be_compared(hall: Hall) -> None:
    result = assessed(hall, (13, 3, 8))
    with command(None, "test"):
        Parameter.objects.filter(key="assessment.denominator").update(value="valid")
        Parameter.objects.filter(key="assessment.outcomes").update(value="two")
    (line,) = page_of(hall.world.director, result.ballot).rows
    assert line.words == "基本满意"
    before = Change.objects.count()
    rule = own_rule(hall.world.county)
    (other,) = compared(result, list(result.lines.all()), rule)
    assert (rule.denominator, other.was, other.would_be, other.differs) == (Denominator.VALID, "基本满意", "满意", True)
    assert Change.objects.count() == before


def test_the_rules_other_counties_published_are_there(hall: Hall) -> None:
    result = assessed(hall, (13, 5, 6))
    found = {
        key: compared(result, list(result.lines.all()), rule)[0].would_be
        for key, rule in rules_for(hall.world.county).items()
    }
    assert found == {
        "own": "基本满意",
        "three": "基本满意",
        "shiquan": "不满意",
        "zhenhai": "基本满意",
        "shenzhen": "满意",
        "zhanyi": "只公布比例",
    }


def test_loading_the_rules_again_changes_nothing(db) -> None:
    rows = list(BallotRule.objects.values())
    call_command("reference", verbosity=0)
    assert list(BallotRule.objects.values()) == rows


# -- Who sees what ----------------------------------------------------------------------------------------


def test_before_the_result_only_those_who_run_and_count_it_know(hall: Hall) -> None:
    ballot = hall.entered(paper((20, 3, 1)), scrutineers=("白云",))
    seen = {name for name, user in hall.world.personae.items() if access.ballots(user).filter(pk=ballot.pk).exists()}
    assert seen == {"clerk", "other_clerk", "director", "chairman", "vice_chairman", "member"}
    assert counting.check_totals(actor=hall.world.member, ballot=ballot, count=paper((20, 3, 1)))


def test_names_for_an_appointment_stay_with_the_few_before_the_vote(hall: Hall) -> None:
    ballot = hall.opened(BallotKind.PERSONNEL, subjects=(Subject("王强", "县民政局局长"),))
    seen = {name for name, user in hall.world.personae.items() if access.ballots(user).filter(pk=ballot.pk).exists()}
    assert seen == {"director", "chairman", "vice_chairman"}


def test_somebody_from_outside_does_nothing(hall: Hall) -> None:
    ballot, plan = hall.opened(), preparing.Plan(BallotKind.DECISION, Method.HANDS, "议程")
    for name in ("member", "lead", "contact", "township_clerk", "administrator", "auditor"):
        user: User = getattr(hall.world, name)
        for run in (
            lambda: preparing.prepare_ballot(actor=user, meeting=hall.meeting, plan=plan),
            lambda: counting.enter_totals(actor=user, ballot=ballot, count=paper((24, 0, 0))),
            lambda: closing.cancel_ballot(actor=user, ballot=ballot, reason="x"),
        ):
            with pytest.raises(Refusal):
                run()


VOTE_TABLES = {"Ballot", "BallotLine", "BallotResult", "BallotResultLine"}
PERSONAL = {"Person", "User", "Mandate", "Post", "Attendance"}


def test_nothing_links_a_voter_to_a_choice(hall: Hall) -> None:
    """Of every foreign key between a person and a vote it is known what it says; none says who voted how."""
    found = set()
    for model in apps.get_models():
        if not issubclass(model, House):
            continue
        links = {f.related_model.__name__ for f in model._meta.get_fields() if f.many_to_one or f.many_to_many}
        for field in model._meta.get_fields():
            related = getattr(field, "related_model", None)
            if related is None or not (field.many_to_one or field.many_to_many):
                continue
            if model.__name__ in VOTE_TABLES and related.__name__ in PERSONAL:
                found.add(f"{model.__name__}.{field.name}")
            if model.__name__ not in VOTE_TABLES and related.__name__ in VOTE_TABLES and links & PERSONAL:
                found.add(f"{model.__name__}.{field.name}")
    assert found == {
        # who opened, counted, checked and closed
        "Ballot.opened_by",
        "Ballot.entered_by",
        "Ballot.checked_by",
        "Ballot.created_by",
        "BallotResult.closed_by",
        # whom the vote is about
        "BallotLine.person",
        "BallotResultLine.person",
        # who watched and counted
        "BallotCounter.ballot",
        # what was decided on: whom an appointment or a review is about, which matter was graded and by which clerk
        "AppointmentLine.ballot",
        "Matter.ballot",
        "Matter.graded_by",
        "Review.ballot",
    }


def test_no_row_and_no_moment_belongs_to_a_voter(hall: Hall) -> None:
    """A vote of 24 people leaves as many rows as one of 3: what is stored grows with the names alone."""
    tables = [model for model in apps.get_models() if issubclass(model, House) and model.__name__ != "Attendance"]
    before = {model: model._default_manager.count() for model in tables}
    hall.closed(paper((20, 3, 1)))
    grown = {model.__name__: model._default_manager.count() - n for model, n in before.items()}
    assert {name: n for name, n in grown.items() if n} == {
        "Ballot": 1,
        "BallotLine": 1,
        "BallotCounter": 2,
        "BallotResult": 1,
        "BallotResultLine": 1,
    }
    assert Ballot.objects.get().result.roll.keys() == {"members", "present"}
