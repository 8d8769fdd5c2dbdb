"""Commands of the constitutional oath: who owes one, ceremonies, who swore, who was absent and makes it up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import AgendaItem, Attachment, Ballot, Candidate, Deadline, Meeting, Person, User
from congress.queries.deadlines import chinese_date
from congress.refusals import Incomplete, WrongState
from congress.rules.ballots import BallotKind
from congress.rules.followups import Clock
from congress.rules.names import pinyin_key
from congress.services import deadlines
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.steps import need
from personnel.models import Ceremony, CeremonyFile, Holding, Oath, OathText, Office
from personnel.queries.checks import settings_of
from personnel.rules.holdings import Began
from personnel.rules.oaths import AWAITED, CeremonyState, OathForm, OathState, Text, excused, text_of
from personnel.rules.offices import OfficeKind, Organiser
from personnel.services.offices import county_of


def owe(*, actor: User, holding: Holding, on: AgendaItem | Meeting) -> Oath | None:
    """Somebody elected or appointed owes an oath from today; None for offices whose holders swear none.

    The date runs on the item or the session of the vote, so that one reminder speaks of all who owe one there.
    """
    organiser = holding.office.rule.organiser
    if organiser is Organiser.NOBODY or Oath.objects.filter(holding=holding).exists():
        return None
    entry = _entry(on)
    repeated = settings_of(holding.office.county).repeated
    others = Oath.objects.filter(holding__person=holding.person_id, entry=entry).exclude(holding=holding)
    once = excused(repeated, sworn_for_another_today=others.exists())
    return Oath.objects.create(
        county=holding.office.county,
        holding=holding,
        organiser=organiser,
        state=OathState.EXEMPT if once else OathState.OWED,
        note=_("同次会议任多职，只宣誓一次（本县规定）") if once else "",
        due_on=entry.due_on,
        entry=entry,
    )


def _entry(on: AgendaItem | Meeting) -> Deadline:
    """The date of this vote's oaths, entered once and awaited from then on."""
    found = on.deadlines.filter(clock=Clock.OATH, anchor_on=today()).order_by("-id").first()
    return found or deadlines.start(on, Clock.OATH, today())


def owe_elected(actor: User, ballot: Ballot) -> None:
    """What the core tells when an election is closed: those elected hold their office and owe an oath."""
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
        holding = Holding.objects.create(
            office=office,
            person=person,
            since=today(),
            began=Began.ELECTED,
            act=str(ballot.meeting),
            candidate=candidate,
        )
        owe(actor=actor, holding=holding, on=ballot.meeting)


ELECTED = (
    ("监察委员会", OfficeKind.SUPERVISORY_HEAD),
    ("人民法院", OfficeKind.COURT_PRESIDENT),
    ("人民检察院", OfficeKind.CHIEF_PROCURATOR),
    ("常务委员会", OfficeKind.COMMITTEE_MEMBER),
    ("常委会", OfficeKind.COMMITTEE_MEMBER),
)
"""What an organ is told by in the words an election was entered with."""


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


@dataclass(frozen=True)
class Occasion:
    """A ceremony as it is planned. ``text`` None takes the one that holds on its day."""

    organiser: Organiser
    held_on: date
    place: str
    host: str
    form: OathForm
    text: OathText | None = None
    witness: str = ""
    meeting: Meeting | None = None


