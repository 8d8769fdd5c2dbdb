"""The deputy's commands on his paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from congress import may
from congress.access import standing
from congress.clock import now, today
from congress.models import Attachment, Body, FollowUp, Mandate, Party, Session, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.followups import Ending, PartyPart
from congress.rules.transitions import Event
from congress.services import derived
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.followups import Role, end, open_followup, take_again
from congress.services.notices import notify
from congress.services.steps import need
from deputies.models import Cosigner, Suggestion, SuggestionFile
from deputies.rules import BODY_MIN, SUGGESTION, WRITABLE, CosignState, Publicity, SuggestionState


@dataclass(frozen=True)
class Paper:
    """What the deputy has typed so far; anything may still be missing in a draft."""

    title: str = ""
    body: str = ""
    publicity: str = ""
    confidential: bool = False


def start_draft(*, actor: User) -> Suggestion:
    """Open an empty draft. Raises NotAllowed for who is no deputy today (代表法 §24, §36)."""
    mandate = _mandate(actor)
    with command(actor, "start_draft"):
        return Suggestion.objects.create(
            county=mandate.term.congress, term=mandate.term, author=mandate, created_at=now(), saved_at=now()
        )


def _mandate(actor: User) -> Mandate:
    mandate = standing(actor).mandate
    if mandate is None:
        raise NotAllowed(_("只有本届在任代表可以提出建议。"), basis=_("代表法第二十四条、第三十六条"))
    return mandate


def save_draft(*, actor: User, suggestion: Suggestion, paper: Paper, version: int | None = None) -> Suggestion:
    """Keep what has been typed, complete or not. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "save_draft"):
        suggestion = _own_draft(actor, suggestion, version)
        suggestion.title = paper.title.strip()
        suggestion.body = paper.body.strip()
        suggestion.publicity = paper.publicity
        suggestion.confidential = paper.confidential
        suggestion.saved_at = now()
        save(suggestion)
    return suggestion


def _own_draft(actor: User, suggestion: Suggestion, version: int | None) -> Suggestion:
    suggestion = locked(suggestion, version)
    if suggestion.author is None or suggestion.author.person_id != actor.person_id:
        raise NotAllowed(_("只有领衔代表本人可以修改这份建议。"))
    if suggestion.state not in WRITABLE:
        raise WrongState(_("这份建议已经提交，不能再修改。"))
    return suggestion


def discard_draft(*, actor: User, suggestion: Suggestion) -> None:
    """Delete one's own draft with its files and invitations. Raises NotAllowed, WrongState."""
    with command(actor, "discard_draft"):
        suggestion = _own_draft(actor, suggestion, None)
        if suggestion.state != SuggestionState.DRAFT:
            raise WrongState(_("这份建议已经提交过，不能删除；不再提出的，请撤回。"))
        attachments = Attachment.objects.filter(pk__in=suggestion.files.values("attachment"))
        attachments.delete()
        suggestion.delete()


def add_file(*, actor: User, suggestion: Suggestion, upload: Upload) -> SuggestionFile:
    """Attach a photo or paper to one's own draft. Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "add_file"):
        suggestion = _own_draft(actor, suggestion, None)
        attachment = store(actor=actor, county=suggestion.county, upload=upload)
        return SuggestionFile.objects.create(suggestion=suggestion, attachment=attachment)


def remove_file(*, actor: User, file: SuggestionFile) -> None:
    """Take a file off one's own draft. Raises NotAllowed, WrongState."""
    with command(actor, "remove_file"):
        _own_draft(actor, file.suggestion, None)
        attachment = file.attachment
        file.delete()
        attachment.delete()


def invite(*, actor: User, suggestion: Suggestion, mandates: Sequence[Mandate]) -> list[Cosigner]:
    """Ask other deputies of the same term to co-sign; inviting twice changes nothing.

    Raises NotAllowed, WrongState; Incomplete for oneself or somebody who is no deputy today.
    """
    with command(actor, "invite_cosigners"):
        suggestion = _own_draft(actor, suggestion, None)
        current = set(Mandate.objects.on(today()).filter(term=suggestion.term).values_list("pk", flat=True))
        for mandate in mandates:
            if mandate.pk == suggestion.author_id:
                raise Incomplete({"mandates": _("领衔代表不需要附议自己的建议。")})
            if mandate.pk not in current:
                raise Incomplete({"mandates": _("%(who)s不是本届在任代表，不能附议。") % {"who": mandate.person}})
        return [_invite(suggestion, mandate) for mandate in mandates]


def _invite(suggestion: Suggestion, mandate: Mandate) -> Cosigner:
    cosigner, _new = Cosigner.objects.get_or_create(
        suggestion=suggestion, mandate=mandate, defaults={"invited_at": now()}
    )
    return cosigner


def answer_invitation(*, actor: User, suggestion: Suggestion, agree: bool) -> Cosigner:
    """附议 or decline, in person, until the office has accepted the paper.

    Raises NotAllowed without an invitation, WrongState after acceptance.
    """
    with command(actor, "answer_invitation"):
        suggestion = locked(suggestion, None)
        cosigner = suggestion.cosigners.filter(mandate__person=actor.person).select_related("mandate").first()
        if cosigner is None:
            raise NotAllowed(_("领衔代表没有邀请您附议这份建议。"))
        if suggestion.state == SuggestionState.ACCEPTED:
            raise WrongState(_("这份建议已经受理，不能再改变附议。"))
        cosigner.state = CosignState.CONFIRMED if agree else CosignState.DECLINED
        cosigner.answered_at = now()
        cosigner.save()
        if suggestion.followup:
            _show_cosigner(suggestion, cosigner)
    return cosigner


