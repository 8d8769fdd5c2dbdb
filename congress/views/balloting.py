"""Pages of a vote: prepare, open, count, count again, close; what is closed is read, printed and compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import standing
from congress.access.ballots import runs_votes
from congress.clock import now
from congress.forms.balloting import BallotForm, CheckForm, CorrectForm, CountForm, OpenForm, figures_of
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import State, label
from congress.models import Ballot, BallotLine, Meeting
from congress.queries.balloting.moves import require
from congress.queries.balloting.page import listed, page_of, sheet_name, standing_now
from congress.queries.balloting.reading import OWN, compared, rules_for
from congress.queries.balloting.roll import roll_at
from congress.refusals import Conflict, Refusal
from congress.rules.ballots import BallotEvent, BallotKind, BallotState, CounterPart
from congress.rules.votes import Method
from congress.services.balloting import closing, counting, preparing
from congress.views.base import SignedInRequest, done, posted, shown

PER_PAGE = 50
RELATED = (
    *("county", "meeting__term", "meeting__body", "meeting__county", "item", "election"),
    *("entered_by__person", "checked_by__person"),
)


def _ballot(request: SignedInRequest, pk: int) -> Ballot:
    return shown(request.user, Ballot, pk, *RELATED)


def meeting_of(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting of the county at which the reader may prepare votes, or 404."""
    rows = Meeting.objects.select_related("term", "body", "county").filter(county=request.user.county_id)
    meeting = rows.filter(pk=pk).first()
    if meeting is None or not runs_votes(request.user):
        raise Http404
    return meeting


