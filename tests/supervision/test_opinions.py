"""The life of a deliberation opinion, and every fault that is refused on its way."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.access import visible_to
from congress.models import (
    AgendaItem,
    Assignment,
    Department,
    Document,
    FollowUp,
    Notice,
    Parameter,
    Person,
    Post,
    User,
)
from congress.queries.desk import desk
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotKind
from congress.rules.documents.life import DocumentState
from congress.rules.followups import Clock, Mark
from congress.rules.meetings import MeetingKind
from congress.rules.roles import Role
from congress.services import assigning
from congress.services import handling as core_handling
from congress.services.balloting.preparing import Subject
from congress.services.base import command
from congress.services.documents.drafting import draft_from
from supervision.models import DeliberationOpinion, HandlingReport, OpinionItem
from supervision.queries.opinions.listing import item_lines
from supervision.queries.unfinished import unfinished
from supervision.rules.opinions import Assessment, Measure, Paper, items_of, rated
from supervision.services.opinions import deciding, drafting, handling, issuing, publishing
from tests import meetings, votes
from tests.factories import TODAY, World
from tests.opining import ITEMS, NUMBER, Story, held


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def story(world: World) -> Story:
    return Story(world)


def followups(story: Story) -> list[FollowUp]:
    return list(FollowUp.objects.filter(opinion_item__opinion=story.opinion).order_by("id"))


# -- Drafting and adoption ----------------------------------------------------------------------------------


def test_typed_items_lose_their_own_numbers() -> None:
    assert items_of("1.加快整治\n（二）健全机制\n三、落实资金\n十五个村尚未通水\n\n 2、 严格考核 ") == [
        "加快整治",
        "健全机制",
        "落实资金",
        "十五个村尚未通水",
        "严格考核",
    ]


def test_the_office_drafts_what_was_said(story: Story) -> None:
    opinion = story.drafted()
    assert (opinion.state, opinion.office.name) == ("draft", "财政经济工作委员会")
    assert [item.text for item in opinion.items.all()] == list(ITEMS)
    assert opinion.receiver == story.world.government_office
    assert opinion.draft_due_on == dt.date(2026, 3, 16)  # five days, rolled over a weekend


def test_a_unit_drafts_nothing_and_a_meeting_to_come_has_no_opinion(story: Story, world: World) -> None:
    story.drafted()
    item = story.opinion.agenda_item
    with pytest.raises(NotAllowed):
        drafting.draft(actor=world.gov_clerk, item=item, wording=story.wording())
    meeting = meetings.drafted(world)
    with pytest.raises(Incomplete, match="还没有举行"):
        drafting.draft(actor=world.other_clerk, item=meetings.item(meeting), wording=story.wording())


def test_only_a_chairpersons_meeting_that_was_held_adopts(story: Story, world: World) -> None:
    """主任会议通过（地方组织法第五十四条）."""
    opinion = story.drafted()
    planned = meetings.planned(world, MeetingKind.CHAIRPERSONS, TODAY)
    for meeting in (None, planned, opinion.agenda_item.meeting):
        with pytest.raises(Incomplete, match=r"主任会议|还没有举行"):
            drafting.adopt(actor=world.other_clerk, opinion=opinion, meeting=meeting)
    assert story.fresh().state == "draft"


def test_an_adopted_opinion_is_no_longer_changed(story: Story) -> None:
    opinion = story.adopted()
    assert (opinion.state, opinion.hand_over_due_on) == ("adopted", dt.date(2026, 3, 17))
    with pytest.raises(WrongState):
        drafting.revise(actor=story.clerk, opinion=opinion, wording=story.wording())


def test_two_clerks_on_one_draft_meet(story: Story) -> None:
    opinion = story.drafted()
    drafting.revise(
        actor=story.clerk, opinion=opinion, wording=story.wording(title="另一个标题"), version=opinion.version
    )
    with pytest.raises(Conflict):
        drafting.revise(actor=story.clerk, opinion=opinion, wording=story.wording(), version=opinion.version)


# -- Hand-over, recall, sign-for ----------------------------------------------------------------------------


def test_handed_over_every_item_is_followed(story: Story) -> None:
    opinion = story.handed_over()
    assert (opinion.state, opinion.number, opinion.report_due_on) == ("issued", NUMBER, dt.date(2026, 6, 10))
    rows = followups(story)
    assert [row.number for row in rows] == [f"{NUMBER}第1项", f"{NUMBER}第2项"]
    assert {row.state for row in rows} == {"pending"}
    entry = rows[0].deadlines.get(clock=Clock.REPLY)
    assert entry.kind == "local"  # the law names no days (监督法第十七条)


def test_nothing_is_handed_over_without_a_number(story: Story, world: World) -> None:
    opinion = story.adopted()
    with pytest.raises(Incomplete, match="编号印发"):
        issuing.hand_over(actor=story.clerk, opinion=opinion)
    document = draft_from(actor=world.other_clerk, key="opinion", pk=opinion.pk)
    with pytest.raises(Incomplete, match="还没有编号印发"):
        issuing.hand_over(actor=story.clerk, opinion=story.fresh())
    with command(None, "test"):
        Document.objects.filter(pk=document.pk).update(
            state=DocumentState.ISSUED, number=NUMBER, dated=TODAY, issued_on=TODAY
        )
    issuing.hand_over(actor=story.clerk, opinion=story.fresh())
    assert story.fresh().number == NUMBER


def test_the_document_is_drafted_once_with_what_the_opinion_says(story: Story, world: World) -> None:
    opinion = story.adopted()
    document = draft_from(actor=world.other_clerk, key="opinion", pk=opinion.pk)
    assert ITEMS[0] in document.body
    assert document.addressee == world.roads.name
    assert "主任会议通过" in document.adopted
    assert draft_from(actor=world.other_clerk, key="opinion", pk=opinion.pk) == document
    with pytest.raises(NotAllowed):
        draft_from(actor=world.gov_clerk, key="opinion", pk=opinion.pk)


def test_a_number_is_used_once(story: Story, world: World) -> None:
    story.handed_over()
    other = Story(world)
    other.opinion = DeliberationOpinion.objects.get(pk=story.opinion.pk)
    item = story.opinion.agenda_item
    opinion = drafting.draft(actor=story.clerk, item=item, wording=story.wording(title="另一件"))
    drafting.adopt(actor=story.clerk, opinion=opinion, meeting=story.chairs)
    with pytest.raises(Incomplete, match="已经用于"):
        issuing.hand_over(actor=story.clerk, opinion=opinion, number=NUMBER)


def test_recalled_before_anybody_signed(story: Story) -> None:
    story.handed_over()
    issuing.recall(actor=story.clerk, opinion=story.opinion, reason="文字有误，重新印发")
    assert story.fresh().state == "recalled"
    assert {row.state for row in followups(story)} == {"withdrawn"}
    assert not any(row.running.exists() for row in followups(story))


def test_not_recalled_after_sign_for_and_told_which_way_is_left(story: Story) -> None:
    story.signed()
    with pytest.raises(WrongState, match=r"已经签收.*请由主任会议另行通过"):
        issuing.recall(actor=story.clerk, opinion=story.opinion, reason="重新印发")
    assert story.fresh().state == "handling"


def test_only_the_receiver_signs_and_only_once(story: Story, world: World) -> None:
    opinion = story.handed_over()
    for user in (world.contact, world.rival, world.clerk):
        with pytest.raises(NotAllowed):
            issuing.sign_for(actor=user, opinion=opinion)
    issuing.sign_for(actor=world.gov_clerk, opinion=opinion)
    with pytest.raises(WrongState):
        issuing.sign_for(actor=world.gov_clerk, opinion=opinion)


def test_a_court_handles_its_items_itself(world: World) -> None:
    with command(None, "test"):
        person = Person.objects.create(county=world.county, name="法院联络员", pinyin_key="fayuan")
        Post.objects.create(person=person, department=world.court, role=Role.UNIT_CONTACT, since=dt.date(2024, 1, 1))
        user = User.objects.create_user("fayuan", county=world.county, person=person)
    story = Story(world, organ=world.court)
    opinion = story.handed_over()
    assert opinion.receiver == world.court
    issuing.sign_for(actor=user, opinion=opinion)
    assert {row.state for row in story.parts()} == {"handling"}
    with pytest.raises(WrongState, match="不需要分解"):
        handling.split(actor=user, opinion=story.fresh(), tasks={})
    assert {line.unit for line in item_lines(opinion.items.select_related("followup", "opinion__organ"))} == {
        str(world.court)
    }


# -- Splitting ----------------------------------------------------------------------------------------------


def test_an_item_without_a_department_is_refused_and_named(story: Story, world: World) -> None:
    opinion = story.signed()
    tasks = story.tasks()
    second = opinion.items.get(position=2).pk
    with pytest.raises(Incomplete, match="第2项没有承办单位"):
        handling.split(actor=world.gov_clerk, opinion=opinion, tasks={**tasks, second: handling.Task(None, "措施")})
    with pytest.raises(Incomplete, match="第2项没有写明措施"):
        handling.split(actor=world.gov_clerk, opinion=opinion, tasks={**tasks, second: handling.Task(world.roads)})
    assert not Assignment.objects.filter(followup__in=followups(story)).exists()
    assert story.fresh().split_on is None


def test_half_filled_in_is_kept_and_nothing_is_handed_on(story: Story, world: World) -> None:
    opinion = story.signed()
    first = opinion.items.get(position=1).pk
    handling.save_tasks(actor=world.gov_clerk, opinion=opinion, tasks={first: handling.Task(world.roads, "逐段整治")})
    assert OpinionItem.objects.get(pk=first).department == world.roads
    assert not Assignment.objects.filter(followup__in=followups(story)).exists()


def test_a_date_after_the_report_is_refused(story: Story, world: World) -> None:
    opinion = story.signed()
    late = handling.Task(world.roads, "措施", dt.date(2026, 7, 1))
    with pytest.raises(Incomplete, match="晚于书面报告的期限"):
        handling.split(actor=world.gov_clerk, opinion=opinion, tasks=dict.fromkeys(story.tasks(), late))


def test_split_units_get_the_date_of_the_hand_over(story: Story) -> None:
    story.handed_over()
    with clock.at(TODAY + dt.timedelta(days=5)):
        issuing.sign_for(actor=story.receiver, opinion=story.opinion)
        handling.split(actor=story.receiver, opinion=story.fresh(), tasks=story.tasks())
    assert {row.reply_due_on for row in story.parts()} == {dt.date(2026, 6, 10)}
    assert {row.note for row in story.parts()} == {"列入年度计划，逐段整治"}
    with pytest.raises(WrongState, match="已经分解"):
        handling.split(actor=story.receiver, opinion=story.fresh(), tasks=story.tasks())


def test_a_unit_of_another_system_is_refused(story: Story, world: World) -> None:
    story.signed()
    with pytest.raises(Incomplete, match="不属于政府系统"):
        handling.split(actor=world.gov_clerk, opinion=story.opinion, tasks=story.tasks(world.court))
    assert story.fresh().split_on is None


def test_an_extension_is_decided_once_and_a_fixed_date_stands(story: Story, world: World) -> None:
    story.split()
    row = story.parts()[0]
    assigning.sign_for(actor=world.contact, assignment=row)
    core_handling.ask_extension(actor=world.contact, assignment=row, reason="工程量大")
    core_handling.extend(actor=world.other_clerk, assignment=row, reason="同意")
    row.refresh_from_db()
    assert row.reply_due_on == dt.date(2026, 9, 10)
    with pytest.raises(WrongState, match="申请延期一次"):
        core_handling.ask_extension(actor=world.contact, assignment=row, reason="再延")


def test_a_date_the_meeting_set_is_not_extended(story: Story, world: World) -> None:
    story.split(report_by=dt.date(2026, 5, 29))
    row = story.parts()[0]
    assert row.reply_due_on == dt.date(2026, 5, 29)
    assigning.sign_for(actor=world.contact, assignment=row)
    with pytest.raises(WrongState, match="另定期限的不能延期"):
        core_handling.ask_extension(actor=world.contact, assignment=row, reason="工程量大")


def test_a_plan_is_asked_for_where_the_county_wants_one(story: Story, world: World) -> None:
    story.split()
    with pytest.raises(WrongState, match="没有要求报送方案"):
        handling.submit_plan(actor=world.gov_clerk, opinion=story.opinion, text="分三步办理")
    with command(None, "test"):
        Parameter.objects.filter(key="opinion.plan_required").update(value=True)
    handling.submit_plan(actor=world.gov_clerk, opinion=story.opinion, text="分三步办理")
    assert story.fresh().plan_on == TODAY


# -- The report ---------------------------------------------------------------------------------------------


def test_no_report_before_every_unit_has_reported(story: Story, world: World) -> None:
    story.split()
    with pytest.raises(WrongState, match="还有承办单位没有报告"):
        handling.submit_report(actor=world.gov_clerk, opinion=story.opinion, text="报告")


def test_no_written_report_before_the_office_was_heard(story: Story, world: World) -> None:
    """监督法第十七条: 征求意见后，向常务委员会提出书面报告."""
    story.answered()
    handling.submit_report(actor=world.gov_clerk, opinion=story.opinion, text="征求意见稿")
    with pytest.raises(WrongState):
        handling.report(actor=world.gov_clerk, opinion=story.fresh(), written=handling.Written("报告"))
    handling.comment(actor=story.clerk, opinion=story.fresh(), text="无不同意见")
    assert {row.state for row in followups(story)} == {"answered"}
    handling.report(actor=world.gov_clerk, opinion=story.fresh(), written=handling.Written("报告"))
    assert story.fresh().state == "reported"


def test_a_report_after_its_date_is_late_for_ever(story: Story, world: World) -> None:
    story.answered()
    handling.submit_report(actor=world.gov_clerk, opinion=story.opinion, text="征求意见稿")
    handling.comment(actor=story.clerk, opinion=story.fresh(), text="无不同意见")
    with clock.at(dt.date(2026, 6, 11)):
        report = handling.report(actor=world.gov_clerk, opinion=story.fresh(), written=handling.Written("报告"))
    assert (report.late, report.due_on, report.reported_on) == (True, dt.date(2026, 6, 10), dt.date(2026, 6, 11))
    FollowUp.objects.filter(opinion_item__opinion=story.opinion).update(reply_due_on=dt.date(2026, 12, 31))
    assert HandlingReport.objects.get(pk=report.pk).late


def test_a_report_on_its_last_day_is_in_time(story: Story, world: World) -> None:
    story.answered()
    handling.submit_report(actor=world.gov_clerk, opinion=story.opinion, text="征求意见稿")
    handling.comment(actor=story.clerk, opinion=story.fresh(), text="无不同意见")
    with clock.at(dt.date(2026, 6, 10)):
        report = handling.report(actor=world.gov_clerk, opinion=story.fresh(), written=handling.Written("报告"))
    assert not report.late


# -- Decision, vote, what follows ---------------------------------------------------------------------------


def test_filed_by_the_meeting_the_items_close_without_a_mark(story: Story) -> None:
    story.reported()
    with pytest.raises(Incomplete, match="主任会议"):
        deciding.file(actor=story.clerk, opinion=story.opinion, meeting=None)
    deciding.file(actor=story.clerk, opinion=story.opinion, meeting=story.chairs)
    assert story.fresh().state == "closed"
    rows = followups(story)
    assert {(row.state, row.dissatisfied) for row in rows} == {("closed", False)}
    assert {row.verdicts.get().mark for row in rows} == {""}


def test_what_was_promised_is_followed_after_the_file(story: Story) -> None:
    story.reported("正在落实", promised_by=dt.date(2026, 11, 30))
    deciding.file(actor=story.clerk, opinion=story.opinion, meeting=story.chairs)
    assert story.fresh().state == "closed"
    assert {row.state for row in followups(story)} == {"tracking"}


def test_a_second_deliberation_cannot_be_filed(world: World) -> None:
    story = Story(world, second=True)
    story.reported()
    with pytest.raises(WrongState, match="须再次审议，不能存查"):
        deciding.file(actor=story.clerk, opinion=story.opinion, meeting=story.chairs)
    item = story.table().tabled_item
    assert item is not None
    assert story.opinion.title in item.title
    assert item.kind == "opinion"


@pytest.mark.parametrize(
    ("counts", "state", "mark"),
    [((14, 8, 2), "closed", "good"), ((6, 10, 8), "closed", "fair"), ((6, 4, 14), "dissatisfied", "bad")],
)
def test_a_vote_of_the_house_is_the_finding_on_every_item(
    story: Story, world: World, counts: tuple[int, ...], state: str, mark: str
) -> None:
    """The class of the county's rule, read of all 27 members; nothing is typed by hand."""
    story.reported()
    item = story.table().tabled_item
    hall = votes.committee_hall(world)
    with command(None, "test"):
        AgendaItem.objects.filter(pk=item.pk).update(meeting=hall.meeting)
    item.refresh_from_db()
    subjects = (Subject("县人民政府"),)
    hall.closed(votes.paper(counts), BallotKind.ASSESSMENT, subjects=subjects, item=item, question="研究处理情况测评")
    assert story.fresh().state == state
    assert {row.verdicts.get().mark for row in followups(story)} == {mark}


