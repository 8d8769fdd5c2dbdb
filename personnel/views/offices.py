"""Offices: who holds what on any day; one person's file over his offices; supervision after appointment."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import visible_to
from congress.clock import today
from congress.forms.parts import ReasonForm
from congress.labels import State, choices
from congress.models import Person
from congress.refusals import Incomplete
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, posted, shown
from personnel.access import keeps_appointments, reads_offices, supervises
from personnel.forms.offices import (
    OfficeForm,
    OpinionForm,
    RecordForm,
    RenameForm,
    ReportForm,
    ReviewForm,
    SanctionForm,
    person_named,
)
from personnel.models import DutyReport, Holding, Office, Review
from personnel.queries import offices as queries
from personnel.rules.holdings import ReviewState
from personnel.rules.offices import OfficeKind
from personnel.services import offices as commands
from personnel.services import supervising
from personnel.views.base import form_page, holding_of, keepers_only

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
    kept = {name: request.GET.get(name, "").replace("\0", "").strip() for name in ("kind", "q")}
    return day, {"on": day.isoformat(), **{name: value for name, value in kept.items() if value}}


@login_required
def offices(request: SignedInRequest) -> HttpResponse:
    """职务和任职情况 on a day."""
    day, kept = _asked(request)
    rows = queries.offices_on(request.user, day, kind=kept.get("kind", ""), q=kept.get("q", ""))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.office_rows(page.object_list),
        "day": day,
        "kinds": [(code, words, code == kept.get("kind")) for code, words in choices(OfficeKind)],
        "kept": kept,
        "query": urlencode(kept),
        "keeps": keeps_appointments(request.user),
        "supervises": supervises(request.user),
    }
    return render(request, "personnel/offices.html", context)


@login_required
def offices_exported(request: SignedInRequest) -> HttpResponse:
    """The same as Excel, a line for each holder."""
    day, kept = _asked(request)
    rows = queries.offices_on(request.user, day, kind=kept.get("kind", ""), q=kept.get("q", ""))[:MOST_EXPORTED]
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


@login_required
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """任后监督档案 of one person."""
    if not reads_offices(request.user):
        raise Http404
    person = Person.objects.filter(pk=pk, county=request.user.county_id).first()
    rows = queries.file_of(request.user, person) if person else []
    if not rows:
        raise Http404
    context = {"person": person, "rows": rows, "keeps": keeps_appointments(request.user)}
    return render(request, "personnel/file.html", context)


# -- After the appointment -----------------------------------------------------------------------------
def _supervisors_only(request: SignedInRequest) -> None:
    if not supervises(request.user):
        raise Http404


@login_required
def reports(request: SignedInRequest) -> HttpResponse:
    """年度履职报告: of a year, who gave one and who has not."""
    _supervisors_only(request)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today().year - 1
    first, last = date(year, 1, 1), date(year, 12, 31)
    given = {row.holding_id: row for row in visible_to(request.user, DutyReport).filter(year=year)}
    held = visible_to(request.user, Holding).filter(since__lte=last, candidate=None).exclude(until__lt=first)
    held = held.exclude(office__kind__in=[OfficeKind.ASSESSOR, OfficeKind.CREDENTIALS])
    page = Paginator(held.select_related("office", "person").order_by("office__place_order", "id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [(row, given.get(row.pk)) for row in page.object_list],
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "given": len(given),
        "query": urlencode({"year": year}),
        "keeps": keeps_appointments(request.user),
    }
    return render(request, "personnel/reports.html", context)


def _after(holding: Holding) -> tuple[str, int]:
    return "office-holder", holding.person_id


@login_required
def report_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记履职报告."""
    holding = holding_of(request, pk)
    form = ReportForm(posted(request), initial={"year": today().year - 1, "received_on": today()})

    def run(form: ReportForm) -> object:
        data = {name: form.cleaned_data[name] for name in ("year", "received_on", "oral", "summary")}
        return supervising.record_report(actor=request.user, holding=holding, **data)

    return form_page(
        request,
        form,
        run,
        said=_("已登记履职报告。"),
        to=_after(holding),
        title=_("登记履职报告"),
        cancel_url=reverse("office-holder", args=[holding.person_id]),
        about=holding,
    )


@login_required
def review_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """安排述职评议."""
    holding = holding_of(request, pk)
    form = ReviewForm(posted(request), holding=holding, initial={"year": today().year})

    def run(form: ReviewForm) -> object:
        data = form.cleaned_data
        return supervising.plan_review(
            actor=request.user, holding=holding, year=data["year"], meeting=data["meeting"], helpers=form.helpers()
        )

    lines = [_("依据是本县任免办法第十一条（本县规定），法律没有规定述职评议；结果不公开。")]
    return form_page(
        request,
        form,
        run,
        said=_("已安排述职评议，测评票在会议的表决里。"),
        to=_after(holding),
        title=_("安排述职评议"),
        cancel_url=reverse("office-holder", args=[holding.person_id]),
        about=holding,
        lines=lines,
    )


def _review(request: SignedInRequest, pk: int) -> Review:
    return shown(request.user, Review, pk, "holding__person", "holding__office", "meeting__term", "meeting__body")


@login_required
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """One review: grade, opinion, rectification."""
    row = _review(request, pk)
    keeps, state = keeps_appointments(request.user), ReviewState(row.state)
    context = {
        "review": row,
        "state": State.of(state),
        "may_tell": keeps and state is ReviewState.VOTED,
        "may_rectify": keeps and state is ReviewState.RECTIFYING,
    }
    return render(request, "personnel/review.html", context)


@login_required
def review_tell(request: SignedInRequest, pk: int) -> HttpResponse:
    """反馈评议意见."""
    keepers_only(request)
    row = _review(request, pk)
    form = OpinionForm(posted(request), initial={"version": row.version})

    def run(form: OpinionForm) -> object:
        data = form.cleaned_data
        return supervising.tell_review(
            actor=request.user,
            review=row,
            opinion=data["opinion"],
            rectify_by=data["rectify_by"],
            version=data["version"],
        )

    back = reverse("review", args=[row.pk])
    said, to = _("已反馈。"), ("review", row.pk)
    return form_page(request, form, run, said=said, to=to, title=_("反馈评议意见"), cancel_url=back, about=row.holding)


@login_required
def review_rectify(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记整改."""
    keepers_only(request)
    row = _review(request, pk)
    form = ReasonForm(posted(request), name="words", label=_("整改情况"), initial={"version": row.version})

    def run(form: ReasonForm) -> object:
        data = form.cleaned_data
        return supervising.rectify_review(actor=request.user, review=row, words=data["words"], version=data["version"])

    back = reverse("review", args=[row.pk])
    said, to = _("已登记整改。"), ("review", row.pk)
    return form_page(request, form, run, said=said, to=to, title=_("登记整改"), cancel_url=back, about=row.holding)


@login_required
def sanction_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记处分通报."""
    holding = holding_of(request, pk)
    form = SanctionForm(posted(request), initial={"received_on": today()})
    lines = [_("给予撤职、开除处分的，应当先依法免去或者撤销其职务（政务处分法第五十条）。")]
    return form_page(
        request,
        form,
        lambda bound: supervising.record_sanction(actor=request.user, holding=holding, sanction=bound.sanction()),
        said=_("已登记处分通报。"),
        to=_after(holding),
        title=_("登记处分通报"),
        cancel_url=reverse("office-holder", args=[holding.person_id]),
        about=holding,
        lines=lines,
    )
