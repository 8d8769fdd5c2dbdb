"""A major matter from the yearly list to its end, and every way it must not go."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from congress import clock
from congress.models import Document, FollowUp
from congress.refusals import Conflict, Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotKind
from congress.services.base import command
from congress.services.documents.drafting import draft_from
from congress.services.meetings import moving
from decisions.models import Matter
from decisions.rules.matters import Adopted, DecidedAs, Effect, Grade, MatterForm, MatterState, Proposer
from decisions.services import carrying, lists, matters
from tests import deciding, meetings, votes
from tests.factories import TODAY, World

DAY = dt.timedelta(days=1)
S = MatterState


def test_a_list_is_adopted_by_a_chairpersons_meeting_and_then_stands(world: World) -> None:
    with clock.at(TODAY):
        draft = deciding.drafted_list(world)
        hall = votes.committee_hall(world)
        with pytest.raises(Incomplete):
            lists.adopt_list(actor=world.other_clerk, matter_list=draft, meeting=hall.meeting, on=TODAY)
        chairs = meetings.chairs_held(world)
        adopted = lists.adopt_list(actor=world.other_clerk, matter_list=draft, meeting=chairs, on=TODAY)
        with pytest.raises(WrongState):
            lists.add_entry(actor=world.other_clerk, matter_list=adopted, wanted=deciding.wanted(title="另一项"))
        with pytest.raises(WrongState):
            lists.start_list(actor=world.other_clerk, county=world.county, year=TODAY.year)


def test_an_entry_of_a_draft_list_carries_no_matter(world: World) -> None:
    with clock.at(TODAY):
        entry = deciding.drafted_list(world).entries.get()
        with pytest.raises(Incomplete) as refusal:
            deciding.received(world, entry=entry)
    assert "entry" in refusal.value.fields


def test_the_wrong_proposer_is_refused(world: World) -> None:
    with clock.at(TODAY):
        for values, field in (
            ({"proposer": Proposer.COURT, "organ": world.court}, "proposer"),
            ({"proposer": Proposer.MEMBERS, "signers": 2}, "signers"),
            ({"proposer": Proposer.GOVERNMENT}, "organ"),
            ({"proposer": Proposer.CHAIRPERSONS, "organ": world.court}, "organ"),
            ({"received_on": TODAY + DAY}, "received_on"),
        ):
            with pytest.raises(Incomplete) as refusal:
                deciding.received(world, **values)
            assert field in refusal.value.fields
        assert deciding.received(world, proposer=Proposer.MEMBERS, signers=3).signers == 3
        for name in ("chairman", "member", "lead", "contact", "township_clerk", "administrator"):
            with pytest.raises(NotAllowed):
                matters.receive_matter(actor=getattr(world, name), county=world.county, paper=deciding.paper(world))


def test_a_matter_handed_in_too_late_needs_a_reason(world: World) -> None:
    with clock.at(TODAY):
        item = deciding.item_of(votes.committee_hall(world))
        matter = deciding.received(world)
        with pytest.raises(Incomplete) as refusal:
            matters.table_matter(actor=world.other_clerk, matter=matter, item=item, intended=DecidedAs.DECISION)
        assert "late_reason" in refusal.value.fields
        matter = matters.table_matter(
            actor=world.other_clerk, matter=matter, item=item, intended=DecidedAs.DECISION, late_reason="急"
        )
        assert matter.due_on == TODAY - dt.timedelta(days=30)
        with pytest.raises(IntegrityError), transaction.atomic(), command(None, "test"):
            Matter.objects.filter(pk=matter.pk).update(late_reason="")


def test_thirty_days_before_is_in_time_and_a_moved_meeting_moves_the_day(world: World) -> None:
    with clock.at(TODAY):
        meeting = meetings.drafted(world)
        item = meetings.item(meeting)
        matter = deciding.received(world)
        matter = matters.table_matter(actor=world.other_clerk, matter=matter, item=item, intended=DecidedAs.DECISION)
        assert (matter.due_on, matter.late_reason) == (meetings.DAY - dt.timedelta(days=30), "")
        moving.move_meeting(
            actor=world.director, meeting=meeting, to=meetings.when(dt.date(2026, 3, 26)), reason="提前"
        )
        matter.refresh_from_db()
        assert matter.due_on == dt.date(2026, 3, 26) - dt.timedelta(days=30)
        assert matter.late_reason


def test_a_report_is_due_twenty_days_before_and_is_not_voted_on(world: World) -> None:
    with clock.at(TODAY):
        item = deciding.item_of(votes.committee_hall(world))
        matter = deciding.received(world, form=MatterForm.REPORT, proposer=Proposer.COURT, organ=world.court)
        with pytest.raises(Incomplete) as refusal:
            matters.table_matter(
                actor=world.other_clerk, matter=matter, item=item, intended=DecidedAs.DECISION, late_reason="急"
            )
        assert "intended" in refusal.value.fields
        matter = matters.table_matter(
            actor=world.other_clerk, matter=matter, item=item, intended=DecidedAs.OPINION, late_reason="急"
        )
        assert matter.due_on == TODAY - dt.timedelta(days=20)
        with pytest.raises(Incomplete):
            matters.decide_matter(
                actor=world.other_clerk, matter=matter, decision=matters.Decision(DecidedAs.DECISION, TODAY)
            )
        matter = matters.decide_matter(
            actor=world.other_clerk, matter=matter, decision=matters.Decision(DecidedAs.OPINION, TODAY, "请研究")
        )
    assert (matter.state, matter.effect, matter.ballot) == (S.CARRYING, Effect.IN_FORCE, None)
    assert matter.report_due_on == dt.date(2026, 9, 10)


def test_a_decision_needs_the_vote_and_the_vote_decides(world: World) -> None:
    with clock.at(TODAY):
        hall = votes.committee_hall(world)
        matter = deciding.tabled(world, hall)
        with pytest.raises(Incomplete):
            matters.decide_matter(
                actor=world.other_clerk, matter=matter, decision=matters.Decision(DecidedAs.DECISION, TODAY)
            )
        ballot = hall.closed(votes.paper((20, 3, 1)), item=matter.item).ballot
        matter.refresh_from_db()
    assert (matter.state, matter.decided_as, matter.ballot_id) == (S.CARRYING, DecidedAs.DECISION, ballot.pk)


def test_half_of_all_members_is_not_enough(world: World) -> None:
    with clock.at(TODAY):
        hall = votes.committee_hall(world, members=26)
        matter = deciding.tabled(world, hall)
        hall.closed(votes.paper((13, 10, 1)), item=matter.item)
        matter.refresh_from_db()
        assert (matter.state, matter.decided_on) == (S.FAILED, None)
        other = deciding.tabled(world, hall)
        hall.closed(votes.paper((14, 9, 1)), item=other.item)
        other.refresh_from_db()
        assert other.state == S.CARRYING


def test_views_not_taken_up_are_answered_with_a_reason(world: World) -> None:
    with clock.at(TODAY):
        view = deciding.view(world)
        with pytest.raises(Incomplete):
            matters.answer_view(actor=world.other_clerk, view=view, adopted=Adopted.NOT)
        assert matters.answer_view(actor=world.other_clerk, view=view, adopted=Adopted.TAKEN).answered_on == TODAY


def test_a_task_owns_a_followup_with_the_date_of_the_decision_or_the_countys(world: World) -> None:
    with clock.at(TODAY):
        matter = deciding.decided(world)
        plain = deciding.task(world, matter)
        fixed = deciding.task(world, matter, TODAY + dt.timedelta(days=60))
        assert plain.followup.reply_due_on == dt.date(2026, 9, 10)
        assert fixed.followup.reply_due_on == TODAY + dt.timedelta(days=60)
        assert FollowUp.objects.filter(kind="resolution_task").count() == 2
        assert plain.followup.assignments.get().department == world.roads
        with pytest.raises(Incomplete):
            deciding.task(world, matter, TODAY)


def test_from_the_report_to_a_bad_mark_to_a_second_round_and_the_end(world: World) -> None:
    with clock.at(TODAY):
        hall = votes.committee_hall(world)
        matter = deciding.decided(world, hall)
        deciding.task(world, matter)
        who = world.other_clerk
        with pytest.raises(Incomplete) as refusal:
            carrying.report_matter(actor=who, matter=matter, on=TODAY, report="已经落实")
        assert "despite" in refusal.value.fields
        matter = carrying.report_matter(actor=who, matter=matter, on=TODAY, report="已经落实", despite="先报")
        with pytest.raises(Incomplete):
            carrying.assess_matter(actor=who, matter=matter, grade=Grade.GOOD, ballot=hall.prepared())
        subjects = (votes.Subject("县交通运输局"),)
        bad = hall.closed(votes.paper((2, 3, 19)), BallotKind.ASSESSMENT, subjects=subjects).ballot
        matter = carrying.assess_matter(actor=who, matter=matter, grade=Grade.GOOD, ballot=bad)
        assert matter.grade == Grade.BAD, "the vote counts, not what was typed"
        with pytest.raises(WrongState):
            carrying.close_matter(actor=who, matter=matter)
        matter = carrying.reopen_matter(actor=who, matter=matter, reason="不满意", report_by=TODAY + 90 * DAY)
        assert (matter.round, matter.state, matter.grade) == (2, S.CARRYING, "")
        matter = carrying.report_matter(actor=who, matter=matter, on=TODAY, report="整改完成")
        matter = carrying.assess_matter(actor=who, matter=matter, grade=Grade.GOOD)
        matter = carrying.close_matter(actor=who, matter=matter)
    assert (matter.state, matter.closed_on, matter.effect) == (S.CLOSED, TODAY, Effect.IN_FORCE)


def test_a_later_decision_supersedes_an_earlier_one_once(world: World) -> None:
    with clock.at(TODAY):
        hall = votes.committee_hall(world)
        old, new = deciding.decided(world, hall), deciding.decided(world, hall)
        who = world.other_clerk
        with pytest.raises(Incomplete):
            carrying.supersede_matter(actor=who, matter=old, by=old, on=TODAY)
        old = carrying.supersede_matter(actor=who, matter=old, by=new, on=TODAY)
        assert (old.effect, old.superseded_by) == (Effect.SUPERSEDED, new)
        with pytest.raises(WrongState):
            carrying.repeal_matter(actor=who, matter=old, reason="再废", on=TODAY)
        with pytest.raises(Incomplete):
            carrying.supersede_matter(actor=who, matter=new, by=old, on=TODAY)
        with pytest.raises(WrongState):
            deciding.task(world, old)
        assert carrying.repeal_matter(actor=who, matter=new, reason="上位法修改", on=TODAY).effect == Effect.REPEALED


def test_two_clerks_on_one_matter_meet_a_conflict(world: World) -> None:
    with clock.at(TODAY):
        matter = deciding.received(world)
        seen = matter.version
        matters.revise_matter(
            actor=world.other_clerk, matter=matter, paper=deciding.paper(world, title="改过的名称"), version=seen
        )
        with pytest.raises(Conflict):
            matters.withdraw_matter(actor=world.clerk, matter=matter, reason="不提了", version=seen)


def test_the_text_is_drafted_with_its_adoption_note(world: World) -> None:
    with clock.at(TODAY):
        matter = deciding.decided(world)
        document = draft_from(actor=world.other_clerk, key="matter", pk=matter.pk)
        again = draft_from(actor=world.other_clerk, key="matter", pk=matter.pk)
        matter.refresh_from_db()
    assert document == again == matter.document
    assert document.adopted.startswith("2026年3月10日")
    assert document.adopted.endswith("通过")
    assert Document.objects.get(pk=document.pk).kind == "decision"
