"""The deputy's commands on his paper, and the office's examination of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access import require, standing
from congress.clock import now, today
from congress.models import Attachment, Body, FollowUp, Mandate, Party, Session, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.followups import Event, Openness, PartyPart
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.followups import Part, accept, open_followup
from congress.services.numbers import next_number
from deputies.models import Category, Cosigner, Suggestion, SuggestionFile
from deputies.rules import BODY_MIN, CosignState, Difficulty, Publicity, SuggestionState

SUGGESTION = "suggestion"


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
    if suggestion.author.person_id != actor.person_id:
        raise NotAllowed(_("只有领衔代表本人可以修改这份建议。"))
    if suggestion.state != SuggestionState.DRAFT:
        raise WrongState(_("这份建议已经提交，不能再修改。"))
    return suggestion


def discard_draft(*, actor: User, suggestion: Suggestion) -> None:
    """Delete one's own draft with its files and invitations. Raises NotAllowed, WrongState."""
    with command(actor, "discard_draft"):
        suggestion = _own_draft(actor, suggestion, None)
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
        _refuse_incomplete(suggestion)
        suggestion.session = open_session(suggestion)
        suggestion.followup = open_followup(
            county=suggestion.county,
            kind=SUGGESTION,
            title=suggestion.title,
            asked_by=str(suggestion.author),
            office=responsible_office(suggestion),
            parts=_parts(suggestion),
        )
        suggestion.state = SuggestionState.SUBMITTED
        suggestion.submitted_at = now()
        save(suggestion)
    return suggestion


def _refuse_incomplete(suggestion: Suggestion) -> None:
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
    """The session of the term that has opened and still takes suggestions, or None."""
    moment = now()
    taking = Session.objects.filter(term=suggestion.term, opens_on__lte=today(), suggestions_close_at__gte=moment)
    return taking.order_by("-opens_on").first()


def responsible_office(suggestion: Suggestion) -> Body:
    """交办机构: the county's deputies' office (代表法 §12, §51; 地方组织法 §42)."""
    return Body.objects.get(congress=suggestion.county, kind=Body.Kind.DEPUTIES_OFFICE, until=None)


def _parts(suggestion: Suggestion) -> list[Part]:
    confirmed = suggestion.cosigners.filter(state=CosignState.CONFIRMED).select_related("mandate__person")
    cosigners = [Part(PartyPart.COSIGNER, row.mandate.person) for row in confirmed]
    return [Part(PartyPart.ASKER, suggestion.author.person), *cosigners]


def accept_suggestion(
    *, actor: User, suggestion: Suggestion, category: Category, difficulty: Difficulty, version: int | None = None
) -> Suggestion:
    """受理: number and classify the paper; from now on all deputies may read it.

    ``version`` is the follow-up's. Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "accept_suggestion"):
        followup = locked(FollowUp.objects.get(suggestion=suggestion), version)
        require(actor, Event.ACCEPT, followup)
        suggestion = locked(suggestion, None)
        suggestion.category = category
        suggestion.difficulty = difficulty
        suggestion.serial = next_number(suggestion.county, SUGGESTION, _scope(suggestion))
        suggestion.state = SuggestionState.ACCEPTED
        save(suggestion)
        openness = Openness.STAFF if suggestion.confidential else Openness.DEPUTIES
        accept(followup, number=suggestion.number, openness=openness)
    return suggestion


def _scope(suggestion: Suggestion) -> str:
    term = suggestion.term.number
    return f"{term}-{suggestion.session.number}" if suggestion.session else f"{term}-between"
