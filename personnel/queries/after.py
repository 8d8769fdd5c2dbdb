"""What happens after an appointment: the file of a person over his posts, duty reports, reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.clock import today
from congress.labels import State
from congress.models import Ballot, Congress, Department, FollowUp, Mandate, Meeting, Person, Post
from congress.queries.deadlines import chinese_date
from congress.queries.handling import File as Attached
from congress.queries.handling import file_rows
from congress.rules.ballots import BallotKind, BallotState
from congress.rules.meetings import MeetingKind, MeetingState
from personnel import access
from personnel.models import DutyReport, Holding, OathDuty, Office, Review, Sanction
from personnel.rules.after import ReviewState
from personnel.rules.oaths import OathState
from personnel.rules.offices import OfficeKind

NEVER_ASKED = (OfficeKind.ASSESSOR, OfficeKind.CREDENTIALS, OfficeKind.ELECTION_COMMITTEE)


@dataclass(frozen=True)
class Tenure:
    """One office of a person: from when to when, by which act, and its oath."""

    title: str
    since: date
    until: date | None
    act: str
    oath: OathDuty | None = None
    state: State | None = None


@dataclass(frozen=True)
class File:
    """任职档案: everything about a person in office that the reader may see."""

    tenures: list[Tenure]
    reports: list[DutyReport]
    reviews: list[tuple[Review, State]]
    sanctions: list[Sanction]


def file_of(user: Anyone, person: Person) -> File:
    """The file of a person; its reader has been asked for before. Seven queries."""
    oaths = list(access.oath_duties(user).filter(person=person).select_related("meeting__term", "meeting__body"))
    posts = Post.objects.filter(person=person).select_related("body", "department")
    mandates = Mandate.objects.filter(person=person).select_related("term__congress", "delegation")
    sworn = {row.holding_id: row for row in oaths if row.holding_id}
    holdings = visible_to(user, Holding).filter(person=person).select_related("office")
    tenures = [_held(row, sworn.get(row.pk)) for row in holdings]
    tenures += [_by_act(row) for row in oaths if row.holding_id is None]
    tenures += [Tenure(str(row), row.since, row.until, _("机构和岗位登记")) for row in posts]
    tenures += [Tenure(_("%(term)s代表") % {"term": row.term}, row.since, row.until, _("选举")) for row in mandates]
    reviews = access.reviews(user).filter(person=person).order_by("-year", "-id")
    return File(
        tenures=sorted(tenures, key=lambda one: one.since, reverse=True),
        reports=list(access.duty_reports(user).filter(person=person).order_by("-year")),
        reviews=[(row, State.of(ReviewState(row.state))) for row in reviews],
        sanctions=list(access.sanctions(user).filter(person=person)),
    )


def _held(row: Holding, oath: OathDuty | None) -> Tenure:
    title = _("%(office)s（代理）") % {"office": row.office} if row.acting else str(row.office)
    words = [f"{row.get_began_display()}：{row.act}", row.certificate and _("任命书%(n)s") % {"n": row.certificate}]
    words.append(f"{row.get_ended_display()}：{row.end_act}" if row.until else "")
    state = State.of(OathState(oath.state)) if oath else None
    return Tenure(title, row.since, row.until, "；".join(word for word in words if word), oath, state)


def _by_act(row: OathDuty) -> Tenure:
    return Tenure(row.office, row.acted_on, None, row.act_words, row, State.of(OathState(row.state)))


def reads_file(user: Anyone, person: Person) -> bool:
    """Whether somebody reads a person's file: the few, and the person himself."""
    return access.is_few(user) or getattr(user, "person_id", None) == person.pk


def held(county: Congress) -> QuerySet[Holding]:
    """Every office anybody holds or held, the latest first: a sanction may come when he has left it."""
    rows = Holding.objects.filter(office__county=county).select_related("person", "office")
    return rows.order_by("-since", "-id")


def in_office(county: Congress) -> QuerySet[Holding]:
    """Whom a report may be asked of or a review be held on: people in an office today, but for jurors and those
    whom the committee has made of its own members."""
    rows = held(county).filter(until=None).exclude(office__kind__in=NEVER_ASKED)
    return rows.order_by("office__place_order", "office", "id")


# -- Duty reports ----------------------------------------------------------------------------------


def reports(user: Anyone, params: Mapping[str, str]) -> QuerySet[DutyReport]:
    """Duty reports as the address bar asks for them: of a year, those not received first."""
    rows = access.duty_reports(user).select_related("person")
    year, show, q = params.get("year", ""), params.get("show", ""), params.get("q", "")
    if year.isdecimal() and len(year) == len("2026"):
        rows = rows.filter(year=int(year))
    if show == "late":
        rows = rows.filter(received_on=None, due_on__lt=today())
    elif show == "received":
        rows = rows.filter(received_on__isnull=False)
    elif show == "awaited":
        rows = rows.filter(received_on=None)
    if q:
        rows = rows.filter(Q(person__name__icontains=q) | Q(organ__icontains=q))
    return rows.order_by("-year", "received_on", "due_on", "id")


