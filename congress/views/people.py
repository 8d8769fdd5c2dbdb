"""The roster of deputies, the address book, liaisons, and work going to a successor."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import posts, reads_phones, standing, visible_to
from congress.clock import today
from congress.forms.account import SuccessorForm
from congress.forms.people import LiaisonForm, NameOrderForm
from congress.models import Body, Delegation, Department, Liaison, Mandate, Post
from congress.queries.names import name_order
from congress.rules.roles import Role
from congress.services import people
from congress.sheets import Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown

PER_PAGE = 50


def _readers_only(request: SignedInRequest) -> None:
    """Rosters and address book are for people with a post or a mandate; the auditor needs neither."""
    who = standing(request.user)
    if who.person_id is None or who.has(Role.AUDITOR):
        raise Http404


@dataclass(frozen=True)
class Roster:
    """The deputies of today as the address bar asks for them."""

    rows: QuerySet[Mandate]
    q: str
    delegation: str

    @property
    def query(self) -> str:
        """The filters in an address bar."""
        return urlencode([(name, value) for name, value in (("q", self.q), ("delegation", self.delegation)) if value])


def _roster(request: SignedInRequest) -> Roster:
    _readers_only(request)
    county = request.user.county
    if county is None or standing(request.user).has(Role.ADMINISTRATOR):
        raise Http404
    q, delegation = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("delegation", "")
    rows = visible_to(request.user, Mandate).filter(Q(until=None) | Q(until__gte=today()), since__lte=today())
    if q:
        rows = rows.filter(Q(person__name__icontains=q) | Q(person__pinyin_key__icontains=q.lower()))
    if delegation.isdecimal() and len(delegation) < 10:
        rows = rows.filter(delegation=int(delegation))
    ordered = ("delegation__place_order", *name_order(county, "person__"), "id")
    rows = rows.select_related("person", "delegation").order_by(*ordered)
    return Roster(rows, q, delegation)


@login_required
def deputies(request: SignedInRequest) -> HttpResponse:
    """代表名册 of today, by delegation."""
    roster = _roster(request)
    context = {
        "page": Paginator(roster.rows, PER_PAGE).get_page(request.GET.get("page")),
        "q": roster.q,
        "delegation": roster.delegation,
        "delegations": Delegation.objects.filter(term__congress=request.user.county_id),
        "shows_phone": reads_phones(request.user),
        "reads_structure": standing(request.user).sees_handling,
        "issues_links": standing(request.user).is_deputies_office,
        "query": roster.query,
    }
    return render(request, "congress/people/deputies.html", context)


@login_required
def deputies_exported(request: SignedInRequest) -> HttpResponse:
    """The roster as seen, as Excel; phone numbers for those who see them on the page."""
    rows, phones = _roster(request).rows, reads_phones(request.user)
    headers = [_("姓名"), _("代表团"), _("选区"), *([_("电话")] if phones else [])]
    lines: list[list[Cell]] = [
        [row.person.name, row.delegation.name, row.constituency, *([row.person.phone] if phones else [])]
        for row in rows
    ]
    return list_response(_("代表名册"), headers, lines, len(lines))


def _units(request: SignedInRequest) -> QuerySet[Department]:
    """The units the address bar asks for, with this year's liaison as far as the reader sees it."""
    _readers_only(request)
    q, system = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("system", "")
    rows = visible_to(request.user, Department).filter(Q(until=None) | Q(until__gte=today()))
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(short_name__icontains=q) | Q(aliases__name__icontains=q)).distinct()
    if system in Department.System.values:
        rows = rows.filter(system=system)
    liaisons = visible_to(request.user, Liaison).filter(year=today().year).select_related("leader", "contact")
    return rows.prefetch_related(Prefetch("liaisons", liaisons, to_attr="this_year"))


@login_required
def directory_exported(request: SignedInRequest) -> HttpResponse:
    """承办单位联络员表 as seen, as Excel."""
    lines: list[list[Cell]] = []
    for unit in _units(request):
        found = unit.this_year  # type: ignore[attr-defined]
        known = [found[0].leader.name, found[0].contact.name, found[0].phone] if found else ["", "", ""]
        lines.append([unit.name, unit.get_system_display(), *known])
    headers = [_("单位"), _("系统"), _("分管领导"), _("联络员"), _("办公电话")]
    return list_response(_("承办单位联络员表"), headers, lines, len(lines))


