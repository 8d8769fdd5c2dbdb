"""Official documents: drafts for the office and the leaders, records by openness, restricted ones for those named."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from congress.access.standing import Anyone, Standing, standing
from congress.models import (
    Attachment,
    Batch,
    BatchLetter,
    Body,
    Document,
    DocumentReader,
    DocumentStep,
    Frozen,
    RegisterEntry,
)
from congress.rules.documents.life import FINAL, DocumentState
from congress.rules.followups import Openness
from congress.rules.roles import OFFICE, Role

S = DocumentState


def own_offices(who: Standing) -> frozenset[int]:
    """The county's own offices somebody works in; a township's presidium has papers of its own."""
    return frozenset(
        post.body_id
        for post in who.posts
        if post.body_id and post.role in OFFICE and post.body and post.body.congress_id == who.county_id
    )


def is_inside(who: Standing) -> bool:
    """Whether somebody belongs to the county's committee or works in one of its offices."""
    return who.is_leader or who.is_committee or bool(own_offices(who))


def documents(user: Anyone) -> QuerySet[Document]:
    """Documents one may read (domain B): drafts only their office and the leaders, records by their openness.

    A restricted one is read by its office, by whoever has signed or handled it, by those named, and by the
    leaders while it waits for them.
    """
    who = standing(user)
    rows = Document.objects.filter(county_id=who.county_id)
    if who.person_id is None:
        return rows.none()
    offices = own_offices(who)
    wanted = Q(office__in=offices) | Q(issuing_office__in=offices, state__in=[S.SIGNED, *FINAL])
    wanted |= Q(state=S.PUBLISHED) | Q(reviewed_by=user.pk) | Q(signed_by=user.pk)
    wanted |= Q(Exists(_named(who)), state__in=FINAL)
    if who.is_leader:
        wanted |= Q(openness__gt=Openness.PARTIES) | Q(state__in=[S.REVIEW, S.SIGNING])
    elif is_inside(who):
        wanted |= Q(state__in=FINAL, openness__gte=Openness.STAFF)
    elif who.mandate or who.is_staff:
        wanted |= Q(state__in=FINAL, openness__gte=Openness.DEPUTIES)
    return rows.filter(wanted)


def document_files(user: Anyone) -> Q:
    """Files of readable documents: the signed scan; the sheet on which it was signed for issue stays inside."""
    readable = Q(document__in=documents(user))
    return readable if is_inside(standing(user)) else readable & Q(slot=Attachment.Slot.SCAN)


def _named(who: Standing) -> QuerySet[DocumentReader]:
    mine = Q(person_id=who.person_id) | Q(department__in=who.departments) | Q(body__in=who.bodies(OFFICE))
    return DocumentReader.objects.filter(mine, document=OuterRef("pk"))


def document_readers(user: Anyone) -> QuerySet[DocumentReader]:
    """Who is named for the documents one may read, for those inside."""
    rows = DocumentReader.objects.filter(document__in=documents(user))
    return rows if is_inside(standing(user)) else rows.none()


def document_steps(user: Anyone) -> QuerySet[DocumentStep]:
    """How a document came about, for those inside."""
    rows = DocumentStep.objects.filter(document__in=documents(user))
    return rows if is_inside(standing(user)) else rows.none()


def frozen(user: Anyone) -> QuerySet[Frozen]:
    """What readable documents say."""
    return Frozen.objects.filter(document__in=documents(user))


def register_entries(user: Anyone) -> QuerySet[RegisterEntry]:
    """发文登记: for the county's offices and leaders; what a restricted document is called stays with its readers."""
    who = standing(user)
    rows = RegisterEntry.objects.filter(county_id=who.county_id)
    return rows if reads_register(user) else rows.none()


def reads_register(user: Anyone) -> bool:
    """Whether somebody reads the register of numbers: the county's offices and leaders."""
    who = standing(user)
    return who.is_leader or bool(own_offices(who))


def batches(user: Anyone) -> QuerySet[Batch]:
    """Batches of letters: for the office whose document it is."""
    who = standing(user)
    return Batch.objects.filter(county_id=who.county_id, document__office__in=own_offices(who))


def batch_letters(user: Anyone) -> QuerySet[BatchLetter]:
    """The letters of one's office's batches."""
    return BatchLetter.objects.filter(batch__in=batches(user))


def sets_documents(user: Anyone) -> bool:
    """Whether somebody keeps letterheads and numbers: the general office, which stamps, and the administrator."""
    who = standing(user)
    return Body.Kind.OFFICE in who.body_kinds() or who.has(Role.ADMINISTRATOR)


def published_documents() -> QuerySet[Document]:
    """What anybody may read without signing in."""
    return Document.objects.filter(state=S.PUBLISHED)
