"""The page of one topic: its steps, and everything that hangs on it, as far as its reader goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from congress.access import visible_to
from congress.labels import State, label
from congress.models import Document, Finding, LegalBasis, Material, MeetingMove, User
from congress.queries.activities import File
from congress.queries.deadlines import Due, chinese_date, county_due, due
from congress.rules.activities import ActivityState
from supervision.access import opinions as opinion_access
from supervision.access import topics as access
from supervision.models import (
    CollectedView,
    DeliberationOpinion,
    InquiryQuestion,
    ProjectProgress,
    Publication,
    RareCase,
    Topic,
    TopicFile,
    TopicStep,
)
from supervision.queries.opinions.listing import Row, listed, rows_of
from supervision.queries.plan import RELATED, line_of
from supervision.rules.plans import IN_FORCE, Source
from supervision.rules.topics import NOT_ADOPTED, TopicPart, TopicState
from supervision.rules.ways import LOCAL_WAYS, PUBLISHED_BY, RARE, STANDS, Check, Step, StepCode, Way, step_of, steps_of


@dataclass(frozen=True)
class StepLine:
    """A step as the page lists it."""

    row: TopicStep
    name: str
    basis: str
    is_law: bool
    due: Due | None
    checks: list[str]
    optional: bool
    next: bool
    files: list[File]
    document: Document | None


@dataclass(frozen=True)
class ActivityLine:
    """An activity held for the topic, with what was found at it."""

    pk: int
    title: str
    about: str
    state: State
    findings: list[Finding]


@dataclass(frozen=True)
class MaterialLine:
    """A report version with its date before the meeting."""

    step: str
    due: Due
    received: str


@dataclass(frozen=True)
class Duty:
    """A paper to be published, and whether it is."""

    row: Publication
    state: State
    note: str


@dataclass
class TopicPage:
    """Everything the page shows."""

    state: State
    facts: list[tuple[str, object]]
    steps: list[StepLine]
    inside: bool
    works: bool
    speaks: bool
    keeps: bool
    is_draft: bool
    may_add: bool
    is_local: bool
    activities: list[ActivityLine] = field(default_factory=list)
    views: list[CollectedView] = field(default_factory=list)
    unanswered: int = 0
    said: int = 0
    materials: list[MaterialLine] = field(default_factory=list)
    moved: str = ""
    speeches: int = 0
    opinions: list[Row] = field(default_factory=list)
    may_draft: bool = False
    people: list[tuple[str, list[str]]] = field(default_factory=list)
    questions: list[tuple[InquiryQuestion, list[InquiryQuestion]]] = field(default_factory=list)
    progress: list[ProjectProgress] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    duty_basis: str = ""
    files: list[File] = field(default_factory=list)
    rare: RareCase | None = None
    has_views: bool = False
    has_team: bool = False
    asks: bool = False
    is_project: bool = False


def whole(rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """Topics with all a page needs of their own row, how often they were spoken on, and how their meeting moved."""
    moved = MeetingMove.objects.filter(meeting=OuterRef("item__meeting")).order_by("-id")
    return (
        rows.select_related(*RELATED, "county", "adopted_by__term", "adopted_by__body", "rare__target")
        .annotate(speeches_n=Count("item__speeches", distinct=True), moved_from=Subquery(moved.values("from_on")[:1]))
        .prefetch_related("joint__body")
    )


def page_of(user: User, topic: Topic) -> TopicPage:
    """The page, in a fixed number of queries."""
    way = Way(topic.way)
    inside, works = access.inside(user), access.works_on(user, topic)
    speaks = access.speaks_for(user, topic)
    bases = {row.code: row for row in LegalBasis.objects.filter(code__in=_codes(way), county=None)}
    files = list(access.files(user).filter(topic=topic).select_related("attachment")) if inside or speaks else []
    steps = step_lines(user, topic, bases, files)
    page = TopicPage(
        state=line_of(topic, []).state,
        facts=_facts(topic, inside=inside),
        steps=steps,
        inside=inside,
        works=works,
        speaks=speaks,
        keeps=access.keeps_plan(user),
        is_draft=topic.state in NOT_ADOPTED,
        may_add=access.keeps_plan(user) and _awaits_decision(topic),
        is_local=way in LOCAL_WAYS,
        files=[_file(row) for row in files if row.step_id is None],
        has_views=any(line.row.code in {StepCode.VIEWS, StepCode.REPORT_IN} for line in steps),
        has_team=any(line.row.code in {StepCode.TEAM, StepCode.CONFLICTS} for line in steps),
        asks=way is Way.INQUIRY,
        is_project=way is Way.PROJECT,
        rare=getattr(topic, "rare", None) if way in RARE else None,
    )
    _hang(user, topic, page, bases)
    return page


def _awaits_decision(topic: Topic) -> bool:
    """Whether it was drafted for a plan in force: the chairpersons' meeting adds it (监督法 §63)."""
    return topic.state == TopicState.DRAFT and topic.plan is not None and topic.plan.state in IN_FORCE


