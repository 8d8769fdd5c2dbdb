"""Oaths: who owes one, ceremonies with their script, list and record."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import visible_to
from congress.clock import today
from congress.forms.parts import ReasonForm
from congress.labels import State
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown
from personnel.access import keeps_appointments, reads_oaths, supervises
from personnel.forms.offices import CeremonyForm, LeaderForm, SwornForm
from personnel.models import Ceremony, Oath
from personnel.queries import offices as queries
from personnel.rules.oaths import CeremonyState, OathForm, OathState
from personnel.services import oaths as commands
from personnel.views.base import form_page, keepers_only

PER_PAGE = 50
STATES = (
    ("owed", gettext_lazy("待宣誓")),
    (OathState.SWORN.value, gettext_lazy("已宣誓")),
    (OathState.EXEMPT.value, gettext_lazy("不重复宣誓")),
)


def _asked(request: SignedInRequest) -> str:
    if not reads_oaths(request.user):
        raise Http404
    return request.GET.get("state", "owed")


@login_required
def oaths(request: SignedInRequest) -> HttpResponse:
    """宪法宣誓: who owes one, by when; who has sworn."""
    state = _asked(request)
    page = Paginator(queries.oaths(request.user, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.oath_rows(page.object_list),
        "states": [(code, words, code == state) for code, words in STATES],
        "ceremonies": visible_to(request.user, Ceremony).order_by("-held_on", "-id")[:8],
        "query": urlencode({"state": state}),
        "keeps": keeps_appointments(request.user),
        "supervises": supervises(request.user),
        "owed": state == "owed",
    }
    return render(request, "personnel/oaths.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    rows = queries.oaths(request.user, _asked(request))
    lines: list[list[Cell]] = [
        [
            *(str(row.holding.person), str(row.holding.office), row.holding.since, row.holding.act),
            *(row.get_organiser_display(), row.due_on, row.sworn_on, row.get_state_display(), row.absences),
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [_("姓名"), _("职务"), _("任职日期"), _("任职依据"), _("组织者"), _("期限"), _("宣誓日期")]
    headers += [_("状态"), _("缺席次数")]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("宪法宣誓"), headers, lines, total)


@login_required
def ceremony_new(request: SignedInRequest) -> HttpResponse:
    """安排宣誓 of some who owe one."""
    county = keepers_only(request)
    initial = {"oaths": request.GET.getlist("oath"), "held_on": today()}
    form = CeremonyForm(posted(request), county=county, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.attempt(
            lambda: commands.plan_ceremony(
                actor=request.user, occasion=form.occasion(), oaths=data["oaths"], leader=data["leader"]
            )
        )
        if made:
            return done(request, _("已安排宣誓，可以打印程序和名单。"), "ceremony", made.pk)
    lines = [
        _("誓词用宣誓当日有效的文本；单独宣誓左手抚按宪法、右手举拳，集体宣誓由一人领誓（宪法宣誓决定第八条）。"),
    ]
    page = {
        "form": form,
        "title": _("安排宣誓"),
        "submit": _("安排宣誓"),
        "cancel_url": reverse("oaths"),
        "lines": lines,
    }
    return render(request, "personnel/form.html", page, status=422 if form.errors else 200)


def _ceremony(request: SignedInRequest, pk: int, *, keeps: bool = False) -> Ceremony:
    row = shown(request.user, Ceremony, pk, "county", "text", "meeting__term", "meeting__body")
    if keeps:
        keepers_only(request)
    return row


def _people(row: Ceremony) -> list[Oath]:
    rows = row.oaths.select_related("holding__person", "holding__office")
    return list(rows.order_by("-leads", "holding__person__pinyin_key", "id"))


@login_required
def ceremony(request: SignedInRequest, pk: int) -> HttpResponse:
    """One ceremony."""
    row = _ceremony(request, pk)
    planned = row.state == CeremonyState.PLANNED
    files = row.files.select_related("attachment").order_by("id")
    keeps = keeps_appointments(request.user)
    context = {
        "ceremony": row,
        "state": State.of(CeremonyState(row.state)),
        "rows": [(one, State.of(OathState(one.state))) for one in _people(row)],
        "photos": [{"name": f.attachment.name, "url": reverse("file", args=[f.attachment_id])} for f in files],
        "may_record": keeps and planned and row.held_on <= today(),
        "may_lead": keeps and planned and row.form == OathForm.GROUP,
    }
    return render(request, "personnel/ceremony.html", context)


@login_required
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记宣誓."""
    row = _ceremony(request, pk, keeps=True)
    people = [one.pk for one in _people(row)]
    form = SwornForm(
        posted(request), request.FILES or None, ceremony=row, initial={"present": people, "version": row.version}
    )

    def run(form: SwornForm) -> object:
        present = {one.pk for one in form.cleaned_data["present"]}
        version = form.cleaned_data["version"]
        return commands.record_ceremony(
            actor=request.user, ceremony=row, present=present, photos=form.photos(), version=version
        )

    back = reverse("ceremony", args=[row.pk])
    said, to = _("已登记宣誓。"), ("ceremony", row.pk)
    return form_page(request, form, run, said=said, to=to, title=_("登记宣誓"), cancel_url=back, about=row)


@login_required
def leader(request: SignedInRequest, pk: int) -> HttpResponse:
    """改定领誓人."""
    row = _ceremony(request, pk, keeps=True)
    form = LeaderForm(posted(request), ceremony=row, initial={"version": row.version})

    def run(form: LeaderForm) -> object:
        data = form.cleaned_data
        return commands.change_leader(actor=request.user, ceremony=row, leader=data["leader"], version=data["version"])

    back = reverse("ceremony", args=[row.pk])
    said, to = _("已改定领誓人。"), ("ceremony", row.pk)
    return form_page(request, form, run, said=said, to=to, title=_("改定领誓人"), cancel_url=back, about=row)


@login_required
def exempt(request: SignedInRequest, pk: int) -> HttpResponse:
    """不重复宣誓."""
    keepers_only(request)
    row = shown(request.user, Oath, pk, "holding__person", "holding__office")
    form = ReasonForm(posted(request), name="reason", label=_("理由和决定的主任会议"), initial={"version": row.version})

    def run(form: ReasonForm) -> object:
        data = form.cleaned_data
        return commands.exempt_oath(actor=request.user, oath=row, reason=data["reason"], version=data["version"])

    lines = [_("只有已经为其他职务宣过誓的人，才可以决定不重复宣誓；各地规定相反，由主任会议确定（本县规定）。")]
    said, to, back = _("已登记。"), ("oaths",), reverse("oaths")
    return form_page(
        request, form, run, said=said, to=to, title=_("不重复宣誓"), cancel_url=back, about=row, lines=lines
    )


@login_required
def script(request: SignedInRequest, pk: int) -> HttpResponse:
    """宣誓仪式程序, with the text of the oath."""
    row = _ceremony(request, pk)
    people = _people(row)
    context = {
        "ceremony": row,
        "people": people,
        "leading": next((one for one in people if one.leads), None),
        "back_url": reverse("ceremony", args=[row.pk]),
    }
    return render(request, "personnel/script_print.html", context)


@login_required
def record_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """宣誓名单 before, 宣誓记录 after the ceremony."""
    row = _ceremony(request, pk)
    context = {
        "ceremony": row,
        "people": _people(row),
        "held": row.state == CeremonyState.HELD,
        "back_url": reverse("ceremony", args=[row.pk]),
    }
    return render(request, "personnel/record_print.html", context)
