"""Today: what somebody has to do, by when and why that date; built without knowing any app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, followups, own_parts, standing
from congress.access.handling import answered_by
from congress.clock import today
from congress.kinds import DeskItem, Kind, registry
from congress.labels import label
from congress.may import Subject, case_of, followup_of, state_of
from congress.models import Assignment, FollowUp, Party, Promise, Reply, User
from congress.queries import activities as of_activities
from congress.queries import member_motions as of_members_motions
from congress.queries.actions import page_of, url_of
from congress.queries.deadlines import SOON_DAYS, Due, Ledger, clock_due, current_due, running_ledger_of
from congress.queries.documents import desk as of_documents
from congress.queries.meetings import desk as of_meetings
from congress.rules.followups import AssignmentState, Clock, FollowUpState, PartyPart, PromiseState, ReplyState
from congress.rules.policies import Judge
from congress.rules.roles import OFFICE
from congress.rules.transitions import Event, Guard, Move, expected_moves, unmet

LIMIT = 50
SOURCES = (
    of_meetings.desk_items,
    of_documents.desk_items,
    of_members_motions.desk_items,
    of_activities.desk_items,
)
"""What the core itself lays on a desk besides follow-ups; apps add theirs to the registry."""
PROMISE_AHEAD = timedelta(days=30)
"""How long before its date a promise appears among what a unit has to do."""


@dataclass(frozen=True)
class Row:
    """One thing to do."""

    title: str
    url: str
    subject: str
    task: str
    due: Due | None
    due_on: date | None
    verb: str
    do_url: str


@dataclass(frozen=True)
class Figures:
    """The four numbers over the list, each with what it is a part of."""

    to_do: int
    late: int
    soon: int
    waiting: int
    answered: int
    this_year: int


@dataclass(frozen=True)
class Desk:
    """The page: what to do and the numbers; leaders have an overview instead of these."""

    rows: list[Row]
    figures: Figures | None
    more: bool


@dataclass(frozen=True)
class Work:
    """A subject on somebody's desk and the part in which it lies there."""

    subject: Subject
    part: PartyPart


def desk(user: User) -> Desk:
    """Today for ``user``, in a fixed number of queries."""
    who = standing(user)
    works = _works(who)
    ledger = running_ledger_of({followup_of(work.subject).pk for work in works})
    replies = _waiting_replies(work.subject for work in works)
    rows = [row for work in works for row in _rows(work, ledger, replies)]
    rows += [_item(item) for source in (*SOURCES, *registry.desk_sources) for item in source(user, who)]
    rows.sort(key=lambda row: (row.due_on is None, row.due_on or date.max))
    figures = _figures(user, who, rows) if _has_business(who) and not who.is_leader else None
    return Desk(rows[:LIMIT], figures, len(rows) > LIMIT)


def _item(item: DeskItem) -> Row:
    on = item.due.on if item.due else None
    return Row(item.title, item.url, item.subject, item.task, item.due, on, item.verb, item.do_url or item.url)


def _has_business(who: Standing) -> bool:
    return bool(who.mandate or who.departments or who.is_staff or who.is_committee)


# -- What lies on the desk -------------------------------------------------------------------------


def _works(who: Standing) -> list[Work]:
    """Everything somebody is expected to move on, part by part, each list cut to what fits on the page."""
    found: list[Work] = []
    offices = who.bodies(OFFICE)
    if offices:
        found += _of_offices(who, offices)
    if answering := who.answering_offices:
        found += _of_assignments(who, PartyPart.OFFICE, Q(followup__office__in=answering))
        found += _of_promises(who, PartyPart.OFFICE, Q(followup__office__in=answering))
    if who.departments:
        found += _of_followups(who, PartyPart.COORDINATOR, Q(pk__in=_coordinated(who).values("followup")))
        found += _of_assignments(who, PartyPart.COORDINATOR, Q(coordinator__in=who.departments))
    if who.departments or who.addressed:
        found += _of_assignments(who, PartyPart.UNIT, answered_by(who))
        found += _of_promises(who, PartyPart.UNIT, answered_by(who, "assignment__"))
    if who.person_id and who.mandate:
        mine = Party.objects.filter(person_id=who.person_id, part=PartyPart.ASKER).values("followup")
        found += _of_followups(who, PartyPart.ASKER, Q(pk__in=mine))
        found += _of_promises(who, PartyPart.ASKER, Q(followup__in=mine))
    return found


def _coordinated(who: Standing) -> QuerySet[Party]:
    return Party.objects.filter(department__in=who.departments, part=PartyPart.COORDINATOR)


