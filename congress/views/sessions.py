"""Pages of the congress in session: organs, register of delegations, closing times, elections, oaths due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import standing
from congress.access.ballots import runs_votes
from congress.documents import paper_response
from congress.forms.sessions import (
    ClosingForm,
    ElectionBallotForm,
    ElectionForm,
    NomineeForm,
    PartsForm,
    RegisterForm,
    WithdrawForm,
)
from congress.models import Candidate, Delegation, Election, Meeting, Session, SessionPart
from congress.printing.meetings import registration_book
from congress.queries import sessions as queries
from congress.refusals import Refusal
from congress.rules.ballots import BallotState
from congress.rules.sessions import SessionGroup
from congress.services import elections, sessions
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown

PER_PAGE = 50


def _session(request: SignedInRequest, pk: int, *, runs: bool = False) -> Session:
    """A session of the county: for those who work for it and its deputies; 404 for others."""
    who = standing(request.user)
    may = runs_votes(request.user) if runs else who.sees_handling or bool(who.mandate)
    rows = Session.objects.filter(term__congress=request.user.county_id or 0).select_related("term__congress")
    session = rows.filter(pk=pk).first()
    if session is None or not may:
        raise Http404
    return session


def _meeting(session: Session) -> Meeting:
    meeting = queries.meeting_of(session)
    if meeting is None:
        raise Http404
    return meeting


@login_required
def list_(request: SignedInRequest) -> HttpResponse:
    """Every session of the county, the newest first."""
    who = standing(request.user)
    if not (who.sees_handling or who.mandate):
        raise Http404
    rows = Session.objects.filter(term__congress=request.user.county_id).select_related("term__congress")
    page = Paginator(rows.order_by("-opens_on", "-id"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/sessions/list.html", {"page": page})


@login_required
def session(request: SignedInRequest, pk: int) -> HttpResponse:
    """One session: organs, register, closing times, elections."""
    row = _session(request, pk)
    meeting = queries.meeting_of(row)
    lines, whole = queries.registers(meeting) if meeting else ([], None)
    needed, reached = queries.quorum_of(whole.came, whole.members) if whole else (0, False)
    context = {
        "session": row,
        "meeting": meeting,
        "organs": queries.organs(request.user, row),
        "registers": lines,
        "whole": whole,
        "needed": needed,
        "reached": reached,
        "elections": queries.election_rows(request.user, meeting) if meeting else [],
        "runs": runs_votes(request.user),
    }
    return render(request, "congress/sessions/session.html", context)


@login_required
def registers_exported(request: SignedInRequest, pk: int) -> HttpResponse:
    """报到情况 by delegation, as Excel."""
    row = _session(request, pk)
    lines, whole = queries.registers(_meeting(row))
    headers = [_("代表团"), _("应到"), _("报到"), _("请假"), _("未到")]
    cells: list[list[Cell]] = [
        [str(one.delegation or _("合计")), one.members, one.came, one.leave, one.missing] for one in [*lines, whole]
    ]
    return list_response(_("代表报到情况"), headers, cells, len(cells))


@login_required
def registers_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """报到册: a page for each delegation, to be signed by hand."""
    row = _session(request, pk, runs=True)
    meeting = _meeting(row)
    paper = registration_book(row, meeting, queries.deputies_by_delegation(meeting))
    return paper_response(request, paper, _("代表报到册 %(session)s") % {"session": row})


def _form(
    request: SignedInRequest,
    form: Any,
    run: Callable[[Any], object],
    said: str,
    to: tuple[str, int],
    **context: object,
) -> HttpResponse:
    """A page with one form; a refusal comes back with everything typed."""
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: (run(form), True)):
        return done(request, said, *to)
    page = {"form": form, "cancel_url": reverse(to[0], args=[to[1]]), "submit": _("保存"), **context}
    return render(request, "congress/sessions/form.html", page, status=422 if form.errors else 200)


@login_required
def closing(request: SignedInRequest, pk: int) -> HttpResponse:
    """议案和建议的截止时间."""
    row = _session(request, pk, runs=True)
    names = ("motions_close_at", "suggestions_close_at")
    form = ClosingForm(posted(request), initial={name: getattr(row, name) for name in names})

    def run(form: ClosingForm) -> object:
        times = {name: form.cleaned_data[name] for name in names}
        return sessions.set_closing_times(actor=request.user, session=row, **times)

    return _form(request, form, run, _("已保存截止时间。"), ("session", row.pk), title=_("截止时间"), about=str(row))


@login_required
def parts(request: SignedInRequest, pk: int) -> HttpResponse:
    """大会机构: who is in which organ, and more of them."""
    row = _session(request, pk, runs=True)
    form = PartsForm(posted(request), initial={"group": request.GET.get("group", SessionGroup.PRESIDIUM)})
    if request.method == "POST" and form.is_valid():
        group, people = SessionGroup(form.cleaned_data["group"]), form.listed()
        added = form.attempt(lambda: sessions.add_parts(actor=request.user, session=row, group=group, people=people))
        if added is not None:
            return done(request, _("已增加%(n)s人。") % {"n": len(added)}, "session-parts", row.pk)
    context = {"session": row, "form": form, "organs": queries.organs(request.user, row)}
    return render(request, "congress/sessions/parts.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take somebody off an organ."""
    part = shown(request.user, SessionPart, pk, "session__term", "person")
    _session(request, part.session_id, runs=True)
    sessions.remove_part(actor=request.user, part=part)
    return done(request, _("已移出%(who)s。") % {"who": part.person}, "session-parts", part.session_id)


