"""Lists and forms of a handling: 交办清单, 办理单, 退办申请 and 延期申请, 征询意见表."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.kinds import registry
from congress.labels import label
from congress.models import Assignment, Attachment, FollowUp, Reply, UnitRequest
from congress.official.content import Block, Level, Paper
from congress.official.forms import Inquiry, facts, form, grid, note
from congress.official.forms import opinion_form as blank_opinion_form
from congress.printing.common import day, dues_table, matter, source, unit
from congress.queries.deadlines import Due
from congress.queries.sheets import BOXES, ListRow, OpinionForm, UnitList, WorkSheet
from congress.rules.followups import RequestKind

TALL = 19.0
"""Millimetres of a row to write in."""


def hand_over_list(units: Sequence[UnitList], on: date | None, today: date) -> Paper:
    """交办清单: every unit's matters with their dates."""
    first = units[0].rows[0].followup
    counts = {"n": len({row.followup.pk for held in units for row in held.rows}), "units": len(units)}
    told = (
        _("%(on)s交办，共%(n)d件，涉及%(units)d个承办单位。") % {"on": day(on), **counts}
        if on
        else _("共%(n)d件，涉及%(units)d个承办单位。") % counts
    )
    blocks = [Block(Level.FLUSH, told)]
    for held in units:
        heading = _("%(unit)s（%(n)d件）") % {"unit": held.department.name, "n": len(held.rows)}
        blocks += [Block(Level.FIRST, heading), _unit_list(held.rows)]
    kinds = {registry.of(row.followup).label for held in units for row in held.rows}
    title = _("%(kind)s交办清单") % {"kind": kinds.pop() if len(kinds) == 1 else ""}
    paper = form(first.county.name, title, *blocks)
    return replace(paper, signature=first.office.name, dated=today)


def _unit_list(rows: Sequence[ListRow]) -> Block:
    asked = all(registry.of(row.followup).asked for row in rows)
    head = (_("编号"), _("标题"), source(asked), _("方式"), _("期限"))
    lines = [
        (
            row.followup.number,
            row.followup.title,
            row.followup.asked_by,
            row.assignment.get_role_display(),
            f"{day(row.due.on)}\n{row.due.clock}，{row.due.basis}" if row.due else "",
        )
        for row in rows
    ]
    return grid(head, lines, (26, 50, 26, 14, 40))


def work_sheet(row: Assignment, sheet: WorkSheet) -> Paper:
    """办理单: goes round the unit with the matter; what is not known yet is left to write in."""
    kind = registry.of(row.followup)
    return form(
        "",
        _("%(kind)s办理单") % {"kind": kind.label},
        facts([*matter(row.followup), *_standing(row, sheet)]),
        Block(Level.FIRST, _("期限")),
        dues_table(sheet.dues),
        *([Block(Level.FIRST, _("面商记录")), _contacts(sheet)] if kind.policy.contact else []),
        Block(Level.FIRST, _("办理和答复") if kind.asked else _("办理情况")),
        *_answers(sheet),
        facts([(_("拟办意见"), ""), (_("领导批示"), ""), (_("办理结果"), "")], height=TALL),
    )


def _standing(row: Assignment, sheet: WorkSheet) -> Iterator[tuple[str, str]]:
    """Who asked, who carries it, how it came to the unit."""
    if sheet.askers:
        yield _("提出代表"), "；".join(sheet.askers)
    mine = unit(row) + (_("第%(n)d轮") % {"n": row.round} if row.round > 1 else "")
    yield _("承办单位"), "\n".join([mine, *(f"{o.get_role_display()}：{o.department.name}" for o in sheet.others)])
    way = f"{day(row.handed_over_on)}　{row.followup.office.name}"
    if row.coordinator:
        way += _("，经%(unit)s转交") % {"unit": row.coordinator.name}
        way += f"（{day(row.forwarded_on)}）" if row.forwarded_on else ""
    yield _("交办"), way
    blank = _("　　年　　月　　日　　签收人：")
    yield _("签收"), f"{day(row.signed_for_on)}　{row.handler or ''}" if row.signed_for_on else blank
    if people := sheet.liaison:
        shape = {"leader": people.leader, "contact": people.contact, "phone": people.phone}
        yield _("联系人"), _("分管领导 %(leader)s；联络员 %(contact)s；电话 %(phone)s") % shape
    if row.note:
        yield _("交办意见"), row.note


