"""发文登记簿: numbers with what they were used for and why some were not; keep one, void one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import reads_register
from congress.clock import today
from congress.forms.official import ReserveForm
from congress.forms.parts import ReasonForm
from congress.models import Congress, RegisterEntry
from congress.queries.documents import register as queries
from congress.queries.documents.stationery import series_of
from congress.services.documents.register import numbering, reserve, void
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown


def _county(request: SignedInRequest) -> Congress:
    county = request.user.county
    if county is None or not reads_register(request.user):
        raise Http404
    return county


def _asked(request: SignedInRequest) -> queries.Register:
    """The register the address bar asks for, the first series by default."""
    county = _county(request)
    known = series_of(county)
    code = request.GET.get("series", "") or next(iter(known), "")
    scope = request.GET.get("scope", "")
    found = queries.register(request.user, county, code, scope[:12], today())
    if found is None:
        raise Http404
    return found


@login_required
def register(request: SignedInRequest) -> HttpResponse:
    """One series and year; a form to keep a number for a paper made elsewhere."""
    county = _county(request)
    offered = numbering(request.user)
    form = ReserveForm(posted(request), series=offered) if offered else None
    if form is not None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        entry = form.attempt(lambda: reserve(actor=request.user, series=data["series"], purpose=data["purpose"]))
        if entry is not None:
            return done(request, _("已取号：%(number)s。") % {"number": entry.number}, "document-register")
    found = _asked(request)
    mine = {row.code for row in offered}
    context = {
        "register": found,
        "form": form,
        "known": [(row.code, row.label, row.code == found.series.code) for row in series_of(county).values()],
        "scopes": [(scope, scope == found.scope) for scope in _scopes(county, found)],
        "may_void": found.series.code in mine,
        "query": urlencode({"series": found.series.code, "scope": found.scope}),
    }
    return render(request, "congress/documents/register.html", context, status=422 if form and form.errors else 200)


def _scopes(county: Congress, found: queries.Register) -> list[str]:
    return sorted({*queries.scopes(county, found.series.code), found.scope}, reverse=True)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The register as Excel, gaps and all."""
    found = _asked(request)
    lines = [_cells(line) for line in found.lines]
    if found.before:
        text = _("1号至%(n)s号：启用本系统前已编") % {"n": found.before}
        lines.append([text, None, None, None, None, None])
    headers = [_("发文字号"), _("标题或者用途"), _("成文日期"), _("起草机构"), _("取号"), _("说明")]
    return list_response(f"{_('发文登记簿')} {found.series}", headers, lines, len(lines))


def _cells(line: queries.Line) -> list[Cell]:
    entry, document = line.entry, line.document
    title = document.title if document else _("（限定人员知悉）") if line.hidden else entry.purpose
    office = document.office.short_name if document else None
    note = _("作废：%(why)s") % {"why": entry.void_reason} if line.voided else _("已取号，未登记") if line.kept else ""
    return [entry.number, title, document.dated if document else None, office, entry.taken_on, note]


@login_required
def void_number(request: SignedInRequest, pk: int) -> HttpResponse:
    """作废 a number that is not used, with the reason the register will list."""
    entry = shown(request.user, RegisterEntry, pk)
    if entry.series not in {row.code for row in numbering(request.user)}:
        raise Http404
    form = ReasonForm(posted(request), name="reason", label=_("作废的理由"))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.attempt(lambda: void(actor=request.user, entry=entry, reason=reason)):
            return done(request, _("%(number)s已作废，不再使用。") % {"number": entry.number}, "document-register")
    context = {"form": form, "entry": entry}
    return render(request, "congress/documents/void.html", context, status=422 if form.errors else 200)
