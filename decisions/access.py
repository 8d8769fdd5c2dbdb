"""Who sees what of major matters, projects and requests.

The county's offices and leaders read every matter. The committee's members read what is put before them, everybody
what was decided. Who wrote a view is for the offices and members. Requests to the Party committee are known to the
leaders and the general office alone.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, enters_meetings, followups, keeps_meetings, standing, works_here
from decisions.models import (
    ListEntry,
    Matter,
    MatterList,
    MatterStudy,
    MatterTask,
    MatterView,
    PartyRequest,
    Project,
    ProjectIdea,
    ProjectProgress,
    ProjectRound,
)
from decisions.rules.matters import MatterState
from decisions.rules.projects import RoundState

SHOWN = (RoundState.DELIBERATED, RoundState.VOTING, RoundState.CARRYING, RoundState.ASSESSED)
"""Candidates are told once the standing committee has deliberated on them."""
PUBLISHED = (RoundState.CARRYING, RoundState.ASSESSED)


def works_on_decisions(user: Anyone) -> bool:
    """Whether somebody enters matters and projects: whoever works in an office of the county congress."""
    return enters_meetings(standing(user))


def reads_decisions(user: Anyone) -> bool:
    """Whether somebody has the lists of matters: everybody with a post or a mandate of the county."""
    who = standing(user)
    return works_here(who) or who.is_committee or who.mandate is not None or bool(who.departments)


def matters(user: Anyone) -> QuerySet[Matter]:
    """Matters one may read."""
    who = standing(user)
    rows = Matter.objects.filter(county_id=who.county_id)
    if not reads_decisions(user):
        return rows.none()
    if works_here(who):
        return rows
    scope = Q(decided_on__isnull=False)
    if who.is_committee:
        scope |= ~Q(state__in=[MatterState.RECEIVED, MatterState.WITHDRAWN])
    return rows.filter(scope | Q(organ__in=who.departments))


def lists(user: Anyone) -> QuerySet[MatterList]:
    """Yearly lists: adopted ones for everybody, drafts for offices and leaders."""
    rows = MatterList.objects.filter(county_id=standing(user).county_id)
    if not reads_decisions(user):
        return rows.none()
    return rows if works_here(standing(user)) else rows.filter(adopted_on__isnull=False)


def entries(user: Anyone) -> QuerySet[ListEntry]:
    """Lines of readable lists."""
    return ListEntry.objects.filter(list__in=lists(user))


def studies(user: Anyone) -> QuerySet[MatterStudy]:
    """What was learned of a matter: for offices, leaders and members."""
    who = standing(user)
    rows = MatterStudy.objects.filter(matter__in=matters(user))
    return rows if works_here(who) or who.is_committee else rows.none()


def views(user: Anyone) -> QuerySet[MatterView]:
    """What deputies and the public said, with their names: for offices, leaders and members."""
    who = standing(user)
    rows = MatterView.objects.filter(matter__in=matters(user))
    return rows if works_here(who) or who.is_committee else rows.none()


def tasks(user: Anyone) -> QuerySet[MatterTask]:
    """Tasks whose handling one may read."""
    return MatterTask.objects.filter(followup__in=followups(user))


def rounds(user: Anyone) -> QuerySet[ProjectRound]:
    """The projects of each year: from the deliberation on for everybody, before for offices and leaders."""
    rows = ProjectRound.objects.filter(county_id=standing(user).county_id)
    if not reads_decisions(user):
        return rows.none()
    return rows if works_here(standing(user)) else rows.filter(state__in=SHOWN)


def projects(user: Anyone) -> QuerySet[Project]:
    """Projects of readable years."""
    return Project.objects.filter(round__in=rounds(user))


def progress(user: Anyone) -> QuerySet[ProjectProgress]:
    """Progress of readable projects."""
    return ProjectProgress.objects.filter(project__in=projects(user))


def ideas(user: Anyone) -> QuerySet[ProjectIdea]:
    """What was wished for, with the names: for offices and leaders."""
    rows = ProjectIdea.objects.filter(round__in=rounds(user))
    return rows if works_here(standing(user)) else rows.none()


def reports_progress(user: Anyone, project: Project) -> bool:
    """Whether somebody reports how a project goes: its unit, or an office that types it in."""
    return project.department_id in standing(user).departments or works_on_decisions(user)


def published_rounds() -> QuerySet[ProjectRound]:
    """What anybody may read without signing in: the projects chosen and how they go."""
    return ProjectRound.objects.filter(state__in=PUBLISHED)


def reads_requests(user: Anyone) -> bool:
    """Whether somebody knows of requests to the Party committee: leaders and the general office."""
    who = standing(user)
    return who.is_leader or keeps_meetings(who)


def requests(user: Anyone) -> QuerySet[PartyRequest]:
    """References to requests and reports."""
    rows = PartyRequest.objects.filter(county_id=standing(user).county_id)
    return rows if reads_requests(user) else rows.none()
