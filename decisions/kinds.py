"""What the core is told about decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import VISIBLE, Standing
from congress.kinds import DraftKind, Kind, NavPlace, Traits, registry
from congress.models import FollowUp, User
from congress.queries.parameters import number
from congress.rules.followups import Clock
from congress.rules.policies import Judge, Policy
from decisions import access
from decisions.demo import build_decisions
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
from decisions.queries.annual import FIGURES
from decisions.queries.desk import desk_items
from decisions.queries.drafting import draft_of
from decisions.rules.matters import RESOLUTION_TASK
from decisions.services import projects
from decisions.services.carrying import link_document
from decisions.services.matters import follow_moved_meeting, hear_ballot

PLACE_RANK = 45
RULES = {
    Clock.FORWARD: "resolution_task.forward",
    Clock.SIGN_FOR: "resolution_task.sign_for",
    Clock.RETURN: "resolution_task.return",
    Clock.REASSIGN: "resolution_task.reassign",
    Clock.REPLY: "major_matter.handling",
    Clock.FIXED: "resolution_task.fixed",
    Clock.CHECK: "resolution_task.check",
    Clock.REWORK: "resolution_task.rework",
    Clock.PROMISE: "resolution_task.promise",
    Clock.PROMISE_EVALUATION: "resolution_task.promise.evaluation",
}


def rule_of(followup: FollowUp, clock: Clock) -> str:
    """The deadline rule of a task's clock."""
    return RULES[clock]


def traits(followups: Collection[int]) -> Mapping[int, Traits]:
    """By what tasks are counted: the field of their matter."""
    rows = MatterTask.objects.filter(followup__in=followups).values_list("followup", "matter__field")
    return {followup: Traits(category=field) for followup, field in rows}


def texts(followups: Collection[int]) -> Mapping[int, str]:
    """The tasks' own words and their matter's, for the search."""
    rows = MatterTask.objects.filter(followup__in=followups).values_list("followup", "text", "matter__title")
    return {followup: f"{text}\n{title}" for followup, text, title in rows}


def places(user: User, who: Standing) -> list[NavPlace]:
    """决定 in the navigation of offices, leaders and members; units find their tasks on Today."""
    if who.departments or not (who.is_staff or who.is_committee or who.is_leader):
        return []
    return [NavPlace(_("决定"), reverse("matters"), PLACE_RANK)]


VISIBLE[MatterList] = access.lists
VISIBLE[ListEntry] = access.entries
VISIBLE[Matter] = access.matters
VISIBLE[MatterStudy] = access.studies
VISIBLE[MatterView] = access.views
VISIBLE[MatterTask] = access.tasks
VISIBLE[ProjectRound] = access.rounds
VISIBLE[Project] = access.projects
VISIBLE[ProjectIdea] = access.ideas
VISIBLE[ProjectProgress] = access.progress
VISIBLE[PartyRequest] = access.requests
registry.add(
    Kind(
        key=RESOLUTION_TASK,
        label=gettext_lazy("决议决定任务"),
        page="matter-task",
        rule_of=rule_of,
        texts=texts,
        traits=traits,
        policy=Policy(judge=Judge.OFFICE, contact=False),
        max_rounds=lambda county: number(county, "resolution_task.max_rounds"),
    )
)
registry.drafts["matter"] = DraftKind(gettext_lazy("决议、决定文本"), draft_of, link_document)
registry.places.append(places)
registry.desk_sources.append(desk_items)
registry.annual_figures += FIGURES
registry.meeting_moved.append(follow_moved_meeting)
registry.ballot_closed += [hear_ballot, projects.hear_ballot]
registry.demo_builders.append(build_decisions)