def _expected(part: PartyPart, states: type[StrEnum], on: date) -> Q:
    """Rows of the table that are expected of ``part``, as a filter; guards that are columns are in it."""
    kind = "kind__in" if states is FollowUpState else "followup__kind__in"
    columns = {
        Guard.ASKED: Q(**{kind: _kinds(lambda kind: kind.asked)}),
        Guard.NOT_ASKED: Q(**{kind: _kinds(lambda kind: not kind.asked)}),
        Guard.OFFICE_JUDGES: Q(**{kind: _kinds(lambda kind: kind.policy.judge is Judge.OFFICE)}),
        Guard.MEETING_JUDGES: Q(**{kind: _kinds(lambda kind: kind.policy.judge is Judge.MEETING)}),
        Guard.ALLOTTED: Q(**{kind: _kinds(lambda kind: kind.policy.allotted)}),
        Guard.NOT_ALLOTTED: Q(**{kind: _kinds(lambda kind: not kind.policy.allotted)}),
        Guard.PERSONAL: Q(**{kind: _kinds(lambda kind: kind.policy.personal)}),
        Guard.EVALUATION_OVER: Q(evaluation_due_on__lt=on),
        Guard.ON_PAPER: Q(on_paper=True),
        Guard.WRITES_HIMSELF: Q(on_paper=False),
        Guard.PROPOSED: Q(comment_wanted=True),
        Guard.EXTENSION_ASKED: Q(pending="extension"),
    }
    never = Q(pk__in=[])
    wanted = [
        reduce(lambda q, guard: q & columns.get(guard, Q()), move.guards, _apart(kind, move))
        for move in expected_moves(part, states)
    ]
    return reduce(or_, wanted, never)


def _apart(kind: str, move: Move) -> Q:
    """Rows in a move's state whose owner does not do it for several at once."""
    apart = _kinds(lambda one: move.event not in one.together)
    on = Q(state=move.on)
    return on if len(apart) == len(registry.kinds) else on & Q(**{kind: apart})


def _kinds(fits: Callable[[Kind], bool]) -> list[str]:
    return [key for key, kind in registry.kinds.items() if fits(kind)]


def _of_followups(who: Standing, part: PartyPart, whose: Q) -> list[Work]:
    wanted = _expected(part, FollowUpState, who.on)
    rows = FollowUp.objects.filter(wanted, whose, county_id=who.county_id)
    return _cut(rows.order_by(F("due_on").asc(nulls_last=True), "id"), part)


def _of_offices(who: Standing, offices: frozenset[int]) -> list[Work]:
    """What lies with one's offices as the responsible one, and what they typed in for others, in one query."""
    recorded = Party.objects.filter(body__in=offices, part=PartyPart.RECORDER).values("followup")
    responsible = Q(office__in=offices) & _expected(PartyPart.OFFICE, FollowUpState, who.on)
    typed_in = Q(pk__in=recorded) & ~Q(office__in=offices) & _expected(PartyPart.RECORDER, FollowUpState, who.on)
    rows = FollowUp.objects.filter(responsible | typed_in, county_id=who.county_id)
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "id")[: LIMIT + 1]
    return [Work(row, PartyPart.OFFICE if row.office_id in offices else PartyPart.RECORDER) for row in ordered]


def _of_assignments(who: Standing, part: PartyPart, whose: Q) -> list[Work]:
    wanted = _expected(part, AssignmentState, who.on)
    rows = Assignment.objects.filter(wanted, whose, county_id=who.county_id)
    related = rows.select_related("followup", "department")
    return _cut(related.order_by(F("due_on").asc(nulls_last=True), "id"), part)


def _of_promises(who: Standing, part: PartyPart, whose: Q) -> list[Work]:
    wanted = _expected(part, PromiseState, who.on)
    rows = Promise.objects.filter(wanted, whose, county_id=who.county_id, due_on__lte=who.on + PROMISE_AHEAD)
    return _cut(rows.select_related("followup", "assignment__department").order_by("due_on", "id"), part)


def _cut(rows: QuerySet[FollowUp] | QuerySet[Assignment] | QuerySet[Promise], part: PartyPart) -> list[Work]:
    return [Work(row, part) for row in rows[: LIMIT + 1]]


# -- As rows ---------------------------------------------------------------------------------------


