"""What somebody may do now, as buttons; read from the transition table, never from a state by hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from congress.access import Anyone, open_moves, standing
from congress.clock import today
from congress.kinds import registry
from congress.labels import label
from congress.models import Assignment, FollowUp
from congress.queries.timeline import Handling
from congress.rules.followups import Event, Move, unmet

ROUTES: dict[Event, str] = {
    Event.HAND_OVER: "hand-over",
    Event.SIGN_FOR: "sign-for",
    Event.CONTACT: "contact",
    Event.REPLY: "reply",
    Event.EVALUATE: "evaluate",
    Event.CLOSE: "close",
}


@dataclass(frozen=True)
class Action:
    """A button: the verb, where it leads, and whether it is what the reader has to do next."""

    label: str
    url: str
    primary: bool


def actions(user: Anyone, followup: FollowUp, handling: Handling) -> list[Action]:
    """The buttons of a follow-up's page, the expected ones first."""
    found = [_action(move, followup, None, url) for move, url in _own_moves(user, followup, handling)]
    for assignment in handling.assignments:
        for move in open_moves(user, followup, assignment):
            found.append(_action(move, followup, assignment, ""))
    return sorted(found, key=lambda action: not action.primary)


def _own_moves(user: Anyone, followup: FollowUp, handling: Handling) -> list[tuple[Move, str]]:
    found: list[tuple[Move, str]] = []
    for move in open_moves(user, followup):
        if unmet(move.guards, evaluation_due_on=followup.due_on, today=today()):
            continue
        if move.event is not Event.EVALUATE:
            found.append((move, ""))
            continue
        me = standing(user).person_id
        evaluated = {row.reply_id for row in handling.evaluations if row.person_id == me}
        waiting = [reply for reply in handling.replies if reply.pk not in evaluated]
        found += [(move, reverse("evaluate", args=[reply.pk])) for reply in waiting]
    return found


def _action(move: Move, followup: FollowUp, assignment: Assignment | None, url: str) -> Action:
    return Action(label(move.event), url or url_of(move.event, followup, assignment), move.expected)


def url_of(event: Event, followup: FollowUp, assignment: Assignment | None = None) -> str:
    """Where an event of a follow-up is done: the owner's own page, or the core's."""
    own = registry.of(followup).routes.get(event)
    if own:
        return reverse(own, args=[followup.pk])
    return reverse(ROUTES[event], args=[assignment.pk if assignment else followup.pk])


def page_of(followup: FollowUp) -> str:
    """The page of the thing that is followed."""
    return reverse(registry.of(followup).page, args=[followup.pk])
