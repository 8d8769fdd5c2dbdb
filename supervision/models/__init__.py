"""The tables of supervision, one module a subject."""

from supervision.models.opinions import (
    Consequence,
    DeliberationOpinion,
    HandlingReport,
    OpinionFile,
    OpinionItem,
    PaperNotice,
    SiteCheck,
)
from supervision.models.plans import Adjustment, Plan, SupervisionField, TopicProposal
from supervision.models.topics import Topic, TopicActivity, TopicFile, TopicOffice, TopicPerson, TopicStep
from supervision.models.ways import CollectedView, InquiryQuestion, ProjectProgress, Publication, RareCase

__all__ = [
    "Adjustment",
    "CollectedView",
    "Consequence",
    "DeliberationOpinion",
    "HandlingReport",
    "InquiryQuestion",
    "OpinionFile",
    "OpinionItem",
    "PaperNotice",
    "Plan",
    "ProjectProgress",
    "Publication",
    "RareCase",
    "SiteCheck",
    "SupervisionField",
    "Topic",
    "TopicActivity",
    "TopicFile",
    "TopicOffice",
    "TopicPerson",
    "TopicProposal",
    "TopicStep",
]
