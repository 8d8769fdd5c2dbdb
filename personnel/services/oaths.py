"""Who owes an oath: opened by an election or an appointment, dated in the ledger of the meeting that decided it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Ballot, Candidate, Congress, Deadline, Meeting, Person, User
from congress.queries.parameters import value
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotKind, LineOutcome
from congress.rules.followups import Clock
from congress.services import deadlines
from congress.services.base import command, locked, save
from congress.services.steps import need
from personnel.access import keeps_personnel
from personnel.models import Holding, OathDuty
from personnel.rules.oaths import (
    AWAITED,
    SOURCES,
    Calling,
    GivenBy,
    OathEvent,
    OathState,
    Organiser,
    Repeated,
    calling_of,
    excused,
    needs_approval,
    organiser,
)


@dataclass(frozen=True)
class Office:
    """Who was given which office. ``person`` is None for somebody known by name alone."""

    name: str
    organ: str
    post: str
    person: Person | None = None


@dataclass(frozen=True)
class Ground:
    """By which act: what kind, at which meeting, on which day, under which number, and the holding it began."""

    act: GivenBy
    meeting: Meeting
    on: date
    number: str = ""
    announced_on: date | None = None
    candidate: Candidate | None = None
    holding: Holding | None = None


def owe(*, actor: User | None, office: Office, ground: Ground) -> OathDuty:
    """Open the oath an act owes, or return the one that is open for it already.

    Called inside the command by which somebody is elected or appointed; asks no right of its own. By the county's
    setting somebody given two offices at one meeting owes one oath; the other stands as waived, saying so. A chief
    procurator owes his once the committee above has approved the election.
    """
    with command(actor, "owe_oath"):
        meeting = locked(ground.meeting, None)
        known = _known(office, ground)
        if known is not None:
            return known
        calling = calling_of(office.organ, office.post)
        duty = OathDuty(
            county=meeting.county,
            person=office.person,
            name=office.name,
            organ=office.organ,
            post=office.post,
            act=ground.act,
            calling=calling,
            meeting=meeting,
            acted_on=ground.on,
            number=ground.number,
            announced_on=ground.announced_on,
            candidate=ground.candidate,
            holding=ground.holding,
            organiser=_organiser(meeting.county, ground.act, calling),
        )
        _open(duty)
    return duty


def _known(office: Office, ground: Ground) -> OathDuty | None:
    rows = OathDuty.objects.filter(county=ground.meeting.county_id)
    if ground.candidate is not None:
        return rows.filter(candidate=ground.candidate).first()
    same = {"name": office.name, "person": office.person, "organ": office.organ, "post": office.post}
    return rows.filter(**same, acted_on=ground.on).first()


def _organiser(county: Congress, act: GivenBy, calling: Calling) -> Organiser:
    return organiser(act, calling, Organiser(str(value(county, "oath.judicial_organiser"))))


def _open(duty: OathDuty) -> None:
    """Set where a new duty stands, with its date when it is owed at once, and save it."""
    setting = Repeated(str(value(duty.county, "oath.repeated")))
    others = OathDuty.objects.filter(meeting=duty.meeting, name=duty.name, person=duty.person)
    if excused(setting, another_at_this_meeting=others.exclude(state=OathState.WAIVED).exists()):
        duty.state = OathState.WAIVED
        duty.waived_reason = _("本县规定：同次会议任多职的，只宣誓一次")
        duty.save()
        _tell_candidate(duty)
        return
    if needs_approval(GivenBy(duty.act), Calling(duty.calling)):
        duty.state = OathState.AWAITING
        duty.save()
        return
    _date(duty, duty.acted_on)
    duty.save()
    await_oaths(duty.meeting)


def _date(duty: OathDuty, anchor: date) -> None:
    """Give a duty its date: the entry of the meeting's ledger for that day, entered once for all of them."""
    entries = Deadline.objects.filter(meeting=duty.meeting, clock=Clock.OATH, anchor_on=anchor)
    entry = entries.order_by("-id").first() or deadlines.enter(duty.meeting, Clock.OATH, anchor)
    duty.entry, duty.due_on, duty.state = entry, entry.due_on, OathState.OWED


def await_oaths(meeting: Meeting) -> None:
    """Let the earliest date run on which an oath given at a meeting is still awaited; none when all have sworn.

    One date a meeting runs, not one a person: a reminder names no one, and sixty jurors make one.
    """
    open_rows = OathDuty.objects.filter(meeting=meeting, state__in=AWAITED, entry__isnull=False)
    first = open_rows.select_related("entry").order_by("due_on", "entry").first()
    running = meeting.running.filter(clock=Clock.OATH).first()
    if first is None or first.entry is None:
        if running is not None:
            deadlines.stop(meeting, Clock.OATH)
    elif running is None or running.entry_id != first.entry_id:
        deadlines.run(meeting, first.entry)


