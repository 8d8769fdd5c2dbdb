"""Giving a matter to units: proposing, handing over, forwarding, signing for, taking over.

The legal clock starts with the first hand-over (代表法 §51) and is never started again: who takes
over gets the date his predecessor had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress import may
from congress.access import standing
from congress.clock import now, today
from congress.kinds import registry
from congress.models import Assignment, Deadline, Department, FollowUp, Person, Proposal, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete, Refusal
from congress.rules.followups import (
    AssignmentState,
    Clock,
    HandlingRole,
    PartyPart,
)
from congress.rules.transitions import Event
from congress.services import deadlines
from congress.services.base import command, locked, save
from congress.services.followups import involve, refresh
from congress.services.notices import notify
from congress.services.steps import lock, need, refuse_ended


@dataclass(frozen=True)
class Share:
    """One unit's share of a matter; with ``addressee`` that person's own, and nobody else of the unit reads it."""

    department: Department
    role: HandlingRole = HandlingRole.SOLE
    addressee: Person | None = None


def refuse_shares(units: Sequence[Share]) -> None:
    """Raise Incomplete unless the shares are one alone, one leading with assisting ones, or several separate."""
    for share in units:
        refuse_ended(share.department, "units")
    roles = [share.role for share in units]
    if not units:
        raise Incomplete({"units": _("请选择承办单位。")})
    if len({share.department.pk for share in units}) < len(units):
        raise Incomplete({"units": _("同一单位只能选一次。")})
    alone = roles == [HandlingRole.SOLE]
    joint = roles.count(HandlingRole.LEAD) == 1 and roles.count(HandlingRole.ASSIST) == len(roles) - 1 > 0
    separate = len(roles) > 1 and set(roles) == {HandlingRole.SEPARATE}
    if not (alone or joint or separate):
        raise Incomplete({"units": _("承办方式应当是：一个单位独办；或者一个主办、其余会办；或者两个以上分办。")})


def propose(*, actor: User, followup: FollowUp, units: Sequence[Share], version: int | None = None) -> list[Proposal]:
    """预分办: send the intended units to the government office for comment; replaces an earlier proposal.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "propose"):
        followup = locked(followup, version)
        may.require(actor, Event.PROPOSE, followup)
        refuse_shares(units)
        followup.proposals.all().delete()
        rows = [
            Proposal.objects.create(
                followup=followup,
                department=share.department,
                role=share.role,
                coordinator=share.department.coordinator,
                proposed_by=actor,
                proposed_at=now(),
            )
            for share in units
        ]
        coordinators = {row.coordinator for row in rows if row.coordinator}
        for coordinator in coordinators:
            involve(followup, PartyPart.COORDINATOR, coordinator)
        followup.comment_wanted = bool(coordinators)
        refresh(followup)
    return rows


def comment(
    *, actor: User, followup: FollowUp, agrees: bool, text: str, suggested: Department | None = None
) -> FollowUp:
    """Answer a proposal for one's units: agree, or name a better unit with a reason. Raises as :func:`propose`."""
    with command(actor, "comment"):
        followup = locked(followup, None)
        may.require(actor, Event.COMMENT, followup)
        if not agrees:
            text = need("text", text, _("不同意的，请写明理由或建议的单位。"))
        mine = standing(actor).departments
        rows = followup.proposals.filter(coordinator__in=mine, commented_at=None)
        rows.update(agrees=agrees, comment=text.strip(), suggested=suggested, commented_by=actor, commented_at=now())
        waiting = followup.proposals.filter(coordinator__isnull=False, commented_at=None)
        followup.comment_wanted = waiting.exists()
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.OFFICE]), _("预分办已回复"), text)
    return followup


def hand_over(
    *, actor: User, followup: FollowUp, units: Sequence[Share], note: str = "", version: int | None = None
) -> list[Assignment]:
    """交办: the legal clock of the answer starts today (代表法 §51).

    Units of the government system get it through the government office, which forwards it.
    Raises NotAllowed, WrongState, Conflict; Incomplete when the shares do not fit together.
    """
    with command(actor, "hand_over"):
        followup = locked(followup, version)
        may.require(actor, Event.HAND_OVER, followup)
        refuse_shares(units)
        deadlines.stop(followup, Clock.HAND_OVER)
        followup.handed_over_on = followup.handed_over_on or today()
        followup.comment_wanted = False
        return assign(actor, followup, units, note)


