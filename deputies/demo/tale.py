"""One suggestion's story: a generator that yields the day of its next step and then takes it.

It ends where its plot says, or where the demo's day cuts it off.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date, timedelta

from congress import clock
from congress.models import Assignment, FollowUp, Promise, Reply, User
from congress.rules.followups import AssignmentState, HandlingRole, Mark, UrgingKind
from congress.services import assigning, evaluating, handling, promises, replying, urging
from congress.services.assigning import Share
from deputies.demo import words
from deputies.demo.cast import Case, Cast
from deputies.demo.paper import PaperSteps
from deputies.services import examining

MARKS = {"good": Mark.GOOD, "fair": Mark.FAIR, "bad": Mark.BAD}
HAND_OVER_MEETING = timedelta(days=13)
NEVER = date.max


class Tale(PaperSteps):
    """Tells one case. ``at`` is the day meant for the next step, ``acted`` the day of the last one."""

    def __init__(self, cast: Cast, case: Case) -> None:
        super().__init__(cast, case)
        self.rows: list[Assignment] = []

    def story(self) -> Iterator[date]:
        """The whole story."""
        yield from self.write()
        if self.plot.has("decline", "transfer", "merge"):
            yield from self.other_end()
            return
        yield from self.take_up()
        yield from self.hand_over()
        yield from self.receive_all()
        yield from self.press()
        yield from self.handle_all(self.plot.pace)
        yield from self.judge()
        yield from self.finish()

    # -- Hand-over ---------------------------------------------------------------------------------

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
        leader = self.cast.leaders[self.case.number % len(self.cast.leaders)]
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
            row = assigning.refuse_return(actor=self.cast.coordinator, assignment=row, answer=words.RETURN_REFUSED)
        yield self.later(2)
        return assigning.sign_for(actor=self.contact(row), assignment=row)

    def ask_return(self, row: Assignment) -> Iterator[date]:
        """申请退办 with the unit it should go to."""
        yield self.later(2)
        proposed = self.cast.units[self.case.topic["unit"]]
        named = proposed if proposed != row.department else None
        reason = words.NOT_OURS % {"unit": row.department.short_name}
        assigning.request_return(actor=self.contact(row), assignment=row, reason=reason, proposed=named)
        yield from self.over("returning")

    def give_back(self, row: Assignment) -> Generator[date, None, Assignment]:
        """Returned and re-assigned, by the government office inside its system, else by the deputies' office."""
        yield from self.ask_return(row)
        right = self.cast.units[self.case.topic["unit"]]
        yield self.later(3)
        if right.coordinator_id == row.coordinator_id:
            new = assigning.reassign(
                actor=self.cast.coordinator, assignment=row, department=right, answer=words.REASSIGNED
            )
            yield from self.over("reassigned")
        else:
            row = assigning.raise_return(actor=self.cast.coordinator, assignment=row, note=words.OTHER_SYSTEM)
            yield from self.over("raised")
            yield self.later(3)
            new = assigning.reassign(actor=self.cast.clerk, assignment=row, department=right, answer=words.REASSIGNED)
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

    # -- Handling ----------------------------------------------------------------------------------

    def handle_all(self, pace: int) -> Iterator[date]:
        """Opinions, contacts and answers of every unit, ``pace`` days after its signature."""
        assisting = [row for row in self.rows if row.role == HandlingRole.ASSIST]
        for number, row in enumerate(assisting):
            yield from self.opine(row, returned=number == 0 and self.plot.has("opinion_returned"))
        yield from self.over("opined")
        answering = [row for row in self.rows if row.role != HandlingRole.ASSIST]
        for row in answering:
            yield self.later(10)
            self.meet(row)
        met = self.at
        yield from self.urge()
        yield from self.over("met")
        self.at = max(self.at, met + timedelta(days=max(0, pace - 10 * len(answering))))
        for row in answering:
            yield from self.answer(row)
        yield from self.over("answered")

    def opine(self, row: Assignment, *, returned: bool) -> Iterator[date]:
        """会办意见; an empty one is sent back by the lead unit."""
        yield self.later(6)
        paper = words.opinion(row.department.name, empty=returned, number=self.case.number)
        handling.opine(actor=self.contact(row), assignment=row, paper=paper, files=[words.scan("opinion")])
        if returned:
            yield self.later(2)
            lead = self.contact(self.rows[0])
            row = handling.return_opinion(actor=lead, assignment=row, reason=words.EMPTY_OPINION)
            yield from self.over("opinion_returned")
            yield self.later(4)
            paper = words.opinion(row.department.name, empty=False, number=self.case.number)
            handling.opine(actor=self.contact(row), assignment=row, paper=paper, files=[words.scan("opinion")])

    def meet(self, row: Assignment) -> None:
        """面商 in one of the four ways."""
        meeting = words.meeting(self.case, row.department.short_name, str(self.lead_person))
        handling.log_contact(actor=self.contact(row), assignment=row, meeting=meeting)

    def urge(self) -> Iterator[date]:
        """催办 by the clerk, 督办 by the leading chairman."""
        for word, actor in (("urge", self.cast.clerk), ("supervise", self.cast.chairman)):
            if self.plot.has(word):
                yield self.later(self.plot.pace // 2 if word == "urge" else 3)
                kind = UrgingKind(word)
                urging.urge(actor=actor, followup=self.followup, kind=kind, text=words.URGING[word])

    def answer(self, row: Assignment) -> Iterator[date]:
        """答复 and its two checks; some are sent back to be completed."""
        yield self.later(0)
        self.reply(row)
        yield from self.over("replied")
        if row.coordinator_id:
            yield self.later(2)
            replying.pass_reply(actor=self.cast.coordinator, assignment=row)
        yield from self.over("checked")
        yield self.later(2)
        if self.plot.has("sent_back"):
            replying.send_back_reply(actor=self.cast.clerk, assignment=row, note=words.INCOMPLETE)
            yield from self.over("sent_back_reply")
            yield self.later(5)
            self.reply(row)
            if row.coordinator_id:
                yield self.later(1)
                replying.pass_reply(actor=self.cast.coordinator, assignment=row)
            yield self.later(1)
        replying.pass_reply(actor=self.cast.clerk, assignment=row)

    def reply(self, row: Assignment) -> Reply:
        """The unit's letter."""
        letter = words.letter(self, row)
        return replying.reply(actor=self.contact(row), assignment=row, letter=letter, files=[words.scan("reply")])

    def contact(self, row: Assignment) -> User:
        """The contact clerk of a row's unit."""
        return self.cast.contact(row.department)

    # -- The deputy's word -------------------------------------------------------------------------

    def judge(self) -> Iterator[date]:
        """Evaluation; as often as the deputy is dissatisfied, rework, and in the end a conference."""
        if self.plot.has("silent"):
            return
        for number, mark in enumerate(self.plot.marks, start=1):
            yield self.later(7)
            self.evaluate(MARKS[mark], number)
            yield from self.over(f"evaluated{number if number > 1 else ''}")
            if mark != "bad":
                return
            if self.latest().round > self.latest().rounds_allowed:
                yield self.later(12)
                talk = evaluating.Talk(clock.today(), words.PEOPLE, words.AGREEMENT, words.ROOM)
                evaluating.confer(actor=self.cast.clerk, followup=self.followup, talk=talk)
                yield from self.over("conferred")
                return
            yield self.later(4)
            self.rows = evaluating.rework(actor=self.cast.clerk, followup=self.followup, note=words.AGAIN)
            yield from self.over(f"rework{number if number > 1 else ''}")
            yield self.later(2)
            self.rows = [assigning.sign_for(actor=self.contact(row), assignment=row) for row in self.rows]
            yield from self.handle_all(18)

    def urge_promise(self, due_on: date) -> Iterator[date]:
        """催办 of what was promised and is late."""
        if self.plot.has("urge_promise"):
            yield self.on(due_on + timedelta(days=12))
            urging.urge(
                actor=self.cast.clerk,
                followup=self.followup,
                kind=UrgingKind.URGE,
                text=words.URGING["promise"],
            )

    def evaluate(self, mark: Mark, number: int) -> None:
        """The lead signer's marks, online or from the signed sheet, then the co-signers'."""
        opinion = words.judgement(mark, number)
        for reply in self.replies():
            if self.plot.has("paper", "forwarded"):
                evaluating.record_evaluation(
                    actor=self.recorder, reply=reply, person=self.lead_person, opinion=opinion, sheet=[words.sheet()]
                )
            else:
                evaluating.evaluate(actor=self.cast.user(self.case.lead), reply=reply, opinion=opinion)
            if self.cosigner and self.plot.has("cosigner_marks"):
                actor = self.cast.user(self.cosigner)
                evaluating.evaluate(actor=actor, reply=reply, opinion=words.judgement(Mark.FAIR, number))

    def replies(self) -> list[Reply]:
        """Issued answers of the present round."""
        rows = Reply.objects.filter(
            assignment__followup=self.followup, assignment__round=self.latest().round, state="issued"
        )
        return list(rows.select_related("assignment__followup").order_by("id"))

    def latest(self) -> FollowUp:
        """The follow-up as it is now."""
        return FollowUp.objects.get(pk=self.followup.pk)

    # -- The end -----------------------------------------------------------------------------------

    def finish(self) -> Iterator[date]:
        """办结, publication by consent, and the promise followed until it is kept."""
        if self.plot.has("publish"):
            yield self.later(2)
            self.suggestion.refresh_from_db()
            examining.publish(actor=self.cast.clerk, suggestion=self.suggestion)
        yield self.later(60 if self.plot.has("silent") else 4)
        evaluating.close(actor=self.cast.clerk, followup=self.followup)
        promise = self.latest().promises.filter(state="open").first()
        if promise is not None:
            yield from self.keep(promise)

    def keep(self, promise: Promise) -> Iterator[date]:
        """The promise's fate."""
        unit, fate = self.contact(promise.assignment), self.plot.fate
        if fate == "open":
            yield from self.urge_promise(promise.due_on)
            return
        if fate == "moved":
            yield self.on(promise.due_on - timedelta(days=6))
            new = promise.due_on + timedelta(days=92)
            promises.move_promise(actor=unit, promise=promise, new_due_on=new, text=words.MOVED)
            yield self.on(new - timedelta(days=9))
        else:
            ready = {"late": timedelta(days=24)}.get(fate, -timedelta(days=15))
            yield self.on(promise.due_on + ready)
        promises.report_promise(actor=unit, promise=promise, text=words.KEPT, files=[words.scan("promise")])
        if fate == "reported":
            return
        yield self.later(60 if fate == "unmarked" else 8)
        lead = self.cast.user(self.case.lead)
        if fate == "unmarked" or self.plot.has("paper", "forwarded"):
            self.at = max(self.at, self.acted)
            if fate != "unmarked":
                yield self.later(60)
            promises.confirm_promise(actor=self.cast.clerk, promise=promise)
            return
        if fate == "rejected":
            reason = words.NOT_YET
            promises.evaluate_promise(actor=lead, promise=promise, result=Mark.BAD, reason=reason)
            yield self.later(20)
            promises.report_promise(actor=unit, promise=promise, text=words.KEPT_NOW)
            yield self.later(5)
        promises.evaluate_promise(actor=lead, promise=promise, result=Mark.GOOD)
