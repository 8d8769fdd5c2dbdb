"""Lists of what the audit found, through the commands, and the faults that are refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from congress import clock
from congress.access import visible_to
from congress.models import Deadline, FollowUp
from congress.refusals import Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.followups import Clock, FollowUpState, Mark
from congress.services import judging
from supervision.models import AuditList, AuditProblem
from supervision.queries.audits import law_due, page_of
from supervision.rules.audits import AuditState
from supervision.services import audits
from supervision.services.reading import problems_of
from tests import normative as stages
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def test_a_list_has_the_laws_six_months(world: World) -> None:
    row = stages.audit_list(world)
    due = law_due(row)
    assert row.due_on == dt.date(2026, 8, 8)
    assert due.is_law
    assert "监督法" in due.basis


def test_a_year_has_one_list(world: World) -> None:
    stages.audit_list(world)
    with pytest.raises(Incomplete):
        stages.audit_list(world)


def test_a_problem_is_not_planned_after_the_laws_date(world: World) -> None:
    row = stages.audit_list(world)
    late = audits.Problem(world.roads, "问题", planned_on=row.due_on + dt.timedelta(days=1))
    with pytest.raises(Incomplete, match="监督法第二十七条"):
        audits.add_problems(actor=world.other_clerk, audit=row, problems=[late])


def test_an_empty_list_is_not_handed_over(world: World) -> None:
    row = audits.start_list(
        actor=world.other_clerk, office=stages.finance_office(world), year=2024, source="报告", reported_on=TODAY
    )
    with pytest.raises(Incomplete):
        audits.hand_over_list(actor=world.other_clerk, audit=row)


def test_every_problem_becomes_a_matter_with_a_local_date_of_its_own(world: World) -> None:
    row = stages.handed_over(world)
    first, second = row.problems.order_by("position")
    entries = Deadline.objects.filter(clock=Clock.REPLY, assignment__followup__in=[first.followup, second.followup])
    found = {entry.assignment.followup_id: entry for entry in entries.select_related("assignment")}
    assert found[first.followup_id].due_on == first.planned_on
    assert found[second.followup_id].due_on == row.due_on
    assert {entry.kind for entry in entries} == {"local"}
    assert row.state == AuditState.HANDED_OVER


def test_a_list_that_was_handed_over_takes_no_more_problems(world: World) -> None:
    row = stages.handed_over(world)
    with pytest.raises(WrongState):
        audits.add_problems(actor=world.other_clerk, audit=row, problems=[audits.Problem(world.roads, "新问题")])
    with pytest.raises(WrongState):
        audits.hand_over_list(actor=world.other_clerk, audit=row)


def test_a_date_that_has_passed_is_not_handed_over(world: World) -> None:
    row = stages.audit_list(world)
    with clock.at(TODAY + dt.timedelta(days=100)), pytest.raises(Incomplete, match="已过"):
        audits.hand_over_list(actor=world.other_clerk, audit=row)


@pytest.mark.parametrize("name", ["clerk", "gov_clerk", "contact", "member", "lead", "auditor"])
def test_others_hand_nothing_over(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        audits.hand_over_list(actor=getattr(world, name), audit=stages.audit_list(world))


def test_a_unit_reads_its_own_problem_alone(world: World) -> None:
    row = stages.handed_over(world)
    first = row.problems.order_by("position").first()
    stages.mend(world, row)
    assert list(visible_to(world.contact, AuditProblem)) == [first]
    assert not visible_to(world.contact, AuditList).exists()
    assert not visible_to(world.lead, AuditProblem).exists()


def test_what_is_mended_is_counted_by_problems_and_money(world: World) -> None:
    row = stages.handed_over(world)
    stages.mend(world, row)
    page = page_of(world.director, row)
    done = next(share for share in page.shares if share.code == "done")
    assert (done.sum.count, done.sum.amount, done.of_count, done.of_amount) == (
        1,
        Decimal("120.50"),
        Decimal("50.0"),
        Decimal("100.0"),
    )
    assert [one.problem.position for one in page_of(world.director, row, "open").rows] == [2]


def test_the_office_judges_and_sends_back_what_is_not_mended(world: World) -> None:
    row = stages.handed_over(world)
    stages.mend(world, row, "未完成")
    followup = FollowUp.objects.get(pk=row.problems.order_by("position").first().followup_id)
    assert followup.state == FollowUpState.ANSWERED
    with pytest.raises(Incomplete):
        judging.judge(actor=world.other_clerk, followup=followup, finding=judging.Finding(Mark.BAD, "核对", TODAY))
    judging.judge(
        actor=world.other_clerk, followup=followup, finding=judging.Finding(Mark.BAD, "核对", TODAY, "资金仍未拨付")
    )
    followup.refresh_from_db()
    assert followup.state == FollowUpState.EVALUATED


def test_a_mended_problem_is_closed_by_the_office(world: World) -> None:
    row = stages.handed_over(world)
    stages.mend(world, row)
    followup = FollowUp.objects.get(pk=row.problems.order_by("position").first().followup_id)
    judging.judge(actor=world.other_clerk, followup=followup, finding=judging.Finding(Mark.GOOD, "核对", TODAY))
    followup.refresh_from_db()
    assert followup.state == FollowUpState.CLOSED


def test_the_report_is_heard_by_the_committee_and_then_published(world: World) -> None:
    row = stages.handed_over(world)
    with pytest.raises(WrongState):
        audits.publish_list(actor=world.other_clerk, audit=row, on=TODAY, where="县人大网站")
    chairs = stages.held(world, "chairpersons", 40)
    for meeting in (None, chairs):
        with pytest.raises(Refusal, match="监督法第二十七条"):
            audits.report_on_list(actor=world.other_clerk, audit=row, meeting=meeting)
    row = audits.report_on_list(
        actor=world.other_clerk, audit=row, meeting=stages.held(world, "standing_committee", 30)
    )
    with pytest.raises(Incomplete):
        audits.publish_list(actor=world.other_clerk, audit=row, on=TODAY, where="")
    assert audits.publish_list(actor=world.other_clerk, audit=row, on=TODAY, where="县人大网站").published_on == TODAY


GOOD = "整改单位\t问题\t金额（万元）\t整改要求\t整改期限\n县交通运输局\t资金滞留\t1,120.5\t拨付\t2026-06-30\n"


def test_a_pasted_list_becomes_problems(world: World) -> None:
    (one,) = problems_of(world.county, GOOD.encode(), "", 2025)
    assert (one.unit, one.amount, one.planned_on) == (world.roads, Decimal("1120.50"), dt.date(2026, 6, 30))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("县不存在局\t资金滞留\t1\t拨付\t2026-06-30", "不在通讯录里"),
        ("县交通运输局\t\t1\t拨付\t2026-06-30", "没有写问题"),
        ("县交通运输局\t资金滞留\t很多\t拨付\t2026-06-30", "不是以万元计的数"),
        ("县交通运输局\t资金滞留\t-5\t拨付\t2026-06-30", "不是以万元计的数"),
        ("县交通运输局\t资金滞留\t1\t拨付\t年底", "不是日期"),
    ],
)
def test_a_line_that_cannot_be_read_keeps_the_whole_list_out(world: World, line: str, why: str) -> None:
    with pytest.raises(Incomplete, match=why):
        problems_of(world.county, (GOOD + line + "\n").encode(), "", 2025)


def test_a_rectification_stands_on_the_desks_of_those_who_have_to_act(world: World, client_of) -> None:
    row = stages.handed_over(world)
    title = row.problems.order_by("position").first().problem
    assert title in client_of(world.gov_clerk).get(reverse("today")).content.decode()
    assert str(row) in client_of(world.other_clerk).get(reverse("today")).content.decode()


def test_a_problem_without_a_date_of_its_own_shows_the_lists(world: World, client) -> None:
    row = stages.audit_list(world)
    client.force_login(world.other_clerk)
    text = client.get(reverse("audit", args=[row.pk])).content.decode()
    unplanned = text.partition("预算编制不细")[2]
    assert "2026-08-08" in unplanned.partition("</tr>")[0]
