"""What the core is told about appointments."""

from __future__ import annotations

from congress.access import VISIBLE
from congress.kinds import registry
from personnel import access
from personnel.demo import build_appointments
from personnel.models import (
    AppointmentLine,
    AppointmentMotion,
    Ceremony,
    CeremonyFile,
    DutyReport,
    ExamResult,
    Holding,
    Oath,
    Office,
    Review,
    Sanction,
)
from personnel.queries.veils import VEILS
from personnel.services.announcing import hear_of_issue
from personnel.services.oaths import owe_elected
from personnel.services.reference import load_oath_texts
from personnel.services.supervising import take_grade
from personnel.services.voting import take_result

VISIBLE[AppointmentMotion] = access.motions
VISIBLE[AppointmentLine] = access.lines
VISIBLE[ExamResult] = access.exams
VISIBLE[Office] = access.offices
VISIBLE[Holding] = access.holdings
VISIBLE[Oath] = access.oaths
VISIBLE[Ceremony] = access.ceremonies
VISIBLE[CeremonyFile] = access.ceremony_files
VISIBLE[DutyReport] = access.duty_reports
VISIBLE[Review] = access.reviews
VISIBLE[Sanction] = access.sanctions
registry.file_sources.append(access.ceremony_attachments)
registry.reference_loaders.append(load_oath_texts)
registry.demo_builders.append(build_appointments)
registry.veils.update(VEILS)
registry.ballot_closed += [take_result, take_grade, owe_elected]
registry.document_issued.append(hear_of_issue)
