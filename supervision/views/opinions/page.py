"""An opinion's page, the sheet of its handling, and the page of one item."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from congress.access import standing, visible_to
from congress.access.documents import own_offices
from congress.models import FollowUp
from congress.views.base import SignedInRequest, shown
from supervision.models import DeliberationOpinion, OpinionItem, SiteCheck
from supervision.queries.opinions.item_page import item_page
from supervision.queries.opinions.page import page
from supervision.views.opinions.base import RELATED


@login_required
def opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """An opinion: items, what to do, history, papers."""
    row = shown(request.user, DeliberationOpinion, pk, *RELATED)
    drafted = row.document and visible_to(request.user, type(row.document)).filter(pk=row.document.pk).exists()
    context = {
        "detail": page(request.user, row),
        "opinion": row,
        "is_inside": standing(request.user).sees_handling,
        "may_draft": row.office_id in own_offices(standing(request.user)) and row.document is None and row.adopted_on,
        "document": row.document if drafted else None,
    }
    return render(request, "supervision/opinions/opinion.html", context)


@login_required
def handling_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """办理情况: item by item what was reported, and the written reports, as a sheet to print."""
    row = shown(request.user, DeliberationOpinion, pk, *RELATED)
    context = {"opinion": row, "detail": page(request.user, row)}
    return render(request, "supervision/opinions/handling_print.html", context)


@login_required
def checks(request: SignedInRequest, pk: int) -> HttpResponse:
    """跟踪检查: what was found on the spot, as a sheet, for those inside and the receiver."""
    row = shown(request.user, DeliberationOpinion, pk, *RELATED)
    who = standing(request.user)
    if not who.sees_handling and row.receiver_id not in who.departments:
        raise Http404
    found = visible_to(request.user, SiteCheck).filter(opinion=row).select_related("recorded_by__person")
    return render(request, "supervision/opinions/checks_print.html", {"opinion": row, "checks": found})


def _item(request: SignedInRequest, followup: int) -> OpinionItem:
    related = (
        "opinion__organ",
        "opinion__agenda_item__meeting__term",
        "department",
        "followup__office",
        "followup__county",
    )
    shown(request.user, FollowUp, followup)
    row = visible_to(request.user, OpinionItem).select_related(*related).filter(followup=followup).first()
    if row is None:
        raise Http404
    return row


@login_required
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item, addressed by its follow-up: its handling and what to do."""
    row = _item(request, pk)
    return render(request, "supervision/opinions/item.html", {"detail": item_page(request.user, row), "item": row})


@login_required
def of_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a follow-up to the opinion on which it is decided."""
    return redirect("opinion", _item(request, pk).opinion_id)


@login_required
def split_of_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a follow-up to the page on which all items are handed on."""
    return redirect("opinion-split", _item(request, pk).opinion_id)
