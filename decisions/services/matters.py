"""A major matter up to its decision: handed in, studied, put before a meeting, decided by the vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import AgendaItem, Ballot, Body, Congress, Department, Meeting, User
from congress.queries.deadlines import foresee
from congress.refusals import Incomplete, WrongState
from congress.rules.ballots import BallotKind, BallotState, LineOutcome
from congress.rules.meetings import ON_AGENDA, MeetingKind
from congress.services.base import command, locked, save
from congress.services.steps import need
from decisions.models import ListEntry, Matter, MatterStudy, MatterView
from decisions.rules.matters import (
    NOTICE,
    ORGANS,
    PROPOSERS,
    VOTED,
    Adopted,
    DecidedAs,
    Effect,
    Field,
    Grade,
    MatterEvent,
    MatterForm,
    MatterState,
    Proposer,
    StudyKind,
    ViewSource,
    is_late,
    may_propose,
    open_events,
)
from decisions.services.common import refuse_future, require_office

HANDLING = "major_matter.handling"
MEETING_KINDS = (MeetingKind.STANDING_COMMITTEE,)


@dataclass(frozen=True)
class Paper:
    """A matter as it is handed in."""

    title: str
    field: Field
    form: MatterForm
    proposer: Proposer
    office: Body
    received_on: date
    organ: Department | None = None
    signers: int = 0
    amount: int | None = None
    entry: ListEntry | None = None


@dataclass(frozen=True)
class Study:
    """What was done to learn of a matter, and what was found."""

    kind: StudyKind
    on: date
    findings: str
    place: str = ""
    people: str = ""


def lock(actor: User, matter: Matter, event: MatterEvent, version: int | None) -> Matter:
    """The locked matter, when ``event`` is open on it. Raises NotAllowed, WrongState, Conflict."""
    require_office(actor, matter.county_id)
    matter = locked(matter, version)
    effect = Effect(matter.effect) if matter.effect else None
    grade = Grade(matter.grade) if matter.grade else None
    state = MatterState(matter.state)
    if event not in open_events(state, effect, grade):
        text = _("这件事项现在的状态是“%(state)s”%(effect)s，不能%(verb)s。请返回查看最新情况。")
        words = f"（{label(effect)}）" if effect else ""
        raise WrongState(text % {"state": label(state), "effect": words, "verb": label(event)})
    return matter


def receive_matter(*, actor: User, county: Congress, paper: Paper) -> Matter:
    """登记 a matter. Raises NotAllowed; Incomplete for the wrong proposer, too few signers, a list not adopted."""
    require_office(actor, county.pk)
    with command(actor, "receive_matter"):
        matter = Matter(county=county, entered_by=actor)
        _write(matter, paper)
        matter.save()
    return matter


def revise_matter(*, actor: User, matter: Matter, paper: Paper, version: int | None = None) -> Matter:
    """修改 before it is decided. Raises as :func:`receive_matter`, WrongState, Conflict."""
    with command(actor, "revise_matter"):
        matter = lock(actor, matter, MatterEvent.REVISE, version)
        _write(matter, paper)
        if matter.item is not None:
            _date(matter, matter.item.meeting, matter.late_reason)
        save(matter)
    return matter


def _write(matter: Matter, paper: Paper) -> None:
    _refuse_proposer(paper)
    refuse_future("received_on", paper.received_on)
    if paper.entry is not None and paper.entry.list.adopted_on is None:
        raise Incomplete({"entry": _("年度清单还没有经主任会议通过，不能据以提请。")})
    matter.title = need("title", paper.title, _("请写明事项名称。"))
    for name in ("field", "form", "proposer", "organ", "office", "signers", "amount", "entry", "received_on"):
        setattr(matter, name, getattr(paper, name))


def _refuse_proposer(paper: Paper) -> None:
    if paper.proposer not in PROPOSERS[paper.form]:
        allowed = "、".join(label(who) for who in Proposer if who in PROPOSERS[paper.form])
        text = _("%(form)s不能由%(who)s提请；可以提请的是%(allowed)s（地方组织法第五十二条）。")
        words = {"form": label(paper.form), "who": label(paper.proposer), "allowed": allowed}
        raise Incomplete({"proposer": text % words})
    if not may_propose(paper.form, paper.proposer, paper.signers):
        raise Incomplete({"signers": _("常委会组成人员联名提出议案须三人以上（地方组织法第五十二条）。")})
    if (paper.proposer in ORGANS) != (paper.organ is not None):
        text = _("请选择提请的机关。") if paper.proposer in ORGANS else _("不是由机关提请的，请不要选择机关。")
        raise Incomplete({"organ": text})


def record_study(*, actor: User, matter: Matter, study: Study) -> MatterStudy:
    """登记 research, a hearing, an inspection. Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "record_study"):
        matter = lock(actor, matter, MatterEvent.STUDY, None)
        refuse_future("on", study.on)
        if study.kind is StudyKind.INSPECTION and matter.decided_on is None:
            raise Incomplete({"kind": _("还没有作出决定，不能登记执行情况检查。")})
        return MatterStudy.objects.create(
            matter=matter,
            kind=study.kind,
            on=study.on,
            place=study.place,
            people=study.people,
            findings=need("findings", study.findings, _("请写明情况和意见。")),
            recorded_by=actor,
        )


