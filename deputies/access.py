"""Who sees which suggestion: drafts their author and those invited, the rest by the follow-up."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, followups, standing
from congress.models import Body, Mandate, Reply
from congress.rules.followups import ReplyState
from deputies.models import Cosigner, Suggestion, SuggestionFile
from deputies.rules import WRITABLE, Publicity


def suggestions(user: Anyone) -> QuerySet[Suggestion]:
    """Suggestions one may read."""
    who = standing(user)
    rows = Suggestion.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    scope = Q(followup__in=followups(user))
    if who.mandate:
        scope |= Q(author__in=Mandate.objects.filter(person_id=who.person_id).values("pk"))
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


def may_enter(user: Anyone) -> bool:
    """Whether somebody types in signed sheets (代录): the deputies' office, and clerks of townships and streets."""
    who = standing(user)
    return who.is_deputies_office or bool(who.body_kinds() & {Body.Kind.PRESIDIUM, Body.Kind.STREET})


def reads_bulletin(user: Anyone) -> bool:
    """Whether somebody reads the progress bulletin: leaders, the deputies' office, the government office."""
    who = standing(user)
    return who.is_leader or who.is_deputies_office or who.coordinates


def presses_many(user: Anyone) -> bool:
    """Whether somebody hands over or urges many at once: the deputies' office and the government office."""
    who = standing(user)
    return who.is_deputies_office or who.coordinates


def reads_archive(user: Anyone) -> bool:
    """Whether somebody takes everything of a readable suggestion as one paper: offices and leaders."""
    who = standing(user)
    return who.is_leader or who.is_staff


def published() -> QuerySet[Suggestion]:
    """What anybody may read without signing in: published by consent, never confidential ones."""
    agreed = [Publicity.ALL, Publicity.TITLE]
    return Suggestion.objects.filter(published_on__isnull=False, publicity__in=agreed, confidential=False)


def published_replies() -> QuerySet[Reply]:
    """Answers anybody may read: issued, with the unit's consent, on suggestions whose text is public."""
    whole = published().filter(publicity=Publicity.ALL)
    return Reply.objects.filter(
        state=ReplyState.ISSUED, may_publish=True, assignment__followup__in=whole.values("followup")
    )
