"""Motions: list, page, heading, lines, papers, examination, hearing; printed list and certificates."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.binding import bind
from congress.clock import today
from congress.labels import State, label
from congress.official import pdf
from congress.refusals import Conflict, Refusal
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, posted
from personnel.access import keeps_personnel, reads_motions
from personnel.forms.motions import ExamForm, HeadingForm, HearingForm, LinesForm, PapersForm
from personnel.models import AppointmentMotion, Holding
from personnel.queries import motions as queries
from personnel.queries.papers import certificates as certificate_papers
from personnel.rules.motions import BEFORE_RESULT, MotionEvent, MotionState
from personnel.rules.offices import Act, Proposer
from personnel.services import preparing, writing
from personnel.views.base import form_page, keepers_only, kept, line_of, motion_of, refused, tabs

PER_PAGE = 50
FILTERS = ("state", "proposer", "q")
WRITTEN = ("proposer", "organ", "signed_by", "signed_on", "signers", "party_letter", "party_letter_on", "reasons")
HEARD = ("person", "met_on", "statement_on", "complaint_on", "complaint", "finding_on", "finding", "defended_on")


def _readers_only(request: SignedInRequest) -> None:
    """The list is a place for the house and the committee, and for organs that bring motions in."""
    if not reads_motions(request.user):
        raise Http404


@login_required
def motions(request: SignedInRequest) -> HttpResponse:
    """Motions one may read, the newest first."""
    _readers_only(request)
    asked = kept(request, FILTERS)
    page = Paginator(queries.listed(request.user, asked), PER_PAGE).get_page(request.GET.get("page"))
    about = queries.summaries(list(page.object_list))
    context = {
        "page": page,
        "rows": [(row, State.of(MotionState(row.state)), about.get(row.pk, "")) for row in page.object_list],
        "states": [(one.value, label(one), one.value == asked.get("state")) for one in MotionState],
        "proposers": [(one.value, label(one), one.value == asked.get("proposer")) for one in Proposer],
        "kept": asked,
        "query": urlencode(asked),
        "keeps": keeps_personnel(request.user),
        "tabs": tabs(request, "appointments"),
    }
    return render(request, "personnel/motions.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The acts of the motions as filtered, a line each, as Excel."""
    _readers_only(request)
    rows = queries.listed(request.user, kept(request, FILTERS)).prefetch_related("lines__office")[:MOST_EXPORTED]
    lines: list[list[Cell]] = [
        [
            *(row.number, row.get_proposer_display(), line.get_act_display(), line.name, str(line.office)),
            *(row.tabled_on, str(row.item.meeting) if row.item else "", line.get_outcome_display()),
            *(line.effective_on, row.get_state_display()),
        ]
        for row in rows
        for line in row.lines.all()
    ]
    headers = [_("任免案"), _("提请人"), _("事项"), _("姓名"), _("职务"), _("提请日期"), _("会议")]
    headers += [_("表决结果"), _("生效日期"), _("状态")]
    return list_response(_("人事任免"), headers, lines[:MOST_EXPORTED], len(lines))


@login_required
def motion(request: SignedInRequest, pk: int) -> HttpResponse:
    """One motion."""
    row = motion_of(request, pk)
    return render(request, "personnel/motion.html", {"motion": row, "detail": queries.page_of(request.user, row)})


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """登记任免案."""
    county = keepers_only(request)
    form = HeadingForm(posted(request), county=county)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: writing.start_motion(actor=request.user, heading=form.heading()))
        if made:
            return done(request, _("已登记，请填写人选。"), "appointment-lines", made.pk)
    page = {
        "form": form,
        "title": _("登记任免案"),
        "submit": _("下一步：填写人选"),
        "cancel_url": reverse("appointments"),
    }
    return render(request, "personnel/form.html", page, status=422 if form.errors else 200)


@login_required
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft's heading."""
    row = motion_of(request, pk, keeps=True)
    if no := refused(request, MotionEvent.WRITE, row):
        return no
    initial = {**{name: getattr(row, name) for name in WRITTEN}, "version": row.version}
    form = HeadingForm(posted(request), county=row.county, initial=initial)

    def run(form: HeadingForm) -> object:
        version = form.cleaned_data["version"]
        return writing.revise_motion(actor=request.user, motion=row, heading=form.heading(), version=version)

    back = reverse("appointment", args=[row.pk])
    said, to = _("已保存。"), ("appointment", row.pk)
    return form_page(request, form, run, said=said, to=to, title=_("修改任免案"), cancel_url=back, about=row.number)


