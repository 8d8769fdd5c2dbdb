"""Who sees what of supervision.

Normative documents: the county's offices, its leaders and the committee see all of them; a maker sees what it filed
itself, never who asked for a review nor what an office found. Lists of what the audit found: inside; a unit its own.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from congress.access import Anyone, followups, keeps_meetings, standing, works_here
from congress.models import Attachment, Body, Department
from congress.rules.roles import OFFICE, Role
from supervision.models import (
    AuditList,
    AuditProblem,
    Catalogue,
    CatalogueLine,
    NormativeDocument,
    NormativeFile,
    NormativeStep,
    OfficeReview,
    ReviewRequest,
)

System = Department.System
MAKERS = (
    System.GOVERNMENT,
    System.GOVERNMENT_OFFICE,
    System.SUPERVISORY,
    System.COURT,
    System.PROCURATORATE,
)
"""Whose documents are filed, besides the congresses of townships (监督法 §39)."""


def reads_all_normative(user: Anyone) -> bool:
    """Whether somebody reads every document and how it is reviewed: offices, leaders, members of the committee."""
    who = standing(user)
    return who.person_id is not None and (works_here(who) or who.is_committee)


def keeps_register(user: Anyone) -> bool:
    """Whether somebody works in an office of the county congress, which may register and review."""
    return bool(own_offices(user))


def own_offices(user: Anyone) -> frozenset[int]:
    """Offices of the county's own congress in which somebody works."""
    who = standing(user)
    return frozenset(
        post.body_id
        for post in who.posts
        if post.body and post.body_id and post.role in OFFICE and post.body.congress_id == who.county_id
    )


def keeps_document(user: Anyone, row: NormativeDocument | Catalogue | AuditList) -> bool:
    """Whether somebody keeps it: the office that registered it, and the general office."""
    who = standing(user)
    if row.county_id != who.county_id:
        return False
    return row.office_id in own_offices(user) or keeps_meetings(who)


def _own(user: Anyone) -> Q:
    """What one's own organ made; the government office answers for the government too."""
    who = standing(user)
    mine = Q(organ__in=who.departments)
    if who.coordinates:
        mine |= Q(organ__system=System.GOVERNMENT)
    presidia = Body.objects.filter(pk__in=who.bodies(OFFICE), kind=Body.Kind.PRESIDIUM).values("congress")
    return mine | Q(township__in=presidia) if who.bodies(OFFICE) else mine


def reads_normative(user: Anyone) -> bool:
    """Whether the register is a place of somebody: inside, or of a maker."""
    who = standing(user)
    if who.has(Role.ADMINISTRATOR, Role.AUDITOR) or who.person_id is None:
        return False
    makes = any(post.department and post.department.system in MAKERS for post in who.posts)
    return reads_all_normative(user) or makes or Body.Kind.PRESIDIUM in who.body_kinds()


def normative_documents(user: Anyone) -> QuerySet[NormativeDocument]:
    """Documents one may read."""
    rows = NormativeDocument.objects.filter(county_id=standing(user).county_id)
    if not reads_normative(user):
        return rows.none()
    return rows if reads_all_normative(user) else rows.filter(_own(user))


def normative_steps(user: Anyone) -> QuerySet[NormativeStep]:
    """Steps of readable documents."""
    return NormativeStep.objects.filter(document__in=normative_documents(user))


def office_reviews(user: Anyone) -> QuerySet[OfficeReview]:
    """What offices found: read inside."""
    rows = OfficeReview.objects.filter(document__county_id=standing(user).county_id)
    return rows if reads_all_normative(user) and reads_normative(user) else rows.none()


def review_requests(user: Anyone) -> QuerySet[ReviewRequest]:
    """Who asked for a review: for offices and leaders alone, never for the maker."""
    rows = ReviewRequest.objects.filter(document__county_id=standing(user).county_id)
    inside = works_here(standing(user)) and reads_normative(user)
    return rows if inside else rows.none()


def normative_files(user: Anyone) -> QuerySet[NormativeFile]:
    """Files of readable documents; those that stay inside are for those inside."""
    rows = NormativeFile.objects.filter(document__in=normative_documents(user))
    return rows if reads_all_normative(user) else rows.filter(attachment__mark=Attachment.Mark.PUBLIC)


def normative_attachments(user: Anyone) -> QuerySet[Attachment]:
    """The files themselves."""
    return Attachment.objects.filter(pk__in=normative_files(user).values("attachment"))


def catalogues(user: Anyone) -> QuerySet[Catalogue]:
    """Catalogues one may read: inside all, a maker its own."""
    rows = Catalogue.objects.filter(county_id=standing(user).county_id)
    if not reads_normative(user):
        return rows.none()
    return rows if reads_all_normative(user) else rows.filter(_own(user))


def catalogue_lines(user: Anyone) -> QuerySet[CatalogueLine]:
    """Lines of readable catalogues."""
    return CatalogueLine.objects.filter(catalogue__in=catalogues(user))


def reads_audits(user: Anyone) -> bool:
    """Whether somebody reads the lists of what the audit found: offices, leaders and members of the committee."""
    return reads_all_normative(user) and not standing(user).has(Role.ADMINISTRATOR, Role.AUDITOR)


def audit_lists(user: Anyone) -> QuerySet[AuditList]:
    """Lists one may read."""
    rows = AuditList.objects.filter(county_id=standing(user).county_id)
    return rows if reads_audits(user) else rows.none()


def audit_problems(user: Anyone) -> QuerySet[AuditProblem]:
    """Problems of readable lists, and those handed to one's own unit."""
    who = standing(user)
    rows = AuditProblem.objects.filter(audit__county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    return rows if reads_audits(user) else rows.filter(followup__in=followups(user))
