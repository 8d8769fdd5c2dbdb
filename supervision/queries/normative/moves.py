"""What somebody may do now with a normative document: the table, asked by commands, buttons and desk alike."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.access import Anyone
from congress.labels import label
from congress.refusals import NotAllowed, WrongState
from supervision.access.normative import keeps_document
from supervision.models import NormativeDocument, OfficeReview
from supervision.rules import normative as rules
from supervision.rules.normative import Case, Move, NormativeEvent, NormativeState


def case_of(row: NormativeDocument, reviews: list[OfficeReview] | None = None) -> Case:
    """What the guards ask about a document. ``reviews`` saves the query when they are read already."""
    found = list(row.reviews.all()) if reviews is None else reviews
    last = max((review.round for review in found), default=0)
    current = [review for review in found if review.round == last]
    return Case(
        complete=not rules.lacking(row.materials),
        awaited=sum(review.found_on is None for review in current),
        objections=sum(bool(review.objects_to) for review in current),
    )


def open_moves(user: Anyone, row: NormativeDocument, reviews: list[OfficeReview] | None = None) -> tuple[Move, ...]:
    """What ``user`` may do now, what is expected first."""
    if not keeps_document(user, row):
        return ()
    return rules.open_moves(NormativeState(row.state), case_of(row, reviews))


def require(user: Anyone, event: NormativeEvent, row: NormativeDocument) -> Move:
    """The move ``user`` is about to make. Raises NotAllowed, or WrongState with what has to be done first."""
    if not keeps_document(user, row):
        raise NotAllowed(_("这份文件由登记机构办理，请与登记机构联系。"))
    found = rules.find(NormativeState(row.state), event, case_of(row))
    if isinstance(found, Move):
        return found
    if found is not None:
        raise WrongState(_("现在不能%(verb)s：%(why)s。") % {"verb": label(event), "why": label(found)})
    shape = {"state": row.get_state_display(), "verb": label(event)}
    raise WrongState(_("文件现在是“%(state)s”，不能%(verb)s。请返回查看最新情况。") % shape)
