"""Supervision after appointment: duty reports asked for and received, reviews by ballot, sanctions notified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Ballot, Congress, LegalBasis, Meeting, Person, User
from congress.queries.deadlines import chinese_date
from congress.queries.parameters import basis_of, value
from congress.refusals import Incomplete, WrongState
from congress.rules.ballots import BallotKind, BallotState
from congress.rules.meetings import MeetingKind
from congress.services.base import command, locked, save
from congress.services.files import Upload, store
from congress.services.notices import tell
from congress.services.steps import need
from personnel.models import DutyReport, Holding, PersonnelFile, Review, Sanction
from personnel.rules.after import MOVES, NEEDS_REMOVAL, REPORT_DUE, ReviewEvent, ReviewState, SanctionKind, report_due
from personnel.services.oaths import refuse_others

REVIEW_BASIS = "local-personnel-11"


@dataclass(frozen=True)
class Incumbent:
    """Somebody in an office."""

    person: Person
    organ: str
    post: str

    @property
    def columns(self) -> dict[str, object]:
        """What a row about him is found by."""
        return {"person": self.person, "organ": self.organ, "post": self.post}


# -- Yearly duty reports ---------------------------------------------------------------------------


def due_of(county: Congress, year: int) -> date:
    """By when the report on a year is asked for, by the county's setting."""
    return report_due(year, str(value(county, REPORT_DUE)))


def ask_reports(
    *, actor: User, county: Congress, year: int, incumbents: Sequence[Incumbent], due_on: date, oral: bool = False
) -> list[DutyReport]:
    """要求报送 the reports on a year; who was asked already is passed over. Each is told.

    Raises NotAllowed; Incomplete for nobody, or a date that has passed.
    """
    with command(actor, "ask_reports"):
        refuse_others(actor, county.pk)
        if not incumbents:
            raise Incomplete({"people": _("请至少选择一人。")})
        if due_on < today():
            raise Incomplete({"due_on": _("报送截止日已过，请改为今天以后的日期。")})
        rows = [
            DutyReport(
                county=county, **one.columns, year=year, asked_on=today(), due_on=due_on, oral=oral, asked_by=actor
            )
            for one in dict.fromkeys(incumbents)
            if not DutyReport.objects.filter(**one.columns, year=year).exists()
        ]
        made = DutyReport.objects.bulk_create(rows)
        text = _("请于%(on)s前向常委会报送%(year)s年度履职报告。依据：%(basis)s（本县规定）。")
        shape = {"on": chinese_date(due_on), "year": year, "basis": basis_of(county, REPORT_DUE) or _("本县设置")}
        tell(county, [report.person for report in made], _("报送年度履职报告"), text % shape, private=True)
    return made


def receive_report(
    *,
    actor: User,
    report: DutyReport,
    on: date,
    summary: str = "",
    files: Iterable[Upload] = (),
    version: int | None = None,
) -> DutyReport:
    """登记收到 with its paper. Raises NotAllowed, Conflict; WrongState when it is there; Incomplete for a wrong day."""
    with command(actor, "receive_report"):
        report = locked(report, version)
        refuse_others(actor, report.county_id)
        if report.received_on is not None:
            raise WrongState(_("这份履职报告已于%(day)s登记收到。") % {"day": chinese_date(report.received_on)})
        _refuse_day("on", on, report.asked_on)
        report.received_on, report.received_by, report.summary = on, actor, summary.strip()
        save(report)
        for upload in files:
            attachment = store(actor=actor, county=report.county, upload=upload)
            PersonnelFile.objects.create(attachment=attachment, report=report)
    return report


def _refuse_day(name: str, day: date, first: date | None) -> None:
    if day > today():
        raise Incomplete({name: _("日期在今天之后，请核对。")})
    if first is not None and day < first:
        raise Incomplete({name: _("日期早于%(day)s，请核对。") % {"day": chinese_date(first)}})


# -- Reviews ---------------------------------------------------------------------------------------


def list_reviews(
    *, actor: User, county: Congress, year: int, incumbents: Sequence[Incumbent], listed_at: Meeting
) -> list[Review]:
    """列入述职评议名单 as a chairpersons' meeting decided; who is on the year's list already is passed over.

    Raises NotAllowed; Incomplete for nobody, or a meeting that is no chairpersons' meeting.
    """
    with command(actor, "list_reviews"):
        refuse_others(actor, county.pk)
        if not incumbents:
            raise Incomplete({"people": _("请至少选择一人。")})
        if listed_at.kind != MeetingKind.CHAIRPERSONS:
            raise Incomplete({"listed_at": _("述职评议对象由主任会议确定（本县规定），请选择主任会议。")})
        basis = review_basis(county)
        return Review.objects.bulk_create(
            Review(county=county, **one.columns, year=year, listed_at=listed_at, basis=basis, created_by=actor)
            for one in dict.fromkeys(incumbents)
            if not Review.objects.filter(**one.columns, year=year).exists()
        )


def review_basis(county: Congress) -> LegalBasis:
    """The county's own rule a review rests on; its own text goes before the model one."""
    rows = LegalBasis.objects.filter(code=REVIEW_BASIS)
    found = rows.filter(county=county).first() or rows.filter(county=None).first()
    if found is None:
        raise WrongState(_("本县没有述职评议的规定。法律没有规定述职评议，须先在依据中录入本县制度。"))
    return found


