"""Numbers: taken from the locked counter, kept for papers made elsewhere, voided with a reason. Never reused."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congress.access import sets_documents, standing
from congress.clock import today
from congress.models import Congress, Document, DocumentSeries, RegisterEntry, Series, User
from congress.queries.documents.register import counter
from congress.queries.documents.stationery import number_text, scope_of, series_of
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.roles import OFFICE
from congress.services.base import command
from congress.services.numbers import next_number
from congress.services.steps import need

MOST_PASSED = 9999


def take(document: Document, actor: User, day: date) -> RegisterEntry | None:
    """Take the next number for a document, inside the command that issues it; None for kinds without numbers."""
    series = series_of(document.county).get(document.series)
    if series is None:
        return None
    return _entry(document.county, series, actor, day, document=document)


def _entry(
    county: Congress,
    series: DocumentSeries,
    actor: User,
    day: date,
    *,
    document: Document | None = None,
    purpose: str = "",
) -> RegisterEntry:
    scope = scope_of(series, county, day.year)
    n = next_number(county, counter(series.code), scope)
    return RegisterEntry.objects.create(
        county=county,
        series=series.code,
        scope=scope,
        serial=n,
        number=number_text(series, county, scope, n),
        document=document,
        purpose=purpose,
        taken_on=today(),
        taken_by=actor,
    )


def numbering(actor: User) -> list[DocumentSeries]:
    """The series in which somebody may give numbers: those of his office, and those every office keeps itself."""
    who = standing(actor)
    if actor.county is None:
        return []
    kinds = who.body_kinds(OFFICE)
    county_offices = [post for post in who.posts if post.body and post.body.congress_id == who.county_id]
    if not county_offices or not kinds:
        return []
    return [row for row in series_of(actor.county).values() if not row.kept_by or row.kept_by in kinds]


def _allowed(actor: User, code: str) -> tuple[Congress, DocumentSeries]:
    row = next((row for row in numbering(actor) if row.code == code), None)
    if row is None or actor.county is None:
        raise NotAllowed(_("这个序列的号由指定的机构编，您不能取号。"))
    return actor.county, row


def reserve(*, actor: User, series: str, purpose: str) -> RegisterEntry:
    """Take a number for a paper that is made elsewhere, and say for what. Raises NotAllowed, Incomplete."""
    county, row = _allowed(actor, series)
    with command(actor, "reserve_number"):
        words = need("purpose", purpose, _("请写明这个号用在哪件公文上。"))
        return _entry(county, row, actor, today(), purpose=words[:200])


def void(*, actor: User, entry: RegisterEntry, reason: str) -> RegisterEntry:
    """Void a number that was taken and is not used; the gap keeps its reason. Raises NotAllowed, WrongState."""
    _allowed(actor, entry.series)
    with command(actor, "void_number", reason):
        entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
        if entry.document_id:
            raise WrongState(_("%(number)s已经用于印发的公文，不能作废。") % {"number": entry.number})
        if entry.voided_on:
            raise WrongState(_("%(number)s已经作废。") % {"number": entry.number})
        entry.void_reason = need("reason", reason, _("请写明作废的理由，发文登记簿上要列出。"))[:200]
        entry.voided_on, entry.voided_by = today(), actor
        entry.save()
    return entry


def pass_over(*, actor: User, series: str, last: int) -> int:
    """Begin after the numbers given before this system came: ``last`` was the last one. Only while nothing is numbered.

    Raises NotAllowed, Incomplete, WrongState.
    """
    county = actor.county
    row = series_of(county).get(series) if county is not None and sets_documents(actor) else None
    if row is None or county is None:
        raise NotAllowed(_("起始号由常委会办公室和系统管理员设定。"))
    if not 0 < last <= MOST_PASSED:
        raise Incomplete({"last": _("请填1至%(n)s之间的数。") % {"n": MOST_PASSED}})
    with command(actor, "pass_over_numbers"):
        kept = _counter(county, row)
        if kept.last and kept.last != last:
            raise WrongState(_("这个序列已经编到%(n)s号，不能再改起始号。") % {"n": kept.last})
        kept.last = last
        kept.save()
    return last


def _counter(county: Congress, row: DocumentSeries) -> Series:
    """The counter of the present year or term, locked."""
    scope, code = scope_of(row, county, today().year), counter(row.code)
    Series.objects.bulk_create([Series(county=county, code=code, scope=scope)], ignore_conflicts=True)
    return Series.objects.select_for_update().get(county=county, code=code, scope=scope)
