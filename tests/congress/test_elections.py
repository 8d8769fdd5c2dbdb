"""The congress in session: organs, register, nomination, election, oath due."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from congress import clock
from congress.demo.ballots import build_ballots
from congress.drafts.decisions import proclamation
from congress.drafts.facts import facts_of
from congress.models import Ballot, BallotResult, Candidate, Mandate, Meeting, Person, Session, SessionPart, User
from congress.queries.sessions import election_rows, oaths_due, registers
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotState, LineOutcome
from congress.rules.elections import Nomination, SeatKind
from congress.rules.meetings import MeetingState
from congress.rules.sessions import SessionGroup
from congress.rules.votes import Line, Sheets
from congress.services import elections, sessions
from congress.services.balloting import closing, counting
from congress.services.base import command
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, count
from tests.votes import committee_hall, congress_hall, election


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def tally(ballot: Ballot, votes: dict[str, int], *, valid: int = 178, others: tuple = ()) -> counting.Count:
    """So many for each, the rest against."""
    rows = ballot.lines.filter(written_in=False).order_by("position")
    lines = tuple(Line((votes[row.name], valid - votes[row.name], 0)) for row in rows)
    return counting.Count(lines, Sheets(180, valid + 2, 2), others)


def voted(world: World, ballot: Ballot, count: counting.Count) -> BallotResult:
    ballot = counting.open_ballot(actor=world.director, ballot=ballot, adopted=True)
    ballot = counting.enter_totals(actor=world.director, ballot=ballot, count=count)
    ballot = counting.check_totals(actor=world.clerk, ballot=ballot, count=count)
    return closing.close_ballot(actor=world.director, ballot=ballot)


def prepared(world: World) -> Ballot:
    row = election(world)
    return elections.prepare_election(actor=world.director, election=row, scrutineers=["监票甲"], tellers=["计票乙"])


def outcomes() -> dict[str, str]:
    return dict(Candidate.objects.values_list("name", "outcome"))


def test_two_are_elected_and_owe_an_oath(world: World) -> None:
    ballot = prepared(world)
    assert [line.name for line in ballot.lines.all()] == ["刀玉兰", "和建平", "普志华"], "in the order of names"
    result = voted(world, ballot, tally(ballot, {"和建平": 150, "刀玉兰": 120, "普志华": 40}))
    assert outcomes() == {"和建平": "elected", "刀玉兰": "elected", "普志华": "not_elected"}
    assert (result.whole, result.lines.first().needed) == (186, 94)
    assert {row.name: row.elected_on for row in oaths_due(world.director)} == {"和建平": TODAY, "刀玉兰": TODAY}
    with pytest.raises(WrongState, match="已经选满"):
        closing.repeat_ballot(actor=world.director, ballot=ballot, reason="再投")


def test_the_proclamation_names_the_elected_in_the_order_of_the_ballot(world: World) -> None:
    ballot = prepared(world)
    voted(world, ballot, tally(ballot, {"刀玉兰": 120, "和建平": 150, "普志华": 40}))
    text = proclamation(facts_of(ballot.meeting)).body
    assert "选举刀玉兰、和建平为县人民政府副县长；" in text
    assert "普志华" not in text


def test_equal_votes_are_voted_on_again_for_the_seat_that_is_left(world: World) -> None:
    ballot = prepared(world)
    voted(world, ballot, tally(ballot, {"和建平": 150, "刀玉兰": 100, "普志华": 100}))
    assert outcomes() == {"和建平": "elected", "刀玉兰": "again", "普志华": "again"}
    again = closing.repeat_ballot(actor=world.director, ballot=ballot, reason="票数相等")
    assert (again.seats, again.election, {line.name for line in again.lines.all()}) == (
        1,
        ballot.election,
        {"刀玉兰", "普志华"},
    )
    voted(world, again, tally(again, {"刀玉兰": 95, "普志华": 83}))
    assert outcomes() == {"和建平": "elected", "刀玉兰": "elected", "普志华": "not_elected"}


def test_half_of_all_deputies_is_not_enough(world: World) -> None:
    ballot = prepared(world)
    result = voted(world, ballot, tally(ballot, {"和建平": 150, "刀玉兰": 93, "普志华": 40}))
    assert outcomes() == {"和建平": "elected", "刀玉兰": "not_elected", "普志华": "not_elected"}
    (row,) = election_rows(world.director, result.ballot.meeting)
    assert row.state.label == "已有结果"
    later = closing.repeat_ballot(actor=world.director, ballot=ballot, reason="另行选举")
    assert (later.seats, later.lines.count()) == (1, 2)


def test_somebody_written_in_is_elected(world: World) -> None:
    ballot = prepared(world)
    voted(world, ballot, tally(ballot, {"和建平": 150, "刀玉兰": 20, "普志华": 10}, others=(("段永平", 120),)))
    written = Candidate.objects.get(name="段永平")
    assert (written.nomination, written.outcome, written.oath_due) == (Nomination.WRITTEN_IN, LineOutcome.ELECTED, True)


def test_more_votes_than_the_sheets_allow_are_refused(world: World) -> None:
    ballot = counting.open_ballot(actor=world.director, ballot=prepared(world), adopted=True)
    count = tally(ballot, {"和建平": 150, "刀玉兰": 150, "普志华": 57})
    with pytest.raises(Incomplete, match="赞成票共357，有效票178张、每张最多选2人，不应超过356"):
        counting.enter_totals(actor=world.director, ballot=ballot, count=count)


def test_a_congress_votes_with_two_thirds_of_its_deputies(world: World) -> None:
    hall = congress_hall(world)
    hall.come(123)
    with pytest.raises(WrongState, match=r"出席123人，全体186人，须有124人以上.*第十四条"):
        hall.opened()
    hall.come(124)
    assert hall.opened().state == BallotState.OPEN


def test_too_few_and_too_many_candidates(world: World) -> None:
    row = election(world)
    last = row.candidates.get(name="普志华")
    with pytest.raises(Incomplete, match="理由"):
        elections.answer_nomination(actor=world.director, candidate=last, accepted=False)
    elections.answer_nomination(actor=world.director, candidate=last, accepted=False, reason="本人工作变动")
    with pytest.raises(Incomplete, match="应选2人，候选人应为3至5人，现有2人"):
        elections.prepare_election(actor=world.director, election=row, scrutineers=["甲"], tellers=["乙"])


def test_who_may_nominate_and_how_many(world: World) -> None:
    row = election(world)
    nine = tuple(Mandate.objects.filter(term=world.term).select_related("person").order_by("pk")[:9])
    nominee = lambda name, by, who=(): elections.Nominee(name, by, supporters=who)
    with pytest.raises(Incomplete, match="须十人以上，现有9人"):
        elections.nominate(actor=world.director, election=row, nominee=nominee("甲", Nomination.DEPUTIES, nine))
    with pytest.raises(Incomplete, match="主席团提名的候选人数不得超过应选名额2人"):
        elections.nominate(actor=world.director, election=row, nominee=nominee("甲", Nomination.PRESIDIUM))
    with pytest.raises(Incomplete, match="已经是"):
        elections.nominate(actor=world.director, election=row, nominee=nominee("和建平", Nomination.PRESIDIUM))
    ten = tuple(Mandate.objects.filter(term=world.term).select_related("person").order_by("-pk")[:10])
    elections.nominate(actor=world.director, election=row, nominee=nominee("甲", Nomination.DEPUTIES, ten))
    with pytest.raises(Incomplete, match="不得超过应选名额"):
        elections.nominate(actor=world.director, election=row, nominee=nominee("乙", Nomination.DEPUTIES, ten))
    for stranger in (world.member, world.lead, world.contact, world.auditor):
        with pytest.raises(NotAllowed):
            elections.nominate(actor=stranger, election=row, nominee=nominee("丙", Nomination.PRESIDIUM))


def test_once_it_is_prepared_nobody_is_added(world: World) -> None:
    ballot = prepared(world)
    nominee = elections.Nominee("迟到", Nomination.PRESIDIUM)
    with pytest.raises(WrongState, match="已经准备投票"):
        elections.nominate(actor=world.director, election=ballot.election, nominee=nominee)
    closing.cancel_ballot(actor=world.director, ballot=ballot, reason="名单有误")
    vacancy = elections.Vacancy(SeatKind.HEAD, "县人民法院", "院长", 1)
    assert elections.add_election(actor=world.clerk, meeting=ballot.meeting, vacancy=vacancy).position == 2


def test_a_candidate_does_not_watch_his_own_vote(world: World) -> None:
    row = election(world)
    with pytest.raises(Incomplete, match="不能担任"):
        elections.prepare_election(actor=world.director, election=row, scrutineers=["和建平"], tellers=["乙"])


# -- The session ----------------------------------------------------------------------------------------------


def test_delegations_register_with_leave_and_its_reason(world: World) -> None:
    hall = congress_hall(world, deputies=20)
    with command(None, "test"):
        hall.meeting.attendances.all().delete()
    people = list(Mandate.objects.filter(delegation=world.delegation).values_list("person", flat=True))
    on = {"actor": world.clerk, "meeting": hall.meeting, "delegation": world.delegation}
    with pytest.raises(Incomplete, match="理由"):
        sessions.register_delegation(**on, came=people[:10], leave={people[10]: " "})
    with pytest.raises(Incomplete, match="不是本代表团"):
        sessions.register_delegation(**on, came=[world.outsider.person_id], leave={})
    sessions.register_delegation(**on, came=people[:10], leave={people[10]: "住院"})
    lines, whole = registers(hall.meeting)
    assert [(row.members, row.came, row.leave, row.missing) for row in lines] == [(19, 10, 1, 8), (1, 0, 0, 1)]
    assert (whole.members, whole.came, whole.missing) == (20, 10, 9)
    sessions.register_delegation(**on, came=people[:11], leave={})
    assert registers(hall.meeting)[1].came == 11
    with pytest.raises(NotAllowed):
        sessions.register_delegation(**{**on, "actor": world.lead}, came=people, leave={})
    with command(None, "test"):
        Meeting.objects.update(state=MeetingState.CLOSED)
    hall.meeting.refresh_from_db()
    with pytest.raises(WrongState):
        sessions.register_delegation(**on, came=people, leave={})


def test_the_presidium_is_deputies_named_once(world: World) -> None:
    on = {"actor": world.clerk, "session": world.session, "group": SessionGroup.PRESIDIUM}
    sessions.add_parts(**on, people=[("罗秀英", ""), ("杨建国", "")])
    assert sessions.add_parts(**on, people=[("罗秀英", "")]) == []
    with pytest.raises(Incomplete, match="“白云”不在本届在任代表名册里"):
        sessions.add_parts(**on, people=[("白云", "")])
    with command(None, "test"):
        twin = Person.objects.create(county=world.county, name="马玉兰")
        Mandate.objects.create(person=twin, term=world.term, delegation=world.delegation, since=dt.date(2022, 1, 10))
    with pytest.raises(Incomplete, match="同名"):
        sessions.add_parts(**on, people=[("马玉兰", "")])
    staff = {**on, "group": SessionGroup.MOTIONS}
    (part,) = sessions.add_parts(**staff, people=[("李文清", "组长")])
    sessions.remove_part(actor=world.director, part=part)
    assert SessionPart.objects.count() == 2


def test_closing_times_lie_within_the_session(world: World) -> None:
    late = timezone.make_aware(dt.datetime.combine(world.session.closes_on + dt.timedelta(days=1), dt.time(9)))
    on = {"actor": world.clerk, "session": world.session}
    with pytest.raises(Incomplete, match="闭幕"):
        sessions.set_closing_times(**on, motions_close_at=late, suggestions_close_at=late)
    fits = late - dt.timedelta(days=2)
    sessions.set_closing_times(**on, motions_close_at=fits, suggestions_close_at=late)
    assert Session.objects.get(pk=world.session.pk).motions_close_at == fits


def test_pages_of_a_session_walk_to_an_election(world: World, client_of) -> None:
    hall = congress_hall(world, deputies=30, present=30)
    clerk = client_of(world.clerk)
    pk = world.session.pk
    assert clerk.post(
        reverse("session-parts", args=[pk]), {"group": "presidium", "people": "罗秀英\n杨建国 执行主席"}
    ).url
    assert "执行主席" in clerk.get(reverse("session", args=[pk])).content.decode()
    made = {"kind": "by_election", "organ": "县人民政府", "post": "副县长", "seats": "1"}
    assert clerk.post(reverse("election-new", args=[pk]), made).status_code == 302
    row = hall.meeting.elections.get()
    nominee = {"name": "和建平", "nomination": "presidium", "accepted": "on", "version": row.version}
    assert clerk.post(reverse("election-nominate", args=[row.pk]), nominee).status_code == 302
    wrong = {"name": "普志华", "nomination": "deputies", "supporters": "罗秀英、无此人", "accepted": "on"}
    page = clerk.post(reverse("election-nominate", args=[row.pk]), wrong)
    assert (page.status_code, "“无此人”不是本届在任代表" in page.content.decode()) == (422, True)
    assert (
        clerk.post(reverse("election-ballot", args=[row.pk]), {"scrutineers": "甲", "tellers": "乙"}).status_code == 302
    )
    assert Ballot.objects.get().election == row
    register = reverse("session-register", args=[pk, world.delegation.pk])
    answers = {f"answer_{world.lead.person_id}": "leave", f"reason_{world.lead.person_id}": "住院"}
    assert clerk.post(register, answers).status_code == 302
    assert registers(hall.meeting)[1].leave == 1


def test_pages_of_a_session_keep_to_the_budget(world: World, client_of) -> None:
    row = election(world)
    clerk = client_of(world.clerk)
    pages = [("session", row.meeting.session_id), ("election", row.pk), ("election-nominate", row.pk)]
    for page, pk in pages:
        assert count(clerk, reverse(page, args=[pk])) <= BUDGET, page
    assert count(clerk, reverse("session-register", args=[row.meeting.session_id, world.delegation.pk])) <= BUDGET
    assert count(clerk, reverse("sessions")) <= BUDGET
    assert count(clerk, reverse("oaths-due")) <= BUDGET


# -- The demo -------------------------------------------------------------------------------------------------


def test_the_demo_writes_votes_that_hold(world: World) -> None:
    hall = committee_hall(world)
    with command(None, "test"):
        for name in ("duansiping", "hejing"):
            assert User.objects.filter(username=name).exists()
        for position, kind in enumerate(("decision", "appointment", "assessment", "report"), start=1):
            hall.meeting.items.create(
                position=position, kind=kind, state="adopted", title=f"议题{position}", proposed_by=world.director
            )
    assert build_ballots(world.county, [hall.meeting]) == 2, "names and reports have votes of their own, or none"
    results = BallotResult.objects.select_related("ballot")
    assert {result.ballot.kind for result in results} == {"decision", "assessment"}
    assert {result.present for result in results} == {24}
