"""One suggestion's story: a generator that yields the day of its next step and then takes it.

It ends where its plot says, or where the demo's day cuts it off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from congress import clock
from congress.models import Assignment, FollowUp, Promise, Reply
from congress.rules.followups import HandlingRole, Mark, UrgingKind
from congress.services import assigning, evaluating, handling, promises, replying, urging
from deputies.demo import words
from deputies.demo.hand_over import HandOverSteps
from deputies.services import publishing

MARKS = {"good": Mark.GOOD, "fair": Mark.FAIR, "bad": Mark.BAD}


class Tale(HandOverSteps):
    """Tells one case. ``at`` is the day meant for the next step, ``acted`` the day of the last one."""

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
            publishing.publish(actor=self.cast.clerk, suggestion=self.suggestion)
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
