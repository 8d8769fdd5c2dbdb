"""Between sign-in and pages: the idle limit, and the password that must be changed first."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN = "seen"
BY_LINK = "by_link"
OPEN_BEFORE_CHANGE = frozenset({"password", "sign-out"})


class IdleLimitMiddleware:
    """Sign out who has done nothing for ``IDLE_MINUTES``; writes the session at most once a minute."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End an idle session, or note that it is in use."""
        if request.user.is_authenticated:
            moment = int(timezone.now().timestamp())
            seen = request.session.get(SEEN, moment)
            if moment - seen > settings.IDLE_MINUTES * 60:
                return _ended(request)
            if moment - seen >= 60 or SEEN not in request.session:
                request.session[SEEN] = moment
        return self.get_response(request)


def _ended(request: HttpRequest) -> HttpResponse:
    path = request.get_full_path() if request.method == "GET" else "/"
    logout(request)
    request.session["notice"] = _("已超过%(n)s分钟未使用，请重新登录。") % {"n": settings.IDLE_MINUTES}
    return redirect_to_login(path)


class FirstSignInMiddleware:
    """Whoever was given a password by somebody else changes it before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send to the password page until it has been changed; a sign-in by link needs none."""
        user = request.user
        if isinstance(user, User) and user.must_change_password and not request.session.get(BY_LINK):
            try:
                name = resolve(request.path_info).url_name
            except Resolver404:
                name = None
            if name not in OPEN_BEFORE_CHANGE:
                return redirect("password")
        return self.get_response(request)
