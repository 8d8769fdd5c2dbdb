"""Who reads a deliberation opinion: drafts their office and the leaders; once issued, also whom it is meant for."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, Standing, followups, standing
from congress.access.documents import own_offices
from congress.models import Body, Party
from congress.rules.roles import OFFICE
from supervision.models import (
    Consequence,
    DeliberationOpinion,
    HandlingReport,
    OpinionFile,
    OpinionItem,
    PaperNotice,
    SiteCheck,
)
from supervision.rules.opinions import INSIDE

DRAFTERS = (Body.Kind.OFFICE, Body.Kind.COMMITTEE, Body.Kind.SPECIAL_COMMITTEE, Body.Kind.DEPUTIES_OFFICE)


def opinions(user: Anyone) -> QuerySet[DeliberationOpinion]:
    """Opinions one may read. Before it is handed over, and when taken back, nobody outside its office and the leaders.

    Handed over: the committee, the offices, the deputies (监督法 §17: they are told), the receiver, and units with an
    item of it. No organ reads another's.
    """
    who = standing(user)
    rows = DeliberationOpinion.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    if who.is_leader:
        return rows
    wanted = Q(office__in=who.bodies(OFFICE))
    if who.is_staff or who.is_committee or who.mandate:
        wanted |= ~Q(state__in=INSIDE)
    if who.departments:
        parts = Party.objects.filter(department__in=who.departments).values("followup")
        handled = OpinionItem.objects.filter(followup__in=parts).values("opinion")
        wanted |= ~Q(state__in=INSIDE) & (Q(receiver__in=who.departments) | Q(pk__in=handled))
    return rows.filter(wanted)


def items(user: Anyone) -> QuerySet[OpinionItem]:
    """Items of readable opinions; a unit that is not the receiver reads its own."""
    who = standing(user)
    rows = OpinionItem.objects.filter(opinion__in=opinions(user))
    if who.sees_handling or who.mandate:
        return rows
    return rows.filter(Q(opinion__receiver__in=who.departments) | Q(followup__in=followups(user)))


def _inner(user: Anyone, path: str = "opinion") -> Q:
    """What is worked on between the office and the organ: for those inside and the receiver."""
    who = standing(user)
    readable = Q(**{f"{path}__in": opinions(user)})
    return readable if who.sees_handling else readable & Q(**{f"{path}__receiver__in": who.departments})


def reports(user: Anyone) -> QuerySet[HandlingReport]:
    """Reports: the draft for those inside and the receiver; the written one for whoever reads the opinion."""
    given = Q(reported_on__isnull=False, opinion__in=opinions(user))
    return HandlingReport.objects.filter(_inner(user) | given)


def checks(user: Anyone) -> QuerySet[SiteCheck]:
    """On-site checks, for those inside and the receiver."""
    return SiteCheck.objects.filter(_inner(user))


def consequences(user: Anyone) -> QuerySet[Consequence]:
    """What was chosen after a second dissatisfaction, for those inside and the receiver."""
    return Consequence.objects.filter(_inner(user))


def notices(user: Anyone) -> QuerySet[PaperNotice]:
    """What was published of readable opinions."""
    return PaperNotice.objects.filter(opinion__in=opinions(user))


def files(user: Anyone) -> QuerySet[OpinionFile]:
    """Scans of readable written reports."""
    return OpinionFile.objects.filter(report__in=reports(user).filter(reported_on__isnull=False))


def drafts(user: Anyone) -> bool:
    """Whether somebody drafts opinions: the county's own offices."""
    return bool(own_offices(standing(user)))


def reads_list(user: Anyone) -> bool:
    """Whether opinions are a place of work for somebody: the house, the deputies, and units that receive them."""
    who: Standing = standing(user)
    return bool(who.sees_handling or who.mandate or who.departments)