def state_of_report(row: DutyReport) -> State:
    """The badge of a report; its date is the county's own, never law."""
    if row.received_on is not None:
        late = row.received_on > row.due_on
        return State(_("逾期收到"), "soon") if late else State(_("已收到"), "done")
    if row.due_on < today():
        return State(_("逾期 %(n)s 天") % {"n": (today() - row.due_on).days}, "late")
    return State(_("待报送"), "wait")


@dataclass(frozen=True)
class ReportPage:
    """What the page of a duty report shows."""

    state: State
    facts: list[tuple[str, object]]
    files: list[Attached]


def report_page(user: Anyone, report: DutyReport) -> ReportPage:
    """The page of a readable duty report. One query."""
    due_words = _("%(on)s（本县规定，法律没有规定）") % {"on": chinese_date(report.due_on)}
    facts: list[tuple[str, object]] = [
        (_("姓名"), report.person),
        (_("职务"), report.office),
        (_("年度"), report.year),
        (_("要求报送"), chinese_date(report.asked_on)),
        (_("截止日"), due_words),
        (_("收到"), chinese_date(report.received_on) if report.received_on else ""),
        (_("到会口头报告"), _("是") if report.oral else ""),
    ]
    files = access.attachments(user).filter(pk__in=report.files.values("attachment"))
    return ReportPage(state_of_report(report), [(name, value) for name, value in facts if value], file_rows(files))


# -- Reviews ---------------------------------------------------------------------------------------


def reviews(user: Anyone) -> QuerySet[Review]:
    """Reviews one may read."""
    return access.reviews(user).select_related("person", "basis", "listed_at__term", "listed_at__body")


@dataclass(frozen=True)
class ReviewPage:
    """What the page of a review shows."""

    state: State
    facts: list[tuple[str, object]]
    files: list[Attached]


def review_page(user: Anyone, review: Review) -> ReviewPage:
    """The page of a readable review. What the Party committee got is for the few. Two queries."""
    party = chinese_date(review.party_told_on) if review.party_told_on and access.is_few(user) else ""
    facts: list[tuple[str, object]] = [
        (_("姓名"), review.person),
        (_("职务"), review.office),
        (_("年度"), review.year),
        (_("名单"), review.listed_at),
        (_("依据"), _("%(basis)s（本县规定，法律没有规定述职评议）") % {"basis": review.basis.citation}),
        (_("等次"), review.grade),
        (_("测评日期"), chinese_date(review.rated_on) if review.rated_on else ""),
        (_("反馈本人"), chinese_date(review.told_on) if review.told_on else ""),
        (_("送县委（纸质）"), party),
        (_("整改期限（本县规定）"), chinese_date(review.rectify_by) if review.rectify_by else ""),
        (_("收到整改报告"), chinese_date(review.rectified_on) if review.rectified_on else ""),
        (_("公布"), chinese_date(review.published_on) if review.published_on else _("不公布")),
    ]
    files = access.attachments(user).filter(pk__in=review.files.values("attachment"))
    return ReviewPage(
        State.of(ReviewState(review.state)), [(name, value) for name, value in facts if value], file_rows(files)
    )


def linkable(user: Anyone, review: Review) -> QuerySet[Ballot]:
    """Satisfaction votes on which the reviewed person stands."""
    rows = visible_to(user, Ballot).filter(kind=BallotKind.ASSESSMENT, lines__person=review.person_id)
    return rows.exclude(state=BallotState.VOID).distinct().order_by("-id")


def readable_rectification(user: Anyone, review: Review) -> FollowUp | None:
    """The rectification of a review for whoever may read it: the person himself and the few, not the committee."""
    return visible_to(user, FollowUp).filter(review=review).first()


def unit_of(review: Review) -> Department | None:
    """The unit in which the reviewed person holds the office, where the table of offices names it."""
    office = Office.objects.filter(county=review.county_id, organ=review.organ, title=review.post).first()
    return office.department if office else None


def chairpersons_meetings(county: Congress) -> QuerySet[Meeting]:
    """Chairpersons' meetings that may have fixed a list."""
    rows = Meeting.objects.filter(county=county, kind=MeetingKind.CHAIRPERSONS, starts_on__lte=today())
    return rows.exclude(state=MeetingState.CANCELLED).select_related("term", "body").order_by("-starts_on")
