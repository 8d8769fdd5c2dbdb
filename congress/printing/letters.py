"""Letters to a unit: 交办通知, 催办单 and 督办通知单, 重新办理通知书."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.kinds import registry
from congress.models import Assignment, FollowUp, Promise, Reply, Urging
from congress.official.content import Block, Layout, Level, Paper, parse
from congress.official.forms import facts
from congress.printing.common import day, dues_table, matter, named, unit
from congress.queries.deadlines import Due
from congress.rules.followups import AssignmentState, UrgingKind


def hand_over(row: Assignment, due: Due | None) -> Paper:
    """交办通知: the matter, the date it must be answered by, and what the date rests on, where they are recorded."""
    followup = row.followup
    shape = {"matter": named(followup), "on": day(row.handed_over_on), "role": row.get_role_display()}
    text = [_("现将%(matter)s于%(on)s交由你单位办理（%(role)s）。") % shape, *_wanted(followup, due)]
    if row.note:
        text.append(_("交办意见：%(note)s") % {"note": row.note})
    known = [*matter(followup), (_("承办单位"), unit(row))]
    if due:
        known.append((_("答复期限"), day(due.on)))
    title = _("%(kind)s交办通知") % {"kind": registry.of(followup).label}
    return _letter(row, title, [*_said(text), facts(known)], row.handed_over_on)


def _wanted(followup: FollowUp, due: Due | None) -> list[str]:
    """What the unit has to do, and by when; whoever asked is met and answered, otherwise the office is reported to."""
    by = _("于%(day)s前（含当日）") % {"day": day(due.on)} if due else ""
    shape = {"by": by, "office": followup.office}
    wanted = (
        _("请收到后及时签收，办理中与代表联系沟通，充分听取意见，并%(by)s将盖章答复函送代表并报送%(office)s。")
        if registry.of(followup).asked
        else _("请收到后及时签收，认真研究办理，并%(by)s将办理情况书面报送%(office)s。")
    ) % shape
    if due is None:
        return [wanted]
    basis = _("%(clock)s的依据：%(basis)s。") % {"clock": due.clock, "basis": due.basis}
    return [wanted + basis, *due.lines]


def urging_slip(urging: Urging, dues: Iterable[Due], promises: Sequence[Promise]) -> Paper:
    """催办单, or 督办通知单 of a leader: how the matter stands, its dates, what is demanded."""
    row, followup = urging.assignment, urging.assignment.followup
    kind = registry.of(followup)
    supervises = urging.kind == UrgingKind.SUPERVISE
    stands = _("%(matter)s于%(on)s交你单位办理（%(role)s），目前状态为“%(state)s”。") % {
        "matter": named(followup),
        "on": day(row.handed_over_on),
        "role": row.get_role_display(),
        "state": kind.word(AssignmentState(row.state)),
    }
    if urging.due_on:
        stands += _("本单发出时应于%(day)s前完成下一步。") % {"day": day(urging.due_on)}
    promised = [
        _("承诺事项：%(text)s最初承诺%(first)s完成，现为%(day)s（%(state)s）。")
        % {
            "text": promise.text,
            "first": day(promise.first_due_on),
            "day": day(promise.due_on),
            "state": promise.get_state_display(),
        }
        for promise in promises
    ]
    asked = (
        _("办理进展请在收到本单后及时报送，并与代表联系沟通。") if kind.asked else _("办理进展请在收到本单后及时报送。")
    )
    hurry = _("请抓紧办理，按期答复。") if kind.asked else _("请抓紧办理，按期报告。")
    blocks = [
        *_said([stands, urging.text or hurry]),
        dues_table(dues),
        *_said([*promised, asked]),
    ]
    title = (_("%(kind)s督办通知单") if supervises else _("%(kind)s催办单")) % {"kind": kind.label}
    contact = _("发出人：%(who)s") % {"who": urging.urged_by}
    return _letter(row, title, blocks, timezone.localdate(urging.urged_at), number=str(urging), contact=contact)


def rework_notice(row: Assignment, before: Reply | None, dues: Iterable[Due]) -> Paper:
    """重新办理通知书 to a unit whose answer did not satisfy; the deputy's own words stay with the offices."""
    kind = registry.of(row.followup)
    shape = {
        "matter": named(row.followup),
        "answer": f"（{before.number}）" if before else "",
        "n": row.round - 1,
        "kind": kind.label,
    }
    said, wanted = (
        (
            _("你单位对%(matter)s的答复%(answer)s，代表评价为不满意。现请重新办理（第%(n)s次）。"),
            _("请收到后及时签收，由负责同志与代表再次面商，充分听取意见，按下列期限作出新的答复。"),
        )
        if kind.asked
        else (
            _("你单位对%(matter)s的办理情况报告%(answer)s未获认可。现请重新办理（第%(n)s次）。"),
            _("请收到后及时签收，由负责同志组织研究，按下列期限再次报告办理情况。"),
        )
    )
    text = [said % shape, _("办理要求：%(note)s") % {"note": row.note}, wanted]
    return _letter(row, _("%(kind)s重新办理通知书") % shape, [*_said(text), dues_table(dues)], row.handed_over_on)


def _letter(
    row: Assignment, title: str, blocks: Sequence[Block], dated: date, *, number: str = "", contact: str = ""
) -> Paper:
    office = row.followup.office.name
    return Paper(
        Layout.LETTER,
        office,
        title,
        number=number,
        addressee=_("%(who)s同志") % {"who": row.addressee} if row.addressee else row.department.name,
        blocks=tuple(blocks),
        signature=office,
        dated=dated,
        contact=contact,
    )


def _said(text: Iterable[str]) -> tuple[Block, ...]:
    """Paragraphs; what was typed in several lines keeps them."""
    return tuple(Block(Level.BODY, block.text) for block in parse("\n".join(text)))
