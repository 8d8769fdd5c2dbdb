"""账号 for the system administrator, who sees accounts and no business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import standing, visible_to
from congress.forms.account import AccountForm
from congress.forms.base import CommandForm
from congress.models import Congress, User
from congress.rules.roles import Role
from congress.services import accounts as services
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown


@dataclass(frozen=True)
class Badge:
    """How an account stands: word and tone."""

    label: str
    tone: str


def _administrators_only(request: SignedInRequest) -> None:
    if not standing(request.user).has(Role.ADMINISTRATOR):
        raise Http404


def _listed(request: SignedInRequest) -> tuple[QuerySet[User], str]:
    """The accounts of the county the address bar asks for, and the words it asks with."""
    _administrators_only(request)
    q = request.GET.get("q", "").replace("\0", "").strip()
    rows = visible_to(request.user, User).select_related("person").order_by("username")
    if q:
        rows = rows.filter(Q(username__icontains=q) | Q(person__name__icontains=q))
    return rows, q


@login_required
def accounts(request: SignedInRequest) -> HttpResponse:
    """All accounts of the county, with their state."""
    rows, q = _listed(request)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    found = _with_states(page.object_list)
    context = {"page": page, "rows": found, "q": q, "query": urlencode({"q": q} if q else {})}
    return render(request, "congress/accounts/accounts.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The list as Excel."""
    rows, _q = _listed(request)
    lines: list[list[Cell]] = [
        [str(row), row.username, state.label, timezone.localdate(row.last_login) if row.last_login else None]
        for row, state in _with_states(rows[:MOST_EXPORTED])
    ]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("账号"), [_("姓名"), _("账号"), _("状态"), _("最近登录")], lines, total)


def _with_states(rows: Iterable[User]) -> list[tuple[User, Badge]]:
    found = list(rows)
    failed = AccessAttempt.objects.filter(
        username__in=[row.username for row in found], failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    )
    locked = set(failed.values_list("username", flat=True))
    return [(row, _state(row, locked)) for row in found]


def _state(row: User, locked: set[str]) -> Badge:
    if not row.is_active:
        return Badge(_("停用"), "late")
    if row.username in locked:
        return Badge(_("锁定"), "soon")
    if row.last_login is None:
        return Badge(_("从未登录"), "wait")
    return Badge(_("启用"), "done")


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """Create an account; its one-time password is shown once."""
    _administrators_only(request)
    county = Congress.objects.get(users=request.user)
    form = AccountForm(posted(request), county=county)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.attempt(
            lambda: services.create_account(
                actor=request.user,
                county=county,
                name=data["name"],
                phone=data["phone"],
                username=data["username"],
                role=Role(data["role"]),
                title=data["title"],
                place=data["body"] or data["department"],
            )
        )
        if made:
            context = {
                "username": made[0].username,
                "name": data["name"],
                "password": made[1],
                "back_url": "/accounts/",
            }
            return render(request, "congress/accounts/password.html", context)
    return render(request, "congress/accounts/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reset a password (and unlock), after a confirmation."""
    _administrators_only(request)
    user = shown(request.user, User, pk, "person")
    form = CommandForm(posted(request))
    if request.method == "POST" and form.is_valid():
        password = services.reset_password(actor=request.user, user=user)
        context = {"username": user.username, "name": str(user), "password": password, "back_url": "/accounts/"}
        return render(request, "congress/accounts/password.html", context)
    return render(request, "congress/accounts/reset.html", {"form": form, "account": user})


@login_required
@require_POST
def enable(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enable or disable an account."""
    _administrators_only(request)
    user = shown(request.user, User, pk, "person")
    form = CommandForm(request.POST)
    active = not user.is_active
    form.is_valid()
    form.attempt(lambda: services.set_active(actor=request.user, user=user, active=active))
    if form.errors:
        return done(request, str(form.non_field_errors()[0]), "accounts")
    return done(
        request,
        _("账号%(name)s已启用。") % {"name": user} if active else _("账号%(name)s已停用。") % {"name": user},
        "accounts",
    )
