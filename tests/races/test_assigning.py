"""Two at once while a matter is handed over, forwarded, signed for, returned, re-assigned."""

from __future__ import annotations

from congress import clock
from congress.models import Assignment, Deadline, Proposal, UnitRequest
from congress.rules.followups import AssignmentState, FollowUpState
from congress.services import assigning, returning
from congress.services.assigning import Share
from tests.consistency import consistent
from tests.factories import TODAY, World
from tests.races.both import Run, last_word, one_winner, together


def returned(world: World) -> Assignment:
    assignment = world.forwarded()
    returning.request_return(actor=world.contact, assignment=assignment, reason="不属于本单位职责")
    return assignment


def reassigning(world: World, assignment: Assignment, unit: str) -> Run:
    department = getattr(world, unit)
    return lambda: returning.reassign(actor=world.gov_clerk, assignment=assignment, department=department)


def test_two_clerks_hand_over_to_two_units(world: World) -> None:
    with clock.at(TODAY):
        followup = world.accepted().followup
    followup = one_winner(
        followup,
        lambda: assigning.hand_over(actor=world.clerk, followup=followup, units=[Share(world.roads)]),
        lambda: assigning.hand_over(actor=world.clerk, followup=followup, units=[Share(world.court)]),
    )
    assert followup.assignments.count() == 1
    assert Deadline.objects.filter(assignment__followup=followup, clock="reply").count() == 1


def test_two_proposals_at_once_leave_one(world: World) -> None:
    """The later one replaces the earlier: both are let through, and one set of units stands."""
    with clock.at(TODAY):
        followup = world.accepted().followup
    outcome = together(
        lambda: assigning.propose(actor=world.clerk, followup=followup, units=[Share(world.roads)]),
        lambda: assigning.propose(actor=world.clerk, followup=followup, units=[Share(world.finance)]),
    )
    assert outcome.refusals == []
    consistent(followup)
    assert Proposal.objects.filter(followup=followup).count() == 1


def test_a_proposal_is_commented_on_twice(world: World) -> None:
    with clock.at(TODAY):
        followup = world.accepted().followup
        assigning.propose(actor=world.clerk, followup=followup, units=[Share(world.roads)])
    run = lambda: assigning.comment(actor=world.gov_clerk, followup=followup, agrees=True, text="")
    assert not one_winner(followup, run, run).comment_wanted


def test_handed_over_while_the_government_office_comments(world: World) -> None:
    with clock.at(TODAY):
        followup = world.accepted().followup
        assigning.propose(actor=world.clerk, followup=followup, units=[Share(world.roads)])
    followup = last_word(
        followup,
        lambda: assigning.hand_over(actor=world.clerk, followup=followup, units=[Share(world.roads)]),
        lambda: assigning.comment(actor=world.gov_clerk, followup=followup, agrees=False, text="改由水务局"),
    )
    assert followup.state == FollowUpState.ASSIGNED
    assert not followup.comment_wanted


def test_forwarded_twice(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.handed_over()
    run = lambda: assigning.forward(actor=world.gov_clerk, assignment=assignment)
    one_winner(assignment.followup, run, run)
    assert assignment.running.filter(clock="sign_for").count() == 1


def test_forwarded_while_it_is_raised(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.handed_over()
    one_winner(
        assignment.followup,
        lambda: assigning.forward(actor=world.gov_clerk, assignment=assignment),
        lambda: returning.raise_return(actor=world.gov_clerk, assignment=assignment, note="属于法院"),
    )


def test_leader_and_contact_sign_for_at_once(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.forwarded()
    one_winner(
        assignment.followup,
        lambda: assigning.sign_for(actor=world.contact, assignment=assignment),
        lambda: assigning.sign_for(actor=world.unit_leader, assignment=assignment),
    )


def test_returned_while_it_is_signed_for(world: World) -> None:
    """What was signed for may still be returned within the window; after the return nobody signs."""
    with clock.at(TODAY):
        assignment = world.forwarded()
    last_word(
        assignment.followup,
        lambda: returning.request_return(actor=world.unit_leader, assignment=assignment, reason="不属于本单位"),
        lambda: assigning.sign_for(actor=world.contact, assignment=assignment),
    )
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.RETURNING
    assert not assignment.running.filter(clock="sign_for").exists()


def test_returned_twice(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.forwarded()
    followup = one_winner(
        assignment.followup,
        lambda: returning.request_return(actor=world.contact, assignment=assignment, reason="不属于本单位"),
        lambda: returning.request_return(actor=world.unit_leader, assignment=assignment, reason="不属于本局"),
    )
    assert followup.returns == 1
    assert UnitRequest.objects.filter(assignment=assignment).count() == 1


def test_reassigned_to_two_units(world: World) -> None:
    with clock.at(TODAY):
        assignment, _water = returned(world), world.water
    runs = reassigning(world, assignment, "finance"), reassigning(world, assignment, "water")
    followup = one_winner(assignment.followup, *runs)
    assert sorted(followup.assignments.values_list("state", flat=True)) == ["awaiting", "reassigned"]
    assert followup.running.filter(clock="reply").count() == 1


def test_reassigned_while_the_return_is_refused(world: World) -> None:
    with clock.at(TODAY):
        assignment = returned(world)
    one_winner(
        assignment.followup,
        reassigning(world, assignment, "finance"),
        lambda: returning.refuse_return(actor=world.gov_clerk, assignment=assignment, answer="属于你局职责"),
    )
    assert UnitRequest.objects.get(assignment=assignment).state in {"granted", "refused"}


def test_reassigned_while_it_is_raised(world: World) -> None:
    with clock.at(TODAY):
        assignment = returned(world)
    one_winner(
        assignment.followup,
        reassigning(world, assignment, "finance"),
        lambda: returning.raise_return(actor=world.gov_clerk, assignment=assignment, note="属于法院"),
    )
