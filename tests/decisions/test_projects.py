"""Livelihood projects: more candidates than places, the vote of the congress, the months, the marks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.models import Ballot
from congress.queries.balloting.page import page_of
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotKind
from congress.rules.votes import Method
from congress.services.balloting import closing, preparing
from decisions.models import ProjectRound
from decisions.queries.projects import rows_of
from decisions.rules.matters import Grade
from decisions.rules.projects import CellState, ProjectState, RoundState
from decisions.services import projects
from tests import deciding, votes
from tests.factories import TODAY, World

P = ProjectState


def states(made: ProjectRound) -> list[str]:
    return list(made.projects.order_by("position").values_list("state", flat=True))


def test_as_many_candidates_as_places_are_no_choice(world: World) -> None:
    with clock.at(TODAY), pytest.raises(Incomplete):
        deciding.selected(world, names=deciding.NAMES[:3])


def test_the_vote_of_the_congress_chooses(world: World) -> None:
    with clock.at(TODAY):
        made = deciding.carrying_round(world)
    assert (made.state, states(made)) == (RoundState.CARRYING, [P.CHOSEN, P.CHOSEN, P.CHOSEN, P.NOT_CHOSEN])
    assert list(made.projects.order_by("position").values_list("votes", "rank")) == [
        (170, 1),
        (160, 2),
        (150, 3),
        (120, 4),
    ]


def test_the_count_says_who_was_chosen_and_not_only_who_had_half(world: World) -> None:
    with clock.at(TODAY):
        made = deciding.carrying_round(world)
        page = page_of(world.director, Ballot.objects.get(pk=made.ballot_id))
    assert [row.outcome.label for row in page.rows if row.outcome] == ["当选", "当选", "当选", "未当选"]
    assert ("应选", "3项") in page.facts
    assert page.announcement[-1].endswith("未当选。")


def test_a_vote_that_was_called_off_is_prepared_again(world: World) -> None:
    with clock.at(TODAY):
        made, hall = deciding.deliberated(world), votes.congress_hall(world)
        first = deciding.put(world, made, hall)
        closing.cancel_ballot(actor=world.director, ballot=first, reason="票面印错")
        made.refresh_from_db()
        second = deciding.put(world, made, hall)
        deciding.count(world, second, (170, 160, 150, 120))
        made.refresh_from_db()
    assert (made.ballot_id, made.state) == (second.pk, RoundState.CARRYING)


def test_a_vote_repeated_on_its_own_page_counts_for_the_projects(world: World) -> None:
    with clock.at(TODAY):
        made, hall = deciding.deliberated(world), votes.congress_hall(world)
        first = deciding.put(world, made, hall)
        closing.cancel_ballot(actor=world.director, ballot=first, reason="票面印错")
        again = closing.repeat_ballot(actor=world.director, ballot=first, reason="重新印票")
        made.refresh_from_db()
        with pytest.raises(WrongState):
            deciding.put(world, made, hall)
        deciding.count(world, again, (170, 160, 150, 120))
        made.refresh_from_db()
    assert (made.ballot_id, states(made)) == (again.pk, [P.CHOSEN, P.CHOSEN, P.CHOSEN, P.NOT_CHOSEN])


def test_the_sheet_of_projects_is_not_changed_by_hand(world: World) -> None:
    with clock.at(TODAY):
        made, hall = deciding.deliberated(world), votes.congress_hall(world)
        ballot = deciding.put(world, made, hall)
        plan = preparing.Plan(BallotKind.DECISION, Method.SECRET, ballot.question, (preparing.Subject("别的项目"),))
        with pytest.raises(WrongState, match="项目票决"):
            preparing.revise_ballot(actor=world.director, ballot=ballot, plan=plan)


def test_exactly_half_of_all_deputies_is_not_enough(world: World) -> None:
    with clock.at(TODAY):
        made = deciding.carrying_round(world, favour=(93, 94, 160, 20))
    assert states(made) == [P.NOT_CHOSEN, P.CHOSEN, P.CHOSEN, P.NOT_CHOSEN]


def test_equal_votes_at_the_last_place_are_voted_on_again(world: World) -> None:
    with clock.at(TODAY):
        made = deciding.deliberated(world)
        hall = votes.congress_hall(world)
        ballot = deciding.put(world, made, hall)
        with pytest.raises(WrongState):
            deciding.put(world, made, hall)
        deciding.count(world, ballot, (170, 160, 120, 120))
        made.refresh_from_db()
        assert (made.state, states(made)) == (RoundState.VOTING, [P.CHOSEN, P.CHOSEN, P.AGAIN, P.AGAIN])
        again = deciding.put(world, made, hall)
        assert [line.name for line in again.lines.order_by("position")] == list(deciding.NAMES[2:])
        deciding.count(world, again, (110, 130))
        made.refresh_from_db()
    assert (made.state, states(made)) == (RoundState.CARRYING, [P.CHOSEN, P.CHOSEN, P.NOT_CHOSEN, P.CHOSEN])


def test_only_the_congress_votes_on_projects(world: World) -> None:
    with clock.at(TODAY):
        made = deciding.selected(world)
        hall = votes.committee_hall(world)
        with pytest.raises(WrongState):
            deciding.put(world, made, hall)
        made = projects.deliberate_projects(actor=world.other_clerk, round_=made, meeting=hall.meeting)
        with pytest.raises(Incomplete):
            deciding.put(world, made, hall)


def test_a_month_is_reported_by_the_unit_once_and_shows_when_late(world: World) -> None:
    with clock.at(TODAY):
        project = deciding.chosen(world)
        report = {"project": project, "percent": 10, "text": "开工"}
        with pytest.raises(Incomplete):
            projects.report_progress(actor=world.contact, month=4, **report)
        with pytest.raises(NotAllowed):
            projects.report_progress(actor=world.rival, month=1, **report)
        row = projects.report_progress(actor=world.contact, month=2, **report)
        fixed = projects.report_progress(actor=world.contact, month=2, **{**report, "percent": 12})
        assert (row.pk, fixed.percent) == (fixed.pk, 12)
        cells = rows_of(project.round)[0].cells
        assert [cell.state for cell in cells[:3]] == [CellState.MISSING, CellState.DONE, CellState.AHEAD]
    with clock.at(dt.date(2026, 4, 11)):
        projects.report_progress(actor=world.contact, month=3, **report)
        assert rows_of(project.round)[0].cells[2].state is CellState.LATE


def test_marks_are_given_to_every_chosen_project(world: World) -> None:
    with clock.at(TODAY):
        made = deciding.carrying_round(world)
        keys = list(made.projects.filter(state=P.CHOSEN).values_list("pk", flat=True))
        with pytest.raises(Incomplete):
            projects.assess_projects(actor=world.other_clerk, round_=made, grades={keys[0]: Grade.GOOD})
        made = projects.assess_projects(actor=world.other_clerk, round_=made, grades=dict.fromkeys(keys, Grade.GOOD))
    assert made.state == RoundState.ASSESSED


def test_the_public_reads_what_was_chosen_and_nothing_before(world: World, client) -> None:
    url = reverse("projects-public", args=[TODAY.year])
    with clock.at(TODAY):
        made = deciding.deliberated(world)
        assert client.get(url).status_code == 404
        deciding.count(world, deciding.put(world, made, votes.congress_hall(world)), (170, 160, 150, 120))
        page = client.get(url).content.decode()
    assert deciding.NAMES[0] in page
    assert deciding.NAMES[3] not in page
    assert "村民" not in page


def test_only_who_reports_has_the_months_as_links_and_only_those_that_have_begun(world: World, client_of) -> None:
    with clock.at(TODAY):
        project = deciding.chosen(world)
        projects.report_progress(actor=world.contact, project=project, month=1, percent=10, text="路基开工")
        page = reverse("projects", args=[project.round.year])
        months = [reverse("project-progress", args=[project.pk, month]) for month in (1, 2, 3, 4)]
        for name, links in (("contact", [True, True, True, False]), ("lead", [False] * 4), ("rival", [False] * 4)):
            shown = client_of(getattr(world, name)).get(page).content.decode()
            assert [f'"{month}"' in shown for month in months] == links, name
            assert "路基开工" in shown
        public = client_of(world.lead).get(reverse("projects-public", args=[project.round.year])).content.decode()
    assert "路基开工" in public
    assert "尚未报送" in public


def test_from_the_projects_one_comes_to_their_vote(world: World, client_of) -> None:
    with clock.at(TODAY):
        made = deciding.deliberated(world)
        page = reverse("projects", args=[made.year])
        clerk = client_of(world.other_clerk)
        assert "票决情况" not in clerk.get(page).content.decode()
        ballot = deciding.put(world, made, votes.congress_hall(world))
        assert reverse("ballot", args=[ballot.pk]) in clerk.get(page).content.decode()


def test_the_votes_of_each_project_are_read_out_with_its_name(world: World) -> None:
    with clock.at(TODAY):
        made = deciding.carrying_round(world)
        read = page_of(world.director, Ballot.objects.get(pk=made.ballot_id)).announcement
    for name, line in zip(deciding.NAMES, read[-len(deciding.NAMES) :], strict=True):
        assert line.startswith(f"{name}：赞成")
