"""Activities as read: the list, the page, the sheet, and what waits to be written down."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone, Standing, visible_to
from congress.access.activities import activity_files, organises_this, reads_findings
from congress.clock import today
from congress.kinds import DeskItem, Link, registry
from congress.labels import State, label
from congress.models import Activity, Finding, User
from congress.queries.deadlines import chinese_date
from congress.rules.activities import ActivityPart, ActivityState
from congress.rules.roles import OFFICE

MOST = 10


@dataclass(frozen=True)
class File:
    """A file as the component lists it."""

    name: str
    url: str
    size: int
    mark: str

    @property
    def size_label(self) -> str:
        """Its size, or that the paper is kept."""
        return f"{max(1, self.size // 1024)} KB" if self.url else _("收讫（纸质）")


@dataclass(frozen=True)
class Page:
    """What the page of an activity shows."""

    state: State
    facts: list[tuple[str, object]]
    people: list[tuple[str, list[str]]]
    findings: list[Finding]
    files: list[File]
    links: list[Link]
    inside: bool
    may_change: bool
    to_record: bool


def span(activity: Activity) -> str:
    """When it is: a day, or from one to another."""
    first = chinese_date(activity.starts_on)
    if activity.ends_on != activity.starts_on:
        return _("%(first)s至%(last)s") % {"first": first, "last": chinese_date(activity.ends_on)}
    return f"{first} {activity.starts_at:%H:%M}" if activity.starts_at else first


def page_of(user: User, activity: Activity) -> Page:
    """The page, in a fixed number of queries."""
    inside = reads_findings(user)
    changes = organises_this(user, activity) and activity.state != ActivityState.CANCELLED
    facts: list[tuple[str, object]] = [
        (_("类别"), activity.get_kind_display()),
        (_("日期"), span(activity)),
        (_("地点"), activity.place),
        (_("组织机构"), activity.office.name),
        (_("来自"), activity.origin),
        (_("取消原因"), activity.cancel_reason),
    ]
    files = activity_files(user).filter(activity=activity).select_related("attachment").order_by("id")
    return Page(
        state=State.of(ActivityState(activity.state)),
        facts=[(name, value) for name, value in facts if value],
        people=people_of(activity),
        findings=list(visible_to(user, Finding).filter(activity=activity).select_related("department")),
        files=[
            File(
                row.attachment.name,
                reverse("file", args=[row.attachment.pk]) if row.attachment.file else "",
                row.attachment.size,
                row.attachment.get_mark_display(),
            )
            for row in files
        ],
        links=list(links(user, [activity]).get(activity.pk, ())),
        inside=inside,
        may_change=changes,
        to_record=changes and activity.starts_on <= today(),
    )


def people_of(activity: Activity) -> list[tuple[str, list[str]]]:
    """Who takes part, by quality in the order of rank."""
    rows = activity.participations.select_related("person", "department").order_by("place_order", "id")
    found: dict[ActivityPart, list[str]] = {part: [] for part in ActivityPart}
    for row in rows:
        found[ActivityPart(row.part)].append(str(row))
    return [(label(part), names) for part, names in found.items() if names]


def links(user: User, rows: Collection[Activity]) -> Mapping[int, Collection[Link]]:
    """What the apps say these activities belong to."""
    found: dict[int, list[Link]] = {}
    for source in registry.activity_links:
        for key, link in source(user, rows).items():
            found.setdefault(key, []).append(link)
    return found


def listed(user: Anyone) -> QuerySet[Activity]:
    """Activities one may read, the latest first, with how many people and findings each has."""
    rows = visible_to(user, Activity).select_related("office", "county")
    return rows.order_by("-starts_on", "-id")


@dataclass(frozen=True)
class Counts:
    """How many take part, how many findings there are."""

    people: int
    findings: int


def counted(keys: Collection[int]) -> Mapping[int, Counts]:
    """The counts of some activities, in one query."""
    rows = Activity.objects.filter(pk__in=keys).order_by()
    numbers = rows.annotate(people=Count("participations", distinct=True), found_n=Count("findings", distinct=True))
    return {pk: Counts(people, found) for pk, people, found in numbers.values_list("pk", "people", "found_n")}


def between(user: Anyone, first: date, last: date) -> list[Activity]:
    """What is on in some days, with who leads it, for the week's programme."""
    rows = visible_to(user, Activity).filter(starts_on__lte=last, ends_on__gte=first)
    return list(rows.exclude(state=ActivityState.CANCELLED).select_related("office").order_by("starts_at", "id"))


def desk_items(user: User, who: Standing) -> list[DeskItem]:
    """Activities of one's own offices whose day has passed and of which nothing is written down."""
    offices = who.bodies(OFFICE)
    if not offices:
        return []
    rows = Activity.objects.filter(office__in=offices, state=ActivityState.PLANNED, ends_on__lt=today())
    return [
        DeskItem(
            title=row.title,
            url=reverse("activity", args=[row.pk]),
            subject=row.get_kind_display(),
            task=_("记录活动情况和发现的问题"),
            verb=_("记录情况"),
            since=row.ends_on,
            do_url=reverse("activity-record", args=[row.pk]),
        )
        for row in rows.order_by("ends_on", "id")[:MOST]
    ]
