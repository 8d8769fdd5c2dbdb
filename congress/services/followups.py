"""Opening and ending a follow-up, and keeping its stored state the projection of its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from congress.clock import now, today
from congress.kinds import registry
from congress.models import (
    Assignment,
    Body,
    Congress,
    Department,
    Evaluation,
    FollowUp,
    Party,
    Person,
    Reply,
    UnitRequest,
)
from congress.rules.followups import (
    FINISHED,
    OVER,
    AssignmentState,
    Clock,
    Ending,
    Facts,
    FollowUpState,
    HandlingRole,
    Mark,
    Openness,
    Part,
    PartyPart,
    PromiseState,
    ReplyState,
    RequestState,
    project,
)
from congress.services import deadlines, derived
from congress.services.base import save


@dataclass(frozen=True)
class Role:
    """Somebody's part in a follow-up that is being opened."""

    part: PartyPart
    who: Person | Department | Body


def open_followup(
    *,
    county: Congress,
    kind: str,
    title: str,
    asked_by: str,
    office: Body,
    parts: Iterable[Role],
    on_paper: bool = False,
) -> FollowUp:
    """Open a follow-up received today and start the clock of its hand-over.

    ``on_paper``: a clerk typed it in from a signed original, and types in the mended one.
    Runs inside the owner's command, which has checked who may.
    """
    followup = FollowUp.objects.create(
        county=county,
        kind=kind,
        title=title,
        asked_by=asked_by,
        office=office,
        opened_on=today(),
        on_paper=on_paper,
        rounds_allowed=registry.kinds[kind].max_rounds(county),
    )
    for part in [*parts, Role(PartyPart.OFFICE, office)]:
        involve(followup, part.part, part.who)
    deadlines.start(followup, Clock.HAND_OVER, today())
    refresh(followup)
    return followup


def open_handed_over(
    *,
    county: Congress,
    kind: str,
    number: str,
    title: str,
    asked_by: str,
    office: Body,
    openness: Openness,
    coordinator: Department | None = None,
    parts: Iterable[Role] = (),
    reply_by: date | None = None,
) -> FollowUp:
    """Open a follow-up nobody files and nobody examines: it is handed over on the day it is opened.

    For kinds no deputy asks (:class:`congress.rules.policies.Policy`). ``reply_by`` is a date a decision set instead
    of the rule's (:attr:`Clock.FIXED`). With ``coordinator`` it lies with the government office, which allots it to
    units; otherwise the caller gives it to them, and passes the date, by
    :func:`congress.services.assigning.assign` in the same command, which has checked who may.
    """
    day = today()
    followup = FollowUp.objects.create(
        county=county,
        kind=kind,
        number=number,
        title=title,
        asked_by=asked_by,
        office=office,
        openness=openness,
        opened_on=day,
        accepted_on=day,
        handed_over_on=day,
        rounds_allowed=registry.kinds[kind].max_rounds(county),
    )
    for part in [*parts, Role(PartyPart.OFFICE, office)]:
        involve(followup, part.part, part.who)
    if coordinator is not None:
        involve(followup, PartyPart.COORDINATOR, coordinator)
        deadlines.start(followup, Clock.FORWARD, day)
        entry = (
            deadlines.start(followup, Clock.REPLY, reply_by, by=Clock.FIXED)
            if reply_by
            else deadlines.start(followup, Clock.REPLY, day)
        )
        followup.reply_due_on = entry.due_on
    refresh(followup)
    return followup


def involve(followup: FollowUp, part: PartyPart, who: Person | Department | Body) -> None:
    """Give somebody a part in a follow-up; twice changes nothing."""
    Party.objects.get_or_create(
        followup=followup,
        part=part,
        person=who if isinstance(who, Person) else None,
        department=who if isinstance(who, Department) else None,
        body=who if isinstance(who, Body) else None,
    )


def accept(followup: FollowUp, *, number: str, openness: Openness) -> None:
    """Record that the matter is taken up under ``number``; the follow-up is locked by the caller."""
    followup.number = number
    followup.openness = openness
    followup.accepted_on = today()
    refresh(followup)


def send_back(followup: FollowUp) -> None:
    """Record that the asker must mend his paper: nothing is awaited of the office meanwhile."""
    followup.sent_back_on = today()
    deadlines.stop(followup, Clock.HAND_OVER)
    refresh(followup)