def allot(
    *, actor: User, followup: FollowUp, units: Sequence[Share], note: str = "", version: int | None = None
) -> list[Assignment]:
    """分解落实 by the government office: what was handed to it goes to its units, who sign for it.

    The clock of the answer has run since the hand-over and stays what it is. Raises NotAllowed, WrongState,
    Conflict; Incomplete without a unit, or for one that is not of its own system.
    """
    with command(actor, "allot"):
        followup = locked(followup, version)
        may.require(actor, Event.ALLOT, followup)
        refuse_shares(units)
        mine = standing(actor).departments
        for share in units:
            if not mine & {share.department.pk, share.department.coordinator_id}:
                text = _("%(unit)s不属于政府系统，请报请责任机构交办。")
                raise Incomplete({"units": text % {"unit": share.department}})
        deadlines.stop(followup, Clock.FORWARD, Clock.REPLY)
        return assign(actor, followup, units, note, reached=True)


def assign(
    actor: User,
    followup: FollowUp,
    units: Sequence[Share],
    note: str = "",
    *,
    reached: bool = False,
    reply_by: date | None = None,
) -> list[Assignment]:
    """Give a follow-up that was handed over to units, inside the owner's or the coordinator's command.

    ``reached``: the coordinator gives it himself, so it need not be forwarded. ``reply_by`` is a date a decision set
    instead of the rule's (:attr:`Clock.FIXED`).
    """
    rows = [_assign(actor, followup, share, note, reached=reached, reply_by=reply_by) for share in units]
    followup.reply_due_on = max(row.reply_due_on for row in rows)
    refresh(followup)
    for row in rows:
        notify(followup, recipients(followup, [first_reader(row)], row), _("收到交办，请及时办理"))
    return rows


def hand_over_many(
    *, actor: User, followups: Sequence[FollowUp], note: str = ""
) -> tuple[list[Assignment], dict[int, str]]:
    """交办会: hand over many at once by what was proposed for each, every one in a transaction of its own.

    Returns the assignments, and the refusal of each follow-up that could not be handed over by its key.
    """
    made: list[Assignment] = []
    refused: dict[int, str] = {}
    for followup in followups:
        units = [Share(row.department, HandlingRole(row.role)) for row in followup.proposals.all()]
        try:
            made += hand_over(actor=actor, followup=followup, units=units, note=note)
        except Refusal as refusal:
            refused[followup.pk] = str(refusal)
    return made, refused


def first_reader(row: Assignment) -> Recipient:
    """Who gets a matter first: the office that forwards it, or the unit itself."""
    return Recipient.COORDINATOR if row.state == AssignmentState.FORWARDING else Recipient.CONTACT


def _assign(
    actor: User, followup: FollowUp, share: Share, note: str, *, reached: bool, reply_by: date | None
) -> Assignment:
    coordinator = None if share.addressee else share.department.coordinator
    forwards = coordinator is not None and not reached
    row = Assignment(
        county=followup.county,
        followup=followup,
        department=share.department,
        addressee=share.addressee,
        role=share.role,
        round=followup.round,
        state=AssignmentState.FORWARDING if forwards else AssignmentState.AWAITING,
        coordinator=coordinator,
        forwarded_on=today() if coordinator and reached else None,
        handed_over_on=today(),
        handed_over_by=actor,
        note=note,
        reply_due_on=today(),
        extendable=share.role != HandlingRole.ASSIST and registry.of(followup).extendable(followup),
    )
    row.save()
    _involve(followup, row)
    _start_clocks(row, reply_by)
    return row


def _answer_by(row: Assignment, reply_by: date | None) -> Deadline:
    """The date of the answer: that the matter had before its units, one set by a decision, or the rule's."""
    carried = deadlines.carry(row.followup, row, Clock.REPLY)
    if carried is not None:
        return carried
    if reply_by is not None:
        return deadlines.start(row, Clock.REPLY, reply_by, by=Clock.FIXED)
    return deadlines.start(row, Clock.REPLY, today())


