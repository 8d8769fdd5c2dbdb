"""The deputies' marks and what follows from them: rework, conference, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress import may
from congress.clock import now, today
from congress.kinds import registry
from congress.models import Assignment, Conference, Evaluation, FollowUp, Person, Promise, Reply, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete, WrongState
from congress.rules.followups import (
    ASKERS,
    OVER,
    AssignmentState,
    Channel,
    Clock,
    FollowUpState,
    HandlingRole,
    Mark,
    PromiseState,
    ReplyState,
)
from congress.rules.transitions import Event
from congress.services import deadlines
from congress.services.base import command, locked
from congress.services.files import Upload, store
from congress.services.followups import end_round, refresh
from congress.services.notices import notify
from congress.services.steps import lock, need


@dataclass(frozen=True)
class Opinion:
    """A deputy's evaluation: process and result apart."""

    process: Mark
    result: Mark
    reason: str = ""


def evaluate(*, actor: User, reply: Reply, opinion: Opinion) -> Evaluation:
    """代表评价 by the deputy himself, once per reply.

    Raises NotAllowed; WrongState when closed or evaluated already; Incomplete when dissatisfied
    without a reason.
    """
    with command(actor, "evaluate"):
        followup, _row = lock(reply.assignment, None)
        may.require(actor, Event.EVALUATE, followup)
        assert actor.person is not None  # may.require let nobody through without one
        return _mark(actor, followup, reply, actor.person, opinion, Channel.ONLINE)


def record_evaluation(
    *, actor: User, reply: Reply, person: Person, opinion: Opinion, sheet: Sequence[Upload]
) -> Evaluation:
    """代录 by a named 人大 clerk of the county or of the deputy's township, from the signed sheet.

    A unit may print and carry the sheet; it never records it. Raises NotAllowed, WrongState;
    Incomplete without the photograph of the sheet or for somebody who did not ask.
    """
    with command(actor, "record_evaluation"):
        followup, _row = lock(reply.assignment, None)
        may.require(actor, Event.RECORD_EVALUATION, followup)
        if not followup.parties.filter(person=person, part__in=ASKERS).exists():
            raise Incomplete({"person": _("%(who)s不是此件的提出代表。") % {"who": person}})
        if not sheet:
            raise Incomplete({"attached": _("请上传代表签名的征询意见表照片或扫描件。")})
        evaluation = _mark(actor, followup, reply, person, opinion, Channel.PAPER)
        for upload in sheet:
            store(actor=actor, county=followup.county, upload=upload, evaluation=evaluation)
    return evaluation


def _mark(
    actor: User, followup: FollowUp, reply: Reply, person: Person, opinion: Opinion, channel: Channel
) -> Evaluation:
    fresh = Reply.objects.select_related("assignment").get(pk=reply.pk)
    if fresh.state != ReplyState.ISSUED or fresh.assignment.round != followup.round:
        raise WrongState(_("这份答复还没有送达或者已有新一轮办理，请评价最新的答复。"))
    if Mark.BAD in (opinion.process, opinion.result) and not opinion.reason.strip():
        raise Incomplete({"reason": _("评价“不满意”的，请写明理由，以便重新办理。")})
    if Evaluation.objects.filter(reply=reply, person=person).exists():
        raise WrongState(_("%(who)s已经评价过这份答复。") % {"who": person})
    evaluation = Evaluation.objects.create(
        reply=reply,
        person=person,
        process=opinion.process,
        result=opinion.result,
        reason=opinion.reason.strip(),
        channel=channel,
        recorded_by=actor,
        recorded_at=now(),
    )
    refresh(followup)
    if followup.state == FollowUpState.EVALUATED and followup.evaluated_on is None:
        followup.evaluated_on = today()
        deadlines.stop(followup, Clock.EVALUATION)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.OFFICE]), _("代表已评价"))
    return evaluation


def rework(*, actor: User, followup: FollowUp, note: str, version: int | None = None) -> list[Assignment]:
    """重新办理: a new round for those who answered, with a clock of its own; nothing is overwritten.

    Raises NotAllowed, WrongState (satisfied, or the rounds are used up), Conflict; Incomplete without a note.
    """
    with command(actor, "rework"):
        followup = locked(followup, version)
        may.require(actor, Event.REWORK, followup)
        note = need("note", note, _("请写明重新办理的要求。"))
        before = [r for r in followup.assignments.filter(round=followup.round) if _answers(r)]
        end_round(followup)
        followup.round += 1
        followup.answered_on = followup.evaluated_on = followup.evaluation_due_on = None
        followup.conferred_on = None
        rows = [_again(actor, followup, row, note) for row in before]
        followup.reply_due_on = max(row.reply_due_on for row in rows)
        refresh(followup)
        words = _("代表不满意，请重新办理") if registry.of(followup).asked else _("办理结果未获认可，请重新办理")
        for row in rows:
            told = [Recipient.CONTACT, Recipient.UNIT_LEADER, Recipient.COORDINATOR]
            notify(followup, recipients(followup, told, row), words, note)
    return rows


def _answers(row: Assignment) -> bool:
    return AssignmentState(row.state) not in OVER and row.role != HandlingRole.ASSIST


def _again(actor: User, followup: FollowUp, before: Assignment, note: str) -> Assignment:
    Promise.objects.filter(assignment=before, state__in=[PromiseState.OPEN, PromiseState.REPORTED]).update(
        state=PromiseState.REPLACED
    )
    deadlines.stop(before)
    row = Assignment.objects.create(
        county=followup.county,
        followup=followup,
        department=before.department,
        addressee=before.addressee,
        role=before.role,
        round=followup.round,
        coordinator=before.coordinator,
        forwarded_on=today() if before.coordinator_id else None,
        handed_over_on=today(),
        handed_over_by=actor,
        note=note,
        reply_due_on=today(),
    )
    deadlines.start(row, Clock.SIGN_FOR, today())
    row.reply_due_on = deadlines.start(row, Clock.REWORK, today()).due_on
    row.save()
    return row


@dataclass(frozen=True)
class Talk:
    """What was held and agreed in a conference."""

    on: date
    people: str
    result: str
    place: str = ""


def confer(*, actor: User, followup: FollowUp, talk: Talk, version: int | None = None) -> Conference:
    """会商 after the last round of rework. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "confer"):
        followup = locked(followup, version)
        may.require(actor, Event.CONFER, followup)
        if talk.on > today() or talk.on < (followup.evaluated_on or talk.on):
            raise Incomplete({"on": _("会商日期应在代表评价之后、今天之前，请核对。")})
        conference = Conference.objects.create(
            followup=followup,
            round=followup.round,
            on=talk.on,
            place=talk.place,
            people=need("people", talk.people, _("请写明参加人。")),
            result=need("result", talk.result, _("请写明会商结果。")),
            recorded_by=actor,
            recorded_at=now(),
        )
        followup.conferred_on = talk.on
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.ASKERS]), _("已组织会商"), talk.result)
    return conference


def close(*, actor: User, followup: FollowUp, version: int | None = None) -> FollowUp:
    """办结: by the responsible office, after the evaluation or when its time is over.

    What was promised is followed on: the follow-up closes when the last promise is kept.
    Raises NotAllowed, Conflict, WrongState (with the guard's words while the evaluation may still come).
    """
    with command(actor, "close"):
        followup = locked(followup, version)
        may.require(actor, Event.CLOSE, followup)
        followup.settled_on = today()
        deadlines.stop(followup)
        end_round(followup)
        refresh(followup)
    return followup
