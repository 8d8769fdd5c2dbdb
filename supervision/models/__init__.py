"""The tables of supervision, one module a subject."""

from supervision.models.plans import Adjustment, Plan, SupervisionField, TopicProposal
from supervision.models.topics import Topic, TopicActivity, TopicFile, TopicOffice, TopicPerson, TopicStep
from supervision.models.ways import CollectedView, InquiryQuestion, ProjectProgress, Publication, RareCase

__all__ = [
    "Adjustment",
    "CollectedView",
    "InquiryQuestion",
    "Plan",
    "ProjectProgress",
    "Publication",
    "RareCase",
    "SupervisionField",
    "Topic",
    "TopicActivity",
    "TopicFile",
    "TopicOffice",
    "TopicPerson",
    "TopicProposal",
    "TopicStep",
]
