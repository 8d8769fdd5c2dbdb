"""Follow-ups no deputy asks: opened handed over, allotted, judged by a meeting or an office, told when they end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from congress import clock, may
from congress.kinds import registry
from congress.models import FollowUp, Tally, Verdict
from congress.queries.deadlines import foresee
from congress.queries.desk import desk
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.followups import Clock, Ending, FollowUpState, Mark, Openness
from congress.rules.meetings import CLOCKS
from congress.rules.policies import Judge, Policy
from congress.rules.transitions import Event
from congress.services import assigning, evaluating, judging, promises, replying
from congress.services.base import command
from congress.services.followups import end, open_handed_over
from congress.services.judging import Finding
from tests.factories import TODAY, World
from tests.opining import Story, office_of


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def told(monkeypatch) -> list[FollowUp]:
    """Items judged by their office, as tasks and rectifications are; who ended is kept."""
    ended: list[FollowUp] = []
    kind = registry.kinds["opinion"]
    other = replace(kind, policy=Policy(judge=Judge.OFFICE, contact=False), together=(), on_closed=ended.append)
    monkeypatch.setitem(registry.kinds, "opinion", other)
    return ended


def opened(world: World, **kwargs) -> FollowUp:
    with command(world.other_clerk, "test"):
        return open_handed_over(
            county=world.county,
            kind="opinion",
            number="测〔2026〕1号",
            title="整改问题",
            asked_by="县人大常委会",
            office=office_of(world),
            openness=Openness.STAFF,
            **kwargs,
        )


def assigned(world: World, **kwargs):
    followup = opened(world)
    with command(world.other_clerk, "test"):
        (row,) = assigning.assign(world.other_clerk, followup, [assigning.Share(world.roads)], reached=True, **kwargs)
    return row


def answered(world: World, story: Story, **letter) -> FollowUp:
    row = assigned(world)
    followup = row.followup
    assigning.sign_for(actor=world.contact, assignment=row)
    said = replace(world.letter(), outcome=story.outcome(letter.pop("code", "采纳")), **letter)
    replying.reply(actor=world.contact, assignment=row, letter=said, files=[world.scan()])
    replying.pass_reply(actor=world.gov_clerk, assignment=row)
    replying.pass_reply(actor=world.other_clerk, assignment=row)
    followup.refresh_from_db()
    return followup


def test_what_nobody_asked_is_handed_over_when_it_is_opened(world: World) -> None:
    followup = opened(world, coordinator=world.government_office)
    assert (followup.state, followup.handed_over_on, followup.number) == ("pending", TODAY, "测〔2026〕1号")
    assert {row.clock for row in followup.running.all()} == {Clock.FORWARD, Clock.REPLY}
    assert followup.reply_due_on == dt.date(2026, 6, 10)
    entry = followup.deadlines.get(clock=Clock.REPLY)
    assert (entry.kind, entry.basis.short) == ("local", "本县审议意见办法")


def test_a_date_set_by_a_decision_has_its_entry_and_basis(world: World) -> None:
    followup = opened(world, coordinator=world.government_office, reply_by=dt.date(2026, 4, 30))
    entry = followup.deadlines.get(clock=Clock.REPLY)
    assert (entry.due_on, entry.rule.key) == (dt.date(2026, 4, 30), "opinion.fixed")


def test_the_coordinator_allots_and_the_date_stays(world: World) -> None:
    followup = opened(world, coordinator=world.government_office)
    with clock.at(TODAY + dt.timedelta(days=6)):
        (row,) = assigning.allot(actor=world.gov_clerk, followup=followup, units=[assigning.Share(world.roads)])
    followup.refresh_from_db()
    assert (row.state, row.reply_due_on, followup.state) == ("awaiting", dt.date(2026, 6, 10), "assigned")
    assert {r.clock for r in row.running.all()} == {Clock.SIGN_FOR, Clock.REPLY}
    assert not followup.running.filter(assignment=None).exists()


def test_the_office_does_not_allot_and_the_coordinator_keeps_to_its_units(world: World) -> None:
    followup = opened(world, coordinator=world.government_office)
    with pytest.raises(WrongState):
        assigning.hand_over(actor=world.other_clerk, followup=followup, units=[assigning.Share(world.roads)])
    with pytest.raises(NotAllowed):
        assigning.allot(actor=world.other_clerk, followup=followup, units=[assigning.Share(world.roads)])
    with pytest.raises(Incomplete, match="不属于政府系统"):
        assigning.allot(actor=world.gov_clerk, followup=followup, units=[assigning.Share(world.court)])


def test_no_contact_is_asked_for_and_no_evaluation_runs(world: World, told) -> None:
    followup = answered(world, Story(world))
    assert followup.state == FollowUpState.ANSWERED
    assert followup.evaluation_due_on is None
    assert not followup.running.exists()


def test_the_office_judges_and_good_enough_closes(world: World, told) -> None:
    followup = answered(world, Story(world))
    judging.judge(actor=world.other_clerk, followup=followup, finding=Finding(Mark.GOOD, "财经委", TODAY))
    followup.refresh_from_db()
    assert (followup.state, followup.closed_on) == ("closed", TODAY)
    assert [row.pk for row in told] == [followup.pk]
    tally = Tally.objects.get(followup=followup, department=None, until=None)
    assert (tally.result, tally.process, tally.evaluated_on) == ("good", "", TODAY)


def test_what_is_taken_note_of_is_no_satisfaction(world: World, told) -> None:
    followup = answered(world, Story(world))
    judging.judge(actor=world.other_clerk, followup=followup, finding=Finding(None, "主任会议", TODAY))
    assert Tally.objects.get(followup=followup, department=None, until=None).result == ""


def test_not_enough_needs_a_reason_and_is_handled_again(world: World, told) -> None:
    followup = answered(world, Story(world))
    with pytest.raises(Incomplete, match="理由"):
        judging.judge(actor=world.other_clerk, followup=followup, finding=Finding(Mark.BAD, "财经委", TODAY))
    finding = Finding(Mark.BAD, "财经委", TODAY, "没有整改到位")
    judging.judge(actor=world.other_clerk, followup=followup, finding=finding)
    followup.refresh_from_db()
    assert (followup.state, followup.dissatisfied, told) == ("evaluated", True, [])
    (again,) = evaluating.rework(actor=world.other_clerk, followup=followup, note="限期整改")
    assert (again.round, again.state) == (2, "awaiting")
    assert again.deadlines.get(clock=Clock.REWORK).rule.key == "opinion.rework"


def test_what_is_promised_is_followed_and_the_office_says_when_it_is_kept(world: World, told) -> None:
    day = TODAY + dt.timedelta(days=60)
    followup = answered(world, Story(world), code="正在落实", promised_by=day)
    judging.judge(actor=world.other_clerk, followup=followup, finding=Finding(Mark.FAIR, "财经委", TODAY))
    followup.refresh_from_db()
    assert (followup.state, told) == ("tracking", [])
    promise = followup.promises.get()
    promises.report_promise(actor=world.contact, promise=promise, text="已经完成")
    promises.evaluate_promise(actor=world.other_clerk, promise=promise, result=Mark.GOOD)
    followup.refresh_from_db()
    assert followup.state == "closed"
    assert [row.pk for row in told] == [followup.pk]


def test_a_promise_that_is_not_kept_is_open_again(world: World, told) -> None:
    followup = answered(world, Story(world), code="正在落实", promised_by=TODAY)
    judging.judge(actor=world.other_clerk, followup=followup, finding=Finding(Mark.FAIR, "财经委", TODAY))
    promise = followup.promises.get()
    promises.report_promise(actor=world.contact, promise=promise, text="已经完成")
    promises.evaluate_promise(actor=world.other_clerk, promise=promise, result=Mark.BAD, reason="现场没有完成")
    promise.refresh_from_db()
    assert promise.state == "open"


def test_an_ending_is_told_once(world: World, told) -> None:
    followup = opened(world)
    with command(world.other_clerk, "test"):
        end(followup, Ending.WITHDRAWN, "不再需要")
    assert [row.pk for row in told] == [followup.pk]


def test_a_meeting_judges_what_a_meeting_judges(world: World) -> None:
    story = Story(world)
    story.answered()
    followup = FollowUp.objects.filter(opinion_item__opinion=story.opinion).first()
    with pytest.raises(WrongState):
        judging.judge(actor=world.other_clerk, followup=followup, finding=Finding(Mark.GOOD, "财经委", TODAY))


def test_no_deputy_evaluates_and_nobody_makes_it_a_key_matter(world: World) -> None:
    story = Story(world)
    story.split()
    followup = FollowUp.objects.filter(opinion_item__opinion=story.opinion).first()
    events = {move.event for user in world.personae.values() for move in may.open_moves(user, followup)}
    assert not events & {Event.EVALUATE, Event.MARK_KEY, Event.MERGE, Event.RECORD_EVALUATION}


def test_a_verdict_is_for_good(world: World, told) -> None:
    followup = answered(world, Story(world))
    judging.judge(actor=world.other_clerk, followup=followup, finding=Finding(Mark.GOOD, "财经委", TODAY))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE congress_verdict SET mark = 'bad' WHERE id = %s", [Verdict.objects.get().pk])


def test_a_kind_names_the_rules_of_its_clocks(world: World) -> None:
    followup = opened(world)
    kind = registry.of(followup)
    unused = CLOCKS | {Clock.HAND_OVER, Clock.CONTACT, Clock.EVALUATION}
    for one in set(Clock) - unused:
        assert foresee(world.county, kind.rule_of(followup, one), TODAY).kind == "local"


def test_the_desk_of_the_office_is_not_flooded_by_others_answers(world: World, told) -> None:
    followup = answered(world, Story(world))
    world.answered()
    tasks = [row.task for row in desk(world.other_clerk).rows]
    assert tasks.count("待决定") == 1
    assert followup.title in "".join(row.title for row in desk(world.other_clerk).rows)
    assert all("待决定" not in row.task for row in desk(world.clerk).rows)
