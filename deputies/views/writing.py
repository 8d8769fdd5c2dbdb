"""The deputy's own pages: write, invite, submit, co-sign; and the office's examination."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress import access, may
from congress.clock import today
from congress.models import FollowUp, Mandate
from congress.queries.deadlines import chinese_date, due, foresee
from congress.queries.handling import file_rows
from congress.refusals import Refusal
from congress.rules.followups import Clock
from congress.rules.transitions import Event
from congress.views.base import SignedInRequest, done, posted, shown
from congress.views.steps import refusal_page
from deputies.access import own_drafts
from deputies.forms import AcceptForm, InviteForm, SuggestionForm
from deputies.kinds import RULES
from deputies.models import Suggestion, SuggestionFile
from deputies.queries.page import followup_page_of
from deputies.queries.similar import similar
from deputies.rules import Difficulty
from deputies.services import examining, writing
from deputies.views.entering import hints


def _draft(request: SignedInRequest, pk: int) -> Suggestion:
    row = own_drafts(request.user).select_related("author__person", "term", "county").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """An empty sheet; nothing is stored until something is typed."""
    if access.standing(request.user).mandate is None:
        raise Http404
    if request.method == "POST":
        return _write(request, None)
    return _sheet(request, SuggestionForm(), None)


@login_required
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with a draft."""
    draft = _draft(request, pk)
    if request.method == "POST":
        return _write(request, draft)
    return _sheet(request, SuggestionForm(initial=_initial(draft)), draft)


def _initial(draft: Suggestion) -> dict[str, object]:
    names = ("title", "body", "publicity", "confidential", "version")
    return {"draft": draft.pk, "mark": "internal", **{name: getattr(draft, name) for name in names}}


def _write(request: SignedInRequest, draft: Suggestion | None) -> HttpResponse:
    form = SuggestionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _sheet(request, form, draft)
    saved = form.attempt(lambda: _save(request, form, draft))
    if saved is None:
        return _sheet(request, form, draft)
    if form.attempt(lambda: _attach(request, form, saved)) is None:
        return _sheet(request, _numbered(form, saved), saved)
    if request.POST.get("next") == "save":
        return done(request, _("草稿已保存。"), "suggestion-write", saved.pk)
    return redirect("suggestion-cosigners" if request.POST.get("next") == "invite" else "suggestion-submit", saved.pk)


def _attach(request: SignedInRequest, form: SuggestionForm, draft: Suggestion) -> int:
    """Attach every file that was chosen; returns how many."""
    uploads = form.uploads()
    for upload in uploads:
        writing.add_file(actor=request.user, suggestion=draft, upload=upload)
    return len(uploads)


def _numbered(form: SuggestionForm, draft: Suggestion) -> SuggestionForm:
    """The same form, now belonging to the draft its text was saved in."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data.update({"version": draft.version, "draft": draft.pk})
    form.data = data
    return form


def _save(request: SignedInRequest, form: SuggestionForm, draft: Suggestion | None) -> Suggestion:
    known = form.cleaned_data["draft"]
    if draft is None and known:
        draft = _draft(request, known)
    if draft is None:
        draft = writing.start_draft(actor=request.user)
        return writing.save_draft(actor=request.user, suggestion=draft, paper=form.paper())
    version = form.cleaned_data["version"]
    return writing.save_draft(actor=request.user, suggestion=draft, paper=form.paper(), version=version)


def _sheet(request: SignedInRequest, form: SuggestionForm, draft: Suggestion | None) -> HttpResponse:
    context: dict[str, object] = {"form": form, "draft": draft, "files": [], "hints": hints(), "similar": []}
    if draft:
        context["similar"] = similar(request.user, draft.title, draft.term, without=draft.pk)
        rows = draft.files.select_related("attachment")
        context["files"] = [
            (row.pk, file) for row, file in zip(rows, file_rows(r.attachment for r in rows), strict=True)
        ]
    return render(request, "deputies/write.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def autosave(request: SignedInRequest) -> HttpResponse:
    """Keep what is being typed; answers with a hint and the draft's number and version."""
    form = SuggestionForm(request.POST)
    saved = None
    if form.is_valid() and (form.cleaned_data["draft"] or form.cleaned_data["title"] or form.cleaned_data["body"]):
        known = form.cleaned_data["draft"]
        draft = _draft(request, known) if known else None
        saved = form.attempt(lambda: _save(request, form, draft))
    context = {"form": form, "draft": saved, "at": timezone.localtime()}
    return render(request, "deputies/autosaved.html", context)