def link_ballot(*, actor: User, review: Review, ballot: Ballot, version: int | None = None) -> Review:
    """关联测评: the satisfaction vote on which this person stands; a result that is there is taken over at once.

    Raises NotAllowed, Conflict, WrongState; Incomplete for another kind of vote, or one he is not on.
    """
    with command(actor, "link_ballot"):
        review = take_review(actor, ReviewEvent.LINK, review, version)
        if ballot.county_id != review.county_id or ballot.kind != BallotKind.ASSESSMENT:
            raise Incomplete({"ballot": _("述职评议以测评方式进行，请选择测评。")})
        if ballot.state == BallotState.VOID:
            raise Incomplete({"ballot": _("这次测评已经作废，请选择重新进行的那一次。")})
        if not ballot.lines.filter(person=review.person).exists():
            text = _("%(who)s不在这次测评的票上。请先在测评中填写其姓名和职务，并对应到人员。")
            raise Incomplete({"ballot": text % {"who": review.person}})
        review.ballot = ballot
        save(review)
        if ballot.state == BallotState.CLOSED:
            _rate(review, ballot)
    return review


def rate_reviews(actor: User, ballot: Ballot) -> None:
    """Take the grades of a closed vote over to the reviews that are linked with it."""
    if ballot.kind == BallotKind.ASSESSMENT:
        for review in Review.objects.filter(ballot=ballot, state=ReviewState.LISTED).order_by("pk"):
            _rate(locked(review, None), ballot)


def _rate(review: Review, ballot: Ballot) -> None:
    line = ballot.result.lines.filter(person=review.person).first()
    if line is None or ballot.closed_at is None:
        return
    review.grade = line.words or _("只公布票数")
    review.rated_on = timezone.localdate(ballot.closed_at)
    review.state = ReviewState.RATED
    save(review)


@dataclass(frozen=True)
class Feedback:
    """What the reviewed person is told, and when the Party committee got it on paper."""

    on: date
    opinion: str
    party_on: date | None = None


def tell_review(*, actor: User, review: Review, feedback: Feedback, version: int | None = None) -> Review:
    """登记反馈 to the person himself. Raises NotAllowed, Conflict, WrongState before the vote, Incomplete."""
    with command(actor, "tell_review"):
        review = take_review(actor, ReviewEvent.TELL, review, version)
        _refuse_day("on", feedback.on, review.rated_on)
        review.opinion = need("opinion", feedback.opinion, _("请写明评议意见。"))
        review.told_on, review.party_told_on = feedback.on, feedback.party_on
        review.state = ReviewState.TOLD
        save(review)
        text = _("您的%(year)s年度述职评议结果已经反馈，请在“我的任职档案”中查看。")
        tell(review.county, [review.person], _("述职评议反馈"), text % {"year": review.year}, private=True)
    return review


def finish_review(*, actor: User, review: Review, version: int | None = None) -> Review:
    """办结 where nothing has to be mended. Raises NotAllowed, Conflict, WrongState."""
    with command(actor, "finish_review"):
        review = take_review(actor, ReviewEvent.FINISH, review, version)
        review.state = ReviewState.DONE
        save(review)
    return review


def publish_review(*, actor: User, review: Review, version: int | None = None) -> Review:
    """公布: off by default, each by a decision. Raises NotAllowed, Conflict; WrongState before he is told."""
    with command(actor, "publish_review"):
        review = locked(review, version)
        refuse_others(actor, review.county_id)
        if review.told_on is None:
            raise WrongState(_("评议结果先反馈本人，再决定是否公布（本县规定）。"))
        review.published_on = today()
        save(review)
    return review


def take_review(actor: User, event: ReviewEvent, review: Review, version: int | None) -> Review:
    """The locked review for an event that is open. Raises NotAllowed, Conflict, WrongState."""
    review = locked(review, version)
    refuse_others(actor, review.county_id)
    if review.state not in MOVES[event]:
        text = _("这次述职评议现为“%(state)s”，不能%(event)s。")
        raise WrongState(text % {"state": review.get_state_display(), "event": label(event)})
    return review


# -- Sanctions -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Notified:
    """A sanction as it was notified."""

    kind: SanctionKind
    decided_by: str
    decided_on: date
    received_on: date
    number: str = ""
    note: str = ""


def record_sanction(*, actor: User, county: Congress, incumbent: Incumbent, notified: Notified) -> Sanction:
    """登记政务处分通报 (政务处分法第五十条). Never changed afterwards.

    Raises NotAllowed, Incomplete; WrongState for a dismissal or expulsion of somebody who still holds the office.
    """
    with command(actor, "record_sanction"):
        refuse_others(actor, county.pk)
        organ = need("decided_by", notified.decided_by, _("请填写作出处分的机关。"))
        _refuse_in_office(incumbent, notified.kind)
        if notified.received_on < notified.decided_on:
            raise Incomplete({"received_on": _("收到通报的日期早于处分日期，请核对。")})
        _refuse_day("received_on", notified.received_on, None)
        return Sanction.objects.create(
            county=county,
            **incumbent.columns,
            kind=notified.kind,
            decided_by=organ,
            decided_on=notified.decided_on,
            number=notified.number.strip(),
            received_on=notified.received_on,
            note=notified.note.strip(),
            recorded_by=actor,
        )


def _refuse_in_office(incumbent: Incumbent, kind: SanctionKind) -> None:
    """Whom an organ of the people's congress elected or appointed it removes first, before he is dismissed."""
    place = {"office__organ": incumbent.organ, "office__title": incumbent.post}
    if kind in NEEDS_REMOVAL and Holding.objects.filter(person=incumbent.person, until=None, **place).exists():
        text = _(
            "%(who)s仍任%(organ)s%(post)s。给予撤职、开除处分的，应当先依法免去或者撤销其职务（政务处分法第五十条），请先办理任免。"
        )
        raise WrongState(text % {"who": incumbent.person, "organ": incumbent.organ, "post": incumbent.post})
