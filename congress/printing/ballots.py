"""Papers of a vote: the blank ballot of each kind, and the report of its result."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from congress.models import Ballot, BallotLine, BallotResult
from congress.official import ballots as blank
from congress.official.content import Paper
from congress.printing.common import day
from congress.printing.meetings import issuer_of
from congress.queries.balloting.page import Page, Row, sheet_name
from congress.rules.ballots import BallotKind


def blank_ballot(ballot: Ballot) -> Paper:
    """空白票: by the kind of vote; what is written in afterwards is no part of it."""
    issuer, meeting = issuer_of(ballot.meeting), ballot.meeting.full_name
    lines = list(BallotLine.objects.filter(ballot=ballot, written_in=False))
    names = [blank.Candidate(line.name, line.post) for line in lines]
    if ballot.kind == BallotKind.ELECTION:
        title = _("%(question)s选票") % {"question": ballot.question}
        return blank.election_ballot(issuer, meeting, title, names, ballot.seats or 1, blanks=ballot.seats or 1)
    if ballot.kind == BallotKind.ASSESSMENT:
        subjects = [_named(line.name, line.post) for line in lines]
        return blank.rating_ballot(issuer, meeting, _("满意度测评票"), subjects, ballot.options)
    if len(lines) == 1 and lines[0].name == ballot.question:
        return blank.motion_ballot(issuer, meeting, ballot.question, ballot.options)
    title = _("%(q)s表决票") % {"q": ballot.question.removesuffix(_("票决"))}
    if ballot.kind == BallotKind.DECISION:
        items = [_named(line.name, line.post) for line in lines]
        return blank.items_ballot(issuer, meeting, title, items, ballot.options)
    return blank.names_ballot(issuer, meeting, title, names, ballot.options)


def result_report(ballot: Ballot, result: BallotResult, found: Page) -> Paper:
    """计票结果报告单: attendance, sheets, votes line by line, the denominator and its basis, places to sign."""
    title = {
        BallotKind.ELECTION: _("选举结果报告单"),
        BallotKind.ASSESSMENT: _("测评结果报告单"),
    }.get(BallotKind(ballot.kind), _("表决结果报告单"))
    posts = {row.post for row in found.rows}
    common = posts.pop() if ballot.kind == BallotKind.PERSONNEL and len(found.rows) > 1 and len(posts) == 1 else ""
    many = len(found.rows) > blank.MANY  # then what is read out of each line only repeats the table, over pages
    spoken = found.announcement[: -len(found.rows)] if many else found.announcement
    remarks = [f"{result.denominator}{_('依据：')}{result.basis}", *spoken]
    tally = blank.Tally(
        facts=(
            (_("事项"), ballot.question),
            *([(_("拟任免职务"), common)] if common else []),
            (_("时间"), day(result.closed_at)),
            *_figures(found),
        ),
        of_what=sheet_name(ballot).replace(_("票"), _("项")),
        choices=(*ballot.options, found.silent_label),
        rows=tuple(_line(row, "" if common else row.post) for row in found.rows),
        remarks=tuple(remarks),
        signers=tuple(found.counters),
    )
    return blank.count_report(issuer_of(ballot.meeting), ballot.meeting.full_name, title, tally)


def _line(row: Row, post: str) -> tuple[str, tuple[str, ...], str]:
    votes = tuple(_vote(votes, share) for _option, votes, share in row.votes)
    name = _named(row.name, post) + (_("（另选）") if row.written_in else "")
    return name, (*votes, str(row.silent or 0)), row.outcome.label if row.outcome else ""


def _vote(votes: int | None, share: Decimal | None) -> str:
    return f"{votes or 0}" + (f"\n{share}%" if share is not None else "")


def _figures(found: Page) -> list[tuple[str, str]]:
    """Attendance on a row of its own, the sheets together on another."""
    said = [(name, f"{value}" + (f"（{note}）" if note else "")) for name, value, _of, note in found.figures]
    sheets = "，".join(f"{name}{value}" for name, value in said[1:])
    return [*said[:1], *([(_("票数"), sheets)] if sheets else [])]


def _named(name: str, post: str) -> str:
    return f"{name}（{post}）" if post else name
