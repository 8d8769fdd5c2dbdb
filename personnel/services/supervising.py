"""Commands after the appointment (任后监督): duty reports, reviews by ballot, sanctions notified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import AgendaItem, Ballot, BallotResultLine, Meeting, User
from congress.queries.balloting.reading import own_rule
from congress.refusals import Incomplete, WrongState
from congress.rules.ballots import BallotKind
from congress.rules.meetings import ItemKind, MeetingKind
from congress.rules.votes import Method
from congress.services.balloting.preparing import Plan, Subject, prepare_ballot
from congress.services.base import command, locked, save
from congress.services.meetings import topics
from congress.services.steps import need
from personnel.models import DutyReport, Holding, Review, Sanction
from personnel.rules.holdings import ReviewState, SanctionKind
from personnel.services.offices import county_of


def record_report(
    *, actor: User, holding: Holding, year: int, received_on: date, oral: bool = False, summary: str = ""
) -> DutyReport:
    """登记年度履职报告, one a year. Raises NotAllowed; Incomplete for a year he was not in office, or one given."""
    county_of(actor)
    with command(actor, "record_duty_report"):
        if received_on > today():
            raise Incomplete({"received_on": _("收到日期在今天之后，请核对。")})
        last = (holding.until or today()).year
        if not holding.since.year <= year <= last:
            text = _("%(who)s在%(year)s年没有担任这个职务，请核对年度。")
            raise Incomplete({"year": text % {"who": holding.person, "year": year}})
        if holding.reports.filter(year=year).exists():
            raise Incomplete({"year": _("%(year)s年度的履职报告已经登记。") % {"year": year}})
        return DutyReport.objects.create(
            holding=holding, year=year, received_on=received_on, oral=oral, summary=summary.strip(), recorded_by=actor
        )


@dataclass(frozen=True)
class Helpers:
    """监票人、计票人 of a review."""

    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()


def plan_review(*, actor: User, holding: Holding, year: int, meeting: Meeting, helpers: Helpers) -> Review:
    """安排述职评议 at a meeting, with its ballot by the county's own rule, on a restricted item that names nobody.

    Raises NotAllowed; WrongState for another meeting; Incomplete when there is one this year.
    """
    county = county_of(actor)
    with command(actor, "plan_review"):
        if meeting.kind != MeetingKind.STANDING_COMMITTEE:
            raise WrongState(_("述职评议由常委会会议进行（本县任免办法第十一条）。"))
        if holding.until is not None:
            raise WrongState(_("此人已经离任，不再进行述职评议。"))
        if holding.reviews.filter(year=year).exists():
            raise Incomplete({"year": _("这一年度已经安排了评议。")})
        plan = Plan(
            kind=BallotKind.ASSESSMENT,
            method=Method.SECRET,
            question=_("述职评议"),
            subjects=(Subject(str(holding.person), str(holding.office), holding.person),),
            item=_item(actor, meeting),
            rule=own_rule(county),
            scrutineers=helpers.scrutineers,
            tellers=helpers.tellers,
        )
        ballot = prepare_ballot(actor=actor, meeting=meeting, plan=plan)
        return Review.objects.create(holding=holding, year=year, meeting=meeting, ballot=ballot, created_by=actor)


def _item(actor: User, meeting: Meeting) -> AgendaItem:
    rows = meeting.items.filter(kind=ItemKind.ASSESSMENT, restricted=True, decided_on=None).exclude(state="dropped")
    found = rows.order_by("position").first()
    if found is not None:
        return found
    topic = topics.Topic(ItemKind.ASSESSMENT, _("听取述职并进行评议"), restricted=True)
    return topics.propose_topic(actor=actor, meeting=meeting, topic=topic)


def take_grade(actor: User, ballot: Ballot) -> None:
    """What the core tells when a vote is closed: the grade of a review."""
    if ballot.kind != BallotKind.ASSESSMENT:
        return
    seen = [ballot.pk, *([ballot.repeats_id] if ballot.repeats_id else [])]
    for row in Review.objects.filter(ballot__in=seen):
        review = locked(row, None)
        line = BallotResultLine.objects.filter(result__ballot=ballot).first()
        review.grade = line.words if line else ""
        review.ballot, review.voted_on, review.state = ballot, today(), ReviewState.VOTED
        save(review)


def tell_review(
    *, actor: User, review: Review, opinion: str, rectify_by: date | None, version: int | None = None
) -> Review:
    """反馈 the opinion to the person; a date makes him rectify by then.

    Raises NotAllowed, WrongState before the vote, Conflict, Incomplete.
    """
    county_of(actor)
    with command(actor, "tell_review"):
        review = locked(review, version)
        if review.state != ReviewState.VOTED:
            raise WrongState(_("测评以后才能反馈评议意见，而且只反馈一次。"))
        review.opinion = need("opinion", opinion, _("请写明评议意见。"))
        if rectify_by is not None and rectify_by <= today():
            raise Incomplete({"rectify_by": _("整改期限须在今天以后。")})
        review.told_on, review.rectify_by = today(), rectify_by
        review.state = ReviewState.RECTIFYING if rectify_by else ReviewState.DONE
        save(review)
    return review


def rectify_review(*, actor: User, review: Review, words: str, version: int | None = None) -> Review:
    """登记整改 as it was reported. Raises NotAllowed, WrongState, Conflict, Incomplete."""
    county_of(actor)
    with command(actor, "rectify_review"):
        review = locked(review, version)
        if review.state != ReviewState.RECTIFYING:
            raise WrongState(_("没有等待整改的评议意见。"))
        review.rectified = need("words", words, _("请写明整改情况。"))
        review.rectified_on, review.state = today(), ReviewState.DONE
        save(review)
    return review


@dataclass(frozen=True)
class Decided:
    """A sanction as it was notified."""

    kind: SanctionKind
    decided_by: str
    decided_on: date
    received_on: date
    note: str = ""


def record_sanction(*, actor: User, holding: Holding, sanction: Decided) -> Sanction:
    """登记处分通报. Before a dismissal or expulsion the committee must have taken the office away (政务处分法 §50).

    Raises NotAllowed; WrongState when that was not done; Incomplete for dates that cannot be.
    """
    county_of(actor)
    with command(actor, "record_sanction"):
        by = need("decided_by", sanction.decided_by, _("请写明作出处分的机关。"))
        if not sanction.decided_on <= sanction.received_on <= today():
            raise Incomplete({"received_on": _("通报日期早于处分日期，或者在今天之后，请核对。")})
        heavy = sanction.kind in {SanctionKind.DISMISSAL, SanctionKind.EXPULSION}
        if heavy and (holding.until is None or holding.until > sanction.decided_on):
            text = _("%(who)s现任%(office)s。给予撤职、开除处分的，应当先依法免去或者撤销其职务，再作出处分。")
            shape = {"who": holding.person, "office": holding.office}
            raise WrongState(text % shape, basis=_("政务处分法第五十条"))
        return Sanction.objects.create(
            holding=holding,
            kind=sanction.kind,
            decided_by=by,
            decided_on=sanction.decided_on,
            received_on=sanction.received_on,
            note=sanction.note.strip(),
            recorded_by=actor,
        )
