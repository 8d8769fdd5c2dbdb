"""The facts behind the tally, read for many follow-ups in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import F
from django.utils import timezone

from congress.kinds import Traits, registry
from congress.models import Assignment, Evaluation, FollowUp, KeyMatter, Party, Promise, Reply, UnitRequest, Verdict
from congress.rules.followups import (
    AssignmentState,
    HandlingRole,
    Mark,
    PartyPart,
    PromiseState,
    ReplyState,
    RequestKind,
)
from congress.rules.imports import Gap
from congress.rules.tallies import Answer, Matter, Part, Pledge, Values, tallies

Row = Mapping[str, object]
"""The columns of a row by attribute name, without its days of validity."""
Key = tuple[int, int | None]
Judgement = tuple[Mark | None, Mark | None, date]


def wanted(followups: Collection[int]) -> dict[Key, Row]:
    """What the tally of these follow-ups must say now, by follow-up and department (None: the whole matter)."""
    found: dict[Key, Row] = {}
    rows = list(FollowUp.objects.filter(pk__in=followups))
    matters, traits = _matters(rows), _traits(rows)
    for row in rows:
        common = {
            "county_id": row.county_id,
            "followup_id": row.pk,
            "kind": row.kind,
            "year": row.opened_on.year,
            "opened_on": row.opened_on,
            "office_id": row.office_id,
            **vars(traits.get(row.pk, Traits())),
        }
        for department, values in tallies(matters[row.pk]).items():
            found[row.pk, department] = {**common, "department_id": department, **vars(values)}
    return found


UNDATED = frozenset({Gap.REPLY.value, Gap.REPLY_DATE.value})
"""Gaps of a recorded past with which nobody can say whether it was answered in time."""
_COMMON = ("county_id", "followup_id", "department_id", "kind", "year", "opened_on", "office_id")
COLUMNS = (*_COMMON, *Traits.__dataclass_fields__, *Values.__dataclass_fields__)
"""Every column :func:`wanted` gives a value."""


def _traits(rows: Collection[FollowUp]) -> dict[int, Traits]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row.pk)
    found: dict[int, Traits] = {}
    for kind, ids in by_kind.items():
        found |= registry.kinds[kind].traits(ids)
    return found


def _matters(rows: Collection[FollowUp]) -> dict[int, Matter]:
    followups = [row.pk for row in rows]
    parts = _parts(followups)
    leaders = dict(KeyMatter.objects.filter(followup__in=followups).values_list("followup", "leader"))
    return {
        row.pk: Matter(
            opened_on=row.opened_on,
            round=row.round,
            accepted_on=row.accepted_on,
            handed_over_on=row.handed_over_on,
            closed_on=row.closed_on,
            ending=row.ending,
            returns=row.returns,
            key_leader=leaders.get(row.pk),
            undated=not UNDATED.isdisjoint(row.gaps),
            parts=tuple(parts[row.pk]),
        )
        for row in rows
    }


def _parts(followups: Collection[int]) -> dict[int, list[Part]]:
    handled = Assignment.objects.filter(followup__in=followups).exclude(role=HandlingRole.ASSIST)
    rows = list(handled.order_by("round", "id"))
    if not rows:
        return defaultdict(list)
    answers, pledges, returns = _answers(followups), _pledges(followups), _returns(followups)
    found: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        part = Part(
            department=row.department_id,
            round=row.round,
            role=HandlingRole(row.role),
            state=AssignmentState(row.state),
            handed_over_on=row.handed_over_on,
            due_on=row.reply_due_on,
            replied_on=row.answered_on,
            extended=row.extended_on is not None,
            returns=returns[row.pk],
            answer=answers.get(row.pk),
            pledges=tuple(pledges[row.pk]),
        )
        found[row.followup_id].append(part)
    return found


def _answers(followups: Collection[int]) -> dict[int, Answer]:
    """Issued answers by assignment, with the marks of whoever signed first: his count; or what was found of them."""
    issued = Reply.objects.filter(assignment__followup__in=followups, state=ReplyState.ISSUED)
    replies = list(issued.select_related("outcome", "assignment"))
    if not replies:
        return {}
    marks: dict[int, list[Judgement]] = defaultdict(list)
    asked = set(Party.objects.filter(followup__in=followups, part=PartyPart.ASKER).values_list("followup", "person"))
    columns = ("reply", "reply__assignment__followup", "person", "process", "result", "recorded_at")
    rows = Evaluation.objects.filter(reply__assignment__followup__in=followups, reply__state=ReplyState.ISSUED)
    for reply, followup, person, process, result, at in rows.values_list(*columns):
        if (followup, person) in asked:
            marks[reply].append((_told(process), _told(result), timezone.localdate(at)))
    found = {
        (row.followup_id, row.round): (None, _told(row.mark), row.on)
        for row in Verdict.objects.filter(followup__in=followups)
    }
    return {
        row.assignment_id: Answer(
            issued_on=timezone.localdate(row.issued_at) if row.issued_at else row.assignment.answered_on,
            code=row.outcome.code,
            solved=row.outcome.counts_as_solved,
            tracked=row.outcome.needs_tracking,
            rank=row.outcome.place_order,
            marks=tuple(marks[row.pk] or _found(found, row.assignment)),
        )
        for row in replies
    }


def _found(found: Mapping[tuple[int, int], Judgement], row: Assignment) -> list[Judgement]:
    """What an office or a meeting found of a round's answers, as the mark on each of them."""
    verdict = found.get((row.followup_id, row.round))
    return [verdict] if verdict else []


def _told(mark: str) -> Mark | None:
    return Mark(mark) if mark else None


def _pledges(followups: Collection[int]) -> dict[int, list[Pledge]]:
    found: dict[int, list[Pledge]] = defaultdict(list)
    for row in Promise.objects.filter(followup__in=followups).order_by("id"):
        pledge = Pledge(PromiseState(row.state), row.due_on, late=row.kept_late, moved=row.moves > 0)
        found[row.assignment_id].append(pledge)
    return found


def _returns(followups: Collection[int]) -> Counter[int]:
    rows = UnitRequest.objects.filter(assignment__followup__in=followups, kind=RequestKind.RETURN)
    return Counter(rows.annotate(row=F("assignment")).values_list("row", flat=True))
