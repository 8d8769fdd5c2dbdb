"""Meetings from the call for topics to the closing: what the commands do and refuse."""

from __future__ import annotations

import datetime as dt

import pytest

from congress import clock
from congress.models import AgendaItem, Attendance, Deadline, Material, Meeting, Notice, Person, Post, Running, Speech
from congress.queries.meetings.page import page_of
from congress.queries.meetings.presence import present
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.followups import Clock
from congress.rules.meetings import Answer, ItemKind, ItemState, MeetingKind, MeetingState, Quality
from congress.rules.roles import Role
from congress.services.meetings import agenda, inviting, materials, minutes, moving, planning, sitting, topics
from tests import meetings as at
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def item_of(meeting: Meeting, kind: str = ItemKind.REPORT) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__county", "meeting__term").get(meeting=meeting, kind=kind)


# -- Planning --------------------------------------------------------------------------------------


def test_numbers_go_on_per_kind_and_a_taken_one_is_refused(world: World) -> None:
    assert [at.planned(world, on=day).number for day in (at.DAY, at.LATER)] == [1, 2]
    assert at.planned(world, MeetingKind.CHAIRPERSONS).number == 1
    plan = planning.Plan(MeetingKind.STANDING_COMMITTEE, at.when(), number=2)
    with pytest.raises(Incomplete, match="已经登记过了"):
        planning.plan_meeting(actor=world.director, plan=plan)
    plan = planning.Plan(MeetingKind.STANDING_COMMITTEE, at.when(), number=40)
    assert planning.plan_meeting(actor=world.director, plan=plan).name == "第十八届人大常委会第四十次会议"


