"""Walks a suggestion with the real commands: what is open to whom, done with fitting arguments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from congress import clock, may
from congress.models import Assignment, Department, FollowUp, Person, Promise, Reply, User
from congress.rules.followups import ASKERS, FollowUpState, HandlingRole, Mark, PromiseState, ReplyState, UrgingKind
from congress.rules.transitions import Event, Move
from congress.services import assigning, evaluating, handling, promises, replying, returning, urging
from congress.services.assigning import Share
from deputies.models import Suggestion
from deputies.rules import DeclineReason, Difficulty, TransferTo
from deputies.services import examining, writing
from tests.factories import TODAY, World

Subject = FollowUp | Assignment | Promise
ENDING = frozenset({Event.WITHDRAW, Event.DECLINE, Event.TRANSFER, Event.MERGE, Event.CLOSE})
WAITS = (0, 0, 1, 0, 3, 0, 9, 0, 35)
ACTORS = ("clerk", "vice_chairman", "lead", "cosigner", "gov_clerk", "contact", "rival", "township_clerk")


@dataclass(frozen=True)
class Option:
    """A move open to somebody now."""

    who: str
    user: User
    subject: Subject
    move: Move


@dataclass
class Walk:
    """One suggestion under way, the day it is, and what has been done so far."""

    world: World
    suggestion: Suggestion
    leading: Suggestion
    day: dt.date = TODAY

    def __post_init__(self) -> None:
        self.units = [self.world.roads, self.world.finance, self.world.water, self.world.court]
        self.people = {
            **{name: getattr(self.world, name) for name in ACTORS},
            "water_contact": self.world.contact_of(self.world.water),
            "court_contact": self.world.contact_of(self.world.court),
        }

    @property
    def followup(self) -> FollowUp:
        """The follow-up as stored, with what the rights read."""
        return FollowUp.objects.prefetch_related("parties", "assignments").get(pk=self.suggestion.followup_id)

    def subjects(self, followup: FollowUp) -> Iterator[Subject]:
        """The follow-up, its assignments of every round, its promises."""
        yield followup
        for row in Assignment.objects.filter(followup=followup).select_related("department", "coordinator"):
            row.followup = followup
            yield row
        for promise in Promise.objects.filter(followup=followup).select_related("assignment"):
            promise.followup = promise.assignment.followup = followup
            yield promise

    def options(self) -> list[Option]:
        """Everything open to anybody now, in a stable order."""
        subjects = list(self.subjects(self.followup))
        with clock.at(self.day):
            return [
                Option(who, user, subject, move)
                for who, user in self.people.items()
                for subject in subjects
                for move in may.open_moves(user, subject)
            ]

    def step(self, choice: int, prefer: Callable[[list[Option]], list[Option]]) -> Option | None:
        """Let some time pass and make one of the preferred moves; None when nothing is left to do."""
        self.day += dt.timedelta(days=WAITS[choice % len(WAITS)])
        found = [option for option in self.options() if self._fits(option)]
        if not found:
            return None
        preferred = prefer(found) or found
        events = sorted({option.move.event for option in preferred})
        event = events[choice // len(WAITS) % len(events)]
        chosen = [option for option in preferred if option.move.event is event]
        option = chosen[choice // 7 % len(chosen)]
        with clock.at(self.day):
            self._do(option, choice)
        return option

    def take(self, event: Event, choice: int) -> None:
        """Make the first move of one event that is open and fits."""
        found = [option for option in self.options() if option.move.event is event and self._fits(option)]
        assert found, f"nobody can {event}; the follow-up is {self.followup.state}"
        with clock.at(self.day):
            self._do(found[0], choice)

    # -- Whether there is something to do it with ------------------------------------------------

    def _fits(self, option: Option) -> bool:
        match option.move.event:
            case Event.EVALUATE:
                return self._unmarked(option.user.person) is not None
            case Event.RECORD_EVALUATION:
                return self._silent() is not None
            case Event.URGE | Event.SUPERVISE:
                owed = FollowUp.objects.get(pk=option.subject.pk).promises.filter(state=PromiseState.OPEN)
                return option.subject.state != FollowUpState.TRACKING or owed.exists()
            case Event.REASSIGN:
                return self._other(option.subject) is not None
        return True

    def _issued(self) -> list[Reply]:
        followup = self.followup
        rows = Reply.objects.filter(assignment__followup=followup, assignment__round=followup.round)
        return list(rows.filter(state=ReplyState.ISSUED).order_by("id"))

    def _unmarked(self, person: Person) -> Reply | None:
        return next((r for r in self._issued() if not r.evaluations.filter(person=person).exists()), None)

    def _silent(self) -> tuple[Reply, Person] | None:
        parties = self.followup.parties.filter(part__in=ASKERS).select_related("person").order_by("id")
        pairs = ((self._unmarked(party.person), party.person) for party in parties)
        return next(((reply, person) for reply, person in pairs if reply is not None), None)

    def _other(self, row: Assignment) -> Department | None:
        taken = row.followup.assignments.filter(round=row.round).exclude(state__in=["reassigned", "cancelled"])
        free = [unit for unit in self.units if not taken.filter(department=unit).exists()]
        if row.state != "raised":
            free = [unit for unit in free if unit.coordinator_id == row.coordinator_id]
        return free[0] if free else None

    def _shares(self, choice: int) -> list[Share]:
        roads, finance, _water, court = self.units
        joint = [Share(roads, HandlingRole.LEAD), Share(finance, HandlingRole.ASSIST)]
        apart = [Share(roads, HandlingRole.SEPARATE), Share(court, HandlingRole.SEPARATE)]
        direct = [Share(court, HandlingRole.LEAD), Share(roads, HandlingRole.ASSIST)]
        return [[Share(roads)], joint, apart, [Share(court)], direct][choice % 5]

    def _mark(self, choice: int) -> evaluating.Opinion:
        mark = [Mark.BAD, Mark.GOOD, Mark.FAIR][choice % 3]
        return evaluating.Opinion(mark, Mark.GOOD, "路面还没有修" if mark is Mark.BAD else "")

    # -- The commands ----------------------------------------------------------------------------

    def _do(self, option: Option, choice: int) -> None:
        event = option.move.event
        for does in (self._examining, self._assigning, self._handling, self._answering, self._after):
            if does(event, {"actor": option.user}, option.subject, choice):
                return
        raise AssertionError(f"no command for {event}")

    def _examining(self, event: Event, who: dict, subject: Subject, choice: int) -> bool:
        of = {**who, "suggestion": Suggestion.objects.get(pk=self.suggestion.pk)}
        match event:
            case Event.ACCEPT:
                hard = Difficulty.DIFFICULT if choice % 4 == 0 else Difficulty.ORDINARY
                examining.accept_suggestion(**of, category=self.world.category, difficulty=hard)
            case Event.SEND_BACK:
                examining.return_to_deputy(**of, reason="请写明路段")
            case Event.RESUBMIT:
                writing.resubmit(**of)
            case Event.DECLINE:
                examining.decline(**of, ground=DeclineReason.EMPTY, reason="没有具体要求")
            case Event.TRANSFER:
                examining.transfer(**of, to=TransferTo.LETTER, reason="转作来信")
            case Event.MERGE:
                examining.merge(**of, leading=self.leading)
            case Event.WITHDRAW:
                writing.withdraw(**of, reason="已经解决")
            case _:
                return False
        return True

    def _assigning(self, event: Event, who: dict, subject: Subject, choice: int) -> bool:
        match event:
            case Event.PROPOSE:
                assigning.propose(**who, followup=subject, units=self._shares(choice))
            case Event.COMMENT:
                assigning.comment(**who, followup=subject, agrees=choice % 2 == 0, text="请改由财政局办理")
            case Event.HAND_OVER:
                assigning.hand_over(**who, followup=subject, units=self._shares(choice))
            case Event.FORWARD:
                assigning.forward(**who, assignment=subject)
            case Event.SIGN_FOR:
                assigning.sign_for(**who, assignment=subject)
            case Event.RETURN:
                returning.request_return(**who, assignment=subject, reason="不属于本单位职责")
            case Event.RAISE:
                returning.raise_return(**who, assignment=subject, note="属于法院")
            case Event.REFUSE_RETURN:
                returning.refuse_return(**who, assignment=subject, answer="属于你单位职责")
            case Event.REASSIGN:
                returning.reassign(**who, assignment=subject, department=self._other(subject))
            case _:
                return False
        return True

    def _handling(self, event: Event, who: dict, subject: Subject, choice: int) -> bool:
        match event:
            case Event.CONTACT:
                handling.log_contact(**who, assignment=subject, meeting=self.world.meeting())
            case Event.OPINE:
                handling.opine(**who, assignment=subject, paper=handling.Paper("同意安排资金", "局长"))
            case Event.RETURN_OPINION:
                handling.return_opinion(**who, assignment=subject, reason="没有金额")
            case Event.ASK_EXTENSION:
                handling.ask_extension(**who, assignment=subject, reason="涉及三个乡镇")
            case Event.EXTEND:
                handling.extend(**who, assignment=subject, reason="情况属实")
            case Event.REFUSE_EXTENSION:
                handling.refuse_extension(**who, assignment=subject, answer="可以按期办理")
            case Event.URGE | Event.SUPERVISE:
                urging.urge(**who, followup=subject, kind=UrgingKind(event.value))
            case Event.MARK_KEY:
                lead = urging.Lead(self.world.vice_chairman.person, self.day, "第31次主任会议")
                urging.mark_key(**who, followup=subject, lead=lead)
            case _:
                return False
        return True

    def _answering(self, event: Event, who: dict, subject: Subject, choice: int) -> bool:
        match event:
            case Event.REPLY:
                promised = self.day + dt.timedelta(days=60) if choice % 2 else None
                letter = self.world.letter("B" if promised else "A", promised_by=promised, no_contact_reason="出差")
                replying.reply(**who, assignment=subject, letter=letter, files=[self.world.scan()])
            case Event.PASS:
                replying.pass_reply(**who, assignment=subject)
            case Event.SEND_BACK_REPLY:
                replying.send_back_reply(**who, assignment=subject, note="没有签发人")
            case Event.EVALUATE:
                reply = self._unmarked(who["actor"].person)
                evaluating.evaluate(**who, reply=reply, opinion=self._mark(choice))
            case Event.RECORD_EVALUATION:
                reply, person = self._silent()
                sheet, mark = [self.world.sheet()], self._mark(choice)
                evaluating.record_evaluation(**who, reply=reply, person=person, opinion=mark, sheet=sheet)
            case _:
                return False
        return True

    def _after(self, event: Event, who: dict, subject: Subject, choice: int) -> bool:
        match event:
            case Event.REWORK:
                evaluating.rework(**who, followup=subject, note="请实地查看")
            case Event.CONFER:
                evaluating.confer(**who, followup=subject, talk=evaluating.Talk(self.day, "三方", "年内完成"))
            case Event.CLOSE:
                evaluating.close(**who, followup=subject)
            case Event.REPORT_PROMISE:
                promises.report_promise(**who, promise=subject, text="已完工")
            case Event.MOVE_PROMISE:
                later = max(subject.due_on, self.day) + dt.timedelta(days=30)
                promises.move_promise(**who, promise=subject, new_due_on=later, text="雨季")
            case Event.EVALUATE_PROMISE:
                promises.evaluate_promise(**who, promise=subject, result=Mark.GOOD)
            case Event.REJECT_PROMISE:
                promises.evaluate_promise(**who, promise=subject, result=Mark.BAD, reason="没有完工")
            case Event.CONFIRM_PROMISE:
                promises.confirm_promise(**who, promise=subject)
            case _:
                return False
        return True


@contextmanager
def walk(world: World) -> Iterator[Walk]:
    """A submitted suggestion beside an accepted one; everything is undone afterwards."""
    with transaction.atomic():
        with clock.at(TODAY):
            yield Walk(world, world.submitted(), world.accepted())
        transaction.set_rollback(True)
