"""The steps of a suggestion's own paper: written, co-signed, filed, examined."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from congress import clock
from congress.models import FollowUp, Mandate, Person, User
from deputies.demo import words
from deputies.demo.cast import Case, Cast
from deputies.models import Category, Suggestion
from deputies.rules import DeclineReason, Difficulty, Origin, Publicity, TransferTo
from deputies.services import entering, examining, writing


class PaperSteps:
    """Writes, files and examines one suggestion."""

    suggestion: Suggestion
    cosigner: Mandate | None = None

    def __init__(self, cast: Cast, case: Case) -> None:
        self.cast, self.case, self.plot = cast, case, case.plot
        self.at = self.acted = case.first

    # -- Days --------------------------------------------------------------------------------------

    def later(self, days: int) -> date:
        """The working day meant for a step so many days after the last one was meant for."""
        self.at += timedelta(days=days)
        return self._act(self.cast.workday(self.at, self.acted))

    def on(self, day: date) -> date:
        """The working day of a step meant for a certain day."""
        self.at = max(self.at, day)
        return self.later(0)

    def exactly(self, day: date) -> date:
        """A day of a session, worked or not."""
        self.at = day
        return self._act(day)

    def _act(self, day: date) -> date:
        if day != date.max:
            self.acted = day
        return day

    def over(self, stage: str) -> Iterator[date]:
        """End the story when its plot goes no further than ``stage``."""
        if self.plot.until == stage:
            yield date.max

    # -- Who ---------------------------------------------------------------------------------------

    @property
    def followup(self) -> FollowUp:
        """The handling of the suggestion."""
        assert self.suggestion.followup is not None
        return self.suggestion.followup

    @property
    def lead_person(self) -> Person:
        """Who signed first."""
        return self.suggestion.lead

    @property
    def recorder(self) -> User:
        """The clerk who types in what came on paper: of the township, or of the county's office."""
        return self.cast.clerk if self.plot.has("forwarded") else self.cast.township_clerk

    # -- Paper -------------------------------------------------------------------------------------

    @property
    def text(self) -> writing.Paper:
        """What the sheet says."""
        shape = {"place": self.case.place}
        wish = Publicity.TITLE if self.plot.has("title_only") else Publicity.ALL
        wish = Publicity.NONE if self.plot.has("confidential") else wish
        return writing.Paper(
            self.case.topic["title"].format(**shape),
            self.case.topic["body"].format(**shape) + words.closing(self.case.number),
            wish,
            confidential=self.plot.has("confidential"),
        )

    def write(self) -> Iterator[date]:
        """From the first line to the filed paper."""
        if self.plot.has("paper", "forwarded"):
            yield from self.type_in()
        else:
            yield from self.draft()
        yield from self.over("filed")
        if self.plot.has("sent_back_paper"):
            yield self.later(3)
            examining.return_to_deputy(actor=self.cast.clerk, suggestion=self.suggestion, reason=words.MEND)
            yield from self.over("sent_back")
            yield self.later(5)
            self.submit_again()

    def submit_again(self) -> None:
        """The mended paper: by the deputy himself, or typed in anew from the sheet he signed again."""
        if not self.plot.has("paper", "forwarded"):
            writing.resubmit(actor=self.author, suggestion=self.suggestion)
            return
        sheet = entering.Sheet(paper=self.text)
        entering.reenter(actor=self.recorder, suggestion=self.suggestion, sheet=sheet, originals=[words.original()])

    def type_in(self) -> Iterator[date]:
        """代录 of a signed sheet, or registering one from above."""
        session = self.case.session
        yield self.exactly(session.opens_on) if session else self.later(0)
        if self.plot.has("forwarded"):
            sheet = words.forwarded(self.text, self.case.number, clock.today().year)
        else:
            sheet = entering.Sheet(paper=self.text, author=self.case.lead, origin=Origin.OWN)
        self.suggestion = entering.enter(actor=self.recorder, sheet=sheet, originals=[words.original()])

    @property
    def author(self) -> User:
        """The lead deputy's account."""
        return self.cast.user(self.case.lead)

    def draft(self) -> Iterator[date]:
        """Draft, invitation, submission."""
        yield self.later(0)
        draft = writing.start_draft(actor=self.author)
        self.suggestion = writing.save_draft(actor=self.author, suggestion=draft, paper=self.text)
        yield from self.invite()
        yield from self.over("draft")
        session = self.case.session
        yield self.exactly(session.opens_on + timedelta(days=self.case.number % 2)) if session else self.later(1)
        self.suggestion = writing.submit(actor=self.author, suggestion=self.suggestion)

    def invite(self) -> Iterator[date]:
        """Ask a colleague of the delegation to co-sign; most agree."""
        if not self.plot.cosigner and self.case.number % 3 and not self.plot.has("cosigner_marks"):
            return
        self.cosigner = self.cast.colleague(self.case)
        writing.invite(actor=self.author, suggestion=self.suggestion, mandates=[self.cosigner])
        if self.plot.has("unanswered"):
            return
        yield self.later(0)
        agrees = self.case.number % 12 != 9
        writing.answer_invitation(actor=self.cast.user(self.cosigner), suggestion=self.suggestion, agree=agrees)
        self.cosigner = self.cosigner if agrees else None

    # -- Examination -------------------------------------------------------------------------------

    def other_end(self) -> Iterator[date]:
        """Not handled as a suggestion, turned into another kind, or merged."""
        yield self.later(5)
        clerk = self.cast.clerk
        if self.plot.has("decline"):
            ground = DeclineReason.CASE if self.case.number % 2 else DeclineReason.EMPTY
            examining.decline(actor=clerk, suggestion=self.suggestion, ground=ground, reason=words.DECLINED[ground])
        elif self.plot.has("transfer"):
            to = TransferTo.LETTER if self.case.number % 2 else TransferTo.PROPOSAL
            examining.transfer(actor=clerk, suggestion=self.suggestion, to=to, reason=words.TRANSFERRED[to])
        else:
            assert self.case.into is not None
            examining.merge(actor=clerk, suggestion=self.suggestion, leading=self.case.into.suggestion)

    def take_up(self) -> Iterator[date]:
        """受理 and classification; a few are withdrawn before."""
        yield self.later(2)
        if self.plot.has("withdraw_early"):
            self.withdraw()
            yield date.max
        category = Category.objects.get(
            county=None, scheme="small", year=clock.today().year, code=self.case.topic["category"]
        )
        difficulty = Difficulty.DIFFICULT if self.plot.has("difficult") else Difficulty.ORDINARY
        self.suggestion = examining.accept_suggestion(
            actor=self.cast.clerk, suggestion=self.suggestion, category=category, difficulty=difficulty
        )
        yield from self.over("accepted")

    def withdraw(self) -> None:
        """撤回 by the lead signer."""
        writing.withdraw(actor=self.author, suggestion=self.suggestion, reason=words.WITHDRAWN)
