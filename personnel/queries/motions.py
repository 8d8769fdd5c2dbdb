"""Motions as their list, page and printed list show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.access import Anyone, visible_to
from congress.kinds import Link
from congress.labels import State, label
from congress.models import AgendaItem, Ballot
from congress.queries.deadlines import Due, chinese_date, due, foresee
from congress.rules.ballots import LineOutcome
from congress.rules.meetings import ItemKind
from personnel.access import keeps_personnel, reads_examination
from personnel.models import AppointmentLine, AppointmentMotion
from personnel.queries.checks import Checked, Settings, case_of, checked, citation, settings_of
from personnel.queries.papers import sentence
from personnel.rules.exams import ExamStanding
from personnel.rules.holdings import TIMES, FailedTwice
from personnel.rules.motions import AT_MEETING, MotionEvent, MotionState, expected, open_moves
from personnel.rules.offices import FILLS, Act, Proposer, movers

SUBMISSION = "appointment.submission"
FAILED_BASIS = "local-personnel-7"
PAGES = (*(event for event in MotionEvent if event is not MotionEvent.CLOSE_VOTES),)
AFTER_TWO = {
    FailedTwice.WARN: gettext_lazy("再次提名担任同一职务时予以提醒"),
    FailedTwice.BLOCK: gettext_lazy("不再提名担任同一职务"),
}
TONES = {LineOutcome.PASSED: "done", LineOutcome.FAILED: "late"}


def route_of(event: MotionEvent) -> str:
    """The page on which an event is done."""
    return f"appointment-{event.value.replace('_', '-')}"


def listed(user: Anyone, kept: Mapping[str, str]) -> QuerySet[AppointmentMotion]:
    """Motions somebody may read, by state, proposer, office or name."""
    rows = visible_to(user, AppointmentMotion).annotate(number_of_lines=Count("lines", distinct=True))
    if kept.get("state") in set(MotionState):
        rows = rows.filter(state=kept["state"])
    if kept.get("proposer") in set(Proposer):
        rows = rows.filter(proposer=kept["proposer"])
    if kept.get("q"):
        q = kept["q"]
        found = AppointmentLine.objects.filter(
            Q(name__icontains=q) | Q(office__organ__icontains=q) | Q(office__title__icontains=q)
        )
        rows = rows.filter(pk__in=found.values("motion"))
    return rows.select_related("item__meeting__term", "item__meeting__body").order_by("-id")


def summaries(rows: Collection[AppointmentMotion]) -> Mapping[int, str]:
    """The first line of each of some listed motions, in a sentence. One query."""
    lines = AppointmentLine.objects.filter(motion__in=rows).order_by("motion_id", "position").distinct("motion_id")
    return {line.motion_id: sentence(line) for line in lines.select_related("office")}


@dataclass(frozen=True)
class Action:
    """A step somebody may take now."""

    label: str
    url: str
    primary: bool


@dataclass(frozen=True)
class Row:
    """One line of a motion as its page shows it."""

    line: AppointmentLine
    sentence: str
    papers: State
    exam: State | None
    remarks: list[tuple[str, str]]
    outcome: State | None
    ballot_url: str


@dataclass(frozen=True)
class Page:
    """Everything the page of a motion shows."""

    state: State
    rows: list[Row]
    actions: list[Action]
    facts: list[tuple[str, object]]
    ground: str
    tabled_by: Due | None
    waiting: list[str]
    rejected: str
    keeps: bool
    few: bool
    may_write: bool
    may_prepare: bool
    papers_first: bool


def page_of(user: Anyone, motion: AppointmentMotion) -> Page:
    """The page of a readable motion, in a fixed number of queries."""
    settings, keeps, few = settings_of(motion.county), keeps_personnel(user), reads_examination(user)
    found = checked(motion, settings)
    case, state = case_of(motion, found), MotionState(motion.state)
    events = {move.event for move in open_moves(state, case)}
    first = expected(state, case)
    actions = [
        Action(label(event), reverse(route_of(event), args=[motion.pk]), event is first)
        for event in PAGES
        if keeps and event in events and event not in {MotionEvent.WRITE, MotionEvent.PREPARE}
    ]
    ballots = set(
        visible_to(user, Ballot).filter(pk__in=[row.line.ballot_id for row in found]).values_list("pk", flat=True)
    )
    return Page(
        state=State.of(state),
        rows=[_row(row, few, ballots) for row in found],
        actions=sorted(actions, key=lambda one: not one.primary),
        facts=_facts(motion, few),
        ground=_ground(motion, found, settings),
        tabled_by=_tabled_by(motion),
        waiting=_waiting(found, motion) if few and state is MotionState.TABLED else [],
        rejected=_rejected(found, motion, settings),
        keeps=keeps,
        few=few,
        may_write=keeps and MotionEvent.WRITE in events,
        may_prepare=keeps and MotionEvent.PREPARE in events,
        papers_first=keeps and state is MotionState.TABLED and any(row.missing for row in found),
    )


def _row(row: Checked, few: bool, ballots: set[int]) -> Row:
    line = row.line
    papers = State(_("收齐"), "done") if not row.missing else State(_("缺%(n)s件") % {"n": len(row.missing)}, "soon")
    return Row(
        line=line,
        sentence=sentence(line),
        papers=papers,
        exam=State.of(row.exam) if few and row.exam is not ExamStanding.NOT_NEEDED else None,
        remarks=_remarks(row) if few else [],
        outcome=State(line.get_outcome_display(), TONES[LineOutcome(line.outcome)]) if line.outcome else None,
        ballot_url=reverse("ballot", args=[line.ballot_id]) if line.ballot_id in ballots else "",
    )


def _remarks(row: Checked) -> list[tuple[str, str]]:
    """What the few read of a person; never shown at the meeting."""
    line = row.line
    marks = "、".join(_("%(mark)s分") % {"mark": one.mark} for one in row.sittings)
    found = [
        (_("考试成绩"), marks),
        (_("见面"), chinese_date(line.met_on) if line.met_on else ""),
        (_("供职发言稿"), _("收讫") if line.statement_on else ""),
        (_("收到反映"), line.complaint),
        (_("核查结论"), line.finding or (_("待核查") if line.complaint_on else "")),
        (_("申辩"), line.defence),
        (_("以前未获通过"), _("%(n)s次") % {"n": line.failures} if line.failures else ""),
    ]
    return [(name, text) for name, text in found if text]


def _facts(motion: AppointmentMotion, few: bool) -> list[tuple[str, object]]:
    letter = f"{motion.party_letter} {chinese_date(motion.party_letter_on) if motion.party_letter_on else ''}".strip()
    meeting = f"{motion.item.meeting}（{chinese_date(motion.item.meeting.starts_on)}）" if motion.item else ""
    found: list[tuple[str, object]] = [
        (_("提请人"), f"{motion.get_proposer_display()}{motion.signed_by}"),
        (_("联名人数"), motion.signers or ""),
        (_("签署日期"), chinese_date(motion.signed_on) if motion.signed_on else ""),
        (_("提请日期"), chinese_date(motion.tabled_on) if motion.tabled_on else ""),
        (_("县委推荐函"), letter if few else ""),
        (_("主任会议听取"), chinese_date(motion.heard_on) if motion.heard_on else ""),
        (_("暂缓"), motion.held if few else ""),
        (_("逾期提请的理由"), motion.late_reason),
        (_("退回补正"), motion.returned if few else ""),
        (_("会议"), meeting),
        (_("公告"), _announced(motion)),
        (_("通知提请机关"), chinese_date(motion.notified_on) if motion.notified_on else ""),
        (_("颁发任命书"), chinese_date(motion.certified_on) if motion.certified_on else ""),
        (_("报上一级"), chinese_date(motion.filed_on) if motion.filed_on else ""),
        (_("撤回"), motion.withdrawn_reason),
    ]
    return [(name, value) for name, value in found if value]


def _announced(motion: AppointmentMotion) -> str:
    if motion.announced_on is None:
        return ""
    number = motion.announcement.number if motion.announcement else ""
    return f"{number}　{chinese_date(motion.announced_on)}".strip("　")


def _ground(motion: AppointmentMotion, rows: list[Checked], settings: Settings) -> str:
    """By which article the proposer of the first line may propose; said whether it is law or the county's own."""
    if not rows:
        return ""
    line = rows[0].line
    basis = movers(line.office.rule, Act(line.act), settings.deputy_head_by).basis
    kind = _("本县规定") if basis.startswith("local-") else _("法定")
    return f"{citation(basis, motion.county)}（{kind}）"


