"""The vote on a motion: sheets prepared from its lines, results taken over, offices filled on the day of the vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Ballot, BallotResultLine, Person, User
from congress.refusals import Incomplete, WrongState
from congress.rules.ballots import BallotKind, LineOutcome
from congress.rules.names import pinyin_key
from congress.rules.votes import Method
from congress.services.balloting.preparing import Plan, Subject, prepare_ballot
from congress.services.base import command, locked, save
from personnel.models import AppointmentLine, AppointmentMotion, Holding
from personnel.queries.checks import Settings, citation, require, settings_of
from personnel.rules.holdings import Began, Ended
from personnel.rules.motions import Case, MotionEvent, MotionState, Move, find
from personnel.rules.offices import FILLS, Act
from personnel.rules.order import Step, ordered
from personnel.services.oaths import owe_appointed
from personnel.services.writing import refuse_occupied

ENDINGS = {
    Act.REMOVE: Ended.REMOVED,
    Act.RESIGN: Ended.RESIGNED,
    Act.DISMISS: Ended.DISMISSED,
    Act.END: Ended.BY_ITSELF,
}


@dataclass(frozen=True)
class Way:
    """How the motion is voted on: everybody by name on one sheet, or a sheet for each."""

    one_sheet: bool = True
    method: Method = Method.SECRET
    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()


def prepare_votes(*, actor: User, motion: AppointmentMotion, way: Way, version: int | None = None) -> list[Ballot]:
    """准备表决 on every line that is voted on, in the county's order.

    Raises NotAllowed, WrongState (defence not heard, office not vacant any more), Conflict, Incomplete; a dismissal
    is voted on in secret.
    """
    with command(actor, "prepare_appointment_votes"):
        motion = locked(motion, version)
        move = require(actor, MotionEvent.BALLOT, motion)
        assert motion.item is not None  # the database says so
        refuse_occupied(motion)
        lines = [line for line in in_order(motion, settings_of(motion.county)) if line.act != Act.END]
        if way.method is not Method.SECRET and any(line.act == Act.DISMISS for line in lines):
            text = _("撤职案采用无记名投票方式（%(basis)s）。")
            raise Incomplete({"method": text % {"basis": citation("jdf-2024-62", motion.county)}})
        groups = [lines] if way.one_sheet else [[line] for line in lines]
        ballots = [_ballot(actor, motion, group, way, n) for n, group in enumerate(groups, start=1)]
        motion.state = move.to
        save(motion)
    return ballots


def in_order(motion: AppointmentMotion, settings: Settings) -> list[AppointmentLine]:
    """The lines in the order of the vote."""
    lines = list(motion.lines.select_related("office", "person").order_by("position", "id"))
    steps = [Step(line.name, line.office_id, Act(line.act)) for line in lines]
    return [lines[place] for place in ordered(steps, settings.order)]


def _ballot(actor: User, motion: AppointmentMotion, lines: Sequence[AppointmentLine], way: Way, number: int) -> Ballot:
    assert motion.item is not None
    question = _("人事任免事项") if way.one_sheet else _("人事任免事项（第%(n)s项）") % {"n": number}
    plan = Plan(
        kind=BallotKind.PERSONNEL,
        method=way.method,
        question=f"{question}·{motion.number}",
        subjects=tuple(Subject(line.name, f"{label(Act(line.act))}{line.office}", line.person) for line in lines),
        item=motion.item,
        scrutineers=way.scrutineers,
        tellers=way.tellers,
    )
    ballot = prepare_ballot(actor=actor, meeting=motion.item.meeting, plan=plan)
    for place, line in enumerate(lines, start=1):
        AppointmentLine.objects.filter(pk=line.pk).update(ballot=ballot, ballot_position=place)
    return ballot


def report_endings(*, actor: User, motion: AppointmentMotion, version: int | None = None) -> AppointmentMotion:
    """向会议报告 what ended by itself (death, a body abolished): it takes effect without a vote.

    Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "report_appointment_endings"):
        motion = locked(motion, version)
        move = require(actor, MotionEvent.REPORT, motion)
        for line in motion.lines.select_related("office", "person"):
            _carry(actor, motion, line)
        motion.state = move.to
        save(motion)
    return motion


