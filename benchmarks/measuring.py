"""Pages over HTTP: one after the other in turn with the empty page, then four connections at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from benchmarks.figures import EMPTY, Figure, Result, figure
from benchmarks.visiting import Visitor, session_of
from congress.models import User
from deputies.models import Suggestion

CONNECTIONS = 4
WORD = "骆驼"


def pages(county: str) -> dict[str, tuple[str, str]]:
    """The measured pages: who asks, and for which address. What the product does not have is left out."""
    ledger, one = reverse("suggestions"), _answered(county)
    found = {
        EMPTY: ("clerk", reverse("benchmark-empty")),
        "today": ("clerk", reverse("today")),
        "ledger": ("clerk", ledger),
        "ledger filtered": ("clerk", f"{ledger}?{urlencode({'state': 'handling', 'due': 'late', 'sort': 'due'})}"),
        "ledger searched": ("clerk", f"{ledger}?{urlencode({'q': WORD})}"),
        "detail": ("clerk", reverse("suggestion", args=[one])),
        "statistics": ("clerk", _known("statistics")),
        "leaders' page": ("chair", reverse("today")),
        "ledger of a deputy": ("d7", ledger),
        "today of a unit": ("unit1", reverse("today")),
        "api list": ("clerk", _known("api-suggestions")),
    }
    return {name: (who, path) for name, (who, path) in found.items() if path}


def _known(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _answered(county: str) -> int:
    """A suggestion with an answer and a mark: the longest page there is."""
    rows = Suggestion.objects.filter(county__users__username=f"{county}-clerk", followup__state="closed")
    found: int = rows.order_by("-pk").values_list("pk", flat=True)[0]
    return found


def measure(port: int, county: str, times: int, seconds: float, say: Callable[[str], None]) -> Result:
    """Measure every page as people of a county ask for it."""
    users = {user.username: user for user in User.objects.filter(username__startswith=f"{county}-")}
    sessions = {key: session_of(users[f"{county}-{key}"]) for key in ("clerk", "chair", "d7", "unit1")}
    found: Result = {}
    empty = pages(county)[EMPTY]
    for name, (who, path) in pages(county).items():
        found[name] = _page(port, (sessions[who], path), (sessions[empty[0]], empty[1]), times, seconds)
        say(f"{name}: {found[name].median} ms")
    return found


def _page(port: int, page: tuple[str, str], empty: tuple[str, str], times: int, seconds: float) -> Figure:
    visitor, beside = Visitor(port, page[0]), Visitor(port, empty[0])
    for _warm in range(4):
        queries = _good(visitor, page[1])[1]
        _good(beside, empty[1])
    own, others = [], []
    for _time in range(times):
        own.append(_good(visitor, page[1])[0])
        others.append(_good(beside, empty[1])[0])
    return figure(own, others, _together(port, page, seconds), queries)


def _good(visitor: Visitor, path: str) -> tuple[float, int]:
    answer = visitor.get(path)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return answer.millis, answer.queries


def _together(port: int, page: tuple[str, str], seconds: float) -> float:
    """Requests per second over four connections."""
    until = time.perf_counter() + seconds
    done = [0] * CONNECTIONS

    def ask(number: int) -> None:
        visitor = Visitor(port, page[0])
        while time.perf_counter() < until:
            _good(visitor, page[1])
            done[number] += 1

    threads = [threading.Thread(target=ask, args=[number]) for number in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)