@login_required
def register(request: SignedInRequest, pk: int, delegation: int) -> HttpResponse:
    """报到和请假 of one delegation."""
    row = _session(request, pk, runs=True)
    meeting = _meeting(row)
    place = Delegation.objects.filter(pk=delegation, term=row.term_id).first()
    if place is None:
        raise Http404
    form = RegisterForm(posted(request), deputies=queries.deputies_of(meeting, place))
    if request.method == "POST" and form.is_valid():
        came = form.attempt(
            lambda: (
                sessions.register_delegation(
                    actor=request.user, meeting=meeting, delegation=place, came=form.came(), leave=form.leave()
                ),
                True,
            )
        )
        if came:
            return done(request, _("已登记：报到%(n)s人。") % {"n": came[0]}, "session", row.pk)
    context = {"form": form, "session": row, "delegation": place}
    return render(request, "congress/sessions/register.html", context, status=422 if form.errors else 200)


@login_required
def election_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an election on the session."""
    row = _session(request, pk, runs=True)
    meeting = _meeting(row)
    form = ElectionForm(posted(request))

    def run(form: ElectionForm) -> object:
        return elections.add_election(actor=request.user, meeting=meeting, vacancy=form.vacancy())

    said = _("已列入选举，请登记候选人。")
    return _form(request, form, run, said, ("session", row.pk), title=_("增加选举"), about=str(row))


def _election(request: SignedInRequest, pk: int, *, runs: bool = False) -> Election:
    row = shown(
        request.user, Election, pk, "meeting__session__term", "meeting__term", "meeting__county", "meeting__body"
    )
    if runs and not runs_votes(request.user):
        raise Http404
    return row


@login_required
def election(request: SignedInRequest, pk: int) -> HttpResponse:
    """One election: its candidates, who put them forward, its votes."""
    row = _election(request, pk)
    ballots = list(row.ballots.order_by("id"))
    live = any(ballot.state != BallotState.VOID for ballot in ballots)
    context = {
        "election": row,
        "row": next((one for one in queries.election_rows(request.user, row.meeting) if one.election == row), None),
        "candidates": queries.candidate_rows(request.user, row),
        "ballots": ballots,
        "may_change": runs_votes(request.user) and not live,
    }
    return render(request, "congress/sessions/election.html", context)


@login_required
def nominate(request: SignedInRequest, pk: int) -> HttpResponse:
    """提名 a candidate."""
    row = _election(request, pk, runs=True)
    form = NomineeForm(posted(request), election=row, initial={"version": row.version})

    def run(form: NomineeForm) -> object:
        version = form.cleaned_data["version"]
        return elections.nominate(actor=request.user, election=row, nominee=form.nominee(), version=version)

    to = ("election", row.pk)
    return _form(request, form, run, _("已登记候选人。"), to, title=_("登记候选人"), about=str(row))


@login_required
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """A candidate withdraws."""
    candidate = shown(request.user, Candidate, pk, "election__meeting")
    row = _election(request, candidate.election_id, runs=True)
    form = WithdrawForm(posted(request))

    def run(form: WithdrawForm) -> object:
        reason = form.cleaned_data["reason"]
        return elections.answer_nomination(actor=request.user, candidate=candidate, accepted=False, reason=reason)

    about = f"{row} · {candidate.name}"
    return _form(request, form, run, _("已登记退出。"), ("election", row.pk), title=_("候选人退出"), about=about)


@login_required
@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """A candidate agrees to stand after all."""
    candidate = shown(request.user, Candidate, pk, "election__meeting")
    row = _election(request, candidate.election_id, runs=True)
    try:
        elections.answer_nomination(actor=request.user, candidate=candidate, accepted=True)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("election", row.pk)
    return done(request, _("%(who)s同意作为候选人。") % {"who": candidate.name}, "election", row.pk)


@login_required
def election_ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """准备投票 on everybody who stands."""
    row = _election(request, pk, runs=True)
    form = ElectionBallotForm(posted(request), initial={"version": row.version})

    def run(form: ElectionBallotForm) -> object:
        version = form.cleaned_data["version"]
        return elections.prepare_election(actor=request.user, election=row, version=version, **form.named())

    stands = "、".join(one.name for one in elections.standing_candidates(row))
    lines = [
        _("应选%(n)s人，候选人按姓名次序列在选票上：%(names)s") % {"n": row.seats, "names": stands or _("还没有")},
        _("采用无记名投票；获得全体代表过半数赞成票的当选（地方组织法第二十五条、第二十八条、第二十九条）。"),
    ]
    to = ("election", row.pk)
    return _form(request, form, run, _("已准备投票。"), to, title=_("准备投票"), about=str(row), lines=lines)


@login_required
def oaths(request: SignedInRequest) -> HttpResponse:
    """须宪法宣誓: those elected who have not sworn yet."""
    if not runs_votes(request.user):
        raise Http404
    page = Paginator(queries.oaths_due(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/sessions/oaths.html", {"page": page})
