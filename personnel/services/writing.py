"""Commands on a motion before it is checked: begin, lines by hand or by a pasted list, table, send back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.labels import label
from congress.models import Body, Congress, Department, Person, Post, Term, User
from congress.refusals import Incomplete, WrongState
from congress.rules.ballots import BallotState, LineOutcome
from congress.rules.roles import COMMITTEE
from congress.rules.votes import SHARES, Majority
from congress.services.base import command, locked, save
from congress.services.numbers import next_number
from congress.services.steps import need
from personnel.models import AppointmentLine, AppointmentMotion, Office
from personnel.queries.checks import Settings, citation, require, settings_of
from personnel.rules.holdings import TIMES, FailedTwice
from personnel.rules.motions import MotionEvent, MotionState
from personnel.rules.offices import FILLS, Act, Proposer, movers
from personnel.services.offices import county_of, refuse_full

MOST_LINES = 200
"""As many as one sheet holds."""


@dataclass(frozen=True)
class Heading:
    """Who brings the motion in, and the Party letter's number; nothing of the letter itself."""

    proposer: Proposer
    organ: Department | None = None
    signed_by: str = ""
    signed_on: date | None = None
    signers: int = 0
    reasons: str = ""
    party_letter: str = ""
    party_letter_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """One line as it is typed."""

    act: Act
    office: Office
    name: str
    person: Person | None = None
    present_post: str = ""
    reason: str = ""
    leaves_committee: bool = False


def start_motion(*, actor: User, heading: Heading) -> AppointmentMotion:
    """Begin a motion. Raises NotAllowed; Incomplete for a date to come."""
    county = county_of(actor)
    with command(actor, "start_appointment_motion"):
        year = today().year
        motion = AppointmentMotion(
            county=county,
            term=Term.objects.filter(congress=county).latest("number"),
            year=year,
            serial=next_number(county, "appointment_motion", str(year)),
            created_by=actor,
            created_at=now(),
        )
        _fill(motion, heading)
        motion.save()
    return motion


def revise_motion(
    *, actor: User, motion: AppointmentMotion, heading: Heading, version: int | None = None
) -> AppointmentMotion:
    """Change a draft's heading; its lines are held against the new proposer. Raises as :func:`add_lines`, Conflict."""
    with command(actor, "revise_appointment_motion"):
        motion = locked(motion, version)
        require(actor, MotionEvent.WRITE, motion)
        _fill(motion, heading)
        settings = settings_of(motion.county)
        for line in motion.lines.select_related("office"):
            _refuse_mover(motion, line.office, Act(line.act), settings)
        save(motion)
    return motion


def _fill(motion: AppointmentMotion, heading: Heading) -> None:
    for day in ("signed_on", "party_letter_on"):
        value = getattr(heading, day)
        if value is not None and value > today():
            raise Incomplete({day: _("日期在今天之后，请核对。")})
    motion.proposer, motion.organ = heading.proposer, heading.organ
    motion.signed_by, motion.signed_on = heading.signed_by.strip(), heading.signed_on
    motion.signers, motion.reasons = heading.signers, heading.reasons.strip()
    motion.party_letter, motion.party_letter_on = heading.party_letter.strip(), heading.party_letter_on


def add_lines(
    *, actor: User, motion: AppointmentMotion, entries: Sequence[Entry], version: int | None = None
) -> list[AppointmentLine]:
    """Put lines on a draft, all or none.

    Raises NotAllowed, Conflict; WrongState for the wrong mover, a member who may not hold the office, a name failed
    twice where the county refuses it; Incomplete for what is missing and for somebody named twice.
    """
    with command(actor, "add_appointment_lines"):
        motion = locked(motion, version)
        require(actor, MotionEvent.WRITE, motion)
        settings = settings_of(motion.county)
        _refuse_twice(motion, entries)
        place = int(motion.lines.aggregate(last=Max("position"))["last"] or 0)
        if place + len(entries) > MOST_LINES:
            raise Incomplete({"names": _("一件任免案最多%(n)s项，请分件提请。") % {"n": MOST_LINES}})
        known = _committee(motion.county)
        made = [_line(motion, entry, place + n, settings, known) for n, entry in enumerate(entries, start=1)]
        rows = AppointmentLine.objects.bulk_create(made)
        save(motion)
    return rows


def _committee(county: Congress) -> dict[str, int]:
    """Members of the standing committee by name."""
    posts = Post.objects.on(today()).filter(
        role__in=COMMITTEE, body__congress=county, body__kind=Body.Kind.STANDING_COMMITTEE
    )
    return dict(posts.values_list("person__name", "person"))


