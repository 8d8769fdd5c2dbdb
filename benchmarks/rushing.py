"""Very many deputies submitting at the same moment, over HTTP."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.urls import reverse

from benchmarks.figures import percentile
from benchmarks.visiting import Visitor, session_of
from congress.clock import now, today
from congress.models import FollowUp, Mandate, User
from congress.services.base import command
from deputies.models import Suggestion
from deputies.rules import Publicity, SuggestionState

BODY = "某村至某镇的公路破损严重，雨季积水，群众出行困难。建议先行修复积水路段，再分年改造。"


@dataclass(frozen=True)
class Submitted:
    """How one submission was answered."""

    status: int
    millis: float


def rush(port: int, county: str, count: int, say: Callable[[str], None]) -> bool:
    """Let ``count`` deputies of a county submit a finished draft at once; whether all are there, each once."""
    mark = f"同时提交{now():%H%M%S}"
    drafts = _drafts(county, count, mark)
    visitors = [(Visitor(port, session_of(user)), pk) for user, pk in drafts]
    gate = threading.Barrier(len(drafts))
    with ThreadPoolExecutor(max_workers=len(drafts)) as pool:
        answers = list(pool.map(lambda one: _submit(gate, *one), visitors))
    return _report(mark, answers, say)


def _submit(gate: threading.Barrier, visitor: Visitor, pk: int) -> Submitted:
    path = reverse("suggestion-submit", args=[pk])
    visitor.get(path)
    gate.wait()
    answer = visitor.post(path, version="1")
    return Submitted(answer.status, answer.millis)


def _report(mark: str, answers: list[Submitted], say: Callable[[str], None]) -> bool:
    statuses = Counter(answer.status for answer in answers)
    millis = [answer.millis for answer in answers]
    say(f"{len(answers)} submitted: {dict(statuses)}")
    say(f"median {percentile(millis, 0.5):.0f} ms, p95 {percentile(millis, 0.95):.0f} ms, last {max(millis):.0f} ms")
    rows = Suggestion.objects.filter(title__contains=mark, state=SuggestionState.SUBMITTED, followup__isnull=False)
    titles = Counter(rows.values_list("title", flat=True))
    opened = FollowUp.objects.filter(title__contains=mark).count()
    say(f"{len(titles)} suggestions and {opened} follow-ups are there")
    return statuses == {302: len(answers)} and len(titles) == opened == sum(titles.values()) == len(answers)


def _drafts(county: str, count: int, mark: str) -> list[tuple[User, int]]:
    """A finished draft of each of ``count`` deputies."""
    mandates = Mandate.objects.on(today()).filter(person__user__username__startswith=f"{county}-d")
    chosen = list(mandates.select_related("person__user", "term__congress").order_by("pk")[:count])
    with command(None, "benchmark_rush"):
        return [(row.person.user, _draft(row, f"关于{mark}第{n}件的建议").pk) for n, row in enumerate(chosen)]


def _draft(mandate: Mandate, title: str) -> Suggestion:
    return Suggestion.objects.create(
        county=mandate.term.congress,
        term=mandate.term,
        author=mandate,
        title=title,
        body=BODY,
        publicity=Publicity.ALL,
        created_at=now(),
        saved_at=now(),
    )
