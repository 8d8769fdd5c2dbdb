"""What is handed in and written down: 登记材料, 会议记录."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.meetings.papers import MaterialForm, MinutesForm
from congress.models import Material
from congress.queries.deadlines import chinese_date
from congress.queries.meetings.checklist import lateness
from congress.queries.meetings.record import record_of, speakers
from congress.refusals import Conflict
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import MeetingKind
from congress.services.meetings import materials, minutes
from congress.views.base import SignedInRequest, done, posted, shown
from congress.views.meetings.base import Act, answer, meeting_of, refused, works_on


@login_required
def material(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记材料, with what the law says when it is late; further files once it was received."""
    works_on(request.user)
    related = ("item__meeting__county", "item__meeting__term", "item__meeting__body", "item__organ", "entry__basis")
    row = shown(request.user, Material, pk, *related)
    meeting = row.item.meeting
    closed = refused(request, MeetingEvent.RECEIVE, meeting) if request.method == "GET" else None
    if closed:
        return closed
    initial = {"version": row.version, "received_on": row.received_on or today()}
    form = MaterialForm(posted(request), request.FILES or None, initial=initial)
    more = row.received_on is not None

    def run() -> object:
        if more:
            return materials.add_files(actor=request.user, material=row, files=form.uploads())
        return materials.receive_material(
            actor=request.user,
            material=row,
            received_on=form.cleaned_data["received_on"],
            late_reason=form.cleaned_data["late_reason"],
            files=form.uploads(),
            version=form.cleaned_data["version"],
        )

    shape = {"title": row.item.title, "day": chinese_date(row.due_on), "basis": row.entry.basis.citation}
    lines = [_("议题：%(title)s") % shape, _("期限：%(day)s（%(basis)s）") % shape]
    if not more and row.due_on < today():
        lines.append(lateness(row, meeting))
    if more:
        lines.append(
            _("已于%(day)s登记收到，这里添加的文件与原来的并列。") % {"day": chinese_date(row.received_on or today())}
        )
    act = Act(
        MeetingEvent.RECEIVE,
        run,
        lambda: _("材料已登记。"),
        lines=lines,
        title=_("登记材料：%(step)s") % {"step": row.get_clock_display()},
        submit=_("登记"),
    )
    return answer(request, meeting, form, act)


@login_required
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """会议记录: every item on one page, so that a chairpersons' meeting is written down while it sits."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.RECORD, meeting) if request.method == "GET" else None
    if closed:
        return closed
    people = speakers(meeting)
    form = MinutesForm(
        posted(request),
        record=record_of(request.user, meeting),
        people=people,
        proposes=meeting.kind == MeetingKind.CHAIRPERSONS,
    )
    if request.method == "POST" and form.is_valid():
        saved = form.attempt(
            lambda: minutes.record_minutes(actor=request.user, meeting=meeting, notes=list(form.notes()))
        )
        if saved:
            to = {"print": "meeting-minutes-print", "close": "meeting-close"}.get(request.POST.get("next", ""))
            return done(request, _("会议记录已保存。"), to or "meeting-minutes", meeting.pk)
    context = {
        "form": form,
        "meeting": meeting,
        "rows": list(form.rows()),
        "people": [name for name, _person in people],
        "conflict": isinstance(form.refusal, Conflict),
        "is_open": meeting.closed_at is None,
    }
    return render(request, "congress/meetings/minutes.html", context, status=422 if form.errors else 200)