def _line(
    motion: AppointmentMotion, entry: Entry, place: int, settings: Settings, members: dict[str, int]
) -> AppointmentLine:
    name = need("name", entry.name, _("请填写姓名。"))
    if entry.act not in entry.office.rule.acts:
        text = _("%(office)s不由常委会%(act)s。%(how)s。")
        how = label(entry.office.rule.chooser)
        raise WrongState(text % {"office": entry.office, "act": label(entry.act), "how": how})
    _refuse_mover(motion, entry.office, entry.act, settings)
    _refuse_members(entry, name, members, motion.county)
    line = AppointmentLine(
        motion=motion,
        position=place,
        act=entry.act,
        office=entry.office,
        name=name,
        person=entry.person,
        present_post=entry.present_post.strip(),
        reason=entry.reason.strip(),
        leaves_committee=entry.leaves_committee,
        failures=_failures(motion, entry, name) if entry.act in FILLS else 0,
    )
    if entry.act not in FILLS:
        line.person = _holder(entry, name)
        need("reason", entry.reason, _("请写明%(act)s%(name)s的理由。") % {"act": label(entry.act), "name": name})
    _refuse_failed(line, settings, motion.county)
    return line


def _refuse_mover(motion: AppointmentMotion, office: Office, act: Act, settings: Settings) -> None:
    """Raise WrongState for a proposer whom the law does not name, citing the article that names another."""
    found = movers(office.rule, act, settings.deputy_head_by)
    if motion.proposer in found.proposers:
        return
    text = _("%(act)s%(office)s应由%(right)s提请，不能由%(wrong)s提请。请退回，由有权提请的机关重新提出。")
    shape = {
        "act": label(act),
        "office": office,
        "right": "、".join(label(one) for one in found.proposers) or label(office.rule.chooser),
        "wrong": label(Proposer(motion.proposer)),
    }
    raise WrongState(text % shape, basis=citation(found.basis, motion.county))


def _refuse_members(entry: Entry, name: str, members: dict[str, int], county: Congress) -> None:
    """Members of the committee hold no state office (地方组织法 §47); the credentials committee is made of them."""
    if entry.act not in FILLS:
        return
    rule = entry.office.rule
    person = members.get(name)
    sits = person is not None and (entry.person is None or entry.person.pk == person)
    if rule.bars_members and sits and not entry.leaves_committee:
        text = _(
            "%(name)s是常委会组成人员，不得担任%(office)s。应当先向常委会辞去常委会的职务；"
            "本人同时辞去的，请勾选“同时辞去常委会职务”；只是同名的，请在姓名后注明区别。"
        )
        raise WrongState(text % {"name": name, "office": entry.office}, basis=citation("zzf-2022-47", county))
    if rule.members_only and not sits:
        text = _("%(office)s从常委会组成人员中产生，%(name)s不是常委会组成人员。")
        raise WrongState(text % {"name": name, "office": entry.office}, basis=citation(rule.basis, county))


def _holder(entry: Entry, name: str) -> Person:
    """Who is to leave must be in office. Raises WrongState."""
    rows = entry.office.holdings.filter(until=None, person__name=name).select_related("person")
    found = [row.person for row in rows if entry.person is None or row.person_id == entry.person.pk]
    if len(found) != 1:
        text = _("%(name)s现在没有担任%(office)s，不能%(act)s。请核对姓名和任职情况。")
        raise WrongState(text % {"name": name, "office": entry.office, "act": label(entry.act)})
    return found[0]


def _failures(motion: AppointmentMotion, entry: Entry, name: str) -> int:
    """How often somebody was voted down for this office in this term."""
    rows = AppointmentLine.objects.filter(
        motion__term=motion.term_id, motion__county=motion.county_id, office=entry.office, name=name
    )
    return rows.filter(act__in=FILLS, outcome=LineOutcome.FAILED).count()


def _refuse_failed(line: AppointmentLine, settings: Settings, county: Congress) -> None:
    if line.failures >= TIMES and settings.failed_twice is FailedTwice.BLOCK:
        text = _("%(name)s在本届内两次未获通过，本县规定不再提名担任%(office)s。")
        raise WrongState(text % {"name": line.name, "office": line.office}, basis=citation("local-personnel-7", county))


