"""Offices: who holds what on any day; an office entered, renamed, filled before this system came."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import choices
from congress.refusals import Incomplete
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, posted, shown
from personnel.access import is_few, keeps_personnel, reads_offices
from personnel.forms.offices import OfficeForm, RecordForm, RenameForm, person_named
from personnel.models import Office
from personnel.queries import offices as queries
from personnel.rules.offices import OfficeKind
from personnel.services import offices as commands
from personnel.views.base import form_page, keepers_only, kept, tabs

PER_PAGE = 50


def _day(request: SignedInRequest) -> date:
    """The day asked for in the address bar; today without one."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()


def _asked(request: SignedInRequest) -> tuple[date, dict[str, str]]:
    if not reads_offices(request.user):
        raise Http404
    day = _day(request)
    return day, {"on": day.isoformat(), **kept(request, ("kind", "q"))}


@login_required
def offices(request: SignedInRequest) -> HttpResponse:
    """职务和任职情况 on a day."""
    day, asked = _asked(request)
    rows = queries.offices_on(request.user, day, kind=asked.get("kind", ""), q=asked.get("q", ""))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.office_rows(page.object_list),
        "day": day,
        "kinds": [(code, words, code == asked.get("kind")) for code, words in choices(OfficeKind)],
        "kept": asked,
        "query": urlencode(asked),
        "keeps": keeps_personnel(request.user),
        "few": is_few(request.user),
        "tabs": tabs(request, "offices"),
    }
    return render(request, "personnel/offices.html", context)


@login_required
def offices_exported(request: SignedInRequest) -> HttpResponse:
    """The same as Excel, a line for each holder."""
    day, asked = _asked(request)
    rows = queries.offices_on(request.user, day, kind=asked.get("kind", ""), q=asked.get("q", ""))[:MOST_EXPORTED]
    lines: list[list[Cell]] = []
    for row in queries.office_rows(rows):
        office = row.office
        held: list[tuple[Cell, ...]] = [(str(h.person), h.since, h.get_began_display(), h.act) for h in row.holders]
        held = held or [(None, None, None, None)]
        lines += [[office.organ, office.title, row.chosen_by, *one] for one in held]
    headers = [_("机关"), _("职务"), _("类别"), _("姓名"), _("任职日期"), _("方式"), _("依据")]
    return list_response(_("任职情况"), headers, lines[:MOST_EXPORTED], len(lines))


@login_required
def office_new(request: SignedInRequest) -> HttpResponse:
    """登记职务."""
    county = keepers_only(request)
    form = OfficeForm(posted(request), county=county)
    return form_page(
        request,
        form,
        lambda bound: commands.add_office(actor=request.user, office=bound.office()),
        said=_("已登记职务。"),
        to=("offices",),
        title=_("登记职务"),
        cancel_url=reverse("offices"),
    )


@login_required
def office_rename(request: SignedInRequest, pk: int) -> HttpResponse:
    """机构更名."""
    keepers_only(request)
    office = shown(request.user, Office, pk, "county", "department")
    initial = {"organ": office.organ, "title": office.title, "version": office.version}
    form = RenameForm(posted(request), initial=initial)

    def run(form: RenameForm) -> object:
        data = form.cleaned_data
        return commands.rename_office(
            actor=request.user,
            office=office,
            organ=data["organ"],
            title=data["title"],
            reappoint=form.again(),
            version=data["version"],
        )

    lines = [_("原职务即日撤销，任职记录保留；更名后的职务另立一行。")]
    return form_page(
        request,
        form,
        run,
        said=_("已更名。"),
        to=("offices",),
        title=_("机构更名"),
        cancel_url=reverse("offices"),
        about=office,
        lines=lines,
    )


@login_required
def office_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """补录现任: who held the office before this system came."""
    county = keepers_only(request)
    office = shown(request.user, Office, pk, "county")
    form = RecordForm(posted(request))

    def run(form: RecordForm) -> object:
        data = form.cleaned_data
        person = person_named(county, data["name"])
        if person is None:
            raise Incomplete({"name": _("通讯录里没有这个人，或者有几个同名的人，请先在通讯录里核对。")})
        return commands.record_holding(
            actor=request.user, office=office, person=person, since=data["since"], act=data["act"]
        )

    lines = [_("补录的任职不产生宣誓期限；新的任免从任免案登记。")]
    return form_page(
        request,
        form,
        run,
        said=_("已补录。"),
        to=("offices",),
        title=_("补录现任"),
        cancel_url=reverse("offices"),
        about=office,
        lines=lines,
    )
