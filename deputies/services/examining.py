"""The office's examination of a paper: accept, send back, not a suggestion, merge, turn into another kind."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress import may
from congress.labels import label
from congress.models import FollowUp, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete
from congress.rules.followups import ASKERS, Ending, Openness, PartyPart
from congress.rules.transitions import Event
from congress.services.base import command, locked, save
from congress.services.followups import accept, end, involve, refresh, send_back
from congress.services.notices import notify
from congress.services.numbers import next_number
from congress.services.steps import need
from deputies.models import Category, Suggestion
from deputies.rules import SUGGESTION, DeclineReason, Difficulty, SuggestionState, TransferTo


def accept_suggestion(
    *, actor: User, suggestion: Suggestion, category: Category, difficulty: Difficulty, version: int | None = None
) -> Suggestion:
    """受理: number and classify the paper; from now on all deputies may read it.

    ``version`` is the follow-up's. Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "accept_suggestion"):
        followup, suggestion = _lock(actor, Event.ACCEPT, suggestion, version)
        suggestion.category = category
        suggestion.difficulty = difficulty
        suggestion.serial = next_number(suggestion.county, SUGGESTION, _scope(suggestion))
        suggestion.state = SuggestionState.ACCEPTED
        save(suggestion)
        openness = Openness.STAFF if suggestion.confidential else Openness.DEPUTIES
        accept(followup, number=suggestion.number, openness=openness)
        notify(followup, recipients(followup, [Recipient.ASKERS]), _("建议已受理"), suggestion.number)
    return suggestion


def _lock(actor: User, event: Event, suggestion: Suggestion, version: int | None) -> tuple[FollowUp, Suggestion]:
    """Lock the follow-up, then the paper, once the event is open to the actor."""
    followup = locked(FollowUp.objects.get(suggestion=suggestion), version)
    may.require(actor, event, followup)
    return followup, locked(suggestion, None)


def _scope(suggestion: Suggestion) -> str:
    term = suggestion.term.number
    return f"{term}-{suggestion.session.number}" if suggestion.session else f"{term}-between"


def return_to_deputy(*, actor: User, suggestion: Suggestion, reason: str, version: int | None = None) -> Suggestion:
    """退回修改: the deputy mends his paper and submits it again, or whoever typed it in from a signed sheet.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason.
    """
    with command(actor, "return_to_deputy", reason):
        followup, suggestion = _lock(actor, Event.SEND_BACK, suggestion, version)
        reason = need("reason", reason, _("请写明需要修改的地方。"))
        suggestion.state = SuggestionState.RETURNED
        save(suggestion)
        followup.ending_note = reason
        send_back(followup)
        told = recipients(followup, [Recipient.ASKER, *([Recipient.RECORDERS] if followup.on_paper else [])])
        notify(followup, told, _("建议退回修改"), reason)
    return suggestion


def decline(
    *, actor: User, suggestion: Suggestion, ground: DeclineReason, reason: str, version: int | None = None
) -> Suggestion:
    """不作为建议处理, with the ground and what is told to the deputy.

    Raises NotAllowed, WrongState, Conflict; Incomplete without words.
    """
    with command(actor, "decline_suggestion", reason):
        followup, suggestion = _lock(actor, Event.DECLINE, suggestion, version)
        reason = need("reason", reason, _("请写明理由，代表会看到。"))
        end(followup, Ending.DECLINED, f"{label(ground)}。{reason}")
        notify(followup, recipients(followup, [Recipient.ASKERS]), _("不作为建议处理"), reason)
    return suggestion


def transfer(
    *, actor: User, suggestion: Suggestion, to: TransferTo, reason: str, version: int | None = None
) -> Suggestion:
    """Turn the paper into another kind; where it went is recorded. Raises as :func:`decline`."""
    with command(actor, "transfer_suggestion", reason):
        followup, suggestion = _lock(actor, Event.TRANSFER, suggestion, version)
        reason = need("reason", reason, _("请写明转往何处和理由，代表会看到。"))
        end(followup, Ending.TRANSFERRED, f"{label(to)}：{reason}")
        notify(followup, recipients(followup, [Recipient.ASKERS]), label(to), reason)
    return suggestion


def merge(*, actor: User, suggestion: Suggestion, leading: Suggestion, version: int | None = None) -> Suggestion:
    """并案 into another suggestion on the same matter; its deputies are answered and evaluate with the others.

    Raises NotAllowed, Conflict, WrongState; Incomplete for itself or one that is merged, ended or closed.
    """
    with command(actor, "merge_suggestions"):
        if leading.pk == suggestion.pk:
            raise Incomplete({"leading": _("不能并入自己，请选择另一件建议。")})
        first, second = sorted([suggestion.followup_id or 0, leading.followup_id or 0])
        for key in (first, second):
            locked(FollowUp.objects.get(pk=key), None)
        followup, suggestion = _lock(actor, Event.MERGE, suggestion, version)
        into = FollowUp.objects.get(suggestion=leading)
        if into.closed_on or into.settled_on or into.accepted_on is None:
            raise Incomplete({"leading": _("只能并入已受理、尚未办结的建议。")})
        for party in followup.parties.filter(part__in=ASKERS):
            if party.person and not into.parties.filter(part__in=ASKERS, person=party.person).exists():
                involve(into, PartyPart.MERGED, party.person)
        told = recipients(followup, [Recipient.ASKERS])
        text = _("与%(number)s《%(title)s》并案办理，答复时一并送您评价。")
        note = text % {"number": into.number, "title": into.title}
        end(followup, Ending.MERGED, note, into=into)
        refresh(into)
        notify(followup, told, _("建议并案办理"), note)
    return suggestion
