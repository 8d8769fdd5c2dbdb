"""What becomes of a report: filed or put before the committee, voted on, handled again, what follows a second no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import now, today
from congress.labels import label
from congress.models import AgendaItem, Ballot, BallotResultLine, FollowUp, Meeting, User
from congress.queries.parameters import value
from congress.refusals import Incomplete
from congress.rules.ballots import BallotKind
from congress.rules.followups import Mark
from congress.rules.meetings import ItemKind, MeetingKind, MeetingState
from congress.services import evaluating, judging
from congress.services.base import command, locked
from congress.services.meetings.topics import Topic, propose_topic
from congress.services.steps import need
from supervision.models import Consequence, DeliberationOpinion, SiteCheck
from supervision.rules.opinions import Assessment, Measure, OpinionEvent, OpinionState, rated
from supervision.services.opinions.handling import due_of
from supervision.services.opinions.steps import keep, need_chairpersons, take, tell_office, tell_receiver


@dataclass(frozen=True)
class Visit:
    """An on-site check: when, where, who, what was found and how it is assessed."""

    on: date
    place: str
    people: str
    found: str
    assessment: Assessment


def record_check(*, actor: User, opinion: DeliberationOpinion, visit: Visit) -> SiteCheck:
    """跟踪检查 by the office. Raises NotAllowed, WrongState, Incomplete."""
    with command(actor, "check_opinion"):
        opinion, _move = take(actor, OpinionEvent.CHECK, opinion, None)
        if visit.on > today() or (opinion.handed_over_on and visit.on < opinion.handed_over_on):
            raise Incomplete({"on": _("检查日期应当在交办之后、今天之前，请核对。")})
        return SiteCheck.objects.create(
            opinion=opinion,
            round=opinion.round,
            on=visit.on,
            place=need("place", visit.place, _("请写明检查的地点。")),
            people=need("people", visit.people, _("请写明参加人。")),
            found=need("found", visit.found, _("请写明检查的情况。")),
            assessment=visit.assessment,
            recorded_by=actor,
            recorded_at=now(),
        )


def file(
    *, actor: User, opinion: DeliberationOpinion, meeting: Meeting | None, note: str = "", version: int | None = None
) -> DeliberationOpinion:
    """存查, by the chairpersons' meeting: the items close, promises in them are followed on.

    Raises NotAllowed, Conflict; WrongState for one that has to be deliberated again; Incomplete without a meeting held.
    """
    with command(actor, "file_opinion"):
        opinion, move = take(actor, OpinionEvent.FILE, opinion, version)
        opinion.decided_by = need_chairpersons(meeting, field="meeting", after=_reported_on(opinion))
        _find(actor, opinion, None, _("%(meeting)s决定存查") % {"meeting": meeting}, note)
        keep(opinion, move.to)
        tell_receiver(opinion, _("主任会议决定存查"), note)
    return opinion


def table(
    *,
    actor: User,
    opinion: DeliberationOpinion,
    meeting: Meeting | None,
    target: Meeting | None,
    version: int | None = None,
) -> DeliberationOpinion:
    """提请审议, by the chairpersons' meeting (监督法 §17): the report becomes a topic of a meeting being prepared.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a meeting held and one of the committee to come.
    """
    with command(actor, "table_opinion"):
        opinion, move = take(actor, OpinionEvent.TABLE, opinion, version)
        opinion.decided_by = need_chairpersons(meeting, field="meeting", after=_reported_on(opinion))
        opinion.tabled_item = _topic(actor, opinion, target)
        keep(opinion, move.to)
        tell_receiver(opinion, _("主任会议决定将报告提请常委会会议审议"), str(target))
    return opinion


def _topic(actor: User, opinion: DeliberationOpinion, target: Meeting | None) -> AgendaItem:
    if target is None or target.kind != MeetingKind.STANDING_COMMITTEE:
        raise Incomplete({"target": _("请选择审议报告的常委会会议。")})
    if MeetingState(target.state) is not MeetingState.PREPARING:
        raise Incomplete({"target": _("%(meeting)s的议题已经不能增加，请选择筹备中的会议。") % {"meeting": target}})
    title = _("听取和审议%(organ)s关于《%(title)s》研究处理情况的报告")
    topic = Topic(
        kind=ItemKind.OPINION,
        title=(title % {"organ": opinion.organ, "title": opinion.title})[:200],
        organ=opinion.organ,
        office=opinion.office,
        origin=str(opinion)[:200],
    )
    return propose_topic(actor=actor, meeting=target, topic=topic)


def _reported_on(opinion: DeliberationOpinion) -> date | None:
    return opinion.reports.get(round=opinion.round).reported_on


def _items(opinion: DeliberationOpinion) -> list[FollowUp]:
    rows = FollowUp.objects.filter(opinion_item__opinion=opinion).order_by("pk")
    return [locked(row, None) for row in rows]


def _find(actor: User, opinion: DeliberationOpinion, mark: Mark | None, source: str, reason: str = "") -> None:
    """The same finding on every item of the opinion."""
    for followup in _items(opinion):
        judging.find(actor, followup, judging.Finding(mark, source[:120], today(), reason))


def rate(
    *,
    actor: User,
    opinion: DeliberationOpinion,
    mark: Mark | None,
    note: str = "",
    version: int | None = None,
) -> DeliberationOpinion:
    """Record what the committee said of the report where no vote of the house says it.

    Raises NotAllowed, WrongState, Conflict; Incomplete before the meeting was held, or without a reason for a no.
    """
    with command(actor, "rate_opinion"):
        opinion, _move = take(actor, OpinionEvent.RATE, opinion, version)
        item = opinion.tabled_item
        assert item is not None  # it was tabled with one
        if MeetingState(item.meeting.state) not in {MeetingState.OPEN, MeetingState.CLOSED}:
            raise Incomplete({"mark": _("%(meeting)s还没有举行。") % {"meeting": item.meeting}})
        return _rated(actor, opinion, mark, str(item.meeting), note)


def on_ballot(actor: User, ballot: Ballot) -> None:
    """The satisfaction vote on a tabled report is closed: its class is the finding on every item."""
    if ballot.kind != BallotKind.ASSESSMENT or ballot.item_id is None:
        return
    opinion = DeliberationOpinion.objects.filter(tabled_item=ballot.item_id, state=OpinionState.TABLED).first()
    line = BallotResultLine.objects.filter(result__ballot=ballot).order_by("id").first()
    word = rated(line.words) if line else ""
    if opinion is None or line is None or not word:
        return
    opinion = locked(opinion, None)
    reason = _("满意度测评结果为“%(words)s”") % {"words": line.words}
    _rated(actor, opinion, Mark(word), str(ballot.meeting), reason)


def _rated(
    actor: User, opinion: DeliberationOpinion, mark: Mark | None, meeting: str, note: str
) -> DeliberationOpinion:
    bad = mark is Mark.BAD
    _find(actor, opinion, mark, meeting, note)
    opinion.result = label(mark) if mark else _("审议同意")
    keep(opinion, OpinionState.DISSATISFIED if bad else OpinionState.CLOSED)
    tell_office(opinion, _("报告的审议结果：%(result)s") % {"result": opinion.result})
    tell_receiver(opinion, _("报告的审议结果：%(result)s") % {"result": opinion.result}, note)
    return opinion


def rehandle(
    *, actor: User, opinion: DeliberationOpinion, note: str, version: int | None = None
) -> DeliberationOpinion:
    """重新研究处理 after the first dissatisfaction: a new round of every item, reported again; nothing is overwritten.

    Raises NotAllowed, Conflict, Incomplete; WrongState after the second one, when the meeting chooses what follows.
    """
    with command(actor, "rehandle_opinion"):
        opinion, move = take(actor, OpinionEvent.REHANDLE, opinion, version)
        words = need("note", note, _("请写明重新研究处理的要求。"))
        for followup in _items(opinion):
            evaluating.rework(actor=actor, followup=followup, note=words)
        opinion.round += 1
        opinion.report_due_on = due_of(opinion)
        opinion.decided_by = opinion.tabled_item = None
        keep(opinion, move.to)
        tell_receiver(opinion, _("测评不满意，请重新研究处理并再次报告"), words)
    return opinion


def measures_of(opinion: DeliberationOpinion) -> list[Measure]:
    """What may follow a second dissatisfaction: what the county chose, otherwise everything there is."""
    chosen = value(opinion.county, "assessment.after_second_failure")
    known = [Measure(code) for code in chosen if code in set(Measure)] if isinstance(chosen, list) else []
    return known or list(Measure)


def follow(
    *,
    actor: User,
    opinion: DeliberationOpinion,
    measures: Sequence[Measure],
    meeting: Meeting | None,
    note: str,
    version: int | None = None,
) -> Consequence:
    """后续监督方式, chosen by the chairpersons' meeting after the second dissatisfaction; the items close with it.

    Raises NotAllowed, WrongState, Conflict; Incomplete without a means of the list, a meeting held, or a word on it.
    """
    with command(actor, "follow_opinion"):
        opinion, move = take(actor, OpinionEvent.FOLLOW, opinion, version)
        if not measures or not set(measures) <= set(measures_of(opinion)):
            raise Incomplete({"measures": _("请从本县规定的后续监督方式中选择一项或者几项。")})
        held = need_chairpersons(meeting, field="meeting", after=_reported_on(opinion))
        made = Consequence.objects.create(
            opinion=opinion,
            measures=[measure.value for measure in measures],
            meeting=held,
            note=need("note", note, _("请写明怎样组织、由谁负责、什么时候完成。")),
            recorded_by=actor,
            recorded_at=now(),
        )
        for followup in _items(opinion):
            judging.settle_otherwise(followup, held.ends_on)
            evaluating.close(actor=actor, followup=followup)
        keep(opinion, move.to)
        words = "、".join(label(measure) for measure in measures)
        tell_receiver(opinion, _("再次不满意，主任会议决定：%(what)s") % {"what": words}, made.note)
    return made
