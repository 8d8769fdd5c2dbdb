"""Pages of the audit's lists: list, one list with its figures, its problems, and what a unit answers to one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from congress.access import visible_to
from congress.clock import today
from congress.forms.base import CommandForm
from congress.labels import State, label
from congress.models import FollowUp
from congress.queries.followed import followed
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown
from supervision.access.normative import audit_lists, keeps_document, keeps_register, reads_audits
from supervision.forms.audits import HeardForm, ImportForm, ListForm, ProblemForm, PublishedForm
from supervision.models import AuditList, AuditProblem
from supervision.queries.audits import law_due, page_key, page_of
from supervision.rules.audits import AuditState, Progress
from supervision.services import audits as commands
from supervision.services.reading import problems_of
from supervision.views.tabs import tabs

RELATED = ("county", "office", "rule__basis", "meeting__term", "heard_at__term")


@login_required
def listed(request: SignedInRequest) -> HttpResponse:
    """The lists, one a year."""
    if not reads_audits(request.user):
        raise Http404
    rows = audit_lists(request.user).select_related("county", "rule__basis")
    context = {
        "rows": [(row, State.of(AuditState(row.state)), law_due(row)) for row in rows[:30]],
        "keeps": keeps_register(request.user),
        "tabs": tabs(request, "audits"),
    }
    return render(request, "supervision/audits/list.html", context)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """建立清单."""
    if not keeps_register(request.user):
        raise Http404
    form = ListForm(posted(request), user=request.user, initial={"year": today().year - 1})
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("office", "year", "source", "reported_on", "meeting")}
        row = form.attempt(lambda: commands.start_list(actor=request.user, **data))
        if row is not None:
            return done(request, _("已建立，请录入或者导入问题。"), "audit", row.pk)
    return _form(request, form, _("建立审计整改清单"), None, [])


def _form(
    request: SignedInRequest, form: CommandForm, title: str, audit: AuditList | None, lines: list[str]
) -> HttpResponse:
    context = {"form": form, "title": title, "audit": audit, "lines": lines}
    return render(request, "supervision/audits/form.html", context, status=422 if form.errors else 200)


@login_required
def audit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A list: its figures, its problems and how far each is."""
    row = shown(request.user, AuditList, pk, *RELATED)
    progress = request.GET.get("progress", "")
    context = {
        "audit": row,
        "detail": page_of(request.user, row, progress if progress in set(Progress) else ""),
        "progress": label(Progress(progress)) if progress in set(Progress) else "",
        "keeps": keeps_document(request.user, row),
        "drafting": row.state == AuditState.DRAFT,
        "under_way": row.state == AuditState.HANDED_OVER,
        "to_publish": row.state == AuditState.REPORTED and row.published_on is None,
    }
    return render(request, "supervision/audits/audit.html", context)


@login_required
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list with its figures on A4."""
    row = shown(request.user, AuditList, pk, *RELATED)
    context = {"audit": row, "detail": page_of(request.user, row), "day": today()}
    return render(request, "supervision/audits/audit_print.html", context)


@login_required
def exported(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list as Excel."""
    row = shown(request.user, AuditList, pk, *RELATED)
    lines: list[list[Cell]] = [
        [
            *(one.problem.position, str(one.problem.unit), one.problem.problem),
            "" if one.problem.amount is None else str(one.problem.amount),
            *(one.problem.measure, one.problem.planned_on or row.due_on, one.handling, one.progress.label, one.words),
        ]
        for one in page_of(request.user, row).rows
    ]
    headers = [_("序号"), _("整改单位"), _("问题"), _("金额（万元）"), _("整改要求"), _("整改期限"), _("办理")]
    return list_response(str(row), [*headers, _("整改结果"), _("说明")], lines, len(lines))


def _kept(request: SignedInRequest, pk: int) -> AuditList:
    row = shown(request.user, AuditList, pk, *RELATED)
    if not keeps_document(request.user, row):
        raise Http404
    return row


