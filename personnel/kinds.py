"""What the core is told about appointments."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import VISIBLE, Standing, works_here
from congress.kinds import NavPlace, registry
from congress.models import User
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
from personnel.queries.desk import desk_items
from personnel.queries.motions import item_links
from personnel.queries.veils import VEILS
from personnel.services.announcing import hear_of_issue
from personnel.services.oaths import owe_elected
from personnel.services.reference import load_oath_texts
from personnel.services.supervising import take_grade
from personnel.services.voting import take_result

RANK = 40


def places(user: User, who: Standing) -> list[NavPlace]:
    """任免, for the county's offices and the committee; others find the offices through the directory."""
    if not (works_here(who) or who.is_committee):
        return []
    return [NavPlace(_("任免"), reverse("appointments"), RANK, ("/personnel/",))]


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
registry.places.append(places)
registry.item_links.append(item_links)
registry.desk_sources.append(desk_items)
registry.file_sources.append(access.ceremony_attachments)
registry.reference_loaders.append(load_oath_texts)
registry.demo_builders.append(build_appointments)
registry.veils.update(VEILS)
registry.ballot_closed += [take_result, take_grade, owe_elected]
registry.document_issued.append(hear_of_issue)
