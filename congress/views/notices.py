"""通知: one's own notices, the unread first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import standing
from congress.models import Notice
from congress.queries import notices as queries
from congress.services.notices import mark_read
from congress.views.base import SignedInRequest, done, shown


@login_required
def notices(request: SignedInRequest) -> HttpResponse:
    """The list; an account without a person has none."""
    if standing(request.user).person_id is None:
        raise Http404
    page, lines = queries.notices(request.user, request.GET.get("page", "1"))
    context = {"page": page, "lines": lines, "query": "", "any_unread": any(line.unread for line in lines)}
    return render(request, "congress/notices.html", context)


@login_required
@require_POST
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one as read and go on to its matter, or back to the list."""
    notice = shown(request.user, Notice, pk, "followup")
    mark_read(actor=request.user, notice=notice)
    there = queries.target(request.user, notice) if request.POST.get("open") else ""
    return redirect(there or "notices")


@login_required
@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark everything as read."""
    number = mark_read(actor=request.user)
    return done(request, _("已将 %(n)s 条通知标为已读。") % {"n": number}, "notices")
