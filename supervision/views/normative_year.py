"""The year of the review: catalogues compared with the register, and the yearly report (监督法 §45)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import standing
from congress.clock import today
from congress.models import Congress
from congress.sheets import Cell, excel_response, workbook_of
from congress.views.base import SignedInRequest, done, posted, shown
from supervision.access.normative import (
    catalogue_lines,
    catalogues,
    keeps_document,
    keeps_register,
    reads_all_normative,
)
from supervision.forms.normative import CatalogueForm
from supervision.models import Catalogue
from supervision.queries.normative.dates import catalogue_due
from supervision.queries.normative.measures import Report, report
from supervision.services.normative.catalogues import check_catalogue, compare_again
from supervision.services.reading import catalogue_of
from supervision.views.normative import readers_only


@login_required
def listed(request: SignedInRequest) -> HttpResponse:
    """Catalogues by year, each with how much was not filed."""
    readers_only(request)
    rows = list(catalogues(request.user).select_related("organ", "township")[:200])
    missing: dict[int, list[bool]] = {}
    for key, document in catalogue_lines(request.user).values_list("catalogue", "document"):
        missing.setdefault(key, []).append(document is None)
    context = {
        "rows": [(row, len(missing.get(row.pk, [])), sum(missing.get(row.pk, []))) for row in rows],
        "keeps": keeps_register(request.user),
        "year": today().year - 1,
        "due": _due(request, today().year - 1),
    }
    return render(request, "supervision/normative/catalogues.html", context)


def _due(request: SignedInRequest, year: int) -> object:
    return catalogue_due(Congress.objects.get(pk=standing(request.user).county_id or 0), year)


@login_required
def check(request: SignedInRequest) -> HttpResponse:
    """核对 a catalogue that came."""
    if not keeps_register(request.user):
        raise Http404
    initial = {"year": today().year - 1, "received_on": today()}
    form = CatalogueForm(posted(request), request.FILES or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = form.attempt(lambda: _check(request, form))
        if row is not None:
            return done(request, _("已核对。"), "catalogue", row.pk)
    context = {"form": form, "title": _("核对年度目录"), "back_name": "catalogues"}
    return render(request, "supervision/normative/check.html", context, status=422 if form.errors else 200)


def _check(request: SignedInRequest, form: CatalogueForm) -> Catalogue:
    data, (organ, township) = form.cleaned_data, form.made_by()
    named = catalogue_of(*form.source(), data["year"])
    return check_catalogue(
        actor=request.user,
        office=data["office"],
        organ=organ,
        township=township,
        year=data["year"],
        received_on=data["received_on"],
        named=named,
    )


@login_required
def catalogue(request: SignedInRequest, pk: int) -> HttpResponse:
    """One catalogue, what was not filed first; compared again by its button."""
    row = shown(request.user, Catalogue, pk, "organ", "township", "county", "office", "letter")
    keeps = keeps_document(request.user, row)
    if request.method == "POST":
        if not keeps:
            raise Http404
        compare_again(actor=request.user, catalogue=row)
        return done(request, _("已重新核对。"), "catalogue", row.pk)
    lines = list(row.lines.select_related("document").order_by("position"))
    context = {
        "catalogue": row,
        "missing": [line for line in lines if line.document is None],
        "filed": [line for line in lines if line.document is not None],
        "late": row.received_on > row.due_on,
        "keeps": keeps,
    }
    return render(request, "supervision/normative/catalogue.html", context)


def _report(request: SignedInRequest, year: int) -> Report:
    if not reads_all_normative(request.user):
        raise Http404
    return report(request.user, year)


@login_required
def yearly(request: SignedInRequest, year: int) -> HttpResponse:
    """The figures of a year; each opens its list."""
    found = _report(request, year)
    context = {"report": found, "before": year - 1, "after": year + 1 if year < today().year else None}
    return render(request, "supervision/normative/report.html", context)


@login_required
def printed(request: SignedInRequest, year: int) -> HttpResponse:
    """The same on A4."""
    context = {"report": _report(request, year), "day": today()}
    return render(request, "supervision/normative/report_print.html", context)


@login_required
def exported(request: SignedInRequest, year: int) -> HttpResponse:
    """The same as Excel: the figures, and by maker."""
    found = _report(request, year)
    figures: list[list[Cell]] = [[one.label, one.value] for one in found.figures]
    figures += [[_("收到审查要求和建议"), found.requests], [_("已答复"), found.answered], [_("漏报"), found.missing]]
    lines: list[list[Cell]] = [[one.maker, one.filed, one.late, one.opinions, one.missing] for one in found.lines]
    headers = [_("制定机关"), _("报送"), _("逾期报送"), _("书面审查意见"), _("漏报")]
    book = workbook_of([(_("数据"), [_("项目"), _("件数")], figures), (_("按制定机关"), headers, lines)])
    return excel_response(book, _("%(year)s年备案审查工作数据") % {"year": year})
