"""A clerk's commands on what came on paper (代录): a signed sheet, its mended version, one forwarded from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from congress import may
from congress.access import standing, visible_to
from congress.clock import now, today
from congress.models import Body, Congress, FollowUp, Mandate, Person, Term, User
from congress.refusals import Incomplete, NotAllowed
from congress.rules.followups import PartyPart
from congress.rules.names import sort_keys
from congress.rules.roles import OFFICE
from congress.rules.transitions import Event
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.followups import involve, take_again
from deputies.models import Cosigner, Suggestion, SuggestionFile
from deputies.rules import CosignState, Origin, SuggestionState
from deputies.services.writing import Paper, file, refuse_incomplete


@dataclass(frozen=True)
class Sheet:
    """A signed paper sheet as a 人大 clerk types it in: whose it is, and since when it lies there."""

    paper: Paper
    author: Mandate | None = None
    cosigners: Sequence[Mandate] = ()
    origin: Origin = Origin.OWN
    outside_name: str = ""
    source_note: str = ""
    received_on: date | None = None


def enter(*, actor: User, sheet: Sheet, originals: Sequence[Upload]) -> Suggestion:
    """代录: type in a signed sheet, or register one forwarded from above; it is filed at once.

    The photograph of the original is kept with it, and the clerk's name. A township's clerk may do so
    for deputies of his township. Raises NotAllowed; Incomplete for what is missing.
    """
    with command(actor, "enter_suggestion"):
        county = _refuse_entry(actor, sheet)
        if not originals:
            raise Incomplete({"attached": _("请上传签名原件的照片或扫描件。")})
        suggestion = Suggestion(
            county=county.county,
            term=county.term,
            origin=sheet.origin,
            author=sheet.author,
            source_note=sheet.source_note.strip(),
            received_on=sheet.received_on or today(),
            entered_by=actor,
            title=sheet.paper.title.strip(),
            body=sheet.paper.body.strip(),
            publicity=sheet.paper.publicity,
            confidential=sheet.paper.confidential,
            created_at=now(),
            saved_at=now(),
        )
        refuse_incomplete(suggestion)
        if sheet.origin != Origin.OWN:
            suggestion.outside_author = _outsider(county.county, sheet)
        suggestion.save()
        _keep(actor, suggestion, originals)
        _sign(suggestion, sheet.cosigners)
        file(suggestion)
    return suggestion


def reenter(
    *, actor: User, suggestion: Suggestion, sheet: Sheet, originals: Sequence[Upload], version: int | None = None
) -> Suggestion:
    """重新代录 of a sheet the office sent back: what the deputy mended and signed again.

    Whose it is and when it was first received stay; the first photographs are kept beside the new ones.
    ``version`` is the follow-up's. Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "reenter_suggestion"):
        followup = locked(FollowUp.objects.get(suggestion=suggestion), version)
        may.require(actor, Event.RESUBMIT, followup)
        suggestion = locked(suggestion, None)
        if not originals:
            raise Incomplete({"attached": _("请上传改写后签名原件的照片或扫描件。")})
        _refuse_cosigners(suggestion.author_id, suggestion.term_id, sheet)
        suggestion.title, suggestion.body = sheet.paper.title.strip(), sheet.paper.body.strip()
        suggestion.publicity, suggestion.confidential = sheet.paper.publicity, sheet.paper.confidential
        refuse_incomplete(suggestion)
        suggestion.state = SuggestionState.SUBMITTED
        save(suggestion)
        _keep(actor, suggestion, originals)
        suggestion.cosigners.all().delete()
        followup.parties.filter(part=PartyPart.COSIGNER).delete()
        _sign(suggestion, sheet.cosigners)
        for mandate in sheet.cosigners:
            involve(followup, PartyPart.COSIGNER, mandate.person)
        take_again(followup, title=suggestion.title)
    return suggestion


def _keep(actor: User, suggestion: Suggestion, originals: Sequence[Upload]) -> None:
    """Keep the photographs of a signed original with the paper."""
    for upload in originals:
        attachment = store(actor=actor, county=suggestion.county, upload=upload)
        SuggestionFile.objects.create(suggestion=suggestion, attachment=attachment)


def _sign(suggestion: Suggestion, cosigners: Sequence[Mandate]) -> None:
    """Record who signed beside the author: on paper, confirmed by the signature itself."""
    for mandate in cosigners:
        Cosigner.objects.create(
            suggestion=suggestion, mandate=mandate, state=CosignState.CONFIRMED, invited_at=now(), answered_at=now()
        )


@dataclass(frozen=True)
class _Place:
    county: Congress
    term: Term


def _refuse_entry(actor: User, sheet: Sheet) -> _Place:
    """Where the sheet belongs. Raises NotAllowed, Incomplete."""
    who = standing(actor)
    if sheet.received_on and sheet.received_on > today():
        raise Incomplete({"received_on": _("日期在今天之后，请核对。")})
    if sheet.origin != Origin.OWN:
        if not who.is_deputies_office:
            raise NotAllowed(_("只有代表工委可以登记上级转来的建议。"))
        if not sheet.outside_name.strip():
            raise Incomplete({"outside_name": _("请写明提出建议的上级代表或者上级人大。")})
        county = Congress.objects.get(users=actor)
        return _Place(county, Term.objects.filter(congress=county, since__lte=today()).latest("since"))
    if sheet.author is None:
        raise Incomplete({"author": _("请选择领衔代表。")})
    if not entry_authors(actor).filter(pk=sheet.author.pk).exists():
        raise NotAllowed(_("只能代录本县（乡镇只能代录本乡镇）在任代表的建议。"))
    _refuse_cosigners(sheet.author.pk, sheet.author.term_id, sheet)
    return _Place(sheet.author.term.congress, sheet.author.term)


def _refuse_cosigners(author: int | None, term: int, sheet: Sheet) -> None:
    """Raise Incomplete for a co-signer who is the author, or no deputy of the term today."""
    current = set(Mandate.objects.on(today()).filter(term=term).values_list("pk", flat=True))
    for mandate in sheet.cosigners:
        if mandate.pk == author or mandate.pk not in current:
            raise Incomplete({"cosigners": _("附议代表应当是本届其他在任代表：%(who)s。") % {"who": mandate.person}})


def entry_authors(actor: User) -> QuerySet[Mandate]:
    """Deputies whose paper sheets somebody may type in: all for the deputies' office, a township's for its clerk."""
    who = standing(actor)
    rows = visible_to(actor, Mandate).filter(pk__in=Mandate.objects.on(who.on).values("pk"))
    if who.is_deputies_office:
        return rows
    townships = Body.objects.filter(pk__in=who.bodies(OFFICE)).values("congress")
    delegations = Body.objects.filter(pk__in=who.bodies(OFFICE), delegation__isnull=False).values("delegation")
    own = Q(delegation__township__in=townships, delegation__township__level="township")
    return rows.filter(own | Q(delegation__in=delegations))


def _outsider(county: Congress, sheet: Sheet) -> Person:
    name = sheet.outside_name.strip()
    return Person.objects.create(county=county, name=name, **sort_keys(name), employer=sheet.source_note)
