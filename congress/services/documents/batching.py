"""批量套打: a letter of one issued document to each of many, made in the background, a few in each transaction.

Killed in the middle and run again, no letter is made twice: one that is made carries its file, written in the
same transaction. Two workers take different letters. Memory holds one letter at a time until they are bound.
"""

from __future__ import annotations

import hashlib
import io
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.db.models import Q
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter

from congress.binding import bind
from congress.clock import now, today
from congress.models import Batch, BatchLetter, Congress, Department, Document, Frozen, Mandate, Post, User
from congress.official import pdf
from congress.official.content import Paper
from congress.queries.documents.moves import parts
from congress.queries.documents.printing import frozen_of
from congress.queries.names import name_order
from congress.refusals import Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.documents.batches import MOST, Addressed, BatchState, RecipientGroup, fill, typed
from congress.rules.documents.life import IN_FORCE, DocumentPart, DocumentState
from congress.rules.roles import COMMITTEE
from congress.services.base import command
from congress.services.files import clean_name

AT_ONCE = 5
STALE = timedelta(minutes=2)
A4 = (595.28, 841.89)
"""In points."""
WORKING = (BatchState.WAITING, BatchState.RUNNING)

logger = logging.getLogger(__name__)


def start_batch(*, actor: User, document: Document, recipients: RecipientGroup, listed: str = "") -> Batch:
    """Put a letter to each recipient of an issued document in the row for the background.

    Raises NotAllowed, WrongState for a document that is not in force, Incomplete without recipients or with too many.
    """
    if DocumentPart.DRAFTER not in parts(actor, document):
        raise NotAllowed(_("只有起草机构可以套打此件。"))
    if DocumentState(document.state) not in IN_FORCE or frozen_of(document) is None:
        raise WrongState(_("印发以后才能套打：每份都与定稿一致，只换收件人和【】里的内容。"))
    found = _recipients(document.county, recipients, listed)
    if not found:
        raise Incomplete({"listed": _("没有收件人。请粘贴名单，每行一份。")})
    if len(found) > MOST:
        raise Incomplete({"listed": _("一次最多%(n)s份，请分几次套打。") % {"n": MOST}})
    with command(actor, "start_batch"):
        batch = Batch.objects.create(
            county=document.county,
            document=document,
            recipients=recipients,
            total=len(found),
            created_by=actor,
            created_at=now(),
        )
        BatchLetter.objects.bulk_create(
            BatchLetter(batch=batch, position=n, name=one.name[:120], values=dict(one.values))
            for n, one in enumerate(found, 1)
        )
    return batch


def _recipients(county: Congress, group: RecipientGroup, listed: str) -> list[Addressed]:
    if group is RecipientGroup.TYPED:
        return typed(listed)
    if group is RecipientGroup.UNITS:
        units = Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=county)
        return [_addressed(unit.name, unit.name, "") for unit in units.order_by("place_order", "id")]
    if group is RecipientGroup.COMMITTEE:
        posts = Post.objects.on(today()).filter(role__in=COMMITTEE, body__congress=county)
        rows = posts.select_related("person", "body").order_by("role", "id")
        return list(
            {post.person_id: _addressed(post.person.name, str(post.body), post.title) for post in rows}.values()
        )
    mandates = Mandate.objects.on(today()).filter(term__congress=county).select_related("person", "delegation")
    ordered = mandates.order_by("delegation__place_order", "delegation_id", *name_order(county, "person__"), "id")
    return [_addressed(row.person.name, row.delegation.name, "") for row in ordered]


def _addressed(name: str, place: str, title: str) -> Addressed:
    return Addressed(name, {"姓名": name, "单位": place, "代表团": place, "职务": title})


