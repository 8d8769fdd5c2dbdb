"""The pages of the commands between hand-over and closing; each a form or a confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress import access
from congress.clock import today
from congress.forms.base import CommandForm
from congress.forms.handling import ContactForm, EvaluationForm, HandOverForm, ReplyForm
from congress.kinds import registry
from congress.models import Assignment, FollowUp, Reply
from congress.queries.actions import page_of
from congress.queries.deadlines import arithmetic, chinese_date, due, foresee, ledger_of
from congress.queries.deadlines import clock_due as due_of
from congress.refusals import Refusal
from congress.rules.followups import Clock, Event
from congress.services import handling
from congress.views.base import SignedInRequest, done, posted, shown


def _page(request: SignedInRequest, form: CommandForm, followup: FollowUp, **more: Any) -> HttpResponse:
    context = {"form": form, "followup": followup, "kind": registry.of(followup), "cancel_url": page_of(followup)}
    status = 422 if form.errors else 200
    return render(request, "congress/handling/form.html", {**context, **more}, status=status)


def _refused(
    request: SignedInRequest, event: Event, followup: FollowUp, row: Assignment | None = None
) -> HttpResponse | None:
    """The page that says why, before a form is filled in vain."""
    try:
        access.require(request.user, event, followup, row)
    except Refusal as refusal:
        context = {"refusal": refusal, "followup": followup, "back_url": page_of(followup)}
        return render(request, "congress/handling/refused.html", context, status=409)
    return None


@login_required
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """交办: choose the unit; the page says from which day and by which law it will be bound."""
    followup = shown(request.user, FollowUp, pk, "county", "office")
    refused = _refused(request, Event.HAND_OVER, followup)
    if refused and request.method == "GET":
        return refused
    form = HandOverForm(posted(request), followup=followup, initial={"version": followup.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        assignment = form.attempt(
            lambda: handling.hand_over(
                actor=request.user,
                followup=followup,
                department=data["department"],
                note=data["note"],
                version=data["version"],
            )
        )
        if assignment:
            return done(request, _("已交办%(unit)s。") % {"unit": assignment.department}, page_of(followup))
    foreseen = foresee(followup.county, registry.of(followup).rule_of(followup, Clock.REPLY), today())
    lines = [
        _("交办后，承办单位的“今日待办”中出现此件，须先签收。"),
        _("%(clock)s：%(day)s（%(basis)s）。")
        % {"clock": due(foreseen).clock, "day": chinese_date(foreseen.due_on), "basis": foreseen.basis.citation},
        *arithmetic(foreseen),
    ]
    return _page(request, form, followup, title=_("交办"), lines=lines, submit=_("交办"))


@login_required
def sign_for(request: SignedInRequest, pk: int) -> HttpResponse:
    """签收: one click on the desk, one confirmation here."""
    assignment = shown(request.user, Assignment, pk, "followup__county", "department")
    followup = assignment.followup
    refused = _refused(request, Event.SIGN_FOR, followup, assignment)
    if refused and request.method == "GET":
        return refused
    form = CommandForm(posted(request), initial={"version": assignment.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if form.attempt(lambda: handling.sign_for(actor=request.user, assignment=assignment, version=version)):
            return done(request, _("已签收。请先联系代表，再按期答复。"), page_of(followup))
    reply_due = due_of(assignment, Clock.REPLY, ledger_of([followup.pk]))
    lines = [_("签收人记为%(who)s。") % {"who": request.user}]
    if reply_due:
        lines += [_("%(clock)s：%(day)s（%(basis)s）。") % _words(reply_due), *reply_due.lines]
    lines.append(_("答复前须与代表联系沟通，充分听取意见（代表法第五十一条）。"))
    return _page(request, form, followup, title=_("签收"), lines=lines, submit=_("签收"))


def _words(reply_due: Any) -> dict[str, str]:
    return {"clock": reply_due.clock, "day": chinese_date(reply_due.on), "basis": reply_due.basis}


@login_required
def contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """面商: log a contact with the deputy."""
    assignment = shown(request.user, Assignment, pk, "followup__county", "department")
    followup = assignment.followup
    refused = _refused(request, Event.CONTACT, followup, assignment)
    if refused and request.method == "GET":
        return refused
    initial = {"on": today(), "by": str(request.user), "met": followup.asked_by}
    form = ContactForm(posted(request), request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        meeting, files = form.meeting(), form.uploads()
        run = lambda: handling.log_contact(actor=request.user, assignment=assignment, meeting=meeting, files=files)
        if form.attempt(run):
            return done(request, _("已记录面商。"), page_of(followup))
    return _page(request, form, followup, title=_("记录面商"), submit=_("记录面商"))


@login_required
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """答复: fill in what the stamped paper says and upload it."""
    assignment = shown(request.user, Assignment, pk, "followup__county", "department")
    followup = assignment.followup
    refused = _refused(request, Event.REPLY, followup, assignment)
    if refused and request.method == "GET":
        return refused
    liaison = assignment.department.liaisons.select_related("contact").first()
    initial = {
        "version": assignment.version,
        "dated": today(),
        "contact_name": liaison.contact.name if liaison else "",
        "contact_phone": liaison.phone if liaison else "",
    }
    form = ReplyForm(posted(request), request.FILES or None, followup=followup, initial=initial)
    if request.method == "POST" and form.is_valid():
        letter, files, version = form.letter(), form.uploads(), form.cleaned_data["version"]
        issued = form.attempt(
            lambda: handling.reply(
                actor=request.user, assignment=assignment, letter=letter, files=files, version=version
            )
        )
        if issued:
            return done(request, _("答复已送达代表，等待代表评价。"), page_of(followup))
    notes = (
        []
        if assignment.contacts.exists()
        else [_("还没有面商记录。法律要求答复前与代表联系沟通，请先记录面商（代表法第五十一条）。")]
    )
    return _page(request, form, followup, title=_("答复"), notes=notes, submit=_("提交答复"))


@login_required
def evaluate(request: SignedInRequest, pk: int) -> HttpResponse:
    """代表评价: the deputy's own two ticks under the answer."""
    row = shown(request.user, Reply, pk, "assignment__followup__county", "assignment__department", "outcome")
    followup = row.assignment.followup
    refused = _refused(request, Event.EVALUATE, followup)
    if refused and request.method == "GET":
        return refused
    form = EvaluationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        opinion = form.opinion()
        if form.attempt(lambda: handling.evaluate(actor=request.user, reply=row, opinion=opinion)):
            return done(request, _("谢谢，您的评价已送代表工委。"), page_of(followup))
    return _page(request, form, followup, title=_("评价"), submit=_("提交评价"), reply=row)


@login_required
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """办结, after a confirmation that shows the marks."""
    followup = shown(request.user, FollowUp, pk, "county", "office")
    refused = _refused(request, Event.CLOSE, followup)
    if refused and request.method == "GET":
        return refused
    form = CommandForm(posted(request), initial={"version": followup.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if form.attempt(lambda: handling.close(actor=request.user, followup=followup, version=version)):
            return done(request, _("已办结。"), page_of(followup))
    marks = access.evaluations(request.user).filter(
        reply__assignment__followup=followup, reply__assignment__round=F("reply__assignment__followup__round")
    )
    lines = [
        _("%(who)s：过程%(process)s，结果%(result)s。%(reason)s")
        % {"who": m.person, "process": m.get_process_display(), "result": m.get_result_display(), "reason": m.reason}
        for m in marks.select_related("person")
    ] or [_("代表在期限内没有评价，统计时单列为“未评价”，不计为满意。")]
    lines.append(_("办结后不再提醒，此件转入已办结。"))
    return _page(request, form, followup, title=_("办结"), lines=lines, submit=_("办结"))
