"""The page of one step of the transition table: ask, show what will follow, run the command.

Each step is declared once (:class:`Step`) and becomes a view by :func:`page`: the object among what
the reader may see or 404, the event open to him or the page that says why not, the form filled or
refused with everything kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from congress.access import visible_to
from congress.forms.base import CommandForm
from congress.kinds import registry
from congress.may import followup_of, require
from congress.models import Assignment, FollowUp, Promise
from congress.queries.actions import page_of, url_of
from congress.refusals import Conflict, Refusal
from congress.rules.transitions import Event
from congress.views.base import SignedInRequest, done, posted, shown

RELATED: dict[type[Model], tuple[str, ...]] = {
    FollowUp: ("county", "office"),
    Assignment: ("followup__county", "followup__office", "department", "coordinator"),
    Promise: ("followup__county", "followup__office", "assignment__department", "assignment__coordinator", "reply"),
}


@dataclass(frozen=True)
class Step:
    """One step as a page.

    ``form`` builds the form from (subject, keyword arguments of a form); ``run`` calls the command
    with (actor, subject, form, version); ``said`` words the message after it. ``lines`` say what will
    follow, ``notes`` warn. ``more`` is extra context.
    """

    event: Event
    model: type[Any]
    run: Callable[[Any, Any, Any, int | None], object]
    said: Callable[[Any], str]
    form: Callable[..., CommandForm] = lambda subject, **kwargs: CommandForm(**kwargs)
    initial: Callable[[Any, Any], dict[str, object]] = lambda user, subject: {}
    lines: Callable[[Any], list[str]] = lambda subject: []
    notes: Callable[[Any], list[str]] = lambda subject: []
    more: Callable[[SignedInRequest, Any], dict[str, object]] = lambda request, subject: {}
    submit: str = ""
    tone: str = ""
    files: bool = False


def page(step: Step) -> Callable[..., HttpResponse]:
    """The view of a step, addressed by the key of its subject."""

    @login_required
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        subject = shown(request.user, step.model, pk, *RELATED[step.model])
        if step.event in registry.of(followup_of(subject)).together:
            return redirect(url_of(step.event, subject))
        refused = refusal_page(request, step.event, subject) if request.method == "GET" else None
        return refused or _answer(request, step, subject)

    view.__doc__ = f"The page of {step.event.value}."
    return view


def refusal_page(request: SignedInRequest, event: Event, subject: Any) -> HttpResponse | None:
    """The page that says why an event is not open, before a form is filled in vain; None when it is."""
    try:
        require(request.user, event, subject)
    except Refusal as refusal:
        followup = followup_of(subject)
        context = {"refusal": refusal, "followup": followup, "back_url": page_of(followup)}
        return render(request, "congress/handling/refused.html", context, status=409)
    return None


def _answer(request: SignedInRequest, step: Step, subject: Any) -> HttpResponse:
    followup = followup_of(subject)
    initial = {"version": subject.version, **step.initial(request.user, subject)}
    files = {"files": request.FILES or None} if step.files else {}
    form = step.form(subject, data=posted(request), initial=initial, **files)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        finished = form.attempt(lambda: (step.run(request.user, subject, form, version), True))
        if finished:
            subject.refresh_from_db()
            readable = visible_to(request.user, FollowUp).filter(pk=followup.pk).exists()
            return done(request, step.said(subject), page_of(followup) if readable else "today")
    return render_step(request, step, subject, form)


def render_step(request: SignedInRequest, step: Step, subject: Any, form: CommandForm) -> HttpResponse:
    """The page with its form; a conflict shows the row as it is now beside what was typed."""
    followup = followup_of(subject)
    verb = registry.of(followup).word(step.event)
    current = form.refusal.current if isinstance(form.refusal, Conflict) else None
    context = {
        "form": form,
        "followup": followup,
        "kind": registry.of(followup),
        "cancel_url": page_of(followup),
        "title": verb,
        "submit": step.submit or verb,
        "tone": step.tone,
        "lines": step.lines(subject),
        "notes": step.notes(subject),
        "current": current,
        **step.more(request, subject),
    }
    return render(request, "congress/handling/form.html", context, status=422 if form.errors else 200)
