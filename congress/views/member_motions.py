"""Pages of members' motions at the standing committee."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import keeps_meetings, standing, works_here
from congress.documents import paper_response
from congress.forms.member_motions import ChairsDecisionForm, MemberMotionForm
from congress.forms.parts import ReasonForm
from congress.labels import label
from congress.models import MemberMotion
from congress.printing.member_motions import motion_sheet
from congress.queries import member_motions as queries
from congress.refusals import Refusal
from congress.rules.member_motions import NEEDED, MemberMotionDecision, MemberMotionState, SignerAnswer
from congress.services import member_motions as commands
from congress.views.base import SignedInRequest, done, posted, shown

PER_PAGE = 50
RELATED = (
    *("county", "body", "mover", "entered_by__person", "committee"),
    *("item__meeting__term", "item__meeting__body", "decided_by__term", "decided_by__body"),
)


def _readers_only(request: SignedInRequest) -> None:
    who = standing(request.user)
    if who.person_id is None or not (works_here(who) or who.is_committee):
        raise Http404


@login_required
def motions(request: SignedInRequest) -> HttpResponse:
    """Those one may read, the newest first."""
    _readers_only(request)
    q, state = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("state", "")
    known = {code.value: label(code) for code in (*MemberMotionState, *MemberMotionDecision)}
    state = state if state in known else ""
    page = Paginator(queries.listed(request.user, state, q), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, queries.state_of(row)) for row in page.object_list],
        "q": q,
        "states": [(code, words, code == state) for code, words in known.items()],
        "query": urlencode([(name, value) for name, value in (("q", q), ("state", state)) if value]),
        "filtered": bool(q or state),
    }
    return render(request, "congress/member_motions/list.html", context)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """A member writes one and asks others; an office enters one from paper."""
    _readers_only(request)
    who = standing(request.user)
    county = request.user.county
    if county is None:
        raise Http404
    mover = request.user.person if who.is_committee else None
    form = MemberMotionForm(posted(request), county=county, mover=mover)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: _made(request, form))
        if made:
            told = _("已登记，编为%(number)s，提请主任会议决定。") % {"number": made.number}
            return done(request, told if made.number else _("已邀请联名。"), "member-motion", made.pk)
    context = {
        "form": form,
        "title": _("提出议案") if mover else _("代录纸质议案"),
        "submit": _("邀请联名") if mover else _("登记"),
        "lines": [_("常委会组成人员%(n)s人以上联名可以提出议案（地方组织法第五十二条）。") % {"n": NEEDED}],
        "cancel_url": reverse("member-motions"),
    }
    return render(request, "congress/member_motions/form.html", context, status=422 if form.errors else 200)


def _made(request: SignedInRequest, form: MemberMotionForm) -> MemberMotion:
    data = form.cleaned_data
    if "mover" not in form.fields:
        return commands.start_member_motion(actor=request.user, words=form.said(), asked=data["signers"])
    return commands.enter_member_motion(
        actor=request.user, mover=data["mover"], joined=data["signers"], words=form.said()
    )


@login_required
def motion(request: SignedInRequest, pk: int) -> HttpResponse:
    """One motion: its words, who joined, what was decided; whoever is asked answers here."""
    row = shown(request.user, MemberMotion, pk, *RELATED)
    who = standing(request.user)
    detail = queries.page_of(row)
    gathering = row.state == MemberMotionState.SIGNING
    mine = row.mover_id == who.person_id
    asked = gathering and any(signer.person_id == who.person_id for signer, _state in detail.signers)
    if request.method == "POST":
        return _act(request, row)
    open_still = row.state in {MemberMotionState.SIGNING, MemberMotionState.SUBMITTED}
    context = {
        "motion": row,
        "detail": detail,
        "asked": asked,
        "may_submit": gathering and mine and not detail.missing,
        "may_withdraw": open_still and (mine or (row.on_paper and works_here(who))),
        "may_decide": row.state == MemberMotionState.SUBMITTED and keeps_meetings(who),
    }
    return render(request, "congress/member_motions/motion.html", context)


def _act(request: SignedInRequest, row: MemberMotion) -> HttpResponse:
    """The answer of who was asked, or the mover's handing in."""
    what = request.POST.get("do", "")
    try:
        if what == "submit":
            sent = commands.submit_member_motion(actor=request.user, motion=row)
            said = _("已提出，编为%(number)s，由主任会议决定。") % {"number": sent.number}
        else:
            signer = commands.answer_member_motion(actor=request.user, motion=row, joins=what == "join")
            said = _("已联名。") if signer.answer == SignerAnswer.JOINED else _("已回应：不联名。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("member-motion", row.pk)
    return done(request, said, "member-motion", row.pk)


@login_required
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """撤回 before it is decided on."""
    row = shown(request.user, MemberMotion, pk, *RELATED)
    who = standing(request.user)
    if row.mover_id != who.person_id and not (row.on_paper and works_here(who)):
        raise Http404
    form = ReasonForm(posted(request), name="reason", label=_("撤回的理由"), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
        run = lambda: commands.withdraw_member_motion(actor=request.user, motion=row, reason=reason, version=version)
        if form.attempt(run):
            return done(request, _("已撤回。"), "member-motion", row.pk)
    context = {"form": form, "title": _("撤回议案"), "about": str(row), "submit": _("撤回"), "tone": "late"}
    context |= {"cancel_url": reverse("member-motion", args=[row.pk])}
    return render(request, "congress/member_motions/form.html", context, status=422 if form.errors else 200)


@login_required
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记主任会议的决定."""
    row = shown(request.user, MemberMotion, pk, *RELATED)
    if not keeps_meetings(standing(request.user)):
        raise Http404
    form = ChairsDecisionForm(posted(request), motion=row, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        decide = lambda: commands.decide_member_motion(
            actor=request.user, motion=row, decision=form.decision(), version=version
        )
        if form.attempt(decide):
            return done(request, _("已登记主任会议的决定，并通知提案人。"), "member-motion", row.pk)
    lines = [
        _(
            "主任会议可以决定提请常委会会议审议，或者先交有关委员会审议、提出报告，再决定提请审议（地方组织法第五十二条）。"
        ),
        _("决定不提请审议的，应当向常委会会议报告或者向提案人说明（地方组织法第五十二条）。"),
    ]
    context = {"form": form, "title": _("登记主任会议决定"), "about": str(row), "submit": _("登记决定"), "lines": lines}
    context |= {"cancel_url": reverse("member-motion", args=[row.pk])}
    return render(request, "congress/member_motions/form.html", context, status=422 if form.errors else 200)


@login_required
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """议案专用纸, to be signed by hand."""
    row = shown(request.user, MemberMotion, pk, *RELATED)
    paper = motion_sheet(row, queries.page_of(row))
    return paper_response(request, paper, _("组成人员议案 %(motion)s") % {"motion": row})
