"""Suggestions of the demo county in every state, made by the services on the days they happened."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from congress import clock
from congress.models import (
    Assignment,
    Attachment,
    Congress,
    Delegation,
    Department,
    Mandate,
    OutcomeClass,
    Post,
    Reply,
    User,
)
from congress.queries.deadlines import calendar
from congress.rules.followups import ContactWay, Mark
from congress.rules.roles import Role
from congress.services import handling
from congress.services.files import Upload
from deputies.models import Category, Suggestion
from deputies.rules import Difficulty, Publicity
from deputies.services import examining, writing

TOPICS: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "demo_data" / "topics.yaml").read_text(encoding="utf-8")
)
# Stage reached, and how many days before the demo's day each step was taken, for one suggestion each.
# The first of each kind concern the personae: the roads bureau's clerk and the deputy 罗秀英.
PLAN: tuple[tuple[str, int], ...] = (
    *(("closed", days) for days in (235, 228, 221, 214, 207, 200, 193, 186, 179, 172, 165, 158)),
    *(("evaluated", days) for days in (150, 143, 136)),
    *(("answered", days) for days in (129, 100, 60, 45, 30)),
    *(("handling", days) for days in (125, 118, 94, 88, 85, 70, 55, 40, 33, 26)),
    *(("assigned", days) for days in (16, 9, 6)),
    *(("accepted", days) for days in (12, 7, 5)),
    *(("submitted", days) for days in (20, 6, 3, 2)),
    *(("draft", days) for days in (2, 1)),
)
MARKS = (Mark.GOOD, Mark.GOOD, Mark.FAIR, Mark.GOOD, Mark.BAD)
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n"
    b"163\n%%EOF\n"
)


def build_suggestions(county: Congress, as_of: date) -> None:
    """Walk every planned suggestion as far as its stage, oldest first."""
    teller = _Teller(county, as_of)
    for number, (stage, days) in enumerate(PLAN):
        teller.tell(number, stage, days)


@dataclass
class _Case:
    """One suggestion of the plan: who asks, what, of which unit, and from which day."""

    number: int
    topic: dict[str, str]
    place: str
    lead: User
    unit: Department
    first: date


class _Teller:
    """Tells each case step by step on working days."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        self.random = random.Random(5)
        self.calendar = calendar(county, as_of)
        self.clerk = User.objects.get(username="liwenqing")
        self.delegations = list(Delegation.objects.filter(term__congress=county).order_by("place_order"))
        self.units = {unit.name: unit for unit in Department.objects.filter(county=county)}

    def tell(self, number: int, stage: str, days: int) -> None:
        """One case, from the draft to its stage."""
        case = self._case(number, days)
        reached = self._paper(case, stage)
        if stage in {"draft", "submitted"}:
            return
        self._on(case, 4, lambda: self._accept(case, reached))
        if stage == "accepted":
            return
        self._on(case, 6, lambda: self._hand_over(case, reached))
        if stage != "assigned":
            self._handle(case, reached, stage)

    def _case(self, number: int, days: int) -> _Case:
        roads = number % 4 == 0
        topic = TOPICS[0] if roads else TOPICS[1 + (number * 5) % (len(TOPICS) - 1)]
        delegation = self.delegations[number % len(self.delegations)]
        place = delegation.township.area if delegation.township else delegation.name.replace("代表团", "街道")
        if number % 5 == 0:
            lead = User.objects.get(username="luoxiuying")
        else:
            rows = Mandate.objects.filter(delegation=delegation, until=None, person__user__isnull=False)
            lead = User.objects.get(person=self.random.choice(list(rows.order_by("pk"))).person)
        unit = self.units[topic["unit"]]
        return _Case(number, topic, place, lead, unit, self.as_of - timedelta(days=days))

    def _on(self, case: _Case, offset: int, act: Callable[[], Any]) -> Any:
        """Do something so many days after the case began, on a working day, never after the demo's day."""
        day = min(self.calendar.next_workday(case.first + timedelta(days=offset)), self.as_of)
        with clock.at(day):
            return act()

    def _paper(self, case: _Case, stage: str) -> Suggestion:
        draft: Suggestion = self._on(case, 0, lambda: self._draft(case))
        cosigner = User.objects.get(username="yangjianguo")
        if case.number % 3 == 0 and case.lead != cosigner:
            mandate = Mandate.objects.get(person=cosigner.person, until=None)
            self._on(case, 0, lambda: writing.invite(actor=case.lead, suggestion=draft, mandates=[mandate]))
            if stage != "draft":
                self._on(case, 1, lambda: writing.answer_invitation(actor=cosigner, suggestion=draft, agree=True))
        if stage == "draft":
            return draft
        submitted: Suggestion = self._on(case, 1, lambda: writing.submit(actor=case.lead, suggestion=draft))
        return submitted

    def _draft(self, case: _Case) -> Suggestion:
        draft = writing.start_draft(actor=case.lead)
        paper = writing.Paper(
            case.topic["title"].format(place=case.place),
            case.topic["body"].format(place=case.place),
            Publicity.TITLE if case.number % 7 == 3 else Publicity.ALL,
            confidential=case.number == 13,
        )
        return writing.save_draft(actor=case.lead, suggestion=draft, paper=paper)

    def _accept(self, case: _Case, suggestion: Suggestion) -> None:
        category = Category.objects.get(scheme="small", year=clock.today().year, code=case.topic["category"])
        hard = case.number in {12, 20}
        examining.accept_suggestion(
            actor=self.clerk,
            suggestion=suggestion,
            category=category,
            difficulty=Difficulty.DIFFICULT if hard else Difficulty.ORDINARY,
        )

    def _hand_over(self, case: _Case, suggestion: Suggestion) -> None:
        suggestion.refresh_from_db()
        assert suggestion.followup is not None
        handling.hand_over(actor=self.clerk, followup=suggestion.followup, department=case.unit)

    def _handle(self, case: _Case, suggestion: Suggestion, stage: str) -> None:
        suggestion.refresh_from_db()
        assert suggestion.followup is not None
        assignment = suggestion.followup.assignments.get()
        contact = self._contact_of(case.unit)
        self._on(case, 9, lambda: handling.sign_for(actor=contact, assignment=assignment))
        if stage == "handling" and case.number % 2:
            return
        self._on(case, 20, lambda: self._meet(case, assignment, contact))
        if stage == "handling":
            return
        wait = 120 if case.number % 6 == 5 else 28
        reply = self._on(case, wait, lambda: self._reply(case, assignment, contact))
        if stage != "answered":
            self._evaluate(case, reply, stage, wait)

    def _meet(self, case: _Case, assignment: Assignment, contact: User) -> None:
        by, met = f"{case.unit.short_name}副局长", str(case.lead)
        meeting = handling.Meeting(clock.today(), ContactWay.SITE, by, met, case.topic["view"], case.place)
        handling.log_contact(actor=contact, assignment=assignment, meeting=meeting)

    def _contact_of(self, unit: Department) -> User:
        post = Post.objects.filter(department=unit, role=Role.UNIT_CONTACT, until=None).select_related("person").first()
        assert post is not None
        found = User.objects.filter(person=post.person).first()
        return found or User.objects.create_user(
            f"lly{unit.pk:03d}", None, person=post.person, county=self.county, must_change_password=True
        )

    def _reply(self, case: _Case, assignment: Assignment, contact: User) -> Reply:
        outcome = OutcomeClass.objects.get(scheme="ABC", year=clock.today().year, code=case.topic["class"], county=None)
        promised = clock.today() + timedelta(days=180) if outcome.needs_tracking else None
        letter = handling.Letter(
            number=f"云{case.unit.short_name[:1]}函〔{clock.today().year}〕{case.number + 11}号",
            dated=clock.today(),
            outcome=outcome,
            signer="主要负责人",
            contact_name=contact.person.name if contact.person else "",
            contact_phone="0000-7654321",
            summary=case.topic["reply"],
            promised_by=promised,
        )
        file = SimpleUploadedFile("答复函.pdf", SCAN, "application/pdf")
        upload = Upload(Attachment.Slot.REPLY, Attachment.Mark.PUBLIC, file)
        return handling.reply(actor=contact, assignment=assignment, letter=letter, files=[upload])

    def _evaluate(self, case: _Case, reply: Reply, stage: str, wait: int) -> None:
        result = MARKS[case.number % len(MARKS)]
        reason = "工程还没有开工，只有计划，希望给出明确时间。" if result is Mark.BAD else ""
        opinion = handling.Opinion(Mark.GOOD, result, reason)
        self._on(case, wait + 8, lambda: handling.evaluate(actor=case.lead, reply=reply, opinion=opinion))
        if stage == "closed":
            followup = reply.assignment.followup
            self._on(case, wait + 15, lambda: handling.close(actor=self.clerk, followup=followup))
