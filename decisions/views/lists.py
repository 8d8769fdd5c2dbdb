"""重大事项年度清单: on screen, on A4, as Excel; drafted and adopted."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted
from decisions import access
from decisions.forms.matters import AdoptForm, EntryForm, YearForm
from decisions.models import ListEntry, MatterList
from decisions.queries import matters as queries
from decisions.services import lists as commands
from decisions.views.matters import offices_only
from decisions.views.steps import answer, refused


def _list(request: SignedInRequest, year: int) -> MatterList:
    row = access.lists(request.user).select_related("meeting__term", "meeting__body", "county").filter(year=year)
    found = row.first()
    if found is None:
        raise Http404
    return found


@login_required
def lists(request: SignedInRequest) -> HttpResponse:
    """The yearly lists there are."""
    if not access.reads_decisions(request.user):
        raise Http404
    context = {"years": queries.years(request.user), "works": access.works_on_decisions(request.user)}
    return render(request, "decisions/lists.html", context)


def _context(request: SignedInRequest, row: MatterList) -> dict[str, Any]:
    return {
        "list": row,
        "rows": queries.entry_rows(request.user, row),
        "works": access.works_on_decisions(request.user) and row.adopted_on is None,
        "back_url": reverse("matter-list", args=[row.year]),
    }


@login_required
def one(request: SignedInRequest, year: int) -> HttpResponse:
    """The list of a year."""
    return render(request, "decisions/list.html", _context(request, _list(request, year)))


@login_required
def printed(request: SignedInRequest, year: int) -> HttpResponse:
    """The list of a year on A4."""
    return render(request, "decisions/list_print.html", _context(request, _list(request, year)))


@login_required
def exported(request: SignedInRequest, year: int) -> HttpResponse:
    """The list of a year as Excel."""
    row = _list(request, year)
    lines: list[list[Cell]] = [
        [
            *(found.entry.position, found.entry.get_field_display(), found.entry.title, found.entry.range),
            *(found.entry.amount, found.entry.get_form_display(), found.entry.get_proposer_display()),
            *(found.entry.month, "；".join(f"{matter}（{state.label}）" for matter, state in found.matters)),
        ]
        for found in queries.entry_rows(request.user, row)
    ]
    headers = [_("序号"), _("类别"), _("事项"), _("范围"), _("金额标准（万元）"), _("形式"), _("提请主体"), _("月份")]
    return list_response(str(row), [*headers, _("办理")], lines, len(lines))


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """Begin the list of a year."""
    offices_only(request)
    county = request.user.county
    assert county is not None  # who works in an office has one
    form = YearForm(posted(request), initial={"year": today().year})
    return answer(
        request,
        form,
        title=_("起草年度清单"),
        run=lambda: commands.start_list(
            actor=request.user, county=county, year=form.cleaned_data["year"], note=form.cleaned_data["note"]
        ),
        back=reverse("matter-lists"),
        onward=lambda row: reverse("matter-list", args=[row.year]),
    )


@login_required
def add(request: SignedInRequest, year: int) -> HttpResponse:
    """Add a line."""
    offices_only(request)
    row = _list(request, year)
    back = reverse("matter-list", args=[year])
    if row.adopted_on is not None:
        return refused(request, _("清单已由主任会议通过，不能再改动。"), back)
    form = EntryForm(posted(request), initial={"version": row.version})
    return answer(
        request,
        form,
        title=_("增加清单事项"),
        run=lambda: commands.add_entry(
            actor=request.user, matter_list=row, wanted=form.wanted(), version=form.cleaned_data["version"]
        ),
        back=back,
        about=row,
    )


@login_required
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a line off."""
    offices_only(request)
    row = access.entries(request.user).select_related("list").filter(pk=pk).first()
    if row is None or request.method != "POST":
        raise Http404
    return _removed(request, row)


def _removed(request: SignedInRequest, row: ListEntry) -> HttpResponse:
    commands.remove_entry(actor=request.user, entry=row)
    return done(request, _("已从清单中删去。"), "matter-list", row.list.year)


@login_required
def adopt(request: SignedInRequest, year: int) -> HttpResponse:
    """登记 that the chairpersons' meeting adopted it."""
    offices_only(request)
    row = _list(request, year)
    back = reverse("matter-list", args=[year])
    if row.adopted_on is not None:
        return refused(request, _("清单已经登记通过。"), back)
    form = AdoptForm(posted(request), county=row.county, initial={"version": row.version, "on": today()})
    return answer(
        request,
        form,
        title=_("登记通过"),
        run=lambda: commands.adopt_list(
            actor=request.user,
            matter_list=row,
            meeting=form.cleaned_data["meeting"],
            on=form.cleaned_data["on"],
            version=form.cleaned_data["version"],
        ),
        back=back,
        about=row,
        lines=[_("通过后不能再改动；新增的事项按清单外事项登记。"), _("年度清单由主任会议通过是本县规定。")],
    )
