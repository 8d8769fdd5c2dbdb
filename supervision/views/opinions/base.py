"""What the pages of an opinion share: what is read with it, and the page that says why a step is not open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from congress.refusals import Refusal
from congress.views.base import SignedInRequest
from supervision.models import DeliberationOpinion
from supervision.queries.opinions.moves import require
from supervision.rules.opinions import OpinionEvent

RELATED = (
    "county",
    "organ",
    "receiver",
    "office",
    "leader",
    "document",
    "agenda_item__meeting__term",
    "agenda_item__meeting__body",
    "second_meeting__term",
    "adopted_by__term",
    "decided_by__term",
    "tabled_item__meeting__term",
    "signed_for_by__person",
)


def refused_page(request: SignedInRequest, event: OpinionEvent, row: DeliberationOpinion) -> HttpResponse | None:
    """The page that says why a step is not open; None when it is."""
    if request.method != "GET":
        return None
    try:
        require(request.user, event, row)
    except Refusal as refusal:
        context = {"refusal": refusal, "opinion": row}
        return render(request, "supervision/opinions/refused.html", context, status=409)
    return None
