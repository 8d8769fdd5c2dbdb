"""Requests and reports to the Party committee as read."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from congress.access import Anyone
from decisions import access
from decisions.models import PartyRequest
from decisions.rules.requests import RequestKind, RequestState


def listed(user: Anyone, params: Mapping[str, str]) -> QuerySet[PartyRequest]:
    """References one may read as the address bar asks for them, the newest first."""
    rows = access.requests(user)
    kind, state, q = (params.get(name, "") for name in ("kind", "state", "q"))
    if kind in set(RequestKind):
        rows = rows.filter(kind=kind)
    if state in set(RequestState):
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(Q(subject__icontains=q) | Q(number__icontains=q))
    return rows.order_by("-entered_on", "-id")
