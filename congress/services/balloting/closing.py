"""Closing a vote: roll, rule and result are frozen; nothing of it is ever changed. Voiding and repeating."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.kinds import registry
from congress.models import AgendaItem, Ballot, BallotLine, BallotResult, BallotResultLine, Candidate, User
from congress.queries.balloting.moves import require
from congress.queries.balloting.reading import denominator_words, reading_of
from congress.queries.balloting.roll import Register, citation, complaint_words, quorum_of, register
from congress.queries.names import key_of
from congress.refusals import WrongState
from congress.rules.assessments import AssessmentRule
from congress.rules.ballots import FOR, BallotEvent, BallotKind, BallotState, CounterPart, LineOutcome
from congress.rules.elections import Nomination, elect
from congress.rules.votes import SHARES, Line, Majority, Method, Roll, Totals, decide
from congress.services.balloting.counting import refuse_without_quorum, stored_totals
from congress.services.balloting.preparing import Plan, Subject, refuse_incomplete, subjects_of, write
from congress.services.base import command, locked, save
from congress.services.steps import need


@dataclass(frozen=True)
class Found:
    """What became of one line."""

    needed: int
    outcome: LineOutcome
    words: str = ""


def close_ballot(*, actor: User, ballot: Ballot, version: int | None = None) -> BallotResult:
    """确认结果, counted on the roll of the moment of the vote and frozen with it and with its rule.

    Raises NotAllowed, WrongState (not checked, no quorum, figures the attendance no longer bears), Conflict.
    """
    with command(actor, "close_ballot"):
        ballot = locked(ballot, version)
        require(actor, BallotEvent.CLOSE, ballot)
        assert ballot.opened_at is not None  # the database says so: ballot_voted_was_opened
        found, totals = register(ballot.meeting, ballot.opened_at), stored_totals(ballot)
        refuse_without_quorum(ballot, found.roll)
        complaints = totals.complaints(found.roll.present)
        if complaints:
            text = _("录入以后签到有更正，票数与出席人数不再相符：%(why)s。请更正签到或者票数，再由另一人复核。")
            raise WrongState(text % {"why": "；".join(complaint_words(one) for one in complaints)})
        ballot.state, ballot.closed_at = BallotState.CLOSED, now()
        save(ballot)
        result = _freeze(actor, ballot, found, totals)
        rows = list(ballot.lines.select_related("candidate", "person").order_by("position"))
        outcomes = _outcomes(ballot, found.roll, totals)
        _freeze_lines(result, rows, totals, outcomes)
        if ballot.kind == BallotKind.ELECTION:
            _elect(ballot, rows, outcomes)
        _decide_item(ballot)
        for hear in registry.ballot_closed:
            hear(actor, ballot)
    return result


def _freeze(actor: User, ballot: Ballot, found: Register, totals: Totals) -> BallotResult:
    roll, sheets = found.roll, totals.sheets
    return BallotResult.objects.create(
        ballot=ballot,
        in_office=roll.in_office,
        seats=roll.seats,
        vacancies=roll.vacancies,
        membership=roll.membership,
        whole=roll.whole,
        quorum=quorum_of(ballot.meeting, roll).needed,
        present=roll.present,
        roll=found.to_json(),
        issued=sheets.issued,
        returned=sheets.returned,
        spoiled=sheets.spoiled,
        valid=sheets.valid,
        majority=ballot.majority,
        rule=ballot.rule,
        options=ballot.options,
        basis=_basis(ballot),
        denominator=denominator_words(ballot, roll, sheets),
        entered_by=str(ballot.entered_by),
        checked_by=str(ballot.checked_by),
        closed_by=actor,
        closed_at=ballot.closed_at or now(),
    )


def _basis(ballot: Ballot) -> str:
    """What the result rests on: the county's rule for an assessment, else the article on the majority."""
    if ballot.rule:
        return str(ballot.rule.get("basis") or ballot.rule["label"])
    return citation(ballot.meeting, majority=True) or _("本县规定")


def _outcomes(ballot: Ballot, roll: Roll, totals: Totals) -> list[Found]:
    if ballot.seats:
        votes = [line.counts[FOR] for line in totals.lines]
        chosen = elect(votes, ballot.seats, roll.whole)
        return [Found(chosen.needed, one) for one in chosen.chosen]
    if ballot.rule:
        rule = AssessmentRule.of_json(ballot.rule)
        return [_rated(rule, roll, totals, line) for line in totals.lines]
    verdicts = [decide(line.counts[FOR], roll.whole, Majority(ballot.majority)) for line in totals.lines]
    return [Found(v.needed, LineOutcome.PASSED if v.passed else LineOutcome.FAILED) for v in verdicts]


def _rated(rule: AssessmentRule, roll: Roll, totals: Totals, line: Line) -> Found:
    found = reading_of(rule, roll, totals.sheets, rule.choices, line.counts)
    return Found(SHARES[rule.majority].needed(found.of), LineOutcome.RATED, found.outcome)


