"""What the core is told about personnel."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import VISIBLE, Standing, works_here
from congress.kinds import NavPlace, registry
from congress.models import User
from personnel import access
from personnel.demo import build_personnel
from personnel.models import (
    AppointmentLine,
    AppointmentMotion,
    Ceremony,
    DutyReport,
    ExamResult,
    Holding,
    OathDuty,
    Office,
    PersonnelFile,
    Review,
    Sanction,
    Swearing,
)
from personnel.queries import desk, oaths
from personnel.queries.annual import FIGURES
from personnel.queries.motions import item_links
from personnel.queries.veils import VEILS
from personnel.reference import load_oath_texts
from personnel.services.after import rate_reviews
from personnel.services.announcing import hear_of_issue
from personnel.services.oaths import owe_elected
from personnel.services.offices import seat_elected
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
VISIBLE[OathDuty] = access.oath_duties
VISIBLE[Ceremony] = access.ceremonies
VISIBLE[Swearing] = access.swearings
VISIBLE[DutyReport] = access.duty_reports
VISIBLE[Review] = access.reviews
VISIBLE[Sanction] = access.sanctions
VISIBLE[PersonnelFile] = access.personnel_files
registry.places.append(places)
registry.item_links.append(item_links)
registry.desk_sources += [oaths.desk_items, desk.desk_items]
registry.file_sources.append(access.attachments)
registry.reference_loaders.append(load_oath_texts)
registry.demo_builders.append(build_personnel)
registry.annual_figures += FIGURES
registry.veils.update(VEILS)
# whoever is elected holds his office before he owes its oath
registry.ballot_closed += [take_result, seat_elected, owe_elected, rate_reviews]
registry.document_issued.append(hear_of_issue)