def _step(
    request: SignedInRequest,
    row: AuditList,
    form: CommandForm,
    run: Callable[[], object],
    words: tuple[str, str],
    lines: list[str],
) -> HttpResponse:
    """Show a form of a list, and run its command."""
    title, said = words
    if request.method == "POST" and form.is_valid() and form.attempt(run) is not None:
        return done(request, said, "audit", row.pk)
    return _form(request, form, title, row, lines)


@login_required
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """录入问题."""
    row = _kept(request, pk)
    form = ProblemForm(posted(request), audit=row)
    run = lambda: commands.add_problems(actor=request.user, audit=row, problems=[form.line()])
    return _step(request, row, form, run, (_("录入问题"), _("已录入。")), [])


@login_required
def imported(request: SignedInRequest, pk: int) -> HttpResponse:
    """导入问题 from a sheet."""
    row = _kept(request, pk)
    form = ImportForm(posted(request), request.FILES or None)

    def run() -> object:
        problems = problems_of(row.county, *form.source(), row.year)
        return commands.add_problems(actor=request.user, audit=row, problems=problems)

    lines = [_("表头写明：整改单位、问题、金额（万元）、整改要求、整改期限。有一行读不懂的，整张表都不录入。")]
    return _step(request, row, form, run, (_("导入问题"), _("已导入。")), lines)


@login_required
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """交办 the whole list."""
    row = _kept(request, pk)
    form = CommandForm(posted(request), initial={"version": row.version})

    def run() -> object:
        return commands.hand_over_list(actor=request.user, audit=row, version=form.cleaned_data["version"])

    lines = [
        _("每个问题分别交给整改单位签收、整改、反馈；政府系统单位经政府办转交。"),
        _("整改期限为本县规定；常委会听取整改报告的六个月是法定期限（监督法第二十七条）。"),
        _("交办后不能再增减问题。"),
    ]
    return _step(request, row, form, run, (_("交办清单"), _("已交办。")), lines)


@login_required
def heard(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记听取整改报告."""
    row = _kept(request, pk)
    form = HeardForm(posted(request), audit=row, initial={"version": row.version})

    def run() -> object:
        data = form.cleaned_data
        return commands.report_on_list(actor=request.user, audit=row, meeting=data["meeting"], version=data["version"])

    return _step(request, row, form, run, (_("登记听取整改报告"), _("已登记。")), [])


@login_required
def published(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记公布."""
    row = _kept(request, pk)
    form = PublishedForm(posted(request), initial={"version": row.version, "on": today()})

    def run() -> object:
        data = form.cleaned_data
        return commands.publish_list(
            actor=request.user, audit=row, on=data["on"], where=data["where"], version=data["version"]
        )

    return _step(request, row, form, run, (_("登记公布"), _("已登记公布。")), [])


@login_required
def problem(request: SignedInRequest, pk: int) -> HttpResponse:
    """One problem: what is to be mended, and what the unit did."""
    row = shown(request.user, AuditProblem, pk, "audit", "unit", "followup__office", "followup__county")
    followup = row.followup
    if request.method == "POST" and followup is None and keeps_document(request.user, row.audit):
        commands.remove_problem(actor=request.user, problem=row)
        return done(request, _("已移出清单。"), "audit", row.audit_id)
    context = {
        "problem": row,
        "facts": _facts(row),
        "removable": followup is None and keeps_document(request.user, row.audit),
        "reads_list": reads_audits(request.user),
    }
    if followup is not None and visible_to(request.user, FollowUp).filter(pk=followup.pk).exists():
        context["detail"] = followed(request.user, followup)
    return render(request, "supervision/audits/problem.html", context)


def _facts(row: AuditProblem) -> list[tuple[str, object]]:
    amount = [(_("金额"), _("%(n)s 万元") % {"n": row.amount})] if row.amount is not None else []
    return [
        (_("清单"), str(row.audit)),
        (_("整改单位"), str(row.unit)),
        *amount,
        (_("整改期限"), f"{row.planned_on or row.audit.due_on:%Y-%m-%d}"),
    ]


@login_required
def of_followup(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a follow-up to the problem that owns it."""
    return redirect("audit-problem", page_key(shown(request.user, FollowUp, pk)))
