"""Today: what lies on whose desk at each step, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import Post
from congress.queries.desk import LIMIT, Desk, desk
from congress.rules.roles import Role
from congress.services import assigning, handling, promises
from tests.factories import TODAY, World
from tests.stages import PROMISED

LATER = TODAY + dt.timedelta(days=120)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def of(world: World, name: str) -> Desk:
    user = getattr(world, name)
    user.__dict__.pop("_standing", None)
    return desk(user)


def verbs(world: World) -> dict[str, list[str]]:
    """What each persona has to do; those with nothing left out."""
    found = {name: [row.verb for row in of(world, name).rows] for name in world.PERSONAE}
    return {name: rows for name, rows in found.items() if rows}


STEPS = [
    ("draft", {"lead": ["继续写"]}),
    ("submitted", {"clerk": ["受理"]}),
    ("sent_back", {"lead": ["重新提交"]}),
    ("accepted", {"clerk": ["交办"]}),
    ("proposed", {"clerk": ["交办"], "gov_clerk": ["回复预分办"]}),
    ("handed_over", {"gov_clerk": ["转交"]}),
    ("forwarded", {"contact": ["签收"], "unit_leader": ["签收"]}),
    ("returning", {"gov_clerk": ["改派"]}),
    ("raised", {"clerk": ["改派"]}),
    ("signed", {"contact": ["答复"], "unit_leader": ["答复"]}),
    ("assisting", {"contact": ["答复"], "unit_leader": ["答复"], "rival": ["提会办意见"]}),
    ("opined", {"contact": ["答复"], "unit_leader": ["答复"]}),
    ("asking", {"clerk": ["决定延期"], "contact": ["答复"], "unit_leader": ["答复"]}),
    ("checking", {"gov_clerk": ["审核通过"]}),
    ("office_checking", {"clerk": ["审核通过"]}),
    ("answered", {"lead": ["评价"]}),
    ("evaluated", {"clerk": ["办结"]}),
    ("dissatisfied", {"clerk": ["重新办理"]}),
    ("reworked", {"contact": ["签收"], "unit_leader": ["签收"]}),
    ("used_up", {"clerk": ["记录会商"]}),
    ("tracking", {}),
    ("reported", {}),
    ("closed", {}),
]


@pytest.mark.parametrize(("stage", "wanted"), STEPS, ids=[stage for stage, _wanted in STEPS])
def test_each_step_lies_on_the_desk_of_whoever_has_to_make_it(world: World, stage: str, wanted: dict) -> None:
    getattr(world, stage)()
    assert verbs(world) == wanted


def test_a_promise_lies_on_the_units_desk_a_month_before_its_day(world: World) -> None:
    world.tracking()
    with clock.at(PROMISED - dt.timedelta(days=31)):
        assert of(world, "contact").rows == []
    with clock.at(PROMISED - dt.timedelta(days=30)):
        (row,) = of(world, "contact").rows
    assert (row.verb, row.due_on) == ("报告兑现", PROMISED)
    assert row.task.startswith("承诺：")


def test_a_reported_promise_lies_on_the_leads_desk_and_then_on_the_offices(world: World) -> None:
    promise = world.promise()
    with clock.at(PROMISED):
        promises.report_promise(actor=world.contact, promise=promise, text="已修复")
        (row,) = of(world, "lead").rows
        assert row.verb == "评价兑现"
        promise = world.fresh(promise)
        assert row.due_on == promise.evaluation_due_on
        assert of(world, "clerk").rows == []
    with clock.at(promise.evaluation_due_on + dt.timedelta(days=1)):
        (row,) = of(world, "clerk").rows
    assert row.verb == "确认兑现"


def test_a_silent_deputys_matter_comes_to_the_office_after_its_time(world: World) -> None:
    followup = world.fresh(world.answered().assignment.followup)
    with clock.at(followup.evaluation_due_on):
        assert of(world, "clerk").rows == []
    with clock.at(followup.evaluation_due_on + dt.timedelta(days=1)):
        (row,) = of(world, "clerk").rows
        assert (row.verb, row.task) == ("办结", "代表逾期未评价，可以办结")
        assert [row.verb for row in of(world, "lead").rows] == ["评价"]


def test_the_government_office_has_a_proposal_only_while_it_waits(world: World) -> None:
    followup = world.proposed()
    assigning.comment(actor=world.gov_clerk, followup=followup, agrees=True, text="")
    assert of(world, "gov_clerk").rows == []


def test_an_extension_lies_on_the_offices_desk_only_while_it_waits(world: World) -> None:
    row = world.asking()
    handling.refuse_extension(actor=world.clerk, assignment=row, answer="按期")
    assert of(world, "clerk").rows == []


def test_an_invitation_to_cosign_lies_on_the_desk(world: World) -> None:
    world.invited_only()
    (row,) = of(world, "cosigner").rows
    assert (row.verb, row.subject) == ("附议", "领衔 罗秀英（石门代表团）")


def test_a_row_says_what_by_when_and_why(world: World) -> None:
    row = world.fresh(world.signed())
    (found,) = of(world, "contact").rows
    assert found.title == "代表建议闭会第1号　关于修复石门至城关通乡公路路面的建议"
    assert found.subject == "罗秀英（石门代表团）"
    assert found.due_on == found.due.on == row.due_on
    assert found.due.lines
    assert found.do_url.endswith(f"/assignments/{row.pk}/reply/")


def test_the_office_is_told_whose_part_it_is(world: World) -> None:
    world.office_checking()
    (row,) = of(world, "clerk").rows
    assert row.task == "县交通运输局 · 答复待审核"


def test_the_nearest_date_stands_first(world: World) -> None:
    with clock.at(TODAY - dt.timedelta(days=3)):
        early = world.accepted(title="先提出的一件建议")
    world.accepted(title="后提出的一件建议")
    rows = of(world, "clerk").rows
    assert rows[0].title.endswith(early.title)
    assert [row.due_on for row in rows] == sorted(row.due_on for row in rows)


def test_figures_count_what_somebody_answers_for(world: World) -> None:
    world.signed()
    world.answered()
    world.handed_over()
    mine, office, member = (of(world, name).figures for name in ("contact", "clerk", "member"))
    # what is not forwarded yet has not reached the unit
    assert (mine.to_do, mine.waiting, mine.answered, mine.this_year) == (
        1,
        2,
        1,
        2,
    )
    assert (office.late, office.soon, office.this_year) == (0, 1, 3)
    assert member.this_year == 3
    assert of(world, "chairman").figures is None  # leaders have the overview instead
    assert of(world, "rival").figures.this_year == 0


@pytest.mark.parametrize("name", ["administrator", "auditor"])
def test_who_has_no_business_gets_no_figures(world: World, name: str) -> None:
    world.signed()
    found = of(world, name)
    assert (found.figures, found.rows) == (None, [])


def test_an_ended_post_empties_the_desk(world: World) -> None:
    world.signed()
    Post.objects.filter(person=world.contact.person).update(until=TODAY - dt.timedelta(days=1))
    assert of(world, "contact").rows == []


def test_somebody_with_two_parts_has_both_on_the_desk(world: World) -> None:
    world.signed()
    world.forwarded()
    Post.objects.create(person=world.contact.person, role=Role.CLERK, body=world.office, since=dt.date(2022, 1, 10))
    world.accepted()
    assert sorted(row.verb for row in of(world, "contact").rows) == ["交办", "答复", "签收"]


def test_a_long_desk_is_cut_and_says_so(world: World, monkeypatch) -> None:
    monkeypatch.setattr("congress.queries.desk.LIMIT", 2)
    assert LIMIT > 2
    for _again in range(3):
        world.accepted()
    found = of(world, "clerk")
    assert (len(found.rows), found.more) == (2, True)
