"""民生实事: the years, one year with its candidates and months, its steps, and what anybody may read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.base import CommandForm
from congress.labels import State, label
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, posted, shown
from decisions import access
from decisions.forms import projects as forms
from decisions.models import Project, ProjectRound
from decisions.queries import projects as queries
from decisions.rules.projects import MONTHS, ROUND_MOVES, IdeaSource, ProjectState, RoundEvent, RoundState
from decisions.services import projects as commands
from decisions.views.matters import offices_only
from decisions.views.steps import answer, refused

V = RoundEvent


def _round(request: SignedInRequest, year: int) -> ProjectRound:
    rows = access.rounds(request.user).select_related(
        "county", "deliberated_at__term", "deliberated_at__body", "ballot__meeting__term"
    )
    found = rows.filter(year=year).first()
    if found is None:
        raise Http404
    return found


@login_required
def years(request: SignedInRequest) -> HttpResponse:
    """The years one may read."""
    if not access.reads_decisions(request.user):
        raise Http404
    rows = [(row, State.of(RoundState(row.state))) for row in queries.years(request.user)]
    context = {"rows": rows, "works": access.works_on_decisions(request.user)}
    return render(request, "decisions/rounds.html", context)


def _context(request: SignedInRequest, row: ProjectRound) -> dict[str, Any]:
    works = access.works_on_decisions(request.user)
    rows, ballot = queries.rows_of(row), queries.ballot_of(request.user, row)
    return {
        "round": row,
        "state": State.of(RoundState(row.state)),
        "rows": rows,
        "reporting": {one.project.pk for one in rows if access.reports_progress(request.user, one.project)},
        "months": list(MONTHS),
        "ballot": ballot,
        "voting": row.state == RoundState.VOTING,
        "facts": queries.facts_of(ballot, row),
        "buttons": queries.buttons_of(row) if works else [],
        "ideas": list(access.ideas(request.user).filter(round=row).select_related("project")) if works else [],
        "published": row.state in access.PUBLISHED,
        "back_url": reverse("projects", args=[row.year]),
    }


@login_required
def one(request: SignedInRequest, year: int) -> HttpResponse:
    """The projects of a year."""
    return render(request, "decisions/round.html", _context(request, _round(request, year)))


@login_required
def printed(request: SignedInRequest, year: int) -> HttpResponse:
    """The progress of a year on A4, landscape."""
    return render(request, "decisions/round_print.html", _context(request, _round(request, year)))


@login_required
def exported(request: SignedInRequest, year: int) -> HttpResponse:
    """The projects of a year with their months, as Excel."""
    row = _round(request, year)
    lines: list[list[Cell]] = []
    for found in queries.rows_of(row):
        project = found.project
        first: list[Cell] = [project.title, str(project.department), project.amount, found.state.label]
        months: list[Cell] = [_progress(cell) for cell in found.cells] or [None] * len(MONTHS)
        lines.append([*first, project.votes, project.rank, *months, project.get_grade_display()])
    headers = [_("项目"), _("责任单位"), _("投资（万元）"), _("状态"), _("赞成票"), _("得票次序")]
    headers += [_("%(n)s月") % {"n": month} for month in MONTHS]
    return list_response(str(row), [*headers, _("测评")], lines, len(lines))


def _progress(cell: queries.Cell) -> str:
    return cell.label if cell.percent is None else f"{cell.percent}%（{cell.label}）"


def public(request: HttpRequest, year: int) -> HttpResponse:
    """What anybody may read: the projects chosen and how they go."""
    rows = list(access.published_rounds().select_related("county").filter(year=year)[:2])
    if len(rows) != 1:
        raise Http404
    context = {
        "round": rows[0],
        "rows": queries.rows_of(rows[0], (ProjectState.CHOSEN,)),
        "county_name": rows[0].county.name,
    }
    return render(request, "decisions/round_public.html", context)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """开始征集 for a year."""
    offices_only(request)
    county = request.user.county
    assert county is not None  # who works in an office has one
    form = forms.RoundForm(posted(request), initial={"year": today().year + 1})
    return answer(
        request,
        form,
        title=_("开始征集"),
        run=lambda: commands.start_round(
            actor=request.user,
            county=county,
            year=form.cleaned_data["year"],
            places=form.cleaned_data["places"],
            collect_until=form.cleaned_data["collect_until"],
        ),
        back=reverse("project-years"),
        onward=lambda row: reverse("projects", args=[row.year]),
    )


def _form(event: RoundEvent, row: ProjectRound, data: Any) -> CommandForm:
    start = {"version": row.version}
    made: dict[RoundEvent, Callable[[], CommandForm]] = {
        V.COLLECT: lambda: forms.IdeaForm(data, initial=start),
        V.ADD: lambda: forms.ProjectForm(data, round_=row, initial=start),
        V.DELIBERATE: lambda: forms.DeliberateForm(data, county=row.county, initial=start),
        V.PUT_TO_VOTE: lambda: forms.VoteForm(data, county=row.county, initial=start),
        V.ASSESS: lambda: forms.GradesForm(data, round_=row, initial=start),
    }
    return made[event]() if event in made else CommandForm(data, initial=start)


def _run(event: RoundEvent, request: SignedInRequest, row: ProjectRound, form: Any) -> Callable[[], object]:
    data = form.cleaned_data if form.is_bound and form.is_valid() else {}
    base: dict[str, Any] = {"actor": request.user, "round_": row}
    dated: dict[str, Any] = {**base, "version": data.get("version")}
    calls: dict[RoundEvent, Callable[[], object]] = {
        V.COLLECT: lambda: commands.record_idea(
            **base, source=IdeaSource(data["source"]), title=data["title"], name=data["name"], text=data["text"]
        ),
        V.ADD: lambda: commands.add_project(**base, candidate=form.candidate(), ideas=data["ideas"]),
        V.SELECT: lambda: commands.select_projects(**dated),
        V.DELIBERATE: lambda: commands.deliberate_projects(**dated, meeting=data["meeting"], opinion=data["opinion"]),
        V.PUT_TO_VOTE: lambda: commands.put_to_vote(
            **dated, meeting=data["meeting"], scrutineers=form.names("scrutineers"), tellers=form.names("tellers")
        ),
        V.ASSESS: lambda: commands.assess_projects(**dated, grades=form.grades(), ballot=data["ballot"]),
    }
    return calls[event]


LINES: dict[RoundEvent, Callable[[ProjectRound], list[str]]] = {
    V.SELECT: lambda row: [_("差额票决：候选项目应当多于应选的%(n)s项。确定后不能再增减。") % {"n": row.places}],
    V.PUT_TO_VOTE: lambda row: [
        _("所有候选项目列在一张票上，无记名表决；以全体代表的过半数通过，得票多的当选（本县规定）。"),
        _("准备好以后到“会议—表决”开始投票、录入、复核和确认结果，当选项目由系统排定。"),
    ],
}


@login_required
def step(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    """One step of a year."""
    offices_only(request)
    row = _round(request, year)
    event = next((one for one in RoundEvent if one.value == code), None)
    if event is None:
        raise Http404
    back = reverse("projects", args=[year])
    if request.method == "GET" and RoundState(row.state) not in ROUND_MOVES[event][0]:
        text = _("%(round)s现在是“%(state)s”，不能%(verb)s。")
        words = {"round": row, "state": row.get_state_display(), "verb": label(event)}
        return refused(request, text % words, back)
    form = _form(event, row, posted(request))
    return answer(
        request,
        form,
        title=label(event),
        run=_run(event, request, row, form),
        back=back,
        about=row,
        lines=LINES[event](row) if event in LINES else [],
        onward=(lambda ballot: reverse("ballot", args=[ballot.pk])) if event is V.PUT_TO_VOTE else None,
    )


@login_required
def progress(request: SignedInRequest, pk: int, month: int) -> HttpResponse:
    """报送 the progress of a month."""
    project = shown(request.user, Project, pk, "round__county", "department")
    if month not in MONTHS or not access.reports_progress(request.user, project):
        raise Http404
    back = reverse("projects", args=[project.round.year])
    if project.state != ProjectState.CHOSEN:
        return refused(request, _("只有票决确定的项目报送进度。"), back)
    row = project.progress.filter(month=month).first()
    start = {"percent": row.percent, "text": row.text, "version": row.version} if row else {}
    form = forms.ProgressForm(posted(request), initial=start)
    return answer(
        request,
        form,
        title=_("报送%(n)s月进度") % {"n": month},
        run=lambda: commands.report_progress(
            actor=request.user,
            project=project,
            month=month,
            percent=form.cleaned_data["percent"],
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
        ),
        back=back,
        about=project,
    )
