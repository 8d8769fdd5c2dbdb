"""A small county with one account per persona, and shortcuts to bring a suggestion to a state."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from congress import clock
from congress.models import (
    Attachment,
    Body,
    Congress,
    Delegation,
    Department,
    Mandate,
    OutcomeClass,
    Person,
    Post,
    Session,
    Term,
    User,
)
from congress.rules.followups import ContactWay, Mark
from congress.rules.roles import Role
from congress.services import assigning, evaluating, handling, replying
from congress.services.base import command
from congress.services.files import Upload
from deputies.models import Category, Suggestion
from deputies.rules import Difficulty, Publicity
from deputies.services import examining, writing
from tests.stages import Stages, at_once

PASSWORD = "Only-for-tests-2026"
TODAY = dt.date(2026, 3, 10)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


Keys = dict[str, tuple[type[Model], int]]


@at_once
@dataclass
class World(Stages):
    """The county and its people; each persona is an account."""

    county: Congress
    township: Congress
    term: Term
    session: Session
    delegation: Delegation
    office: Body
    roads: Department
    finance: Department
    court: Department
    government_office: Department
    clerk: User
    other_clerk: User
    director: User
    chairman: User
    vice_chairman: User
    member: User
    lead: User
    cosigner: User
    outsider: User
    gov_clerk: User
    unit_leader: User
    contact: User
    rival: User
    township_clerk: User
    administrator: User
    auditor: User
    count: itertools.count = field(default_factory=lambda: itertools.count(1))

    PERSONAE = [
        "clerk",
        "other_clerk",
        "director",
        "chairman",
        "vice_chairman",
        "member",
        "lead",
        "cosigner",
        "outsider",
        "gov_clerk",
        "unit_leader",
        "contact",
        "rival",
        "township_clerk",
        "administrator",
        "auditor",
    ]

    @classmethod
    def of(cls, keys: Keys) -> World:
        """The county as it is stored, read anew: one query per table."""
        found: dict[str, Model] = {}
        for model in {model for model, _pk in keys.values()}:
            related = ("person", "county") if model is User else ()
            wanted = {name: pk for name, (owner, pk) in keys.items() if owner is model}
            rows = model._default_manager.select_related(*related).in_bulk(wanted.values())
            found |= {name: rows[pk] for name, pk in wanted.items()}
        return cls(**found)

    @property
    def personae(self) -> dict[str, User]:
        """Account by persona name."""
        return {name: getattr(self, name) for name in self.PERSONAE}

    @property
    def category(self) -> Category:
        """Some category of the year."""
        return Category.objects.filter(year=TODAY.year).order_by("scheme", "place_order").first()

    def outcome(self, code: str = "A") -> OutcomeClass:
        """A class of the year's ABC scheme."""
        return OutcomeClass.objects.get(scheme="ABC", code=code, year=TODAY.year, county=None)

    def draft(self, *, title: str = "关于修复石门至城关通乡公路路面的建议") -> Suggestion:
        """A complete draft of the lead deputy."""
        suggestion = writing.start_draft(actor=self.lead)
        body = "石门镇至城关镇通乡公路全长14.6公里，路面破损严重，影响沿线群众出行。建议先行修复积水路段。"
        paper = writing.Paper(title, body, Publicity.ALL)
        return writing.save_draft(actor=self.lead, suggestion=suggestion, paper=paper)

    def submitted(self, **kwargs: str) -> Suggestion:
        """Submitted to the deputies' office, co-signed by one deputy."""
        suggestion = self.draft(**kwargs)
        writing.invite(actor=self.lead, suggestion=suggestion, mandates=[self.cosigner.person.mandates.get()])
        writing.answer_invitation(actor=self.cosigner, suggestion=suggestion, agree=True)
        return writing.submit(actor=self.lead, suggestion=suggestion)

    def accepted(self, *, difficulty: Difficulty = Difficulty.ORDINARY, **kwargs: str) -> Suggestion:
        """Accepted and numbered."""
        return examining.accept_suggestion(
            actor=self.clerk, suggestion=self.submitted(**kwargs), category=self.category, difficulty=difficulty
        )

    def handed_over(self, **kwargs):
        """Handed over to the roads bureau; returns the assignment."""
        suggestion = self.accepted(**kwargs)
        (assignment,) = assigning.hand_over(
            actor=self.clerk, followup=suggestion.followup, units=[assigning.Share(self.roads)]
        )
        return assignment

    def forwarded(self, **kwargs):
        """Forwarded to the roads bureau by the government office; returns the assignment."""
        return assigning.forward(actor=self.gov_clerk, assignment=self.handed_over(**kwargs))

    def signed(self, **kwargs):
        """Signed for by the roads bureau; returns the assignment."""
        return assigning.sign_for(actor=self.contact, assignment=self.forwarded(**kwargs))

    def meeting(self) -> handling.Meeting:
        """A contact record of today."""
        return handling.Meeting(clock.today(), ContactWay.SITE, "副局长", "罗秀英", "先修积水路段", "石门镇")

    def letter(self, code: str = "A", **kwargs) -> replying.Letter:
        """What a reply says."""
        values = {"number": "云交函〔2026〕31号", "dated": clock.today(), "signer": "王志刚"}
        values |= {"contact_name": "赵敏", "contact_phone": "0000-7654321", "summary": "已完成修复。"}
        return replying.Letter(outcome=self.outcome(code), **{**values, **kwargs})

    def scan(self) -> Upload:
        """A stamped scan."""
        file = SimpleUploadedFile("答复函.pdf", PDF, "application/pdf")
        return Upload(Attachment.Slot.REPLY, Attachment.Mark.PUBLIC, file)

    def replied(self, *, code: str = "A", promised_by: dt.date | None = None, **kwargs):
        """Answered by the roads bureau, not checked yet; returns the reply."""
        assignment = self.signed(**kwargs)
        handling.log_contact(actor=self.contact, assignment=assignment, meeting=self.meeting())
        letter = self.letter(code, promised_by=promised_by)
        return replying.reply(actor=self.contact, assignment=assignment, letter=letter, files=[self.scan()])

    def answered(self, **kwargs):
        """Checked by both offices and with the deputies; returns the reply."""
        reply = self.replied(**kwargs)
        return self.check(reply)

    def check(self, reply):
        """Let both offices pass a reply; returns it as issued."""
        replying.pass_reply(actor=self.gov_clerk, assignment=reply.assignment)
        replying.pass_reply(actor=self.clerk, assignment=reply.assignment)
        reply.refresh_from_db()
        return reply

    def evaluated(self, **kwargs):
        """Evaluated by the lead deputy; returns the follow-up."""
        reply = self.answered(**kwargs)
        evaluating.evaluate(actor=self.lead, reply=reply, opinion=evaluating.Opinion(Mark.GOOD, Mark.FAIR))
        followup = reply.assignment.followup
        followup.refresh_from_db()
        return followup

    def reworked(self, **kwargs):
        """To be handled again, because the lead deputy was not satisfied; returns the new assignment."""
        reply = self.answered(**kwargs)
        opinion = evaluating.Opinion(Mark.FAIR, Mark.BAD, "路面还没有修好")
        evaluating.evaluate(actor=self.lead, reply=reply, opinion=opinion)
        (again,) = evaluating.rework(
            actor=self.clerk, followup=reply.assignment.followup, note="请分管领导到现场再次面商。"
        )
        return again

    def closed(self, **kwargs):
        """Closed; returns the follow-up."""
        return evaluating.close(actor=self.clerk, followup=self.evaluated(**kwargs))

    def sheet(self) -> Upload:
        """The photograph of a signed opinion-request form."""
        file = SimpleUploadedFile("征询意见表.pdf", PDF, "application/pdf")
        return Upload(Attachment.Slot.SHEET, Attachment.Mark.INTERNAL, file)

    @property
    def water(self) -> Department:
        """A third unit of the government."""
        values = {"system": "government_department", "short_name": "县水务局", "coordinator": self.government_office}
        return Department.objects.get_or_create(county=self.county, name="县水务局", defaults=values)[0]

    def contact_of(self, department: Department) -> User:
        """The contact clerk of any unit."""
        name = f"contact{department.pk}"
        found = User.objects.filter(username=name).first()
        return found or _staff(self.county, "联络员", name, Role.UNIT_CONTACT, department=department)


