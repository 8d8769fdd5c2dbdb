"""The people of a meeting: who is invited, the notice, the answer, the sign-in desk, opening and closing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import keeps, standing
from congress.clock import now
from congress.forms.base import CommandForm
from congress.forms.meetings.people import AnswerForm, GuestsForm, OpenForm, SignInForm
from congress.models import Attendance, Meeting
from congress.queries.meetings.moves import basis_of_quorum
from congress.queries.meetings.notice import titles_for, when, wording
from congress.queries.meetings.people import groups, whose_turn
from congress.queries.meetings.presence import present
from congress.queries.meetings.quotas import DEPUTIES, LISTENERS, listened, most_of, settings_of
from congress.rules.meeting_moves import MeetingEvent, quorum
from congress.rules.meetings import Answer, MeetingKind, Quality
from congress.services.meetings import inviting, sitting
from congress.views.base import SignedInRequest, done, posted
from congress.views.meetings.base import Act, answer, meeting_of, refused, works_on

PROPOSED = 18
"""How many deputies are proposed when the county has not said how many sit in."""


@login_required
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """参会人员: the roll is called from the posts of the day; who sits in and listens is chosen."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.INVITE, meeting) if request.method == "GET" else None
    if closed:
        return closed
    settings = settings_of(meeting)
    seats = most_of(settings, DEPUTIES)
    turns = whose_turn(meeting, seats or PROPOSED)
    initial = GuestsForm.starting_from(meeting)
    if request.GET.get("turn"):
        initial["deputies"] = [turn.mandate.pk for turn in turns]
    form = GuestsForm(posted(request), meeting=meeting, initial=initial)
    act = Act(
        MeetingEvent.INVITE,
        lambda: inviting.invite(
            actor=request.user, meeting=meeting, guests=form.guests(), version=form.cleaned_data["version"]
        ),
        lambda: _("参会人员已确定，可以发出通知。"),
        submit=_("保存名单"),
        template="congress/meetings/invite.html",
        more={
            "turns": turns,
            "quota": seats,
            "listened": listened(meeting),
            "most": most_of(settings, LISTENERS),
        },
    )
    return answer(request, meeting, form, act)


