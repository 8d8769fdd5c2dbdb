"""Drafting: choose the item, begin with what was said of it, change the draft."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from congress.access import visible_to
from congress.drafts import decisions
from congress.drafts.facts import facts_of
from congress.forms.base import CommandForm
from congress.models import AgendaItem
from congress.rules.meetings import ON_AGENDA, ItemKind, MeetingKind, MeetingState
from congress.views.base import SignedInRequest, done, posted, shown
from supervision.access import opinions as access
from supervision.forms import opinions as forms
from supervision.models import DeliberationOpinion
from supervision.rules.opinions import OpinionEvent
from supervision.services.opinions import drafting
from supervision.views.opinions.base import RELATED, refused_page

DELIBERATED = (ItemKind.REPORT, ItemKind.BUDGET, ItemKind.INSPECTION, ItemKind.INQUIRY, ItemKind.OPINION)


def deliberated(request: SignedInRequest) -> QuerySet[AgendaItem]:
    """Items that were deliberated at a meeting of the committee, as far as the reader sees them, the newest first."""
    held = (MeetingState.OPEN, MeetingState.CLOSED)
    rows = visible_to(request.user, AgendaItem).filter(
        kind__in=DELIBERATED,
        state__in=ON_AGENDA,
        meeting__kind=MeetingKind.STANDING_COMMITTEE,
        meeting__state__in=held,
    )
    return rows.select_related("meeting__term", "organ").order_by("-meeting__starts_on", "position")


@login_required
def choose(request: SignedInRequest) -> HttpResponse:
    """Which item the opinion is on; its speeches make the first draft."""
    if not access.drafts(request.user):
        raise Http404
    form = forms.NewOpinionForm(posted(request), items=deliberated(request))
    if request.method == "POST" and form.is_valid():
        return redirect("opinion-write", form.cleaned_data["item"].pk)
    context = {"form": form, "title": _("整理审议意见"), "submit": _("下一步")}
    return render(request, "supervision/opinions/choose.html", context, status=422 if form.errors else 200)


@login_required
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    """起草 on an item: begun with what was said of it."""
    if not access.drafts(request.user):
        raise Http404
    found = deliberated(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    first = {} if request.method == "POST" else _first(found)
    form = forms.OpinionForm(posted(request), county=found.meeting.county, initial=first)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: drafting.draft(actor=request.user, item=found, wording=form.wording()))
        if made is not None:
            return done(request, _("已保存。主任会议通过后登记，再印发交办。"), "opinion", made.pk)
    return _form(request, form, _("起草审议意见"), _("保存"), note=str(found))


def _first(found: AgendaItem) -> dict[str, object]:
    """What the speeches and the report give."""
    made = decisions.opinion(facts_of(found.meeting), found.pk)
    said = "\n".join(speech.text for speech in found.speeches.order_by("id") if speech.text)
    return {"title": made.title, "body": made.body, "organ": found.organ_id, "items": said}


def _form(
    request: SignedInRequest,
    form: CommandForm,
    title: str,
    submit: str,
    *,
    note: str,
    back: DeliberationOpinion | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "about": note, "opinion": back}
    return render(request, "supervision/opinions/write.html", context, status=422 if form.errors else 200)


@login_required
def revise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row = shown(request.user, DeliberationOpinion, pk, *RELATED)
    if refused := refused_page(request, OpinionEvent.REVISE, row):
        return refused
    names = ("title", "organ", "leader", "findings", "body", "second", "second_meeting", "version")
    texts = row.items.order_by("position").values_list("text", flat=True)
    first = {name: getattr(row, f"{name}_id", getattr(row, name, "")) for name in names} | {"items": "\n".join(texts)}
    form = forms.OpinionForm(posted(request), county=row.county, initial=first)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if form.attempt(
            lambda: drafting.revise(actor=request.user, opinion=row, wording=form.wording(row.office), version=version)
        ):
            return done(request, _("已保存。"), "opinion", row.pk)
    return _form(request, form, _("修改审议意见"), _("保存"), note=str(row.agenda_item), back=row)
