"""The page of a vote: its lines with figures as the law counts, what may be done now, and the words read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone, visible_to
from congress.access.ballots import open_events
from congress.clock import now
from congress.labels import State, label
from congress.models import Ballot, BallotLine, BallotResult, BallotResultLine, Meeting
from congress.queries.balloting.reading import frozen_roll, frozen_sheets, reading_of
from congress.queries.balloting.roll import citation, quorum_of, roll_at
from congress.rules.assessments import AssessmentRule
from congress.rules.ballots import (
    FOR,
    NEXT,
    BallotEvent,
    BallotKind,
    BallotState,
    CounterPart,
    LineOutcome,
)
from congress.rules.meetings import MeetingKind
from congress.rules.votes import Method, Quorum

ROUTES = {event: f"ballot-{event.value}" for event in BallotEvent}


@dataclass(frozen=True)
class Action:
    """A step somebody may take now."""

    label: str
    url: str
    primary: bool


def actions_of(user: Anyone, ballot: Ballot) -> list[Action]:
    """What ``user`` may do now, what the vote waits for first."""
    expected = NEXT.get(BallotState(ballot.state))
    events = open_events(user, ballot)
    if ballot.entered_by_id == getattr(user, "pk", None):
        events = [event for event in events if event is not BallotEvent.CHECK]
    ordered = sorted(events, key=lambda event: event is not expected)
    return [Action(label(event), reverse(ROUTES[event], args=[ballot.pk]), event is expected) for event in ordered]


@dataclass(frozen=True)
class Row:
    """One line as shown: votes by choice beside their shares, those without a vote, and what came of it."""

    position: int
    name: str
    post: str
    votes: list[tuple[str, int | None, Decimal | None]]
    silent: int | None
    outcome: State | None
    words: str
    written_in: bool


@dataclass(frozen=True)
class Page:
    """Everything the page of a vote shows."""

    state: State
    rows: list[Row]
    facts: list[tuple[str, object]]
    figures: list[tuple[str, int, int | None, str]]
    counters: list[tuple[str, str]]
    actions: list[Action]
    announcement: list[str]
    silent_label: str


def listed(user: Anyone, meeting: Meeting | None = None) -> QuerySet[Ballot]:
    """Votes somebody may read, of the latest meeting first."""
    rows = visible_to(user, Ballot)
    rows = rows.filter(meeting=meeting) if meeting else rows
    return rows.select_related("meeting__term", "meeting__body", "item", "result").order_by(
        "-meeting__starts_on", "-id"
    )


def page_of(user: Anyone, ballot: Ballot) -> Page:
    """The page of a readable vote, in a fixed number of queries."""
    result = BallotResult.objects.filter(ballot=ballot).first()
    lines = list(result.lines.all()) if result else []
    rows = [_final(row, result) for row in lines] if result else [_counted(row, ballot) for row in ballot.lines.all()]
    return Page(
        state=State.of(BallotState(ballot.state)),
        rows=rows,
        facts=_facts(ballot, result),
        figures=_figures(ballot, result),
        counters=counters_of(ballot),
        actions=actions_of(user, ballot),
        announcement=announcement(ballot, result, lines) if result else [],
        silent_label=silent_label(ballot),
    )


def silent_label(ballot: Ballot) -> str:
    """What those are called who are there and cast nothing."""
    words = {
        Method.SECRET: _("未投票"),
        Method.DEVICE: _("未按表决器"),
        Method.HANDS: _("未表示意见"),
    }
    return words[Method(ballot.method)]


def counters_of(ballot: Ballot) -> list[tuple[str, str]]:
    """Scrutineers and tellers by part, with their names."""
    counters = list(ballot.counters.all())
    found = [(label(part), "、".join(row.name for row in counters if row.part == part)) for part in CounterPart]
    return [(part, names) for part, names in found if names]


def _final(row: BallotResultLine, result: BallotResult) -> Row:
    shares: Sequence[Decimal | None] = [None] * len(row.counts)
    if result.rule:
        rule = AssessmentRule.of_json(result.rule)
        shares = reading_of(rule, frozen_roll(result), frozen_sheets(result), result.options, row.counts).shares
    votes: list[tuple[str, int | None, Decimal | None]] = list(zip(result.options, row.counts, shares, strict=True))
    outcome = State(row.words, "ink") if row.words else State.of(LineOutcome(row.outcome))
    return Row(row.position, row.name, row.post, votes, row.silent, outcome, row.words, row.written_in)


def _counted(row: BallotLine, ballot: Ballot) -> Row:
    counts: Sequence[int | None] = row.counts or [None] * len(ballot.options)
    votes: list[tuple[str, int | None, Decimal | None]] = [
        (option, votes, None) for option, votes in zip(ballot.options, counts, strict=True)
    ]
    return Row(row.position, row.name, row.post, votes, row.unmarked, None, "", row.written_in)


def _facts(ballot: Ballot, result: BallotResult | None) -> list[tuple[str, object]]:
    rule = ballot.rule["label"] if ballot.rule else ""
    found: list[tuple[str, object]] = [
        (_("会议"), str(ballot.meeting)),
        (_("议题"), str(ballot.item) if ballot.item else ""),
        (_("方式"), ballot.get_method_display()),
        (_("应选"), _chosen(ballot) if ballot.seats else ""),
        (_("测评规则"), rule) if rule else (_("通过标准"), _passing(ballot)),
        (_("依据"), result.basis if result else ""),
        (_("录入"), _who(ballot.entered_by, ballot.entered_at)),
        (_("复核"), _who(ballot.checked_by, ballot.checked_at)),
        (_("备注"), ballot.note),
    ]
    return [(name, value) for name, value in found if value]


def _chosen(ballot: Ballot) -> str:
    """How many of those on the sheet are chosen: people, or things."""
    text = _("%(n)s人") if ballot.kind == BallotKind.ELECTION else _("%(n)s项")
    return text % {"n": ballot.seats}


def _passing(ballot: Ballot) -> str:
    whole = _("全体代表") if ballot.meeting.kind == MeetingKind.CONGRESS else _("全体组成人员")
    most = _("，得票多的当选") if ballot.seats else ""
    return f"{whole}{ballot.get_majority_display()}{most}"


def _who(who: object, at: datetime | None) -> str:
    return f"{who}" if who and at else ""


def _figures(ballot: Ballot, result: BallotResult | None) -> list[tuple[str, int, int | None, str]]:
    """Attendance and sheets with what they are of; before the close as they stand now."""
    if result is None:
        return []
    found: list[tuple[str, int, int | None, str]] = [
        (_("出席"), result.present, result.whole, _("法定出席%(n)s人") % {"n": result.quorum})
    ]
    if ballot.method != Method.SECRET:
        return found
    return [
        *found,
        (_("发出"), result.issued, None, ""),
        (_("收回"), result.returned, result.issued, ""),
        (_("有效票"), result.valid, result.returned, _("废票%(n)s张") % {"n": result.spoiled}),
    ]


def standing_now(ballot: Ballot) -> tuple[Quorum, str]:
    """Whether the meeting could vote at this moment, and the article that asks for it."""
    return quorum_of(ballot.meeting, roll_at(ballot.meeting, now())), citation(ballot.meeting, majority=False)


# -- The words read aloud ------------------------------------------------------------------------------


def announcement(ballot: Ballot, result: BallotResult, lines: Sequence[BallotResultLine]) -> list[str]:
    """监票人宣布: attendance, sheets, votes, result, in the order they are read out."""
    who = _("代表") if ballot.meeting.kind == MeetingKind.CONGRESS else _("组成人员")
    text = _("本次会议应到%(who)s%(members)s人，实到%(present)s人，符合法定人数。")
    said = [text % {"who": who, "members": result.in_office, "present": result.present}]
    if ballot.method == Method.SECRET:
        text = _("发出%(sheet)s%(issued)s张，收回%(returned)s张，其中有效票%(valid)s张，废票%(spoiled)s张，投票有效。")
        said.append(text % {"sheet": sheet_name(ballot), **_numbers(result)})
    if ballot.kind == BallotKind.DECISION and len(lines) == 1:
        return [*said, _spoken(ballot, lines[0], "")]
    return [*said, *(_spoken(ballot, line, f"{line.name}{line.post and f'（{line.post}）'}：") for line in lines)]


def _numbers(result: BallotResult) -> dict[str, int]:
    return {name: getattr(result, name) for name in ("issued", "returned", "valid", "spoiled")}


def sheet_name(ballot: Ballot) -> str:
    """What the paper is called."""
    if ballot.kind == BallotKind.ELECTION:
        return _("选票")
    return _("测评票") if ballot.kind == BallotKind.ASSESSMENT else _("表决票")


def _spoken(ballot: Ballot, line: BallotResultLine, name: str) -> str:
    if line.written_in:
        return _("另选%(name)s %(votes)s票，%(result)s。") % {
            "name": line.name,
            "votes": line.counts[FOR],
            "result": line.get_outcome_display(),
        }
    options = zip(ballot.options, line.counts, strict=True)
    votes = "，".join(_("%(choice)s%(n)s票") % {"choice": choice, "n": n} for choice, n in options)
    silent = f"，{silent_label(ballot)}{line.silent}人" if line.silent else ""
    return f"{name}{votes}{silent}。{_closing(line)}"


def _closing(line: BallotResultLine) -> str:
    if line.outcome == LineOutcome.RATED:
        return _("测评结果为%(word)s。") % {"word": line.words} if line.words else ""
    if line.outcome == LineOutcome.PASSED:
        return _("赞成票达到须有的%(needed)s票，通过。") % {"needed": line.needed}
    if line.outcome == LineOutcome.FAILED:
        return _("赞成票未达到须有的%(needed)s票，没有通过。") % {"needed": line.needed}
    return f"{line.get_outcome_display()}。"
