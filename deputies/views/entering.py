"""代录 of signed sheets, and like suggestions shown while one is typed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import standing, visible_to
from congress.clock import today
from congress.labels import label
from congress.models import FollowUp, Mandate, Term, User
from congress.rules.transitions import Event
from congress.views.base import SignedInRequest, done, posted, shown
from congress.views.steps import refusal_page
from deputies.access import may_enter
from deputies.forms import EntryForm, ReentryForm
from deputies.models import Suggestion
from deputies.queries.page import followup_page_of
from deputies.queries.similar import similar
from deputies.rules import DeclineReason
from deputies.services import entering


def hints() -> list[str]:
    """What is no suggestion, in the words the office uses when it declines one."""
    return [label(reason) for reason in DeclineReason if reason is not DeclineReason.OTHER]


def term_of(user: User) -> Term | None:
    """The county's present term."""
    return Term.objects.filter(congress=standing(user).county_id, since__lte=today()).order_by("-since").first()


@login_required
def enter(request: SignedInRequest) -> HttpResponse:
    """代录: type in a signed sheet with its photograph, or register one that came from above."""
    if not may_enter(request.user):
        raise Http404
    authors = entering.entry_authors(request.user)
    sitting = _sitting(request.user)
    above = standing(request.user).is_deputies_office
    files = request.FILES if request.method == "POST" else None
    initial = {"received_on": today()}
    form = EntryForm(posted(request), files, authors=authors, deputies=sitting, above=above, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: entering.enter(actor=request.user, sheet=form.sheet(), originals=form.originals()))
        if made:
            return done(request, _("已代录并提交审查。"), "suggestion", made.pk)
    title = form.data.get("title", "") if form.is_bound else ""
    context = {
        "form": form,
        "names": authors.select_related("person", "delegation").order_by("person__pinyin_key"),
        "hints": hints(),
        "similar": similar(request.user, title, term_of(request.user)) if title else [],
    }
    return render(request, "deputies/enter.html", context, status=422 if form.errors else 200)


def _sitting(user: User) -> QuerySet[Mandate]:
    """Deputies of today, who may sign."""
    return visible_to(user, Mandate).filter(pk__in=Mandate.objects.on(today()).values("pk"))


@login_required
def reenter(request: SignedInRequest, pk: int) -> HttpResponse:
    """重新代录: the mended sheet of a follow-up that was sent back."""
    followup = shown(request.user, FollowUp, pk, "office")
    row = shown(request.user, Suggestion, followup_page_of(followup), "author__person", "author__delegation")
    refused = refusal_page(request, Event.RESUBMIT, followup) if request.method == "GET" else None
    if refused:
        return refused
    files = request.FILES if request.method == "POST" else None
    initial = {"version": followup.version}
    form = ReentryForm(posted(request), files, suggestion=row, deputies=_sitting(request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            lambda: entering.reenter(
                actor=request.user,
                suggestion=row,
                sheet=form.sheet(),
                originals=form.originals(),
                version=form.cleaned_data["version"],
            )
        )
        if made:
            return done(request, _("已重新代录并提交审查。"), "suggestion", made.pk)
    context = {"form": form, "suggestion": row, "note": followup.ending_note}
    return render(request, "deputies/reenter.html", context, status=422 if form.errors else 200)


@login_required
def like(request: SignedInRequest) -> HttpResponse:
    """Earlier suggestions of the term like the title being typed; a part of the page."""
    draft = request.GET.get("draft", "")
    known = int(draft) if draft.isdecimal() and len(draft) < 18 else 0
    rows = similar(request.user, request.GET.get("title", "")[:200], term_of(request.user), without=known)
    return render(request, "deputies/similar.html", {"similar": rows})
