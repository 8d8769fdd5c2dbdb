"""What supervision keeps."""

from supervision.models.opinions import (
    Consequence,
    DeliberationOpinion,
    HandlingReport,
    OpinionFile,
    OpinionItem,
    PaperNotice,
    SiteCheck,
)

__all__ = [
    "Consequence",
    "DeliberationOpinion",
    "HandlingReport",
    "OpinionFile",
    "OpinionItem",
    "PaperNotice",
    "SiteCheck",
]
