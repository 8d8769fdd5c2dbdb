"""公开 of a suggestion and its answer by consent, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from congress import may
from congress.access import Anyone
from congress.clock import today
from congress.models import FollowUp, User
from congress.refusals import NotAllowed, Refusal, WrongState
from congress.rules.followups import FollowUpState, Openness, PartyPart
from congress.services.base import command, locked, save
from congress.services.followups import refresh
from congress.services.steps import need
from deputies.models import Suggestion
from deputies.rules import Publicity

PUBLISHABLE = frozenset({FollowUpState.ANSWERED, FollowUpState.EVALUATED, FollowUpState.TRACKING, FollowUpState.CLOSED})


def publish(*, actor: User, suggestion: Suggestion, version: int | None = None) -> Suggestion:
    """公开 by consent, once it is answered. ``version`` is the suggestion's.

    The title, or text and answer, as the deputy and the unit agreed. Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "publish_suggestion"):
        followup = locked(FollowUp.objects.get(suggestion=suggestion), None)
        suggestion = locked(suggestion, version)
        refuse_publishing(actor, followup, suggestion)
        suggestion.published_on, suggestion.published_by = today(), actor
        save(suggestion)
        followup.openness = Openness.PUBLIC
        refresh(followup)
    return suggestion


def unpublish(*, actor: User, suggestion: Suggestion, reason: str, version: int | None = None) -> Suggestion:
    """Take a published suggestion back from the public page, with a reason. Raises as :func:`publish`."""
    with command(actor, "unpublish_suggestion", reason):
        followup = locked(FollowUp.objects.get(suggestion=suggestion), None)
        suggestion = locked(suggestion, version)
        refuse_unpublishing(actor, followup, suggestion)
        need("reason", reason, _("请写明停止公开的理由。"))
        suggestion.published_on, suggestion.published_by = None, None
        save(suggestion)
        followup.openness = Openness.DEPUTIES
        refresh(followup)
    return suggestion


def _refuse_others(actor: Anyone, followup: FollowUp) -> None:
    if PartyPart.OFFICE not in may.parts(actor, followup):
        raise NotAllowed(_("只有代表工委可以公开或停止公开建议。"))


def refuse_publishing(actor: Anyone, followup: FollowUp, suggestion: Suggestion) -> None:
    """Raise NotAllowed or WrongState unless the suggestion may be published by this person now."""
    _refuse_others(actor, followup)
    if suggestion.published_on is not None:
        raise WrongState(_("这件建议已经公开。"))
    if FollowUpState(followup.state) not in PUBLISHABLE:
        raise WrongState(_("答复送达代表以后才能公开。"))
    if suggestion.publicity not in {Publicity.ALL, Publicity.TITLE} or suggestion.confidential:
        raise WrongState(_("代表没有同意公开，不能公开。"))


def refuse_unpublishing(actor: Anyone, followup: FollowUp, suggestion: Suggestion) -> None:
    """Raise NotAllowed or WrongState unless the suggestion is public and this person may take it back."""
    _refuse_others(actor, followup)
    if suggestion.published_on is None:
        raise WrongState(_("这件建议没有公开。"))


@dataclass(frozen=True)
class PublicationStep:
    """The button about publication on a suggestion's page."""

    label: str
    url: str


def publication_step(user: Anyone, suggestion: Suggestion) -> PublicationStep | None:
    """公开 or 停止公开, whichever is open to the reader now; or None."""
    if suggestion.followup is None:
        return None
    steps = (
        (refuse_publishing, _("公开"), "suggestion-publish"),
        (refuse_unpublishing, _("停止公开"), "suggestion-unpublish"),
    )
    for refuse, label, route in steps:
        try:
            refuse(user, suggestion.followup, suggestion)
        except Refusal:
            continue
        return PublicationStep(label, reverse(route, args=[suggestion.pk]))
    return None
