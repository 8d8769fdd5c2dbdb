"""The tables of personnel, one module a subject."""

from personnel.models.after import DutyReport, Review, Sanction
from personnel.models.files import PersonnelFile
from personnel.models.motions import AppointmentLine, AppointmentMotion, ExamResult
from personnel.models.oaths import Ceremony, OathDuty, OathText, Swearing
from personnel.models.offices import Holding, Office

__all__ = [
    "AppointmentLine",
    "AppointmentMotion",
    "Ceremony",
    "DutyReport",
    "ExamResult",
    "Holding",
    "OathDuty",
    "OathText",
    "Office",
    "PersonnelFile",
    "Review",
    "Sanction",
    "Swearing",
]
