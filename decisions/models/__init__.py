"""Tables of this app."""

from decisions.models.matters import ListEntry, Matter, MatterList, MatterStudy, MatterTask, MatterView
from decisions.models.projects import Project, ProjectIdea, ProjectProgress, ProjectRound
from decisions.models.requests import PartyRequest

__all__ = [
    "ListEntry",
    "Matter",
    "MatterList",
    "MatterStudy",
    "MatterTask",
    "MatterView",
    "PartyRequest",
    "Project",
    "ProjectIdea",
    "ProjectProgress",
    "ProjectRound",
]
