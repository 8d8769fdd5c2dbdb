"""Commands on offices: enter one, rename a body's, enter who holds it already, seat those elected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Ballot, Candidate, Congress, Department, Person, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotKind
from congress.rules.names import pinyin_key
from congress.services.base import command, locked, save
from congress.services.steps import need
from personnel.access import keeps_personnel
from personnel.models import Holding, Office
from personnel.queries.checks import settings_of
from personnel.rules.holdings import Began, Ended, Renaming
from personnel.rules.offices import OfficeKind


@dataclass(frozen=True)
class Described:
    """An office as it is entered."""

    kind: OfficeKind
    organ: str
    title: str
    seats: int | None = 1
    department: Department | None = None


def county_of(actor: User) -> Congress:
    """The county of a keeper. Raises NotAllowed for everybody else."""
    if actor.county is None or not keeps_personnel(actor):
        raise NotAllowed(_("人事任免由常委会办公室经办，请与办公室联系。"))
    return actor.county


def add_office(*, actor: User, office: Described) -> Office:
    """Enter an office. Raises NotAllowed; Incomplete for what is missing or there already."""
    county = county_of(actor)
    with command(actor, "add_office"):
        return _write(county, office)


def _write(county: Congress, office: Described) -> Office:
    organ = need("organ", office.organ, _("请写明机关，如“县民政局”。"))
    title = need("title", office.title, _("请写明职务，如“局长”。"))
    if Office.objects.filter(county=county, organ=organ, title=title).exists():
        raise Incomplete({"title": _("%(organ)s%(title)s已经登记。") % {"organ": organ, "title": title}})
    return Office.objects.create(
        county=county,
        kind=office.kind,
        organ=organ,
        title=title,
        seats=office.seats,
        department=office.department,
        place_order=Office.objects.filter(county=county).count() + 1,
    )


def rename_office(
    *, actor: User, office: Office, organ: str, title: str, reappoint: bool | None = None, version: int | None = None
) -> Office:
    """机构更名: end the office and begin another one. Provinces say opposite things about those in office.

    Where the county's setting says ``ask``, ``reappoint`` must be given: True ends their terms and a motion appoints
    them anew; False lets them go on under the new name without an act. Raises NotAllowed, WrongState, Conflict,
    Incomplete.
    """
    county = county_of(actor)
    with command(actor, "rename_office"):
        office = locked(office, version)
        if office.until is not None:
            raise WrongState(_("这个职务已经撤销，不能更名。"))
        again = _reappoints(county, reappoint)
        described = Described(OfficeKind(office.kind), organ, title, office.seats, office.department)
        fresh = _write(county, described)
        fresh.renamed_from, fresh.since, fresh.place_order = office, today(), office.place_order
        fresh.save()
        for row in office.holdings.filter(until=None):
            _leave_renamed(row, fresh, go_on=not again)
        office.until = today()
        save(office)
    return fresh


def _reappoints(county: Congress, said: bool | None) -> bool:
    setting = Renaming(settings_of(county).renamed)
    if setting is Renaming.ASK:
        if said is None:
            text = _("请说明现任人员是否重新任命：各省规定不同，本县设置为逐次确定（本县任免办法第八条）。")
            raise Incomplete({"reappoint": text})
        return said
    return setting is Renaming.REAPPOINT


def _leave_renamed(row: Holding, fresh: Office, *, go_on: bool) -> None:
    words = _("机构更名为%(organ)s") % {"organ": fresh.organ}
    row.until, row.ended, row.end_act = today(), Ended.ABOLISHED, words
    save(row)
    if go_on:
        Holding.objects.create(
            office=fresh,
            person=row.person,
            acting=row.acting,
            since=today(),
            began=Began.RECORDED,
            act=_("%(words)s，职能未变，不重新任命") % {"words": words},
            line=row.line,
        )


def record_holding(*, actor: User, office: Office, person: Person, since: date, act: str) -> Holding:
    """Enter who held an office before this system came. Nothing is owed of it.

    Raises NotAllowed; WrongState when the office is full; Incomplete for a day to come or without its ground.
    """
    county_of(actor)
    with command(actor, "record_holding"):
        office = locked(office, None)
        words = need("act", act, _("请写明任职的依据，如“县十八届人大常委会第三次会议决定任命”。"))
        if since > today():
            raise Incomplete({"since": _("起始日在今天之后，请核对。")})
        refuse_full(office, leaving=0)
        if office.holdings.filter(person=person, until=None).exists():
            raise WrongState(_("%(who)s现任%(office)s，不必再登记。") % {"who": person, "office": office})
        return Holding.objects.create(office=office, person=person, since=since, began=Began.RECORDED, act=words)


def refuse_full(office: Office, *, leaving: int, coming: int = 1) -> None:
    """Raise WrongState when an office has no seat for ``coming`` more, ``leaving`` having gone."""
    if office.seats is None:
        return
    held = office.holdings.filter(until=None).select_related("person")
    if held.count() - leaving + coming > office.seats:
        names = "、".join(str(row.person) for row in held)
        text = _(
            "%(office)s职数%(seats)s名，现由%(names)s担任，没有空缺。请在同一任免案中先列免职、辞职，或者核对职数。"
        )
        raise WrongState(text % {"office": office, "seats": office.seats, "names": names or _("本案其他人选")})


# -- Those elected ---------------------------------------------------------------------------------


ELECTED = (
    ("监察委员会", OfficeKind.SUPERVISORY_HEAD),
    ("人民法院", OfficeKind.COURT_PRESIDENT),
    ("人民检察院", OfficeKind.CHIEF_PROCURATOR),
    ("常务委员会", OfficeKind.COMMITTEE_MEMBER),
    ("常委会", OfficeKind.COMMITTEE_MEMBER),
)
"""What an organ is told by in the words an election was entered with."""


def seat_elected(_actor: User, ballot: Ballot) -> None:
    """What the core tells when an election is closed: those elected hold their office from this day."""
    if ballot.kind != BallotKind.ELECTION or ballot.election is None:
        return
    election = ballot.election
    rows = Candidate.objects.filter(election=election, oath_due=True, holding=None).select_related("person")
    office = _elected_office(ballot) if rows else None
    for candidate in rows:
        assert office is not None
        person = candidate.person or Person.objects.create(
            county=ballot.county, name=candidate.name, employer=str(office), pinyin_key=pinyin_key(candidate.name)
        )
        Holding.objects.create(
            office=office,
            person=person,
            since=candidate.elected_on or today(),
            began=Began.ELECTED,
            act=str(ballot.meeting),
            candidate=candidate,
        )


def _elected_office(ballot: Ballot) -> Office:
    """The office an election fills, entered when the table of offices lacks it."""
    election = ballot.election
    assert election is not None
    found = Office.objects.filter(county=ballot.county, organ=election.organ, title=election.post).first()
    if found is not None:
        return found
    head = OfficeKind.DEPUTY_HEAD if election.post.startswith("副") else OfficeKind.COUNTY_HEAD
    kind = next((kind for word, kind in ELECTED if word in election.organ), head)
    return Office.objects.create(
        county=ballot.county,
        kind=kind,
        organ=election.organ,
        title=election.post,
        seats=None,
        place_order=Office.objects.filter(county=ballot.county).count() + 1,
    )