def _hang(user: User, topic: Topic, page: TopicPage, bases: Mapping[str, LegalBasis]) -> None:
    """What the way of the topic needs, and only that."""
    way = Way(topic.way)
    if page.has_views and (page.inside or page.speaks):
        page.views = list(access.views(user).filter(topic=topic).select_related("annex").order_by("id"))
        page.unanswered = sum(not view.answer for view in page.views)
        page.said = sum(view.number for view in page.views)
    if page.inside:
        page.activities = activity_lines(user, topic)
        page.speeches = getattr(topic, "speeches_n", 0)
    if topic.item_id and StepCode.OPINION in {step.code for step in steps_of(way)}:
        page.opinions = opinions_of(user, topic)
        heard = topic.state in {TopicState.HEARD, TopicState.DONE}
        page.may_draft = heard and not page.opinions and page.works and opinion_access.drafts(user)
    if topic.item_id and (page.inside or page.speaks):
        page.materials = _materials(topic)
        moved = getattr(topic, "moved_from", None)
        page.moved = chinese_date(moved) if moved else ""
    if page.inside and (page.has_team or way in RARE):
        page.people = people_of(user, topic)
    if page.asks:
        page.questions = questions_of(user, topic)
    if page.is_project:
        page.progress = list(access.progress(user).filter(topic=topic).order_by("-month"))
    if way in PUBLISHED_BY:
        page.duties = _duties(user, topic)
        basis = bases.get(PUBLISHED_BY[way])
        page.duty_basis = basis.citation if basis else ""


def _codes(way: Way) -> set[str]:
    from_steps = {step.basis for step in steps_of(way, again=True)}
    return from_steps | ({PUBLISHED_BY[way]} if way in PUBLISHED_BY else set())


def step_lines(user: User, topic: Topic, bases: Mapping[str, LegalBasis], files: list[TopicFile]) -> list[StepLine]:
    """The steps in order; the first one that is not done is the next."""
    rows = (
        access.steps(user)
        .filter(topic=topic)
        .select_related("document", "meeting__term", "meeting__body", "done_by__person")
    )
    found: list[StepLine] = []
    awaited = False
    for row in rows.order_by("position", "id"):
        rule = step_of(Way(topic.way), StepCode(row.code))
        is_next = row.done_on is None and not rule.optional and not awaited
        awaited = awaited or is_next
        basis = bases.get(rule.basis)
        found.append(
            StepLine(
                row=row,
                name=label(StepCode(row.code)),
                basis=basis.citation if basis else "",
                is_law=rule.is_law,
                due=due_of(row, rule, basis),
                checks=[label(Check(code)) for code in row.checked],
                optional=rule.optional,
                next=is_next,
                files=[_file(one) for one in files if one.step_id == row.pk],
                document=row.document,
            )
        )
    return found


def due_of(row: TopicStep, rule: Step, basis: LegalBasis | None) -> Due | None:
    """The date of a step as its chip, open or as it was kept."""
    if row.due_on is None:
        return None
    lines = (
        [_("自%(anchor)s起按本县设置中的期限推算。") % {"anchor": chinese_date(row.anchor_on)}] if row.anchor_on else []
    )
    cited = basis.citation if basis and not rule.is_law else _("本县设置")
    return county_due(row.due_on, label(StepCode(row.code)), cited, met_on=row.done_on, lines=lines)


def _file(row: TopicFile) -> File:
    stored = row.attachment
    url = reverse("file", args=[stored.pk]) if stored.file else ""
    return File(stored.name, url, stored.size, stored.get_mark_display())


def activity_lines(user: User, topic: Topic) -> list[ActivityLine]:
    """Activities of the topic with their findings, in two queries."""
    rows = list(
        access.activities(user)
        .filter(topic=topic)
        .select_related("activity__office")
        .order_by("activity__starts_on", "id")
    )
    found: dict[int, list[Finding]] = {}
    if rows:
        keys = [row.activity_id for row in rows]
        for one in visible_to(user, Finding).filter(activity__in=keys).select_related("department"):
            found.setdefault(one.activity_id, []).append(one)
    return [
        ActivityLine(
            row.activity_id,
            row.activity.title,
            f"{row.activity.get_kind_display()} · {row.activity.starts_on:%Y-%m-%d} · {row.activity.office}",
            State.of(ActivityState(row.activity.state)),
            found.get(row.activity_id, []),
        )
        for row in rows
    ]