def _show_cosigner(suggestion: Suggestion, cosigner: Cosigner) -> None:
    """Make the co-signer a party of the follow-up, or no longer one."""
    followup = FollowUp.objects.get(suggestion=suggestion)
    parties = followup.parties.filter(part=PartyPart.COSIGNER, person=cosigner.mandate.person)
    if cosigner.state == CosignState.DECLINED:
        parties.delete()
    elif not parties.exists():
        Party.objects.create(followup=followup, part=PartyPart.COSIGNER, person=cosigner.mandate.person)


def submit(*, actor: User, suggestion: Suggestion, version: int | None = None) -> Suggestion:
    """提交 to the deputies' office: opens the follow-up and the clock of the hand-over.

    Belongs to the session whose closing time has not passed, otherwise it is made between sessions.
    Raises NotAllowed, WrongState, Conflict; Incomplete for what is missing.
    """
    with command(actor, "submit"):
        suggestion = _own_draft(actor, suggestion, version)
        refuse_incomplete(suggestion)
        if suggestion.followup_id:
            raise WrongState(_("这份建议是退回修改的，请重新提交。"))
        file(suggestion)
    return suggestion


def file(suggestion: Suggestion, session: Session | None = None) -> None:
    """Open the follow-up of a complete paper; runs inside the command that wrote it.

    ``session`` is given for what was handed in to it as something else; otherwise it is found by the closing time.
    """
    suggestion.session = session or open_session(suggestion)
    suggestion.followup = open_followup(
        county=suggestion.county,
        kind=SUGGESTION,
        title=suggestion.title,
        asked_by=suggestion.lead_label,
        office=responsible_office(suggestion),
        parts=_parts(suggestion),
        on_paper=suggestion.entered_by_id is not None,
    )
    suggestion.state = SuggestionState.SUBMITTED
    suggestion.submitted_at = now()
    save(suggestion)
    derived.keep(suggestion.followup)  # by whom it is asked and in which words is known from now on


def resubmit(*, actor: User, suggestion: Suggestion, version: int | None = None) -> Suggestion:
    """重新提交 a paper the office sent back. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "resubmit"):
        followup = locked(FollowUp.objects.get(suggestion=suggestion), None)
        may.require(actor, Event.RESUBMIT, followup)
        suggestion = locked(suggestion, version)
        refuse_incomplete(suggestion)
        suggestion.state = SuggestionState.SUBMITTED
        save(suggestion)
        take_again(followup, title=suggestion.title)
    return suggestion


def withdraw(*, actor: User, suggestion: Suggestion, reason: str, version: int | None = None) -> Suggestion:
    """撤回 by the lead signer, before it is answered; the handling ends. ``version`` is the follow-up's.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason.
    """
    with command(actor, "withdraw", reason):
        followup = locked(FollowUp.objects.get(suggestion=suggestion), version)
        may.require(actor, Event.WITHDRAW, followup)
        reason = need("reason", reason, _("请写明撤回的理由。"))
        told = recipients(followup, [Recipient.OFFICE, Recipient.ASKERS])
        for row in followup.assignments.all():
            told += recipients(followup, [Recipient.CONTACT, Recipient.COORDINATOR], row)
        end(followup, Ending.WITHDRAWN, reason)
        notify(followup, told, _("代表已撤回建议"), reason)
    suggestion.refresh_from_db()
    return suggestion


def refuse_incomplete(suggestion: Suggestion) -> None:
    """Raise Incomplete for what a paper lacks to be filed."""
    missing = {}
    if not suggestion.title:
        missing["title"] = _("请写标题，一事一议，写明地点和事项。")
    if len(suggestion.body) < BODY_MIN:
        missing["body"] = _("请写明具体情况和要求，至少 %(n)s 个字。") % {"n": BODY_MIN}
    if suggestion.publicity not in set(Publicity):
        missing["publicity"] = _("请选择是否同意公开。")
    if missing:
        raise Incomplete(missing)


def open_session(suggestion: Suggestion) -> Session | None:
    """The session of the term that has opened and still takes suggestions, or None.

    A signed sheet belongs to the session whose closing day had not passed when it was received.
    """
    sessions = Session.objects.filter(term=suggestion.term).order_by("-opens_on")
    received = suggestion.received_on
    if received and received < today():
        return sessions.filter(opens_on__lte=received, suggestions_close_at__date__gte=received).first()
    return sessions.filter(opens_on__lte=today(), suggestions_close_at__gte=now()).first()


def responsible_office(suggestion: Suggestion) -> Body:
    """交办机构: the county's deputies' office (代表法 §12, §51; 地方组织法 §42)."""
    return Body.objects.get(congress=suggestion.county, kind=Body.Kind.DEPUTIES_OFFICE, until=None)


def _parts(suggestion: Suggestion) -> list[Role]:
    confirmed = suggestion.cosigners.filter(state=CosignState.CONFIRMED).select_related("mandate__person")
    cosigners = [Role(PartyPart.COSIGNER, row.mandate.person) for row in confirmed]
    return [Role(PartyPart.ASKER, suggestion.lead), *cosigners, *_recorders(suggestion)]


def _recorders(suggestion: Suggestion) -> list[Role]:
    """The 人大 body of the lead signer's township or street, whose clerk may record his signed sheets."""
    if suggestion.author is None:
        return []
    delegation = suggestion.author.delegation
    place = Q(delegation=delegation) | Q(congress=delegation.township_id, kind=Body.Kind.PRESIDIUM)
    bodies = Body.objects.filter(place, until=None, kind__in=[Body.Kind.PRESIDIUM, Body.Kind.STREET])
    return [Role(PartyPart.RECORDER, body) for body in bodies]
