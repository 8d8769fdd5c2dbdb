"""What the pages of personnel share: 404 for whoever may not know of them, their tabs, one page for every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import visible_to
from congress.forms.base import CommandForm
from congress.models import Congress
from congress.refusals import Refusal
from congress.views.base import SignedInRequest, Tab, done, shown
from personnel.access import is_few, keeps_personnel, reads_motions, reads_offices, reads_reviews
from personnel.models import AppointmentLine, AppointmentMotion
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
    if not keeps_personnel(request.user):
        raise Http404
    return county_of(request)


def few_only(request: SignedInRequest) -> None:
    """404 for who is not one of the few."""
    if not is_few(request.user):
        raise Http404


def kept(request: SignedInRequest, names: Iterable[str]) -> dict[str, str]:
    """What the address bar asks a list for."""
    found = {name: request.GET.get(name, "").replace("\0", "").strip() for name in names}
    return {name: value for name, value in found.items() if value}


def tabs(request: SignedInRequest, here: str) -> list[Tab]:
    """The lists of personnel a reader has, ``here`` (the name of its address) being open."""
    user = request.user
    few = is_few(user)
    found = [
        ("appointments", _("任免案"), reads_motions(user)),
        ("offices", _("任职情况"), reads_offices(user)),
        ("oaths", _("宪法宣誓"), True),
        ("ceremonies", _("宣誓仪式"), few),
        ("duty-reports", _("履职报告"), few),
        ("reviews", _("述职评议"), reads_reviews(user)),
    ]
    return [Tab(text, reverse(name), name == here) for name, text, reads in found if reads]


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
    page = {"form": form, "submit": shape["title"], **shape}
    return render(request, "personnel/form.html", page, status=422 if form.errors else 200)