@login_required
def notify(request: SignedInRequest, pk: int) -> HttpResponse:
    """发出会议通知: the words, and to how many."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.NOTIFY, meeting) if request.method == "GET" else None
    if closed:
        return closed
    untold = meeting.attendances.filter(notified_at=None, person__isnull=False).count()
    member = Attendance(quality=Quality.MEMBER)
    text = wording(meeting, titles_for(meeting.items.order_by("position"), member))
    form = CommandForm(posted(request), initial={"version": meeting.version})
    act = Act(
        MeetingEvent.NOTIFY,
        lambda: inviting.notify_invited(actor=request.user, meeting=meeting, version=form.cleaned_data["version"]),
        lambda: _("通知已发出，回执会显示在会议页面。"),
        lines=[
            _("将通知还没有收到通知的 %(n)s 人；已经通知过的不再重复通知。") % {"n": untold},
            _("列席人员的通知里没有人事等不公开的议题；只列席一项的，只写那一项。"),
            _("通知全文：%(text)s") % {"text": text},
        ],
    )
    return answer(request, meeting, form, act)


@login_required
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """回执, by the person himself or recorded by a clerk."""
    row = (
        Attendance.objects.select_related(
            "meeting__county", "meeting__term", "meeting__body", "meeting__session__term", "person"
        )
        .filter(pk=pk, meeting__county=request.user.county_id or 0)
        .first()
    )
    own = row is not None and row.person_id is not None and row.person_id == standing(request.user).person_id
    if row is None or not ((own and row.notified_at) or keeps(request.user, row.meeting)):
        raise Http404
    meeting = row.meeting
    closed = refused(request, MeetingEvent.ANSWER, meeting) if request.method == "GET" else None
    if closed:
        return closed
    initial = {"version": row.version, "note": row.answer_note, "substitute": row.substitute}
    if row.answer != Answer.NONE:
        initial["answer"] = row.answer
    form = AnswerForm(posted(request), attendance=row, initial=initial)
    act = Act(
        MeetingEvent.ANSWER,
        lambda: inviting.answer_notice(
            actor=request.user,
            attendance=row,
            answer=Answer(form.cleaned_data["answer"]),
            note=form.cleaned_data["note"],
            substitute=form.cleaned_data.get("substitute", ""),
            version=form.cleaned_data["version"],
        ),
        lambda: _("回执已登记，开会前可以修改。"),
        lines=[_("时间：%(when)s") % {"when": when(meeting)}, _("地点：%(place)s") % {"place": meeting.place}],
        title=_("参会回执") if own else _("代登记回执：%(who)s") % {"who": row.shown_name},
        submit=_("提交回执"),
        to="my-meetings" if own else "meeting",
    )
    return answer(request, meeting, form, act)


@login_required
def desk(request: SignedInRequest, pk: int) -> HttpResponse:
    """签到: the clerk's desk at the door. Pressed with nobody ticked, everybody who is coming is signed in."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.SIGN_IN, meeting) if request.method == "GET" else None
    if closed:
        return closed
    form = SignInForm(posted(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        number = form.attempt(lambda: _signed(request, meeting, form))
        if number is not None:
            return done(request, number, "meeting-sign-in", meeting.pk)
    presence = present(meeting, now())
    needed = quorum(MeetingKind(meeting.kind), presence.whole)
    context = {
        "form": form,
        "meeting": meeting,
        "groups": groups(request.user, meeting),
        "ticked": {str(key) for key in request.POST.getlist("people")} if form.errors else set(),
        "presence": presence,
        "needed": needed,
        "there": len(presence.present),
        "missing": max(needed - len(presence.present), 0),
        "basis": basis_of_quorum(MeetingKind(meeting.kind)),
    }
    return render(request, "congress/meetings/sign_in.html", context, status=422 if form.errors else 200)


def _signed(request: SignedInRequest, meeting: Meeting, form: SignInForm) -> str:
    """Do what the pressed button says; returns the words for it."""
    keys, at = form.keys(), form.moment()
    match request.POST.get("do"):
        case "out":
            number = sitting.sign_out(actor=request.user, meeting=meeting, people=keys, at=at)
            return _("已登记 %(n)s 人离会。") % {"n": number}
        case "undo":
            number = sitting.undo_sign_in(actor=request.user, meeting=meeting, people=keys)
            return _("已撤销 %(n)s 人的签到。") % {"n": number}
        case "coming":
            rows = meeting.attendances.filter(came_at=None, quality=Quality.MEMBER).exclude(answer=Answer.LEAVE)
            keys = list(rows.values_list("pk", flat=True))
    number = sitting.sign_in(actor=request.user, meeting=meeting, people=keys, at=at)
    return _("已签到 %(n)s 人。") % {"n": number}


@login_required
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    """宣布开会: the numbers, who presides."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    presence = present(meeting, now())
    closed = refused(request, MeetingEvent.OPEN, meeting, presence) if request.method == "GET" else None
    if closed:
        return closed
    initial = {"version": meeting.version, "presided_by": meeting.presided_by_id}
    form = OpenForm(posted(request), meeting=meeting, initial=initial)
    shape = {
        "there": len(presence.present),
        "whole": presence.whole,
        "needed": quorum(MeetingKind(meeting.kind), presence.whole),
        "basis": basis_of_quorum(MeetingKind(meeting.kind)),
    }
    counted = _("应出席 %(whole)s 人，现在到会 %(there)s 人。") % shape
    if shape["basis"]:
        counted += _("到会 %(needed)s 人以上方可开会（%(basis)s）。") % shape
    act = Act(
        MeetingEvent.OPEN,
        lambda: sitting.open_meeting(
            actor=request.user,
            meeting=meeting,
            presided_by=form.cleaned_data["presided_by"],
            version=form.cleaned_data["version"],
        ),
        lambda: _("会议已开始。"),
        lines=[counted, _("开会后不能再改期、改议程和回执；仍可签到和登记离会。")],
    )
    return answer(request, meeting, form, act)


@login_required
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """闭会."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.CLOSE, meeting) if request.method == "GET" else None
    if closed:
        return closed
    form = CommandForm(posted(request), initial={"version": meeting.version})
    absent = [row.shown_name for row in sitting.missing(meeting)]
    undecided = meeting.items.filter(state="adopted", outcome="")
    lines = [_("还没有登记结果的议题：《%(title)s》，闭会后可以补记。") % {"title": item.title} for item in undecided]
    if absent:
        lines.append(_("没有签到也没有请假的：%(names)s。") % {"names": "、".join(absent)})
    act = Act(
        MeetingEvent.CLOSE,
        lambda: sitting.close_meeting(actor=request.user, meeting=meeting, version=form.cleaned_data["version"]),
        lambda: _("已闭会。会议记录可以继续补充和打印。"),
        lines=lines or [_("议题都已登记结果。")],
    )
    return answer(request, meeting, form, act)
