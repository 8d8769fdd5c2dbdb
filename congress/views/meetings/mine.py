"""我的会议 on a phone, the calendar subscription, and calendar files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import feeds, standing
from congress.icalendar import MEDIA_TYPE, calendar
from congress.models import CalendarFeed, Meeting
from congress.queries.meetings.feed import event_of, events_of
from congress.queries.meetings.mine import my_meetings
from congress.services.meetings.feeds import digest, make_feed, revoke_feed
from congress.views.base import SignedInRequest, done
from congress.views.meetings.base import meeting_of
from congress.views.meetings.lists import readers_only


@login_required
def mine(request: SignedInRequest) -> HttpResponse:
    """The meetings one is invited to, those ahead with the answer."""
    return _mine(request)


def _mine(request: SignedInRequest, address: str = "") -> HttpResponse:
    readers_only(request)
    ahead, over = my_meetings(request.user)
    context = {"ahead": ahead, "over": over, "feed": feeds(request.user).first(), "address": address}
    return render(request, "congress/meetings/mine.html", context)


@login_required
@require_POST
def subscribe(request: SignedInRequest) -> HttpResponse:
    """Make one's address and show it this once; an earlier one ends."""
    readers_only(request)
    token = make_feed(actor=request.user)
    return _mine(request, request.build_absolute_uri(reverse("calendar-feed", args=[token])))


@login_required
@require_POST
def unsubscribe(request: SignedInRequest) -> HttpResponse:
    """End one's address."""
    readers_only(request)
    revoke_feed(actor=request.user)
    return done(request, _("订阅已停用，原来的地址不再有效。"), "my-meetings")


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever holds the address: his meetings, without the agenda."""
    row = CalendarFeed.objects.filter(digest=digest(token)).select_related("user__person", "user__county").first()
    if row is None or not row.user.is_active or standing(row.user).person_id is None:
        raise Http404
    name = _("%(who)s的会议") % {"who": row.user}
    return _answer(calendar(name, events_of(row.user, request.get_host())), "meetings.ics")


@login_required
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting as a calendar file."""
    meeting: Meeting = meeting_of(request, pk)
    return _answer(calendar(str(meeting), [event_of(meeting, request.get_host())]), f"{meeting}.ics")


def _answer(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Cache-Control"] = "private, max-age=900"
    return response
