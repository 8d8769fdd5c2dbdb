"""Pages of ceremonies: plan, change, record, call off, print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from congress.clock import today
from congress.documents import pdf_response
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import State
from congress.models import Congress
from congress.official import pdf
from congress.official.content import Paper
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown
from personnel import documents
from personnel.access import is_few, keeps_personnel
from personnel.forms.oaths import CeremonyForm, HoldForm, PhotosForm
from personnel.models import Ceremony, OathDuty, Swearing
from personnel.queries import ceremonies as queries
from personnel.rules.oaths import CeremonyState, OathForm, Organiser
from personnel.services import ceremonies as commands
from personnel.views.base import few_only, keepers_only, tabs

PER_PAGE = 50
RELATED = ("county", "text", "recorded_by__person")


@login_required
def ceremonies(request: SignedInRequest) -> HttpResponse:
    """宣誓仪式, the latest first."""
    few_only(request)
    page = Paginator(queries.listed(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, State.of(CeremonyState(row.state))) for row in page.object_list]
    context = {"page": page, "rows": rows, "keeps": keeps_personnel(request.user), "tabs": tabs(request, "ceremonies")}
    return render(request, "personnel/ceremonies/list.html", context)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """安排宣誓仪式 for those who owe an oath to one organiser."""
    county = keepers_only(request)
    waiting = queries.by_organiser(county)
    asked = request.GET.get("organiser", "")
    first = waiting[0][0] if waiting else Organiser.CHAIRPERSONS
    organiser = Organiser(asked) if asked in set(Organiser) else first
    duties = queries.to_arrange(county, organiser)
    meeting = request.GET.get("meeting", "")
    chosen = duties.filter(meeting=int(meeting)) if meeting.isdecimal() and len(meeting) < 18 else duties.none()
    form = CeremonyForm(
        posted(request),
        organiser=organiser,
        duties=duties,
        witnessed=queries.witnessed(county),
        initial={"duties": list(chosen), "form": OathForm.SINGLE, "text": queries.current_text()},
    )
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: commands.plan_ceremony(actor=request.user, county=county, rite=form.rite()))
        if made:
            return done(request, _("已安排，并通知有账号的宣誓人。"), "ceremony", made.pk)
    context = {
        "form": form,
        "organisers": [(code.value, words, n, code is organiser) for code, words, n in waiting],
        "empty": not waiting,
    }
    return render(request, "personnel/ceremonies/new.html", context, status=422 if form.errors else 200)


def _county(request: SignedInRequest) -> Congress:
    if request.user.county is None:
        raise Http404
    return request.user.county


@login_required
def ceremony(request: SignedInRequest, pk: int) -> HttpResponse:
    """One ceremony: where and when, who swears, who was there."""
    row = shown(request.user, Ceremony, pk, *RELATED)
    keeps = keeps_personnel(request.user)
    planned, held = row.state == CeremonyState.PLANNED, row.state == CeremonyState.HELD
    context = {
        "ceremony": row,
        "detail": queries.page_of(request.user, row),
        "few": is_few(request.user),
        "may_hold": keeps and planned and row.held_on <= today(),
        "may_change": keeps and planned,
        "may_add": keeps and held,
        "held": held,
    }
    return render(request, "personnel/ceremonies/ceremony.html", context)


@login_required
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a planned ceremony."""
    keepers_only(request)
    row = shown(request.user, Ceremony, pk, *RELATED)
    swearings = queries.swearings_of(request.user, row)
    form = CeremonyForm(
        posted(request),
        organiser=Organiser(row.organiser),
        duties=queries.to_arrange(row.county, Organiser(row.organiser), row),
        witnessed=queries.witnessed(row.county),
        initial={
            **{name: getattr(row, name) for name in ("place", "host", "form", "text", "witness", "note", "version")},
            "on": row.held_on,
            "at": row.held_at,
            "duties": [one.duty_id for one in swearings],
            "leader": next((one.duty_id for one in swearings if one.leads), None),
        },
    )

    def run(data: dict[str, Any]) -> Ceremony:
        return commands.revise_ceremony(actor=request.user, ceremony=row, rite=form.rite(), version=data["version"])

    return _step(request, row, form, run, _("修改仪式"), _("已修改，并重新通知宣誓人。"))


