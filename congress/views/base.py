"""What views share: finding an object one may see, and answering after a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from congress.access import visible_to
from congress.models import User

M = TypeVar("M", bound=Model)


class SignedInRequest(HttpRequest):
    """A request whose user is known; for annotations behind ``login_required``."""

    user: User


@dataclass(frozen=True)
class Tab:
    """One of several lists that stand side by side."""

    label: str
    url: str
    here: bool


def shown(user: User, model: type[M], pk: int, *related: str) -> M:
    """The row, or 404 when it is outside what ``user`` may see."""
    rows = visible_to(user, model)
    row = (rows.select_related(*related) if related else rows).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the posted fields, none of them included, or nothing on a first look."""
    return request.POST if request.method == "POST" else None


def done(request: HttpRequest, text: str, to: str, *args: object) -> HttpResponse:
    """Say what has been done and go on to a page."""
    messages.success(request, text)
    return redirect(to, *args)
