"""A motion from its draft to its end, and every way in which it may go wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import AgendaItem, Ballot, Notice, Parameter, Person
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotState
from congress.rules.votes import Method
from congress.services.balloting import closing
from congress.services.base import command
from personnel.models import AppointmentLine, AppointmentMotion, Holding
from personnel.queries.checks import checked, settings_of
from personnel.rules.exams import ExamStanding
from personnel.rules.holdings import Ended
from personnel.rules.motions import MotionState
from personnel.rules.offices import Act, OfficeKind, Proposer
from personnel.rules.papers import PaperCode
from personnel.services import announcing, offices, preparing, voting, writing
from tests import personnel_stages as stages
from tests.factories import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with clock.at(TODAY):
        yield


def setting(key: str, value: object) -> None:
    """Change a setting of the house."""
    with command(None, "test"):
        Parameter.objects.filter(key=key, county=None).update(value=value)


def test_a_bureau_head_goes_from_the_motion_to_the_end(world: World) -> None:
    old = stages.held(world)
    motion = stages.announced(world, stages.entry(world, stages.OLD, Act.REMOVE), stages.entry(world))
    assert motion.state == MotionState.ANNOUNCED
    assert motion.announcement.number == "第1号"
    assert "段正淳为县民政局局长" in motion.announcement.body
    holding = Holding.objects.get(person__name=stages.NAME)
    assert (holding.since, holding.until) == (TODAY, None)
    old.refresh_from_db()
    assert (old.until, old.ended) == (TODAY, Ended.REMOVED)
    announcing.notify_proposer(actor=world.director, motion=motion)
    announcing.hand_out_certificates(actor=world.director, motion=motion, on=TODAY)
    announcing.file_above(actor=world.director, motion=motion, filed_on=TODAY)
    assert announcing.finish_motion(actor=world.director, motion=motion).state == MotionState.DONE
    holding.refresh_from_db()
    assert holding.certificate == "第1号-1"


# -- Who may bring in what -----------------------------------------------------------------------------
def test_the_wrong_proposer_is_refused_with_the_article(world: World) -> None:
    motion = writing.start_motion(actor=world.director, heading=stages.heading(world, Proposer.COURT_PRESIDENT))
    with pytest.raises(WrongState, match="应由县长提请，不能由县人民法院院长提请") as refused:
        writing.add_lines(actor=world.director, motion=motion, entries=[stages.entry(world)])
    assert "地方组织法（2022年修正）第五十条" in str(refused.value)


def test_the_court_president_brings_in_judges_and_the_court_law_says_so(world: World) -> None:
    judge = stages.office(world, OfficeKind.COURT_MEMBER, "县人民法院", "审判员", None)
    motion = writing.start_motion(actor=world.director, heading=stages.heading(world))
    with pytest.raises(WrongState, match=r"法官法.*第十八条"):
        writing.add_lines(actor=world.director, motion=motion, entries=[stages.entry(world, place=judge)])
    stages.draft(world, stages.entry(world, place=judge), proposer=Proposer.COURT_PRESIDENT)


def test_another_proposer_is_held_against_the_lines_already_there(world: World) -> None:
    motion = stages.draft(world)
    heading = stages.heading(world, Proposer.CHAIRPERSONS)
    with pytest.raises(WrongState, match="应由县长提请"):
        writing.revise_motion(actor=world.director, motion=motion, heading=heading)


def test_who_may_propose_a_deputy_head_is_the_countys_setting(world: World) -> None:
    place = stages.office(world, OfficeKind.DEPUTY_HEAD, "县人民政府", "副县长", 5)
    stages.draft(world, stages.entry(world, place=place))
    setting("appointment.deputy_head_proposer", "council")
    with pytest.raises(WrongState, match="应由主任会议提请"):
        stages.draft(world, stages.entry(world, "另一人", place=place))


def test_what_the_congress_elects_the_committee_does_not_appoint(world: World) -> None:
    head = stages.office(world, OfficeKind.COUNTY_HEAD, "县人民政府", "县长")
    with pytest.raises(WrongState, match="不由常委会任命"):
        stages.draft(world, stages.entry(world, place=head))
    stages.draft(world, stages.entry(world, act=Act.ACTING, place=head), proposer=Proposer.CHAIRPERSONS)


def test_a_member_of_the_committee_holds_no_state_office_unless_he_leaves_it(world: World) -> None:
    stages.member_named(world)
    with pytest.raises(WrongState, match=r"不得担任县民政局局长.*第四十七条"):
        stages.draft(world)
    stages.draft(world, stages.entry(world, leaves_committee=True))


def test_the_credentials_committee_is_made_of_members(world: World) -> None:
    place = stages.office(world, OfficeKind.CREDENTIALS, "代表资格审查委员会", "委员", None)
    with pytest.raises(WrongState, match="不是常委会组成人员"):
        stages.draft(world, stages.entry(world, place=place), proposer=Proposer.CHAIRPERSONS)
    stages.member_named(world)
    stages.draft(world, stages.entry(world, place=place), proposer=Proposer.CHAIRPERSONS)


# -- Lines ---------------------------------------------------------------------------------------------
def test_the_same_person_twice_in_a_batch_is_named(world: World) -> None:
    with pytest.raises(Incomplete, match="段正淳列了两次"):
        stages.draft(world, stages.entry(world), stages.entry(world, f" {stages.NAME} "))
    motion = stages.draft(world)
    with pytest.raises(Incomplete, match="列了两次"):
        writing.add_lines(actor=world.director, motion=motion, entries=[stages.entry(world)])
    assert motion.lines.count() == 1


def test_only_who_holds_an_office_can_leave_it(world: World) -> None:
    with pytest.raises(WrongState, match="现在没有担任县民政局局长"):
        stages.draft(world, stages.entry(world, act=Act.REMOVE))


def test_a_leaving_needs_its_reason(world: World) -> None:
    stages.held(world)
    with pytest.raises(Incomplete, match="请写明免去赵立人的理由"):
        stages.draft(world, stages.entry(world, stages.OLD, Act.REMOVE, reason=" "))


def test_an_office_that_is_not_vacant_is_refused_unless_the_motion_frees_it(world: World) -> None:
    stages.held(world)
    motion = stages.draft(world)
    with pytest.raises(WrongState, match="现由赵立人担任，没有空缺"):
        writing.table_motion(actor=world.director, motion=motion)
    stages.tabled(world, stages.entry(world, stages.OLD, Act.REMOVE), stages.entry(world))


def test_a_motion_without_its_signature_or_its_lines_is_not_tabled(world: World) -> None:
    motion = writing.start_motion(actor=world.director, heading=stages.heading(world, signed_by=""))
    with pytest.raises(WrongState, match="还没有填写人选"):
        writing.table_motion(actor=world.director, motion=motion)
    writing.add_lines(actor=world.director, motion=motion, entries=[stages.entry(world)])
    with pytest.raises(Incomplete, match="须由县长签署"):
        writing.table_motion(actor=world.director, motion=motion)


def test_nobody_but_the_general_office_handles_motions(world: World) -> None:
    motion = stages.draft(world)
    for name in ("clerk", "other_clerk", "chairman", "member", "unit_leader", "administrator"):
        with pytest.raises(NotAllowed):
            writing.table_motion(actor=getattr(world, name), motion=motion)
        with pytest.raises(NotAllowed):
            writing.start_motion(actor=getattr(world, name), heading=stages.heading(world))


# -- Papers, examination, complaints -------------------------------------------------------------------
def test_a_motion_does_not_pass_while_papers_marks_or_findings_are_missing(world: World) -> None:
    motion = stages.tabled(world)
    line = stages.only_line(motion)
    with pytest.raises(WrongState, match="材料还没有收齐"):
        preparing.check_motion(actor=world.director, motion=motion)
    preparing.tick_papers(actor=world.director, motion=motion, received={line.pk: list(PaperCode)})
    with pytest.raises(WrongState, match="考试还没有全部合格"):
        preparing.check_motion(actor=world.director, motion=motion)
    preparing.record_exam(actor=world.director, line=line, sat_on=TODAY, mark=59)
    preparing.record_exam(actor=world.director, line=line, sat_on=TODAY, mark=60)
    told = preparing.Heard(complaint_on=TODAY, complaint="反映个人事项报告不实")
    preparing.record_hearing(actor=world.director, line=line, heard=told)
    with pytest.raises(WrongState, match="反映还没有核查清楚"):
        preparing.check_motion(actor=world.director, motion=motion)
    told = preparing.Heard(complaint_on=TODAY, complaint="反映", finding_on=TODAY, finding="经核查不属实")
    preparing.record_hearing(actor=world.director, line=line, heard=told)
    assert preparing.check_motion(actor=world.director, motion=motion).state == MotionState.CHECKED


def test_there_is_one_resit_and_no_second(world: World) -> None:
    line = stages.only_line(stages.tabled(world))
    for mark in (40, 50):
        preparing.record_exam(actor=world.director, line=line, sat_on=TODAY, mark=mark)
    with pytest.raises(WrongState, match="只能补考一次"):
        preparing.record_exam(actor=world.director, line=line, sat_on=TODAY, mark=90)


def test_where_the_county_asks_for_no_examination_none_is_wanted(world: World) -> None:
    setting("exam.required", False)
    motion = stages.tabled(world)
    line = stages.only_line(motion)
    preparing.tick_papers(actor=world.director, motion=motion, received={line.pk: list(PaperCode)})
    assert preparing.check_motion(actor=world.director, motion=motion).state == MotionState.CHECKED


def test_the_chairpersons_meeting_may_hold_a_motion_back(world: World) -> None:
    motion = stages.checked(world)
    preparing.hear_motion(actor=world.director, motion=motion, heard_on=TODAY, held="需要进一步了解")
    with pytest.raises(WrongState, match="主任会议决定暂缓"):
        preparing.schedule_motion(actor=world.director, motion=motion, meeting=stages.hall(world).meeting)


# -- The meeting ---------------------------------------------------------------------------------------
def test_a_motion_tabled_too_late_needs_its_reason_and_says_by_which_rule(world: World) -> None:
    motion = stages.checked(world)
    meeting = stages.planned_meeting(world)
    with command(None, "test"):
        type(meeting).objects.filter(pk=meeting.pk).update(starts_on=TODAY + dt.timedelta(days=5))
    meeting.refresh_from_db()
    with pytest.raises(Incomplete, match=r"不足10日，本县规定应在.*本县任免办法.*第五条"):
        preparing.schedule_motion(actor=world.director, motion=motion, meeting=meeting)
    reason = "人选刚刚确定，已向主任会议说明"
    motion = preparing.schedule_motion(actor=world.director, motion=motion, meeting=meeting, late_reason=reason)
    assert motion.late_reason == reason


def test_a_motion_tabled_in_time_needs_no_reason_and_its_item_names_nobody(world: World) -> None:
    motion = preparing.schedule_motion(
        actor=world.director, motion=stages.checked(world), meeting=stages.planned_meeting(world)
    )
    item = AgendaItem.objects.get(pk=motion.item_id)
    assert (item.title, item.restricted, motion.late_reason) == ("审议人事任免事项", True, "")


def test_a_second_motion_joins_the_meetings_item(world: World) -> None:
    meeting = stages.planned_meeting(world)
    first = preparing.schedule_motion(actor=world.director, motion=stages.checked(world), meeting=meeting)
    place = stages.office(world, organ="县司法局")
    other = stages.checked(world, stages.entry(world, "另一人", place=place))
    second = preparing.schedule_motion(actor=world.director, motion=other, meeting=meeting)
    assert first.item_id == second.item_id


# -- The vote ------------------------------------------------------------------------------------------
def test_half_of_all_is_not_enough_for_an_appointment(world: World) -> None:
    stages.hall(world, members=26)
    motion = stages.voted(world, in_favour=13)
    line = stages.only_line(motion)
    assert (line.outcome, line.effective_on) == ("failed", None)
    assert not Holding.objects.exists()
    assert not Person.objects.filter(name=stages.NAME).exists()
    assert stages.voted(world, stages.entry(world, "另一人"), in_favour=14).lines.get().outcome == "passed"


def test_a_rejected_name_is_told_to_the_proposer_and_not_announced(world: World) -> None:
    motion = stages.voted(world, in_favour=9)
    with pytest.raises(WrongState, match="没有通过的事项"):
        announcing.draft_announcement(actor=world.director, motion=motion)
    motion = announcing.notify_proposer(actor=world.director, motion=motion)
    assert announcing.finish_motion(actor=world.director, motion=motion).state == MotionState.DONE


def test_somebody_rejected_twice_is_warned_of_or_refused_as_the_county_says(world: World) -> None:
    for _again in range(2):
        stages.voted(world, in_favour=9)
    third = stages.only_line(stages.draft(world))
    assert third.failures == 2
    setting("nomination.failed_twice", "block")
    with pytest.raises(WrongState, match=r"两次未获通过.*本县任免办法.*第七条"):
        stages.draft(world)


def test_on_one_sheet_everybody_is_counted_by_name(world: World) -> None:
    place = stages.office(world, organ="县司法局")
    motion = stages.ready(world, stages.entry(world), stages.entry(world, "另一人", place=place))
    ballot = Ballot.objects.get(pk=motion.lines.values("ballot")[:1])
    stages.count(world, ballot, 20, 9)
    assert list(motion.lines.order_by("position").values_list("outcome", flat=True)) == ["passed", "failed"]
    assert stages.fresh(motion).state == MotionState.VOTED


def test_one_by_one_makes_a_ballot_for_each_and_the_motion_waits_for_the_last(world: World) -> None:
    place = stages.office(world, organ="县司法局")
    motion = stages.ready(world, stages.entry(world), stages.entry(world, "另一人", place=place), one_sheet=False)
    first, second = Ballot.objects.filter(pk__in=motion.lines.values("ballot")).order_by("pk")
    stages.count(world, first, 20)
    assert stages.fresh(motion).state == MotionState.VOTING
    stages.count(world, second, 20)
    assert stages.fresh(motion).state == MotionState.VOTED


def test_an_office_is_freed_before_it_is_filled_on_the_sheet(world: World) -> None:
    stages.held(world)
    motion = stages.ready(world, stages.entry(world), stages.entry(world, stages.OLD, Act.REMOVE))
    ballot = Ballot.objects.get(pk=motion.lines.values("ballot")[:1])
    assert list(ballot.lines.values_list("name", flat=True)) == [stages.OLD, stages.NAME]
    stages.count(world, ballot, 22)
    assert Holding.objects.filter(until=None).get().person.name == stages.NAME


def test_a_vote_that_is_repeated_counts_for_the_same_lines(world: World) -> None:
    motion = stages.ready(world)
    ballot = Ballot.objects.get(pk=motion.lines.values("ballot")[:1])
    closing.cancel_ballot(actor=world.director, ballot=ballot, reason="票印错")
    again = closing.repeat_ballot(actor=world.director, ballot=ballot, reason="票印错，重新表决")
    stages.count(world, again, 22)
    assert stages.only_line(motion).outcome == "passed"
    assert stages.fresh(motion).state == MotionState.VOTED


def test_a_motion_is_withdrawn_before_the_vote_and_not_while_sheets_are_out(world: World) -> None:
    motion = stages.scheduled(world)
    withdrawn = writing.withdraw_motion(actor=world.director, motion=motion, reason="第3次主任会议同意撤回")
    assert withdrawn.state == MotionState.WITHDRAWN
    other = stages.ready(world)
    with pytest.raises(WrongState, match="请先将表决作废"):
        writing.withdraw_motion(actor=world.director, motion=other, reason="同意撤回")
    ballot = Ballot.objects.get(pk=other.lines.values("ballot")[:1])
    closing.cancel_ballot(actor=world.director, ballot=ballot, reason="提请撤回")
    writing.withdraw_motion(actor=world.director, motion=other, reason="第3次主任会议同意撤回")
    assert Ballot.objects.get(pk=ballot.pk).state == BallotState.VOID


def test_a_hundred_assessors_are_voted_on_one_sheet(world: World) -> None:
    place = stages.office(world, OfficeKind.ASSESSOR, "县人民法院", "人民陪审员", None)
    names = [f"陪审员{n:03d}" for n in range(100)]
    entries = [stages.entry(world, name, place=place) for name in names]
    motion = stages.voted(world, *entries, proposer=Proposer.COURT_PRESIDENT)
    assert Ballot.objects.filter(pk__in=motion.lines.values("ballot")).count() == 1
    assert Holding.objects.filter(office=place, until=None).count() == 100
    assert motion.state == MotionState.VOTED


def test_a_dismissal_needs_the_defence_a_secret_vote_and_its_movers(world: World) -> None:
    stages.held(world)
    leaving = stages.entry(world, stages.OLD, Act.DISMISS, reason="严重违纪")
    motion = stages.scheduled(world, leaving)
    line = stages.only_line(motion)
    way = voting.Way(scrutineers=("监票甲",), tellers=("计票乙",))
    with pytest.raises(WrongState, match="须先听取本人申辩"):
        voting.prepare_votes(actor=world.director, motion=motion, way=way)
    heard = preparing.Heard(defended_on=TODAY, defence="书面申辩意见已印发")
    preparing.record_hearing(actor=world.director, line=line, heard=heard)
    with pytest.raises(Incomplete, match="无记名投票方式"):
        voting.prepare_votes(actor=world.director, motion=motion, way=voting.Way(method=Method.HANDS))
    voting.prepare_votes(actor=world.director, motion=motion, way=way)


def test_a_fifth_of_the_members_may_move_a_dismissal(world: World) -> None:
    stages.hall(world, members=27)
    stages.held(world)
    for signers, enough in ((5, False), (6, True)):
        heading = stages.heading(world, Proposer.MEMBERS, signers=signers, signed_by="")
        motion = writing.start_motion(actor=world.director, heading=heading)
        leaving = stages.entry(world, stages.OLD, Act.DISMISS)
        writing.add_lines(actor=world.director, motion=motion, entries=[leaving])
        if enough:
            writing.table_motion(actor=world.director, motion=motion)
        else:
            with pytest.raises(Incomplete, match=r"全体27人，须6人以上，现有5人.*监督法.*第六十一条"):
                writing.table_motion(actor=world.director, motion=motion)


def test_what_ends_by_itself_is_reported_without_a_vote(world: World) -> None:
    old = stages.held(world)
    motion = stages.scheduled(world, stages.entry(world, stages.OLD, Act.END, reason="去世"))
    motion = voting.report_endings(actor=world.director, motion=motion)
    old.refresh_from_db()
    assert (motion.state, old.ended) == (MotionState.VOTED, Ended.BY_ITSELF)


# -- Offices -------------------------------------------------------------------------------------------
def test_a_renamed_body_asks_whether_to_appoint_anew(world: World) -> None:
    old = stages.held(world)
    with pytest.raises(Incomplete, match="是否重新任命"):
        offices.rename_office(actor=world.director, office=old.office, organ="县民政和社会事务局", title="局长")
    fresh = offices.rename_office(
        actor=world.director, office=old.office, organ="县民政和社会事务局", title="局长", reappoint=False
    )
    assert fresh.holdings.get(until=None).person == old.person
    old.refresh_from_db()
    assert old.ended == Ended.ABOLISHED


def test_where_the_county_reappoints_a_renamed_office_stands_empty(world: World) -> None:
    setting("appointment.renamed_body", "reappoint")
    old = stages.held(world)
    fresh = offices.rename_office(actor=world.director, office=old.office, organ="县民政事务局", title="局长")
    assert not fresh.holdings.exists()


def test_one_person_may_hold_several_offices(world: World) -> None:
    old = stages.held(world)
    other = stages.office(world, organ="县民族宗教事务局")
    row = offices.record_holding(
        actor=world.director, office=other, person=old.person, since=TODAY, act="县十八届人大常委会第九次会议"
    )
    assert set(Holding.objects.on(TODAY).filter(person=old.person)) == {old, row}


def test_nothing_is_told_to_anybody_before_the_result(world: World) -> None:
    stages.ready(world)
    assert not [row for row in Notice.objects.all() if stages.NAME in f"{row.title}{row.text}"]


def test_exam_standing_is_read_from_all_sittings_of_the_term(world: World) -> None:
    first = stages.tabled(world)
    preparing.record_exam(actor=world.director, line=stages.only_line(first), sat_on=TODAY, mark=75)
    second = stages.draft(world, stages.entry(world, place=stages.office(world, organ="县司法局")))
    assert checked(second, settings_of(world.county))[0].exam is ExamStanding.PASSED
    assert AppointmentMotion.objects.count() == 2
    assert AppointmentLine.objects.count() == 2
