"""Earlier suggestions on a like matter, by the pairs of characters their titles share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import Case, F, IntegerField, Q, Value, When

from congress.access import Anyone, visible_to
from congress.models import Term
from deputies.models import Suggestion
from deputies.rules import SuggestionState

BEST = 5
MOST_GRAMS = 24
LEAST_SHARE = 0.3
FRAME = re.compile(r"关于|进一步|建议|意见|批评|加强|的|和|与|[^\w]")
"""What every title has, and what says nothing of its matter."""


def grams(title: str) -> list[str]:
    """The two-character pieces of a title that say what it is about."""
    pieces = [piece for piece in FRAME.split(title.replace("\0", "")) if piece]
    found = [piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1)]
    return list(dict.fromkeys(found))[:MOST_GRAMS]


def similar(user: Anyone, title: str, term: Term | None, *, without: int = 0) -> Sequence[Suggestion]:
    """The best five submitted suggestions of the term the reader may see, likest first, in one query."""
    pieces = grams(title)
    if len(pieces) < 2 or term is None:
        return []
    shared = [Case(When(title__contains=piece, then=Value(1)), default=Value(0)) for piece in pieces]
    score = sum(shared[1:], start=F("zero") + shared[0])
    rows = visible_to(user, Suggestion).filter(term=term).exclude(Q(state=SuggestionState.DRAFT) | Q(pk=without))
    rows = rows.annotate(zero=Value(0, output_field=IntegerField())).annotate(score=score)
    enough = max(2, round(len(pieces) * LEAST_SHARE))
    related = ("followup", "session", "author__person", "author__delegation", "outside_author")
    return list(rows.filter(score__gte=enough).select_related(*related).order_by("-score", "-id")[:BEST])
