"""Who sees which suggestion: drafts their author and those invited, the rest by the follow-up."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, followups, session_parts, standing
from congress.access.ballots import runs_votes
from congress.models import Body, Mandate, Reply
from congress.rules.followups import ReplyState
from congress.rules.sessions import PRESIDING
from deputies.models import Cosigner, Motion, MotionSigner, Suggestion, SuggestionFile
from deputies.rules import WRITABLE, MotionState, Publicity


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


def motions(user: Anyone) -> QuerySet[Motion]:
    """Motions one may read: one's own and those one is asked to sign; once handed in the offices, leaders and the
    presidium of the session; once decided on everybody who sits in the congress or its committee."""
    who = standing(user)
    rows = Motion.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    scope = Q(mover__person_id=who.person_id)
    scope |= Q(pk__in=MotionSigner.objects.filter(mandate__person_id=who.person_id).values("motion"))
    handed_in = ~Q(state=MotionState.DRAFT)
    if runs_votes(user):
        return rows.filter(scope | handed_in)
    presiding = session_parts(user).filter(person=who.person_id, group__in=PRESIDING)
    scope |= handed_in & Q(session__in=presiding.values("session"))
    if who.mandate or who.is_committee:
        scope |= Q(state=MotionState.DECIDED)
    return rows.filter(scope)


def reads_motions(user: Anyone) -> bool:
    """Whether somebody has the list of motions: deputies, the committee, offices and leaders."""
    who = standing(user)
    return who.sees_handling or who.mandate is not None


def own_motions(user: Anyone) -> QuerySet[Motion]:
    """Drafts the user may go on writing, under his mandate of today."""
    who = standing(user)
    if who.mandate is None:
        return Motion.objects.none()
    return Motion.objects.filter(mover=who.mandate, state=MotionState.DRAFT)


def motion_signers(user: Anyone) -> QuerySet[MotionSigner]:
    """Signers of readable motions."""
    return MotionSigner.objects.filter(motion__in=motions(user))


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
