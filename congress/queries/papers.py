"""The small papers of a handling (requests, checks, opinions, urgings, conferences, promises) in one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Field,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from congress.access import Anyone, reads_reasons, visible_to
from congress.kinds import registry
from congress.models import (
    Assignment,
    Check,
    Conference,
    CoOpinion,
    FollowUp,
    Promise,
    PromiseMark,
    PromiseReport,
    Reply,
    UnitRequest,
    Urging,
    Verdict,
)
from congress.queries.paper_words import WORDS, Raw
from congress.rules.followups import HandlingRole, RequestKind, RequestState


@dataclass(frozen=True)
class Paper:
    """One line of the history that is no assignment, contact, reply or mark.

    ``private``: its text is a deputy's words for the office.
    """

    source: str
    key: int
    holder: str
    round: int
    at: datetime
    title: str
    who: str
    text: str
    tone: str = ""
    private: bool = False


_Column = Expression | F


COLUMNS: Mapping[str, Field[Any, Any]] = {
    "round": IntegerField(),
    "at": DateTimeField(),
    "unit": CharField(),
    "person": CharField(),
    "code": CharField(),
    "text": TextField(),
    "more": TextField(),
    "flag": BooleanField(),
    "day": DateField(),
}


def _rows(source: str, rows: QuerySet[Any], columns: Mapping[str, _Column]) -> QuerySet[Any, Any]:
    """A queryset as rows of the union. Columns without a meaning for a source are empty."""
    named = {f"u_{name}": Cast(columns.get(name, _empty(kind)), kind) for name, kind in COLUMNS.items()}
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(u_source=Value(source, output_field=CharField()), **named)
        .values_list("u_source", "pk", *named)
    )
    return found


def _empty(kind: Field[Any, Any]) -> Value:
    return Value("") if isinstance(kind, CharField | TextField) else Value(None)


def papers_of(
    user: Anyone, followup: FollowUp, assignments: list[Assignment], replies: list[Reply], promises: list[Promise]
) -> list[Paper]:
    """The small papers the reader may see, oldest first, in one query over what there may be papers of."""
    sources: list[QuerySet[Any, Any]] = []
    if assignments:
        sources += _of_assignments(user, followup)
    if any(row.role == HandlingRole.ASSIST for row in assignments):
        sources += _of_assisting(user, followup)
    if replies:
        sources += _of_replies(user, followup)
    if promises:
        sources += _of_promises(user, followup)
    if followup.conferred_on or followup.round > 1:
        sources += _of_conferences(user, followup)
    if not registry.of(followup).asked and (followup.evaluated_on or followup.round > 1):
        sources += _of_verdicts(user, followup)
    if not sources:
        return []
    shows = reads_reasons(user)
    found = [_paper(Raw(*row), shows) for row in sources[0].union(*sources[1:], all=True)]
    return sorted(found, key=lambda paper: paper.at)


def _of_assignments(user: Anyone, followup: FollowUp) -> list[QuerySet[Any, Any]]:
    """What a unit asked, what was decided on it, and how it was urged."""
    by = "assignment__department__short_name"
    return [
        _rows(
            "request",
            visible_to(user, UnitRequest).filter(assignment__followup=followup),
            {
                "round": F("assignment__round"),
                "at": F("requested_at"),
                "unit": F(by),
                "person": _name("requested_by"),
                "code": F("kind"),
                "text": F("reason"),
                "more": Coalesce(F("proposed__short_name"), Value("")),
            },
        ),
        _rows(
            "decision",
            visible_to(user, UnitRequest).filter(
                Q(state=RequestState.REFUSED) | Q(state=RequestState.GRANTED, kind=RequestKind.RETURN),
                assignment__followup=followup,
            ),
            {
                "round": F("assignment__round"),
                "at": F("decided_at"),
                "unit": F(by),
                "person": _name("decided_by"),
                "code": F("kind"),
                "text": F("answer"),
                "more": F("state"),
            },
        ),
        _rows(
            "urging",
            visible_to(user, Urging).filter(assignment__followup=followup),
            {
                "round": F("assignment__round"),
                "at": F("urged_at"),
                "unit": F(by),
                "person": _name("urged_by"),
                "code": F("kind"),
                "text": F("text"),
                "more": F("serial"),
            },
        ),
    ]


def _of_assisting(user: Anyone, followup: FollowUp) -> list[QuerySet[Any, Any]]:
    return [
        _rows(
            "opinion",
            visible_to(user, CoOpinion).filter(assignment__followup=followup),
            {
                "round": F("assignment__round"),
                "at": F("submitted_at"),
                "unit": F("assignment__department__short_name"),
                "person": F("signer"),
                "text": F("text"),
                "more": F("returned_reason"),
            },
        ),
    ]


def _of_replies(user: Anyone, followup: FollowUp) -> list[QuerySet[Any, Any]]:
    return [
        _rows(
            "check",
            visible_to(user, Check).filter(reply__assignment__followup=followup),
            {
                "round": F("reply__assignment__round"),
                "at": F("checked_at"),
                "unit": F("place"),
                "person": _name("checked_by"),
                "text": F("note"),
                "flag": F("passed"),
            },
        ),
    ]


def _of_conferences(user: Anyone, followup: FollowUp) -> list[QuerySet[Any, Any]]:
    return [
        _rows(
            "conference",
            visible_to(user, Conference).filter(followup=followup),
            {
                "round": F("round"),
                "at": F("recorded_at"),
                "person": F("people"),
                "text": F("result"),
                "more": F("place"),
                "day": F("on"),
            },
        ),
    ]


def _of_verdicts(user: Anyone, followup: FollowUp) -> list[QuerySet[Any, Any]]:
    return [
        _rows(
            "verdict",
            visible_to(user, Verdict).filter(followup=followup),
            {
                "round": F("round"),
                "at": F("recorded_at"),
                "person": _name("recorded_by"),
                "code": F("mark"),
                "text": F("reason"),
                "more": F("source"),
            },
        ),
    ]


def _of_promises(user: Anyone, followup: FollowUp) -> list[QuerySet[Any, Any]]:
    return [
        _rows(
            "report",
            visible_to(user, PromiseReport).filter(promise__followup=followup),
            {
                "round": F("promise__assignment__round"),
                "at": F("reported_at"),
                "unit": F("promise__assignment__department__short_name"),
                "person": _name("reported_by"),
                "text": F("text"),
                "flag": F("done"),
                "day": F("new_due_on"),
            },
        ),
        _rows(
            "mark",
            visible_to(user, PromiseMark).filter(report__promise__followup=followup),
            {
                "round": F("report__promise__assignment__round"),
                "at": F("recorded_at"),
                "person": F("person__name"),
                "code": F("result"),
                "text": F("reason"),
            },
        ),
    ]


def _name(path: str) -> Expression:
    return Coalesce(F(f"{path}__person__name"), F(f"{path}__username"))


def _paper(row: Raw, shows_reasons: bool) -> Paper:
    title, tone, text = WORDS[row.source](row)
    if row.source == "mark" and not shows_reasons:
        text = ""
    who = " ".join(part for part in (row.unit, row.person) if part)
    private = row.source == "mark"
    holder = HOLDERS.get(row.source, "")
    return Paper(row.source, row.key, holder, row.round, row.at, title, who, text, tone, private)


HOLDERS = {"opinion": "opinion", "report": "promise_report"}
