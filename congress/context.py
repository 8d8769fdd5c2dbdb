"""What every page shows around its content: the county, the person, the places of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Standing, reads_statistics, standing, works_here
from congress.kinds import NavPlace, registry
from congress.models import User
from congress.rules.roles import Role

RANKS = {"business": 10, "meetings": 30, "statistics": 50, "documents": 60, "people": 70, "directory": 80}
"""Where the core's own places stand; apps put theirs between (:class:`congress.kinds.NavPlace`)."""
MOST = 6
"""Places the navigation holds; what is over stands in the menu under one's name."""
HANDLING = ("/handling/", "/assignments/", "/replies/", "/promises/")
AT_MEETINGS = ("/member-motions/", "/ballots/", "/sessions/", "/elections/", "/candidates/", "/oaths/")
"""Steps of one follow-up: they belong to the place its list is in."""


@dataclass(frozen=True)
class Place:
    """One place of the navigation; ``phone`` ones stand in the bottom bar of a phone."""

    label: str
    url: str
    current: bool
    phone: bool
    count: int | None = None


def house(request: HttpRequest) -> Mapping[str, object]:
    """The names around a page. Signed out: none of them."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or (user.must_change_password and not request.session.get("by_link")):
        return {}
    who, found = standing(user), places(user, request.path)
    return {
        "county_name": _("%(area)s人大常委会") % {"area": user.county.area} if user.county else "",
        "user_label": str(user),
        "user_place": place_of(who),
        "nav": found[:MOST],
        "more_places": found[MOST:],
        "search_url": reverse("suggestions") if _has_business(who) else "",
        "search_query": request.GET.get("q", ""),
        "notices_url": reverse("notices") if who.person_id else "",
        "notice_count": getattr(user, "unread_notices", 0),  # read with the account by the backend
        "settings_url": reverse("settings") if who.sets_rules else "",
    }


def _has_business(who: Standing) -> bool:
    return bool(who.mandate or who.departments or who.is_staff or who.is_committee)


def _meets(who: Standing) -> bool:
    """Whether meetings are a place of work for somebody; deputies and units find theirs on Today."""
    return works_here(who) or who.is_committee


def place_of(who: Standing) -> str:
    """Where somebody works, shortest form: the first post's unit, or the delegation."""
    for post in who.posts:
        return str(post.body.short_name if post.body else post.department.short_name if post.department else "")
    return who.mandate.delegation.name if who.mandate else ""


def places(user: User, path: str) -> list[Place]:
    """Places of work, the six of the navigation first, one's own page the last of them; four on a phone."""
    who = standing(user)
    rows: list[tuple[str, str, bool]] = [(_("今日"), reverse("today"), True)]
    theirs: list[NavPlace] = []
    if who.mandate and not who.is_staff:
        rows += [
            (_("我的建议"), reverse("suggestions") + "?mine=1", True),
            (_("提建议"), reverse("suggestion-new"), True),
        ]
        rows += [(_("全部建议"), reverse("suggestions"), False), (_("代表"), reverse("deputies"), False)]
        rows.append((_("公文"), reverse("documents"), False))
    elif _has_business(who):
        theirs = [place for source in registry.places for place in source(user, who)]
        rows += _of_business(user, who, theirs)
    if who.has(Role.ADMINISTRATOR):
        rows += [(_("账号"), reverse("accounts"), True), (_("通讯录"), reverse("directory"), True)]
        rows.append((_("基础数据"), reverse("admin:index"), False))
    if who.has(Role.AUDITOR):
        rows.append((_("审计台账"), reverse("ledger"), True))
    if (who.mandate or who.departments) and not who.has(Role.ADMINISTRATOR, Role.AUDITOR):
        rows.append((_("我的会议"), reverse("my-meetings"), False))
    rows.insert(MOST - 1, (_("我的"), reverse("account"), True))
    under = {prefix: place.url for place in theirs for prefix in place.under}
    current = _current([url for _label, url, _phone in rows], path, under)
    return [Place(label, url, url == current, phone) for label, url, phone in rows]


def _of_business(user: User, who: Standing, theirs: list[NavPlace]) -> list[tuple[str, str, bool]]:
    """The places of the office, the leaders and the units, with those of the apps, in the order of their ranks."""
    label = _("承办建议") if who.departments else _("建议")
    rows = [(RANKS["business"], label, reverse("suggestions"), True)]
    if _meets(who):
        rows.append((RANKS["meetings"], _("会议"), reverse("meetings"), False))
    if reads_statistics(user):
        rows.append((RANKS["statistics"], _("统计"), reverse("statistics"), who.is_leader))
    rows.append((RANKS["documents"], _("公文"), reverse("documents"), False))
    if not who.departments:
        rows.append((RANKS["people"], _("代表"), reverse("deputies"), not who.is_leader))
    rows.append((RANKS["directory"], _("通讯录"), reverse("directory"), bool(who.departments)))
    rows += [(place.rank, place.label, place.url, False) for place in theirs]
    return [(label, url, phone) for _rank, label, url, phone in sorted(rows, key=lambda row: row[0])]


def _current(urls: list[str], path: str, under: Mapping[str, str]) -> str:
    """The place a page belongs to: the longest address its own begins with."""
    path = next((url for prefix, url in under.items() if path.startswith(prefix)), path)
    if path.startswith(HANDLING):
        path = reverse("suggestions")
    if path.startswith(AT_MEETINGS):
        path = reverse("meetings")
    fitting = [url for url in urls if path.startswith(url.partition("?")[0]) and url != reverse("today")]
    return max(fitting, key=lambda url: len(url.partition("?")[0]), default=urls[0] if path == "/" else "")