def record_view(*, actor: User, matter: Matter, source: ViewSource, text: str, name: str = "") -> MatterView:
    """登记意见 of a deputy or the public. Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "record_view"):
        matter = lock(actor, matter, MatterEvent.VIEW, None)
        words = need("text", text, _("请写明意见。"))
        return MatterView.objects.create(
            matter=matter, source=source, name=name.strip(), text=words, received_on=today(), recorded_by=actor
        )


def answer_view(*, actor: User, view: MatterView, adopted: Adopted, answer: str = "") -> MatterView:
    """Say what became of a view. Raises NotAllowed; Incomplete when it is not taken and no reason is given."""
    require_office(actor, view.matter.county_id)
    with command(actor, "answer_view"):
        if adopted is not Adopted.TAKEN and not answer.strip():
            raise Incomplete({"answer": _("没有全部采纳的，请说明理由。")})
        view.adopted, view.answer, view.answered_on = adopted, answer.strip(), today()
        view.save()
    return view


def table_matter(
    *,
    actor: User,
    matter: Matter,
    item: AgendaItem,
    intended: DecidedAs,
    late_reason: str = "",
    version: int | None = None,
) -> Matter:
    """列入 a meeting of the standing committee; too late only with a reason.

    Raises NotAllowed, WrongState, Conflict; Incomplete for an item that is not on its agenda, or is another matter's.
    """
    with command(actor, "table_matter"):
        matter = lock(actor, matter, MatterEvent.TABLE, version)
        if item.meeting.kind not in MEETING_KINDS or item.meeting.county_id != matter.county_id:
            raise Incomplete({"item": _("请选择常委会会议的议题。")})
        if item.state not in ON_AGENDA:
            raise Incomplete({"item": _("这个议题还没有列入会议议程草案，请先编入议程（主任会议拟订）。")})
        if Matter.objects.filter(item=item).exclude(pk=matter.pk).exists():
            raise Incomplete({"item": _("这个议题已经对应另一件重大事项。")})
        if intended in VOTED and matter.form == MatterForm.REPORT:
            text = _("报告只作讨论、送交意见；要作出决议、决定的，请按议案提请（须更早提出）。")
            raise Incomplete({"intended": text})
        _date(matter, item.meeting, late_reason)
        matter.item, matter.intended, matter.state = item, intended, MatterState.TABLED
        save(matter)
    return matter


def _date(matter: Matter, meeting: Meeting, late_reason: str) -> None:
    """Compute the last good day for a meeting. Raises Incomplete when it has passed and there is no reason."""
    entry = foresee(matter.county, NOTICE[MatterForm(matter.form)], meeting.starts_on)
    matter.due_on, matter.due_basis, matter.late_reason = entry.due_on, entry.basis.citation, ""
    if is_late(matter.received_on, entry.due_on):
        text = _("应在%(day)s前提出（%(basis)s），此件%(came)s才收到。可写明理由后列入，或者改列下次会议。")
        shape = {"day": entry.due_on, "basis": entry.basis.citation, "came": matter.received_on}
        matter.late_reason = need("late_reason", late_reason, text % shape)


def follow_moved_meeting(actor: User, meeting: Meeting) -> None:
    """A moved meeting moves the last good day of what is put before it; being late by that is nobody's doing."""
    for matter in Matter.objects.filter(item__meeting=meeting, state=MatterState.TABLED).select_for_update(
        of=("self",)
    ):
        reason = matter.late_reason or _("会议提前举行，收到时并未逾期")
        _date(matter, meeting, reason)
        save(matter)


