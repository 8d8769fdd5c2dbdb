"""What the pages of personnel share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from congress.forms.base import CommandForm
from congress.models import Congress, User
from congress.views.base import SignedInRequest, done
from personnel.access import is_few, keeps_personnel


def keepers_only(user: User) -> None:
    """Raise Http404 for who keeps no personnel matters: for him the page is not there."""
    if not keeps_personnel(user):
        raise Http404


def few_only(user: User) -> None:
    """Raise Http404 for who is not one of the few."""
    if not is_few(user):
        raise Http404


def kept(request: SignedInRequest, names: Iterable[str]) -> dict[str, str]:
    """What the address bar asks a list for."""
    found = {name: request.GET.get(name, "").replace("\0", "").strip() for name in names}
    return {name: value for name, value in found.items() if value}


def county_of(request: SignedInRequest) -> Congress:
    """The county of the reader; 404 without one."""
    if request.user.county is None:
        raise Http404
    return request.user.county


def step(
    request: SignedInRequest,
    form: CommandForm,
    run: Callable[[dict[str, Any]], object],
    going: tuple[str, str, tuple[object, ...]],
    shape: dict[str, object],
) -> HttpResponse:
    """Show a form, run its command, say what was done and go on."""
    said, to, args = going
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: run(form.cleaned_data)) is not None:
        return done(request, said, to, *args)
    return render(request, "personnel/after/step.html", {"form": form, **shape}, status=422 if form.errors else 200)
