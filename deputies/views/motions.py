"""Pages of motions: write, ask others to sign, hand in; the presidium's decision; list and sheet."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import standing
from congress.access.ballots import runs_votes
from congress.clock import today
from congress.documents import paper_response
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import label
from congress.models import Mandate
from congress.refusals import Conflict, Refusal
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown
from deputies.access import own_motions, reads_motions
from deputies.documents import motion_sheet
from deputies.models import Motion
from deputies.motion_forms import DecisionForm, MotionForm, SignersForm
from deputies.queries import motions as queries
from deputies.rules import CosignState, MotionDecision, MotionState
from deputies.services import motions as commands

PER_PAGE = 50
RELATED = ("mover__person", "mover__delegation", "session__term", "term__congress", "county", "committee", "suggestion")
FILTERS = ("session", "state", "q")
WRITTEN = ("title", "grounds", "proposal", "publicity", "version")


def _draft(request: SignedInRequest, pk: int) -> Motion:
    row = own_motions(request.user).select_related(*RELATED).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _kept(request: SignedInRequest) -> dict[str, str]:
    found = {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}
    return {name: value for name, value in found.items() if value}


def _readers_only(request: SignedInRequest) -> None:
    if not reads_motions(request.user):
        raise Http404


@login_required
def motions(request: SignedInRequest) -> HttpResponse:
    """Motions one may read, by session."""
    _readers_only(request)
    kept = _kept(request)
    page = Paginator(queries.listed(request.user, kept), PER_PAGE).get_page(request.GET.get("page"))
    states = [MotionState.DRAFT, MotionState.SUBMITTED, *MotionDecision, MotionState.WITHDRAWN]
    context = {
        "page": page,
        "rows": [(motion, queries.state_of(motion)) for motion in page.object_list],
        "states": [(one.value, label(one), one.value == kept.get("state")) for one in states],
        "kept": kept,
        "query": urlencode(kept),
        "may_move": queries.may_move(request.user),
    }
    return render(request, "deputies/motions/list.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    _readers_only(request)
    rows = queries.listed(request.user, _kept(request))
    lines: list[list[Cell]] = [
        [
            *(row.number, row.title, row.mover.person.name, row.mover.delegation.name),
            timezone.localdate(row.submitted_at) if row.submitted_at else None,
            *(queries.state_of(row).label, row.decided_on, row.decided_at_meeting),
            *(str(row.committee or ""), row.decision_note),
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [_("编号"), _("案由"), _("领衔代表"), _("代表团"), _("提交"), _("状态")]
    headers += [_("决定日期"), _("决定机关"), _("委员会"), _("说明")]
    return list_response(_("代表议案"), headers, lines, rows.count() if len(lines) == MOST_EXPORTED else len(lines))


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """An empty sheet."""
    if not queries.may_move(request.user):
        raise Http404
    return _sheet(request, None)


@login_required
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with a draft."""
    return _sheet(request, _draft(request, pk))


def _sheet(request: SignedInRequest, draft: Motion | None) -> HttpResponse:
    initial = {name: getattr(draft, name) for name in WRITTEN} if draft else {}
    form = MotionForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = form.attempt(lambda: _save(request, form, draft))
        if saved and request.POST.get("next") == "sign":
            return redirect("motion-signers", saved.pk)
        if saved:
            return done(request, _("草稿已保存。"), "motion-write", saved.pk)
    current = form.refusal.current if isinstance(form.refusal, Conflict) else None
    signed = draft.signers.filter(state=CosignState.CONFIRMED).exists() if draft else False
    context = {"form": form, "draft": draft, "current": current, "signed": signed}
    return render(request, "deputies/motions/write.html", context, status=422 if form.errors else 200)


def _save(request: SignedInRequest, form: MotionForm, draft: Motion | None) -> Motion:
    if draft is None:
        return commands.start_motion(actor=request.user, paper=form.paper())
    version = form.cleaned_data["version"]
    return commands.save_motion(actor=request.user, motion=draft, paper=form.paper(), version=version)


