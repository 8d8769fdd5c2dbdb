"""Opening a follow-up, and keeping its stored state the projection of its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from congress.clock import today
from congress.models import Body, Congress, Department, Evaluation, FollowUp, Party, Person
from congress.rules.followups import AssignmentState, Clock, Facts, Openness, PartyPart, project
from congress.services import deadlines
from congress.services.base import save


@dataclass(frozen=True)
class Part:
    """Somebody's part in a follow-up that is being opened."""

    part: PartyPart
    who: Person | Department | Body


def open_followup(
    *, county: Congress, kind: str, title: str, asked_by: str, office: Body, parts: Iterable[Part]
) -> FollowUp:
    """Open a follow-up received today and start the clock of its hand-over.

    Runs inside the owner's command, which has checked who may.
    """
    followup = FollowUp.objects.create(
        county=county, kind=kind, title=title, asked_by=asked_by, office=office, opened_on=today()
    )
    Party.objects.bulk_create(_party(followup, part) for part in [*parts, Part(PartyPart.OFFICE, office)])
    deadlines.run_on(followup, deadlines.start(followup, Clock.HAND_OVER, today()))
    followup.save()
    return followup


def _party(followup: FollowUp, part: Part) -> Party:
    fields = {Person: "person", Department: "department", Body: "body"}
    return Party(followup=followup, part=part.part, **{fields[type(part.who)]: part.who})


def accept(followup: FollowUp, *, number: str, openness: Openness) -> None:
    """Record that the matter is taken up under ``number``; the follow-up is locked by the caller."""
    followup.number = number
    followup.openness = openness
    followup.accepted_on = today()
    refresh(followup)


def refresh(followup: FollowUp) -> None:
    """Project the state from the facts and save the follow-up as its next version."""
    rows = followup.assignments.filter(round=followup.round)
    asker = followup.parties.filter(part=PartyPart.ASKER).values("person")
    marks = Evaluation.objects.filter(reply__assignment__in=rows, person__in=asker)
    evaluated_on = marks.order_by("recorded_at").values_list("recorded_at", flat=True).first()
    facts = Facts(
        accepted=followup.accepted_on is not None,
        assignments=tuple(AssignmentState(state) for state in rows.values_list("state", flat=True)),
        evaluated=evaluated_on is not None,
        closed=followup.closed_on is not None,
    )
    followup.state = project(facts)
    save(followup)
