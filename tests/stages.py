"""Further stages of a matter, on top of the plain path of :class:`tests.factories.World`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from inspect import isfunction
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congress import clock
from congress.models import Assignment, Attachment, Department, FollowUp, Person, Post, Promise, Reply, User
from congress.rules.followups import HandlingRole, Mark, UrgingKind
from congress.rules.roles import Role
from congress.services import assigning, derived, evaluating, handling, promises, replying, returning, urging
from congress.services.files import Upload
from deputies.models import Suggestion
from deputies.rules import Publicity
from deputies.services import entering, examining, writing

PROMISED = dt.date(2026, 9, 30)
BAD = evaluating.Opinion(Mark.FAIR, Mark.BAD, "积水路段没有修")


def at_once(cls: type) -> type:
    """Let every stage keep what is searched and counted once, when it is reached, not at each step of the way there."""
    for name, way in list(vars(cls).items()):
        if isfunction(way) and not name.startswith("_") and not name.endswith("_at"):  # those go to another day
            setattr(cls, name, _kept_once(way))
    return cls


def _kept_once(way: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(way)
    def reached(*args: Any, **kwargs: Any) -> Any:
        with derived.once_a_day():
            return way(*args, **kwargs)

    return reached


@at_once
class Stages:
    """Shortcuts that need the people of the world; each goes through the commands, as people do."""

    def sheet(self: Any) -> Upload:
        """The photograph of a signed evaluation sheet."""
        file = SimpleUploadedFile("征询意见表.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
        return Upload(Attachment.Slot.SHEET, Attachment.Mark.INTERNAL, file)

    def opinion_paper(self: Any) -> handling.Paper:
        """What an assisting unit says."""
        return handling.Paper("县财政可安排养护资金50万元。", "孙局长", "云财函〔2026〕8号")

    def sent_back(self: Any) -> Suggestion:
        """Sent back to its deputy to be mended."""
        return examining.return_to_deputy(actor=self.clerk, suggestion=self.submitted(), reason="请写明路段")

    def paper_sent_back(self: Any) -> Suggestion:
        """Typed in from a signed sheet by the township's clerk, and sent back."""
        paper = writing.Paper("关于重建石门老桥的建议", "石门镇老桥年久失修，影响群众出行，建议重建桥梁。", "all")
        sheet = entering.Sheet(paper, author=self.lead.person.mandates.get())
        entered = entering.enter(actor=self.township_clerk, sheet=sheet, originals=[self.sheet()])
        return examining.return_to_deputy(actor=self.clerk, suggestion=entered, reason="请写明桥名")

    def proposed(self: Any, **kwargs) -> FollowUp:
        """The roads bureau is proposed and the government office asked."""
        followup = self.accepted(**kwargs).followup
        assigning.propose(actor=self.clerk, followup=followup, units=[assigning.Share(self.roads)])
        followup.refresh_from_db()
        return followup

    def to_court(self: Any, **kwargs) -> Assignment:
        """Handed over to a unit outside the government: nobody forwards it."""
        followup = self.accepted(**kwargs).followup
        (row,) = assigning.hand_over(actor=self.clerk, followup=followup, units=[assigning.Share(self.court)])
        return row

    def returning(self: Any, **kwargs) -> Assignment:
        """The roads bureau asks the government office to give it to finance."""
        row = self.forwarded(**kwargs)
        returning.request_return(actor=self.contact, assignment=row, reason="属财政职责", proposed=self.finance)
        row.refresh_from_db()
        return row

    def raised(self: Any, **kwargs) -> Assignment:
        """The government office says it belongs to another system."""
        row = self.handed_over(**kwargs)
        return returning.raise_return(actor=self.gov_clerk, assignment=row, note="属法院职责")

    def joint(self: Any, **kwargs) -> tuple[Assignment, Assignment]:
        """Roads lead, finance assist; both have signed for it."""
        followup = self.accepted(**kwargs).followup
        units = [
            assigning.Share(self.roads, HandlingRole.LEAD),
            assigning.Share(self.finance, HandlingRole.ASSIST),
        ]
        lead, assist = assigning.hand_over(actor=self.clerk, followup=followup, units=units)
        for row, actor in ((lead, self.contact), (assist, self.rival)):
            assigning.forward(actor=self.gov_clerk, assignment=row)
            assigning.sign_for(actor=actor, assignment=row)
            row.refresh_from_db()
        return lead, assist

    def assisting(self: Any, **kwargs) -> Assignment:
        """The assisting unit's part of a joint handling."""
        return self.joint(**kwargs)[1]

    def opined(self: Any, **kwargs) -> Assignment:
        """The assisting unit has given its opinion; returns its part."""
        _lead, assist = self.joint(**kwargs)
        handling.opine(actor=self.rival, assignment=assist, paper=self.opinion_paper())
        assist.refresh_from_db()
        return assist

    def asking(self: Any, **kwargs) -> Assignment:
        """The roads bureau asks for six months."""
        row = self.signed(**kwargs)
        handling.ask_extension(actor=self.contact, assignment=row, reason="涉及三个乡镇")
        row.refresh_from_db()
        return row

    def checking(self: Any, **kwargs) -> Assignment:
        """The answer lies with the government office."""
        row = self.replied(**kwargs).assignment
        row.refresh_from_db()
        return row

    def office_checking(self: Any, **kwargs) -> Assignment:
        """The answer lies with the deputies' office."""
        row = self.checking(**kwargs)
        replying.pass_reply(actor=self.gov_clerk, assignment=row)
        row.refresh_from_db()
        return row

    def dissatisfied(self: Any, **kwargs) -> FollowUp:
        """The lead deputy is dissatisfied with the result."""
        reply = self.answered(**kwargs)
        evaluating.evaluate(actor=self.lead, reply=reply, opinion=BAD)
        return self.fresh(reply.assignment.followup)

    def reworked(self: Any, **kwargs) -> Assignment:
        """A second round has begun; returns its assignment."""
        (row,) = evaluating.rework(actor=self.clerk, followup=self.dissatisfied(**kwargs), note="请先修积水路段")
        return row

    def again(self: Any, row: Assignment, opinion: evaluating.Opinion = BAD) -> FollowUp:
        """Answer a further round and let the lead deputy mark it."""
        assigning.sign_for(actor=self.contact, assignment=row)
        reply = replying.reply(
            actor=self.contact,
            assignment=row,
            letter=self.letter(no_contact_reason="代表外出"),
            files=[self.scan()],
        )
        evaluating.evaluate(actor=self.lead, reply=self.check(reply), opinion=opinion)
        return self.fresh(row.followup)

    def used_up(self: Any, **kwargs) -> FollowUp:
        """Dissatisfied after every round of rework."""
        followup = self.again(self.reworked(**kwargs))
        (row,) = evaluating.rework(actor=self.clerk, followup=followup, note="再办一次")
        return self.again(row)

    def tracking(self: Any, **kwargs) -> FollowUp:
        """Settled while a promise is followed on."""
        followup = self.evaluated(code="B", promised_by=PROMISED, **kwargs)
        return evaluating.close(actor=self.clerk, followup=followup)

    def promise(self: Any, **kwargs) -> Promise:
        """The promise of a settled matter."""
        return self.tracking(**kwargs).promises.get()

    def reported(self: Any, **kwargs) -> Promise:
        """The unit says that its promise is kept."""
        promise = self.promise(**kwargs)
        promises.report_promise(actor=self.contact, promise=promise, text="已全部修复")
        promise.refresh_from_db()
        return promise

    def eventful(self: Any) -> FollowUp:
        """Everything that can happen to a matter, in one: the page with the most lines."""
        lead, assist = self.joint()
        followup = lead.followup
        handling.opine(actor=self.rival, assignment=assist, paper=self.opinion_paper())
        handling.return_opinion(actor=self.contact, assignment=assist, reason="请写明金额")
        handling.opine(actor=self.rival, assignment=assist, paper=self.opinion_paper())
        handling.ask_extension(actor=self.contact, assignment=lead, reason="涉及三个乡镇")
        handling.refuse_extension(actor=self.clerk, assignment=lead, answer="按期可以办结")
        urging.urge(actor=self.clerk, followup=followup, kind=UrgingKind.URGE, text="请抓紧")
        urging.urge(actor=self.chairman, followup=followup, kind=UrgingKind.SUPERVISE)
        handling.log_contact(actor=self.contact, assignment=lead, meeting=self.meeting(), files=[self.scan()])
        letter = self.letter("B", promised_by=PROMISED)
        replying.reply(actor=self.contact, assignment=lead, letter=letter, files=[self.scan()])
        replying.send_back_reply(actor=self.gov_clerk, assignment=lead, note="没有逐条答复")
        reply = self.check(replying.reply(actor=self.contact, assignment=lead, letter=letter, files=[self.scan()]))
        evaluating.record_evaluation(
            actor=self.clerk, reply=reply, person=self.lead.person, opinion=BAD, sheet=[self.sheet()]
        )
        evaluating.evaluate(actor=self.cosigner, reply=reply, opinion=BAD)
        (row,) = evaluating.rework(actor=self.clerk, followup=self.fresh(followup), note="请重新办理")
        return self.again(row, evaluating.Opinion(Mark.GOOD, Mark.GOOD))

    def fresh(self: Any, row: Any) -> Any:
        """The row as it is stored now."""
        return type(row).objects.get(pk=row.pk)

    def returning_at(self: Any, day: dt.date, **kwargs) -> Assignment:
        """As :meth:`returning`, on another day than the clock's."""
        with clock.at(day):
            return self.returning(**kwargs)

    def in_unit(self: Any, name: str, department: Department) -> User:
        """A further contact clerk, of a unit that has none among the personae."""
        person = Person.objects.create(county=self.county, name=name, pinyin_key=name)
        Post.objects.create(person=person, role=Role.UNIT_CONTACT, department=department, since=dt.date(2022, 1, 10))
        return User.objects.create(username=name, person=person, county=self.county, must_change_password=False)

    def another_unit(self: Any) -> Department:
        """A third government department."""
        return Department.objects.create(
            county=self.county,
            system="government_department",
            name="县水务局",
            short_name="县水务局",
            coordinator=self.government_office,
        )

    def paper_of(self: Any, deputy: User, title: str = "关于修路的另一件建议") -> Suggestion:
        """A submitted suggestion of another deputy."""
        suggestion = writing.start_draft(actor=deputy)
        body = "石门镇通乡公路积水严重，影响沿线群众出行，建议尽快修复。"
        paper = writing.Paper(title, body, Publicity.ALL)
        suggestion = writing.save_draft(actor=deputy, suggestion=suggestion, paper=paper)
        return writing.submit(actor=deputy, suggestion=suggestion)

    def reply_to(self: Any, followup: FollowUp) -> Reply:
        """Hand an accepted matter over and let the roads bureau answer it."""
        (row,) = assigning.hand_over(actor=self.clerk, followup=followup, units=[assigning.Share(self.roads)])
        assigning.forward(actor=self.gov_clerk, assignment=row)
        assigning.sign_for(actor=self.contact, assignment=row)
        letter = self.letter(no_contact_reason="代表外出")
        return replying.reply(actor=self.contact, assignment=row, letter=letter, files=[self.scan()])

    def promise_again(self: Any, followup: FollowUp, day: dt.date) -> Reply:
        """Handle it again, with another promise."""
        (row,) = evaluating.rework(actor=self.clerk, followup=followup, note="请重新办理")
        assigning.sign_for(actor=self.contact, assignment=row)
        letter = self.letter("B", promised_by=day, no_contact_reason="代表外出")
        reply = replying.reply(actor=self.contact, assignment=row, letter=letter, files=[self.scan()])
        return self.check(reply)

    def invited_only(self: Any) -> Suggestion:
        """A draft whose co-signer has not answered."""
        draft = self.draft()
        writing.invite(actor=self.lead, suggestion=draft, mandates=[self.cosigner.person.mandates.get()])
        return draft

    def signed_matter(self: Any, **kwargs) -> FollowUp:
        """The follow-up of a matter that is being handled."""
        return self.fresh(self.signed(**kwargs).followup)

    def submitted_matter(self: Any, **kwargs) -> FollowUp:
        """The follow-up of a suggestion that is to be examined."""
        return self.fresh(self.submitted(**kwargs).followup)