def _start_clocks(row: Assignment, reply_by: date | None) -> None:
    """Start what runs from the hand-over: forwarding or signing for, the answer or the opinion, the contact.

    What is somebody's own he cannot give back: no window for it opens.
    """
    followup, forwarding = row.followup, row.state == AssignmentState.FORWARDING
    if row.addressee is None:
        row.return_until = deadlines.enter(row, Clock.RETURN, today()).due_on
    if row.role == HandlingRole.ASSIST:
        row.reply_due_on = deadlines.start(row, Clock.CO_OPINION, today()).due_on
    else:
        row.reply_due_on = _answer_by(row, reply_by).due_on
        if registry.of(followup).policy.contact:
            deadlines.start(row, Clock.CONTACT, today())
    deadlines.start(row, Clock.FORWARD if forwarding else Clock.SIGN_FOR, today())
    row.save()


def _involve(followup: FollowUp, row: Assignment) -> None:
    """The coordinator becomes a party at once, the unit or the person when the matter reaches it."""
    if row.coordinator:
        involve(followup, PartyPart.COORDINATOR, row.coordinator)
    if row.state == AssignmentState.AWAITING:
        involve(followup, PartyPart.UNIT, row.addressee or row.department)


def forward(*, actor: User, assignment: Assignment, version: int | None = None) -> Assignment:
    """转交 (二次交办) by the government office to its unit. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "forward"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.FORWARD, row)
        await_signature(row)
        save(row)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.CONTACT], row), _("收到交办，请及时签收"))
    return row


def await_signature(row: Assignment) -> None:
    """The matter lies before the unit, which has to sign for it."""
    row.state = AssignmentState.AWAITING
    involve(row.followup, PartyPart.UNIT, row.department)
    row.forwarded_on = today() if row.coordinator_id else None
    deadlines.stop(row, Clock.FORWARD, Clock.REASSIGN)
    deadlines.start(row, Clock.SIGN_FOR, today())


def sign_for(*, actor: User, assignment: Assignment, version: int | None = None) -> Assignment:
    """签收: the unit confirms receipt; its answer's clock goes on from the hand-over.

    What was handed to a person who signed on paper the responsible office types in for him.

    Raises NotAllowed, WrongState (somebody has signed already), Conflict.
    """
    with command(actor, "sign_for"):
        followup, row = lock(assignment, version)
        may.require(actor, Event.SIGN_FOR, row)
        row.state = AssignmentState.HANDLING
        row.signed_for_on, row.signed_for_by = today(), actor
        row.handler = row.addressee or actor.person
        deadlines.stop(row, Clock.SIGN_FOR)
        save(row)
        refresh(followup)
    return row


def take_over(
    actor: User, followup: FollowUp, old: Assignment, department: Department, note: str, *, inside: bool
) -> Assignment:
    """A new assignment with its predecessor's dates; inside the coordinator's system it need not be forwarded."""
    coordinator = department.coordinator
    forwarding = coordinator is not None and not inside
    new = Assignment.objects.create(
        county=followup.county,
        followup=followup,
        department=department,
        role=old.role,
        round=old.round,
        state=AssignmentState.FORWARDING if forwarding else AssignmentState.AWAITING,
        coordinator=coordinator,
        forwarded_on=today() if coordinator and inside else None,
        replaces=old,
        handed_over_on=today(),
        handed_over_by=actor,
        note=note,
        reply_due_on=old.reply_due_on,
        extendable=old.extendable,
        extended_on=old.extended_on,
    )
    _involve(followup, new)
    for clock in (Clock.REPLY, Clock.REWORK, Clock.CO_OPINION):
        deadlines.carry(old, new, clock)
    new.return_until = deadlines.enter(new, Clock.RETURN, today()).due_on
    if old.role != HandlingRole.ASSIST and registry.of(followup).policy.contact:
        deadlines.start(new, Clock.CONTACT, today())
    deadlines.start(new, Clock.FORWARD if forwarding else Clock.SIGN_FOR, today())
    new.save()
    return new
