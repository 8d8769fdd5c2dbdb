"""The words of a handling's small papers: title, tone and text of each row of their union."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from congress.labels import LABELS, TONES
from congress.rules.followups import Mark, RequestKind, RequestState, UrgingKind


@dataclass(frozen=True)
class Raw:
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


Words = tuple[str, str, str]


def _request(row: Raw) -> Words:
    text = row.text + (_("（建议由%(unit)s承办）") % {"unit": row.more} if row.more else "")
    return _("申请%(kind)s") % {"kind": LABELS[RequestKind(row.code)]}, "soon", text


def _decision(row: Raw) -> Words:
    shape = {"kind": LABELS[RequestKind(row.code)], "state": LABELS[RequestState(row.more)]}
    return _("%(kind)s申请：%(state)s") % shape, "", row.text


def _check(row: Raw) -> Words:
    return (_("审核通过"), "", row.text) if row.flag else (_("退回补正"), "soon", row.text)


def _opinion(row: Raw) -> Words:
    returned = _("\n主办单位退回：%(why)s") % {"why": row.more} if row.more else ""
    return _("会办意见"), "", row.text + returned


def _urging(row: Raw) -> Words:
    shape = {"kind": LABELS[UrgingKind(row.code)], "n": row.more}
    return _("%(kind)s（第%(n)s号）") % shape, "soon", row.text


def _conference(row: Raw) -> Words:
    return _("会商"), "", row.text


def _verdict(row: Raw) -> Words:
    if not row.code:
        return row.more, "done", row.text
    mark = Mark(row.code)
    return f"{row.more}：{LABELS[mark]}", TONES[mark], row.text


def _report(row: Raw) -> Words:
    if row.flag:
        return _("报告承诺兑现"), "done", row.text
    return _("承诺推迟到%(day)s") % {"day": row.day and f"{row.day:%Y年%-m月%-d日}"}, "late", row.text


def _promise_mark(row: Raw) -> Words:
    mark = Mark(row.code)
    return _("评价兑现：%(mark)s") % {"mark": LABELS[mark]}, TONES[mark], row.text


WORDS: dict[str, Callable[[Raw], Words]] = {
    "request": _request,
    "decision": _decision,
    "check": _check,
    "opinion": _opinion,
    "urging": _urging,
    "conference": _conference,
    "verdict": _verdict,
    "report": _report,
    "mark": _promise_mark,
}
