"""通知: one's own notices, the unread first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import standing
from congress.models import Notice
from congress.queries import notices as queries
from congress.services.notices import mark_read
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, shown


def _people_only(request: SignedInRequest) -> None:
    """An account without a person has no notices."""
    if standing(request.user).person_id is None:
        raise Http404


@login_required
def notices(request: SignedInRequest) -> HttpResponse:
    """The list."""
    _people_only(request)
    page, lines = queries.notices(request.user, request.GET.get("page", "1"))
    context = {"page": page, "lines": lines, "query": "", "any_unread": any(line.unread for line in lines)}
    return render(request, "congress/notices.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as Excel."""
    _people_only(request)
    rows = queries.listed(request.user)
    lines: list[list[Cell]] = [
        [row.title, row.text, timezone.localdate(row.at), _("已读") if row.read_at else _("未读")]
        for row in rows[:MOST_EXPORTED]
    ]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("通知"), [_("通知"), _("内容"), _("日期"), _("状态")], lines, total)


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
