"""Small steps the commands of an opinion share."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Meeting, User
from congress.queries.recipients import in_post
from congress.refusals import Incomplete
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.roles import OFFICE, Role
from congress.services.base import locked, save
from congress.services.notices import tell
from supervision.models import DeliberationOpinion
from supervision.queries.opinions.moves import require
from supervision.rules.opinions import Move, OpinionEvent, OpinionState

HELD = (MeetingState.OPEN, MeetingState.CLOSED)


def take(
    actor: User, event: OpinionEvent, opinion: DeliberationOpinion, version: int | None
) -> tuple[DeliberationOpinion, Move]:
    """Lock an opinion and ask whether the event is open. Raises NotAllowed, WrongState, Conflict."""
    fresh = locked(opinion, version)
    return fresh, require(actor, event, fresh)


def keep(opinion: DeliberationOpinion, state: OpinionState) -> DeliberationOpinion:
    """Save an opinion in its next state; it ends on the day it is closed or taken back."""
    opinion.state = state
    opinion.closed_on = today() if state in {OpinionState.CLOSED, OpinionState.RECALLED} else None
    save(opinion)
    return opinion


def need_chairpersons(meeting: Meeting | None, *, field: str, after: date | None = None) -> Meeting:
    """A chairpersons' meeting that was held, not before ``after`` (监督法 §17, 地方组织法 §54). Raises Incomplete."""
    basis = _("审议意见的办理由主任会议决定（监督法第十七条、地方组织法第五十四条）")
    if meeting is None or meeting.kind != MeetingKind.CHAIRPERSONS:
        raise Incomplete({field: _("请选择作出决定的主任会议，%(basis)s。") % {"basis": basis}})
    if MeetingState(meeting.state) not in HELD:
        raise Incomplete({field: _("%(meeting)s还没有举行，举行以后再登记它的决定。") % {"meeting": meeting}})
    if after is not None and meeting.starts_on < after:
        shape = _("%(meeting)s举行在%(day)s之前，请选择此后举行的主任会议。")
        raise Incomplete({field: shape % {"meeting": meeting, "day": after}})
    return meeting


def tell_office(opinion: DeliberationOpinion, title: str, text: str = "") -> None:
    """Tell the office that answers for an opinion."""
    tell(opinion.county, in_post(OFFICE, body=opinion.office), title, _about(opinion, text or title))


def tell_receiver(opinion: DeliberationOpinion, title: str, text: str = "") -> None:
    """Tell the contact clerk and the leader in charge of whoever acts for the organ."""
    people = in_post({Role.UNIT_CONTACT, Role.UNIT_LEADER}, department=opinion.receiver_id)
    tell(opinion.county, people, title, _about(opinion, text or title))


def _about(opinion: DeliberationOpinion, text: str) -> str:
    return _("审议意见%(number)s《%(title)s》：%(text)s") % {
        "number": opinion.number,
        "title": opinion.title,
        "text": text,
    }
