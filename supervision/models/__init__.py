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

__all__ = [
    "AuditList",
    "AuditProblem",
    "Catalogue",
    "CatalogueLine",
    "NormativeDocument",
    "NormativeFile",
    "NormativeStep",
    "OfficeReview",
    "ReviewRequest",
]
