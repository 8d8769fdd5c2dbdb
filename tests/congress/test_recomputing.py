"""Dates already computed move only where a person ticked them, and nothing is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Deadline, FollowUp, Notice, Running
from congress.models.deadlines import Unit
from congress.queries.recomputing import Notice as Days
from congress.queries.recomputing import preview, readable
from congress.refusals import Incomplete, NotAllowed
from congress.rules.followups import Clock, Ending
from congress.rules.notices import Entered, Unreadable, read
from congress.rules.workdays import DayKind
from congress.services import county_settings, followups, recomputing
from congress.services.base import command
from tests.factories import TODAY, World

DUE = dt.date(2026, 6, 10)


def festival(world: World, on: dt.date = DUE) -> None:
    """The county enters a festival on the day an answer is due."""
    day = Entered(on, DayKind.FESTIVAL, "火把节")
    county_settings.enter_days(actor=world.clerk, days=[day], announced=False)


@pytest.fixture
def signed(world: World):
    with clock.at(TODAY):
        assignment = world.signed()
    Notice.objects.all().delete()
    return assignment


def replies(world: World) -> list:
    return [move for move in preview(world.county) if move.old.clock == Clock.REPLY]


def test_nothing_moves_under_the_rules_it_was_computed_by(world: World, signed) -> None:
    assert preview(world.county) == []


def test_a_festival_would_move_what_is_due_on_it(world: World, signed) -> None:
    with clock.at(TODAY):
        festival(world)
    (move,) = replies(world)
    assert (move.old.due_on, move.new.due_on, move.moves) == (DUE, dt.date(2026, 6, 11), True)
    signed.refresh_from_db()
    assert signed.reply_due_on == DUE
    assert Running.objects.get(assignment=signed, clock=Clock.REPLY).due_on == DUE


def test_days_not_entered_yet_can_be_asked_about(world: World, signed) -> None:
    notice = Days([Entered(DUE, DayKind.FESTIVAL)], announced=False)
    moves = preview(world.county, notice=notice)
    assert [(m.old.due_on, m.new.due_on) for m in moves if m.old.clock == Clock.REPLY] == [(DUE, dt.date(2026, 6, 11))]
    assert preview(world.county) == []


def test_ticking_moves_the_date_its_copies_and_tells_the_parties(world: World, signed) -> None:
    with clock.at(TODAY):
        festival(world)
        (move,) = replies(world)
        version = signed.followup.version
        (entry,) = recomputing.recompute(
            actor=world.clerk, county=world.county, running=[move.running.pk], reason="火把节放假"
        )
    signed.refresh_from_db()
    followup = FollowUp.objects.get(pk=signed.followup_id)
    moved = dt.date(2026, 6, 11)
    assert (entry.due_on, entry.reason, entry.granted_by, entry.anchor_on) == (moved, "火把节放假", world.clerk, TODAY)
    assert (signed.reply_due_on, followup.reply_due_on) == (moved, moved)
    assert followup.version > version
    assert Running.objects.get(assignment=signed, clock=Clock.REPLY).entry == entry
    kept = Deadline.objects.filter(assignment=signed, clock=Clock.REPLY).order_by("id").values_list("due_on", flat=True)
    assert list(kept) == [DUE, moved]
    told = set(Notice.objects.filter(title__contains="期限调整").values_list("person__name", flat=True))
    assert told == {"赵敏", "周楠", "罗秀英", "杨建国"}
    assert preview(world.county) == []


def test_what_was_not_ticked_stays(world: World) -> None:
    with clock.at(TODAY):
        one, other = world.signed(), world.signed()
        festival(world)
        running = Running.objects.get(assignment=one, clock=Clock.REPLY)
        recomputing.recompute(actor=world.clerk, county=world.county, running=[running.pk], reason="放假")
    other.refresh_from_db()
    assert other.reply_due_on == DUE
    assert [move.running.assignment for move in replies(world)] == [other]


def test_an_announced_year_makes_a_provisional_date_sure(world: World) -> None:
    with clock.at(dt.date(2026, 10, 12)):
        assignment = world.signed()
        entry = Running.objects.get(assignment=assignment, clock=Clock.REPLY).entry
        assert (entry.due_on, entry.provisional) == (dt.date(2027, 1, 12), True)
        days = [Entered(dt.date(2027, 1, 1), DayKind.HOLIDAY, "元旦")]
        county_settings.enter_days(actor=world.clerk, days=days, announced=True)
        (move,) = replies(world)
        assert (move.moves, move.new.provisional) == (False, False)
        before = Notice.objects.count()
        (new,) = recomputing.recompute(
            actor=world.clerk, county=world.county, running=[move.running.pk], reason="2027年安排已公布"
        )
    assert (new.due_on, new.provisional) == (entry.due_on, False)
    assert Notice.objects.count() == before


def test_a_single_day_does_not_make_a_year_known(world: World) -> None:
    with clock.at(dt.date(2026, 10, 12)):
        world.signed()
        days = [Entered(dt.date(2027, 4, 14), DayKind.FESTIVAL, "泼水节")]
        county_settings.enter_days(actor=world.clerk, days=days, announced=False)
    assert preview(world.county) == []


def test_a_rule_moves_only_what_is_counted_from_its_day_on(world: World, signed) -> None:
    rule = {"value": 2, "unit": Unit.MONTH, "law": "云岭县办法", "article": "第八条"}
    key = "suggestion.reply.ordinary"
    with clock.at(TODAY):
        later = county_settings.Period(valid_from=TODAY + dt.timedelta(days=1), **rule)
        county_settings.set_rule(actor=world.clerk, key=key, period=later)
        assert preview(world.county) == []
        county_settings.set_rule(actor=world.clerk, key=key, period=county_settings.Period(valid_from=TODAY, **rule))
        (move,) = replies(world)
    assert (move.old.due_on, move.new.due_on) == (DUE, dt.date(2026, 5, 11))
    assert (move.old.kind, move.new.kind) == ("law", "local")
    signed.refresh_from_db()
    assert signed.reply_due_on == DUE


def test_a_promised_day_is_never_moved(world: World) -> None:
    day = dt.date(2026, 9, 10)
    with clock.at(TODAY):
        world.answered(code="B", promised_by=day)
        festival(world, day)
    assert [move.old.clock for move in preview(world.county) if move.old.clock == Clock.PROMISE] == []


def test_an_evaluations_date_moves_with_its_copy(world: World) -> None:
    with clock.at(TODAY):
        followup = world.answered().assignment.followup
        followup.refresh_from_db()
        festival(world, followup.evaluation_due_on)
        (move,) = [m for m in preview(world.county) if m.old.clock == Clock.EVALUATION]
        recomputing.recompute(actor=world.clerk, county=world.county, running=[move.running.pk], reason="放假")
    followup.refresh_from_db()
    assert followup.evaluation_due_on == move.new.due_on > move.old.due_on
    assert followup.due_on == move.new.due_on


def test_a_date_that_ended_meanwhile_is_left_alone(world: World, signed) -> None:
    with clock.at(TODAY):
        festival(world)
        (move,) = replies(world)
        with command(world.clerk, "test"):
            followups.end(FollowUp.objects.get(pk=signed.followup_id), Ending.WITHDRAWN, "撤回")
        ticked = [move.running.pk]
        assert recomputing.recompute(actor=world.clerk, county=world.county, running=ticked, reason="放假") == []


@pytest.mark.parametrize("name", ["other_clerk", "director", "chairman", "lead", "contact", "administrator", "auditor"])
def test_only_the_deputies_office_moves_dates(world: World, signed, name: str) -> None:
    with clock.at(TODAY):
        festival(world)
        ticked = [move.running.pk for move in preview(world.county)]
        with pytest.raises(NotAllowed):
            recomputing.recompute(actor=getattr(world, name), county=world.county, running=ticked, reason="放假")
    assert Deadline.objects.filter(assignment=signed, clock=Clock.REPLY).count() == 1


def test_a_reason_is_needed(world: World, signed) -> None:
    with clock.at(TODAY), pytest.raises(Incomplete):
        recomputing.recompute(actor=world.clerk, county=world.county, running=[], reason="  ")


def test_the_preview_costs_the_same_however_many_dates_run(world: World, django_assert_max_num_queries) -> None:
    with clock.at(TODAY):
        for _again in range(4):
            world.signed()
        festival(world)
    with django_assert_max_num_queries(4):
        assert len(replies(world)) == 4


def test_titles_reach_only_those_who_may_read_them(world: World, signed) -> None:
    with clock.at(TODAY):
        festival(world)
        moves = replies(world)
        assert readable(world.clerk, moves) == (moves, 0)
        assert readable(world.administrator, moves) == ([], 1)


def test_a_pasted_notice_is_read_line_by_line() -> None:
    found = read("2027-2-15 至 2027-2-17 休 春节\n\n2027-02-20 班\n 2027-04-14 节 泼水节 ")
    assert [(day.on.isoformat(), day.kind.value, day.name) for day in found] == [
        ("2027-02-15", "holiday", "春节"),
        ("2027-02-16", "holiday", "春节"),
        ("2027-02-17", "holiday", "春节"),
        ("2027-02-20", "adjusted", ""),
        ("2027-04-14", "festival", "泼水节"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("春节放假", 1),
        ("2027-02-30 休", 1),
        ("2027-02-15 休\n2027-02-15 班", 2),
        ("2027-02-15 至 2027-02-10 休", 1),
        ("2027-02-15 至 2027-03-15 休", 1),
        ("2027-02-15 假 春节", 1),
        ("0207-02-15 休", 1),
    ],
)
def test_what_is_no_day_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.args[0] == line
