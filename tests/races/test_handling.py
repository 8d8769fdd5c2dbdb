"""Two at once while units handle: opinions, extensions, urging, key matters."""

from __future__ import annotations

from congress import clock
from congress.models import Assignment, CoOpinion, Deadline, KeyMatter, UnitRequest, Urging
from congress.rules.followups import AssignmentState, HandlingRole, UrgingKind
from congress.services import assigning, handling, replying, urging
from congress.services.assigning import Share
from tests.consistency import consistent
from tests.factories import TODAY, World
from tests.races.both import Run, last_word, one_winner, together

PAPER = handling.Paper("同意安排资金", "局长")


def joint(world: World) -> tuple[Assignment, Assignment]:
    """The roads bureau leads, the finance bureau assists; both have signed for it."""
    units = [Share(world.roads, HandlingRole.LEAD), Share(world.finance, HandlingRole.ASSIST)]
    lead, assist = assigning.hand_over(actor=world.clerk, followup=world.accepted().followup, units=units)
    for row, user in ((lead, world.contact), (assist, world.rival)):
        assigning.forward(actor=world.gov_clerk, assignment=row)
        assigning.sign_for(actor=user, assignment=row)
    return lead, assist


def extending(world: World, assignment: Assignment) -> Run:
    return lambda: handling.extend(actor=world.clerk, assignment=assignment, reason="涉及三个乡镇")


def test_an_opinion_is_given_twice(world: World) -> None:
    with clock.at(TODAY):
        _lead, assist = joint(world)
    run = lambda: handling.opine(actor=world.rival, assignment=assist, paper=PAPER)
    one_winner(assist.followup, run, run)
    assert CoOpinion.objects.filter(assignment=assist).count() == 1


def test_an_opinion_is_sent_back_twice(world: World) -> None:
    with clock.at(TODAY):
        _lead, assist = joint(world)
        handling.opine(actor=world.rival, assignment=assist, paper=PAPER)
    one_winner(
        assist.followup,
        lambda: handling.return_opinion(actor=world.contact, assignment=assist, reason="没有金额"),
        lambda: handling.return_opinion(actor=world.unit_leader, assignment=assist, reason="没有时间"),
    )
    assert assist.running.filter(clock="co_opinion").count() == 1


def test_an_extension_is_asked_for_twice(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
    one_winner(
        assignment.followup,
        lambda: handling.ask_extension(actor=world.contact, assignment=assignment, reason="涉及三个乡镇"),
        lambda: handling.ask_extension(actor=world.unit_leader, assignment=assignment, reason="资金量大"),
    )
    assert UnitRequest.objects.filter(assignment=assignment).count() == 1


def test_extended_twice(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
    run = extending(world, assignment)
    one_winner(assignment.followup, run, run)
    assert Deadline.objects.filter(assignment=assignment, clock="reply").count() == 2


def test_extended_while_the_extension_is_refused(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
        handling.ask_extension(actor=world.contact, assignment=assignment, reason="涉及三个乡镇")
    one_winner(
        assignment.followup,
        lambda: handling.refuse_extension(actor=world.clerk, assignment=assignment, answer="可以按期"),
        refused_after(world, assignment),
    )


def refused_after(world: World, assignment: Assignment) -> Run:
    """The clerk decides the request he saw: its version is the one of the form."""
    version = Assignment.objects.get(pk=assignment.pk).version
    return lambda: handling.extend(actor=world.clerk, assignment=assignment, reason="情况属实", version=version)


def test_extended_while_the_answer_comes_in(world: World) -> None:
    with clock.at(TODAY):
        assignment = world.signed()
        letter = world.letter(no_contact_reason="出差")
    last_word(
        assignment.followup,
        lambda: replying.reply(actor=world.contact, assignment=assignment, letter=letter, files=[world.scan()]),
        extending(world, assignment),
    )
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.COORDINATOR_CHECK
    assert set(assignment.running.values_list("clock", flat=True)) == {"check"}


def test_two_units_are_urged_at_once_and_each_slip_has_its_number(world: World) -> None:
    with clock.at(TODAY):
        one, two = world.signed().followup, world.signed().followup
    kind = UrgingKind.URGE
    runs = [lambda f=f: urging.urge(actor=world.clerk, followup=f, kind=kind) for f in (one, two, one, two)]
    outcome = together(*runs)
    assert outcome.refusals == []
    serials = sorted(Urging.objects.filter(county=world.county, kind=kind).values_list("serial", flat=True))
    assert serials == [1, 2, 3, 4]
    consistent(one)
    consistent(two)


def test_marked_as_key_matter_twice_ends_as_one(world: World) -> None:
    """Recording again corrects what was recorded: both are let through, one leader stands."""
    with clock.at(TODAY):
        followup = world.signed().followup
    leads = [urging.Lead(u.person, TODAY, "第31次主任会议") for u in (world.chairman, world.vice_chairman)]
    outcome = together(*(lambda x=x: urging.mark_key(actor=world.clerk, followup=followup, lead=x) for x in leads))
    assert outcome.refusals == []
    assert KeyMatter.objects.get(followup=followup).leader in {lead.leader for lead in leads}
    consistent(followup)