@login_required
def lines(request: SignedInRequest, pk: int) -> HttpResponse:
    """人选: what is there, and more of it by typing or pasting a list."""
    row = motion_of(request, pk, keeps=True)
    if no := refused(request, MotionEvent.WRITE, row):
        return no
    form = LinesForm(posted(request), county=row.county, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        added = form.attempt(
            lambda: writing.add_lines(actor=request.user, motion=row, entries=form.entries(), version=version)
        )
        if added is not None:
            return done(request, _("已增加%(n)s项。") % {"n": len(added)}, "appointment-lines", row.pk)
    there = row.lines.select_related("office").order_by("position", "id")
    context = {"motion": row, "form": form, "lines": there}
    return render(request, "personnel/lines.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a line off a draft."""
    line = line_of(request, pk)
    try:
        writing.remove_line(actor=request.user, line=line)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("appointment", line.motion_id)
    return done(request, _("已删去%(name)s。") % {"name": line.name}, "appointment-lines", line.motion_id)


@login_required
def papers(request: SignedInRequest, pk: int) -> HttpResponse:
    """材料: a matrix of what has been received."""
    row = motion_of(request, pk, keeps=True)
    if no := refused(request, MotionEvent.PREPARE, row):
        return no
    there = list(row.lines.select_related("office").order_by("position", "id"))
    form = PapersForm(posted(request), lines=there, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        saved = form.attempt(
            lambda: preparing.tick_papers(actor=request.user, motion=row, received=form.received(), version=version)
        )
        if saved:
            return done(request, _("已登记收讫的材料。"), "appointment", row.pk)
    current = form.refusal.current if isinstance(form.refusal, Conflict) else None
    context = {"motion": row, "form": form, "codes": [label(code) for code in form.codes], "current": current}
    return render(request, "personnel/papers.html", context, status=422 if form.errors else 200)


@login_required
def exam(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记成绩 of one candidate."""
    line = line_of(request, pk)
    if no := refused(request, MotionEvent.PREPARE, line.motion):
        return no
    form = ExamForm(posted(request), initial={"sat_on": today()})

    def run(form: ExamForm) -> object:
        data = form.cleaned_data
        return preparing.record_exam(actor=request.user, line=line, sat_on=data["sat_on"], mark=data["mark"])

    said, to = _("已登记成绩。"), ("appointment", line.motion_id)
    back = reverse("appointment", args=[line.motion_id])
    text = [_("任前法律知识考试是本县规定，可以补考一次；成绩只供审核，会议材料不列。")]
    return form_page(
        request, form, run, said=said, to=to, title=_("登记考试成绩"), cancel_url=back, about=str(line), lines=text
    )


@login_required
def hearing(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记准备情况 of one candidate: identity, meeting, statement, complaint, defence."""
    line = line_of(request, pk)
    if no := refused(request, MotionEvent.PREPARE, line.motion):
        return no
    names = (*HEARD, "defence")
    initial = {**{name: getattr(line, name) for name in names}, "version": line.motion.version}
    form = HearingForm(posted(request), line=line, initial=initial)

    def run(form: HearingForm) -> object:
        version = form.cleaned_data["version"]
        return preparing.record_hearing(actor=request.user, line=line, heard=form.heard(), version=version)

    said, to = _("已登记。"), ("appointment", line.motion_id)
    back = reverse("appointment", args=[line.motion_id])
    return form_page(request, form, run, said=said, to=to, title=_("登记准备情况"), cancel_url=back, about=str(line))


@login_required
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """提请任免名单 on paper: for the meeting before the vote, with the results after it."""
    row = motion_of(request, pk)
    there = row.lines.select_related("office").order_by("position", "id")
    secret = MotionState(row.state) in BEFORE_RESULT
    context = {"motion": row, "lines": there, "secret": secret, "back_url": reverse("appointment", args=[row.pk])}
    return render(request, "personnel/list_print.html", context)


@login_required
def certificates(request: SignedInRequest, pk: int) -> HttpResponse:
    """任命书, a landscape page each, in one PDF."""
    row: AppointmentMotion = motion_of(request, pk, keeps=True)
    rows = Holding.objects.filter(line__motion=row, line__act=Act.APPOINT, acting=False)
    found = [
        one for one in rows.select_related("office__county", "person").order_by("id") if one.office.rule.certificate
    ]
    if not found:
        raise Http404
    name = _("任命书")
    made = bind([pdf.render(paper) for paper in certificate_papers(found)], f"{name} {row.number}")
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = "inline"
    return response
