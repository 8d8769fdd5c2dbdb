"""The motions of the demo's year as they were voted on, written in bulk and counted by the same rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from congress.models import (
    AgendaItem,
    Ballot,
    BallotCounter,
    BallotLine,
    BallotResult,
    BallotResultLine,
    Congress,
    Department,
    Meeting,
    Person,
    User,
)
from congress.queries.balloting.reading import denominator_words
from congress.queries.balloting.roll import citation, quorum_of, register
from congress.rules.ballots import FOR_AGAINST, BallotKind, BallotState, CounterPart, LineOutcome
from congress.rules.meetings import ItemKind
from congress.rules.votes import Line, Majority, Method, Sheets, Totals, decide
from congress.services.numbers import next_number
from personnel.demo.offices import DATA, People
from personnel.models import AppointmentLine, AppointmentMotion, ExamResult, Holding, Office
from personnel.rules.holdings import Began, Ended
from personnel.rules.motions import MotionState
from personnel.rules.offices import FILLS, Act, Proposer
from personnel.rules.papers import wanted
from personnel.services.voting import ENDINGS

HEADS = {
    Proposer.COUNTY_HEAD: ("县人民政府", "县长"),
    Proposer.COURT_PRESIDENT: ("县人民法院", "院长"),
    Proposer.SUPERVISORY_HEAD: ("县监察委员会", "主任"),
    Proposer.CHIEF_PROCURATOR: ("县人民检察院", "检察长"),
}
ASSESSORS = ("县人民法院", "人民陪审员")


class Year:
    """Writes motion after motion."""

    def __init__(self, county: Congress, clerk: User, people: People) -> None:
        self.county, self.clerk, self.people = county, clerk, people
        self.second = User.objects.get(username="hejing")
        self.offices = {(row.organ, row.title): row for row in Office.objects.filter(county=county)}
        self.units = {unit.name: unit for unit in Department.objects.filter(county=county)}

    def hold(self, number: int, meeting: Meeting) -> None:
        """The motions of one meeting."""
        item = meeting.items.filter(kind=ItemKind.APPOINTMENT).first()
        if item is None or number >= len(DATA["motions"]):
            return
        for told in DATA["motions"][number]:
            proposer = Proposer(told["by"])
            motion = self._motion(proposer, item, meeting)
            rows = [self._line(motion, n, row) for n, row in enumerate(self._told(told), start=1)]
            lines = AppointmentLine.objects.bulk_create(rows)
            self._examine(motion, lines)
            self._vote(motion, item, meeting, lines)
            self._take_effect(lines, meeting)

    def _told(self, told: dict[str, object]) -> Sequence[Sequence[str]]:
        if "assessors" not in told:
            return told["lines"]  # type: ignore[return-value]
        number = int(str(told["assessors"]))
        names = list(dict.fromkeys(self.people.name() for _n in range(number * 3)))[:number]
        return [("appoint", *ASSESSORS, name, "") for name in names]

    def _motion(self, proposer: Proposer, item: AgendaItem, meeting: Meeting) -> AppointmentMotion:
        organ, title = HEADS.get(proposer, ("", ""))
        head = Holding.objects.filter(office__organ=organ, office__title=title, until=None).first()
        tabled = meeting.starts_on - timedelta(days=14)
        told = meeting.starts_on + timedelta(days=1)
        return AppointmentMotion.objects.create(
            county=self.county,
            term=meeting.term,
            year=tabled.year,
            serial=next_number(self.county, "appointment_motion", str(tabled.year)),
            state=MotionState.DONE,
            proposer=proposer,
            organ=self.units.get(organ),
            signed_by=str(head.person) if head else "高远",
            signed_on=tabled,
            party_letter=f"云委干〔{tabled.year}〕{10 + item.pk % 40}号",
            party_letter_on=tabled - timedelta(days=5),
            tabled_on=tabled,
            heard_on=meeting.starts_on - timedelta(days=9),
            item=item,
            announced_on=told,
            notified_on=told,
            filed_on=told + timedelta(days=9) if proposer is Proposer.COUNTY_HEAD else None,
            certified_on=meeting.starts_on,
            created_by=self.clerk,
            created_at=timezone.make_aware(datetime.combine(tabled, time(9))),
        )

    def _line(self, motion: AppointmentMotion, position: int, row: Sequence[str]) -> AppointmentLine:
        act, office = Act(row[0]), self.offices[(row[1], row[2])]
        holder = None if act in FILLS else office.holdings.filter(until=None).select_related("person").first()
        name = str(holder.person) if holder else row[3]
        outcome = LineOutcome.FAILED if len(row) > 5 else LineOutcome.PASSED
        return AppointmentLine(
            motion=motion,
            position=position,
            act=act,
            office=office,
            name=name,
            person=holder.person if holder else None,
            present_post=row[4] if act in FILLS else "",
            reason="" if act in FILLS else row[4],
            received=[code.value for code in wanted(act, office.rule)],
            met_on=motion.heard_on,
            outcome=outcome,
            effective_on=motion.certified_on if outcome is LineOutcome.PASSED else None,
        )

    def _examine(self, motion: AppointmentMotion, lines: Sequence[AppointmentLine]) -> None:
        sat_on = motion.tabled_on
        assert sat_on is not None  # as written a moment ago
        ExamResult.objects.bulk_create(
            ExamResult(
                county=self.county,
                term=motion.term,
                line=line,
                name=line.name,
                sitting=1,
                sat_on=sat_on,
                mark=70 + (line.pk * 7) % 29,
                recorded_by=self.clerk,
            )
            for line in lines
            if line.act in FILLS and line.office.rule.exam
        )

    # -- The vote --------------------------------------------------------------------------------------
    def _vote(
        self, motion: AppointmentMotion, item: AgendaItem, meeting: Meeting, lines: Sequence[AppointmentLine]
    ) -> None:
        assert meeting.opened_at is not None
        at = meeting.opened_at + timedelta(minutes=100)
        found = register(meeting, at)
        present = found.roll.present
        sheets = Sheets(present, present, 0)
        counted = tuple(self._count(line, present, found.roll.whole) for line in lines)
        ballot = Ballot.objects.create(
            county=self.county,
            meeting=meeting,
            item=item,
            kind=BallotKind.PERSONNEL,
            method=Method.SECRET,
            question=f"人事任免事项·{motion.number}",
            state=BallotState.CLOSED,
            options=list(FOR_AGAINST),
            helpers_adopted_at=at,
            opened_at=at,
            opened_by=self.clerk,
            issued=present,
            returned=present,
            spoiled=0,
            entered_by=self.clerk,
            entered_at=at + timedelta(minutes=8),
            checked_by=self.second,
            checked_at=at + timedelta(minutes=10),
            closed_at=at + timedelta(minutes=12),
            created_by=self.clerk,
            created_at=at - timedelta(days=1),
        )
        BallotCounter.objects.bulk_create(
            BallotCounter(ballot=ballot, part=part, name=name)
            for part, name in ((CounterPart.SCRUTINEER, "白云"), (CounterPart.TELLER, "何静"))
        )
        result = BallotResult.objects.create(
            ballot=ballot,
            in_office=found.roll.in_office,
            seats=found.roll.seats,
            vacancies=found.roll.vacancies,
            membership=found.roll.membership,
            whole=found.roll.whole,
            quorum=quorum_of(meeting, found.roll).needed,
            present=present,
            roll=found.to_json(),
            issued=present,
            returned=present,
            spoiled=0,
            valid=present,
            majority=Majority.MORE_THAN_HALF,
            options=list(FOR_AGAINST),
            basis=citation(meeting, majority=True) or "本县规定",
            denominator=denominator_words(ballot, found.roll, sheets),
            entered_by=str(self.clerk),
            checked_by=str(self.second),
            closed_by=self.clerk,
            closed_at=at + timedelta(minutes=12),
        )
        self._lines(ballot, result, lines, Totals(sheets, counted))

    def _count(self, line: AppointmentLine, present: int, whole: int) -> Line:
        against = 1 + line.pk % 3 if line.outcome == LineOutcome.PASSED else present - whole // 2 + 1
        return Line((present - against, against - 1, 1))

    def _lines(self, ballot: Ballot, result: BallotResult, lines: Sequence[AppointmentLine], totals: Totals) -> None:
        posts = [f"{line.get_act_display()}{line.office}" for line in lines]
        BallotLine.objects.bulk_create(
            BallotLine(
                ballot=ballot,
                position=n,
                person=line.person,
                name=line.name,
                post=post,
                counts=list(counted.counts),
                unmarked=counted.unmarked,
            )
            for n, (line, post, counted) in enumerate(zip(lines, posts, totals.lines, strict=True), start=1)
        )
        BallotResultLine.objects.bulk_create(
            BallotResultLine(
                result=result,
                position=n,
                person=line.person,
                name=line.name,
                post=post,
                counts=list(counted.counts),
                unmarked=counted.unmarked,
                silent=totals.silent(counted, result.present),
                valid=totals.sheets.valid,
                needed=decide(counted.counts[0], result.whole).needed,
                outcome=line.outcome,
            )
            for n, (line, post, counted) in enumerate(zip(lines, posts, totals.lines, strict=True), start=1)
        )
        for n, line in enumerate(lines, start=1):
            line.ballot, line.ballot_position = ballot, n
        AppointmentLine.objects.bulk_update(lines, ["ballot", "ballot_position"])

    # -- What follows from it --------------------------------------------------------------------------
    def _take_effect(self, lines: Sequence[AppointmentLine], meeting: Meeting) -> None:
        act = str(meeting)
        carried = [line for line in lines if line.outcome == LineOutcome.PASSED]
        for line in carried:
            if line.act not in FILLS:
                line.office.holdings.filter(person=line.person, until=None).update(
                    until=meeting.starts_on, ended=ENDINGS.get(Act(line.act), Ended.REMOVED), end_act=act
                )
        filling = [line for line in carried if line.act in FILLS]
        made = Person.objects.bulk_create(self.people.person(line.name, str(line.office)) for line in filling)
        for line, person in zip(filling, made, strict=True):
            line.person = person
        AppointmentLine.objects.bulk_update(filling, ["person"])
        Holding.objects.bulk_create(
            Holding(
                office=line.office,
                person=line.person,
                since=meeting.starts_on,
                began=Began.APPOINTED,
                act=act,
                line=line,
                certificate=f"第{meeting.number}次会议-{n}" if line.office.rule.certificate else "",
                certified_on=meeting.starts_on if line.office.rule.certificate else None,
            )
            for n, line in enumerate(filling, start=1)
        )
