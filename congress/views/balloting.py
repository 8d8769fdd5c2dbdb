"""Pages of a vote: list, preparation, the vote itself; what is closed is printed and compared."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import standing, visible_to
from congress.access.ballots import runs_votes
from congress.documents import paper_response
from congress.forms.balloting import BallotForm
from congress.labels import State, label
from congress.models import Ballot, Meeting
from congress.printing.ballots import blank_ballot, result_report
from congress.queries.balloting.page import listed, page_of, sheet_name
from congress.queries.balloting.reading import OWN, compared, rules_for
from congress.rules.ballots import BallotEvent, BallotKind, BallotState, CounterPart
from congress.rules.votes import Method
from congress.services.balloting import preparing
from congress.views.ballot_steps import ballot_of, refusal_page
from congress.views.base import SignedInRequest, done, posted

PER_PAGE = 50


def meeting_of(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting of the county at which the reader may prepare votes, or 404."""
    rows = Meeting.objects.select_related("term", "body", "county").filter(county=request.user.county_id)
    meeting = rows.filter(pk=pk).first()
    if meeting is None or not runs_votes(request.user):
        raise Http404
    return meeting


def _asked_meeting(request: SignedInRequest) -> Meeting | None:
    """The meeting the address bar names: of those with a readable vote, or any for who prepares votes."""
    wanted = request.GET.get("meeting", "")
    if not wanted.isdecimal() or len(wanted) > 17:
        return None
    rows = Meeting.objects.filter(county=request.user.county_id, pk=int(wanted)).select_related("term", "body")
    if not runs_votes(request.user):
        rows = rows.filter(pk__in=visible_to(request.user, Ballot).values("meeting"))
    return rows.first()


@login_required
def ballots(request: SignedInRequest) -> HttpResponse:
    """Votes one may read, the newest first; of one meeting when the address bar names it."""
    who = standing(request.user)
    if not (runs_votes(request.user) or who.is_committee or who.mandate):
        raise Http404
    runs = runs_votes(request.user)
    meeting = _asked_meeting(request)
    rows = listed(request.user, meeting)
    state = request.GET.get("state", "")
    if state in set(BallotState):
        rows = rows.filter(state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = {"meeting": meeting.pk if meeting else "", "state": state if state in set(BallotState) else ""}
    context = {
        "page": page,
        "rows": [(ballot, State.of(BallotState(ballot.state))) for ballot in page.object_list],
        "states": [(one.value, label(one), one.value == state) for one in BallotState],
        "query": urlencode([(name, value) for name, value in kept.items() if value]),
        "meeting": meeting,
        "new_url": reverse("ballot-new", args=[meeting.pk]) if meeting and runs else "",
        "filtered": bool(kept["state"]) or (meeting is not None and not runs),
    }
    return render(request, "congress/ballots/list.html", context)


@login_required
def ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """One vote: what it asks, how it stands, what came of it."""
    row = ballot_of(request, pk)
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
    row = ballot_of(request, pk)
    if not runs_votes(request.user, row.kind) or row.kind == BallotKind.ELECTION:
        raise Http404
    refused = refusal_page(request, BallotEvent.OPEN, row)
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


@login_required
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same totals under another rule; nothing is written."""
    row = ballot_of(request, pk)
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
    row = ballot_of(request, pk)
    if not runs_votes(request.user, row.kind):
        raise Http404
    return paper_response(request, blank_ballot(row), f"{sheet_name(row)} {row.question}")


@login_required
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report of a result (结果报告单), to be signed by those who watched and counted."""
    row = ballot_of(request, pk)
    if row.state != BallotState.CLOSED:
        raise Http404
    paper = result_report(row, row.result, page_of(request.user, row))
    return paper_response(request, paper, f"{paper.title} {row.question}")
