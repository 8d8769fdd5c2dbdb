"""Pressing a matter on: 催办 by clerks, 督办 by leaders, and the key matters of the chairpersons' meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress import may
from congress.clock import now, today
from congress.models import Assignment, Body, FollowUp, KeyMatter, Person, Urging, User
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete, Refusal, WrongState
from congress.rules.followups import OVER, AssignmentState, PromiseState, UrgingKind
from congress.rules.transitions import Event
from congress.services.base import command, locked
from congress.services.followups import refresh
from congress.services.notices import notify
from congress.services.numbers import next_number
from congress.services.steps import need

DONE = OVER | {AssignmentState.ANSWERED, AssignmentState.OPINED}
EVENTS = {UrgingKind.URGE: Event.URGE, UrgingKind.SUPERVISE: Event.SUPERVISE}


def urge(*, actor: User, followup: FollowUp, kind: UrgingKind, text: str = "") -> list[Urging]:
    """催办 or 督办 every unit that still owes something; numbered, told, and a slip can be printed.

    Raises NotAllowed, WrongState when nobody owes anything.
    """
    with command(actor, kind.value):
        followup = locked(followup, None)
        may.require(actor, EVENTS[kind], followup)
        rows = debtors(followup)
        if not rows:
            raise WrongState(_("没有尚未办理的单位，不需要%(verb)s。") % {"verb": _("催办")})
        return [_urge(actor, followup, row, kind, text.strip()) for row in rows]


def debtors(followup: FollowUp) -> list[Assignment]:
    """The units that still owe something: an answer, an opinion, or what they promised."""
    return [row for row in followup.assignments.all() if _owes(row)]


def _owes(row: Assignment) -> bool:
    if AssignmentState(row.state) not in DONE:
        return True
    return any(promise.state == PromiseState.OPEN for promise in row.promises.all())


def _urge(actor: User, followup: FollowUp, row: Assignment, kind: UrgingKind, text: str) -> Urging:
    year = today().year
    urging = Urging.objects.create(
        county=followup.county,
        assignment=row,
        kind=kind,
        year=year,
        serial=next_number(followup.county, kind.value, str(year)),
        text=text,
        due_on=row.due_on,
        urged_by=actor,
        urged_at=now(),
    )
    told = [Recipient.CONTACT, Recipient.UNIT_LEADER, Recipient.COORDINATOR]
    notify(followup, recipients(followup, told, row), str(urging), text or _("请抓紧办理，按期答复。"))
    return urging


def urge_many(*, actor: User, followups: Sequence[FollowUp], text: str = "") -> tuple[list[Urging], dict[int, str]]:
    """催办 many at once, each in a transaction of its own; returns the urgings and the refusals by key."""
    made: list[Urging] = []
    refused: dict[int, str] = {}
    for followup in followups:
        try:
            made += urge(actor=actor, followup=followup, kind=UrgingKind.URGE, text=text)
        except Refusal as refusal:
            refused[followup.pk] = str(refusal)
    return made, refused


@dataclass(frozen=True)
class Lead:
    """Who leads a key matter and which meeting said so."""

    leader: Person
    decided_on: date
    meeting: str
    body: Body | None = None
    county_leader: str = ""


def mark_key(*, actor: User, followup: FollowUp, lead: Lead, version: int | None = None) -> KeyMatter:
    """重点督办: record what the chairpersons' meeting fixed (代表法 §52). Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "mark_key"):
        followup = locked(followup, version)
        may.require(actor, Event.MARK_KEY, followup)
        meeting = need("meeting", lead.meeting, _("请写明确定重点督办的主任会议。"))
        if lead.decided_on > today():
            raise Incomplete({"decided_on": _("日期在今天之后，请核对。")})
        values = {
            "leader": lead.leader,
            "body": lead.body,
            "county_leader": lead.county_leader,
            "decided_on": lead.decided_on,
            "meeting": meeting,
            "recorded_by": actor,
            "recorded_at": now(),
        }
        key, _new = KeyMatter.objects.update_or_create(followup=followup, defaults=values)
        refresh(followup)
        notify(followup, recipients(followup, [Recipient.LEADING_CHAIR, Recipient.ASKERS]), _("列为重点督办建议"))
    return key
