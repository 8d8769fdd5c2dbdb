"""The rows one line of the past becomes, made and not yet written."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import (
    Assignment,
    Body,
    Deadline,
    Department,
    Evaluation,
    FollowUp,
    ImportJob,
    Party,
    Reply,
    User,
)
from congress.queries.deadlines import foresee
from congress.rules.deadlines import StepCode
from congress.rules.followups import (
    AssignmentState,
    Channel,
    Clock,
    Facts,
    HandlingRole,
    Mark,
    Openness,
    Part,
    PartyPart,
    ReplyState,
    project,
)
from congress.rules.imports import Gap
from deputies.models import Cosigner, Suggestion
from deputies.rules import SUGGESTION, CosignState, Difficulty, SuggestionState
from deputies.services.history.past import Past

_EVALUATED = frozenset({Gap.EVALUATION.value})
TO_COME = {
    True: _EVALUATED,
    False: _EVALUATED | {Gap.REPLY.value, Gap.CONTACT.value, Gap.CO_OPINION.value},
}
"""What is no gap of a matter that goes on, by whether it has been answered: it is still to come."""


@dataclass
class Made:
    """What one line has become, while its rows are being made."""

    past: Past
    open: bool
    followup: FollowUp
    suggestion: Suggestion
    assignments: list[Assignment] = field(default_factory=list)
    entries: list[Deadline] = field(default_factory=list)


class Maker:
    """Makes the rows of pasts; the office is read once, and dates of the same kind are computed once."""

    def __init__(self, job: ImportJob, actor: User, term_id: int, session_id: int) -> None:
        self.job, self.actor = job, actor
        self.term_id, self.session_id = term_id, session_id
        self.office = Body.objects.get(congress=job.county, kind=Body.Kind.DEPUTIES_OFFICE)
        self.foreseen: dict[tuple[Difficulty, date], Deadline] = {}

    def made(self, past: Past) -> Made:
        """The suggestion, its handling and its dates, as they were when the past was over; nothing is written."""
        open_ = self._stays_open(past)
        row = Made(past, open_, FollowUp(county=self.job.county, kind=SUGGESTION), Suggestion(county=self.job.county))
        self._fill_suggestion(row)
        if not past.ending:
            row.assignments = [self._assignment(row, unit, role) for unit, role in past.units]
            row.entries = [entry for a in row.assignments for entry in self.entries(row, a)]
        self._fill_followup(row)
        return row

    def _stays_open(self, past: Past) -> bool:
        """Only what is truly open, of this year, and only when the clerk asked for it."""
        this_year = self.job.context.get("year") == today().year
        return self.job.keeps_open and this_year and not past.ending and not past.marks and bool(past.units)

    def _fill_suggestion(self, row: Made) -> None:
        past, suggestion = row.past, row.suggestion
        moment = at_ten(past.opened_on)
        suggestion.term_id, suggestion.session_id = self.term_id, None if past.between else self.session_id
        suggestion.followup, suggestion.author, suggestion.serial = row.followup, past.lead, past.serial
        suggestion.title, suggestion.body, suggestion.category = past.title, past.body, past.category
        suggestion.created_at = suggestion.saved_at = suggestion.submitted_at = moment
        suggestion.state = SuggestionState.SUBMITTED if past.ending else SuggestionState.ACCEPTED
        suggestion.difficulty = "" if past.ending else past.difficulty

    def _fill_followup(self, row: Made) -> None:
        past, followup = row.past, row.followup
        followup.number = row.suggestion.number
        followup.title, followup.asked_by, followup.office = past.title, str(past.lead)[:120], self.office
        followup.openness = Openness.STAFF if past.ending else Openness.DEPUTIES
        followup.opened_on = past.opened_on
        followup.recorded_by_import, followup.gaps = self.job, [gap.value for gap in past.gaps]
        if past.ending:
            followup.ending, followup.ending_note = past.ending, past.note[:300]
            followup.closed_on = past.opened_on
        else:
            followup.accepted_on = past.handed_over_on
            self._fill_handling(row)
        followup.state = self._state(row)

    def _fill_handling(self, row: Made) -> None:
        past, followup = row.past, row.followup
        followup.handed_over_on = past.handed_over_on if row.assignments else None
        followup.answered_on = past.replied_on if past.replied else None
        followup.dissatisfied = Mark.BAD in (past.process, past.result)
        owed = [a.reply_due_on for a in row.assignments if a.role != HandlingRole.ASSIST]
        followup.reply_due_on = max(owed, default=None)
        if row.open:
            followup.gaps = [gap for gap in followup.gaps if gap not in TO_COME[past.replied]]
        else:
            followup.settled_on = followup.closed_on = self._closed_on(past)
            followup.gaps = [*followup.gaps, Gap.CLOSED.value]

    def _closed_on(self, past: Past) -> date:
        """The day of the answer, otherwise the year's last day, never one still to come: the best the ledger has."""
        last = date(int(self.job.context["year"]), 12, 31)
        known = past.replied_on if past.replied else None
        return min(known or max(last, past.handed_over_on), max(today(), past.handed_over_on))

    @staticmethod
    def _state(row: Made) -> str:
        followup = row.followup
        facts = Facts(
            accepted=followup.accepted_on is not None,
            ending=row.past.ending,
            settled=followup.settled_on is not None,
            parts=tuple(Part(HandlingRole(a.role), AssignmentState(a.state)) for a in row.assignments),
        )
        return project(facts)

    def _assignment(self, row: Made, unit: Department, role: HandlingRole) -> Assignment:
        past = row.past
        answered = past.replied or not row.open
        state = AssignmentState.ANSWERED if answered else AssignmentState.HANDLING
        if role is HandlingRole.ASSIST:
            state = AssignmentState.OPINED if answered else AssignmentState.HANDLING
        return Assignment(
            county=self.job.county,
            followup=row.followup,
            department=unit,
            role=role,
            state=state,
            coordinator_id=unit.coordinator_id,
            handed_over_on=past.handed_over_on,
            handed_over_by=self.actor,
            reply_due_on=past.due_on or self.foresee(past).due_on,
            answered_on=past.replied_on if past.replied and role is not HandlingRole.ASSIST else None,
        )

    def foresee(self, past: Past) -> Deadline:
        """The date of the answer by today's rule, which holds where the ledger tells none."""
        key = (past.difficulty, past.handed_over_on)
        if key not in self.foreseen:
            self.foreseen[key] = foresee(self.job.county, f"suggestion.reply.{past.difficulty}", past.handed_over_on)
        return self.foreseen[key]

    def entries(self, row: Made, assignment: Assignment) -> list[Deadline]:
        """The computed date; and the ledger's own, where it says another one."""
        if assignment.role == HandlingRole.ASSIST:
            return []
        computed = for_owner(self.foresee(row.past), assignment)
        if row.past.due_on in (None, computed.due_on):
            return [computed]
        told = for_owner(self.foresee(row.past), assignment)
        told.due_on = told.nominal_on = row.past.due_on or told.due_on
        told.steps = [[StepCode.TOLD, {"on": told.due_on.isoformat()}]]
        told.reason, told.granted_by = _("台账所载"), self.actor
        return [computed, told]

    def parties(self, row: Made) -> Iterable[Party]:
        """Everybody who has a part in it, the lead signer once."""
        lead = row.past.lead.person_id
        yield Party(followup=row.followup, part=PartyPart.ASKER, person_id=lead)
        yield Party(followup=row.followup, part=PartyPart.OFFICE, body=self.office)
        for person in dict.fromkeys(mandate.person_id for mandate in row.past.cosigners):
            if person != lead:
                yield Party(followup=row.followup, part=PartyPart.COSIGNER, person_id=person)
        for unit in row.assignments:
            yield Party(followup=row.followup, part=PartyPart.UNIT, department_id=unit.department_id)
        for office in {unit.coordinator_id for unit in row.assignments} - {None}:
            yield Party(followup=row.followup, part=PartyPart.COORDINATOR, department_id=office)

    @staticmethod
    def cosigners(row: Made) -> Iterable[Cosigner]:
        """The co-signatures, confirmed on the day the paper came in."""
        moment = at_ten(row.past.opened_on)
        for mandate in row.past.cosigners:
            yield Cosigner(
                suggestion=row.suggestion,
                mandate=mandate,
                state=CosignState.CONFIRMED,
                invited_at=moment,
                answered_at=moment,
            )

    def reply(self, past: Past, assignment: Assignment) -> Reply:
        """A unit's answer as issued; its date is the due date where the ledger tells none."""
        dated = past.replied_on or assignment.reply_due_on
        return Reply(
            assignment=assignment,
            number=past.reply_number[:40],
            dated=dated,
            outcome=past.outcome,
            state=ReplyState.ISSUED,
            issued_at=at_ten(dated),
            may_publish=False,
            submitted_by=self.actor,
            submitted_at=at_ten(dated),
        )

    def evaluation(self, past: Past, reply: Reply) -> Evaluation:
        """The lead signer's marks, as a clerk records them from paper."""
        bad = Mark.BAD in (past.process, past.result)
        return Evaluation(
            reply=reply,
            person_id=past.lead.person_id,
            process=past.process or "",
            result=past.result or "",
            reason=(past.note or _("（台账未载理由）")) if bad else past.note,
            channel=Channel.PAPER,
            recorded_by=self.actor,
            recorded_at=now(),
        )


def owing(assignments: Iterable[Assignment]) -> list[Assignment]:
    """Those who owe an answer."""
    return [row for row in assignments if row.role != HandlingRole.ASSIST]


def for_owner(foreseen: Deadline, assignment: Assignment | None, followup: FollowUp | None = None) -> Deadline:
    """A ledger entry of a date foreseen, for one owner."""
    entry = copy.copy(foreseen)
    entry._state = copy.copy(foreseen._state)
    entry.assignment, entry.followup = assignment, followup
    entry.clock, entry.entered_at = Clock.REPLY, now()
    return entry


def at_ten(day: date) -> datetime:
    """Ten in the morning of a day whose hour nobody recorded."""
    return datetime.combine(day, time(10), tzinfo=timezone.get_current_timezone())
