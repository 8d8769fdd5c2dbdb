"""A suggestion's page and its sheet."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from congress.access import standing, visible_to
from congress.documents import pdf_response
from congress.models import FollowUp
from congress.official import pdf
from congress.rules.roles import OFFICE
from congress.views.base import SignedInRequest, shown
from deputies.access import reads_archive
from deputies.documents import sheet as paper_of
from deputies.models import Suggestion
from deputies.queries.page import followup_page_of, notices_on, page, with_merged
from deputies.rules import SuggestionState
from deputies.services.publishing import publication_step


def readable(request: SignedInRequest, pk: int) -> Suggestion:
    """The suggestion with what its page shows, or 404."""
    related = (
        "followup__office",
        "session__term",
        "category",
        "followup__key__leader",
        "followup__key__body",
        "author__person",
        "author__delegation",
        "outside_author",
        "entered_by__person",
    )
    row = with_merged(visible_to(request.user, Suggestion)).select_related(*related).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@login_required
def suggestion(request: SignedInRequest, pk: int) -> HttpResponse:
    """A suggestion: content, what to do, history, papers. One's own draft opens for writing."""
    row = readable(request, pk)
    who = standing(request.user)
    if row.state == SuggestionState.DRAFT and row.lead.pk == who.person_id:
        return redirect("suggestion-write", row.pk)
    detail = page(request.user, row)
    context = {
        "detail": detail,
        "suggestion": row,
        "can_cosign": detail.can_cosign,
        "letters": detail.letters,
        "publication": publication_step(request.user, row),
        "reads_archive": reads_archive(request.user),
    }
    return render(request, "deputies/suggestion.html", context)


@login_required
def notices(request: SignedInRequest, pk: int) -> HttpResponse:
    """通知 sent on this matter with the recipients' phones, for the office that answers for it."""
    row = shown(request.user, Suggestion, pk, "followup")
    if row.followup is None or row.followup.office_id not in standing(request.user).bodies(OFFICE):
        raise Http404
    part = "deputies/notice_rows.html" if request.headers.get("HX-Request") else "deputies/notices.html"
    return render(request, part, {"suggestion": row, "notices": notices_on(request.user, row)})


@login_required
def of_followup(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a follow-up to the suggestion that owns it."""
    return redirect("suggestion", followup_page_of(shown(request.user, FollowUp, pk)))


@login_required
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The suggestion on its special paper, to be signed by hand."""
    row = readable(request, pk)
    return pdf_response(pdf.render(paper_of(request.user, row)), f"代表建议 {row}")
