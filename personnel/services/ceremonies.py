"""The ceremony of the oath: planned for those who owe one, held, recorded with who was absent; or called off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Attachment, Congress, Person, User
from congress.queries.deadlines import chinese_date
from congress.refusals import WrongState
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.notices import tell
from congress.services.numbers import next_number
from congress.services.steps import need
from personnel.models import Ceremony, OathDuty, PersonnelFile, Swearing
from personnel.rules.oaths import CeremonyState, OathEvent, OathState, Presence
from personnel.services.oaths import await_oaths, refuse_others, settle, take
from personnel.services.rites import Rite, Roll, as_held, refuse, refuse_absences

SERIES = "oath_ceremony"


def plan_ceremony(*, actor: User, county: Congress, rite: Rite) -> Ceremony:
    """安排宣誓仪式 for those who owe an oath to one organiser; each of them is told.

    Raises NotAllowed; Incomplete for what is missing or forbidden: an old text, an oath before the office, twice, a
    leader who does not swear himself, a witness where the county has none.
    """
    with command(actor, "plan_ceremony"):
        refuse_others(actor, county.pk)
        duties = _locked(rite.duties)
        refuse(county, rite, duties)
        ceremony = Ceremony(county=county, year=rite.on.year, created_by=actor)
        ceremony.serial = next_number(county, SERIES, str(rite.on.year))
        _write(ceremony, rite)
        ceremony.save()
        _arrange(actor, ceremony, rite, duties)
    return ceremony


def revise_ceremony(*, actor: User, ceremony: Ceremony, rite: Rite, version: int | None = None) -> Ceremony:
    """Change a planned ceremony: day, place, who swears. Raises as :func:`plan_ceremony`, Conflict, WrongState."""
    with command(actor, "revise_ceremony"):
        ceremony = _planned(actor, ceremony, version)
        _release(ceremony)
        duties = _locked(rite.duties)
        refuse(ceremony.county, rite, duties)
        _write(ceremony, rite)
        save(ceremony)
        _arrange(actor, ceremony, rite, duties)
    return ceremony


def hold_ceremony(
    *,
    actor: User,
    ceremony: Ceremony,
    roll: Roll,
    photos: Iterable[Upload] = (),
    note: str = "",
    version: int | None = None,
) -> Ceremony:
    """登记宣誓: who was there has sworn; who was absent owes it as before and has a day to make it up.

    Raises NotAllowed, Conflict, WrongState before the day; Incomplete when nobody was there, a leader was absent, an
    absence has no reason or day, or the text is no longer that of the day.
    """
    with command(actor, "hold_ceremony"):
        ceremony = _planned(actor, ceremony, version)
        if ceremony.held_on > today():
            text = _("仪式定于%(day)s举行，当天以后才能登记。日期有变的，请先修改仪式。")
            raise WrongState(text % {"day": chinese_date(ceremony.held_on)})
        rows = list(ceremony.swearings.filter(presence=Presence.EXPECTED).order_by("position"))
        duties = {duty.pk: duty for duty in _locked(row.duty for row in rows)}
        refuse_absences(roll, duties)
        there = [duty for pk, duty in duties.items() if pk not in roll.absent]
        refuse(ceremony.county, as_held(ceremony, roll, there), there, arranged=True)
        _call(actor, rows, duties, roll)
        ceremony.form, ceremony.note = roll.form, note.strip() or ceremony.note
        ceremony.state, ceremony.recorded_by = CeremonyState.HELD, actor
        save(ceremony)
        _keep_photos(actor, ceremony, photos)
        _await_of(duties.values())
    return ceremony


def cancel_ceremony(*, actor: User, ceremony: Ceremony, reason: str, version: int | None = None) -> Ceremony:
    """取消 a planned ceremony: everybody owes as before. Raises NotAllowed, Conflict, WrongState, Incomplete."""
    with command(actor, "cancel_ceremony", reason):
        ceremony = _planned(actor, ceremony, version)
        ceremony.cancel_reason = need("reason", reason, _("请写明取消的原因。"))
        people = _release(ceremony, called_off=True)
        ceremony.state = CeremonyState.CANCELLED
        save(ceremony)
        text = _("原定%(day)s在%(place)s举行的宪法宣誓仪式取消，另行通知。原因：%(reason)s")
        shape = {"day": chinese_date(ceremony.held_on), "place": ceremony.place, "reason": ceremony.cancel_reason}
        tell(ceremony.county, people, _("宪法宣誓仪式取消"), text % shape)
    return ceremony


def add_photos(*, actor: User, ceremony: Ceremony, photos: Iterable[Upload]) -> Ceremony:
    """Add photographs to a ceremony that was held. Raises NotAllowed, WrongState; Incomplete for a refused file."""
    with command(actor, "add_photos"):
        ceremony = locked(ceremony, None)
        refuse_others(actor, ceremony.county_id)
        if ceremony.state != CeremonyState.HELD:
            raise WrongState(_("仪式举行以后才能存入照片。"))
        _keep_photos(actor, ceremony, photos)
    return ceremony


# -- Parts -----------------------------------------------------------------------------------------


def _planned(actor: User, ceremony: Ceremony, version: int | None) -> Ceremony:
    ceremony = locked(ceremony, version)
    refuse_others(actor, ceremony.county_id)
    if ceremony.state != CeremonyState.PLANNED:
        raise WrongState(_("这次仪式%(state)s，不能再改动。") % {"state": ceremony.get_state_display()})
    return ceremony


def _locked(duties: Iterable[OathDuty]) -> list[OathDuty]:
    """The duties, locked in the order of their keys, returned in the order asked for; each once."""
    wanted = list(dict.fromkeys(duty.pk for duty in duties))
    rows = OathDuty.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in wanted]


def _write(ceremony: Ceremony, rite: Rite) -> None:
    ceremony.held_on, ceremony.held_at = rite.on, rite.at
    ceremony.place = need("place", rite.place, _("请填写地点。"))
    ceremony.host = need("host", rite.host, _("请填写主持人。"))
    ceremony.organiser, ceremony.form, ceremony.text = rite.organiser, rite.form, rite.text
    ceremony.witness, ceremony.note = rite.witness.strip(), rite.note.strip()


def _arrange(actor: User, ceremony: Ceremony, rite: Rite, duties: Sequence[OathDuty]) -> None:
    Swearing.objects.bulk_create(
        Swearing(ceremony=ceremony, duty=duty, position=n, leads=rite.leader is not None and duty.pk == rite.leader.pk)
        for n, duty in enumerate(duties, 1)
    )
    for duty in duties:
        duty = take(actor, OathEvent.ARRANGE, duty)
        duty.state = OathState.ARRANGED
        save(duty)
    text = _("定于%(when)s在%(place)s举行宪法宣誓仪式，由%(organiser)s组织，%(host)s主持。请着装整洁，提前到场。")
    when = chinese_date(ceremony.held_on) + (f"{ceremony.held_at:%H:%M}" if ceremony.held_at else "")
    shape = {"when": when, "place": ceremony.place, "host": ceremony.host}
    organiser = ceremony.get_organiser_display()
    tell(ceremony.county, _people(duties), _("宪法宣誓仪式"), text % {**shape, "organiser": organiser})


def _people(duties: Iterable[OathDuty]) -> list[Person]:
    return list(Person.objects.filter(pk__in=[duty.person_id for duty in duties if duty.person_id]))


def _release(ceremony: Ceremony, *, called_off: bool = False) -> list[Person]:
    """Let everybody expected owe his oath as before; returns who can be told."""
    expected = ceremony.swearings.filter(presence=Presence.EXPECTED)
    duties = _locked(row.duty for row in expected.select_related("duty"))
    if called_off:
        expected.update(presence=Presence.CALLED_OFF, leads=False)
    else:
        expected.delete()
    for duty in duties:
        duty.state = OathState.ABSENT if duty.make_up_by else OathState.OWED
        save(duty)
    return _people(duties)


def _call(actor: User, rows: Sequence[Swearing], duties: Mapping[int, OathDuty], roll: Roll) -> None:
    """Write who was there and who was not; the leader's mark is taken off first, for there is one only."""
    Swearing.objects.filter(pk__in=[row.pk for row in rows]).update(leads=False)
    for row in rows:
        duty, absence = duties[row.duty_id], roll.absent.get(row.duty_id)
        take(actor, OathEvent.MISS if absence else OathEvent.SWEAR, duty)
        row.leads = roll.leader is not None and roll.leader.pk == duty.pk
        if absence:
            row.presence, row.reason, row.make_up_by = Presence.ABSENT, absence.reason.strip(), absence.make_up_by
            duty.state, duty.make_up_by = OathState.ABSENT, absence.make_up_by
        else:
            row.presence = Presence.PRESENT
            duty.state, duty.sworn_on, duty.make_up_by = OathState.SWORN, row.ceremony.held_on, None
        row.save()
        settle(duty)


def _await_of(duties: Iterable[OathDuty]) -> None:
    meetings = {duty.meeting_id: duty.meeting for duty in duties}
    for pk in sorted(meetings):
        await_oaths(meetings[pk])


def _keep_photos(actor: User, ceremony: Ceremony, photos: Iterable[Upload]) -> None:
    for photo in photos:
        attachment = store(actor=actor, county=ceremony.county, upload=photo)
        PersonnelFile.objects.create(attachment=attachment, ceremony=ceremony)


def photographs(files: Iterable[object]) -> list[Upload]:
    """Uploaded files as photographs of a ceremony."""
    return [Upload(Attachment.Slot.PHOTO, Attachment.Mark.INTERNAL, file) for file in files]  # type: ignore[arg-type]
