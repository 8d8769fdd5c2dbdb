"""The tables of supervision, one module a subject."""

from supervision.models.audits import AuditList, AuditProblem
from supervision.models.normative import (
    Catalogue,
    CatalogueLine,
    NormativeDocument,
    NormativeFile,
    NormativeStep,
    OfficeReview,
    ReviewRequest,
)
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
    "AuditList",
    "AuditProblem",
    "Catalogue",
    "CatalogueLine",
    "CollectedView",
    "Consequence",
    "DeliberationOpinion",
    "HandlingReport",
    "InquiryQuestion",
    "NormativeDocument",
    "NormativeFile",
    "NormativeStep",
    "OfficeReview",
    "OpinionFile",
    "OpinionItem",
    "PaperNotice",
    "Plan",
    "ProjectProgress",
    "Publication",
    "RareCase",
    "ReviewRequest",
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
