"""The past recorded as the past: recorded dates stand, gaps are marked as gaps, nothing is sent.

No notice, no reminder, nothing on anybody's desk, unless the clerk asked that what is open this year
goes on (then the answer's or the evaluation's date runs). See docs/decisions/0012.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import F
from django.db.models.functions import Greatest
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
    Mandate,
    OutcomeClass,
    Party,
    Reply,
    Series,
    User,
)
from congress.queries.deadlines import foresee
from congress.rules.deadlines import StepCode
from congress.rules.followups import (
    AssignmentState,
    Channel,
    Clock,
    Ending,
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
from congress.services import deadlines
from deputies.models import Category, Cosigner, Suggestion
from deputies.rules import SUGGESTION, CosignState, Difficulty, SuggestionState

HALF_WAY = 125
"""Days: a date later than four months after the hand-over can only be the six months of a difficult matter."""

_EVALUATED = frozenset({Gap.EVALUATION.value})
TO_COME = {
    True: _EVALUATED,
    False: _EVALUATED | {Gap.REPLY.value, Gap.CONTACT.value, Gap.CO_OPINION.value},
}
"""What is no gap of a matter that goes on, by whether it has been answered: it is still to come."""


@dataclass
class Past:
    """One suggestion as a ledger of the past tells it, names resolved."""

    serial: int
    between: bool
    title: str
    body: str
    lead: Mandate
    cosigners: Sequence[Mandate]
    category: Category | None
    opened_on: date
    ending: Ending | None
    note: str
    units: Sequence[tuple[Department, HandlingRole]]
    handed_over_on: date
    due_on: date | None
    replied: bool
    replied_on: date | None
    reply_number: str
    outcome: OutcomeClass | None
    process: Mark | None
    result: Mark | None
    gaps: list[Gap] = field(default_factory=list)
    target: int | None = None

    @property
    def difficulty(self) -> Difficulty:
        """Six months when the ledger gave more than four, otherwise the ordinary three."""
        long = self.due_on is not None and (self.due_on - self.handed_over_on).days > HALF_WAY
        return Difficulty.DIFFICULT if long else Difficulty.ORDINARY

    @property
    def marks(self) -> bool:
        """Whether the deputy's evaluation is recorded, at least half of it."""
        return bool(self.process or self.result)


@dataclass
class _Made:
    """What one line has become, while its rows are being made."""

    past: Past
    open: bool
    followup: FollowUp
    suggestion: Suggestion
    assignments: list[Assignment] = field(default_factory=list)
    entries: list[Deadline] = field(default_factory=list)