def _freeze_lines(result: BallotResult, rows: list[BallotLine], totals: Totals, outcomes: list[Found]) -> None:
    BallotResultLine.objects.bulk_create(
        BallotResultLine(
            result=result,
            position=row.position,
            person=row.person,
            name=row.name,
            post=row.post,
            written_in=row.written_in,
            counts=list(line.counts),
            unmarked=line.unmarked,
            silent=totals.silent(line, result.present),
            valid=totals.sheets.valid,
            needed=found.needed,
            outcome=found.outcome,
            words=found.words,
        )
        for row, line, found in zip(rows, totals.lines, outcomes, strict=True)
    )


def _elect(ballot: Ballot, rows: list[BallotLine], outcomes: list[Found]) -> None:
    """Tell the candidates what became of them; whoever is elected owes an oath, also when he was written in."""
    for row, found in zip(rows, outcomes, strict=True):
        candidate = row.candidate
        elected = found.outcome is LineOutcome.ELECTED
        if candidate is None and elected:
            candidate = Candidate(
                election=ballot.election,
                name=row.name,
                nomination=Nomination.WRITTEN_IN,
                accepted=True,
                order_key=key_of(ballot.county, row.name),
            )
        if candidate is not None:
            candidate.outcome, candidate.oath_due = found.outcome, elected
            candidate.elected_on = today() if elected else None
            candidate.save()


def _decide_item(ballot: Ballot) -> None:
    """The item of the agenda is decided on this day, once nothing of it waits to be voted on.

    The words of the decision stay with whoever writes the minutes. What was restricted before the vote stays so
    until the last vote on the item is over.
    """
    waiting = Ballot.objects.filter(item=ballot.item_id).exclude(state__in=[BallotState.CLOSED, BallotState.VOID])
    if ballot.item_id and not waiting.exists():
        item = locked(AgendaItem.objects.get(pk=ballot.item_id), None)
        if item.decided_on is None:
            item.decided_on = today()
            save(item)


def cancel_ballot(*, actor: User, ballot: Ballot, reason: str, version: int | None = None) -> Ballot:
    """作废 before a result stands: more came back than were handed out, the list was wrong.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a reason.
    """
    with command(actor, "cancel_ballot", reason):
        ballot = locked(ballot, version)
        require(actor, BallotEvent.CANCEL, ballot)
        ballot.note = need("reason", reason, _("请写明作废的理由。"))
        ballot.state = BallotState.VOID
        save(ballot)
    return ballot


def repeat_ballot(*, actor: User, ballot: Ballot, reason: str) -> Ballot:
    """重新表决: a new vote linked to the old one; after an election on the seats and the names left open.

    Raises NotAllowed, WrongState (also when it is repeated already); Incomplete without a reason.
    """
    with command(actor, "repeat_ballot", reason):
        ballot = locked(ballot, None)
        require(actor, BallotEvent.REPEAT, ballot)
        need("reason", reason, _("请写明重新表决的理由，如“票数相等”“投票无效”。"))
        if Ballot.objects.filter(repeats=ballot).exists():
            raise WrongState(_("这次表决已经安排重新进行，请看后一次。"))
        plan = _plan_again(ballot)
        refuse_incomplete(plan, ballot.meeting)
        again = Ballot(county=ballot.county, meeting=ballot.meeting, created_by=actor, created_at=now(), repeats=ballot)
        write(again, plan)
    return again


def _plan_again(ballot: Ballot) -> Plan:
    lines = list(ballot.lines.filter(written_in=False).select_related("person", "candidate").order_by("position"))
    subjects, seats = subjects_of(lines), ballot.seats
    if ballot.seats and ballot.state == BallotState.CLOSED:
        subjects, seats = _left_open(ballot, subjects)
    counters: dict[CounterPart, list[str]] = {part: [] for part in CounterPart}
    for row in ballot.counters.order_by("id"):
        counters[CounterPart(row.part)].append(row.name)
    return Plan(
        kind=BallotKind(ballot.kind),
        method=Method(ballot.method),
        question=ballot.question,
        subjects=subjects,
        item=ballot.item,
        majority=Majority(ballot.majority),
        rule=AssessmentRule.of_json(ballot.rule) if ballot.rule else None,
        election=ballot.election,
        seats=seats,
        scrutineers=tuple(counters[CounterPart.SCRUTINEER]),
        tellers=tuple(counters[CounterPart.TELLER]),
    )


def _left_open(ballot: Ballot, subjects: tuple[Subject, ...]) -> tuple[tuple[Subject, ...], int]:
    """Those equal in votes, or else those not elected, for the seats that are left (地方组织法 §29)."""
    lines = list(ballot.result.lines.all())
    seats = (ballot.seats or 0) - sum(1 for line in lines if line.outcome == LineOutcome.ELECTED)
    if seats == 0:
        raise WrongState(_("应选名额已经选满，不需要再次投票。"))
    tied = {line.name for line in lines if line.outcome == LineOutcome.AGAIN}
    names = tied or {line.name for line in lines if line.outcome == LineOutcome.NOT_ELECTED}
    return tuple(s for s in subjects if s.name in names), seats
