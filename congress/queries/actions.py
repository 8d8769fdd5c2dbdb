"""What somebody may do now, as buttons; read from the transition table, never from a state by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from congress.access import Anyone, standing
from congress.kinds import registry
from congress.may import Subject, followup_of, open_moves
from congress.models import Assignment, FollowUp, Promise
from congress.queries.handling import Handling
from congress.rules.transitions import Event, Move

PROMISE_PAGES = {Event.EVALUATE_PROMISE, Event.REJECT_PROMISE}
OF_REPLY = {Event.EVALUATE: "evaluate", Event.RECORD_EVALUATION: "record-evaluation"}


@dataclass(frozen=True)
class Action:
    """A button: the verb, where it leads, whether it is what the reader has to do next, and for whom."""

    label: str
    url: str
    primary: bool
    about: str = ""


def actions(user: Anyone, followup: FollowUp, handling: Handling) -> list[Action]:
    """The buttons of a follow-up's page, the expected ones first."""
    found = list(_of_followup(user, followup, handling))
    for assignment in handling.assignments:
        assignment.followup = followup
        found += _of_subject(user, assignment, str(assignment.department.short_name))
    for promise in handling.promises:
        promise.followup = followup
        found += _of_subject(user, promise, str(promise.assignment.department.short_name))
    return sorted(found, key=lambda action: not action.primary)


def _of_followup(user: Anyone, followup: FollowUp, handling: Handling) -> Iterator[Action]:
    for move in open_moves(user, followup):
        if move.event in OF_REPLY:
            yield from _of_replies(user, move, followup, handling)
        else:
            yield _action(move, followup)


def _of_replies(user: Anyone, move: Move, followup: FollowUp, handling: Handling) -> Iterator[Action]:
    """One button per answer of this round that still waits for a mark."""
    me, word = standing(user).person_id, registry.of(followup).word
    issued = [r for r in handling.issued if r.assignment.round == followup.round]
    for reply in issued:
        marked = {row.person_id for row in handling.evaluations if row.reply_id == reply.pk}
        about = str(reply.assignment.department.short_name) if len(issued) > 1 else ""
        if move.event is Event.EVALUATE and me not in marked:
            yield Action(word(move.event), reverse("evaluate", args=[reply.pk]), move.expected, about)
        if move.event is Event.RECORD_EVALUATION and handling.askers - marked:
            yield Action(word(move.event), reverse("record-evaluation", args=[reply.pk]), move.expected, about)


def _of_subject(user: Anyone, subject: Assignment | Promise, about: str) -> Iterator[Action]:
    seen: set[str] = set()
    for move in open_moves(user, subject):
        action = _action(move, subject, about)
        if action.url not in seen:
            seen.add(action.url)
            yield action


def _action(move: Move, subject: Subject, about: str = "") -> Action:
    word = registry.of(followup_of(subject)).word
    return Action(word(move.event), url_of(move.event, subject), move.expected, about)


def url_of(event: Event, subject: Subject) -> str:
    """Where an event is done: the owner's own page, or the core's."""
    own = registry.of(followup_of(subject)).routes.get(event)
    if own:
        return reverse(own, args=[followup_of(subject).pk])
    name = Event.EVALUATE_PROMISE if event in PROMISE_PAGES else event
    return reverse(name.value.replace("_", "-"), args=[subject.pk])


def page_of(followup: FollowUp) -> str:
    """The page of the thing that is followed."""
    return reverse(registry.of(followup).page, args=[followup.pk])
