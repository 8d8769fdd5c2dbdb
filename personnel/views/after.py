"""Pages of what follows an appointment: a person's file, duty reports, sanctions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Attachment, Person
from congress.services.files import Upload
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, posted, shown
from personnel.access import is_few, keeps_personnel
from personnel.forms.after import AskForm, ReceiveForm, SanctionForm, incumbent
from personnel.models import DutyReport
from personnel.queries import after as queries
from personnel.services import after as commands
from personnel.views.base import few_only, keepers_only, kept, step, tabs

PER_PAGE = 50
REPORT_FILTERS = ("year", "show", "q")


# -- The file of a person --------------------------------------------------------------------------


@login_required
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """任职档案 over all posts of a person: for the few and himself."""
    row = Person.objects.filter(pk=pk, county=request.user.county_id).first()
    if row is None or not queries.reads_file(request.user, row):
        raise Http404
    context = {
        "person": row,
        "file": queries.file_of(request.user, row),
        "keeps": keeps_personnel(request.user),
        "few": is_few(request.user),
    }
    return render(request, "personnel/after/person.html", context)


@login_required
def sanction(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记政务处分通报 about a person in office."""
    county = keepers_only(request)
    row = Person.objects.filter(pk=pk, county=county).first()
    offices = queries.held(county).filter(person=pk)
    if row is None or not offices.exists():
        raise Http404
    form = SanctionForm(posted(request), offices=offices, initial={"received_on": today()})

    def run(data: dict[str, Any]) -> object:
        return commands.record_sanction(
            actor=request.user, county=county, incumbent=incumbent(data["office"]), notified=form.notified()
        )

    shape: dict[str, object] = {
        "title": _("登记政务处分通报"),
        "about": row,
        "lines": [_("登记以后不能更改，只有办公室和常委会领导可以看到。")],
        "cancel_url": reverse("personnel-file", args=[row.pk]),
    }
    return step(request, form, run, (_("已登记。"), "personnel-file", (row.pk,)), shape)


# -- Duty reports ----------------------------------------------------------------------------------


@login_required
def reports(request: SignedInRequest) -> HttpResponse:
    """年度履职报告: for the few; one's own for others."""
    params = kept(request, REPORT_FILTERS)
    page = Paginator(queries.reports(request.user, params), PER_PAGE).get_page(request.GET.get("page"))
    shows = {"awaited": _("未收到"), "late": _("已逾期"), "received": _("已收到")}
    context = {
        "page": page,
        "rows": [(row, queries.state_of_report(row)) for row in page.object_list],
        "shows": [(key, words, key == params.get("show")) for key, words in shows.items()],
        "kept": params,
        "query": urlencode(params),
        "keeps": keeps_personnel(request.user),
        "few": is_few(request.user),
        "tabs": tabs(request, "duty-reports"),
    }
    return render(request, "personnel/after/reports.html", context)


@login_required
def reports_exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    few_only(request)
    rows = queries.reports(request.user, kept(request, REPORT_FILTERS))
    lines: list[list[Cell]] = [
        [
            *(row.year, row.person.name, row.organ, row.post, row.asked_on, row.due_on, row.received_on),
            *(queries.state_of_report(row).label, _("是") if row.oral else ""),
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [_("年度"), _("姓名"), _("机关"), _("职务"), _("要求报送"), _("截止日（本县规定）"), _("收到")]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("年度履职报告"), [*headers, _("状态"), _("到会口头报告")], lines, total)


@login_required
def ask(request: SignedInRequest) -> HttpResponse:
    """要求报送."""
    county = keepers_only(request)
    year = today().year - 1
    due_on = commands.due_of(county, year)
    initial = {"year": year, "due_on": due_on if due_on >= today() else None}
    form = AskForm(posted(request), people=queries.in_office(county), initial=initial)

    def run(data: dict[str, Any]) -> object:
        return commands.ask_reports(
            actor=request.user,
            county=county,
            year=data["year"],
            incumbents=form.incumbents(),
            due_on=data["due_on"],
            oral=data["oral"],
        )

    shape: dict[str, object] = {
        "title": _("要求报送履职报告"),
        "lines": [_("年度履职报告是本县规定，法律没有规定。有账号的报告人会收到通知。")],
        "cancel_url": reverse("duty-reports"),
    }
    return step(request, form, run, (_("已要求报送。"), "duty-reports", ()), shape)


@login_required
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One duty report, with its paper."""
    row = shown(request.user, DutyReport, pk, "person", "received_by__person")
    context = {
        "report": row,
        "detail": queries.report_page(request.user, row),
        "may_receive": keeps_personnel(request.user) and row.received_on is None,
    }
    return render(request, "personnel/after/report.html", context)


@login_required
def receive(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记收到."""
    keepers_only(request)
    row = shown(request.user, DutyReport, pk, "person")
    files = request.FILES if request.method == "POST" else None
    form = ReceiveForm(posted(request), files, initial={"version": row.version, "on": today()})

    def run(data: dict[str, Any]) -> object:
        papers = [Upload(Attachment.Slot.ORIGINAL, Attachment.Mark.INTERNAL, file) for file in data["attached"]]
        return commands.receive_report(
            actor=request.user,
            report=row,
            on=data["on"],
            summary=data["summary"],
            files=papers,
            version=data["version"],
        )

    shape: dict[str, object] = {
        "title": _("登记收到履职报告"),
        "about": row,
        "lines": [],
        "cancel_url": reverse("duty-report", args=[row.pk]),
    }
    return step(request, form, run, (_("已登记收到。"), "duty-report", (row.pk,)), shape)