def take_again(followup: FollowUp, *, title: str) -> None:
    """Record that the mended paper came in: the office's clock starts anew."""
    followup.sent_back_on = None
    followup.title = title
    deadlines.start(followup, Clock.HAND_OVER, today())
    refresh(followup)


def end(followup: FollowUp, ending: Ending, note: str, *, into: FollowUp | None = None) -> None:
    """End a follow-up without a close: nothing is awaited any more; what was open is over."""
    followup.ending, followup.ending_note = ending, note
    followup.merged_into = into
    followup.closed_on = today()
    _cancel(followup.assignments.exclude(state__in=OVER))
    followup.promises.filter(state__in=[PromiseState.OPEN, PromiseState.REPORTED]).update(state=PromiseState.REPLACED)
    deadlines.stop_everything(followup)
    refresh(followup)


def end_round(followup: FollowUp) -> None:
    """Expect nothing more of who still assists when the round is over: the answer has been given without them."""
    done = [*OVER, AssignmentState.ANSWERED, AssignmentState.OPINED]
    _cancel(followup.assignments.filter(round=followup.round).exclude(state__in=done))


def _cancel(rows: QuerySet[Assignment]) -> None:
    """Take matters back from units; what they asked for needs no decision any more."""
    for row in rows:
        UnitRequest.objects.filter(assignment=row, state=RequestState.OPEN).update(
            state=RequestState.OVERTAKEN, decided_at=now()
        )
        row.state, row.pending = AssignmentState.CANCELLED, ""
        deadlines.stop(row)
        save(row)


def refresh(followup: FollowUp) -> None:
    """Project the state from the facts, save the follow-up as its next version, keep what is derived of it."""
    parts = [
        Part(HandlingRole(role), AssignmentState(state))
        for role, state in followup.assignments.filter(round=followup.round).values_list("role", "state")
    ]
    answered = any(part.state is AssignmentState.ANSWERED for part in parts)
    before, kind = FollowUpState(followup.state), registry.of(followup)
    judged = (_by_askers if kind.asked else _by_verdict)(followup) if answered else Judged()
    followup.dissatisfied = judged.dissatisfied
    settled = followup.settled_on is not None
    facts = Facts(
        accepted=followup.accepted_on is not None,
        sent_back=followup.sent_back_on is not None,
        ending=Ending(followup.ending) if followup.ending else None,
        settled=settled,
        promises_open=settled and _promises_open(followup),
        parts=tuple(parts),
        evaluated=judged.complete,
    )
    followup.state = state = project(facts)
    if state is FollowUpState.CLOSED and followup.closed_on is None:
        followup.closed_on = today()
    deadlines.copy_nearest(followup)
    save(followup)
    derived.keep(followup)
    if state in FINISHED and before not in FINISHED:
        kind.on_closed(followup)


@dataclass(frozen=True)
class Judged:
    """What is said of the answers of this round: all that was awaited, and whether it is not enough."""

    complete: bool = False
    dissatisfied: bool = False


def _by_askers(followup: FollowUp) -> Judged:
    marks = asker_marks(followup)
    bad = any(Mark.BAD in (m.process, m.result) for m in marks)
    return Judged(bool(marks) and _evaluated(followup, marks), bad)


def _by_verdict(followup: FollowUp) -> Judged:
    verdict = followup.verdicts.filter(round=followup.round).first()
    return Judged(verdict is not None, verdict is not None and verdict.mark == Mark.BAD)


def _promises_open(followup: FollowUp) -> bool:
    return followup.promises.filter(state__in=[PromiseState.OPEN, PromiseState.REPORTED]).exists()


def asker_marks(followup: FollowUp) -> list[Evaluation]:
    """Marks of the lead signer (or lead signers of a shared matter) on the answers of this round; his counts."""
    asker = followup.parties.filter(part=PartyPart.ASKER).values("person")
    rows = Evaluation.objects.filter(
        reply__assignment__followup=followup,
        reply__assignment__round=followup.round,
        reply__state=ReplyState.ISSUED,
        person__in=asker,
    )
    return list(rows)


def _evaluated(followup: FollowUp, marks: list[Evaluation]) -> bool:
    """Whether the lead signer has marked every answer of this round."""
    issued = Reply.objects.filter(
        assignment__followup=followup, assignment__round=followup.round, state=ReplyState.ISSUED
    ).values_list("pk", flat=True)
    return bool(issued) and set(issued) <= {mark.reply_id for mark in marks}