@login_required
def directory(request: SignedInRequest) -> HttpResponse:
    """通讯录: units with this year's liaison, and the committee's own bodies."""
    rows = _units(request)
    q, system = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("system", "")
    bodies = Body.objects.filter(congress=request.user.county_id, until=None)
    current = posts(request.user).filter(Q(until=None) | Q(until__gte=today())).select_related("person")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "bodies": bodies.prefetch_related(Prefetch("posts", current, to_attr="staff")),
        "q": q,
        "system": system,
        "systems": Department.System.choices,
        "year": today().year,
        "query": urlencode([(k, v) for k, v in (("q", q), ("system", system)) if v]),
    }
    return render(request, "congress/people/directory.html", context)


@login_required
def department(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit: who handles what there, this year's liaison and earlier ones; confirm this year's."""
    _readers_only(request)
    unit = shown(request.user, Department, pk, "coordinator")
    who = standing(request.user)
    liaisons = list(visible_to(request.user, Liaison).filter(department=unit).select_related("leader", "contact"))
    may_confirm = unit.pk in who.departments or who.is_deputies_office
    latest = liaisons[0] if liaisons else None
    initial = {"leader": latest.leader_id, "contact": latest.contact_id, "phone": latest.phone} if latest else {}
    form = LiaisonForm(posted(request), department=unit, initial=initial) if may_confirm else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            data = {name: form.cleaned_data[name] for name in ("leader", "contact", "phone")}
            if form.attempt(lambda: people.confirm_liaison(actor=request.user, department=unit, **data)):
                return done(request, _("已确认%(year)s年联络员。") % {"year": today().year}, "department", unit.pk)
    staff = posts(request.user).filter(department=unit, until=None).select_related("person").order_by("id")
    context = {
        "unit": unit,
        "liaisons": liaisons,
        "confirmed": any(row.year == today().year for row in liaisons),
        "staff": [(post, people.may_hand_over(request.user, post)) for post in staff],
        "form": form,
        "year": today().year,
    }
    return render(request, "congress/people/department.html", context, status=422 if form and form.errors else 200)


@login_required
def hand_over_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """工作交接: a clerk leaves, his open work moves in one action."""
    post = shown(request.user, Post, pk, "person", "body", "department")
    if post.until is not None or not people.may_hand_over(request.user, post):
        raise Http404
    form = SuccessorForm(posted(request))
    back = reverse("department", args=[post.department_id]) if post.department_id else reverse("directory")
    if request.method == "POST" and form.is_valid():
        successor = people.Successor(*(form.cleaned_data[name] for name in ("name", "phone", "username")))
        made = form.attempt(lambda: people.hand_over_work(actor=request.user, post=post, successor=successor))
        if made:
            context = {"username": successor.username, "name": successor.name, "password": made[1], "back_url": back}
            return render(request, "congress/accounts/password.html", context)
    handled, liaisons = people.open_work(post)
    lines = [
        _("%(who)s的岗位“%(post)s”到昨天为止，今天起由接任人担任；原账号随之失去本岗位的权限。")
        % {"who": post.person, "post": post},
        _("在办的%(n)s件转给接任人。") % {"n": handled},
        _("本年联络员表%(n)s处改为接任人。") % {"n": liaisons},
    ]
    page = {"form": form, "post": post, "lines": lines, "cancel_url": back}
    return render(request, "congress/people/hand_over.html", page, status=422 if form.errors else 200)


@login_required
def name_order_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """姓名排序 of a deputy: both keys, to be corrected where the tables are wrong."""
    if not standing(request.user).is_deputies_office:
        raise Http404
    mandate = shown(request.user, Mandate, pk, "person")
    person = mandate.person
    form = NameOrderForm(posted(request), initial={"pinyin_key": person.pinyin_key, "stroke_key": person.stroke_key})
    if request.method == "POST" and form.is_valid():
        keys = {"pinyin": form.cleaned_data["pinyin_key"], "strokes": form.cleaned_data["stroke_key"]}
        if form.attempt(lambda: people.correct_name_order(actor=request.user, person=person, **keys)):
            return done(request, _("已保存%(name)s的姓名排序。") % {"name": person}, "deputies")
    context = {"form": form, "mandate": mandate, "cancel_url": reverse("deputies")}
    return render(request, "congress/people/name_order.html", context, status=422 if form.errors else 200)
