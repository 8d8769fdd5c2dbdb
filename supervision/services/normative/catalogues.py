"""年度目录核对: what a maker says it issued in a year, compared with what it filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Body, Congress, Department, User
from congress.refusals import Incomplete, NotAllowed
from congress.services.base import command, locked, save
from supervision.access.normative import keeps_document, own_offices
from supervision.models import Catalogue, CatalogueLine, NormativeDocument
from supervision.queries.normative.dates import catalogue_due
from supervision.rules.normative import NUMBER_MAX, TITLE_MAX, Listed, NormativeState, match

NOT_FILED = (NormativeState.RETURNED, NormativeState.TRANSFERRED)
"""What was returned and not filed again is not filed."""


@dataclass(frozen=True)
class Named:
    """A line as typed or read from a file."""

    number: str
    title: str
    published_on: date | None = None


def check_catalogue(
    *,
    actor: User,
    office: Body,
    organ: Department | None,
    township: Congress | None,
    year: int,
    received_on: date,
    named: Sequence[Named],
) -> Catalogue:
    """Enter a maker's catalogue and compare it; entering it again replaces the lines.

    Raises NotAllowed; Incomplete without a maker, for a year that is not over, or a date to come.
    """
    with command(actor, "check_catalogue"):
        if office.pk not in own_offices(actor):
            raise NotAllowed(_("年度目录由县人大常委会的工作机构核对。"))
        _refuse_wrong(organ, township, year, received_on)
        row, fresh = Catalogue.objects.get_or_create(
            county=office.congress,
            organ=organ,
            township=township,
            year=year,
            defaults={
                "office": office,
                "received_on": received_on,
                "due_on": catalogue_due(office.congress, year),
                "entered_by": actor,
            },
        )
        if not fresh:
            row = locked(row, None)
            row.received_on, row.entered_by = received_on, actor
            save(row)
            row.lines.all().delete()
        lines = [
            CatalogueLine(
                catalogue=row,
                position=place,
                number=one.number.strip()[:NUMBER_MAX],
                title=one.title.strip()[:TITLE_MAX],
                published_on=one.published_on,
            )
            for place, one in enumerate(named, start=1)
        ]
        _compare(row, lines)
        CatalogueLine.objects.bulk_create(lines)
    return row


def compare_again(*, actor: User, catalogue: Catalogue, version: int | None = None) -> Catalogue:
    """Look again which lines have been filed meanwhile. Raises NotAllowed, Conflict."""
    with command(actor, "compare_catalogue"):
        row = locked(catalogue, version)
        if not keeps_document(actor, row):
            raise NotAllowed(_("目录由录入它的机构核对。"))
        lines = list(row.lines.order_by("position"))
        _compare(row, lines)
        CatalogueLine.objects.bulk_update(lines, ["document"])
        save(row)
    return row


def _compare(row: Catalogue, lines: Sequence[CatalogueLine]) -> None:
    filed = NormativeDocument.objects.filter(county=row.county_id, organ=row.organ_id, township=row.township_id)
    register = [
        Listed(number, title, key)
        for key, number, title in filed.exclude(state__in=NOT_FILED).order_by("id").values_list("pk", "number", "title")
    ]
    found = match([Listed(line.number, line.title) for line in lines], register)
    for line, key in zip(lines, found, strict=True):
        line.document_id = key


def _refuse_wrong(organ: Department | None, township: Congress | None, year: int, received_on: date) -> None:
    wrong: dict[str, str] = {}
    if (organ is None) == (township is None):
        wrong["maker"] = _("请选择一个制定机关。")
    if received_on > today():
        wrong["received_on"] = _("日期在今天之后，请核对。")
    elif year >= received_on.year:
        wrong["year"] = _("目录是上一年度的，%(year)s年还没有结束，请核对年度。") % {"year": year}
    if wrong:
        raise Incomplete(wrong)
