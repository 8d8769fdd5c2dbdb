"""What somebody may do now with a vote: the table of moves, asked for a person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.access.ballots import doers
from congress.access.standing import Anyone
from congress.labels import label
from congress.models import Ballot
from congress.refusals import NotAllowed, WrongState
from congress.rules.ballots import MOVES, BallotEvent, BallotState


def require(user: Anyone, event: BallotEvent, ballot: Ballot) -> None:
    """Raise NotAllowed when no state would let ``user`` do this, WrongState when this one does not."""
    move, state = MOVES[event], BallotState(ballot.state)
    if not doers(user, ballot) & move.doers:
        who = _("、").join(label(doer) for doer in sorted(move.doers, reverse=True))
        raise NotAllowed(_("只有%(who)s可以%(verb)s。") % {"who": who, "verb": label(event)})
    if state in move.sources:
        if event is BallotEvent.CHECK and ballot.entered_by_id == user.pk:
            raise NotAllowed(_("票数由您录入，须由另一人复核。"))
        return
    if state is BallotState.CLOSED:
        raise WrongState(_("表决结果已经确定，不能再改动。确有必要的，依照议事规则重新表决。"))
    if event is BallotEvent.ENTER and ballot.entered_by:
        text = _("票数已由%(who)s录入。请由另一人复核；录入有误的，写明理由后更正。")
        raise WrongState(text % {"who": ballot.entered_by})
    text = _("此项表决现在的状态是“%(state)s”，不能%(verb)s。请返回查看最新情况。")
    raise WrongState(text % {"state": label(state), "verb": label(event)})
