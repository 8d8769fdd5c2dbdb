"""Papers of a suggestion that are put together from several."""

from __future__ import annotations

from collections.abc import Iterator

from congress.access import reads_phones
from congress.binding import bind, pages_of
from congress.clock import today
from congress.documents import render_pdf
from congress.models import User
from congress.queries.deadlines import clock_due, ledger_of
from congress.rules.followups import Clock, HandlingRole
from deputies.models import Suggestion
from deputies.queries.archive import Dossier, dossier
from deputies.rules import CosignState

LETTER = "documents/hand_over_letter.html"


def sheet_context(user: User, suggestion: Suggestion) -> dict[str, object]:
    """What the suggestion's own sheet prints; the phone only for those who may read it."""
    names = suggestion.cosigners.filter(state=CosignState.CONFIRMED).select_related("mandate__person")
    return {
        "suggestion": suggestion,
        "cosigners": "、".join(str(row.mandate.person) for row in names),
        "phone": suggestion.lead.phone if reads_phones(user) else "",
    }


def archive_pdf(user: User, suggestion: Suggestion) -> bytes:
    """归档: summary, sheet, hand-over letters and every file in one PDF."""
    return bind(_parts(user, suggestion), str(suggestion))


def _parts(user: User, suggestion: Suggestion) -> Iterator[bytes]:
    found = dossier(user, suggestion)
    yield render_pdf("documents/archive.html", {"dossier": found})
    yield render_pdf("documents/suggestion_sheet.html", sheet_context(user, suggestion))
    yield from _letters(found)
    for file in found.files:
        yield pages_of(file)


def _letters(found: Dossier) -> Iterator[bytes]:
    ledger = ledger_of([found.suggestion.followup_id or 0])
    for row in found.assignments:
        assists = row.role == HandlingRole.ASSIST
        clock = Clock.CO_OPINION if assists else Clock.REWORK if row.round > 1 else Clock.REPLY
        due = clock_due(row, clock, ledger)
        if due is None:
            continue
        county = row.followup.county
        context = {"assignment": row, "followup": row.followup, "county": county, "due": due, "today": today()}
        yield render_pdf(LETTER, context)
