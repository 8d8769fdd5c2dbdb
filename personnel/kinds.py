"""What the core is told about personnel."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import VISIBLE, Standing
from congress.kinds import NavPlace, registry
from congress.models import User
from personnel import access
from personnel.demo import build_oaths
from personnel.models import Ceremony, DutyReport, OathDuty, PersonnelFile, Review, Sanction, Swearing
from personnel.queries.oaths import desk_items
from personnel.reference import load_oath_texts
from personnel.services.after import rate_reviews
from personnel.services.oaths import owe_elected


def places(user: User, who: Standing) -> list[NavPlace]:
    """任免 for the few."""
    if not access.is_few(user):
        return []
    return [NavPlace(_("任免"), reverse("oaths"), 40, under=("/personnel/",))]


VISIBLE[OathDuty] = access.oath_duties
VISIBLE[Ceremony] = access.ceremonies
VISIBLE[Swearing] = access.swearings
VISIBLE[DutyReport] = access.duty_reports
VISIBLE[Review] = access.reviews
VISIBLE[Sanction] = access.sanctions
VISIBLE[PersonnelFile] = access.personnel_files
registry.places.append(places)
registry.desk_sources.append(desk_items)
registry.file_sources.append(access.attachments)
registry.reference_loaders.append(load_oath_texts)
registry.ballot_closed += [owe_elected, rate_reviews]
registry.demo_builders.append(build_oaths)
