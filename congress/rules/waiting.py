"""With whom a matter lies while a date runs: who has to move before anything goes on."""

from __future__ import annotations

from congress.rules.codes import Code
from congress.rules.followups import AssignmentState, Clock


class Desk(Code):
    """Whose desk it is."""

    UNIT = "unit"
    COORDINATOR = "coordinator"
    OFFICE = "office"
    ASKER = "asker"


_ALWAYS = {
    Clock.HAND_OVER: Desk.OFFICE,
    Clock.FORWARD: Desk.COORDINATOR,
    Clock.EVALUATION: Desk.ASKER,
    Clock.PROMISE_EVALUATION: Desk.ASKER,
}
_OF_COORDINATOR = frozenset({AssignmentState.RETURNING, AssignmentState.COORDINATOR_CHECK})


def lies_with(clock: Clock, state: AssignmentState | None) -> Desk:
    """Whose move a running clock waits for; a return or an answer may lie with either office."""
    if clock in {Clock.REASSIGN, Clock.CHECK}:
        return Desk.COORDINATOR if state in _OF_COORDINATOR else Desk.OFFICE
    return _ALWAYS.get(clock, Desk.UNIT)