def plan_ceremony(*, actor: User, occasion: Occasion, oaths: Iterable[Oath], leader: Oath | None = None) -> Ceremony:
    """安排宣誓 of some who owe an oath.

    Raises NotAllowed; WrongState for an oath before the appointment, one sworn already, or another organiser's;
    Incomplete for an old text, a group without its leader, what is missing.
    """
    county = county_of(actor)
    with command(actor, "plan_ceremony"):
        text = _text(occasion)
        rows = [locked(row, None) for row in sorted(oaths, key=lambda row: row.pk)]
        _refuse_group(occasion, rows, leader)
        for row in rows:
            _refuse_oath(row, occasion)
        ceremony = Ceremony.objects.create(
            county=county,
            organiser=occasion.organiser,
            held_on=occasion.held_on,
            place=need("place", occasion.place, _("请填写宣誓地点。")),
            host=need("host", occasion.host, _("请填写主持人。")),
            form=occasion.form,
            text=text,
            witness=_witness(actor, occasion.witness),
            meeting=occasion.meeting,
            created_by=actor,
        )
        for row in rows:
            row.ceremony, row.state = ceremony, OathState.INVITED
            row.leads = leader is not None and row.pk == leader.pk
            save(row)
    return ceremony


def _text(occasion: Occasion) -> OathText:
    """The text of the day. Raises Incomplete for another one: some local rules still print the old text."""
    kept = {row.version: row for row in OathText.objects.all()}
    found = text_of([Text(r.version, r.valid_from, r.valid_until) for r in kept.values()], occasion.held_on)
    if found is None:
        raise Incomplete({"held_on": _("那一天还没有实行宪法宣誓制度，请核对日期。")})
    text = kept[found.version]
    if occasion.text is not None and occasion.text.pk != text.pk:
        shape = _("%(old)s年的誓词已于%(until)s停用，%(on)s宣誓应当使用%(new)s年修订的誓词（%(basis)s）。")
        until = occasion.text.valid_until or occasion.held_on
        values = {"old": occasion.text.version, "until": chinese_date(until), "on": chinese_date(occasion.held_on)}
        raise Incomplete({"text": shape % {**values, "new": text.version, "basis": text.basis}})
    return text


def _witness(actor: User, name: str) -> str:
    if name.strip() and actor.county and not settings_of(actor.county).witness:
        text = _("宪法宣誓决定没有规定监誓人，本县没有启用。确需设监誓人的，请先在设置中启用。")
        raise Incomplete({"witness": text})
    return name.strip()


def _refuse_group(occasion: Occasion, rows: list[Oath], leader: Oath | None) -> None:
    if not rows:
        raise Incomplete({"oaths": _("请勾选参加宣誓的人员。")})
    if occasion.form is OathForm.GROUP and (leader is None or leader.pk not in {row.pk for row in rows}):
        raise Incomplete({"leader": _("集体宣誓由一人领誓，请在宣誓人中指定领誓人（宪法宣誓决定第八条）。")})
    if occasion.form is OathForm.SINGLE and leader is not None:
        raise Incomplete({"leader": _("单独宣誓没有领誓人。")})


def _refuse_oath(row: Oath, occasion: Occasion) -> None:
    if row.state not in AWAITED or row.state == OathState.INVITED:
        text = _("%(who)s的宣誓状态是“%(state)s”，不能再安排。")
        raise WrongState(text % {"who": row.holding.person, "state": row.get_state_display()})
    if occasion.held_on < row.holding.since:
        text = _("%(who)s于%(day)s任职，宣誓不能早于任职：选举或者任命以后，就职时宣誓。")
        shape = {"who": row.holding.person, "day": chinese_date(row.holding.since)}
        raise WrongState(text % shape, basis=_("宪法宣誓决定"))
    if row.organiser != occasion.organiser:
        text = _("%(who)s的宣誓由%(right)s组织。")
        raise WrongState(text % {"who": row.holding.person, "right": row.get_organiser_display()})


