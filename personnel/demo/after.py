"""What the demo asked of people in office: duty reports, and one review with its vote and what is to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress import clock
from congress.demo.accounts import PASSWORD
from congress.models import Assignment, Body, Congress, Meeting, User
from congress.queries.balloting.reading import own_rule
from congress.queries.deadlines import calendar
from congress.queries.meetings.presence import present
from congress.rules.ballots import BallotKind
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.votes import Line, Method, Sheets
from congress.services import assigning
from congress.services.balloting import closing, counting, preparing
from congress.services.base import command
from personnel.models import Holding, Review
from personnel.queries.after import unit_of
from personnel.services.after import (
    Feedback,
    Incumbent,
    ask_reports,
    link_ballot,
    list_reviews,
    receive_report,
    tell_review,
)
from personnel.services.rectifying import demand_rectification

CHECKER = "chenzhiming"
SUMMARIES = (
    "落实低保提标和养老服务设施建设，办理代表建议五件，全部答复；存在村级养老点运行经费不足的问题。",
    "完成县城供水管网改造十二公里，农村饮水保障率提高；汛期水毁工程修复进度偏慢。",
    "依法管理宗教事务，推进民族团结进步创建；基层力量薄弱。",
    "组织安全生产检查四百余次，无较大以上事故；应急物资储备点尚缺两处。",
)
REVIEWED = "jiaotongju"
RECTIFY_DAYS = 60
DEMAND = "1.通乡公路管护责任明确到路段、到人。\n2.建立管护经费台账，按季度公开。"
OPINION = "履职总体较好。通乡公路管护责任不够清楚，请限期明确到路段、到人，并向常委会报告。"


def incumbent(holding: Holding) -> Incumbent:
    """Whoever holds an office, as the commands name him."""
    return Incumbent(holding.person, holding.office.organ, holding.office.title)


def build_reports(county: Congress, as_of: date, keeper: User, holdings: Sequence[Holding]) -> None:
    """Asked of all by one date that has passed; two did not come, and one came late."""
    asked_on, due_on = as_of - timedelta(days=60), as_of - timedelta(days=20)
    people = [incumbent(row) for row in holdings]
    with clock.at(asked_on):
        reports = ask_reports(
            actor=keeper, county=county, year=as_of.year - 1, incumbents=people, due_on=due_on, oral=False
        )
    for n, report in enumerate(reports[:-2]):
        on = due_on + timedelta(days=5) if n == 1 else due_on - timedelta(days=3 + n)
        summary = SUMMARIES[n % len(SUMMARIES)]
        with clock.at(on):
            receive_report(actor=keeper, report=report, on=on, summary=summary)


def build_review(county: Congress, as_of: date, keeper: User, holding: Holding | None) -> None:
    """Listed by the chairpersons, voted on at the committee's last meeting, told to the person."""
    rows = Meeting.objects.filter(county=county, state=MeetingState.CLOSED, starts_on__lt=as_of)
    meeting = rows.filter(body__kind=Body.Kind.STANDING_COMMITTEE).order_by("-starts_on").first()
    chairs = rows.filter(kind=MeetingKind.CHAIRPERSONS).order_by("-starts_on")
    listed_at = chairs.filter(starts_on__lt=meeting.starts_on).first() if meeting else None
    if meeting is None or listed_at is None or holding is None:
        return
    person = incumbent(holding)
    with clock.at(listed_at.starts_on):
        reviews = list_reviews(actor=keeper, county=county, year=as_of.year, incumbents=[person], listed_at=listed_at)
    with clock.at(timezone.make_aware(datetime.combine(meeting.starts_on, time(11)))):
        _vote(keeper, meeting, reviews[0])
    with clock.at(min(meeting.starts_on + timedelta(days=7), as_of)):
        reviews[0].refresh_from_db()
        feedback = Feedback(clock.today(), OPINION, clock.today())
        review = tell_review(actor=keeper, review=reviews[0], feedback=feedback)
    _rectify(keeper, review, as_of)


def _rectify(keeper: User, review: Review, as_of: date) -> None:
    """Handed to the person himself, who signs for it with an account of his own and is at work on it."""
    days, unit = calendar(review.county, as_of), unit_of(review)
    handed_on = days.next_workday((review.told_on or as_of) + timedelta(days=2))
    signed_on = days.next_workday(handed_on + timedelta(days=2))
    by = days.next_workday(handed_on + timedelta(days=RECTIFY_DAYS))
    if unit is None or signed_on >= as_of:
        return
    with clock.at(handed_on):
        review = demand_rectification(actor=keeper, review=review, unit=unit, by=by, demand=DEMAND)
    with command(None, "demo", "示范：评议对象的账号"):
        himself = User.objects.create_user(
            REVIEWED, PASSWORD, person=review.person, county=review.county, must_change_password=False
        )
    with clock.at(signed_on):
        assigning.sign_for(actor=himself, assignment=Assignment.objects.get(followup=review.rectification))


def _vote(keeper: User, meeting: Meeting, review: Review) -> None:
    """Most are satisfied; the meeting is open as long as it takes."""
    state, second = meeting.state, User.objects.get(username=CHECKER)
    with command(None, "demo", "示范：述职评议测评"):
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.OPEN)
        meeting.refresh_from_db()
        subject = preparing.Subject(str(review.person), review.office, review.person)
        plan = preparing.Plan(
            kind=BallotKind.ASSESSMENT,
            method=Method.SECRET,
            question="对县人民政府组成人员履职情况进行述职评议测评",
            subjects=(subject,),
            rule=own_rule(meeting.county),
            scrutineers=("白云",),
            tellers=("何静",),
        )
        ballot = preparing.prepare_ballot(actor=keeper, meeting=meeting, plan=plan)
        link_ballot(actor=keeper, review=review, ballot=ballot)
        ballot = counting.open_ballot(actor=keeper, ballot=ballot, adopted=True)
        there = len(present(meeting, clock.now()).present)
        line = Line((there - 7, 6, *(0,) * (len(ballot.options) - 2)), 1)
        count = counting.Count((line,), Sheets(there, there, 0))
        ballot = counting.enter_totals(actor=keeper, ballot=ballot, count=count)
        ballot = counting.check_totals(actor=second, ballot=ballot, count=count)
        closing.close_ballot(actor=keeper, ballot=ballot)
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