def _materials(topic: Topic) -> list[MaterialLine]:
    rows = Material.objects.filter(item=topic.item_id).select_related("entry__basis").order_by("due_on", "id")
    return [
        MaterialLine(
            row.get_clock_display(),
            due(row.entry, met_on=row.received_on),
            f"{row.received_on:%Y-%m-%d}" if row.received_on else "",
        )
        for row in rows
    ]


def opinions_of(user: User, topic: Topic) -> list[Row]:
    """The opinions on the item the topic was heard as, among those the reader may see."""
    rows = visible_to(user, DeliberationOpinion).filter(agenda_item=topic.item_id)
    return rows_of(listed(rows).order_by("id"))


def people_of(user: User, topic: Topic) -> list[tuple[str, list[str]]]:
    """The team, the movers or the committee, by quality."""
    found: dict[TopicPart, list[str]] = {part: [] for part in TopicPart}
    for row in access.people(user).filter(topic=topic).select_related("person").order_by("id"):
        found[TopicPart(row.part)].append(str(row.person))
    return [(label(part), names) for part, names in found.items() if names]


def questions_of(user: User, topic: Topic) -> list[tuple[InquiryQuestion, list[InquiryQuestion]]]:
    """The questions in order, each with its follow-up questions."""
    rows = list(
        access.questions(user).filter(topic=topic).select_related("asker", "department").order_by("position", "id")
    )
    after: dict[int, list[InquiryQuestion]] = {}
    for row in rows:
        if row.follows_id:
            after.setdefault(row.follows_id, []).append(row)
    return [(row, after.get(row.pk, [])) for row in rows if row.follows_id is None]


def _duties(user: User, topic: Topic) -> list[Duty]:
    rows = access.publications(user).filter(topic=topic).select_related("document").order_by("id")
    found = []
    for row in rows:
        if row.document is not None and row.document.state not in STANDS:
            state, note = State(_("文件已停止公开，须重新公布"), "late"), ""
        elif row.published_on:
            state, note = State(_("已公布"), "done"), f"{row.published_on:%Y-%m-%d} {row.where}"
        else:
            wanted = topic.state in {TopicState.HEARD, TopicState.DONE}
            state, note = State(_("待公布"), "soon") if wanted else State(_("审议后公布"), "ink"), ""
        found.append(Duty(row, state, note))
    return found


def _facts(topic: Topic, *, inside: bool) -> list[tuple[str, object]]:
    source = label(Source(topic.source))
    rows: list[tuple[str, object]] = [
        (_("监督方式"), label(Way(topic.way))),
        (_("时间"), _("%(year)s年%(month)s月") % {"year": topic.year, "month": topic.month}),
        (_("报告机关"), topic.organ),
        (_("分管领导"), topic.vice_chair),
        (_("牵头机构"), topic.office),
        (_("协办机构"), "、".join(str(row.body) for row in topic.joint.all())),
        (_("监督领域"), topic.field),
        (_("来源"), source),
        (_("出自"), _origin(topic) if inside else ""),
        (_("法律依据"), topic.basis.citation if topic.basis else ""),
        (_("联动"), topic.joint_with),
        (_("再次审议"), _again(topic)),
        (_("会议"), _meeting(topic)),
        (_("决定列入"), topic.adopted_by),
        (_("收下报告"), f"{topic.report_accepted_on:%Y-%m-%d}" if topic.report_accepted_on else ""),
        (_("未回应全部意见的理由"), topic.report_reason if inside else ""),
    ]
    return [(name, value) for name, value in rows if value]


def _again(topic: Topic) -> str:
    if not topic.again:
        return ""
    month = _("，%(n)s月") % {"n": topic.again_month} if topic.again_month else ""
    return _("研究处理情况报告须再次提请审议%(month)s（本县规定）") % {"month": month}


def _origin(topic: Topic) -> str:
    words = topic.origin or topic.origin_url
    return format_html('<a href="{}">{}</a>', topic.origin_url, words) if topic.origin_url else words


def _meeting(topic: Topic) -> str:
    if topic.item is None:
        return ""
    meeting = topic.item.meeting
    return format_html(
        '<a href="{}">{}</a>（{}）', reverse("meeting", args=[meeting.pk]), meeting, f"{meeting.starts_on:%Y-%m-%d}"
    )


def rare_listed(user: User) -> list[tuple[Topic, State]]:
    """The sharp ways, newest first."""
    rows = access.topics(user).filter(way__in=sorted(RARE)).select_related(*RELATED, "rare").order_by("-id")[:100]
    return [(row, State.of(TopicState(row.state))) for row in rows]