def _contacts(sheet: WorkSheet) -> Block:
    rows = [(day(row.on), row.get_way_display(), f"{row.by}；{row.met}\n{row.view}") for row in sheet.contacts]
    head = (_("日期"), _("方式"), _("参加人和代表意见"))
    return grid(head, rows or [("", "", "")] * 2, (33, 20, 103), height=0 if rows else 12)


def _answers(sheet: WorkSheet) -> list[Block]:
    answers = [
        (
            _("答复"),
            f"{row.number}　{day(row.dated)}　{row.outcome}　"
            + _("签发 %(name)s") % {"name": row.signer}
            + f"（{row.get_state_display()}）",
        )
        for row in sheet.replies
    ]
    promises = [
        (
            _("承诺事项"),
            f"{row.text}\n"
            + _("完成时间：%(day)s（%(state)s）") % {"day": day(row.due_on), "state": row.get_state_display()},
        )
        for row in sheet.promises
    ]
    return [facts([*answers, *promises])] if answers or promises else []


def request_sheet(asked: UnitRequest, dues: Iterable[Due]) -> Paper:
    """退办申请 or 延期申请, with its decision when there is one."""
    row = asked.assignment
    returns = asked.kind == RequestKind.RETURN
    to = row.coordinator.name if returns and row.coordinator else row.followup.office.name
    kind = registry.of(row.followup)
    rules = {
        (True, True): _("退办不影响法定答复期限；未经同意不得自行转给其他单位。"),
        (True, False): _("退办不影响报告期限；未经同意不得自行转给其他单位。"),
        (False, True): _("延期至六个月须经决定并告知代表；决定以前按原期限办理。"),
        (False, False): _("延期须经决定；决定以前按原期限办理。"),
    }
    rule = rules[returns, kind.asked]
    title = _("%(kind)s退办申请") if returns else _("%(kind)s延期答复申请") if kind.asked else _("%(kind)s延期申请")
    return form(
        "",
        title % {"kind": kind.label},
        facts([*matter(row.followup), *_asked(asked, returns)]),
        Block(Level.FIRST, _("期限")),
        dues_table(dues),
        *note(rule),
        addressee=to,
    )


def _asked(asked: UnitRequest, returns: bool) -> Iterator[tuple[str, str]]:
    row = asked.assignment
    yield _("申请单位"), unit(row)
    yield _("交办日期"), day(row.handed_over_on)
    yield _("申请理由"), asked.reason
    if returns:
        yield _("建议承办单位"), asked.proposed.name if asked.proposed else _("未提出")
    yield _("申请"), f"{asked.requested_by}　{day(asked.requested_at)}\n" + _("单位（盖章）：")
    if asked.raised_by:
        yield _("转报意见"), f"{asked.raised_note}\n{asked.raised_by}"
    decision = asked.get_state_display() + (f"：{asked.answer}" if asked.answer else "")
    if asked.decided_at:
        decision += f"\n{asked.decided_by or ''}　{day(asked.decided_at)}"
    yield _("决定"), decision


def opinion_form(reply: Reply, asked: OpinionForm, due: Due | None) -> Paper:
    """征询意见表 for one deputy, prefilled but for what the deputy alone may say."""
    row = reply.assignment
    followup: FollowUp = row.followup
    remarks = [
        _(
            "两个问题分别在方框内打“√”，各选一项。请由代表本人填写并签名，填好后交%(office)s或所在乡镇人大、街道人大工委。承办单位可以打印、送交本表，不得代填，也不得影响代表评价。"
        )
        % {"office": followup.office.name}
    ]
    if due:
        told = _("请于%(day)s前反馈。%(clock)s的依据：%(basis)s。")
        remarks.append(told % {"day": day(due.on), "clock": due.clock, "basis": due.basis})
    known = (
        *matter(followup),
        (_("承办单位"), unit(row)),
        (_("答复文号"), f"{reply.number}　{day(reply.dated)}"),
        (_("征询对象"), f"{asked.person.name}　{asked.delegation}（{asked.part}）"),
    )
    marks = tuple(str(label(mark)) for mark in BOXES)
    return blank_opinion_form(followup.county.name, Inquiry(known, marks, tuple(remarks)))


def unbound(attachment: Attachment, why: str) -> Paper:
    """The page that stands for a file which could not be bound."""
    uploaded = timezone.localtime(attachment.uploaded_at)
    rows = [
        (_("文件名"), attachment.name),
        (_("用途"), attachment.get_slot_display()),
        (_("上传时间"), f"{day(attachment.uploaded_at)} {uploaded:%H:%M}"),
        (_("原因"), why),
    ]
    return form("", _("未并入的文件"), facts(rows))
