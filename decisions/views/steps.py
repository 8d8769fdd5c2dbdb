"""A step as a page: the form, what will follow, the command; refused forms come back filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.forms.base import CommandForm
from congress.refusals import Conflict
from congress.views.base import SignedInRequest, done


def answer(
    request: SignedInRequest,
    form: CommandForm,
    *,
    title: str,
    run: Callable[[], object],
    back: str,
    about: object = "",
    lines: Sequence[str] = (),
    said: str = "",
    tone: str = "",
    onward: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Run the command when the form is posted and valid, and go on; the page of the form otherwise."""
    if request.method == "POST" and form.is_valid():
        found = form.attempt(run)
        if found is not None:
            return done(request, said or _("%(title)s：已登记。") % {"title": title}, onward(found) if onward else back)
    context = {
        "form": form,
        "title": title,
        "about": about,
        "lines": lines,
        "tone": tone,
        "cancel_url": back,
        "current": form.refusal.current if isinstance(form.refusal, Conflict) else None,
    }
    return render(request, "decisions/step.html", context, status=422 if form.errors else 200)


def refused(request: SignedInRequest, text: str, back: str) -> HttpResponse:
    """The page that says why something cannot be done now."""
    return render(request, "decisions/refused.html", {"text": text, "back_url": back}, status=409)
