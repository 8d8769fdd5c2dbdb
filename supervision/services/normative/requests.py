"""Who asks that a document be reviewed, and what he is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.services.base import command, locked, save
from congress.services.steps import need
from supervision.access.normative import keeps_document
from supervision.models import NormativeDocument, ReviewRequest
from supervision.rules.normative import OCCASION_OF, Asker, NormativeState

UNDER_WAY = (NormativeState.REGISTERED, NormativeState.SUPPLEMENT, NormativeState.TAKEN, NormativeState.REVIEW)


@dataclass(frozen=True)
class Claim:
    """Who asks, when it came, why."""

    asker: Asker
    name: str
    received_on: date
    text: str
    contact: str = ""


def enter_request(*, actor: User, document: NormativeDocument, claim: Claim) -> ReviewRequest:
    """登记审查要求 or 审查建议; a review that is under way becomes one on request.

    Raises NotAllowed, Incomplete.
    """
    with command(actor, "enter_request"):
        row = locked(document, None)
        _refuse_others(actor, row)
        if claim.received_on > today():
            raise Incomplete({"received_on": _("日期在今天之后，请核对。")})
        request = ReviewRequest.objects.create(
            document=row,
            asker=claim.asker,
            name=need("name", claim.name, _("请填写提出人。")),
            contact=claim.contact.strip(),
            received_on=claim.received_on,
            claim=need("text", claim.text, _("请写明提出的理由。")),
            entered_by=actor,
        )
        if row.state in UNDER_WAY:
            row.occasion = OCCASION_OF[claim.asker]
            save(row)
    return request


def answer_request(
    *, actor: User, request: ReviewRequest, reply: str, on: date, version: int | None = None
) -> ReviewRequest:
    """登记答复 to who asked. Raises NotAllowed, Conflict; WrongState when answered; Incomplete."""
    with command(actor, "answer_request"):
        row = locked(request, version)
        _refuse_others(actor, row.document)
        if row.replied_on is not None:
            raise WrongState(_("已于%(day)s答复，不重复登记。") % {"day": row.replied_on})
        if not row.received_on <= on <= today():
            raise Incomplete({"on": _("答复日期应当在收到之日和今天之间，请核对。")})
        row.reply, row.replied_on = need("reply", reply, _("请写明答复的内容。")), on
        save(row)
    return row


def _refuse_others(actor: User, document: NormativeDocument) -> None:
    if not keeps_document(actor, document):
        raise NotAllowed(_("审查要求和建议由登记机构办理，请与登记机构联系。"))
