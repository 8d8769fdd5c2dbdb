"""What is still missing of a motion, line by line: papers, examination, complaints, defence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from congress.access.standing import Anyone
from congress.labels import label
from congress.models import Congress, LegalBasis
from congress.queries.parameters import rows as parameters
from congress.refusals import NotAllowed, WrongState
from congress.rules.ballots import LineOutcome
from personnel.access import keeps_personnel
from personnel.models import AppointmentLine, AppointmentMotion, ExamResult
from personnel.rules.exams import ExamStanding, Sitting, Validity, standing
from personnel.rules.holdings import FailedTwice
from personnel.rules.motions import Case, MotionEvent, MotionGuard, MotionState, Move, find
from personnel.rules.offices import FILLS, Above, Act, Chooser, Proposer
from personnel.rules.order import Order
from personnel.rules.papers import PaperCode, wanted

KEYS = (
    *("exam.required", "exam.pass_mark", "exam.validity", "nomination.failed_twice", "appointment.order"),
    *("appointment.deputy_head_proposer", "appointment.renamed_body"),
)


@dataclass(frozen=True)
class Settings:
    """The county's own choices, in one query."""

    exam_required: bool
    pass_mark: int
    validity: Validity
    failed_twice: FailedTwice
    order: Order
    deputy_head_by: Proposer
    renamed: str


def settings_of(county: Congress) -> Settings:
    """The settings that hold for a county. Raises KeyError when the reference data lacks one."""
    found = {key: row.value for key, row in parameters(county, KEYS).items()}
    by = str(found["appointment.deputy_head_proposer"])
    return Settings(
        exam_required=bool(found["exam.required"]),
        pass_mark=int(str(found["exam.pass_mark"])),
        validity=Validity(str(found["exam.validity"])),
        failed_twice=FailedTwice(str(found["nomination.failed_twice"])),
        order=Order(str(found["appointment.order"])),
        deputy_head_by=Proposer.CHAIRPERSONS if by == "council" else Proposer.COUNTY_HEAD,
        renamed=str(found["appointment.renamed_body"]),
    )


@dataclass(frozen=True)
class Checked:
    """One line with what it still lacks."""

    line: AppointmentLine
    exam: ExamStanding
    missing: tuple[PaperCode, ...]
    sittings: tuple[ExamResult, ...] = ()

    @property
    def exam_open(self) -> bool:
        """Whether the examination still stands in the way."""
        return self.exam not in {ExamStanding.PASSED, ExamStanding.NOT_NEEDED}

    @property
    def complaint_open(self) -> bool:
        """Whether something was told of the person that nobody has looked into yet."""
        return self.line.complaint_on is not None and self.line.finding_on is None

    @property
    def defence_open(self) -> bool:
        """Whether somebody is to be dismissed who was not heard yet (监督法 §62)."""
        return self.line.act == Act.DISMISS and self.line.defended_on is None


def checked(motion: AppointmentMotion, settings: Settings) -> list[Checked]:
    """The lines of a motion with what they lack; two queries."""
    lines = list(motion.lines.select_related("office", "person").order_by("position", "id"))
    sat = _sittings(motion, {line.name for line in lines})
    return [_checked(line, motion, settings, sat.get(line.name, [])) for line in lines]


def _sittings(motion: AppointmentMotion, names: Collection[str]) -> Mapping[str, list[ExamResult]]:
    found: dict[str, list[ExamResult]] = {}
    rows = ExamResult.objects.filter(county=motion.county_id, name__in=names).order_by("sat_on", "id")
    for row in rows.select_related("term", "line"):
        found.setdefault(row.name, []).append(row)
    return found


def _checked(
    line: AppointmentLine, motion: AppointmentMotion, settings: Settings, sat: Sequence[ExamResult]
) -> Checked:
    rule, act = line.office.rule, Act(line.act)
    same = [row for row in sat if line.person_id is None or row.line.person_id in {None, line.person_id}]
    needed = settings.exam_required and rule.exam and act in FILLS
    exam = standing(
        [Sitting(row.sat_on, row.mark, row.term_id, row.line_id == line.pk) for row in same],
        needed=needed,
        pass_mark=settings.pass_mark,
        validity=settings.validity,
        term=motion.term_id,
    )
    missing = tuple(code for code in wanted(act, rule) if code not in line.received)
    return Checked(line, exam, missing, tuple(row for row in same if row.line_id == line.pk))


def case_of(motion: AppointmentMotion, rows: Sequence[Checked]) -> Case:
    """What the table of moves asks of a motion."""
    carried = [row.line for row in rows if row.line.outcome == LineOutcome.PASSED]
    filling = [line for line in carried if line.act in FILLS]
    return Case(
        lines=len(rows),
        papers_missing=sum(1 for row in rows if row.missing),
        exams_open=sum(1 for row in rows if row.exam_open),
        complaints_open=sum(1 for row in rows if row.complaint_open),
        defences_open=sum(1 for row in rows if row.defence_open),
        held=bool(motion.held),
        to_vote=sum(1 for row in rows if row.line.act != Act.END),
        carried=len(carried),
        notified=motion.notified_on is not None,
        filing_owed=motion.filed_on is None and any(_goes_above(line) for line in carried),
        certificates_owed=motion.certified_on is None and any(certified(line) for line in filling),
    )


def _goes_above(line: AppointmentLine) -> bool:
    return line.office.rule.above is not Above.NONE or line.office.rule.chooser is Chooser.CONGRESS


def certified(line: AppointmentLine) -> bool:
    """Whether a certificate is handed out for a line: none for an acting post."""
    return line.act == Act.APPOINT and line.office.rule.certificate


def require(user: Anyone, event: MotionEvent, motion: AppointmentMotion, case: Case | None = None) -> Move:
    """The row of the table for ``event``. Raises NotAllowed for others than the keepers, WrongState otherwise."""
    if not keeps_personnel(user):
        raise NotAllowed(_("人事任免由常委会办公室经办，请与办公室联系。"))
    state = MotionState(motion.state)
    case = case_of(motion, checked(motion, settings_of(motion.county))) if case is None else case
    found = find(state, event, case)
    if isinstance(found, MotionGuard):
        text = _("现在不能%(verb)s：%(why)s。")
        raise WrongState(text % {"verb": label(event), "why": label(found)})
    if found is None:
        text = _("此件现在的状态是“%(state)s”，不能%(verb)s。请返回查看最新情况。")
        raise WrongState(text % {"state": label(state), "verb": label(event)})
    return found


def citation(code: str, county: Congress) -> str:
    """An article as it is cited, the county's own text before the model one."""
    rows = LegalBasis.objects.filter(Q(county=county) | Q(county=None), code=code)
    found = rows.order_by(F("county").asc(nulls_last=True)).first()
    return found.citation if found else ""