def take_result(actor: User, ballot: Ballot) -> None:
    """What the core tells when a vote is closed: outcomes onto the lines, offices filled and left on this day."""
    if ballot.kind != BallotKind.PERSONNEL:
        return
    lines = _lines_of(ballot)
    if not lines:
        return
    motion = locked(lines[0].motion, None)
    outcomes = {row.position: row for row in BallotResultLine.objects.filter(result__ballot=ballot)}
    pairs = [(line, outcomes[line.ballot_position]) for line in lines if line.ballot_position in outcomes]
    for line, found in pairs:
        _refuse_strangers(line, found)
        line.outcome, line.ballot = found.outcome, ballot
        line.save(update_fields=["outcome", "ballot"])
        if found.outcome == LineOutcome.PASSED:
            _carry(actor, motion, line)
    if not motion.lines.filter(outcome="").exclude(act=Act.END).exists():
        _close(actor, motion)


def _lines_of(ballot: Ballot) -> list[AppointmentLine]:
    """The lines a vote is about; a repeated one is about those of the vote it repeats, but for what was carried."""
    seen = [ballot.pk]
    while ballot.repeats is not None:
        ballot = ballot.repeats
        seen.append(ballot.pk)
    rows = AppointmentLine.objects.filter(ballot__in=seen).exclude(outcome=LineOutcome.PASSED)
    return list(rows.select_related("office", "person", "motion__county", "motion__item__meeting").order_by("position"))


def _refuse_strangers(line: AppointmentLine, found: BallotResultLine) -> None:
    """A sheet that was changed by hand no longer says what the motion asks."""
    if found.name != line.name:
        text = _("表决票第%(n)s项是“%(found)s”，任免案上是“%(name)s”。请将这次表决作废，按任免案重新表决。")
        raise WrongState(text % {"n": found.position, "found": found.name, "name": line.name})


def _close(actor: User, motion: AppointmentMotion) -> None:
    """All votes are over: what ends by itself is reported in the same breath."""
    for line in motion.lines.filter(act=Act.END).select_related("office", "person"):
        _carry(actor, motion, line)
    move = find(MotionState(motion.state), MotionEvent.CLOSE_VOTES, Case())
    if not isinstance(move, Move):
        raise WrongState(_("任免案现在不在表决阶段，请先从任免案准备表决。"))
    motion.state = move.to
    save(motion)


def _carry(actor: User, motion: AppointmentMotion, line: AppointmentLine) -> None:
    """Let a line take effect on the day of the vote; a person of the address book is made of the name only now."""
    line.outcome, line.effective_on = LineOutcome.PASSED, today()
    line.person = line.person or _person(motion, line)
    line.save()
    act = str(motion.item.meeting) if motion.item else motion.number
    if line.act in FILLS:
        _begin(actor, motion, line, act)
    else:
        _end(line, act)


def _person(motion: AppointmentMotion, line: AppointmentLine) -> Person:
    return Person.objects.create(
        county=motion.county, name=line.name, employer=str(line.office), pinyin_key=pinyin_key(line.name)
    )


def _begin(actor: User, motion: AppointmentMotion, line: AppointmentLine, act: str) -> None:
    assert line.person is not None
    acting = line.act == Act.ACTING
    for row in line.office.holdings.filter(person=line.person, until=None):
        row.until, row.ended, row.end_act = today(), Ended.REMOVED, _("改任同一职务，%(act)s") % {"act": act}
        save(row)
    holding = Holding.objects.create(
        office=line.office,
        person=line.person,
        acting=acting,
        since=today(),
        began=Began.ACTING if acting else Began.APPOINTED,
        act=act,
        line=line,
    )
    if motion.item:
        owe_appointed(actor=actor, holding=holding, meeting=motion.item.meeting)


def _end(line: AppointmentLine, act: str) -> None:
    for row in line.office.holdings.filter(person=line.person, until=None):
        row.until, row.ended, row.end_act = today(), ENDINGS[Act(line.act)], act
        save(row)
