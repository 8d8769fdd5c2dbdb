"""Taking a document into the register (报备登记), mending its entry, and keeping its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.models import Body, Congress, Department, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.numbers import next_number
from congress.services.steps import need
from supervision.access.normative import MAKERS, keeps_document, own_offices
from supervision.models import NormativeDocument, NormativeFile
from supervision.queries.normative.dates import filing_due
from supervision.rules.normative import ENDED, REGISTER, FilingMaterial, NormativeState, Occasion
from supervision.services.normative.reviewing import record


@dataclass(frozen=True)
class Filed:
    """What came in: by whom, which text, when, with what."""

    organ: Department | None
    township: Congress | None
    title: str
    number: str
    published_on: date
    submitted_on: date
    materials: Sequence[FilingMaterial] = ()
    grounds: str = ""
    occasion: Occasion = Occasion.ACTIVE


def register(
    *,
    actor: User,
    filed: Filed,
    office: Body | None = None,
    files: Sequence[Upload] = (),
    refiles: NormativeDocument | None = None,
) -> NormativeDocument:
    """登记: number it and let the form check run.

    ``office`` keeps it; without one the actor's only office does. ``refiles`` is the document it replaces after a
    return. Raises NotAllowed; Incomplete for a maker who files nothing here, dates that contradict each other, or
    a document that stands in the register already.
    """
    with command(actor, "register_normative"):
        office = _office(actor, office)
        county = office.congress
        _refuse_wrong(county, filed)
        _refuse_twice(county, filed)
        if refiles is not None:
            _refuse_other(refiles, filed)
        year = filed.submitted_on.year
        row = NormativeDocument(
            county=county,
            office=office,
            year=year,
            serial=next_number(county, REGISTER, str(year)),
            refiles=refiles,
            registered_by=actor,
            registered_at=now(),
        )
        _write(row, filed)
        row.save()
        record(actor, row, None, NormativeState.REGISTERED, filed.submitted_on)
        row.save()
        add_uploads(actor, row, files)
    return row


def amend_entry(
    *, actor: User, document: NormativeDocument, filed: Filed, version: int | None = None
) -> NormativeDocument:
    """Mend what was typed wrongly; the number stays, and the audit ledger keeps what stood there.

    Raises NotAllowed, Conflict, Incomplete; WrongState once the review is over.
    """
    with command(actor, "amend_normative"):
        row = locked(document, version)
        if not keeps_document(actor, row):
            raise NotAllowed(_("这份文件由登记机构办理，请与登记机构联系。"))
        if row.state in ENDED:
            raise WrongState(_("这份文件已经办结，登记内容不再改动。"))
        _refuse_wrong(row.county, filed)
        _write(row, filed)
        save(row)
    return row


def add_files(*, actor: User, document: NormativeDocument, files: Sequence[Upload]) -> list[NormativeFile]:
    """Keep files with a document. Raises NotAllowed; Incomplete for a file that is refused."""
    with command(actor, "add_normative_files"):
        if not keeps_document(actor, document):
            raise NotAllowed(_("这份文件由登记机构办理，请与登记机构联系。"))
        return add_uploads(actor, document, files)


def add_uploads(actor: User, document: NormativeDocument, files: Sequence[Upload]) -> list[NormativeFile]:
    """Store files inside a command that has asked who may."""
    return [
        NormativeFile.objects.create(
            document=document, attachment=store(actor=actor, county=document.county, upload=upload)
        )
        for upload in files
    ]


def _office(actor: User, office: Body | None) -> Body:
    mine = own_offices(actor)
    if office is None and len(mine) == 1:
        office = Body.objects.select_related("congress").get(pk__in=mine)
    if not mine:
        raise NotAllowed(_("规范性文件由县人大常委会的工作机构登记。"))
    if office is None:
        raise Incomplete({"office": _("请选择登记机构。")})
    if office.pk not in mine:
        raise NotAllowed(_("只能以自己所在机构的名义登记。"))
    return office


def _refuse_wrong(county: Congress, filed: Filed) -> None:
    wrong: dict[str, str] = {}
    organ, township = filed.organ, filed.township
    if (organ is None) == (township is None):
        wrong["maker"] = _("请选择一个制定机关。")
    elif organ is not None and (organ.county_id != county.pk or organ.system not in MAKERS):
        wrong["maker"] = _("%(who)s制定的文件不向县人大常委会报备，请核对制定机关。") % {"who": organ}
    elif township is not None and township.county_id != county.pk:
        wrong["maker"] = _("请选择本县的乡镇人民代表大会。")
    if filed.submitted_on > today():
        wrong["submitted_on"] = _("日期在今天之后，请核对。")
    elif filed.submitted_on < filed.published_on:
        wrong["submitted_on"] = _("报送日期早于公布日期，请核对。")
    if wrong:
        raise Incomplete(wrong)


def _refuse_twice(county: Congress, filed: Filed) -> None:
    """The same number of the same maker once, unless the earlier one was returned."""
    if not filed.number.strip():
        return
    rows = NormativeDocument.objects.filter(
        county=county, organ=filed.organ, township=filed.township, number=filed.number.strip()
    ).exclude(state__in=[NormativeState.RETURNED, NormativeState.TRANSFERRED])
    same = rows.first()
    if same is not None:
        text = _("这个文号已经登记为%(number)s。补充材料请在原件上登记补正，不要重复登记。")
        raise Incomplete({"number": text % {"number": same.register_number}})


def _refuse_other(before: NormativeDocument, filed: Filed) -> None:
    if before.organ_id != getattr(filed.organ, "pk", None) or before.township_id != getattr(filed.township, "pk", None):
        text = _("%(number)s是%(maker)s报送的，重新报送的应当是同一制定机关。")
        raise Incomplete({"maker": text % {"number": before.register_number, "maker": before.maker}})


def _write(row: NormativeDocument, filed: Filed) -> None:
    row.organ, row.township = filed.organ, filed.township
    row.title = need("title", filed.title, _("请填写文件名称。"))
    row.number = filed.number.strip()
    row.published_on, row.submitted_on = filed.published_on, filed.submitted_on
    row.materials = [one.value for one in filed.materials]
    row.grounds, row.occasion = filed.grounds.strip(), filed.occasion
    row.filing_due_on = filing_due(row.county, filed.published_on).due_on