def test_a_result_of_a_vote_elsewhere_is_recorded(story: Story) -> None:
    story.reported()
    story.table()
    story.meets()
    deciding.rate(actor=story.clerk, opinion=story.opinion, mark=Mark.GOOD)
    opinion = story.fresh()
    assert (opinion.state, opinion.result) == ("closed", "满意")
    assert {row.verdicts.get().mark for row in followups(story)} == {"good"}


@pytest.mark.parametrize(
    ("words", "mark"), [("满意", "good"), ("优秀", "good"), ("基本满意", "fair"), ("不满意", "bad"), ("", "")]
)
def test_classes_of_a_vote_as_marks(words: str, mark: str) -> None:
    assert rated(words) == mark


def test_no_result_before_the_meeting_was_held_and_no_without_a_reason(story: Story) -> None:
    story.reported()
    story.table()
    with pytest.raises(Incomplete, match="还没有举行"):
        deciding.rate(actor=story.clerk, opinion=story.opinion, mark=Mark.GOOD)
    story.meets()
    with pytest.raises(Incomplete, match="理由"):
        deciding.rate(actor=story.clerk, opinion=story.opinion, mark=Mark.BAD)


def dissatisfied(story: Story) -> None:
    story.table()
    story.meets()
    deciding.rate(actor=story.clerk, opinion=story.fresh(), mark=Mark.BAD, note="整治进度缓慢")