@dataclass(frozen=True)
class Decision:
    """What was decided: as what, when, what it says, and the date the decision itself sets for the report."""

    decided_as: DecidedAs
    on: date
    text: str = ""
    report_by: date | None = None


def decide_matter(*, actor: User, matter: Matter, decision: Decision, version: int | None = None) -> Matter:
    """登记决定. A resolution or decision stands on the vote of the item, closed and carried.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "decide_matter"):
        matter = lock(actor, matter, MatterEvent.DECIDE, version)
        refuse_future("on", decision.on)
        if decision.report_by is not None and decision.report_by < decision.on:
            raise Incomplete({"report_by": _("报告期限早于决定的日期，请核对。")})
        if decision.decided_as in VOTED and matter.form == MatterForm.REPORT:
            raise Incomplete({"decided_as": _("报告只作讨论、送交意见，不能据以作出决议、决定。")})
        ballot = _carried(matter) if decision.decided_as in VOTED else None
        if decision.decided_as in VOTED and ballot is None:
            text = _("决议、决定由全体组成人员的过半数通过（地方组织法第五十一条）。请先在会议上完成表决并确认结果。")
            raise Incomplete({"decided_as": text})
        _decide(matter, decision, ballot)
        save(matter)
    return matter


def _carried(matter: Matter) -> Ballot | None:
    rows = Ballot.objects.filter(item=matter.item, kind=BallotKind.DECISION, state=BallotState.CLOSED)
    passed = rows.filter(result__lines__outcome=LineOutcome.PASSED)
    return passed.order_by("-closed_at").first() if matter.item_id else None


def _decide(matter: Matter, decision: Decision, ballot: Ballot | None) -> None:
    matter.decided_as, matter.decided_on, matter.ballot = decision.decided_as, decision.on, ballot
    matter.text, matter.effect, matter.state = decision.text.strip(), Effect.IN_FORCE, MatterState.CARRYING
    due = foresee(matter.county, HANDLING, decision.on)
    matter.report_due_on, matter.report_basis = due.due_on, due.basis.citation
    if decision.report_by is not None:
        matter.report_due_on, matter.report_basis = decision.report_by, _("决定本身规定的日期")


def hear_ballot(actor: User, ballot: Ballot) -> None:
    """The vote on an item decides its matter at once: carried, or failed."""
    if ballot.kind != BallotKind.DECISION or ballot.item_id is None:
        return
    matter = (
        Matter.objects.select_for_update(of=("self",)).filter(item=ballot.item_id, state=MatterState.TABLED).first()
    )
    if matter is None or matter.intended not in VOTED:
        return
    outcomes = set(ballot.result.lines.values_list("outcome", flat=True))
    if outcomes == {LineOutcome.PASSED}:
        _decide(matter, Decision(DecidedAs(matter.intended), ballot.meeting.starts_on), ballot)
    else:
        matter.state, matter.note = MatterState.FAILED, _("赞成票未过全体组成人员的半数")
    save(matter)


def withdraw_matter(*, actor: User, matter: Matter, reason: str, version: int | None = None) -> Matter:
    """撤回 before it is decided. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    with command(actor, "withdraw_matter", reason):
        matter = lock(actor, matter, MatterEvent.WITHDRAW, version)
        matter.note = need("reason", reason, _("请写明撤回的理由。"))
        matter.item, matter.state = None, MatterState.WITHDRAWN
        matter.due_on, matter.late_reason = None, ""
        save(matter)
    return matter