def record_ceremony(
    *,
    actor: User,
    ceremony: Ceremony,
    present: Collection[int],
    photos: Iterable[Upload] = (),
    version: int | None = None,
) -> Ceremony:
    """登记宣誓: who swore; whoever was absent owes it as before and makes it up.

    Raises NotAllowed, Conflict; WrongState when it was recorded or lies ahead; Incomplete when nobody, or not the
    leader, was there.
    """
    county_of(actor)
    with command(actor, "record_ceremony"):
        ceremony = locked(ceremony, version)
        if ceremony.state == CeremonyState.HELD:
            raise WrongState(_("这次宣誓已经登记。缺席的人员另行安排补行。"))
        if ceremony.held_on > today():
            raise WrongState(_("宣誓仪式还没有举行，到期以后再登记。"))
        rows = list(ceremony.oaths.select_for_update(of=("self",)).order_by("id"))
        if not any(row.pk in present for row in rows):
            raise Incomplete({"present": _("请勾选到场宣誓的人员。")})
        if any(row.leads and row.pk not in present for row in rows):
            raise Incomplete({"present": _("领誓人没有到场，请先改定领誓人再登记。")})
        for row in rows:
            _swear(row, ceremony, here=row.pk in present)
        ceremony.state = CeremonyState.HELD
        save(ceremony)
        _keep_photos(actor, ceremony, photos)
        _stop_clocks(rows)
    return ceremony


def _swear(row: Oath, ceremony: Ceremony, *, here: bool) -> None:
    if here:
        row.state, row.sworn_on = OathState.SWORN, ceremony.held_on
        Candidate.objects.filter(holding=row.holding_id).update(oath_due=False)
    else:
        row.state, row.ceremony, row.absences = OathState.ABSENT, None, row.absences + 1
    save(row)


def _keep_photos(actor: User, ceremony: Ceremony, photos: Iterable[Upload]) -> None:
    for photo in photos:
        attachment = store(actor=actor, county=ceremony.county, upload=photo)
        CeremonyFile.objects.create(ceremony=ceremony, attachment=attachment)


def _stop_clocks(rows: Iterable[Oath]) -> None:
    """Await nothing more of a vote whose oaths are all sworn."""
    for entry in {row.entry for row in rows if row.entry is not None}:
        place = entry.item or entry.meeting
        if place is not None and not Oath.objects.filter(entry=entry, state__in=AWAITED).exists():
            deadlines.stop(place, Clock.OATH)


def change_leader(*, actor: User, ceremony: Ceremony, leader: Oath, version: int | None = None) -> Ceremony:
    """改定领誓人 of a group before it swears. Raises NotAllowed, WrongState, Conflict."""
    county_of(actor)
    with command(actor, "change_oath_leader"):
        ceremony = locked(ceremony, version)
        if ceremony.state == CeremonyState.HELD or ceremony.form != OathForm.GROUP:
            raise WrongState(_("只有还没有举行的集体宣誓可以改定领誓人。"))
        if not ceremony.oaths.filter(pk=leader.pk).exists():
            raise WrongState(_("领誓人须在宣誓人中指定。"))
        ceremony.oaths.filter(leads=True).update(leads=False)
        ceremony.oaths.filter(pk=leader.pk).update(leads=True)
        save(ceremony)
    return ceremony


def exempt_oath(*, actor: User, oath: Oath, reason: str, version: int | None = None) -> Oath:
    """不重复宣誓: the county decided so for somebody who has sworn for another office. Raises as the others."""
    county_of(actor)
    with command(actor, "exempt_oath", reason):
        oath = locked(oath, version)
        if oath.state not in AWAITED:
            raise WrongState(_("此人的宣誓已有结论，请返回查看。"))
        sworn = Oath.objects.filter(holding__person=oath.holding.person_id, state=OathState.SWORN).exclude(pk=oath.pk)
        if not sworn.exists():
            raise WrongState(_("此人没有为其他职务宣过誓，不能免于宣誓（宪法宣誓决定）。"))
        oath.note = need("reason", reason, _("请写明不重复宣誓的理由和决定的主任会议。"))
        oath.state, oath.ceremony, oath.leads = OathState.EXEMPT, None, False
        save(oath)
        _stop_clocks([oath])
    return oath


PHOTO = (Attachment.Slot.PHOTO, Attachment.Mark.INTERNAL)
"""How a photograph of a ceremony is kept."""