def work(batch_id: int) -> None:
    """Make the letters of a batch that are not made yet, then bind them; does nothing for one that is over."""
    batch = Batch.objects.select_related("county", "document", "created_by").filter(pk=batch_id).first()
    if batch is None or batch.state not in WORKING:
        return
    try:
        paper = Paper.of_json(Frozen.objects.get(document=batch.document_id).content)
        while _make_some(batch, paper):
            pass
        _bind(batch)
    except (Refusal, DatabaseError, OSError, ArithmeticError, LookupError, ValueError) as error:
        logger.warning("batch %s stopped: %s", batch_id, error)
        with command(batch.created_by, "stop_batch"):
            Batch.objects.filter(pk=batch.pk, state__in=WORKING).update(state=BatchState.FAILED, error=str(error)[:300])


def left_behind() -> list[int]:
    """Batches that wait for a worker and have none."""
    waiting = Q(worked_at=None, created_at__lt=now() - timedelta(seconds=20)) | Q(worked_at__lt=now() - STALE)
    return list(Batch.objects.filter(waiting, state__in=WORKING).order_by("id").values_list("pk", flat=True))


def resume(*, actor: User, batch: Batch) -> Batch:
    """Go on with a batch that stopped; letters that are made stay. Raises NotAllowed."""
    if DocumentPart.DRAFTER not in parts(actor, batch.document):
        raise NotAllowed(_("只有起草机构可以套打此件。"))
    with command(actor, "resume_batch"):
        Batch.objects.filter(pk=batch.pk, state=BatchState.FAILED).update(state=BatchState.WAITING, error="")
    batch.refresh_from_db()
    return batch


def _make_some(batch: Batch, paper: Paper) -> bool:
    """Make the next few letters nobody else is making; whether there were any."""
    with command(batch.created_by, "make_letters"):
        free = batch.letters.select_for_update(skip_locked=True, of=("self",)).filter(pdf="")
        rows = list(free.order_by("position")[:AT_ONCE])
        for row in rows:
            _make(row, paper)
        made = batch.letters.exclude(pdf="").count()
        Batch.objects.filter(pk=batch.pk, state__in=WORKING).update(
            state=BatchState.RUNNING, done=made, worked_at=now()
        )
    return bool(rows)


def _make(row: BatchLetter, paper: Paper) -> None:
    printed = pdf.render(fill(paper, Addressed(row.name, row.values)))
    row.pages = len(PdfReader(io.BytesIO(printed)).pages)
    row.sha256 = hashlib.sha256(printed).hexdigest()
    row.pdf.save("letter.pdf", ContentFile(printed), save=False)
    row.save()


def _bind(batch: Batch) -> None:
    """When every letter is made: one PDF for the printer, one archive of all, once."""
    with command(batch.created_by, "bind_letters"):
        locked = Batch.objects.select_for_update().select_related("document").get(pk=batch.pk)
        if locked.state not in WORKING or locked.letters.filter(pdf="").exists():
            return
        letters = list(locked.letters.order_by("position"))
        locked.pdf.save("letters.pdf", ContentFile(bind(_contents(letters), str(locked.document))), save=False)
        with tempfile.TemporaryFile() as packed:
            _pack(letters, packed)
            locked.archive.save("letters.zip", File(packed), save=False)
        locked.state, locked.done, locked.finished_at = BatchState.DONE, len(letters), now()
        locked.version += 1
        locked.save()


def _contents(letters: list[BatchLetter]) -> Iterator[bytes]:
    """The PDFs one after another. Longer letters are printed on both sides: an odd last page gets a blank behind it."""
    two_sided = any(letter.pages > 1 for letter in letters)
    for letter in letters:
        with letter.pdf.open("rb") as file:
            yield bytes(file.read())
        if two_sided and letter.pages % 2:
            yield _blank()


@cache
def _blank() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=A4[0], height=A4[1])
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _pack(letters: list[BatchLetter], packed: object) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for letter in letters:
            with letter.pdf.open("rb") as file:
                archive.writestr(clean_name(f"{letter.position:03d} {letter.name}.pdf"), file.read())
    packed.seek(0)  # type: ignore[attr-defined]
