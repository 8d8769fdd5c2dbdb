"""Documents that wait for somebody: to be finished, reviewed, signed, numbered, given their scan, published."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Standing, visible_to
from congress.access.documents import own_offices
from congress.kinds import DeskItem
from congress.labels import label
from congress.models import Document, User
from congress.queries.documents.moves import open_moves
from congress.queries.documents.page import route_of, verb_of
from congress.rules.documents.kinds import KINDS, DocumentCode, Signer
from congress.rules.documents.life import IN_FORCE, DocumentEvent, DocumentState, Move
from congress.rules.followups import Openness
from congress.rules.roles import Role

LIMIT = 40
S = DocumentState
BY_DIRECTOR = [kind.code.value for kind in KINDS.values() if kind.signer is Signer.DIRECTOR]
SIGNED_KINDS = [kind.code.value for kind in KINDS.values() if kind.signer is not Signer.NOBODY]


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """What waits for ``user``, the oldest first; one query for who has to do with documents, none for others."""
    waiting = _waiting(user, who)
    if not waiting:
        return []
    rows = visible_to(user, Document).filter(waiting).select_related("office").defer("body", "annexes")
    found = [(row, _expected(user, row)) for row in rows.order_by("id")[:LIMIT]]
    return [_item(row, move) for row, move in found if move is not None]


def _waiting(user: User, who: Standing) -> Q:
    offices = own_offices(who)
    heads = who.bodies(frozenset({Role.HEAD}))
    found = Q()
    if offices:
        kept = Q(office__in=offices) | Q(issuing_office__in=offices)
        found |= Q(state=S.DRAFT, office__in=offices) & (Q(created_by=user) | ~Q(returned=""))
        found |= Q(state=S.SIGNED, issuing_office__in=offices)
        found |= kept & Q(state__in=IN_FORCE, scanned=False, kind__in=SIGNED_KINDS)
        found |= kept & Q(state=S.ISSUED, openness=Openness.PUBLIC)
    if heads:
        found |= Q(state=S.REVIEW, office__in=heads)
    if who.has(Role.DIRECTOR):
        found |= Q(state=S.REVIEW) | Q(state=S.SIGNING, kind__in=BY_DIRECTOR)
    if who.has(Role.CHAIR, Role.VICE_CHAIR):
        found |= Q(state=S.SIGNING)
    return found


def _expected(user: User, row: Document) -> Move | None:
    return next((move for move in open_moves(user, row) if move.expected), None)


def _item(row: Document, move: Move) -> DeskItem:
    return DeskItem(
        title=f"{row.number}　{row.title}" if row.number else row.title,
        url=reverse(route_of(move.event), args=[row.pk]),
        subject=f"{label(DocumentCode(row.kind))} · {row.office}",
        task=_task(row, move),
        verb=verb_of(row, move.event),
        since=timezone.localdate(row.created_at),
    )


def _task(row: Document, move: Move) -> str:
    if move.event is DocumentEvent.SUBMIT:
        return _("退回修改：%(why)s") % {"why": row.returned[:40]} if row.returned else _("写完并送出")
    if move.event is DocumentEvent.ATTACH:
        return _("待附签字扫描件")
    return _("待公开") if move.event is DocumentEvent.PUBLISH else label(DocumentState(row.state))
