"""The tables of personnel, one module a subject."""

from personnel.models.after import DutyReport, Review, Sanction
from personnel.models.files import PersonnelFile
from personnel.models.oaths import Ceremony, OathDuty, OathText, Swearing

__all__ = [
    "Ceremony",
    "DutyReport",
    "OathDuty",
    "OathText",
    "PersonnelFile",
    "Review",
    "Sanction",
    "Swearing",
]