def test_dissatisfied_is_handled_and_reported_again_then_the_meeting_chooses(story: Story, world: World) -> None:
    story.reported()
    dissatisfied(story)
    assert story.fresh().state == "dissatisfied"
    with pytest.raises(WrongState, match="第一次测评不满意的"):
        deciding.follow(
            actor=story.clerk, opinion=story.opinion, measures=[Measure.QUESTION], meeting=story.chairs, note="x"
        )
    deciding.rehandle(actor=story.clerk, opinion=story.opinion, note="逐段整改")
    opinion = story.fresh()
    assert (opinion.round, opinion.state, opinion.report_due_on) == (2, "handling", dt.date(2026, 5, 11))
    assert {row.round for row in story.parts()} == {2}
    with clock.at(TODAY + dt.timedelta(days=20)):
        story.answer()
        story.report()
        dissatisfied(story)
        with pytest.raises(WrongState, match="请选择后续监督方式"):
            deciding.rehandle(actor=story.clerk, opinion=story.fresh(), note="再办")
        chairs = held(world, MeetingKind.CHAIRPERSONS, clock.today())
        with pytest.raises(Incomplete, match="后续监督方式"):
            deciding.follow(actor=story.clerk, opinion=story.opinion, measures=[], meeting=chairs, note="组织")
        made = deciding.follow(
            actor=story.clerk,
            opinion=story.opinion,
            measures=[Measure.SPECIAL_INQUIRY, Measure.INSPECTION],
            meeting=chairs,
            note="第三季度组织专题询问",
        )
    assert made.measures == ["special_inquiry", "inspection"]
    assert story.fresh().state == "closed"
    rows = followups(story)
    assert {(row.state, row.dissatisfied) for row in rows} == {("closed", True)}
    assert [report.round for report in opinion.reports.order_by("round")] == [1, 2]


