"""Handing an opinion over, taking it back before anybody signed for it, and signing for it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Assignment, FollowUp, User
from congress.refusals import Incomplete
from congress.rules.documents.life import IN_FORCE, DocumentState
from congress.rules.followups import OVER, AssignmentState, Ending, Openness, PartyPart
from congress.services import assigning
from congress.services.base import command, locked
from congress.services.followups import Role, end, open_handed_over
from congress.services.steps import need
from supervision.models import DeliberationOpinion, OpinionItem
from supervision.queries.opinions.moves import is_allotted
from supervision.rules.opinions import OPINION, OpinionEvent, OpinionState
from supervision.services.opinions.steps import keep, take, tell_receiver


def hand_over(
    *,
    actor: User,
    opinion: DeliberationOpinion,
    number: str = "",
    report_by: date | None = None,
    version: int | None = None,
) -> DeliberationOpinion:
    """交办 the issued opinion: every item becomes a follow-up, and the report's clock starts (本县规定, 监督法 §17).

    ``number`` is that of a paper issued in the county's OA, where no document of the house is; ``report_by`` a date the
    chairpersons' meeting set instead of the rule's. Raises NotAllowed, WrongState, Conflict; Incomplete without a
    number, while the document is not issued, or for a date that has passed.
    """
    with command(actor, "hand_over_opinion"):
        opinion, move = take(actor, OpinionEvent.HAND_OVER, opinion, version)
        opinion.number = _number(opinion, number)
        if report_by is not None and report_by <= today():
            raise Incomplete({"report_by": _("另定的期限应当在今天之后。")})
        opinion.handed_over_on = today()
        for item in opinion.items.all():
            _open(actor, opinion, item, report_by)
        dates = FollowUp.objects.filter(opinion_item__opinion=opinion).values_list("reply_due_on", flat=True)
        opinion.report_due_on = max(day for day in dates if day)
        keep(opinion, move.to)
        tell_receiver(opinion, _("收到审议意见，请签收并分解落实"))
    return opinion


def _number(opinion: DeliberationOpinion, typed: str) -> str:
    document = opinion.document
    if document is None:
        text = _("请先把审议意见书编号印发；已在OA发文的，填写发文字号。")
        number = need("number", typed, text)
    elif DocumentState(document.state) not in IN_FORCE:
        text = _("审议意见书还没有编号印发，请先办理印发（公文《%(title)s》）。")
        raise Incomplete({"number": text % {"title": document.title}})
    else:
        number = document.number
    taken = DeliberationOpinion.objects.filter(county=opinion.county_id, number=number).exclude(pk=opinion.pk)
    if taken.exists():
        raise Incomplete({"number": _("文号%(number)s已经用于另一件审议意见。") % {"number": number}})
    return number[:30]


def _open(actor: User, opinion: DeliberationOpinion, item: OpinionItem, report_by: date | None) -> None:
    allotted = is_allotted(opinion.receiver)
    followup = open_handed_over(
        county=opinion.county,
        kind=OPINION,
        number=_("%(number)s第%(n)s项") % {"number": opinion.number, "n": item.position},
        title=item.text[:120],
        asked_by=str(opinion.agenda_item.meeting)[:120],
        office=opinion.office,
        openness=Openness.DEPUTIES,
        coordinator=opinion.receiver if allotted else None,
        parts=[] if allotted else [Role(PartyPart.UNIT, opinion.receiver)],
        reply_by=report_by,
    )
    item.followup = followup
    item.save()
    if not allotted:
        assigning.assign(actor, followup, [assigning.Share(opinion.receiver)], reply_by=report_by)


def recall(
    *, actor: User, opinion: DeliberationOpinion, reason: str, version: int | None = None
) -> DeliberationOpinion:
    """撤回 before it was signed for; its items end.

    Raises NotAllowed, Conflict, Incomplete without a reason; WrongState once signed for, saying which way is left.
    """
    with command(actor, "recall_opinion", reason):
        opinion, move = take(actor, OpinionEvent.RECALL, opinion, version)
        opinion.recall_reason = need("reason", reason, _("请写明撤回的理由。"))[:300]
        told = opinion.state == OpinionState.ISSUED
        for followup in FollowUp.objects.filter(opinion_item__opinion=opinion):
            end(locked(followup, None), Ending.WITHDRAWN, opinion.recall_reason)
        keep(opinion, move.to)
        if told:
            tell_receiver(opinion, _("审议意见已撤回"), opinion.recall_reason)
    return opinion


def sign_for(*, actor: User, opinion: DeliberationOpinion, version: int | None = None) -> DeliberationOpinion:
    """签收 by whoever receives for the organ; where it handles the items itself, they are signed for with it.

    Raises NotAllowed, WrongState (somebody has signed already), Conflict.
    """
    with command(actor, "sign_for_opinion"):
        opinion, move = take(actor, OpinionEvent.SIGN_FOR, opinion, version)
        opinion.signed_for_on, opinion.signed_for_by = today(), actor
        own = Assignment.objects.filter(followup__opinion_item__opinion=opinion, department=opinion.receiver)
        for row in own.exclude(state__in=OVER).filter(state=AssignmentState.AWAITING):
            assigning.sign_for(actor=actor, assignment=row)
        keep(opinion, move.to)
    return opinion
