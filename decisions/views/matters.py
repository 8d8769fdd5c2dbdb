"""重大事项: list, page, and each step of a matter's life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import standing
from congress.clock import today
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import label
from congress.models import FollowUp
from congress.queries.followed import followed
from congress.rules.roles import OFFICE
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, posted, shown
from decisions import access
from decisions.forms import matters as forms
from decisions.models import Matter, MatterTask, MatterView
from decisions.queries import matters as queries
from decisions.rules.matters import Adopted, Effect, Field, Grade, MatterEvent, MatterState, ViewSource, open_events
from decisions.services import carrying
from decisions.services import matters as commands
from decisions.views.steps import answer, refused

PER_PAGE = 50
FILTERS = ("state", "field", "effect", "q")
E = MatterEvent


def _readers_only(request: SignedInRequest) -> None:
    if not access.reads_decisions(request.user):
        raise Http404


def offices_only(request: SignedInRequest) -> None:
    """404 for who works in no office of the county congress."""
    if not access.works_on_decisions(request.user):
        raise Http404


def kept(request: SignedInRequest, names: tuple[str, ...]) -> dict[str, str]:
    """The filters of the address bar that say something."""
    found = {name: request.GET.get(name, "").replace("\0", "").strip() for name in names}
    return {name: value for name, value in found.items() if value}


def options(enum: Any, current: str | None) -> list[tuple[str, str, bool]]:
    """The choices of a filter: code, words, whether it is chosen."""
    return [(one.value, label(one), one.value == current) for one in enum]


@login_required
def matters(request: SignedInRequest) -> HttpResponse:
    """Matters one may read."""
    _readers_only(request)
    asked = kept(request, FILTERS)
    page = Paginator(queries.listed(request.user, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(matter, queries.states_of(matter)) for matter in page.object_list],
        "filters": [
            ("state", _("状态"), options(MatterState, asked.get("state"))),
            ("field", _("类别"), options(Field, asked.get("field"))),
            ("effect", _("效力"), options(Effect, asked.get("effect"))),
        ],
        "kept": asked,
        "query": urlencode(asked),
        "works": access.works_on_decisions(request.user),
        "reads_requests": access.reads_requests(request.user),
    }
    return render(request, "decisions/matters.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as seen, as Excel."""
    _readers_only(request)
    rows = queries.listed(request.user, kept(request, FILTERS))
    lines: list[list[Cell]] = [
        [
            *(row.title, row.get_field_display(), row.get_form_display(), row.get_proposer_display()),
            *(row.amount, row.received_on, row.get_state_display(), row.get_decided_as_display(), row.decided_on),
            *(row.get_effect_display(), row.report_due_on, row.reported_on),
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [_("事项"), _("类别"), _("形式"), _("提请主体"), _("金额（万元）"), _("收到"), _("状态"), _("作出")]
    headers += [_("决定日期"), _("效力"), _("报告期限"), _("报告日期")]
    return list_response(_("重大事项"), headers, lines, rows.count() if len(lines) == MOST_EXPORTED else len(lines))


@login_required
def matter(request: SignedInRequest, pk: int) -> HttpResponse:
    """One matter: what it is, what to do next, its tasks, what was learned and said."""
    row = shown(request.user, Matter, pk, *queries.RELATED)
    context = {
        "matter": row,
        "detail": queries.page_of(request.user, row),
        "text_state": queries.text_state(row),
        "works": access.works_on_decisions(request.user),
        "reads_requests": access.reads_requests(request.user),
    }
    return render(request, "decisions/matter.html", context)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """登记 a matter."""
    offices_only(request)
    county = request.user.county
    assert county is not None  # who works in an office has one
    own = min(standing(request.user).bodies(OFFICE), default=None)
    form = forms.MatterPaperForm(posted(request), county=county, initial={"received_on": today(), "office": own})
    return answer(
        request,
        form,
        title=_("登记重大事项"),
        run=lambda: commands.receive_matter(actor=request.user, county=county, paper=form.paper()),
        back=reverse("matters"),
        onward=lambda row: reverse("matter", args=[row.pk]),
    )


PAPER = ("title", "field", "form", "proposer", "organ", "signers", "amount", "received_on", "office", "entry")


def _form(event: MatterEvent, row: Matter, data: Any) -> CommandForm:
    """The form of a step."""
    day = today()
    start: dict[str, object] = {"version": row.version, "on": day}
    match event:
        case E.REVISE:
            start |= {name: getattr(row, name) for name in PAPER}
            return forms.MatterPaperForm(data, county=row.county, initial=start)
        case E.TABLE:
            start |= {"item": row.item_id, "intended": row.intended, "late_reason": row.late_reason}
            return forms.TableForm(data, matter=row, initial=start)
        case E.DECIDE:
            start |= {"decided_as": row.intended, "on": row.item.meeting.starts_on if row.item else day}
            return forms.DecideForm(data, initial=start)
        case E.TASK:
            return forms.TaskForm(data, matter=row, initial=start)
        case E.ASSESS:
            return forms.AssessForm(data, county=row.county, initial=start)
        case E.SUPERSEDE:
            return forms.SupersedeForm(data, matter=row, initial=start)
        case E.WITHDRAW:
            return ReasonForm(data, name="reason", label=_("撤回的理由"), initial=start)
    plain: dict[MatterEvent, type[CommandForm]] = {
        E.STUDY: forms.StudyForm,
        E.VIEW: forms.ViewForm,
        E.REPORT: forms.ReportForm,
        E.REOPEN: forms.ReopenForm,
        E.REPEAL: forms.RepealForm,
    }
    return plain.get(event, CommandForm)(data, initial=start)


def _run(event: MatterEvent, request: SignedInRequest, row: Matter, form: Any) -> Callable[[], object]:
    """The command of a step."""
    who, data = request.user, form.cleaned_data if form.is_bound and form.is_valid() else {}
    base: dict[str, Any] = {"actor": who, "matter": row}
    dated: dict[str, Any] = {**base, "version": data.get("version")}
    calls: dict[MatterEvent, Callable[[], object]] = {
        E.REVISE: lambda: commands.revise_matter(**dated, paper=form.paper()),
        E.STUDY: lambda: commands.record_study(**base, study=form.study()),
        E.VIEW: lambda: commands.record_view(
            **base, source=ViewSource(data["source"]), text=data["text"], name=data["name"]
        ),
        E.TABLE: lambda: commands.table_matter(
            **dated, item=data["item"], intended=data["intended"], late_reason=data["late_reason"]
        ),
        E.DECIDE: lambda: commands.decide_matter(**dated, decision=form.decision()),
        E.TASK: lambda: carrying.hand_task(
            **base, text=data["text"], department=data["department"], due_on=data["due_on"]
        ),
        E.REPORT: lambda: carrying.report_matter(
            **dated, on=data["on"], report=data["report"], despite=data["despite"]
        ),
        E.ASSESS: lambda: carrying.assess_matter(
            **dated, grade=Grade(data["grade"] or Grade.GOOD), ballot=data["ballot"]
        ),
        E.CLOSE: lambda: carrying.close_matter(**dated),
        E.REOPEN: lambda: carrying.reopen_matter(**dated, reason=data["reason"], report_by=data["report_by"]),
        E.WITHDRAW: lambda: commands.withdraw_matter(**dated, reason=data["reason"]),
        E.SUPERSEDE: lambda: carrying.supersede_matter(**dated, by=data["by"], on=data["on"]),
        E.REPEAL: lambda: carrying.repeal_matter(**dated, reason=data["reason"], on=data["on"]),
    }
    return calls[event]


LINES: dict[MatterEvent, Callable[[], list[str]]] = {
    E.DECIDE: lambda: [
        _("决议、决定须先在会议上表决并确认结果（全体组成人员的过半数，地方组织法第五十一条）；意见、建议不经表决。"),
        _("有关机关应当及时报告办理情况（地方组织法第五十条）；几个月内报告是本县规定。"),
    ],
    E.TASK: lambda: [_("交办后责任单位收到通知，签收、办理、报告都在“任务”页面；到期前按本县规定提醒。")],
    E.CLOSE: lambda: [_("办结后不再提醒；需要时可以重新办理。决定的效力不受影响。")],
    E.WITHDRAW: lambda: [_("撤回后不再列入会议；需要时重新登记。")],
}


@login_required
def step(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """One step of a matter."""
    offices_only(request)
    row = shown(request.user, Matter, pk, "county", "item__meeting", "office")
    event, back = queries.event_of(code), reverse("matter", args=[pk])
    if event is None:
        raise Http404
    effect = Effect(row.effect) if row.effect else None
    if request.method == "GET" and event not in open_events(MatterState(row.state), effect, queries.grade_of(row)):
        text = _("这件事项现在是“%(state)s”，不能%(verb)s。")
        return refused(request, text % {"state": row.get_state_display(), "verb": label(event)}, back)
    form = _form(event, row, posted(request))
    return answer(
        request,
        form,
        title=label(event),
        run=_run(event, request, row, form),
        back=back,
        about=row,
        lines=LINES[event]() if event in LINES else [],
        tone="late" if event in {E.WITHDRAW, E.REPEAL} else "",
    )


@login_required
def answer_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """答复 a view."""
    offices_only(request)
    row = shown(request.user, MatterView, pk, "matter")
    form = forms.AnswerForm(posted(request), initial={"adopted": row.adopted, "answer": row.answer})
    return answer(
        request,
        form,
        title=_("答复意见"),
        run=lambda: commands.answer_view(
            actor=request.user,
            view=row,
            adopted=Adopted(form.cleaned_data["adopted"]),
            answer=form.cleaned_data["answer"],
        ),
        back=reverse("matter", args=[row.matter_id]),
        about=row.matter,
        lines=[row.text],
    )


@login_required
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    """One task, addressed by its follow-up: its handling and what to do."""
    followup = shown(request.user, FollowUp, pk)
    row = MatterTask.objects.select_related("matter", "department", "followup__office", "followup__county").filter(
        followup=followup
    )
    found = row.first()
    if found is None:
        raise Http404
    readable = access.matters(request.user).filter(pk=found.matter_id).exists()
    context = {"task": found, "detail": followed(request.user, followup), "matter_readable": readable}
    return render(request, "decisions/task.html", context)