class History:
    """Writes what an import found, many at once; the office and the session are read once."""

    def __init__(self, job: ImportJob, actor: User, term_id: int, session_id: int) -> None:
        self.job, self.actor = job, actor
        self.term_id, self.session_id = term_id, session_id
        self.office = Body.objects.get(congress=job.county, kind=Body.Kind.DEPUTIES_OFFICE)
        self.foreseen: dict[tuple[Difficulty, date], Deadline] = {}

    def record(self, pasts: Sequence[Past]) -> list[int]:
        """Record suggestions with their whole handling; returns the keys of their follow-ups, in this order.

        Runs inside the caller's command. Each past gets its suggestion's key as ``target``.
        """
        made = [self._made(past) for past in pasts]
        FollowUp.objects.bulk_create([row.followup for row in made])
        Suggestion.objects.bulk_create([row.suggestion for row in made])
        Assignment.objects.bulk_create([a for row in made for a in row.assignments])
        Deadline.objects.bulk_create([entry for row in made for entry in row.entries])
        Party.objects.bulk_create([party for row in made for party in self._parties(row)])
        Cosigner.objects.bulk_create([cosigner for row in made for cosigner in self._cosigners(row)])
        self._replies(made)
        self._let_run([row for row in made if row.open])
        self._count_on(pasts)
        for row in made:
            row.past.target = row.suggestion.pk
        return [row.followup.pk for row in made]

    def _made(self, past: Past) -> _Made:
        open_ = self._stays_open(past)
        row = _Made(past, open_, FollowUp(county=self.job.county, kind=SUGGESTION), Suggestion(county=self.job.county))
        self._fill_suggestion(row)
        if not past.ending:
            row.assignments = [self._assignment(row, unit, role) for unit, role in past.units]
            row.entries = [entry for a in row.assignments for entry in self._entries(row, a)]
        self._fill_followup(row)
        return row

    def _stays_open(self, past: Past) -> bool:
        """Only what is truly open, of this year, and only when the clerk asked for it."""
        this_year = self.job.context.get("year") == today().year
        return self.job.keeps_open and this_year and not past.ending and not past.marks and bool(past.units)

    def _fill_suggestion(self, row: _Made) -> None:
        past, suggestion = row.past, row.suggestion
        moment = at_ten(past.opened_on)
        suggestion.term_id, suggestion.session_id = self.term_id, None if past.between else self.session_id
        suggestion.followup, suggestion.author, suggestion.serial = row.followup, past.lead, past.serial
        suggestion.title, suggestion.body, suggestion.category = past.title, past.body, past.category
        suggestion.created_at = suggestion.saved_at = suggestion.submitted_at = moment
        suggestion.state = SuggestionState.SUBMITTED if past.ending else SuggestionState.ACCEPTED
        suggestion.difficulty = "" if past.ending else past.difficulty

    def _fill_followup(self, row: _Made) -> None:
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

    def _fill_handling(self, row: _Made) -> None:
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
    def _state(row: _Made) -> str:
        followup = row.followup
        facts = Facts(
            accepted=followup.accepted_on is not None,
            ending=row.past.ending,
            settled=followup.settled_on is not None,
            parts=tuple(Part(HandlingRole(a.role), AssignmentState(a.state)) for a in row.assignments),
        )
        return project(facts)

    def _assignment(self, row: _Made, unit: Department, role: HandlingRole) -> Assignment:
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
            reply_due_on=past.due_on or self._foresee(past).due_on,
            answered_on=past.replied_on if past.replied and role is not HandlingRole.ASSIST else None,
        )

    def _foresee(self, past: Past) -> Deadline:
        key = (past.difficulty, past.handed_over_on)
        if key not in self.foreseen:
            self.foreseen[key] = foresee(self.job.county, f"suggestion.reply.{past.difficulty}", past.handed_over_on)
        return self.foreseen[key]

    def _entries(self, row: _Made, assignment: Assignment) -> list[Deadline]:
        """The computed date; and the ledger's own, where it says another one."""
        if assignment.role == HandlingRole.ASSIST:
            return []
        computed = _for(self._foresee(row.past), assignment)
        if row.past.due_on in (None, computed.due_on):
            return [computed]
        told = _for(self._foresee(row.past), assignment)
        told.due_on = told.nominal_on = row.past.due_on or told.due_on
        told.steps = [[StepCode.TOLD, {"on": told.due_on.isoformat()}]]
        told.reason, told.granted_by = _("台账所载"), self.actor
        return [computed, told]

    def _parties(self, row: _Made) -> Iterable[Party]:
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
    def _cosigners(row: _Made) -> Iterable[Cosigner]:
        moment = at_ten(row.past.opened_on)
        for mandate in row.past.cosigners:
            yield Cosigner(
                suggestion=row.suggestion,
                mandate=mandate,
                state=CosignState.CONFIRMED,
                invited_at=moment,
                answered_at=moment,
            )

    def _replies(self, made: Sequence[_Made]) -> None:
        """The answers, each unit's that owed one, and the lead signer's marks on them."""
        pairs = [(row, self._reply(row.past, a)) for row in made if row.past.replied for a in _owing(row.assignments)]
        Reply.objects.bulk_create([reply for _row, reply in pairs])
        marked = [self._evaluation(row.past, reply) for row, reply in pairs if row.past.marks]
        Evaluation.objects.bulk_create(marked)

    def _reply(self, past: Past, assignment: Assignment) -> Reply:
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

    def _evaluation(self, past: Past, reply: Reply) -> Evaluation:
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

    def _let_run(self, made: Sequence[_Made]) -> None:
        """Await the answer, or the evaluation, of what goes on."""
        for row in made:
            if row.past.replied:
                rule = foresee(self.job.county, "suggestion.evaluation", row.past.replied_on or today())
                entry = _for(rule, None, row.followup)
                entry.clock = Clock.EVALUATION
                entry.save()
                row.followup.evaluation_due_on = entry.due_on
                deadlines.run(row.followup, entry)
            for assignment in [] if row.past.replied else _owing(row.assignments):
                deadlines.run(assignment, [e for e in row.entries if e.assignment == assignment][-1])
            deadlines.copy_nearest(row.followup)
            row.followup.save()

    @staticmethod
    def _stop(followup: FollowUp) -> None:
        """Await nothing, before it is said anew what is awaited."""
        deadlines.stop_everything(followup)
        deadlines.copy_nearest(followup)
        followup.evaluation_due_on = None
        followup.save()

    def _count_on(self, pasts: Sequence[Past]) -> None:
        """Let the numbers of this session go on behind the highest one recorded."""
        term, session = self.job.context["term"], self.job.context["session"]
        for between in {past.between for past in pasts}:
            scope = f"{term}-between" if between else f"{term}-{session}"
            highest = max(past.serial for past in pasts if past.between == between)
            Series.objects.bulk_create(
                [Series(county=self.job.county, code=SUGGESTION, scope=scope)], ignore_conflicts=True
            )
            rows = Series.objects.filter(county=self.job.county, code=SUGGESTION, scope=scope)
            rows.update(last=Greatest(F("last"), highest))

    def rewrite(self, past: Past) -> int:
        """Bring one recorded suggestion in step with a mended line; returns its follow-up's key.

        Units that are gone are cancelled, dates that changed get another ledger entry; nothing is deleted.
        """
        suggestion = Suggestion.objects.select_related("followup").get(pk=past.target or 0)
        row = self._made(past)
        followup = suggestion.followup
        assert followup is not None  # recorded history always has one
        for name in (*SUGGESTION_FIELDS, "term_id", "session_id", "author_id"):
            setattr(suggestion, name, getattr(row.suggestion, name))
        suggestion.version += 1
        suggestion.save()
        for name in FOLLOWUP_FIELDS:
            setattr(followup, name, getattr(row.followup, name))
        followup.version += 1
        row.followup, row.suggestion = followup, suggestion
        self._stop(followup)
        self._rewrite_units(row)
        self._let_run([row] if row.open else [])
        Party.objects.bulk_create(self._parties(row), ignore_conflicts=True)
        Cosigner.objects.bulk_create(self._cosigners(row), ignore_conflicts=True)
        return int(followup.pk)

    def _rewrite_units(self, row: _Made) -> None:
        present = {(a.department_id, a.role): a for a in row.followup.assignments.exclude(state="cancelled")}
        wanted, row.assignments, row.entries = row.assignments, [], []
        for fresh in wanted:
            fresh.followup = row.followup
            old = present.pop((fresh.department_id, fresh.role), None)
            kept = self._keep_unit(old, fresh) if old else fresh
            kept.save()
            row.assignments.append(kept)
            row.entries += self._rewrite_dates(row, kept)
            if row.past.replied and kept.role != HandlingRole.ASSIST:
                self._rewrite_reply(row.past, kept)
        for gone in present.values():
            gone.state, gone.version = AssignmentState.CANCELLED, gone.version + 1
            gone.save()
            Party.objects.filter(followup=row.followup, part=PartyPart.UNIT, department=gone.department_id).delete()

    @staticmethod
    def _keep_unit(old: Assignment, fresh: Assignment) -> Assignment:
        for name in ("state", "handed_over_on", "reply_due_on", "answered_on", "due_on", "due_entry"):
            setattr(old, name, getattr(fresh, name))
        old.version += 1
        return old

    def _rewrite_dates(self, row: _Made, kept: Assignment) -> list[Deadline]:
        """The ledger entries that hold: the last one, or new ones when the dates changed."""
        last = kept.deadlines.order_by("id").last()
        if last is not None and (last.due_on, last.anchor_on) == (kept.reply_due_on, kept.handed_over_on):
            return [last]
        return Deadline.objects.bulk_create(self._entries(row, kept))

    def _rewrite_reply(self, past: Past, assignment: Assignment) -> None:
        fresh = self._reply(past, assignment)
        reply = assignment.replies.filter(state=ReplyState.ISSUED).first() or fresh
        for name in ("number", "dated", "outcome", "issued_at"):
            setattr(reply, name, getattr(fresh, name))
        reply.save()
        if past.marks:
            mark = self._evaluation(past, reply)
            values = {name: getattr(mark, name) for name in ("process", "result", "reason", "recorded_by")}
            defaults = {**values, "channel": Channel.PAPER, "recorded_at": now()}
            Evaluation.objects.update_or_create(reply=reply, person=past.lead.person, defaults=defaults)


SUGGESTION_FIELDS = ("title", "body", "category", "difficulty", "state", "submitted_at")
FOLLOWUP_FIELDS = (
    "number",
    "title",
    "asked_by",
    "openness",
    "opened_on",
    "accepted_on",
    "handed_over_on",
    "answered_on",
    "dissatisfied",
    "reply_due_on",
    "settled_on",
    "closed_on",
    "ending",
    "ending_note",
    "state",
    "gaps",
    "recorded_by_import",
)


def _owing(assignments: Iterable[Assignment]) -> list[Assignment]:
    """Those who owe an answer."""
    return [row for row in assignments if row.role != HandlingRole.ASSIST]


def _for(foreseen: Deadline, assignment: Assignment | None, followup: FollowUp | None = None) -> Deadline:
    """A ledger entry of a date foreseen, for one owner."""
    entry = copy.copy(foreseen)
    entry._state = copy.copy(foreseen._state)
    entry.assignment, entry.followup = assignment, followup
    entry.clock, entry.entered_at = Clock.REPLY, now()
    return entry


def at_ten(day: date) -> datetime:
    """Ten in the morning of a day whose hour nobody recorded."""
    return datetime.combine(day, time(10), tzinfo=timezone.get_current_timezone())