def _tabled_by(motion: AppointmentMotion) -> Due | None:
    """By when a motion had to be tabled for its meeting: the county's own date, counted back."""
    if motion.item is None or motion.state not in AT_MEETING:
        return None
    entry = foresee(motion.county, SUBMISSION, motion.item.meeting.starts_on)
    return due(entry, met_on=motion.tabled_on)


def _waiting(rows: list[Checked], motion: AppointmentMotion) -> list[str]:
    """What still keeps a motion from passing its check."""
    missing = sum(1 for row in rows if row.missing)
    exams = [row.line.name for row in rows if row.exam_open]
    complaints = [row.line.name for row in rows if row.complaint_open]
    found = [
        _("%(n)s项的材料没有收齐") % {"n": missing} if missing else "",
        _("任前考试没有合格：%(names)s") % {"names": _some(exams)} if exams else "",
        _("反映没有核查：%(names)s") % {"names": _some(complaints)} if complaints else "",
        _("主任会议决定暂缓：%(why)s") % {"why": motion.held} if motion.held else "",
    ]
    return [text for text in found if text]


def _rejected(rows: list[Checked], motion: AppointmentMotion, settings: Settings) -> str:
    """Who was not carried, and what may follow for him by the county's rule; empty when nobody was."""
    lines = [row.line for row in rows if row.line.outcome == LineOutcome.FAILED and row.line.act in FILLS]
    if not lines:
        return ""
    names, twice = [line.name for line in lines], [line.name for line in lines if line.failures + 1 >= TIMES]
    shape = {"basis": citation(FAILED_BASIS, motion.county), "then": AFTER_TWO[settings.failed_twice]}
    found = [
        _("%(names)s没有获得通过，不写入公告。") % {"names": _some(names)},
        _("%(names)s在本届内已经两次没有通过。") % {"names": _some(twice)} if twice else "",
        _("没有通过的，提请人可以再次提请；本届内两次没有通过的，%(then)s（本县规定：%(basis)s）。") % shape,
    ]
    return "".join(found)


def _some(names: list[str]) -> str:
    shown = "、".join(names[:5])
    return shown if len(names) <= 5 else _("%(names)s等%(n)s人") % {"names": shown, "n": len(names)}


def item_links(user: Anyone, items: Collection[AgendaItem]) -> Mapping[int, Link]:
    """From an item of an agenda to the motions under it, for those who may read them. One query."""
    keys = [item.pk for item in items if item.kind == ItemKind.APPOINTMENT]
    rows = visible_to(user, AppointmentMotion).filter(item__in=keys).order_by("-id") if keys else []
    found: dict[int, Link] = {}
    for row in rows:
        one = row.item_id not in found
        url = reverse("appointment", args=[row.pk]) if one else reverse("appointments")
        found[row.item_id or 0] = Link(_("任免案"), url)
    return found
