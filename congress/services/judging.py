"""What an office or a meeting says of the answers to a matter no deputy asked, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress import may
from congress.clock import now, today
from congress.models import FollowUp, User, Verdict
from congress.queries.recipients import Recipient, recipients
from congress.refusals import Incomplete, WrongState
from congress.rules.followups import FollowUpState, Mark
from congress.rules.transitions import Event
from congress.services import deadlines
from congress.services.base import command, locked
from congress.services.followups import end_round, refresh
from congress.services.notices import notify


@dataclass(frozen=True)
class Finding:
    """What is found of the answers: how good they are, by what, on which day, and why not.

    Without a mark they are taken note of (存查): enough, and not counted as satisfaction.
    """

    mark: Mark | None
    source: str
    on: date
    reason: str = ""


def judge(*, actor: User, followup: FollowUp, finding: Finding, version: int | None = None) -> Verdict:
    """核定 by the responsible office: good enough closes the matter, what was promised is followed on.

    Raises NotAllowed, WrongState, Conflict; Incomplete when it is not enough and no reason is given.
    """
    with command(actor, "judge"):
        followup = locked(followup, version)
        may.require(actor, Event.JUDGE, followup)
        return find(actor, followup, finding)


def find(actor: User, followup: FollowUp, finding: Finding) -> Verdict:
    """Record a finding on a locked follow-up, inside the command of the owner whose meeting or ballot found it.

    Raises WrongState unless every answer of the round is in; Incomplete.
    """
    if followup.state != FollowUpState.ANSWERED:
        raise WrongState(_("此件的办理情况还没有收齐，不能认定结果：%(title)s。") % {"title": followup.title})
    if finding.on > today():
        raise Incomplete({"on": _("日期在今天之后，请核对。")})
    if finding.mark is Mark.BAD and not finding.reason.strip():
        raise Incomplete({"reason": _("认定为不满意的，请写明理由，以便重新办理。")})
    verdict = Verdict.objects.create(
        followup=followup,
        round=followup.round,
        mark=finding.mark or "",
        source=finding.source,
        reason=finding.reason.strip(),
        on=finding.on,
        recorded_by=actor,
        recorded_at=now(),
    )
    followup.evaluated_on = finding.on
    if finding.mark is not Mark.BAD:
        followup.settled_on = today()
        deadlines.stop(followup)
        end_round(followup)
    refresh(followup)
    told = [Recipient.CONTACT, Recipient.COORDINATOR]
    for row in followup.assignments.filter(round=followup.round):
        notify(followup, recipients(followup, told, row), str(verdict), verdict.reason)
    return verdict


def settle_otherwise(followup: FollowUp, on: date) -> None:
    """Record that what follows a last dissatisfaction was decided elsewhere, so that the matter may be closed."""
    followup.conferred_on = on
    refresh(followup)
