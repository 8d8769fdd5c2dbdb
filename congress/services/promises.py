"""Promises (承诺跟踪): reported kept, put off with a reason, evaluated apart from the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from congress import may
from congress.clock import now, today
from congress.models import Promise, PromiseMark, PromiseReport, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete
from congress.rules.followups import Channel, Clock, Mark, PromiseState
from congress.rules.transitions import Event
from congress.services import deadlines
from congress.services.base import command, save
from congress.services.files import Upload, store
from congress.services.followups import refresh
from congress.services.notices import notify
from congress.services.steps import lock_promise, need


def report_promise(
    *, actor: User, promise: Promise, text: str, files: Sequence[Upload] = (), version: int | None = None
) -> PromiseReport:
    """报告兑现: the unit says that it is done; the deputy evaluates it.

    Raises NotAllowed, WrongState, Conflict; Incomplete when nothing is said.
    """
    with command(actor, "report_promise"):
        followup, promise = lock_promise(promise, version)
        may.require(actor, Event.REPORT_PROMISE, promise)
        report = PromiseReport.objects.create(
            promise=promise,
            text=need("text", text, _("请写明办理情况和完成的内容。")),
            done=True,
            reported_by=actor,
            reported_at=now(),
        )
        for upload in files:
            store(actor=actor, county=followup.county, upload=upload, promise_report=report)
        deadlines.stop(promise.assignment, Clock.PROMISE)
        entry = deadlines.start(promise.assignment, Clock.PROMISE_EVALUATION, today())
        promise.state, promise.evaluation_due_on = PromiseState.REPORTED, entry.due_on
        save(promise)
        refresh(followup)
        told = [Recipient.ASKERS, Recipient.OFFICE]
        notify(followup, recipients(followup, told), _("承诺事项已报兑现，请评价"), text)
    return report


def move_promise(
    *, actor: User, promise: Promise, new_due_on: date, text: str, version: int | None = None
) -> PromiseReport:
    """推迟承诺 with a reason, told to the deputy; the first date stays beside the new one.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason or for a date that is no later one.
    """
    with command(actor, "move_promise", text):
        followup, promise = lock_promise(promise, version)
        may.require(actor, Event.MOVE_PROMISE, promise)
        text = need("text", text, _("请写明推迟的理由。"))
        if new_due_on <= max(promise.due_on, today()):
            raise Incomplete({"new_due_on": _("新的日期应当晚于原承诺日期和今天。")})
        report = PromiseReport.objects.create(
            promise=promise, text=text, done=False, new_due_on=new_due_on, reported_by=actor, reported_at=now()
        )
        promise.due_on = new_due_on
        promise.moves += 1
        deadlines.start(promise.assignment, Clock.PROMISE, new_due_on, reason=text)
        save(promise)
        refresh(followup)
        told = [Recipient.ASKERS, Recipient.OFFICE, Recipient.LEADING_CHAIR]
        shape = {"old": promise.first_due_on, "new": new_due_on, "why": text}
        words = _("原承诺%(old)s完成，现推迟到%(new)s，理由：%(why)s") % shape
        notify(followup, recipients(followup, told), _("承诺事项推迟"), words)
    return report


def evaluate_promise(
    *, actor: User, promise: Promise, result: Mark, reason: str = "", version: int | None = None
) -> PromiseMark:
    """评价兑现 by the lead signer, or the office of a matter no deputy asked: kept, or still to be kept.

    Raises NotAllowed, WrongState, Conflict; Incomplete when dissatisfied without a reason.
    """
    with command(actor, "evaluate_promise"):
        followup, promise = lock_promise(promise, version)
        event = Event.REJECT_PROMISE if result is Mark.BAD else Event.EVALUATE_PROMISE
        may.require(actor, event, promise)
        assert actor.person is not None  # may.require let nobody through without one
        if result is Mark.BAD:
            reason = need("reason", reason, _("评价“不满意”的，请写明理由。"))
        report = promise.reports.filter(done=True).order_by("id").last()
        assert report is not None  # a promise is REPORTED by its report alone
        mark = PromiseMark.objects.create(
            report=report,
            person=actor.person,
            result=result,
            reason=reason.strip(),
            channel=Channel.ONLINE,
            recorded_by=actor,
            recorded_at=now(),
        )
        if result is Mark.BAD:
            _open_again(promise)
        else:
            _keep(promise, report)
        refresh(followup)
        told = recipients(followup, [Recipient.CONTACT], promise.assignment)
        notify(followup, told, _("承诺兑现情况已评价"))
    return mark


def confirm_promise(*, actor: User, promise: Promise, version: int | None = None) -> Promise:
    """确认兑现 by the office when the deputy has said nothing in time. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "confirm_promise"):
        followup, promise = lock_promise(promise, version)
        may.require(actor, Event.CONFIRM_PROMISE, promise)
        report = promise.reports.filter(done=True).order_by("id").last()
        assert report is not None
        _keep(promise, report)
        refresh(followup)
    return promise


def _keep(promise: Promise, report: PromiseReport) -> None:
    """Kept on the day the unit reported it, not on the day somebody said so."""
    promise.state = PromiseState.KEPT
    promise.kept_on = report.reported_at.astimezone().date()
    deadlines.stop(promise.assignment, Clock.PROMISE_EVALUATION)
    save(promise)


def _open_again(promise: Promise) -> None:
    promise.state, promise.evaluation_due_on = PromiseState.OPEN, None
    deadlines.stop(promise.assignment, Clock.PROMISE_EVALUATION)
    last = promise.assignment.deadlines.filter(clock=Clock.PROMISE).order_by("id").last()
    if last is not None:
        deadlines.run(promise.assignment, last)
    save(promise)
