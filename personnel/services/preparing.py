"""Commands between the tabling and the vote: papers, examination, hearing, complaint, check, meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import AgendaItem, Meeting, Person, User
from congress.queries.deadlines import chinese_date, foresee
from congress.refusals import Incomplete, WrongState
from congress.rules.meetings import ItemKind, MeetingKind, MeetingState
from congress.services.base import command, locked, save
from congress.services.meetings import topics
from congress.services.steps import need
from personnel.models import AppointmentLine, AppointmentMotion, ExamResult
from personnel.queries.checks import checked, require, settings_of
from personnel.rules.exams import ExamStanding
from personnel.rules.motions import MotionEvent
from personnel.rules.offices import FILLS
from personnel.rules.papers import PaperCode
from personnel.services.writing import refuse_occupied

SUBMISSION = "appointment.submission"
BEFORE_OPENING = (MeetingState.PREPARING, MeetingState.NOTIFIED, MeetingState.OPEN)


def tick_papers(
    *,
    actor: User,
    motion: AppointmentMotion,
    received: Mapping[int, Collection[PaperCode]],
    version: int | None = None,
) -> AppointmentMotion:
    """收讫（纸质）: which papers of which line are there. Who ticked them and when stands in the audit ledger.

    Raises NotAllowed, WrongState, Conflict.
    """
    with command(actor, "tick_appointment_papers"):
        motion = locked(motion, version)
        require(actor, MotionEvent.PREPARE, motion)
        for line in motion.lines.filter(pk__in=list(received)):
            line.received = [code.value for code in PaperCode if code in received[line.pk]]
            line.save(update_fields=["received"])
        save(motion)
    return motion


def record_exam(*, actor: User, line: AppointmentLine, sat_on: date, mark: int) -> ExamResult:
    """登记成绩: the examination, or its one resit after a failure.

    Raises NotAllowed; WrongState when nothing is to be sat any more; Incomplete for a mark or day that cannot be.
    """
    with command(actor, "record_exam"):
        motion = locked(line.motion, None)
        require(actor, MotionEvent.PREPARE, motion)
        found = next(row for row in checked(motion, settings_of(motion.county)) if row.line.pk == line.pk)
        if found.exam not in {ExamStanding.OPEN, ExamStanding.RESIT}:
            text = _("%(name)s的考试已有结论（只能补考一次），不能再登记成绩。")
            raise WrongState(text % {"name": line.name})
        if not 0 <= mark <= 100:
            raise Incomplete({"mark": _("成绩在0到100分之间。")})
        last = line.exams.aggregate(last=Max("sat_on"))["last"]
        if sat_on > today() or (last and sat_on < last):
            raise Incomplete({"sat_on": _("考试日期在今天之后，或者早于上一次考试，请核对。")})
        return ExamResult.objects.create(
            county=motion.county,
            term=motion.term,
            line=line,
            name=line.name,
            sitting=len(found.sittings) + 1,
            sat_on=sat_on,
            mark=mark,
            recorded_by=actor,
        )


@dataclass(frozen=True)
class Heard:
    """What was heard of and from a candidate before the vote."""

    met_on: date | None = None
    statement_on: date | None = None
    complaint_on: date | None = None
    complaint: str = ""
    finding_on: date | None = None
    finding: str = ""
    defended_on: date | None = None
    defence: str = ""
    person: Person | None = None


def record_hearing(*, actor: User, line: AppointmentLine, heard: Heard, version: int | None = None) -> AppointmentLine:
    """Enter meeting the candidate, statement, complaint and what the check of it found, the defence.

    Raises NotAllowed, WrongState, Conflict; Incomplete for a finding without a complaint or dates that cannot be.
    """
    with command(actor, "record_hearing"):
        motion = locked(line.motion, version)
        require(actor, MotionEvent.PREPARE, motion)
        _refuse_hearing(heard)
        line = AppointmentLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
        for name in ("met_on", "statement_on", "complaint_on", "finding_on", "defended_on"):
            setattr(line, name, getattr(heard, name))
        for name in ("complaint", "finding", "defence"):
            setattr(line, name, getattr(heard, name).strip())
        if line.act in FILLS:
            line.person = _identified(line, heard)
        line.save()
        save(motion)
    return line


def _identified(line: AppointmentLine, heard: Heard) -> Person | None:
    """Whom of the address book the name means; nobody until it is said. Raises Incomplete for another name."""
    if heard.person is not None and heard.person.name != line.name.partition("（")[0]:
        raise Incomplete({"person": _("通讯录里的这个人与人选的姓名不同，请核对。")})
    return heard.person


def _refuse_hearing(heard: Heard) -> None:
    wrong: dict[str, str] = {}
    for name in ("met_on", "statement_on", "complaint_on", "finding_on", "defended_on"):
        day = getattr(heard, name)
        if day is not None and day > today():
            wrong[name] = _("日期在今天之后，请核对。")
    if heard.complaint.strip() and heard.complaint_on is None:
        wrong["complaint_on"] = _("请填写收到反映的日期。")
    if heard.finding_on is not None and heard.complaint_on is None:
        wrong["complaint_on"] = _("没有收到反映，不需要核查结论。")
    if heard.finding_on is not None and not heard.finding.strip():
        wrong["finding"] = _("请写明提请机关书面核查的结论。")
    if wrong:
        raise Incomplete(wrong)


def hear_motion(
    *, actor: User, motion: AppointmentMotion, heard_on: date | None, held: str = "", version: int | None = None
) -> AppointmentMotion:
    """主任会议听取: the day it was heard, or why the chairpersons' meeting holds it back.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "hear_appointment_motion"):
        motion = locked(motion, version)
        require(actor, MotionEvent.PREPARE, motion)
        if heard_on is not None and heard_on > today():
            raise Incomplete({"heard_on": _("日期在今天之后，请核对。")})
        motion.heard_on, motion.held = heard_on, held.strip()
        save(motion)
    return motion