@login_required
@require_POST
def remove_file(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off one's own draft."""
    draft = _draft(request, pk)
    row = (
        SuggestionFile.objects.select_related("suggestion__author", "attachment")
        .filter(pk=file, suggestion=draft)
        .first()
    )
    if row is None:
        raise Http404
    writing.remove_file(actor=request.user, file=row)
    return done(request, _("已移除附件。"), "suggestion-write", draft.pk)


@login_required
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after a confirmation."""
    draft = _draft(request, pk)
    if request.method == "POST":
        writing.discard_draft(actor=request.user, suggestion=draft)
        return done(request, _("草稿已删除。"), "today")
    return render(request, "deputies/discard.html", {"draft": draft})


@login_required
def cosigners(request: SignedInRequest, pk: int) -> HttpResponse:
    """邀请附议: find deputies by name, invite several at once."""
    draft = _draft(request, pk)
    q = request.GET.get("q", "").strip()
    found = _invitable(draft, q)
    form = InviteForm(posted(request), found=_invitable(draft, ""))
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["mandates"])
        if form.attempt(lambda: writing.invite(actor=request.user, suggestion=draft, mandates=chosen)) is not None:
            return done(
                request, _("已邀请%(n)s位代表，请等待回应。") % {"n": len(chosen)}, "suggestion-cosigners", draft.pk
            )
    if not form.is_bound:
        form = InviteForm(found=found)
    rows = draft.cosigners.select_related("mandate__person", "mandate__delegation")
    context = {"draft": draft, "form": form, "q": q, "rows": rows, "found": found.exists()}
    return render(request, "deputies/cosigners.html", context, status=422 if form.errors else 200)


def _invitable(draft: Suggestion, q: str) -> QuerySet[Mandate]:
    rows = Mandate.objects.on(today()).filter(term=draft.term).exclude(pk=draft.author_id)
    rows = rows.exclude(pk__in=draft.cosigners.values("mandate")).select_related("person", "delegation")
    if q:
        return rows.filter(Q(person__name__icontains=q) | Q(delegation__name__icontains=q))
    return rows.filter(delegation=draft.author.delegation_id) if draft.author else rows


@login_required
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """提交, after the deputy has read his sheet once more."""
    draft = _draft(request, pk)
    form = SuggestionForm(posted(request), initial=_initial(draft))
    if request.method == "POST":
        form.is_valid()
        version = form.cleaned_data.get("version")
        send = writing.resubmit if draft.followup_id else writing.submit
        sent = form.attempt(lambda: send(actor=request.user, suggestion=draft, version=version))
        if sent:
            return done(request, _("已提交代表工委，受理后编号。"), "suggestion", sent.pk)
        return _sheet(request, _refilled(form, draft), draft)
    foreseen = foresee(draft.county, RULES[Clock.HAND_OVER], today())
    shape = {"day": chinese_date(foreseen.due_on), "basis": foreseen.basis.citation, "clock": due(foreseen).clock}
    lines = [
        _("提交后送县人大常委会代表工委审查受理，您不能再修改。"),
        _("%(clock)s：%(day)s前（%(basis)s）。") % shape,
        _("承办单位收到交办后，三个月内答复；复杂的六个月内答复（代表法第五十一条）。"),
    ]
    waiting = draft.cosigners.filter(state="invited").count()
    if waiting:
        lines.append(_("还有%(n)s位代表没有回应附议，受理前仍可附议。") % {"n": waiting})
    like = similar(request.user, draft.title, draft.term, without=draft.pk)
    context = {"draft": draft, "form": form, "lines": lines, "similar": like}
    return render(request, "deputies/submit.html", context)


@login_required
def resubmit(request: SignedInRequest, pk: int) -> HttpResponse:
    """重新提交: from the follow-up on the desk to the sheet that was sent back."""
    followup = shown(request.user, FollowUp, pk, "office")
    refused = refusal_page(request, Event.RESUBMIT, followup)
    if refused:
        return refused
    if followup.on_paper:
        return redirect("suggestion-reenter", followup.pk)
    return redirect("suggestion-write", followup_page_of(followup))


def _refilled(form: SuggestionForm, draft: Suggestion) -> SuggestionForm:
    """The sheet as stored, with the errors of the refused submission on it."""
    filled = SuggestionForm({key: value for key, value in _initial(draft).items() if value not in (None, False)})
    filled.is_valid()
    for name, errors in form.errors.items():
        filled.add_error(name if name in filled.fields else None, list(errors))
    return filled


@login_required
def cosign(request: SignedInRequest, pk: int) -> HttpResponse:
    """附议 or decline."""
    row = shown(request.user, Suggestion, pk, "author__person", "author__delegation", "followup")
    who = access.standing(request.user)
    invitation = row.cosigners.filter(mandate=who.mandate).first() if who.mandate else None
    if invitation is None:
        raise Http404
    if request.method == "POST":
        agree = request.POST.get("answer") == "agree"
        try:
            writing.answer_invitation(actor=request.user, suggestion=row, agree=agree)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("suggestion", row.pk)
        return done(request, _("已附议。") if agree else _("已回应：不附议。"), "suggestion", row.pk)
    return render(request, "deputies/cosign.html", {"suggestion": row, "invitation": invitation})


@login_required
def accept_followup(request: SignedInRequest, pk: int) -> HttpResponse:
    """受理: the office reads, classifies and numbers; addressed by the follow-up on the desk."""
    followup = shown(request.user, FollowUp, pk, "office")
    row = shown(request.user, Suggestion, followup_page_of(followup), "author__person", "author__delegation", "county")
    if request.method == "GET":
        try:
            may.require(request.user, Event.ACCEPT, followup)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect("suggestion", row.pk)
    form = AcceptForm(posted(request), suggestion=row, initial={"version": followup.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        accepted = form.attempt(
            lambda: examining.accept_suggestion(
                actor=request.user,
                suggestion=row,
                category=data["category"],
                difficulty=Difficulty(data["difficulty"]),
                version=data["version"],
            )
        )
        if accepted:
            return done(
                request, _("已受理，编为%(number)s。请交办。") % {"number": accepted.number}, "hand-over", followup.pk
            )
    context = {"suggestion": row, "form": form, "followup": followup}
    return render(request, "deputies/accept.html", context, status=422 if form.errors else 200)