def _rows(work: Work, ledger: Ledger, replies: dict[int, list[Reply]]) -> list[Row]:
    subject, case = work.subject, case_of(work.subject)
    fitting = [m for m in expected_moves(work.part, type(state_of(subject))) if m.on is state_of(subject)]
    move = next((m for m in fitting if unmet(m.guards, case) is None), None)
    if move is None or move.event in registry.of(followup_of(subject)).together:
        return []
    if move.event is Event.EVALUATE:
        waiting = replies.get(followup_of(subject).pk, [])
        return [_evaluation_row(followup_of(subject), reply, ledger) for reply in waiting]
    task, due = _task(work, move), _due(subject, ledger)
    verb = registry.of(followup_of(subject)).word(move.event)
    return [_row(followup_of(subject), task, due, verb, url_of(move.event, subject))]


def _task(work: Work, move: Move) -> str:
    subject = work.subject
    kind = registry.of(followup_of(subject))
    if isinstance(subject, FollowUp):
        if move.event is Event.CLOSE and subject.state == FollowUpState.ANSWERED:
            return _("代表逾期未评价，可以办结")
        if move.event in {Event.REWORK, Event.CONFER}:
            why = _("代表不满意，须%(verb)s") if kind.asked else _("办理结果未获认可，须%(verb)s")
            return why % {"verb": kind.word(move.event)}
        return str(kind.tasks.get(FollowUpState(subject.state)) or kind.word(state_of(subject)))
    if isinstance(subject, Promise):
        return _("承诺：%(text)s") % {"text": subject.text[:40]}
    task = _("延期申请待决定") if move.event is Event.EXTEND else kind.word(state_of(subject))
    return task if work.part is PartyPart.UNIT else f"{subject.department.short_name} · {task}"


def _due(subject: Subject, ledger: Ledger) -> Due | None:
    if isinstance(subject, Promise):
        clock = Clock.PROMISE if subject.state == PromiseState.OPEN else Clock.PROMISE_EVALUATION
        return clock_due(subject.assignment, clock, ledger)
    return current_due(subject, ledger)


def _evaluation_row(followup: FollowUp, reply: Reply, ledger: Ledger) -> Row:
    task = _("%(unit)s已答复，请评价") % {"unit": reply.assignment.department}
    due = clock_due(followup, Clock.EVALUATION, ledger)
    return _row(followup, task, due, label(Event.EVALUATE), reverse("evaluate", args=[reply.pk]))


def _waiting_replies(subjects: Iterable[Subject]) -> dict[int, list[Reply]]:
    """Issued answers of the present round that their lead signer has not marked, by follow-up."""
    ids = [s.pk for s in subjects if isinstance(s, FollowUp) and s.state == FollowUpState.ANSWERED]
    if not ids:
        return {}
    rows = Reply.objects.filter(
        assignment__followup__in=ids, assignment__round=F("assignment__followup__round"), state=ReplyState.ISSUED
    )
    marked = Party.objects.filter(part=PartyPart.ASKER, followup__in=ids).values("person")
    waiting = rows.exclude(evaluations__person__in=marked).select_related("assignment__department").order_by("id")
    found: dict[int, list[Reply]] = {}
    for reply in waiting:
        found.setdefault(reply.assignment.followup_id, []).append(reply)
    return found


def _row(row: FollowUp, task: str, due: Due | None, verb: str, do_url: str) -> Row:
    title = f"{registry.of(row).label}{row.number}　{row.title}" if row.number else row.title
    return Row(title, page_of(row), row.asked_by, task, due, due.on if due else row.due_on, verb, do_url)


# -- The numbers -----------------------------------------------------------------------------------


def _mine(user: User, who: Standing) -> QuerySet[FollowUp]:
    """What somebody answers for or has asked: the base of his figures. Leaders answer for all."""
    if who.is_leader or who.is_committee:
        return followups(user)
    mine = Q(office__in=who.bodies(OFFICE)) | Q(Exists(own_parts(who).filter(followup=OuterRef("pk"))))
    return FollowUp.objects.filter(mine, county_id=who.county_id)


WAITING = (FollowUpState.ASSIGNED, FollowUpState.HANDLING, FollowUpState.CHECKING, FollowUpState.ANSWERED)


def _figures(user: User, who: Standing, rows: list[Row]) -> Figures:
    day = today()
    soon = Q(closed_on=None, due_on__range=(day, day + timedelta(days=SOON_DAYS)))
    year = Q(opened_on__year=day.year)
    counted = (
        _mine(user, who)
        .filter(Q(closed_on=None) | year)
        .aggregate(
            late=Count("pk", filter=Q(closed_on=None, due_on__lt=day)),
            soon=Count("pk", filter=soon),
            waiting=Count("pk", filter=Q(state__in=WAITING)),
            answered=Count("pk", filter=year & Q(answered_on__isnull=False)),
            this_year=Count("pk", filter=year),
        )
    )
    return Figures(to_do=len(rows), **counted)
