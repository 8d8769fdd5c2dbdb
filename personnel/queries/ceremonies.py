"""Ceremonies as lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from congress.access import Anyone
from congress.labels import State, label
from congress.models import Congress
from congress.queries.deadlines import chinese_date
from congress.queries.handling import File, file_rows
from congress.queries.parameters import value
from personnel import access
from personnel.models import Ceremony, OathDuty, OathText, Swearing
from personnel.rules.oaths import CeremonyState, OathState, Organiser, Presence


def listed(user: Anyone) -> QuerySet[Ceremony]:
    """Ceremonies one may read, the latest first, with how many swear and have sworn."""
    sworn = Count("swearings", filter=Q(swearings__presence=Presence.PRESENT))
    rows = access.ceremonies(user).annotate(people=Count("swearings"), sworn=sworn)
    return rows.order_by("-held_on", "-id")


def to_arrange(county: Congress, organiser: Organiser, ceremony: Ceremony | None = None) -> QuerySet[OathDuty]:
    """Who may be put on a ceremony of an organiser: who owes and is on no other, and who is on this one."""
    free = Q(state__in=[OathState.OWED, OathState.ABSENT])
    if ceremony is not None:
        free |= Q(swearings__ceremony=ceremony, swearings__presence=Presence.EXPECTED)
    rows = OathDuty.objects.filter(free, county=county, organiser=organiser).distinct()
    return rows.select_related("meeting__term", "meeting__body").order_by("due_on", "id")


def by_organiser(county: Congress) -> list[tuple[Organiser, str, int]]:
    """Organisers who have somebody to swear in, with how many."""
    rows = OathDuty.objects.filter(county=county, state__in=[OathState.OWED, OathState.ABSENT])
    counts = dict(rows.order_by().values_list("organiser").annotate(n=Count("pk")))
    return [(one, label(one), counts[one.value]) for one in Organiser if one.value in counts]


def witnessed(county: Congress) -> bool:
    """Whether the county has a witness (监誓人); the Decision knows none."""
    return bool(value(county, "oath.witness"))


def swearings_of(user: Anyone, ceremony: Ceremony) -> list[Swearing]:
    """Who swears at a readable ceremony, in order."""
    rows = access.swearings(user).filter(ceremony=ceremony).select_related("duty__meeting__term", "duty__meeting__body")
    return list(rows.order_by("position"))


@dataclass(frozen=True)
class Page:
    """What the page of a ceremony shows."""

    state: State
    facts: list[tuple[str, object]]
    people: list[tuple[Swearing, State]]
    photos: list[File]
    sworn: int

    @property
    def absent(self) -> int:
        """How many make it up."""
        return sum(1 for row, _state in self.people if row.presence == Presence.ABSENT)


def page_of(user: Anyone, ceremony: Ceremony) -> Page:
    """The page of a readable ceremony. Two queries."""
    rows = swearings_of(user, ceremony)
    leader = next((row.duty.name for row in rows if row.leads), "")
    facts: list[tuple[str, object]] = [
        (_("时间"), chinese_date(ceremony.held_on) + (f" {ceremony.held_at:%H:%M}" if ceremony.held_at else "")),
        (_("地点"), ceremony.place),
        (_("组织者"), ceremony.get_organiser_display()),
        (_("主持人"), ceremony.host),
        (_("形式"), ceremony.get_form_display()),
        (_("领誓人"), leader),
        (_("监誓人"), ceremony.witness),
        (_("誓词"), f"{ceremony.text}（{ceremony.text.basis}）"),
        (_("备注"), ceremony.note),
        (_("取消的原因"), ceremony.cancel_reason),
    ]
    return Page(
        state=State.of(CeremonyState(ceremony.state)),
        facts=[(name, value) for name, value in facts if value],
        people=[(row, State.of(Presence(row.presence))) for row in rows],
        photos=file_rows(access.attachments(user).filter(pk__in=ceremony.files.values("attachment"))),
        sworn=sum(1 for row in rows if row.presence == Presence.PRESENT),
    )


def current_text() -> OathText | None:
    """The version that holds now: the latest begun."""
    return OathText.objects.filter(valid_until=None).order_by("-valid_from").first()
