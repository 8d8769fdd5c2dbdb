"""The tables of appointments, one module a subject."""

from personnel.models.motions import AppointmentLine, AppointmentMotion, ExamResult
from personnel.models.oaths import Ceremony, CeremonyFile, Oath, OathText
from personnel.models.offices import Holding, Office
from personnel.models.supervising import DutyReport, Review, Sanction

__all__ = [
    "AppointmentLine",
    "AppointmentMotion",
    "Ceremony",
    "CeremonyFile",
    "DutyReport",
    "ExamResult",
    "Holding",
    "Oath",
    "OathText",
    "Office",
    "Review",
    "Sanction",
]
