"""The steps of a motion, each declared once: event, form, command, what will happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.clock import today
from congress.forms.base import CommandForm
from congress.forms.parts import ReasonForm
from congress.labels import label
from congress.models import User
from congress.views.base import SignedInRequest, posted
from personnel.forms.motions import DayForm, HearForm, ScheduleForm, VotesForm
from personnel.models import AppointmentMotion
from personnel.rules.motions import MotionEvent as E
from personnel.services import announcing, preparing, voting, writing
from personnel.views.base import form_page, motion_of, refused


@dataclass(frozen=True)
class Step:
    """One step: the command it runs with what the form holds, and the sentences that say what will happen."""

    event: E
    run: Callable[[User, AppointmentMotion, dict[str, Any], Any], object]
    said: Any
    form: Callable[..., Any] | None = None
    lines: tuple[Any, ...] = ()
    tone: str = ""


def _reason(name: str, text: Any, help_text: Any = "") -> Callable[..., ReasonForm]:
    return lambda data, motion, initial: ReasonForm(data, name=name, label=text, help_text=help_text, initial=initial)


def _plain(form: type[CommandForm]) -> Callable[..., CommandForm]:
    return lambda data, motion, initial: form(data, initial=initial)


def _scheduled(data: Any, motion: AppointmentMotion, initial: dict[str, Any]) -> ScheduleForm:
    return ScheduleForm(data, motion=motion, initial=initial)


STEPS = {
    step.event: step
    for step in (
        Step(
            E.TABLE,
            lambda u, m, d, f: writing.table_motion(actor=u, motion=m, version=d["version"]),
            gettext_lazy("已登记提请，请收齐材料。"),
            lines=(
                gettext_lazy("核对提请人、签署人、职数和任职情况；提请以后不能再改动人选，需要改动的退回补正。"),
                gettext_lazy("表决以前只有办公室、常委会领导和提请机关知道；会议通知发出以后组成人员可以看到。"),
            ),
        ),
        Step(
            E.CHECK,
            lambda u, m, d, f: preparing.check_motion(actor=u, motion=m, version=d["version"]),
            gettext_lazy("审核通过，可以列入会议。"),
            lines=(gettext_lazy("材料收齐、任前考试合格（本县规定）、收到的反映已经核查。"),),
        ),
        Step(
            E.SEND_BACK,
            lambda u, m, d, f: writing.send_back(actor=u, motion=m, note=d["note"], version=d["version"]),
            gettext_lazy("已退回补正。"),
            form=_reason("note", gettext_lazy("退回的意见")),
        ),
        Step(
            E.SCHEDULE,
            lambda u, m, d, f: preparing.schedule_motion(
                actor=u, motion=m, meeting=d["meeting"], late_reason=d["late_reason"], version=d["version"]
            ),
            gettext_lazy("已列入会议。"),
            form=_scheduled,
            lines=(
                gettext_lazy("议题只写“审议人事任免事项”，不写人选；会议通知发出以后组成人员可以查看任免案。"),
                gettext_lazy("本县规定：任免案应当在会议的十日前提出，不足十日的写明理由。"),
            ),
        ),
        Step(
            E.BALLOT,
            lambda u, m, d, f: voting.prepare_votes(actor=u, motion=m, way=f.way(), version=d["version"]),
            gettext_lazy("已准备表决票，请到会议的表决里打印和计票。"),
            form=_plain(VotesForm),
            lines=(
                gettext_lazy("逐人计票，以全体组成人员的过半数通过（地方组织法第五十一条）；自表决之日起生效。"),
                gettext_lazy("人选在票上的次序按本县设置；撤职案只能无记名投票（监督法第六十二条）。"),
            ),
        ),
        Step(
            E.REPORT,
            lambda u, m, d, f: voting.report_endings(actor=u, motion=m, version=d["version"]),
            gettext_lazy("已登记向会议报告。"),
            lines=(gettext_lazy("去世、机构撤销等自行终止的职务，向会议报告后公告，不表决。"),),
        ),
        Step(
            E.NOTIFY,
            lambda u, m, d, f: announcing.notify_proposer(actor=u, motion=m, version=d["version"]),
            gettext_lazy("已通知提请机关。"),
            lines=(gettext_lazy("提请机关的负责人和联络员会收到通知，通知里不写人选。"),),
        ),
        Step(
            E.CERTIFY,
            lambda u, m, d, f: announcing.hand_out_certificates(actor=u, motion=m, on=d["on"], version=d["version"]),
            gettext_lazy("已登记颁发任命书。"),
            form=_plain(DayForm),
            lines=(gettext_lazy("任命书由常委会主任签署；代理职务不发任命书。"),),
        ),
        Step(
            E.FILE,
            lambda u, m, d, f: announcing.file_above(actor=u, motion=m, filed_on=d["on"], version=d["version"]),
            gettext_lazy("已登记报上一级。"),
            form=_plain(DayForm),
            lines=(gettext_lazy("政府组成人员报上一级人民政府备案；检察长须经上一级人大常委会批准。"),),
        ),
        Step(
            E.FINISH,
            lambda u, m, d, f: announcing.finish_motion(actor=u, motion=m, version=d["version"]),
            gettext_lazy("已办结。"),
        ),
        Step(
            E.WITHDRAW,
            lambda u, m, d, f: writing.withdraw_motion(actor=u, motion=m, reason=d["reason"], version=d["version"]),
            gettext_lazy("已撤回。"),
            form=_reason("reason", gettext_lazy("撤回的理由和同意撤回的主任会议")),
            lines=(gettext_lazy("表决以前，经主任会议同意可以撤回；撤回以后不公开任何内容。"),),
            tone="late",
        ),
    )
}


@login_required
def step(request: SignedInRequest, pk: int, event: E) -> HttpResponse:
    """One step of a motion."""
    motion = motion_of(request, pk, keeps=True)
    if no := refused(request, event, motion):
        return no
    declared = STEPS[event]
    make = declared.form or _plain(CommandForm)
    form = make(posted(request), motion, {"version": motion.version, "on": today()})
    return form_page(
        request,
        form,
        lambda bound: declared.run(request.user, motion, bound.cleaned_data, bound),
        said=str(declared.said),
        to=("appointment", motion.pk),
        title=label(event),
        submit=label(event),
        cancel_url=reverse("appointment", args=[motion.pk]),
        about=motion.number,
        lines=declared.lines,
        tone=declared.tone,
    )


@login_required
def hear(request: SignedInRequest, pk: int) -> HttpResponse:
    """主任会议听取, or holds it back."""
    motion = motion_of(request, pk, keeps=True)
    if no := refused(request, E.PREPARE, motion):
        return no
    initial = {"version": motion.version, "heard_on": motion.heard_on, "held": motion.held}
    form = HearForm(posted(request), initial=initial)

    def run(form: HearForm) -> object:
        data = form.cleaned_data
        return preparing.hear_motion(
            actor=request.user, motion=motion, heard_on=data["heard_on"], held=data["held"], version=data["version"]
        )

    back = reverse("appointment", args=[motion.pk])
    said, to = _("已登记。"), ("appointment", motion.pk)
    return form_page(
        request, form, run, said=said, to=to, title=_("主任会议听取"), cancel_url=back, about=motion.number
    )


@login_required
def announce(request: SignedInRequest, pk: int) -> HttpResponse:
    """起草公告 and go on to it."""
    motion = motion_of(request, pk, keeps=True)
    if no := refused(request, E.ANNOUNCE, motion):
        return no
    form = CommandForm(posted(request))
    if request.method == "POST" and form.is_valid():
        document = form.attempt(lambda: announcing.draft_announcement(actor=request.user, motion=motion))
        if document:
            return redirect("document", document.pk)
    lines = [
        _("按通过的事项起草公告；公告编号印发以后，任免案自动登记为已公告。"),
        _("没有通过的人选不写入公告。"),
    ]
    page = {
        "form": form,
        "title": _("起草公告"),
        "submit": _("起草公告"),
        "cancel_url": reverse("appointment", args=[motion.pk]),
        "about": motion.number,
        "lines": lines,
    }
    return render(request, "personnel/form.html", page, status=422 if form.errors else 200)