@login_required
def hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记宣誓: who was absent is ticked, everybody else has sworn."""
    keepers_only(request)
    row = shown(request.user, Ceremony, pk, *RELATED)
    swearings = queries.swearings_of(request.user, row)
    duties = OathDuty.objects.filter(pk__in=[one.duty_id for one in swearings]).order_by("pk")
    leader = next((one.duty_id for one in swearings if one.leads), None)
    initial = {"version": row.version, "form": row.form, "leader": leader, "note": row.note}
    files = request.FILES if request.method == "POST" else None
    form = HoldForm(posted(request), files, ceremony=row, duties=duties, initial=initial)

    def run(data: dict[str, Any]) -> Ceremony:
        return commands.hold_ceremony(
            actor=request.user,
            ceremony=row,
            roll=form.roll(),
            photos=commands.photographs(data["attached"]),
            note=data["note"],
            version=data["version"],
        )

    lines = [_("登记以后，到场的人即为已宣誓，不能更改；缺席的人仍须补行。")]
    return _step(request, row, form, run, _("登记宣誓"), _("已登记。"), lines)


@login_required
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """取消仪式."""
    keepers_only(request)
    row = shown(request.user, Ceremony, pk, *RELATED)
    form = ReasonForm(posted(request), name="reason", label=_("取消的原因"), initial={"version": row.version})

    def run(data: dict[str, Any]) -> Ceremony:
        return commands.cancel_ceremony(
            actor=request.user, ceremony=row, reason=data["reason"], version=data["version"]
        )

    lines = [_("宣誓人仍须宣誓，期限不变；有账号的会收到通知。")]
    return _step(request, row, form, run, _("取消仪式"), _("已取消。"), lines, "late")


@login_required
def photos(request: SignedInRequest, pk: int) -> HttpResponse:
    """存入照片."""
    keepers_only(request)
    row = shown(request.user, Ceremony, pk, *RELATED)
    files = request.FILES if request.method == "POST" else None
    form = PhotosForm(posted(request), files)

    def run(data: dict[str, Any]) -> Ceremony:
        return commands.add_photos(actor=request.user, ceremony=row, photos=commands.photographs(data["attached"]))

    return _step(request, row, form, run, _("存入照片"), _("已存入。"))


def _step(
    request: SignedInRequest,
    row: Ceremony,
    form: CommandForm,
    run: Callable[[dict[str, Any]], object],
    title: str,
    said: str,
    lines: list[str] | None = None,
    tone: str = "",
) -> HttpResponse:
    """Show the form, run the command, go on; a refusal comes back with everything typed."""
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: run(form.cleaned_data)) is not None:
        return done(request, said, "ceremony", row.pk)
    context = {"ceremony": row, "form": form, "title": title, "lines": lines or [], "tone": tone}
    return render(request, "personnel/ceremonies/step.html", context, status=422 if form.errors else 200)


# -- On paper --------------------------------------------------------------------------------------


def _printed(request: SignedInRequest, pk: int, make: Callable[[Ceremony, list[Swearing]], Paper]) -> HttpResponse:
    few_only(request)
    row = shown(request.user, Ceremony, pk, *RELATED)
    paper = make(row, queries.swearings_of(request.user, row))
    return pdf_response(pdf.render(paper), f"{paper.title} {row.held_on:%Y-%m-%d}")


@login_required
def script(request: SignedInRequest, pk: int) -> HttpResponse:
    """宪法宣誓仪式程序."""
    return _printed(request, pk, documents.script)


@login_required
def people(request: SignedInRequest, pk: int) -> HttpResponse:
    """宪法宣誓人员名单."""
    return _printed(request, pk, documents.people_list)


@login_required
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """宪法宣誓记录, once it was held."""
    few_only(request)
    if shown(request.user, Ceremony, pk).state != CeremonyState.HELD:
        return redirect("ceremony", pk)
    return _printed(request, pk, documents.record)


@login_required
def exported(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list of a ceremony as Excel."""
    few_only(request)
    row = shown(request.user, Ceremony, pk)
    lines: list[list[Cell]] = [
        [
            *(n, one.duty.name, one.duty.organ, one.duty.post, one.duty.act_words),
            *(_("领誓人") if one.leads else "", one.get_presence_display(), one.reason, one.make_up_by),
        ]
        for n, one in enumerate(queries.swearings_of(request.user, row), 1)
    ]
    headers = [_("序号"), _("姓名"), _("机关"), _("职务"), _("任职依据"), _("领誓"), _("到场"), _("缺席原因")]
    return list_response(_("宣誓名单"), [*headers, _("补行日期")], lines, len(lines))