def test_only_the_means_the_county_chose_may_follow(story: Story) -> None:
    story.drafted()
    assert deciding.measures_of(story.opinion) == list(Measure)
    with command(None, "test"):
        Parameter.objects.filter(key="assessment.after_second_failure").update(value=["inspection"])
    assert deciding.measures_of(story.opinion) == [Measure.INSPECTION]


def test_checks_are_recorded_with_their_assessment(story: Story) -> None:
    story.split()
    visit = deciding.Visit(TODAY, "石门镇", "何静、县交通运输局", "已整治12处隐患", Assessment.PARTLY)
    check = deciding.record_check(actor=story.clerk, opinion=story.opinion, visit=visit)
    assert (check.round, check.assessment) == (1, "partly")
    late = deciding.Visit(TODAY + dt.timedelta(days=1), "石门镇", "何静", "情况", Assessment.DONE)
    with pytest.raises(Incomplete, match="检查日期"):
        deciding.record_check(actor=story.clerk, opinion=story.opinion, visit=late)


def test_the_three_papers_are_published_and_told(story: Story) -> None:
    story.split()
    with pytest.raises(Incomplete, match="还没有提交"):
        publishing.record_notice(actor=story.clerk, opinion=story.opinion, paper=Paper.HANDLING, notified_on=TODAY)
    with pytest.raises(Incomplete, match="公开的地方"):
        publishing.record_notice(actor=story.clerk, opinion=story.opinion, paper=Paper.OPINION, published_on=TODAY)
    notice = publishing.record_notice(
        actor=story.clerk, opinion=story.opinion, paper=Paper.OPINION, published_on=TODAY, place="县人大网站"
    )
    assert notice.notified_on is None


