"""What somebody may do now with a follow-up, an assignment or a promise: the transition table, asked.

Commands call :func:`require`, buttons and desk :func:`open_moves`; both read the same rows and the
same guards.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from django.utils.translation import gettext as _

from congress.access import Anyone, Standing, standing
from congress.clock import today
from congress.kinds import registry
from congress.labels import label
from congress.models import Assignment, FollowUp, Party, Promise
from congress.refusals import NotAllowed, WrongState
from congress.rules import transitions
from congress.rules.followups import (
    OVER,
    AssignmentState,
    Clock,
    FollowUpState,
    HandlingRole,
    PartyPart,
    PromiseState,
    RequestKind,
)
from congress.rules.roles import OFFICE, Role
from congress.rules.transitions import Case, Event, Guard, Move

Subject: TypeAlias = "FollowUp | Assignment | Promise"


def followup_of(subject: Subject) -> FollowUp:
    """The follow-up a subject belongs to, or is."""
    return subject if isinstance(subject, FollowUp) else subject.followup


def assignment_of(subject: Subject) -> Assignment | None:
    """The assignment a subject belongs to, or is."""
    if isinstance(subject, Promise):
        return subject.assignment
    return subject if isinstance(subject, Assignment) else None


def state_of(subject: Subject) -> FollowUpState | AssignmentState | PromiseState:
    """The state an event starts from."""
    if isinstance(subject, FollowUp):
        return FollowUpState(subject.state)
    return AssignmentState(subject.state) if isinstance(subject, Assignment) else PromiseState(subject.state)


def parts(user: Anyone, subject: Subject) -> frozenset[PartyPart]:
    """In what quality ``user`` has to do with a subject.

    Reads ``followup.parties`` (and, for an assisting unit, ``followup.assignments``): prefetch them
    where rows are many.
    """
    who = standing(user)
    if who.person_id is None:
        return frozenset()
    followup, assignment = followup_of(subject), assignment_of(subject)
    rows = list(followup.parties.all())
    held = {PartyPart(p.part) for p in rows if p.person_id == who.person_id and p.part != PartyPart.UNIT}
    offices = who.bodies(OFFICE)
    held |= {PartyPart.RECORDER for p in rows if p.part == PartyPart.RECORDER and p.body_id in offices}
    if followup.office_id in offices:
        held.add(PartyPart.OFFICE)
    if who.has(Role.CHAIR, Role.VICE_CHAIR):
        held.add(PartyPart.LEADER)
    return frozenset(held | _unit_parts(who, followup, assignment, rows))


def _unit_parts(
    who: Standing, followup: FollowUp, assignment: Assignment | None, parties: list[Party]
) -> set[PartyPart]:
    if assignment is not None and assignment.addressee_id:
        return {PartyPart.UNIT} if assignment.addressee_id == who.person_id else set()
    if not who.departments:
        return set()
    if assignment is None:
        coordinates = PartyPart.COORDINATOR
        return {coordinates for p in parties if p.part == coordinates and p.department_id in who.departments}
    held = set()
    if assignment.department_id in who.departments:
        held.add(PartyPart.UNIT)
    if assignment.coordinator_id in who.departments:
        held.add(PartyPart.COORDINATOR)
    if assignment.role == HandlingRole.ASSIST and _leads(who, followup, assignment.round):
        held.add(PartyPart.LEAD_UNIT)
    return held


def _leads(who: Standing, followup: FollowUp, round_: int) -> bool:
    return any(
        row.role == HandlingRole.LEAD and row.round == round_ and row.department_id in who.departments
        for row in followup.assignments.all()
        if AssignmentState(row.state) not in OVER
    )


def case_of(subject: Subject) -> Case:
    """What the guards ask about a subject, read from its own columns without a query."""
    followup, assignment = followup_of(subject), assignment_of(subject)
    due = subject.evaluation_due_on if isinstance(subject, Promise) else followup.evaluation_due_on
    common = Case(
        today=today(),
        on_paper=followup.on_paper,
        proposed=followup.comment_wanted,
        evaluation_due_on=due,
        dissatisfied=followup.dissatisfied,
        round=followup.round,
        max_rounds=followup.rounds_allowed,
        conferred=followup.conferred_on is not None,
        policy=registry.of(followup).policy,
    )
    return _of_assignment(common, assignment, followup) if assignment else common


def _of_assignment(case: Case, row: Assignment, followup: FollowUp) -> Case:
    return Case(
        **{
            **vars(case),
            "through_coordinator": row.coordinator_id is not None,
            "role": HandlingRole(row.role),
            "window_until": row.return_until,
            "request_open": row.pending != "",
            "extendable": row.extendable,
            "extension_asked": row.pending == RequestKind.EXTENSION,
            "answered": followup.answered_on is not None or row.round != followup.round,
        }
    )


def open_moves(user: Anyone, subject: Subject) -> tuple[Move, ...]:
    """What ``user`` may do now with a subject."""
    held = parts(user, subject)
    state = state_of(subject)
    return transitions.open_moves(state, held, case_of(subject)) if transitions.moves(state, held) else ()


def require(user: Anyone, event: Event, subject: Subject) -> Move:
    """The move ``user`` is about to make.

    Raises :class:`NotAllowed` when no state would let him, :class:`WrongState` when this one does
    not, with the words of the guard that fails.
    """
    held = parts(user, subject)
    word = registry.of(followup_of(subject)).word
    case = case_of(subject)
    rows = transitions.rows_of(event, case)
    if not any(move.by & held for move in rows):
        raise NotAllowed(_("您不是此件的%(who)s，不能%(verb)s。") % {"who": _who(rows), "verb": word(event)})
    state = state_of(subject)
    found = transitions.find(state, event, held, case)
    if isinstance(found, Move):
        return found
    shape = {"state": word(state), "verb": word(event)}
    if found is not None:
        text = _("现在不能%(verb)s：%(why)s。") % {**shape, "why": word(found)}
        raise WrongState(text, basis=_basis(found, subject))
    raise WrongState(_("此件现在的状态是“%(state)s”，不能%(verb)s。请返回查看最新情况。") % shape)


CLOCKS = {
    Guard.WINDOW_OPEN: (Clock.RETURN,),
    Guard.EVALUATION_OVER: (Clock.EVALUATION, Clock.PROMISE_EVALUATION),
}


def _basis(guard: Guard, subject: Subject) -> str:
    """The date a guard went by and the rule it was computed with; empty for guards without a date."""
    owner = assignment_of(subject) or followup_of(subject)
    rows = owner.deadlines.filter(clock__in=CLOCKS.get(guard, ())).select_related("basis")
    entry = rows.order_by("id").last() if guard in CLOCKS else None
    shape = _("%(label)s期限为%(day)s，%(basis)s")
    return shape % {"label": entry.label, "day": entry.due_on, "basis": entry.basis.citation} if entry else ""


def _who(rows: Iterable[Move]) -> str:
    allowed = {part for move in rows for part in move.by}
    return _("或").join(label(part) for part in PartyPart if part in allowed)