def check_motion(*, actor: User, motion: AppointmentMotion, version: int | None = None) -> AppointmentMotion:
    """审核通过: papers in, examinations passed, complaints looked into.

    Raises NotAllowed, Conflict; WrongState naming what is missing.
    """
    with command(actor, "check_appointment_motion"):
        motion = locked(motion, version)
        motion.state = require(actor, MotionEvent.CHECK, motion).to
        save(motion)
    return motion


def schedule_motion(
    *, actor: User, motion: AppointmentMotion, meeting: Meeting, late_reason: str = "", version: int | None = None
) -> AppointmentMotion:
    """列入会议: onto the meeting's restricted item on appointments, which is made where there is none.

    What was tabled too late is explained to the chairpersons' meeting. Raises NotAllowed, Conflict; WrongState for a
    meeting that cannot take it and for an office filled meanwhile; Incomplete without the reason.
    """
    with command(actor, "schedule_appointment_motion"):
        motion = locked(motion, version)
        move = require(actor, MotionEvent.SCHEDULE, motion)
        usable = meeting.county_id == motion.county_id and meeting.kind == MeetingKind.STANDING_COMMITTEE
        if not usable or MeetingState(meeting.state) not in BEFORE_OPENING:
            raise WrongState(_("人事任免由常委会会议审议，请选择还没有闭会的常委会会议。"))
        refuse_occupied(motion)
        motion.late_reason = _late(motion, meeting, late_reason)
        motion.item, motion.state = _item(actor, meeting), move.to
        save(motion)
    return motion


def _late(motion: AppointmentMotion, meeting: Meeting, reason: str) -> str:
    """The reason, wanted when the motion came after the county's own date; empty when it was in time."""
    entry = foresee(motion.county, SUBMISSION, meeting.starts_on)
    if motion.tabled_on is None or motion.tabled_on <= entry.due_on:
        return ""
    text = _(
        "%(on)s提请，距会议不足%(n)s日，本县规定应在%(due)s前提出（%(basis)s）。"
        "请写明提请人向主任会议说明的理由，或者改列下次会议。"
    )
    shape = {
        "on": chinese_date(motion.tabled_on),
        "n": entry.value,
        "due": chinese_date(entry.due_on),
        "basis": entry.basis.citation,
    }
    return need("late_reason", reason, text % shape)


def _item(actor: User, meeting: Meeting) -> AgendaItem:
    """The meeting's item on appointments; its words name nobody, and neither does who brings what in."""
    rows = meeting.items.filter(kind=ItemKind.APPOINTMENT, restricted=True, decided_on=None).exclude(state="dropped")
    found = rows.order_by("position").first()
    if found is not None:
        return found
    topic = topics.Topic(ItemKind.APPOINTMENT, _("审议人事任免事项"), restricted=True)
    return topics.propose_topic(actor=actor, meeting=meeting, topic=topic)