# -- Who reads, who is told ---------------------------------------------------------------------------------


def reads(story: Story) -> set[str]:
    return {
        name
        for name, user in story.world.personae.items()
        if visible_to(user, DeliberationOpinion).filter(pk=story.opinion.pk).exists()
    }


LEADERS = {"director", "chairman", "vice_chairman"}


def test_a_draft_is_read_by_its_office_and_the_leaders_alone(story: Story) -> None:
    story.drafted()
    assert reads(story) == LEADERS | {"other_clerk"}


def test_no_organ_reads_another_organs_opinion(world: World) -> None:
    """The court's opinion is nothing to the government, and the other way round."""
    story = Story(world, organ=world.court)
    story.handed_over()
    assert not reads(story) & {"gov_clerk", "contact", "unit_leader", "rival"}


def test_a_unit_reads_the_items_it_has_and_the_rival_nothing(story: Story, world: World) -> None:
    story.signed()
    first, second = story.opinion.items.order_by("position")
    water = Department.objects.create(
        county=world.county,
        system="government_department",
        name="县水利局",
        short_name="县水利局",
        coordinator=world.government_office,
    )
    tasks = {first.pk: handling.Task(world.roads, "整治"), second.pk: handling.Task(water, "养护")}
    handling.split(actor=world.gov_clerk, opinion=story.opinion, tasks=tasks)
    assert {"contact", "unit_leader", "gov_clerk", "lead", "member"} <= reads(story)
    assert "rival" not in reads(story)
    assert set(visible_to(world.contact, OpinionItem)) == {first}
    assert set(visible_to(world.gov_clerk, OpinionItem)) == {first, second}


