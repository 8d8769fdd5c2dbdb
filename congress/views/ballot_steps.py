"""The steps of a vote as pages: open, enter, check, correct, close, void, repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import now
from congress.forms.balloting import CheckForm, CorrectForm, CountForm, OpenForm, figures_of
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import label
from congress.models import Ballot
from congress.queries.balloting.moves import require
from congress.queries.balloting.page import counters_of, standing_now
from congress.queries.balloting.roll import roll_at
from congress.refusals import Conflict, Refusal
from congress.rules.ballots import BallotEvent
from congress.rules.votes import Method
from congress.services.balloting import closing, counting
from congress.views.base import SignedInRequest, done, posted, shown

RELATED = (
    *("county", "meeting__term", "meeting__body", "meeting__county", "item", "election"),
    *("entered_by__person", "checked_by__person"),
)


def ballot_of(request: SignedInRequest, pk: int) -> Ballot:
    """A vote the reader may see, or 404."""
    return shown(request.user, Ballot, pk, *RELATED)


def refusal_page(request: SignedInRequest, event: BallotEvent, row: Ballot) -> HttpResponse | None:
    """The page that says why a step is not open, before a form is filled in vain; None when it is."""
    try:
        require(request.user, event, row)
    except Refusal as refusal:
        context = {"refusal": refusal, "ballot": row, "back_url": reverse("ballot", args=[row.pk])}
        return render(request, "congress/ballots/refused.html", context, status=409)
    return None


def _step(
    request: SignedInRequest,
    row: Ballot,
    event: BallotEvent,
    form: Any,
    run: Callable[[Any], object],
    said: str,
    **context: object,
) -> HttpResponse:
    """Ask, run the command, go on; a refusal comes back with everything typed."""
    refused = refusal_page(request, event, row) if request.method == "GET" else None
    if refused:
        return refused
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: (run(form), True)):
        return done(request, said, "ballot", row.pk)
    page = {
        "form": form,
        "ballot": row,
        "title": label(event),
        "current": form.refusal.current if isinstance(form.refusal, Conflict) else None,
        "cancel_url": reverse("ballot", args=[row.pk]),
        **context,
    }
    template = "congress/ballots/count.html" if isinstance(form, CountForm) else "congress/ballots/step.html"
    return render(request, template, page, status=422 if form.errors else 200)


@login_required
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    """开始表决: the attendance of this moment against the quorum."""
    row = ballot_of(request, pk)
    form = OpenForm(posted(request), initial={"version": row.version})
    if row.method != Method.SECRET:
        del form.fields["adopted"]
    quorum, basis = standing_now(row)
    lines = [
        _("现在出席%(present)s人，全体%(whole)s人，须有%(needed)s人以上出席。")
        % {"present": quorum.present, "whole": quorum.whole, "needed": quorum.needed},
        *([_("依据：%(basis)s") % {"basis": basis}] if basis else []),
        *[f"{part}：{names}" for part, names in counters_of(row)],
    ]
    notes = [] if quorum.reached else [_("出席人数不足，现在不能表决。请继续签到。")]

    def run(form: CommandForm) -> object:
        data = form.cleaned_data
        adopted = data.get("adopted", False)
        return counting.open_ballot(actor=request.user, ballot=row, adopted=adopted, version=data["version"])

    return _step(request, row, BallotEvent.OPEN, form, run, _("表决已经开始。"), lines=lines, notes=notes)


def _present(row: Ballot) -> int:
    return roll_at(row.meeting, row.opened_at or now()).present


@login_required
def enter(request: SignedInRequest, pk: int) -> HttpResponse:
    """录入票数 from paper or device."""
    row = ballot_of(request, pk)
    lines = list(row.lines.all())
    form = CountForm(posted(request), ballot=row, lines=lines, initial={"version": row.version})

    def run(form: CountForm) -> object:
        version = form.cleaned_data["version"]
        return counting.enter_totals(actor=request.user, ballot=row, count=form.count(), version=version)

    said = _("票数已录入，请由另一人复核。")
    return _step(request, row, BallotEvent.ENTER, form, run, said, present=_present(row))


@login_required
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """复核票数 by a second person."""
    row = ballot_of(request, pk)
    lines = list(row.lines.all())
    form = CheckForm(posted(request), ballot=row, lines=lines, initial={"version": row.version})

    def run(form: CheckForm) -> object:
        version = form.cleaned_data["version"]
        return counting.check_totals(actor=request.user, ballot=row, count=form.recount(), version=version)

    said = _("票数已复核，可以确认结果并宣布。")
    return _step(request, row, BallotEvent.CHECK, form, run, said, present=_present(row), second=True)


@login_required
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """更正票数 before the result stands."""
    row = ballot_of(request, pk)
    lines = list(row.lines.all())
    initial = {"version": row.version, **figures_of(row, lines)}
    form = CorrectForm(posted(request), ballot=row, lines=lines, initial=initial)

    def run(form: CorrectForm) -> object:
        data = form.cleaned_data
        return counting.correct_totals(
            actor=request.user, ballot=row, count=form.count(), reason=data["reason"], version=data["version"]
        )

    said = _("票数已更正，请由另一人复核。")
    return _step(request, row, BallotEvent.CORRECT, form, run, said, present=_present(row))


@login_required
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """确认结果: frozen from now on."""
    row = ballot_of(request, pk)
    form = CommandForm(posted(request), initial={"version": row.version})

    def run(form: CommandForm) -> object:
        return closing.close_ballot(actor=request.user, ballot=row, version=form.cleaned_data["version"])

    lines = [
        _("出席名单、票数、规则和结果一起固定，此后不能改动。"),
        _("录入：%(entered)s　复核：%(checked)s") % {"entered": row.entered_by, "checked": row.checked_by},
    ]
    return _step(request, row, BallotEvent.CLOSE, form, run, _("结果已经确定，请监票人宣布。"), lines=lines)


@login_required
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """作废, with the reason."""
    row = ballot_of(request, pk)
    form = ReasonForm(posted(request), name="reason", label=_("作废的理由"), initial={"version": row.version})

    def run(form: CommandForm) -> object:
        data = form.cleaned_data
        return closing.cancel_ballot(actor=request.user, ballot=row, reason=data["reason"], version=data["version"])

    lines = [_("作废的表决没有结果，记录保留；需要时可以重新表决。")]
    said = _("已作废。需要时请重新表决。")
    return _step(request, row, BallotEvent.CANCEL, form, run, said, lines=lines, tone="late")


@login_required
def repeat(request: SignedInRequest, pk: int) -> HttpResponse:
    """重新表决: a new vote beside the old one."""
    row = ballot_of(request, pk)
    form = ReasonForm(posted(request), name="reason", label=_("重新表决的理由"), initial={"version": row.version})
    made: list[Ballot] = []

    def run(form: CommandForm) -> object:
        made.append(closing.repeat_ballot(actor=request.user, ballot=row, reason=form.cleaned_data["reason"]))
        return made[0]

    lines = [_("原来的表决和结果保留，新的表决另行准备、另行计票。")]
    response = _step(request, row, BallotEvent.REPEAT, form, run, _("已准备重新表决。"), lines=lines)
    return redirect("ballot", made[0].pk) if made else response
