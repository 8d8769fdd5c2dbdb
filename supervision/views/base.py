"""What the pages of supervision share: a row or 404, a step as a form with its command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm
from congress.models import User
from congress.refusals import Conflict
from congress.views.base import SignedInRequest, done
from supervision.access import topics as access
from supervision.models import Plan, Topic
from supervision.queries.topic import whole


def plan_of(request: SignedInRequest, pk: int) -> Plan:
    """A plan one keeps, or 404."""
    row = access.plans(request.user).filter(pk=pk).select_related("county", "adopted_by").first()
    if row is None or not access.keeps_plan(request.user):
        raise Http404
    return row


def topic_of(user: User, pk: int) -> Topic:
    """A topic among what the reader may see, or 404."""
    row = whole(access.topics(user)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def worked_on(request: SignedInRequest, pk: int) -> Topic:
    """A topic one works on, or 404."""
    topic = topic_of(request.user, pk)
    if not access.works_on(request.user, topic):
        raise Http404
    return topic


def year_of(request: SignedInRequest) -> int:
    """The year the address bar asks for, otherwise this one."""
    text = request.GET.get("year", "")
    number = int(text) if text.isdecimal() and len(text) == 4 else today().year
    if not 1979 <= number <= 2100:
        raise Http404
    return number


@dataclass(frozen=True)
class Act:
    """One thing to enter as a page: its words, the command, where it leads."""

    title: str
    run: Callable[[], object]
    said: Any
    back: str
    lines: Sequence[Any] = ()
    submit: Any = ""
    tone: str = ""
    note: Any = ""
    trail: Sequence[tuple[str, str]] = ()
    more: dict[str, Any] = field(default_factory=dict)


def answer(request: SignedInRequest, form: CommandForm, act: Act) -> HttpResponse:
    """Show the form; posted, run the command and go back, or show it refused with all that was typed."""
    if request.method == "POST" and form.is_valid():
        finished = form.attempt(lambda: (act.run(),))
        if finished:
            said = act.said(finished[0]) if callable(act.said) else act.said
            done(request, str(said), "supervision")
            return redirect(act.back)
    context = {
        "form": form,
        "title": act.title,
        "submit": act.submit or act.title,
        "lines": act.lines,
        "tone": act.tone,
        "note": act.note,
        "trail": [(_("监督"), reverse("supervision")), *act.trail],
        "cancel_url": act.back,
        "current": form.refusal.current if isinstance(form.refusal, Conflict) else None,
        **act.more,
    }
    return render(request, "supervision/form.html", context, status=422 if form.errors else 200)


def topic_url(topic: Topic) -> str:
    """Where a topic is read."""
    return reverse("topic", args=[topic.pk])


def trail_of(topic: Topic) -> list[tuple[str, str]]:
    """The way to a topic."""
    return [(topic.title, topic_url(topic))]


def year_url(plan: Plan) -> str:
    """Where a plan is read."""
    return f"{reverse('supervision')}?year={plan.year}"


def trail_of_plan(plan: Plan) -> list[tuple[str, str]]:
    """The way back to a plan."""
    return [(str(plan), year_url(plan))]
