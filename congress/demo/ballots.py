"""Votes of the demo's meetings, with results: written in bulk, counted by the same rules as real ones.

``build_ballots`` takes meetings that were held and have their attendance; what is voted on follows from the kind of
their adopted items. Nothing is entered for a meeting without a quorum.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from congress.models import (
    AgendaItem,
    Ballot,
    BallotCounter,
    BallotLine,
    BallotResult,
    BallotResultLine,
    Congress,
    Meeting,
    User,
)
from congress.queries.balloting.reading import denominator_words, own_rule, reading_of
from congress.queries.balloting.roll import Register, citation, quorum_of, register
from congress.rules.assessments import AssessmentRule
from congress.rules.ballots import FOR, FOR_AGAINST, BallotKind, BallotState, CounterPart, LineOutcome
from congress.rules.meetings import ItemKind, ItemState, MeetingKind
from congress.rules.votes import SHARES, Line, Majority, Method, Sheets, Totals, decide
from congress.services.base import command

ASSESSED = re.compile("对(.+?)办理")
"""The units an assessment names in its title."""
KINDS = {
    ItemKind.DECISION: BallotKind.DECISION,
    ItemKind.ASSESSMENT: BallotKind.ASSESSMENT,
}


@dataclass(frozen=True)
class Vote:
    """One vote of the demo before it is written."""

    meeting: Meeting
    item: AgendaItem
    found: Register
    at: datetime

    @property
    def subjects(self) -> list[str]:
        """What has a line of its own: each unit that is assessed, otherwise the one question."""
        assessed = ASSESSED.match(self.item.title) if self.item.kind == ItemKind.ASSESSMENT else None
        return assessed[1].split("、") if assessed else [self.item.title]


@dataclass(frozen=True)
class Clerks:
    """Who enters, who checks."""

    first: User
    second: User


class Hall:
    """Writes votes, always the same ones."""

    def __init__(self, county: Congress, clerks: Clerks) -> None:
        self.county, self.clerks = county, clerks
        self.random = random.Random(51)
        self.rule = own_rule(county)

    def votes(self, meetings: Sequence[Meeting]) -> Iterator[Vote]:
        """What is voted on: one vote for each decision and assessment on an adopted agenda; names are personnel's."""
        wanted = AgendaItem.objects.filter(meeting__in=meetings, state=ItemState.ADOPTED, kind__in=list(KINDS))
        items: dict[int, list[AgendaItem]] = {}
        for item in wanted.order_by("position"):
            items.setdefault(item.meeting_id, []).append(item)
        for meeting in meetings:
            if meeting.opened_at is None or meeting.pk not in items:
                continue
            at = meeting.opened_at + timedelta(minutes=90)
            found = register(meeting, at)
            if quorum_of(meeting, found.roll).reached:
                yield from (Vote(meeting, item, found, at) for item in items[meeting.pk])

    def write(self, votes: Sequence[Vote]) -> None:
        """Write votes with their lines and results, a table at a time."""
        ballots = Ballot.objects.bulk_create(self._ballot(vote) for vote in votes)
        BallotCounter.objects.bulk_create(self._counters(ballots))
        totals = [self._totals(ballot, vote) for ballot, vote in zip(ballots, votes, strict=True)]
        for ballot, counted in zip(ballots, totals, strict=True):
            sheets = counted.sheets
            ballot.issued, ballot.returned, ballot.spoiled = sheets.issued, sheets.returned, sheets.spoiled
        Ballot.objects.bulk_update(ballots, ["issued", "returned", "spoiled"])
        results = BallotResult.objects.bulk_create(
            self._result(ballot, vote, counted) for ballot, vote, counted in zip(ballots, votes, totals, strict=True)
        )
        BallotLine.objects.bulk_create(
            BallotLine(ballot=b, position=n, name=name, counts=list(line.counts), unmarked=line.unmarked)
            for b, v, t in zip(ballots, votes, totals, strict=True)
            for n, (name, line) in enumerate(zip(v.subjects, t.lines, strict=True), start=1)
        )
        BallotResultLine.objects.bulk_create(
            self._line(result, vote, counted, n)
            for result, vote, counted in zip(results, votes, totals, strict=True)
            for n in range(len(vote.subjects))
        )

    def _ballot(self, vote: Vote) -> Ballot:
        kind = KINDS[ItemKind(vote.item.kind)]
        assessed = kind is BallotKind.ASSESSMENT
        method = Method.HANDS if kind is BallotKind.DECISION else Method.SECRET
        return Ballot(
            county=self.county,
            meeting=vote.meeting,
            item=vote.item,
            kind=kind,
            method=method,
            question=vote.item.title,
            state=BallotState.CLOSED,
            rule=self.rule.to_json() if assessed else None,
            options=list(self.rule.choices if assessed else FOR_AGAINST),
            helpers_adopted_at=vote.at if method is Method.SECRET else None,
            opened_at=vote.at,
            opened_by=self.clerks.first,
            issued=0,
            returned=0,
            spoiled=0,
            entered_by=self.clerks.first,
            entered_at=vote.at + timedelta(minutes=12),
            checked_by=self.clerks.second,
            checked_at=vote.at + timedelta(minutes=15),
            closed_at=vote.at + timedelta(minutes=16),
            created_by=self.clerks.first,
            created_at=vote.at - timedelta(days=2),
        )

    def _counters(self, ballots: Sequence[Ballot]) -> Iterator[BallotCounter]:
        for ballot in ballots:
            if ballot.method == Method.SECRET:
                yield BallotCounter(ballot=ballot, part=CounterPart.SCRUTINEER, name="白云")
                yield BallotCounter(ballot=ballot, part=CounterPart.TELLER, name="段思平")

    def _totals(self, ballot: Ballot, vote: Vote) -> Totals:
        present = vote.found.roll.present
        spoiled = int(ballot.method == Method.SECRET and self.random.random() < 0.3)
        sheets = Sheets(present, present, spoiled)
        return Totals(sheets, tuple(self._count(sheets.valid) for _subject in vote.subjects))

    def _count(self, valid: int) -> Line:
        against, abstain = self.random.choice((0, 0, 1, 2)), self.random.choice((0, 1, 1, 2))
        favour = max(valid - against - abstain, 0)
        return Line((favour, against, abstain), valid - favour - against - abstain)

    def _result(self, ballot: Ballot, vote: Vote, counted: Totals) -> BallotResult:
        roll, sheets = vote.found.roll, counted.sheets
        return BallotResult(
            ballot=ballot,
            in_office=roll.in_office,
            seats=roll.seats,
            vacancies=roll.vacancies,
            membership=roll.membership,
            whole=roll.whole,
            quorum=quorum_of(vote.meeting, roll).needed,
            present=roll.present,
            roll=vote.found.to_json(),
            issued=sheets.issued,
            returned=sheets.returned,
            spoiled=sheets.spoiled,
            valid=sheets.valid,
            majority=Majority.MORE_THAN_HALF,
            rule=ballot.rule,
            options=ballot.options,
            basis=self.rule.basis if ballot.rule else citation(vote.meeting, majority=True) or "本县规定",
            denominator=denominator_words(ballot, roll, sheets),
            entered_by=str(self.clerks.first),
            checked_by=str(self.clerks.second),
            closed_by=self.clerks.first,
            closed_at=vote.at + timedelta(minutes=16),
        )

    def _line(self, result: BallotResult, vote: Vote, counted: Totals, place: int) -> BallotResultLine:
        line, roll = counted.lines[place], vote.found.roll
        verdict = decide(line.counts[FOR], roll.whole)
        outcome, words, needed = LineOutcome.PASSED if verdict.passed else LineOutcome.FAILED, "", verdict.needed
        if result.rule:
            rule = AssessmentRule.of_json(result.rule)
            read = reading_of(rule, roll, counted.sheets, rule.choices, line.counts)
            outcome, words, needed = LineOutcome.RATED, read.outcome, SHARES[rule.majority].needed(read.of)
        return BallotResultLine(
            result=result,
            position=place + 1,
            name=vote.subjects[place],
            counts=list(line.counts),
            unmarked=line.unmarked,
            silent=counted.silent(line, roll.present),
            valid=counted.sheets.valid,
            needed=needed,
            outcome=outcome,
            words=words,
        )


def build_ballots(county: Congress, meetings: Sequence[Meeting]) -> int:
    """Write the votes of standing-committee meetings that were held; returns how many."""
    clerks = Clerks(User.objects.get(username="duansiping"), User.objects.get(username="hejing"))
    hall = Hall(county, clerks)
    with command(None, "demo", "示范：表决"):
        votes = list(hall.votes([one for one in meetings if one.kind == MeetingKind.STANDING_COMMITTEE]))
        hall.write(votes)
    return len(votes)