def owe_appointed(*, actor: User, holding: Holding, meeting: Meeting) -> OathDuty | None:
    """The oath of somebody the committee has appointed today; None for an office that is not sworn for."""
    office = holding.office
    if not office.rule.swears:
        return None
    post = _("代理%(title)s") % {"title": office.title} if holding.acting else office.title
    given = Office(holding.person.name, office.organ, post, holding.person)
    return owe(actor=actor, office=given, ground=Ground(GivenBy.APPOINTMENT, meeting, holding.since, holding=holding))


def owe_elected(actor: User, ballot: Ballot) -> None:
    """What a closed election owes: an oath of everybody elected, also of those written in."""
    if ballot.kind != BallotKind.ELECTION or ballot.election is None:
        return
    rows = ballot.election.candidates.filter(outcome=LineOutcome.ELECTED, oath_due=True, oath=None)
    held = {row.candidate_id: row for row in Holding.objects.filter(candidate__in=rows).select_related("person")}
    for row in rows.select_related("person", "election").order_by("order_key", "pk"):
        on, holding = row.elected_on or today(), held.get(row.pk)
        ground = Ground(GivenBy.ELECTION, ballot.meeting, on, announced_on=on, candidate=row, holding=holding)
        person = holding.person if holding else row.person
        owe(actor=actor, office=Office(row.name, row.election.organ, row.election.post, person), ground=ground)


def announce_offices(*, actor: User, duties: Iterable[OathDuty], number: str, on: date) -> None:
    """Note on the oaths of an announcement (公告) its number and day: from then on who has sworn is public.

    Called inside the command that announces; asks no right of its own.
    """
    with command(actor, "announce_offices"):
        for row in duties:
            duty = locked(row, None)
            duty.number, duty.announced_on = number, on
            save(duty)


def take(actor: User, event: OathEvent, duty: OathDuty, version: int | None = None) -> OathDuty:
    """The duty, locked and fresh, on which a keeper may do ``event``. Raises NotAllowed, Conflict, WrongState."""
    duty = locked(duty, version)
    refuse_others(actor, duty.county_id)
    if duty.state not in SOURCES[event]:
        text = _("%(who)s的宪法宣誓现为“%(state)s”，不能再%(event)s。请刷新页面查看最新情况。")
        shape = {"who": duty.name, "state": duty.get_state_display(), "event": label(event)}
        raise WrongState(text % shape)
    return duty


def refuse_others(actor: User, county_id: int) -> None:
    """Raise NotAllowed for who keeps no personnel matters of this county."""
    if actor.county_id != county_id or not keeps_personnel(actor):
        raise NotAllowed(_("只有常委会办公室可以办理宪法宣誓和任后监督事务。请与办公室联系。"))


def approve_election(*, actor: User, duty: OathDuty, on: date, version: int | None = None) -> OathDuty:
    """登记上级批准 of a chief procurator's election: from that day he may swear, and the date runs.

    Raises NotAllowed, Conflict, WrongState; Incomplete for a day before the election or after today.
    """
    with command(actor, "approve_election"):
        duty = take(actor, OathEvent.APPROVE, duty, version)
        if on < duty.acted_on:
            raise Incomplete({"on": _("批准日期早于选举日期%(day)s，请核对。") % {"day": duty.acted_on}})
        if on > today():
            raise Incomplete({"on": _("日期在今天之后，请在收到批准文件以后登记。")})
        duty.approved_on = on
        _date(duty, on)
        save(duty)
        await_oaths(duty.meeting)
    return duty


def waive_oath(*, actor: User, duty: OathDuty, reason: str, version: int | None = None) -> OathDuty:
    """登记不再宣誓: sworn for another office of the same meeting, or out of office before he could swear.

    Raises NotAllowed, Conflict, WrongState; Incomplete without a reason.
    """
    with command(actor, "waive_oath", reason):
        duty = take(actor, OathEvent.WAIVE, duty, version)
        duty.waived_reason = need("reason", reason, _("请写明理由，如“同次会议已就另一职务宣誓”“已调离”。"))
        duty.state = OathState.WAIVED
        duty.make_up_by = None
        save(duty)
        _tell_candidate(duty)
        await_oaths(duty.meeting)
    return duty


def settle(duty: OathDuty) -> None:
    """After a change of a locked duty: save it, and let an elected candidate's own mark say the same."""
    save(duty)
    _tell_candidate(duty)


def _tell_candidate(duty: OathDuty) -> None:
    if duty.candidate_id is not None:
        owed = duty.state not in {OathState.SWORN, OathState.WAIVED}
        Candidate.objects.filter(pk=duty.candidate_id).update(oath_due=owed)
