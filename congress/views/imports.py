"""导入: an office's own workbook from file to result, step by step; nothing is written before it is confirmed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import standing, visible_to
from congress.background import publish
from congress.clock import today
from congress.forms.base import CommandForm
from congress.forms.imports import ColumnsForm, ConfirmForm, UploadForm, WordsForm
from congress.importkinds import ImportKind
from congress.models import ImportJob
from congress.queries import imports as queries
from congress.rules.imports import MOVES, OVER, WORKING, WRITES, ImportState, RowOutcome
from congress.services.importing import jobs
from congress.services.importing.entries import settled_words
from congress.services.importing.kinds import kind_of, kinds, kinds_for
from congress.sheets import MOST_EXPORTED, Cell, excel_response, list_response, workbook
from congress.views.base import SignedInRequest, done, posted, shown

PER_PAGE = 50
WORK = "congress.work_import"
STEPS = {ImportState.READ: "import-columns", ImportState.MAPPED: "import-words"}


def _offered(request: SignedInRequest) -> list[ImportKind]:
    """The kinds the reader may import; 404 for who may import nothing."""
    found = kinds_for(standing(request.user))
    if not found:
        raise Http404
    return found


@login_required
def imports(request: SignedInRequest) -> HttpResponse:
    """Every import of the county, newest first."""
    _offered(request)
    rows = visible_to(request.user, ImportJob).select_related("uploaded_by__person")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    known = kinds()
    listed = [(job, known[job.kind].label, queries.state_of(job)) for job in page.object_list]
    return render(request, "congress/imports/list.html", {"page": page, "rows": listed})


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as Excel."""
    _offered(request)
    rows = visible_to(request.user, ImportJob).select_related("uploaded_by__person", "confirmed_by__person")
    known = kinds()
    lines: list[list[Cell]] = [
        [
            *(row.name, row.sheet, str(known[row.kind].label), row.lines, queries.state_of(row).label),
            *(str(row.uploaded_by), timezone.localdate(row.uploaded_at)),
            str(row.confirmed_by or ""),
            timezone.localdate(row.finished_at) if row.finished_at else None,
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [
        _("文件"),
        _("工作表"),
        _("种类"),
        _("行数"),
        _("状态"),
        _("上传人"),
        _("上传日期"),
        _("确认人"),
        _("完成日期"),
    ]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("导入"), headers, lines, total)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """Choose a kind and upload a file."""
    offered = _offered(request)
    form = UploadForm(posted(request), request.FILES or None, kinds=offered)
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        job = form.attempt(
            lambda: jobs.read_file(actor=request.user, kind=kind, name=file.name or "", data=file.read())
        )
        if job is not None:
            text = _("已读出 %(n)s 行。请核对各列。") % {"n": job.lines}
            return done(request, text, "import-columns", job.pk)
    context = {"form": form, "kinds": offered}
    return render(request, "congress/imports/new.html", context, status=422 if form.errors else 200)


@login_required
def sample(request: SignedInRequest, kind: str) -> HttpResponse:
    """A sample workbook of a kind: the columns, one example line, what each is for."""
    found = next((k for k in _offered(request) if k.key == kind), None)
    if found is None:
        raise Http404
    columns = [column for column in found.columns if not column.instead]
    lines: list[list[Cell]] = [[column.example for column in columns]]
    name = _("%(kind)s样表") % {"kind": found.label}
    return excel_response(workbook(name, [str(column.label) for column in columns], lines), name)


@login_required
def job(request: SignedInRequest, pk: int) -> HttpResponse:
    """The step an import stands at: its columns and words, its progress, its preview, its result."""
    row = shown(request.user, ImportJob, pk, "uploaded_by__person", "confirmed_by__person")
    state = ImportState(row.state)
    if state in STEPS:
        return redirect(STEPS[state], pk)
    kind = kind_of(row)
    chosen = request.GET.get("outcome", "")
    page = Paginator(queries.chosen_rows(row, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "job": row,
        "kind": kind,
        "state": queries.state_of(row),
        "working": state in WORKING,
        "confirms": state is ImportState.CHECKED,
        "resumes": state is ImportState.FAILED,
        "discards": ImportState.DISCARDED in MOVES[state],
        "is_over": state in OVER,
        "figures": queries.figures(row, chosen),
        "page": page,
        "lines": [] if state in WORKING else queries.lines(row, kind, page.object_list),
        "has_failed": row.rows.filter(outcome=RowOutcome.FAILED).exists(),
        "query": urlencode({"outcome": chosen}) if chosen else "",
    }
    return render(request, "congress/imports/job.html", context)


@login_required
def columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which heading of the file is what, and of which session the papers are."""
    row = shown(request.user, ImportJob, pk)
    if ImportState.MAPPED not in MOVES[ImportState(row.state)]:
        return redirect("import", pk)
    kind = kind_of(row)
    first = {"version": row.version, **row.context}
    days = queries.session_days(row) if kind.of_session else None
    if days and "opens_on" not in first:
        first |= {"opens_on": days[0], "closes_on": days[1], "year": first.get("year") or days[0].year}
    form = ColumnsForm(posted(request), job=row, kind=kind, initial=first)
    if request.method == "POST" and form.is_valid():
        moved = form.attempt(
            lambda: jobs.choose_columns(
                actor=request.user,
                job=row,
                columns=form.chosen(),
                context=form.context(),
                version=form.cleaned_data["version"],
            )
        )
        if moved is not None:
            return _onward(request, moved)
    fields = list(zip(form.column_fields, queries.samples(row), strict=True))
    sheets = list(row.sheets.defer("lines", "headers"))
    context = {"form": form, "job": row, "kind": kind, "fields": fields, "sheets": sheets}
    return render(request, "congress/imports/columns.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take another sheet of the file."""
    row = shown(request.user, ImportJob, pk)
    chosen = request.POST.get("sheet", "")
    found = row.sheets.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 18 else None
    if found is None:
        raise Http404
    form = CommandForm(request.POST)
    form.is_valid()
    version = form.cleaned_data.get("version")
    moved = form.attempt(lambda: jobs.choose_sheet(actor=request.user, job=row, sheet=found, version=version))
    text = _("已改用工作表“%(sheet)s”。请核对各列。") % {"sheet": found} if moved else str(form.non_field_errors()[0])
    return done(request, text, "import-columns", pk)


def _onward(request: SignedInRequest, row: ImportJob) -> HttpResponse:
    """To the next step; what has to be worked on is handed to the background."""
    if row.state in WORKING:
        publish(WORK, row.pk)
    return redirect("import", row.pk)


@login_required
def words(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every word of the file nobody has settled yet, once."""
    row = shown(request.user, ImportJob, pk, "county")
    if row.state != ImportState.MAPPED:
        return redirect("import", pk)
    kind = kind_of(row)
    settled = settled_words(row)
    found = queries.sections(jobs.asked_words(row, kind, settled), settled)
    form = WordsForm(posted(request), sections=found, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        moved = form.attempt(
            lambda: jobs.settle_words(actor=request.user, job=row, words=form.words(), version=version)
        )
        if moved is not None:
            return _onward(request, moved)
    context = {"form": form, "job": row, "kind": kind}
    return render(request, "congress/imports/words.html", context, status=422 if form.errors else 200)


@login_required
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will be written, and that nothing is sent."""
    row = shown(request.user, ImportJob, pk)
    if row.state != ImportState.CHECKED:
        return redirect("import", pk)
    kind = kind_of(row)
    asks = kind.of_session and row.context.get("year") == today().year
    form = ConfirmForm(posted(request), asks=asks, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        keeps_open = bool(form.cleaned_data.get("keeps_open"))
        version = form.cleaned_data["version"]
        moved = form.attempt(lambda: jobs.confirm(actor=request.user, job=row, keeps_open=keeps_open, version=version))
        if moved is not None:
            return _onward(request, moved)
    writes = row.rows.filter(outcome__in=WRITES).count()
    lines = [
        _("写入 %(n)s 行，其余 %(rest)s 行不动。") % {"n": writes, "rest": row.lines - writes},
        _("不发通知、不发提醒，不进入任何人的待办。") if kind.of_session else _("不发通知。"),
        _("不能导入的行可以下载、改好后再上传；再传一次不会重复。"),
    ]
    context = {"form": form, "job": row, "kind": kind, "lines": lines}
    return render(request, "congress/imports/confirm.html", context, status=422 if form.errors else 200)


@login_required
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an import up."""
    row = shown(request.user, ImportJob, pk)
    if ImportState.DISCARDED not in MOVES[ImportState(row.state)]:
        return redirect("import", pk)
    form = ConfirmForm(posted(request), asks=False, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if form.attempt(lambda: jobs.discard(actor=request.user, job=row, version=version)):
            return done(request, _("已放弃这次导入，没有写入任何内容。"), "imports")
    context = {"form": form, "job": row}
    return render(request, "congress/imports/discard.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on where an import stopped."""
    return _onward(request, jobs.resume(actor=request.user, job=shown(request.user, ImportJob, pk)))


@login_required
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to the columns and words of a checked import."""
    row = jobs.reopen(actor=request.user, job=shown(request.user, ImportJob, pk))
    return redirect("import-columns", row.pk)


@login_required
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the background is, as a piece of the page; the whole page anew when it is done."""
    row = shown(request.user, ImportJob, pk)
    response = render(request, "congress/imports/progress.html", {"job": row})
    if row.state not in WORKING:
        response["HX-Refresh"] = "true"
    return response


@login_required
def failed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The lines that fail, in the office's own columns, with line number and reason behind them."""
    row = shown(request.user, ImportJob, pk)
    kind = kind_of(row)
    rows = row.rows.filter(outcome=RowOutcome.FAILED).select_related("job")
    lines: list[list[Cell]] = [[*line.cells, line.number, queries.reasons_text(kind, line)] for line in rows]
    name = _("%(name)s 不能导入的行") % {"name": row.name.rpartition(".")[0] or row.name}
    return excel_response(workbook(_("不能导入的行"), [*row.headers, _("行号"), _("原因")], lines), name)