def _staff(county: Congress, name: str, username: str, role: Role | None = None, **place) -> User:
    person = Person.objects.create(county=county, name=name, phone="13800000000", pinyin_key=username)
    if role:
        Post.objects.create(person=person, role=role, since=dt.date(2022, 1, 10), **place)
    return User.objects.create_user(username, PASSWORD, person=person, county=county, must_change_password=False)


def keys_of(world: World) -> Keys:
    """Where each part of a stored county is found again."""
    parts = {name: value for name, value in vars(world).items() if isinstance(value, Model)}
    return {name: (type(row), row.pk) for name, row in parts.items()}


def build_world() -> World:
    """Create the county of the tests."""
    with command(None, "factory"):
        return _Builder().build()


class _Builder:
    """Creates rows in the order they need each other."""

    def __init__(self) -> None:
        self.county = Congress.objects.create(level="county", name="云岭县人民代表大会", area="云岭县")
        self.township = Congress.objects.create(
            level="township", county=self.county, name="石门镇人民代表大会", area="石门镇"
        )
        self.term = Term.objects.create(congress=self.county, number=18, since=dt.date(2022, 1, 10))
        self.session = Session.objects.create(
            term=self.term,
            number=5,
            opens_on=dt.date(2026, 1, 20),
            closes_on=dt.date(2026, 1, 23),
            suggestions_close_at=dt.datetime(2026, 1, 21, 18, tzinfo=dt.UTC),
        )
        self.delegation = Delegation.objects.create(term=self.term, name="石门代表团", township=self.township)
        self.far = Delegation.objects.create(term=self.term, name="河口代表团")

    def body(self, kind: str, name: str, congress: Congress | None = None) -> Body:
        short = name.replace("工作委员会", "工委")
        return Body.objects.create(congress=congress or self.county, kind=kind, name=name, short_name=short)

    def department(self, system: str, name: str, coordinator: Department | None = None) -> Department:
        return Department.objects.create(
            county=self.county, system=system, name=name, short_name=name, coordinator=coordinator
        )

    def user(self, name: str, username: str, role: Role | None = None, **place) -> User:
        return _staff(self.county, name, username, role, **place)

    def deputy(self, name: str, username: str, delegation: Delegation) -> User:
        user = self.user(name, username)
        Mandate.objects.create(person=user.person, term=self.term, delegation=delegation, since=dt.date(2022, 1, 10))
        return user

    def build(self) -> World:
        committee = self.body("standing_committee", "云岭县人民代表大会常务委员会")
        general = self.body("office", "常委会办公室")
        office = self.body("deputies_office", "代表工作委员会")
        finance_committee = self.body("committee", "财政经济工作委员会")
        presidium = self.body("presidium", "石门镇人大主席团", self.township)
        government_office = self.department("government_office", "县人民政府办公室")
        roads = self.department("government_department", "县交通运输局", government_office)
        finance = self.department("government_department", "县财政局", government_office)
        return World(
            county=self.county,
            township=self.township,
            term=self.term,
            session=self.session,
            delegation=self.delegation,
            office=office,
            roads=roads,
            finance=finance,
            court=self.department("court", "县人民法院"),
            government_office=government_office,
            clerk=self.user("李文清", "liwenqing", Role.CLERK, body=office),
            other_clerk=self.user("何静", "hejing", Role.CLERK, body=finance_committee),
            director=self.user("段思平", "duansiping", Role.DIRECTOR, body=general),
            chairman=self.user("高远", "gaoyuan", Role.CHAIR, body=committee),
            vice_chairman=self.user("陈志明", "chenzhiming", Role.VICE_CHAIR, body=committee),
            member=self.user("白云", "baiyun", Role.MEMBER, body=committee),
            lead=self.deputy("罗秀英", "luoxiuying", self.delegation),
            cosigner=self.deputy("杨建国", "yangjianguo", self.delegation),
            outsider=self.deputy("马玉兰", "mayulan", self.far),
            gov_clerk=self.user("周楠", "zhounan", Role.UNIT_CONTACT, department=government_office),
            unit_leader=self.user("王志刚", "wangzhigang", Role.UNIT_LEADER, department=roads),
            contact=self.user("赵敏", "zhaomin", Role.UNIT_CONTACT, department=roads),
            rival=self.user("孙丽", "sunli", Role.UNIT_CONTACT, department=finance),
            township_clerk=self.user("岩温", "yanwen", Role.CLERK, body=presidium),
            administrator=self.user("沈工", "shengong", Role.ADMINISTRATOR, body=general),
            auditor=self.user("许鉴", "xujian", Role.AUDITOR, body=general),
        )