def _refuse_twice(motion: AppointmentMotion, entries: Iterable[Entry]) -> None:
    """One person once for one office and act, on the draft and in the pasted list."""
    there = motion.lines.values_list("name", "office_id", "act")
    keys = [(name, office, Act(act)) for name, office, act in there]
    keys += [(entry.name.strip(), entry.office.pk, entry.act) for entry in entries]
    twice = sorted({key[0] for key, n in Counter(keys).items() if n > 1})
    if twice:
        text = _("%(names)s列了两次。是同一人的请删去一行；是同名的两人，请在姓名后注明区别，如“张伟（石门镇）”。")
        raise Incomplete({"names": text % {"names": "、".join(twice)}})


def remove_line(*, actor: User, line: AppointmentLine, version: int | None = None) -> AppointmentMotion:
    """Take a line off a draft. Raises NotAllowed, WrongState, Conflict."""
    with command(actor, "remove_appointment_line"):
        motion = locked(line.motion, version)
        require(actor, MotionEvent.WRITE, motion)
        AppointmentLine.objects.filter(pk=line.pk, motion=motion).delete()
        save(motion)
    return motion


def table_motion(*, actor: User, motion: AppointmentMotion, version: int | None = None) -> AppointmentMotion:
    """登记提请: the head of the organ has signed; every office has its vacancy.

    Raises NotAllowed, WrongState (an office that is not vacant), Conflict; Incomplete without the signature, or with
    fewer members than a dismissal needs.
    """
    with command(actor, "table_appointment_motion"):
        motion = locked(motion, version)
        move = require(actor, MotionEvent.TABLE, motion)
        _refuse_unsigned(motion)
        refuse_occupied(motion)
        motion.state, motion.tabled_on, motion.returned = move.to, today(), ""
        save(motion)
    return motion


def _refuse_unsigned(motion: AppointmentMotion) -> None:
    if motion.proposer == Proposer.MEMBERS:
        whole = len(set(_committee(motion.county).values()))
        needed = SHARES[Majority.ONE_FIFTH].needed(whole)
        if motion.signers < needed:
            text = _("撤职案须五分之一以上组成人员书面联名，全体%(whole)s人，须%(needed)s人以上，现有%(n)s人。")
            shape = {"whole": whole, "needed": needed, "n": motion.signers}
            raise Incomplete({"signers": f"{text % shape}（{citation('jdf-2024-61', motion.county)}）"})
        return
    by = label(Proposer(motion.proposer))
    need("signed_by", motion.signed_by, _("提请报告须由%(who)s签署，请填写签署人。") % {"who": by})
    if motion.signed_on is None:
        raise Incomplete({"signed_on": _("请填写签署日期。")})


def refuse_occupied(motion: AppointmentMotion) -> None:
    """Raise WrongState for an office that has no seat left for those who are to fill it."""
    lines = list(motion.lines.select_related("office"))
    leaving = Counter(line.office_id for line in lines if line.act not in FILLS)
    coming = Counter(line.office_id for line in lines if line.act in FILLS)
    offices = {line.office_id: line.office for line in lines}
    for office, number in coming.items():
        refuse_full(offices[office], leaving=leaving[office], coming=number)


def send_back(*, actor: User, motion: AppointmentMotion, note: str, version: int | None = None) -> AppointmentMotion:
    """退回补正, with what is missing. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "send_back_appointment_motion"):
        motion = locked(motion, version)
        move = require(actor, MotionEvent.SEND_BACK, motion)
        motion.returned = need("note", note, _("请写明缺少什么材料、哪里需要补正。"))
        motion.state = move.to
        save(motion)
    return motion


def withdraw_motion(
    *, actor: User, motion: AppointmentMotion, reason: str, version: int | None = None
) -> AppointmentMotion:
    """撤回 before the vote, with the chairpersons' meeting's consent; prepared ballots are voided by their own command.

    Raises NotAllowed, Conflict, Incomplete; WrongState once the vote is over or while one is under way.
    """
    with command(actor, "withdraw_appointment_motion"):
        motion = locked(motion, version)
        move = require(actor, MotionEvent.WITHDRAW, motion)
        if motion.lines.exclude(ballot=None).exclude(ballot__state=BallotState.VOID).exists():
            raise WrongState(_("已经准备了表决票。请先将表决作废，再登记撤回；已经开始表决的，不能撤回。"))
        motion.withdrawn_reason = need("reason", reason, _("请写明撤回的理由和同意撤回的主任会议。"))
        motion.withdrawn_on, motion.state = today(), MotionState(move.to)
        save(motion)
    return motion