def test_a_draft_report_is_read_by_the_office_and_the_receiver(story: Story, world: World) -> None:
    story.answered()
    handling.submit_report(actor=world.gov_clerk, opinion=story.opinion, text="征求意见稿")
    seen = {name for name, user in world.personae.items() if visible_to(user, HandlingReport).exists()}
    assert {"gov_clerk", "other_clerk", "chairman"} <= seen
    assert not seen & {"contact", "rival", "lead", "outsider", "auditor", "administrator"}


def test_each_desk_shows_the_next_step(story: Story, world: World) -> None:
    story.handed_over()
    assert [row.verb for row in desk(world.gov_clerk).rows] == ["签收"]
    issuing.sign_for(actor=world.gov_clerk, opinion=story.opinion)
    rows = desk(world.gov_clerk).rows
    assert [row.verb for row in rows] == ["分解落实"]
    assert rows[0].due is not None
    assert rows[0].due.on == dt.date(2026, 6, 10)
    handling.split(actor=world.gov_clerk, opinion=story.fresh(), tasks=story.tasks())
    assert [row.verb for row in desk(world.contact).rows] == ["签收", "签收"]
    assert Notice.objects.filter(person=world.contact.person).exists()


def test_what_is_unfinished_is_offered_for_next_years_plan(story: Story, world: World) -> None:
    story.reported("未采纳")
    deciding.file(actor=story.clerk, opinion=story.opinion, meeting=story.chairs)
    found = unfinished(world.other_clerk, TODAY.year)
    assert [row.title for row in found] == list(ITEMS)
    assert found[0].source.startswith(NUMBER)
    assert unfinished(world.other_clerk, TODAY.year - 1) == []
    assert unfinished(world.rival, TODAY.year) == []
