"""Opening a vote on a quorum, entering what was counted, counting it again by somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.clock import now
from congress.models import Ballot, BallotLine, User
from congress.queries.balloting.moves import require
from congress.queries.balloting.roll import citation, complaint_words, quorum_of, roll_at
from congress.refusals import Incomplete, WrongState
from congress.rules.ballots import FOR, BallotEvent, BallotKind, BallotState, CounterPart
from congress.rules.meetings import MeetingState
from congress.rules.votes import Complaint, Fault, Line, Method, Roll, Sheets, Totals, differences
from congress.services.base import command, locked, save
from congress.services.steps import need

SHEET_FIELDS = {
    Fault.ISSUED_OVER_PRESENT: "issued",
    Fault.NO_SHEETS: "issued",
    Fault.RETURNED_OVER_ISSUED: "returned",
    Fault.SPOILED_OVER_RETURNED: "spoiled",
}


@dataclass(frozen=True)
class Count:
    """What a teller brings. ``sheets`` None for a device or raised hands; ``others`` are names written in."""

    lines: tuple[Line, ...]
    sheets: Sheets | None = None
    others: tuple[tuple[str, int], ...] = ()


def open_ballot(*, actor: User, ballot: Ballot, adopted: bool = False, version: int | None = None) -> Ballot:
    """开始表决, when enough members are there; before a secret vote the meeting adopts who watches and counts.

    Raises NotAllowed, Conflict; WrongState without a quorum or before the meeting is open; Incomplete without
    scrutineers and tellers.
    """
    with command(actor, "open_ballot"):
        ballot = locked(ballot, version)
        require(actor, BallotEvent.OPEN, ballot)
        if ballot.meeting.state != MeetingState.OPEN:
            raise WrongState(_("会议还没有开始，不能表决。请先开会签到。"))
        _refuse_without_counters(ballot, adopted)
        moment = now()
        refuse_without_quorum(ballot, roll_at(ballot.meeting, moment))
        if ballot.method == Method.SECRET:
            ballot.helpers_adopted_at = moment
        ballot.state, ballot.opened_at, ballot.opened_by = BallotState.OPEN, moment, actor
        save(ballot)
    return ballot


def _refuse_without_counters(ballot: Ballot, adopted: bool) -> None:
    if ballot.method != Method.SECRET:
        return
    if set(ballot.counters.values_list("part", flat=True)) != set(CounterPart):
        raise Incomplete({"adopted": _("无记名投票须先提出监票人和计票人，请返回填写。")})
    if not adopted:
        raise Incomplete({"adopted": _("会议通过监票人、计票人名单以后才能投票，请核实后勾选。")})


def refuse_without_quorum(ballot: Ballot, roll: Roll) -> None:
    """Raise WrongState when the roll contradicts itself, or too few are there to decide anything."""
    complaints = roll.complaints()
    if complaints:
        raise WrongState("；".join(complaint_words(one) for one in complaints))
    found = quorum_of(ballot.meeting, roll)
    if not found.reached:
        text = _(
            "出席%(present)s人，全体%(whole)s人，须有%(needed)s人以上出席方可表决。"
            "请核对签到，等候到会；仍然不足的，改期表决。"
        )
        shape = {"present": found.present, "whole": found.whole, "needed": found.needed}
        raise WrongState(text % shape, basis=citation(ballot.meeting, majority=False))


def enter_totals(*, actor: User, ballot: Ballot, count: Count, version: int | None = None) -> Ballot:
    """录入票数 from paper or device. Raises NotAllowed, WrongState, Conflict; Incomplete for figures that cannot be."""
    with command(actor, "enter_totals"):
        ballot = _locked_for(actor, BallotEvent.ENTER, ballot, version)
        _write(actor, ballot, count)
    return ballot


def correct_totals(*, actor: User, ballot: Ballot, count: Count, reason: str, version: int | None = None) -> Ballot:
    """更正 before the result stands, to be checked anew. Raises as :func:`enter_totals`; needs a reason."""
    with command(actor, "correct_totals", reason):
        ballot = _locked_for(actor, BallotEvent.CORRECT, ballot, version)
        ballot.note = need("reason", reason, _("请写明更正的理由。"))
        ballot.checked_by, ballot.checked_at = None, None
        _write(actor, ballot, count)
    return ballot


def check_totals(*, actor: User, ballot: Ballot, count: Count | None, version: int | None = None) -> Ballot:
    """复核 by a second person, who counts again (``count``) or has compared with the sheets (None).

    Raises NotAllowed for whoever entered the figures, WrongState, Conflict; Incomplete when the counts differ.
    """
    with command(actor, "check_totals"):
        ballot = _locked_for(actor, BallotEvent.CHECK, ballot, version)
        if count is not None:
            _refuse_differing(ballot, count)
        ballot.state, ballot.checked_by, ballot.checked_at = BallotState.CHECKED, actor, now()
        save(ballot)
    return ballot


def _locked_for(actor: User, event: BallotEvent, ballot: Ballot, version: int | None) -> Ballot:
    """Lock the ballot; a state that has moved on says more than an old version, so it is asked first."""
    fresh = locked(ballot, None)
    require(actor, event, fresh)
    return locked(ballot, version)


def totals_of(ballot: Ballot, count: Count, present: int) -> Totals:
    """A count with the sheets it was made of; what is written in stands on as many sheets as name it."""
    sheets = count.sheets if count.sheets and ballot.method == Method.SECRET else Sheets.of_device(present)
    blank = [0] * (len(ballot.options) - 1)
    others = [Line((votes, *blank), sheets.valid - votes) for _name, votes in count.others]
    return Totals(sheets, (*count.lines, *others))


def stored_totals(ballot: Ballot) -> Totals:
    """The totals as they were entered."""
    lines = tuple(Line(tuple(row.counts or ()), row.unmarked or 0) for row in ballot.lines.order_by("position"))
    return Totals(Sheets(ballot.issued or 0, ballot.returned or 0, ballot.spoiled or 0), lines)


def _write(actor: User, ballot: Ballot, count: Count) -> None:
    assert ballot.opened_at is not None  # the database says so: ballot_voted_was_opened
    present = roll_at(ballot.meeting, ballot.opened_at).present
    planned = list(ballot.lines.filter(written_in=False).order_by("position"))
    if len(planned) != len(count.lines):
        raise WrongState(_("表决项已有变动，请重新打开此页再录入。"))
    names = [name for name, _votes in count.others]
    if len(set(names) | {row.name for row in planned}) != len(names) + len({row.name for row in planned}):
        raise Incomplete({"others": _("另选的人不能与候选人或者彼此重名，请核对。")})
    totals = totals_of(ballot, count, present)
    refuse_wrong(ballot, totals, present)
    ballot.lines.filter(written_in=True).delete()
    for row, line in zip(planned, count.lines, strict=True):
        row.counts, row.unmarked = list(line.counts), line.unmarked
    BallotLine.objects.bulk_update(planned, ["counts", "unmarked"])
    _write_others(ballot, len(planned), names, totals.lines[len(planned) :])
    sheets = totals.sheets
    ballot.issued, ballot.returned, ballot.spoiled = sheets.issued, sheets.returned, sheets.spoiled
    ballot.state, ballot.entered_by, ballot.entered_at = BallotState.ENTERED, actor, now()
    save(ballot)


def _write_others(ballot: Ballot, after: int, names: list[str], lines: tuple[Line, ...]) -> None:
    """The names written in, as lines behind those that were printed."""
    BallotLine.objects.bulk_create(
        BallotLine(
            ballot=ballot, position=n, name=name, written_in=True, counts=list(line.counts), unmarked=line.unmarked
        )
        for n, (name, line) in enumerate(zip(names, lines, strict=True), start=after + 1)
    )


def refuse_wrong(ballot: Ballot, totals: Totals, present: int) -> None:
    """Raise Incomplete for figures that contradict themselves or the attendance."""
    complaints = totals.complaints(present)
    wrong: dict[str, str] = {}
    for complaint in complaints:
        wrong.setdefault(_field(complaint), complaint_words(complaint))
    if not wrong and ballot.kind == BallotKind.ELECTION:
        votes = sum(line.counts[FOR] for line in totals.lines)
        most = totals.sheets.valid * (ballot.seats or 0)
        if votes > most:
            text = _(
                "赞成票共%(votes)s，有效票%(valid)s张、每张最多选%(seats)s人，不应超过%(most)s；多选的票应计为废票。"
            )
            shape = {"votes": votes, "valid": totals.sheets.valid, "seats": ballot.seats, "most": most}
            wrong["spoiled"] = text % shape
    if wrong:
        raise Incomplete(wrong)


def _field(complaint: Complaint) -> str:
    if complaint.line is not None:
        return f"line_{complaint.line}"
    return SHEET_FIELDS.get(complaint.fault, "issued")


def _refuse_differing(ballot: Ballot, count: Count) -> None:
    stored = stored_totals(ballot)
    typed = totals_of(ballot, count, stored.sheets.returned)
    rows = list(ballot.lines.order_by("position"))
    written = [(row.name, (row.counts or [0])[FOR]) for row in rows if row.written_in]
    if sorted(written) != sorted(count.others):
        raise Incomplete({"others": _("另选的人和票数与录入的不同，请与录入人一起重新清点。")})
    planned = [row for row in rows if not row.written_in]
    stored = Totals(stored.sheets, stored.lines[: len(planned)])
    typed = Totals(typed.sheets, typed.lines[: len(planned)])
    if len(typed.lines) != len(stored.lines):
        raise WrongState(_("表决项已有变动，请重新打开此页再复核。"))
    wrong: dict[str, str] = {}
    for found in differences(stored, typed):
        where = f"line_{found.line}" if found.line is not None else ("issued", "returned", "spoiled")[found.place]
        shape = {"first": found.first, "second": found.second, "column": _column(ballot, found.line, found.place)}
        text = _("“%(column)s”录入为%(first)s，复核为%(second)s，请一起重新清点；录入有误的先更正。") % shape
        wrong[where] = f"{wrong[where]} {text}" if where in wrong else text
    if wrong:
        raise Incomplete(wrong)


def _column(ballot: Ballot, line: int | None, place: int) -> str:
    if line is None:
        return str((_("发出"), _("收回"), _("废票"))[place])
    return str([*ballot.options, _("未投票")][place])
