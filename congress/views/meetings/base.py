"""What the pages of a meeting's steps share: the meeting or 404, the page that says why not, the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from congress.access import Anyone, standing, works_here
from congress.forms.base import CommandForm
from congress.labels import label
from congress.models import Meeting
from congress.queries.meetings.moves import require
from congress.queries.meetings.presence import Presence
from congress.refusals import Conflict, Refusal
from congress.rules.meeting_moves import MeetingEvent
from congress.views.base import SignedInRequest, done, shown

RELATED = ("county", "term", "body", "session__term", "presided_by", "agenda_adopted_by__term")


def meeting_of(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting among what the reader may see, or 404."""
    return shown(request.user, Meeting, pk, *RELATED)


def works_on(user: Anyone) -> None:
    """404 for who has no part in preparing meetings: their steps do not exist for him."""
    if not works_here(standing(user)):
        raise Http404


def refused(
    request: SignedInRequest, event: MeetingEvent, meeting: Meeting, presence: Presence | None = None
) -> HttpResponse | None:
    """The page that says why an event is not open, before a form is filled in vain; None when it is."""
    try:
        require(request.user, event, meeting, presence)
    except Refusal as refusal:
        context = {"refusal": refusal, "meeting": meeting}
        return render(request, "congress/meetings/refused.html", context, status=409)
    return None


@dataclass(frozen=True)
class Act:
    """One step as a page: its form, the command, the word after it, and what is shown around the form."""

    event: MeetingEvent
    run: Callable[[], object]
    said: Callable[[], str]
    lines: Sequence[str] = ()
    tone: str = ""
    title: str = ""
    submit: str = ""
    template: str = "congress/meetings/form.html"
    to: str = "meeting"
    more: dict[str, Any] = field(default_factory=dict)


def answer(request: SignedInRequest, meeting: Meeting, form: CommandForm, act: Act) -> HttpResponse:
    """Show the form; posted, run the command and go on to the meeting's page, or show it refused with all kept."""
    if request.method == "POST" and form.is_valid():
        finished = form.attempt(lambda: (act.run(), True))
        if finished:
            return done(request, act.said(), act.to, *([meeting.pk] if act.to.startswith("meeting") else []))
    verb = act.title or label(act.event)
    context = {
        "form": form,
        "meeting": meeting,
        "title": verb,
        "submit": act.submit or verb,
        "lines": act.lines,
        "tone": act.tone,
        "current": form.refusal.current if isinstance(form.refusal, Conflict) else None,
        **act.more,
    }
    return render(request, act.template, context, status=422 if form.errors else 200)
