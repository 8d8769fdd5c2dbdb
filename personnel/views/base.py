"""What the pages of appointments share: 404 for whoever is not of the few, one page for every form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import visible_to
from congress.models import Congress
from congress.refusals import Refusal
from congress.views.base import SignedInRequest, done, shown
from personnel.access import keeps_appointments
from personnel.models import AppointmentLine, AppointmentMotion, Holding
from personnel.queries.checks import require
from personnel.rules.motions import MotionEvent

MOTION = ("county", "term", "item__meeting__term", "item__meeting__body", "announcement", "organ")


def county_of(request: SignedInRequest) -> Congress:
    """The reader's county, or 404."""
    if request.user.county is None:
        raise Http404
    return request.user.county


def keepers_only(request: SignedInRequest) -> Congress:
    """The county of a keeper; 404 for everybody else."""
    if not keeps_appointments(request.user):
        raise Http404
    return county_of(request)


def motion_of(request: SignedInRequest, pk: int, *, keeps: bool = False) -> AppointmentMotion:
    """A motion one may read; one that is to be worked on only the keepers'."""
    motion = shown(request.user, AppointmentMotion, pk, *MOTION)
    if keeps:
        keepers_only(request)
    return motion


def line_of(request: SignedInRequest, pk: int) -> AppointmentLine:
    """A line of a motion, for the keepers."""
    keepers_only(request)
    rows = visible_to(request.user, AppointmentLine).select_related(
        "office", "motion__county", "motion__term", "person"
    )
    line = rows.filter(pk=pk).first()
    if line is None:
        raise Http404
    return line


def holding_of(request: SignedInRequest, pk: int) -> Holding:
    """Somebody in office, for the keepers."""
    keepers_only(request)
    return shown(request.user, Holding, pk, "office__county", "person")


def refused(request: SignedInRequest, event: MotionEvent, motion: AppointmentMotion) -> HttpResponse | None:
    """The page that says why a step is not open now; None when it is."""
    try:
        require(request.user, event, motion)
    except Refusal as refusal:
        context = {"motion": motion, "why": str(refusal)}
        return render(request, "personnel/refused.html", context, status=409)
    return None


def form_page(
    request: SignedInRequest,
    form: Any,
    run: Callable[[Any], object],
    *,
    said: str,
    to: tuple[Any, ...],
    title: str,
    cancel_url: str,
    about: object = "",
    submit: str = "",
    **more: object,
) -> HttpResponse:
    """A page with one form; a refusal comes back with everything typed."""
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: (run(form), True)):
        return done(request, said, *to)
    page = {
        "form": form,
        "title": title,
        "about": about,
        "cancel_url": cancel_url,
        "submit": submit or _("保存"),
        **more,
    }
    return render(request, "personnel/form.html", page, status=422 if form.errors else 200)
