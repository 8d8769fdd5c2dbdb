"""Who sees which suggestion: drafts their author and those invited, the rest by the follow-up."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, followups, standing
from deputies.models import Cosigner, Suggestion, SuggestionFile
from deputies.rules import WRITABLE


def suggestions(user: Anyone) -> QuerySet[Suggestion]:
    """Suggestions one may read."""
    who = standing(user)
    rows = Suggestion.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    scope = Q(followup__in=followups(user))
    if who.mandate:
        scope |= Q(author__person_id=who.person_id)
        scope |= Q(pk__in=Cosigner.objects.filter(mandate=who.mandate).values("suggestion"))
    return rows.filter(scope)


def own_drafts(user: Anyone) -> QuerySet[Suggestion]:
    """Papers the user may go on writing: his own drafts and what was sent back, under his mandate of today."""
    who = standing(user)
    if who.mandate is None:
        return Suggestion.objects.none()
    return Suggestion.objects.filter(author=who.mandate, state__in=WRITABLE, followup__closed_on=None)


def cosigners(user: Anyone) -> QuerySet[Cosigner]:
    """Co-signers of readable suggestions."""
    return Cosigner.objects.filter(suggestion__in=suggestions(user))


def suggestion_files(user: Anyone) -> QuerySet[SuggestionFile]:
    """Files of readable suggestions."""
    return SuggestionFile.objects.filter(suggestion__in=suggestions(user))
