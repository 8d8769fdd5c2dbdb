"""登记会议, 改期 with everything that would move, 取消."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import enters_meetings, keeps_meetings, standing
from congress.forms.meetings.planning import MoveForm, PlanForm
from congress.forms.parts import ReasonForm
from congress.queries.meetings.moving import preview
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import MeetingKind
from congress.services.meetings import moving, planning
from congress.views.base import SignedInRequest, done, posted
from congress.views.meetings.base import Act, answer, meeting_of, refused, works_on


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """登记会议."""
    who = standing(request.user)
    if not enters_meetings(who) or request.user.county_id is None:
        raise Http404
    kind = MeetingKind.CHAIRPERSONS if keeps_meetings(who) else MeetingKind.COMMITTEE
    form = PlanForm(posted(request), county=request.user.county_id, initial={"kind": kind.value})
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: planning.plan_meeting(actor=request.user, plan=form.plan()))
        if made:
            text = _("已登记%(meeting)s。接下来征集议题、编排议程。") % {"meeting": made}
            return done(request, text, "meeting", made.pk)
    context = {"form": form, "cancel_url": reverse("meetings")}
    return render(request, "congress/meetings/new.html", context, status=422 if form.errors else 200)


@login_required
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """改期: the first press shows what would move, the second moves it."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.MOVE, meeting) if request.method == "GET" else None
    if closed:
        return closed
    names = ("starts_on", "starts_at", "place", "version")
    initial = {name: getattr(meeting, name) for name in names}
    if meeting.ends_on != meeting.starts_on:
        initial["ends_on"] = meeting.ends_on
    form = MoveForm(posted(request), initial=initial)
    looks = request.method == "POST" and "confirm" not in request.POST and form.is_valid()
    if looks:
        context = {
            "form": form,
            "meeting": meeting,
            "preview": preview(meeting, form.cleaned_data["starts_on"]),
            "new_on": form.cleaned_data["starts_on"],
        }
        return render(request, "congress/meetings/move.html", context)
    act = Act(
        MeetingEvent.MOVE,
        lambda: moving.move_meeting(
            actor=request.user,
            meeting=meeting,
            to=form.when(),
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        ),
        lambda: _("已改期，期限已按新的日期重新计算，收到过通知的人已告知。"),
        submit=_("先看哪些要跟着变"),
        template="congress/meetings/move.html",
    )
    return answer(request, meeting, form, act)


@login_required
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """取消会议."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.CANCEL, meeting) if request.method == "GET" else None
    if closed:
        return closed
    initial = {"version": meeting.version}
    form = ReasonForm(posted(request), name="reason", label=_("取消原因"), initial=initial)
    told = meeting.attendances.filter(notified_at__isnull=False, person__isnull=False).count()
    act = Act(
        MeetingEvent.CANCEL,
        lambda: planning.cancel_meeting(
            actor=request.user,
            meeting=meeting,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        ),
        lambda: _("已取消。"),
        lines=[
            _("此次会议不再举行，编号不再使用；材料期限不再提醒。"),
            _("已收到会议通知的 %(n)s 人会收到取消通知。") % {"n": told},
            _("议题需要下次会议审议的，请先改列下次会议。"),
        ],
        tone="late",
    )
    return answer(request, meeting, form, act)