@login_required
def ballots(request: SignedInRequest) -> HttpResponse:
    """Votes one may read, the newest first; of one meeting when the address bar names it."""
    who = standing(request.user)
    if not (runs_votes(request.user) or who.is_committee or who.mandate):
        raise Http404
    rows = listed(request.user)
    wanted = request.GET.get("meeting", "")
    if wanted.isdecimal() and len(wanted) < 18:
        rows = rows.filter(meeting=int(wanted))
    state = request.GET.get("state", "")
    if state in set(BallotState):
        rows = rows.filter(state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    first = page.object_list[0] if wanted and page.object_list else None
    context = {
        "page": page,
        "rows": [(ballot, State.of(BallotState(ballot.state))) for ballot in page.object_list],
        "states": [(one.value, label(one), one.value == state) for one in BallotState],
        "query": "&".join(f"{name}={value}" for name, value in (("meeting", wanted), ("state", state)) if value),
        "meeting": first.meeting if first else None,
        "new_url": reverse("ballot-new", args=[first.meeting_id]) if first and runs_votes(request.user) else "",
        "filtered": bool(wanted or state),
    }
    return render(request, "congress/ballots/list.html", context)


@login_required
def ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """One vote: what it asks, how it stands, what came of it."""
    row = _ballot(request, pk)
    runs = runs_votes(request.user, row.kind)
    context = {
        "ballot": row,
        "detail": page_of(request.user, row),
        "again": Ballot.objects.filter(repeats=row).first(),
        "may_edit": runs and row.state == BallotState.PREPARED and row.kind != BallotKind.ELECTION,
        "has_sheet": row.method == Method.SECRET and runs,
        "is_assessment": row.kind == BallotKind.ASSESSMENT and row.state == BallotState.CLOSED,
        "is_closed": row.state == BallotState.CLOSED,
    }
    return render(request, "congress/ballots/ballot.html", context)


@login_required
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    """准备表决 of a meeting."""
    meeting = meeting_of(request, pk)
    item = request.GET.get("item", "")
    initial = {"item": item if item.isdecimal() and len(item) < 18 else None}
    form = BallotForm(posted(request), meeting=meeting, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        made = form.attempt(lambda: preparing.prepare_ballot(actor=request.user, meeting=meeting, plan=plan))
        if made:
            return done(request, _("已准备表决。请打印表决票，到会人数符合规定后开始。"), "ballot", made.pk)
    context = {"form": form, "meeting": meeting, "title": _("准备表决"), "cancel_url": reverse("ballots")}
    return render(request, "congress/ballots/edit.html", context, status=422 if form.errors else 200)


@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a vote that has not begun."""
    row = _ballot(request, pk)
    if not runs_votes(request.user, row.kind) or row.kind == BallotKind.ELECTION:
        raise Http404
    refused = _refused(request, BallotEvent.OPEN, row)
    if refused and request.method == "GET":
        return refused
    form = BallotForm(posted(request), meeting=row.meeting, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        plan, version = form.plan(), form.cleaned_data["version"]
        run = lambda: preparing.revise_ballot(actor=request.user, ballot=row, plan=plan, version=version)
        if form.attempt(run):
            return done(request, _("已修改。"), "ballot", row.pk)
    cancel = reverse("ballot", args=[row.pk])
    context = {"form": form, "meeting": row.meeting, "title": _("修改表决"), "cancel_url": cancel}
    return render(request, "congress/ballots/edit.html", context, status=422 if form.errors else 200)


def _initial(row: Ballot) -> dict[str, object]:
    lines = list(row.lines.all())
    plain = row.kind == BallotKind.DECISION and len(lines) == 1 and lines[0].name == row.question
    counters = list(row.counters.all())
    named = {part: "、".join(c.name for c in counters if c.part == part) for part in CounterPart}
    return {
        **{name: getattr(row, name) for name in ("version", "kind", "method", "question", "item", "majority")},
        "subjects": "" if plain else "\n".join(f"{line.name}　{line.post}".strip() for line in lines),
        "rule": row.rule["key"] if row.rule else OWN,
        "scrutineers": named[CounterPart.SCRUTINEER],
        "tellers": named[CounterPart.TELLER],
    }


def _refused(request: SignedInRequest, event: BallotEvent, row: Ballot) -> HttpResponse | None:
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
    refused = _refused(request, event, row) if request.method == "GET" else None
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
    row = _ballot(request, pk)
    form = OpenForm(posted(request), initial={"version": row.version})
    if row.method != Method.SECRET:
        del form.fields["adopted"]
    quorum, basis = standing_now(row)
    lines = [
        _("现在出席%(present)s人，全体%(whole)s人，须有%(needed)s人以上出席。")
        % {"present": quorum.present, "whole": quorum.whole, "needed": quorum.needed},
        *([_("依据：%(basis)s") % {"basis": basis}] if basis else []),
        *[f"{part.label}：{part.names}" for part in _counters(row)],
    ]
    notes = [] if quorum.reached else [_("出席人数不足，现在不能表决。请继续签到。")]

    def run(form: CommandForm) -> object:
        data = form.cleaned_data
        adopted = data.get("adopted", False)
        return counting.open_ballot(actor=request.user, ballot=row, adopted=adopted, version=data["version"])

    return _step(request, row, BallotEvent.OPEN, form, run, _("表决已经开始。"), lines=lines, notes=notes)


class _Part:
    def __init__(self, label: str, names: str) -> None:
        self.label, self.names = label, names


def _counters(row: Ballot) -> list[_Part]:
    counters = list(row.counters.all())
    found = [_Part(label(part), "、".join(c.name for c in counters if c.part == part)) for part in CounterPart]
    return [part for part in found if part.names]


def _present(row: Ballot) -> int:
    return roll_at(row.meeting, row.opened_at or now()).present


@login_required
def enter(request: SignedInRequest, pk: int) -> HttpResponse:
    """录入票数 from paper or device."""
    row = _ballot(request, pk)
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
    row = _ballot(request, pk)
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
    row = _ballot(request, pk)
    lines = list(row.lines.all())
    initial = {"version": row.version, **figures_of(row, lines)}
    form = CorrectForm(posted(request), ballot=row, lines=lines, initial=initial)

    def run(form: CorrectForm) -> object:
        data = form.cleaned_data
        on = {"actor": request.user, "ballot": row, "count": form.count()}
        return counting.correct_totals(**on, reason=data["reason"], version=data["version"])

    said = _("票数已更正，请由另一人复核。")
    return _step(request, row, BallotEvent.CORRECT, form, run, said, present=_present(row))


@login_required
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """确认结果: frozen from now on."""
    row = _ballot(request, pk)
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
    row = _ballot(request, pk)
    form = ReasonForm(posted(request), name="reason", label=_("作废的理由"), initial={"version": row.version})

    def run(form: CommandForm) -> object:
        data = form.cleaned_data
        on = {"actor": request.user, "ballot": row}
        return closing.cancel_ballot(**on, reason=data["reason"], version=data["version"])

    lines = [_("作废的表决没有结果，记录保留；需要时可以重新表决。")]
    said = _("已作废。需要时请重新表决。")
    return _step(request, row, BallotEvent.CANCEL, form, run, said, lines=lines, tone="late")


@login_required
def repeat(request: SignedInRequest, pk: int) -> HttpResponse:
    """重新表决: a new vote beside the old one."""
    row = _ballot(request, pk)
    form = ReasonForm(posted(request), name="reason", label=_("重新表决的理由"), initial={"version": row.version})
    made: list[Ballot] = []

    def run(form: CommandForm) -> object:
        made.append(closing.repeat_ballot(actor=request.user, ballot=row, reason=form.cleaned_data["reason"]))
        return made[0]

    lines = [_("原来的表决和结果保留，新的表决另行准备、另行计票。")]
    response = _step(request, row, BallotEvent.REPEAT, form, run, _("已准备重新表决。"), lines=lines)
    return redirect("ballot", made[0].pk) if made else response


@login_required
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same totals under another rule; nothing is written."""
    row = _ballot(request, pk)
    if row.kind != BallotKind.ASSESSMENT or row.state != BallotState.CLOSED:
        raise Http404
    rules = rules_for(row.county)
    key = request.GET.get("rule", "")
    rule = rules.get(key) or next(iter(rules.values()))
    fits = set(rule.choices) <= set(row.options)
    lines = list(row.result.lines.all())
    context = {
        "ballot": row,
        "rules": [(code, one.label, one.key == rule.key) for code, one in rules.items()],
        "rule": rule,
        "rule_words": _rule_words(rule),
        "rows": compared(row.result, lines, rule) if fits else [],
    }
    return render(request, "congress/ballots/compare.html", context)


def _rule_words(rule: Any) -> list[tuple[str, str]]:
    grades = "；".join(
        _("%(counts)s达到的，为%(outcome)s") % {"counts": "＋".join(grade.counts), "outcome": grade.outcome}
        for grade in rule.grades
    )
    otherwise = _("；都没有达到的，为%(word)s") % {"word": rule.otherwise} if rule.otherwise else ""
    return [
        (_("分母"), label(rule.denominator)),
        (_("过线标准"), label(rule.majority) if rule.grades else _("不定等次")),
        (_("等次"), grades + otherwise if rule.grades else _("只公布比例")),
        (_("参加测评"), label(rule.voters)),
        (_("依据"), rule.basis),
    ]


@login_required
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The blank sheet, to be copied: nothing on it tells one voter's from another's."""
    row = _ballot(request, pk)
    if not runs_votes(request.user, row.kind):
        raise Http404
    context = {
        "ballot": row,
        "name": sheet_name(row),
        "lines": list(BallotLine.objects.filter(ballot=row, written_in=False)),
        "is_election": row.kind == BallotKind.ELECTION,
        "back_url": reverse("ballot", args=[row.pk]),
    }
    return render(request, "congress/ballots/sheet.html", context)


@login_required
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report of a result (计票报告单), to be signed by those who watched and counted."""
    row = _ballot(request, pk)
    if row.state != BallotState.CLOSED:
        raise Http404
    back = reverse("ballot", args=[row.pk])
    context = {"ballot": row, "detail": page_of(request.user, row), "back_url": back, "name": sheet_name(row)}
    return render(request, "congress/ballots/print.html", context)
