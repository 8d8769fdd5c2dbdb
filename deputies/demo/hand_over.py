"""The steps between acceptance and handling: proposed, handed over, returned, signed for, extended."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date, timedelta

from congress import clock
from congress.models import Assignment, User
from congress.rules.followups import AssignmentState, HandlingRole
from congress.services import assigning, handling, returning, urging
from congress.services.assigning import Share
from deputies.demo import words
from deputies.demo.cast import Case, Cast
from deputies.demo.paper import PaperSteps

HAND_OVER_MEETING = timedelta(days=13)
NEVER = date.max


class HandOverSteps(PaperSteps):
    """Gives one matter to its units."""

    def __init__(self, cast: Cast, case: Case) -> None:
        super().__init__(cast, case)
        self.rows: list[Assignment] = []

    def contact(self, row: Assignment) -> User:
        """The contact clerk of a row's unit."""
        return self.cast.contact(row.department)

    def shares(self) -> list[Share]:
        """Who gets the matter."""
        topic, units = self.case.topic, self.cast.units
        unit = units[self.plot.wrong or topic["unit"]]
        if self.plot.has("joint"):
            assisting = [Share(units[name], HandlingRole.ASSIST) for name in topic["assist"]]
            return [Share(unit, HandlingRole.LEAD), *assisting]
        if self.plot.has("separate"):
            return [Share(units[name], HandlingRole.SEPARATE) for name in (topic["unit"], topic["separate"])]
        return [Share(unit)]

    def hand_over(self) -> Iterator[date]:
        """预分办 for some, then 交办; a session's suggestions are handed over in one meeting."""
        if self.plot.has("propose"):
            yield self.later(1)
            assigning.propose(actor=self.cast.clerk, followup=self.followup, units=self.shares())
            yield from self.over("proposed")
            yield self.later(2)
            assigning.comment(actor=self.cast.coordinator, followup=self.followup, agrees=True, text=words.AGREED)
        if self.case.session:
            self.at = max(self.at, self.case.session.opens_on + HAND_OVER_MEETING - timedelta(days=1))
        yield self.later(3 if not self.case.session else 1)
        self.rows = assigning.hand_over(
            actor=self.cast.clerk, followup=self.followup, units=self.shares(), note=self.plot.note
        )
        yield from self.over("handed_over")
        if self.plot.has("key"):
            yield self.later(0)
            self.mark_key()

    def mark_key(self) -> None:
        """重点督办, led by one of the chairmen in turn."""
        leader = next(self.cast.leaders)
        meeting = words.MEETING % {"n": clock.today().month + 20}
        body = self.cast.committee(self.case.topic["category"])
        lead = urging.Lead(leader, clock.today(), meeting, body, words.county_leader(self.case.number))
        urging.mark_key(actor=self.cast.clerk, followup=self.followup, lead=lead)

    def receive_all(self) -> Iterator[date]:
        """Every unit gets and signs for its share; the first may want to give it back."""
        self.rows[0] = yield from self.receive(self.rows[0])
        for number in range(1, len(self.rows)):
            self.at -= timedelta(days=2)
            self.rows[number] = yield from self.receive(self.rows[number])
        yield from self.over("signed")

    def receive(self, row: Assignment, *, returns: bool = True) -> Generator[date, None, Assignment]:
        """Forwarded by the government office, given back if the plot says so, signed for; the row that handles."""
        row.refresh_from_db()
        if row.state == AssignmentState.FORWARDING:
            yield self.later(1)
            row = assigning.forward(actor=self.cast.coordinator, assignment=row)
        yield from self.over("forwarded")
        if returns and self.plot.wrong:
            row = yield from self.give_back(row)
        elif returns and self.plot.has("return_refused"):
            yield from self.ask_return(row)
            yield self.later(3)
            row = returning.refuse_return(actor=self.cast.coordinator, assignment=row, answer=words.RETURN_REFUSED)
        yield self.later(2)
        return assigning.sign_for(actor=self.contact(row), assignment=row)

    def ask_return(self, row: Assignment) -> Iterator[date]:
        """申请退办 with the unit it should go to."""
        yield self.later(2)
        proposed = self.cast.units[self.case.topic["unit"]]
        named = proposed if proposed != row.department else None
        reason = words.NOT_OURS % {"unit": row.department.short_name}
        returning.request_return(actor=self.contact(row), assignment=row, reason=reason, proposed=named)
        yield from self.over("returning")

    def give_back(self, row: Assignment) -> Generator[date, None, Assignment]:
        """Returned and re-assigned, by the government office inside its system, else by the deputies' office."""
        yield from self.ask_return(row)
        right = self.cast.units[self.case.topic["unit"]]
        yield self.later(3)
        if right.coordinator_id == row.coordinator_id:
            new = returning.reassign(
                actor=self.cast.coordinator, assignment=row, department=right, answer=words.REASSIGNED
            )
            yield from self.over("reassigned")
        else:
            row = returning.raise_return(actor=self.cast.coordinator, assignment=row, note=words.OTHER_SYSTEM)
            yield from self.over("raised")
            yield self.later(3)
            new = returning.reassign(actor=self.cast.clerk, assignment=row, department=right, answer=words.REASSIGNED)
        return (yield from self.receive_again(new))

    def receive_again(self, row: Assignment) -> Generator[date, None, Assignment]:
        """What a unit gets after a return, up to its signature's eve."""
        if row.state == AssignmentState.FORWARDING:
            yield self.later(1)
            row = assigning.forward(actor=self.cast.coordinator, assignment=row)
        return row

    def press(self) -> Iterator[date]:
        """催办, 督办, withdrawal, extension: what happens to a matter while it is handled."""
        if self.plot.has("withdraw"):
            yield self.later(12)
            self.withdraw()
            yield NEVER
        if self.plot.has("extend", "extend_refused", "extend_open"):
            yield from self.extension()

    def extension(self) -> Iterator[date]:
        """申请延期 and its decision."""
        row = self.rows[0]
        yield self.later(52)
        handling.ask_extension(actor=self.contact(row), assignment=row, reason=words.NEEDS_TIME)
        if self.plot.has("extend_open"):
            yield NEVER
        yield self.later(4)
        if self.plot.has("extend"):
            handling.extend(actor=self.cast.clerk, assignment=row, reason=words.EXTENDED)
        else:
            handling.refuse_extension(actor=self.cast.clerk, assignment=row, answer=words.NOT_EXTENDED)