@login_required
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after a confirmation."""
    draft = _draft(request, pk)
    if request.method == "POST":
        commands.discard_motion(actor=request.user, motion=draft)
        return done(request, _("草稿已删除。"), "motions")
    context = {"motion": draft, "title": _("删除草稿"), "lines": [_("删除后不能恢复，已收到的联名也一并删除。")]}
    return render(request, "deputies/motions/step.html", {**context, "form": CommandForm(), "tone": "late"})


@login_required
def signers(request: SignedInRequest, pk: int) -> HttpResponse:
    """邀请联名: find deputies by name, ask several at once."""
    draft = _draft(request, pk)
    q = request.GET.get("q", "").replace("\0", "").strip()
    form = SignersForm(posted(request), found=_invitable(draft, ""))
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["mandates"])
        asked = form.attempt(lambda: commands.invite_signers(actor=request.user, motion=draft, mandates=chosen))
        if asked is not None:
            return done(request, _("已邀请%(n)s位代表，请等待回应。") % {"n": len(asked)}, "motion-signers", draft.pk)
    found = _invitable(draft, q)
    if not form.is_bound:
        form = SignersForm(found=found)
    context = {"draft": draft, "form": form, "q": q, "detail": queries.page_of(draft), "found": found.exists()}
    return render(request, "deputies/motions/signers.html", context, status=422 if form.errors else 200)


def _invitable(draft: Motion, q: str) -> QuerySet[Mandate]:
    rows = Mandate.objects.on(today()).filter(term=draft.term).exclude(pk=draft.mover_id)
    rows = rows.exclude(pk__in=draft.signers.values("mandate")).select_related("person", "delegation")
    if q:
        return rows.filter(Q(person__name__icontains=q) | Q(delegation__name__icontains=q))
    return rows.filter(delegation=draft.mover.delegation_id)


@login_required
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """提交 to the presidium, after the mover has read it once more."""
    draft = _draft(request, pk)
    detail = queries.page_of(draft)
    form = MotionForm(posted(request), initial={name: getattr(draft, name) for name in WRITTEN})
    if request.method == "POST":
        form.is_valid()
        version = form.cleaned_data.get("version")
        sent = form.attempt(lambda: commands.submit_motion(actor=request.user, motion=draft, version=version))
        if sent:
            text = _("已提交，编为%(number)s，由主席团决定是否列入议程。")
            return done(request, text % {"number": sent.number}, "motion", sent.pk)
    shape = {"n": detail.number_signed, "needed": detail.needed}
    lines = [
        _("联名代表%(n)s名（含领衔代表），须%(needed)s名以上（地方组织法第二十二条）。") % shape,
        _("提交后不能再修改；由主席团决定列入议程，或者先交委员会审议。"),
        _("本县规定：不作为议案的，转为代表建议办理，并向领衔代表说明。"),
    ]
    context = {"draft": draft, "form": form, "lines": lines, "errors": form.errors}
    return render(request, "deputies/motions/submit.html", context, status=422 if form.errors else 200)


@login_required
def motion(request: SignedInRequest, pk: int) -> HttpResponse:
    """One motion: its words, who signed, what was decided; whoever is asked answers here."""
    row = shown(request.user, Motion, pk, *RELATED)
    who = standing(request.user)
    is_draft = row.state == MotionState.DRAFT
    mine = row.mover.person_id == who.person_id
    if is_draft and mine:
        return redirect("motion-write", row.pk)
    asked = row.signers.filter(mandate=who.mandate).first() if who.mandate else None
    if request.method == "POST" and asked is not None:
        return _answer(request, row)
    context = {
        "motion": row,
        "detail": queries.page_of(row),
        "asked": asked if is_draft else None,
        "may_decide": row.state == MotionState.SUBMITTED and runs_votes(request.user),
        "may_withdraw": row.state == MotionState.SUBMITTED and mine,
        "suggestion_url_shown": row.suggestion_id is not None,
    }
    return render(request, "deputies/motions/motion.html", context)


def _answer(request: SignedInRequest, row: Motion) -> HttpResponse:
    agree = request.POST.get("answer") == "agree"
    try:
        commands.answer_motion(actor=request.user, motion=row, agree=agree)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("motion", row.pk)
    return done(request, _("已联名。") if agree else _("已回应：不联名。"), "motion", row.pk)


@login_required
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """撤回 before it is decided on."""
    row = shown(request.user, Motion, pk, *RELATED)
    if row.mover.person_id != request.user.person_id or row.state == MotionState.DRAFT:
        raise Http404
    form = ReasonForm(posted(request), name="reason", label=_("撤回的理由"), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if form.attempt(
            lambda: commands.withdraw_motion(
                actor=request.user, motion=row, reason=data["reason"], version=data["version"]
            )
        ):
            return done(request, _("已撤回。"), "motion", row.pk)
    lines = [_("撤回后主席团不再研究，联名的代表会收到通知。")]
    context = {"motion": row, "form": form, "title": _("撤回议案"), "lines": lines, "tone": "late"}
    return render(request, "deputies/motions/step.html", context, status=422 if form.errors else 200)


@login_required
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记 what the presidium decided."""
    row = shown(request.user, Motion, pk, *RELATED)
    if not runs_votes(request.user):
        raise Http404
    form = DecisionForm(posted(request), motion=row, initial={"version": row.version, "on": today()})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if form.attempt(
            lambda: commands.decide_motion(actor=request.user, motion=row, decision=form.decision(), version=version)
        ):
            return done(request, _("已登记主席团的决定，并通知领衔和联名的代表。"), "motion", row.pk)
    context = {"motion": row, "form": form, "title": _("登记决定"), "lines": [], "paper": True}
    return render(request, "deputies/motions/step.html", context, status=422 if form.errors else 200)


@login_required
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """议案专用纸, to be signed by hand."""
    row = shown(request.user, Motion, pk, *RELATED)
    return paper_response(request, motion_sheet(row, queries.page_of(row)), _("代表议案 %(motion)s") % {"motion": row})
