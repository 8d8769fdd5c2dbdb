"""The small papers of a handling (requests, checks, opinions, urgings, conferences, promises) in one query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
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
from django.utils.translation import gettext as _

from congress.access import Anyone, reads_reasons, visible_to
from congress.labels import LABELS, TONES
from congress.models import Check, Conference, CoOpinion, FollowUp, PromiseMark, PromiseReport, UnitRequest, Urging
from congress.rules.followups import Mark, RequestKind, RequestState, UrgingKind


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


@dataclass(frozen=True)
class _Raw:
    """A row of the union: the same columns for every kind of paper."""

    source: str
    key: int
    round: int
    at: datetime
    unit: str
    person: str
    code: str
    text: str
    more: str
    flag: bool | None
    day: date | None


_Column = Expression | F


def _rows(source: str, rows: QuerySet[Any], columns: Mapping[str, _Column]) -> QuerySet[Any, Any]:
    """A queryset as rows of the union. Columns without a meaning for a source are empty."""
    empty: dict[str, _Column] = {
        "unit": Value(""),
        "person": Value(""),
        "code": Value(""),
        "text": Value(""),
        "more": Value(""),
        "flag": Value(None, output_field=BooleanField()),
        "day": Value(None, output_field=DateField()),
    }
    types: dict[str, Field[Any, Any]] = {
        "round": IntegerField(),
        "at": DateTimeField(),
        "flag": BooleanField(),
        "day": DateField(),
        "code": CharField(),
        "unit": CharField(),
        "person": CharField(),
        "text": TextField(),
        "more": TextField(),
    }
    given = {**empty, **columns}
    named = {f"u_{name}": Cast(given[name], types[name]) for name in types}
    order = ("round", "at", "unit", "person", "code", "text", "more", "flag", "day")
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(u_source=Value(source, output_field=CharField()), **named)
        .values_list("u_source", "pk", *(f"u_{name}" for name in order))
    )
    return found


def papers_of(user: Anyone, followup: FollowUp) -> list[Paper]:
    """The small papers the reader may see, oldest first, in one query."""
    by = "assignment__department__short_name"
    sources = [
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
        _rows(
            "opinion",
            visible_to(user, CoOpinion).filter(assignment__followup=followup),
            {
                "round": F("assignment__round"),
                "at": F("submitted_at"),
                "unit": F(by),
                "person": F("signer"),
                "text": F("text"),
                "more": F("returned_reason"),
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
    first, *others = sources
    shows = reads_reasons(user)
    found = [_paper(_Raw(*row), shows) for row in first.union(*others, all=True)]
    return sorted(found, key=lambda paper: paper.at)


def _name(path: str) -> Expression:
    return Coalesce(F(f"{path}__person__name"), F(f"{path}__username"))


def _paper(row: _Raw, shows_reasons: bool) -> Paper:
    title, tone, text = WORDS[row.source](row)
    if row.source == "mark" and not shows_reasons:
        text = ""
    who = " ".join(part for part in (row.unit, row.person) if part)
    private = row.source == "mark"
    holder = HOLDERS.get(row.source, "")
    return Paper(row.source, row.key, holder, row.round, row.at, title, who, text, tone, private)


HOLDERS = {"opinion": "opinion", "report": "promise_report"}
Words = tuple[str, str, str]


def _request(row: _Raw) -> Words:
    text = row.text + (_("（建议由%(unit)s承办）") % {"unit": row.more} if row.more else "")
    return _("申请%(kind)s") % {"kind": LABELS[RequestKind(row.code)]}, "soon", text


def _decision(row: _Raw) -> Words:
    shape = {"kind": LABELS[RequestKind(row.code)], "state": LABELS[RequestState(row.more)]}
    return _("%(kind)s申请：%(state)s") % shape, "", row.text


def _check(row: _Raw) -> Words:
    return (_("审核通过"), "", row.text) if row.flag else (_("退回补正"), "soon", row.text)


def _opinion(row: _Raw) -> Words:
    returned = _("\n主办单位退回：%(why)s") % {"why": row.more} if row.more else ""
    return _("会办意见"), "", row.text + returned


def _urging(row: _Raw) -> Words:
    shape = {"kind": LABELS[UrgingKind(row.code)], "n": row.more}
    return _("%(kind)s（第%(n)s号）") % shape, "soon", row.text


def _conference(row: _Raw) -> Words:
    return _("会商"), "", row.text


def _report(row: _Raw) -> Words:
    if row.flag:
        return _("报告承诺兑现"), "done", row.text
    return _("承诺推迟到%(day)s") % {"day": row.day and f"{row.day:%Y年%-m月%-d日}"}, "late", row.text


def _promise_mark(row: _Raw) -> Words:
    mark = Mark(row.code)
    return _("评价兑现：%(mark)s") % {"mark": LABELS[mark]}, TONES[mark], row.text


WORDS: dict[str, Callable[[_Raw], Words]] = {
    "request": _request,
    "decision": _decision,
    "check": _check,
    "opinion": _opinion,
    "urging": _urging,
    "conference": _conference,
    "report": _report,
    "mark": _promise_mark,
}
