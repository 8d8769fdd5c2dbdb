"""Signing in by password or link, one's own account."""

from __future__ import annotations

import base64
import io

import segno
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress import clock
from congress.access import standing, visible_to
from congress.forms.account import EmailForm, PasswordForm, SignInForm
from congress.forms.base import CommandForm
from congress.middleware import BY_LINK
from congress.models import Mandate, User
from congress.refusals import Refusal
from congress.services import accounts
from congress.views.base import SignedInRequest, done, posted, shown

BACKEND = "congress.backends.HouseBackend"


class SignIn(LoginView):
    """登录 with account and password."""

    template_name = "congress/account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the notice an ended session left."""
        context: dict[str, object] = super().get_context_data(**kwargs)
        return context | {"notice": self.request.session.pop("notice", "")}


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A GET only shows whose link it is, because messengers open links by themselves; the button consumes it."""
    try:
        if request.method == "POST":
            user = accounts.use_link(token=token)
            login(request, user, backend=BACKEND)
            request.session[BY_LINK] = True
            return redirect("today")
        link = accounts.find_link(token)
    except Refusal as refusal:
        return render(request, "congress/account/link_refused.html", {"refusal": refusal}, status=410)
    return render(request, "congress/account/by_link.html", {"user_name": str(link.user), "link": link})


@login_required
def account(request: SignedInRequest) -> HttpResponse:
    """我的账号."""
    who = standing(request.user)
    rows = [(_("姓名"), str(request.user)), (_("账号"), request.user.username)]
    rows += [(_("岗位"), str(post)) for post in who.posts]
    if who.mandate:
        rows.append((_("代表"), f"{who.mandate.term} · {who.mandate.delegation}"))
    if request.user.person:
        rows.append((_("电话"), request.user.person.phone or _("未登记")))
    form = EmailForm(posted(request), initial={"email": request.user.person.email}) if request.user.person else None
    if form and request.method == "POST" and form.is_valid():
        accounts.set_email(actor=request.user, email=form.cleaned_data["email"])
        return done(request, _("邮箱已保存。"), "account")
    context = {"rows": rows, "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "congress/account/account.html", context, status=status)


@login_required
def password(request: SignedInRequest) -> HttpResponse:
    """Change one's own password; who came by a link need not know the old one."""
    user = request.user
    form = PasswordForm(posted(request), user=user, asks_old=not request.session.get(BY_LINK))
    if request.method == "POST" and form.is_valid():
        accounts.change_password(actor=user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        return done(request, _("密码已修改。"), "today")
    context = {"form": form, "first": user.must_change_password}
    return render(request, "congress/account/password.html", context, status=422 if form.errors else 200)


@login_required
def issue_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """发登录链接 to a deputy: link, QR code, and the text to send."""
    if not standing(request.user).is_deputies_office:
        raise Http404
    mandate = shown(request.user, Mandate, pk, "person", "delegation", "term")
    user = visible_to(request.user, User).filter(person=mandate.person).first()
    if user is None:
        raise Http404
    form = CommandForm(posted(request))
    context = {"form": form, "mandate": mandate, "cancel_url": reverse("deputies")}
    if request.method == "POST" and form.is_valid():
        token = form.attempt(lambda: accounts.issue_link(actor=request.user, user=user))
        if token:
            url = request.build_absolute_uri(reverse("by-link", args=[token]))
            return render(request, "congress/account/link_issued.html", context | _issued(mandate, url))
    return render(request, "congress/account/link_confirm.html", context)


def _issued(mandate: Mandate, url: str) -> dict[str, object]:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=2)
    shape = {"name": mandate.person.name, "url": url}
    text = _("%(name)s代表：这是您登录履职工作平台的链接，只能用一次，请勿转发。%(url)s") % shape
    image = f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"
    return {"url": url, "image": image, "text": text, "today": clock.today()}