@pytest.mark.parametrize("name", ["clerk", "chairman", "lead", "contact", "township_clerk", "administrator"])
def test_only_the_general_office_enters_meetings(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        planning.plan_meeting(actor=getattr(world, name), plan=planning.Plan(MeetingKind.CHAIRPERSONS, at.when()))
    assert not Meeting.objects.exists()


def test_a_committees_own_staff_enters_its_meetings(world: World) -> None:
    body = world.other_clerk.person.posts.get().body
    meeting = planning.plan_meeting(actor=world.other_clerk, plan=planning.Plan(MeetingKind.COMMITTEE, at.when(), body))
    assert meeting.body == body
    with pytest.raises(NotAllowed):
        planning.plan_meeting(actor=world.clerk, plan=planning.Plan(MeetingKind.COMMITTEE, at.when(), body))


def test_days_out_of_order_are_refused(world: World) -> None:
    wrong = planning.When(at.DAY, dt.time(9), "会议厅", ends_on=at.DAY - dt.timedelta(days=1))
    with pytest.raises(Incomplete):
        planning.plan_meeting(actor=world.director, plan=planning.Plan(MeetingKind.CHAIRPERSONS, wrong))
    early = planning.Plan(MeetingKind.CHAIRPERSONS, at.when(dt.date(2019, 1, 1)))
    with pytest.raises(Incomplete, match="任期"):
        planning.plan_meeting(actor=world.director, plan=early)


# -- Topics and agenda -----------------------------------------------------------------------------


def test_materials_run_back_from_the_meeting_by_the_law_and_never_roll(world: World) -> None:
    item = item_of(at.drafted(world))
    due = dict(item.materials.values_list("clock", "due_on"))
    assert due == {
        "to_committee": at.DAY - dt.timedelta(days=20),
        "to_standing_committee": at.DAY - dt.timedelta(days=10),
        "to_members": at.DAY - dt.timedelta(days=7),
    }
    entry = Deadline.objects.get(item=item, clock="to_committee")
    assert (entry.kind, entry.basis.citation) == ("law", "监督法（2024年修正）第十五条")
    assert Running.objects.filter(item=item).count() == 3


def test_a_date_on_a_day_of_rest_stands(world: World) -> None:
    """监督法 §15 counted from 2026-10-21: 20 days before is in the holiday of October, and stays there."""
    item = item_of(at.drafted(world, dt.date(2026, 10, 21)))
    entry = Deadline.objects.get(item=item, clock="to_committee")
    assert entry.due_on == dt.date(2026, 10, 1)
    assert "not_rolled" in {code for code, _params in entry.steps}


def test_a_report_names_its_organ(world: World) -> None:
    meeting = at.planned(world)
    with pytest.raises(Incomplete) as caught:
        topics.propose_topic(actor=world.clerk, meeting=meeting, topic=topics.Topic(ItemKind.REPORT, "听取报告"))
    assert "organ" in caught.value.fields


def test_an_appointment_is_always_restricted(world: World) -> None:
    assert item_of(at.drafted(world), ItemKind.APPOINTMENT).restricted


@pytest.mark.parametrize("name", ["lead", "member", "contact", "auditor"])
def test_topics_come_from_offices_and_leaders(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        topics.propose_topic(actor=getattr(world, name), meeting=at.planned(world), topic=at.report(world))


def test_what_is_not_taken_up_awaits_nothing(world: World) -> None:
    meeting = at.drafted(world)
    item = item_of(meeting)
    lines = [agenda.Line(item.pk, taken=False, place=2)]
    agenda.arrange_agenda(actor=world.director, meeting=meeting, lines=lines)
    item.refresh_from_db()
    assert (item.state, item.materials.count(), Running.objects.filter(item=item).count()) == (ItemState.CALLED, 0, 0)
    assert Deadline.objects.filter(item=item).count() == 3


def test_two_clerks_on_one_agenda_the_second_is_told(world: World) -> None:
    meeting = at.drafted(world)
    first, second = meeting.items.order_by("position")
    turned = [agenda.Line(second.pk, taken=True, place=1), agenda.Line(first.pk, taken=True, place=2)]
    agenda.arrange_agenda(actor=world.director, meeting=meeting, lines=turned, version=meeting.version)
    with pytest.raises(Conflict) as caught:
        agenda.arrange_agenda(actor=world.director, meeting=meeting, lines=[], version=meeting.version)
    assert caught.value.current.pk == meeting.pk
    assert [row.pk for row in meeting.items.order_by("position")] == [second.pk, first.pk]


def test_items_are_combined_under_one_title(world: World) -> None:
    meeting = at.drafted(world)
    more = topics.propose_topic(actor=world.clerk, meeting=meeting, topic=at.report(world, "听取公路养护情况的报告"))
    title = "听取和审议通乡公路建设和养护情况的报告"
    agenda.combine_items(actor=world.director, meeting=meeting, items=[item_of_title(at.REPORT), more], title=title)
    assert AgendaItem.objects.get(title=title).state == ItemState.DRAFTED
    more.refresh_from_db()
    assert (more.state, title in more.outcome) == (ItemState.DROPPED, True)
    with pytest.raises(Incomplete):
        agenda.combine_items(actor=world.director, meeting=meeting, items=[more], title=title)


def item_of_title(title: str) -> AgendaItem:
    return AgendaItem.objects.get(title=title)


def test_a_standing_committees_agenda_is_drawn_up_by_a_chairpersons_meeting(world: World) -> None:
    meeting = at.drafted(world)
    with pytest.raises(Incomplete, match="第五十四条"):
        agenda.adopt_agenda(actor=world.director, meeting=meeting)
    to_come = at.planned(world, MeetingKind.CHAIRPERSONS, TODAY)
    with pytest.raises(Incomplete, match="还没有开"):
        agenda.adopt_agenda(actor=world.director, meeting=meeting, by=to_come)
    by = at.chairs_held(world)
    agenda.adopt_agenda(actor=world.director, meeting=meeting, by=by)
    meeting = at.fresh(meeting)
    assert (meeting.agenda_adopted_on, meeting.agenda_adopted_by_id) == (TODAY, by.pk)
    assert set(meeting.items.values_list("state", flat=True)) == {ItemState.ADOPTED}
    told = Notice.objects.filter(meeting=meeting, title="请报送会议材料").select_related("person")
    assert {row.person.name for row in told} == {"赵敏", "何静"}
    assert "2026年4月3日" in told[0].text
    with pytest.raises(WrongState):
        agenda.adopt_agenda(actor=world.director, meeting=meeting, by=by)


def test_an_item_is_put_off_with_its_materials_and_its_people(world: World) -> None:
    meeting, later = at.notified(world), at.planned(world, on=at.LATER)
    item = item_of(meeting)
    received = item.materials.get(clock="to_committee")
    materials.receive_material(actor=world.director, material=received, files=[at.PAPER])
    agenda.put_off_item(actor=world.director, item=item, to=later, reason="材料不成熟")
    item.refresh_from_db()
    assert (item.meeting_id, item.put_off_from_id, item.state) == (later.pk, meeting.pk, ItemState.DRAFTED)
    running = Running.objects.filter(item=item)
    assert set(running.values_list("meeting", "clock", "due_on")) == {
        (later.pk, "to_standing_committee", at.LATER - dt.timedelta(days=10)),
        (later.pk, "to_members", at.LATER - dt.timedelta(days=7)),
    }
    head = Attendance.objects.get(person=world.unit_leader.person)
    assert (head.meeting_id, head.notified_at) == (later.pk, None)
    with pytest.raises(Incomplete):
        agenda.put_off_item(actor=world.director, item=item, to=meeting)
    assert [row.pk for row in page_of(world.director, at.fresh(meeting)).put_off] == [item.pk]
    assert page_of(world.lead, at.fresh(meeting)).put_off == []


# -- Materials -------------------------------------------------------------------------------------


def test_a_late_material_is_taken_with_its_reason_and_the_refusal_names_the_law(world: World) -> None:
    material = item_of(at.drafted(world)).materials.get(clock="to_members")
    with clock.at(at.DAY - dt.timedelta(days=5)):
        with pytest.raises(Incomplete) as caught:
            materials.receive_material(actor=world.director, material=material, files=[at.PAPER])
        text = caught.value.fields["late_reason"]
        assert "不足 7 日" in text
        assert "2026年4月16日" in text
        assert "第十五条" in text
        assert "改列下次会议" in text
        row = materials.receive_material(
            actor=world.director, material=material, late_reason="政府常务会议推迟", files=[at.PAPER]
        )
    assert (row.late_reason, row.files.count()) == ("政府常务会议推迟", 1)
    assert not Running.objects.filter(item=row.item, clock="to_members").exists()


def test_a_material_in_time_needs_no_reason_and_is_entered_once(world: World) -> None:
    material = item_of(at.drafted(world)).materials.get(clock="to_committee")
    row = materials.receive_material(actor=world.other_clerk, material=material, late_reason="不该写", files=[at.PAPER])
    assert row.late_reason == ""
    with pytest.raises(WrongState):
        materials.receive_material(actor=world.director, material=material, files=[at.PAPER])
    tomorrow = TODAY + dt.timedelta(days=1)
    other = row.item.materials.get(clock="to_members")
    with pytest.raises(Incomplete):
        materials.receive_material(actor=world.director, material=other, received_on=tomorrow, files=[at.PAPER])


# -- People ----------------------------------------------------------------------------------------


def test_the_roll_is_called_from_the_posts_of_the_day(world: World) -> None:
    post = Post.objects.get(person=world.member.person)
    post.until = at.DAY - dt.timedelta(days=1)
    post.save()
    meeting = at.invited(world)
    members = meeting.attendances.filter(quality=Quality.MEMBER)
    assert {row.person.name for row in members} == {"高远", "陈志明"}
    assert [row.title for row in members.order_by("place_order")] == ["主任", "副主任"] or members.count() == 2


def test_a_notice_goes_out_once_to_each_and_a_second_tells_the_new_ones_alone(world: World) -> None:
    meeting = at.notified(world)
    notices = Notice.objects.filter(meeting=meeting, title__startswith="会议通知")
    before = notices.count()
    assert before == meeting.attendances.filter(person__isnull=False).count() == 6
    with pytest.raises(WrongState, match="都已通知"):
        inviting.notify_invited(actor=world.director, meeting=meeting)
    more = inviting.Guests(
        whole=[],
        reporting=[world.roads],
        deputies=[user.person.mandates.get() for user in (world.lead, world.outsider, world.cosigner)],
        listeners=["施国柱"],
    )
    inviting.invite(actor=world.director, meeting=meeting, guests=more)
    assert inviting.notify_invited(actor=world.director, meeting=meeting) == 1
    assert notices.count() == before + 1
    assert not Running.objects.filter(meeting=meeting, clock=Clock.MEETING_NOTICE).exists()


def test_who_sits_in_hears_nothing_of_an_appointment(world: World) -> None:
    meeting = at.notified(world)
    told = Notice.objects.filter(meeting=meeting, title__startswith="会议通知").select_related("person")
    text = {row.person.name: row.text for row in told}
    assert at.APPOINTMENT in text["白云"]
    assert at.APPOINTMENT not in text["罗秀英"]
    assert at.REPORT in text["罗秀英"]
    assert at.APPOINTMENT not in text["王志刚"]


def place(meeting: Meeting, user) -> Attendance:
    return Attendance.objects.get(meeting=meeting, person=user.person)


def test_answers_leave_with_reason_and_members_come_themselves(world: World) -> None:
    meeting = at.notified(world)
    mine = place(meeting, world.member)
    with pytest.raises(Incomplete):
        inviting.answer_notice(actor=world.member, attendance=mine, answer=Answer.LEAVE)
    with pytest.raises(Incomplete, match="本人参加"):
        inviting.answer_notice(actor=world.member, attendance=mine, answer=Answer.SUBSTITUTE, substitute="李四")
    inviting.answer_notice(actor=world.member, attendance=mine, answer=Answer.LEAVE, note="住院")
    head = place(meeting, world.unit_leader)
    inviting.answer_notice(actor=world.unit_leader, attendance=head, answer=Answer.SUBSTITUTE, substitute="李副局长")
    with pytest.raises(NotAllowed):
        inviting.answer_notice(actor=world.lead, attendance=head, answer=Answer.COMING)
    inviting.answer_notice(actor=world.director, attendance=place(meeting, world.lead), answer=Answer.COMING)
    assert sorted(meeting.attendances.exclude(answer=Answer.NONE).values_list("answer", flat=True)) == [
        "coming",
        "leave",
        "substitute",
    ]


def test_an_answer_after_opening_is_refused(world: World) -> None:
    meeting = at.opened(world)
    with clock.at(at.at(at.DAY, 10)), pytest.raises(WrongState):
        inviting.answer_notice(actor=world.member, attendance=place(meeting, world.member), answer=Answer.COMING)


# -- Moving and cancelling -------------------------------------------------------------------------


def test_a_meeting_moved_twice_keeps_every_date_and_asks_again(world: World) -> None:
    meeting = at.notified(world)
    inviting.answer_notice(actor=world.member, attendance=place(meeting, world.member), answer=Answer.COMING)
    item = item_of(meeting)
    materials.receive_material(
        actor=world.director, material=item.materials.get(clock="to_committee"), files=[at.PAPER]
    )
    for shift, day in enumerate((dt.date(2026, 4, 28), dt.date(2026, 5, 7)), start=1):
        moving.move_meeting(actor=world.director, meeting=meeting, to=at.when(day), reason=f"第{shift}次改期")
        due = Running.objects.get(item=item, clock="to_members").due_on
        assert due == day - dt.timedelta(days=7)
    assert list(meeting.moves.values_list("from_on", "to_on")) == [
        (at.DAY, dt.date(2026, 4, 28)),
        (dt.date(2026, 4, 28), dt.date(2026, 5, 7)),
    ]
    assert Deadline.objects.filter(item=item, clock="to_members").count() == 3
    assert Deadline.objects.filter(item=item, clock="to_committee").count() == 1
    assert item.materials.get(clock="to_committee").received_on == TODAY
    assert place(meeting, world.member).answer == Answer.NONE
    assert Notice.objects.filter(meeting=meeting, title__startswith="会议改期").count() == 12
    assert Notice.objects.filter(meeting=meeting, title="材料期限变动", person=world.contact.person).count() == 2


def test_moving_nearer_leaves_received_materials_in_time(world: World) -> None:
    meeting = at.drafted(world)
    item = item_of(meeting)
    with clock.at(dt.date(2026, 4, 2)):
        row = item.materials.get(clock="to_committee")
        materials.receive_material(actor=world.director, material=row, files=[at.PAPER])
        moving.move_meeting(actor=world.director, meeting=meeting, to=at.when(dt.date(2026, 4, 9)), reason="提前")
    row.refresh_from_db()
    assert (row.due_on, row.late_reason) == (dt.date(2026, 4, 3), "")
    assert item.materials.get(clock="to_members").due_on == dt.date(2026, 4, 2)


def test_moving_to_nothing_new_or_without_reason_is_refused(world: World) -> None:
    meeting = at.drafted(world)
    with pytest.raises(Incomplete, match="没有变化"):
        moving.move_meeting(actor=world.director, meeting=meeting, to=at.when(), reason="改期")
    with pytest.raises(Incomplete):
        moving.move_meeting(actor=world.director, meeting=meeting, to=at.when(at.LATER), reason=" ")


def test_cancelling_stops_everything_and_tells_everybody(world: World) -> None:
    meeting = at.notified(world)
    planning.cancel_meeting(actor=world.director, meeting=meeting, reason="暴雨")
    assert not Running.objects.filter(meeting=meeting).exists()
    assert Notice.objects.filter(meeting=meeting, title__startswith="会议取消").count() == 6
    with pytest.raises(WrongState):
        planning.cancel_meeting(actor=world.director, meeting=meeting, reason="暴雨")


# -- Sitting ---------------------------------------------------------------------------------------


def test_opening_without_quorum_names_numbers_and_article(world: World) -> None:
    meeting = at.notified(world)
    with clock.at(at.at(at.DAY, 9)):
        at.come(world, meeting, 1)
        with pytest.raises(WrongState) as caught:
            sitting.open_meeting(actor=world.director, meeting=meeting)
    text = str(caught.value)
    assert "现在到会 1 人" in text
    assert "到会 2 人以上" in text
    assert "地方组织法（2022年修正）第五十一条" in text


def test_who_left_does_not_count_for_the_quorum(world: World) -> None:
    meeting = at.notified(world)
    with clock.at(at.at(at.DAY, 8, 50)):
        at.come(world, meeting, 2)
        keys = list(meeting.attendances.filter(came_at__isnull=False).values_list("pk", flat=True))
    with clock.at(at.at(at.DAY, 8, 58)):
        sitting.sign_out(actor=world.director, meeting=meeting, people=keys[:1])
    with clock.at(at.at(at.DAY, 9)):
        with pytest.raises(WrongState):
            sitting.open_meeting(actor=world.director, meeting=meeting)
        sitting.sign_in(actor=world.director, meeting=meeting, people=keys)
        assert sitting.open_meeting(actor=world.director, meeting=meeting).state == MeetingState.OPEN


def test_presence_is_asked_of_a_moment(world: World) -> None:
    meeting = at.notified(world)
    with clock.at(at.at(at.DAY, 11)):
        keys = list(meeting.attendances.filter(quality=Quality.MEMBER).values_list("pk", flat=True))
        sitting.sign_in(actor=world.director, meeting=meeting, people=keys, at=at.at(at.DAY, 9))
        sitting.sign_out(actor=world.director, meeting=meeting, people=keys[:1], at=at.at(at.DAY, 10))
    asked = [present(meeting, at.at(at.DAY, *moment)) for moment in ((8, 59), (9, 0), (9, 59), (10, 0))]
    assert [len(one.present) for one in asked] == [0, 3, 3, 2]
    assert {len(one.roll) for one in asked} == {3} == {one.whole for one in asked}


def test_a_vacant_seat_counts_where_the_county_says_so(world: World) -> None:
    meeting = at.notified(world)
    meeting.body.seats = 27
    meeting.body.save()
    assert present(meeting, at.at(at.DAY, 9)).whole == 3
    from_fixed = {"key": "vote.whole_membership", "county": world.county, "value": "fixed", "label": "全体组成人员"}
    type(world.county)._meta.apps.get_model("congress", "Parameter").objects.create(**from_fixed)
    assert present(meeting, at.at(at.DAY, 9)).whole == 27


def test_signing_in_is_on_the_day_and_not_in_the_future(world: World) -> None:
    meeting = at.notified(world)
    keys = list(meeting.attendances.values_list("pk", flat=True))
    with pytest.raises(WrongState, match="会议日期"):
        sitting.sign_in(actor=world.director, meeting=meeting, people=keys)
    with clock.at(at.at(at.DAY, 9)):
        with pytest.raises(Incomplete):
            sitting.sign_in(actor=world.director, meeting=meeting, people=keys, at=at.at(at.DAY, 10))
        sitting.sign_in(actor=world.director, meeting=meeting, people=keys)
        with pytest.raises(Incomplete, match="不能早于"):
            sitting.sign_out(actor=world.director, meeting=meeting, people=keys, at=at.at(at.DAY, 8))
        assert sitting.undo_sign_in(actor=world.director, meeting=meeting, people=keys[:1]) == 1


def test_minutes_keep_speeches_and_outcomes_and_a_second_writer_is_told(world: World) -> None:
    meeting = at.opened(world)
    item = item_of(meeting)
    said = [minutes.Said(world.chairman.person, "同意"), minutes.Said(world.member.person, "加快进度")]
    with clock.at(at.at(at.DAY, 10)):
        note = minutes.Noted(item, "同意报告。", said, item.version)
        minutes.record_minutes(actor=world.director, meeting=meeting, notes=[note])
        again = minutes.Noted(item_of_title(at.REPORT), "别的结果", said, item.version)
        with pytest.raises(Conflict):
            minutes.record_minutes(actor=world.director, meeting=meeting, notes=[again])
    item.refresh_from_db()
    assert (item.outcome, item.decided_on) == ("同意报告。", at.DAY)
    assert list(Speech.objects.filter(item=item).values_list("person__name", "text")) == [
        ("高远", "同意"),
        ("白云", "加快进度"),
    ]


def test_closing_awaits_nothing_more_but_the_next_meeting(world: World) -> None:
    meeting = at.closed(world)
    assert set(Running.objects.filter(meeting=meeting).values_list("clock", flat=True)) == {
        Clock.MEETING,
        Clock.MEETING_ALARM,
    }
    assert meeting.state == MeetingState.CLOSED
    with clock.at(at.DAY + dt.timedelta(days=1)):
        item = item_of(meeting)
        minutes.record_minutes(
            actor=world.director, meeting=meeting, notes=[minutes.Noted(item, "同意报告。", (), item.version)]
        )
    assert item_of(meeting).decided_on == at.DAY


def test_a_congress_needs_two_thirds_of_its_deputies(world: World) -> None:
    plan = planning.Plan(MeetingKind.CONGRESS, at.when(TODAY), session=world.session)
    meeting = planning.plan_meeting(actor=world.director, plan=plan)
    assert (meeting.number, meeting.name) == (5, "第十八届人民代表大会第五次会议")
    topic = topics.Topic(ItemKind.OTHER, "审议工作报告")
    at.take(world, meeting, topics.propose_topic(actor=world.director, meeting=meeting, topic=topic))
    agenda.adopt_agenda(actor=world.director, meeting=meeting)
    inviting.invite(actor=world.director, meeting=meeting, guests=inviting.Guests())
    inviting.notify_invited(actor=world.director, meeting=meeting)
    at.come(world, meeting, 1)
    with pytest.raises(WrongState, match="第十四条"):
        sitting.open_meeting(actor=world.director, meeting=meeting)
    at.come(world, meeting, 2)
    assert sitting.open_meeting(actor=world.director, meeting=meeting).state == MeetingState.OPEN


def test_a_person_with_a_name_of_sixty_characters_sits_and_speaks(world: World) -> None:
    long = "阿" * 60
    person = Person.objects.create(county=world.county, name=long, pinyin_key="a")
    body = world.chairman.person.posts.get().body
    Post.objects.create(person=person, body=body, role=Role.MEMBER, since=dt.date(2022, 1, 10))
    meeting = at.notified(world)
    assert Attendance.objects.get(meeting=meeting, person=person).shown_name == long
    assert Material.objects.filter(item__meeting=meeting).count() == 3
