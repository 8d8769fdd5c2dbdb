"""Forms of the house: 签到表, 表决票, 选举票, 测评票, 征询意见表. Plain data in, a paper out.

A ballot carries nothing that could tell one voter's from another's: no number, no name, no place to sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.official.content import Block, Layout, Level, Paper, parse
from congress.official.text import spaced

HIGH = 11.0
"""Millimetres of a row to sign or tick in."""


def _votes() -> tuple[str, str, str]:
    return _("赞成"), _("反对"), _("弃权")


@dataclass(frozen=True)
class Attendee:
    """Somebody who signs in."""

    name: str
    office: str = ""


@dataclass(frozen=True)
class Group:
    """Attendees under one heading: 组成人员, 列席人员."""

    title: str
    people: tuple[Attendee, ...]


@dataclass(frozen=True)
class Candidate:
    """Somebody voted on, and the office in question."""

    name: str
    office: str = ""


@dataclass(frozen=True)
class Inquiry:
    """What a deputy is asked about the handling of a suggestion."""

    facts: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def facts(rows: Sequence[tuple[str, str]], *, wide: float = 30, height: float = 0) -> Block:
    """A table of names and what stands beside them."""
    return Block(Level.TABLE, rows=tuple(rows), widths=(wide, 156 - wide), header=0, heads=1, aligns="l", height=height)


def grid(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, aligns: str = "", height: float = 0
) -> Block:
    """A table whose head comes again on every page."""
    lines = (tuple(head), *(tuple(row) for row in rows))
    return Block(Level.TABLE, rows=lines, widths=tuple(widths), aligns=aligns, height=height)


def form(issuer: str, title: str, *blocks: Block, addressee: str = "", number: str = "") -> Paper:
    """A form."""
    return Paper(Layout.FORM, issuer, title, blocks=blocks, addressee=addressee, number=number, sealed=False)


def note(text: str) -> tuple[Block, ...]:
    """Instructions in small print, a paragraph a line."""
    return tuple(Block(Level.NOTE, block.text) for block in parse(text))


# -- Meetings --------------------------------------------------------------------------------------
def attendance_sheet(issuer: str, meeting: str, when: str, groups: Sequence[Group]) -> Paper:
    """签到表: two people a row where names suffice, one where the office is told."""
    blocks: list[Block] = [Block(Level.CENTRED, meeting), Block(Level.CENTRED, when)]
    for group in groups:
        heading = _("%(group)s（%(n)d人）") % {"group": group.title, "n": len(group.people)}
        blocks += [Block(Level.FIRST, heading), _signing(group.people)]
    return form(issuer, _("签到表"), *blocks)


def _signing(people: tuple[Attendee, ...]) -> Block:
    if any(person.office for person in people):
        told = [(spaced(person.name), person.office, "") for person in people]
        return grid((_("姓名"), _("单位和职务"), _("签名")), told, (30, 80, 46), aligns="clc", height=HIGH)
    half = (len(people) + 1) // 2
    left, right = people[:half], (*people[half:], Attendee(""))
    pairs = [(spaced(one.name), "", spaced(two.name), "") for one, two in zip(left, right, strict=False)]
    head = (_("姓名"), _("签名"), _("姓名"), _("签名"))
    return grid(head, pairs, (30, 48, 30, 48), aligns="cccc", height=HIGH)


# -- Ballots ---------------------------------------------------------------------------------------
def motion_ballot(issuer: str, meeting: str, motion: str) -> Paper:
    """表决票 on one motion."""
    instructions = _("请在“赞成”“反对”“弃权”中选择一项，在对应的空格内画“○”。多选、不选或者无法辨认的，按废票处理。")
    choices = grid(_votes(), [("", "", "")], (52, 52, 52), height=24)
    return form(
        issuer,
        _("表决票"),
        Block(Level.CENTRED, meeting),
        facts([(_("表决事项"), motion)], height=24),
        choices,
        *note(instructions),
    )


def names_ballot(issuer: str, meeting: str, title: str, candidates: Sequence[Candidate]) -> Paper:
    """表决票 with several names, each voted on by itself."""
    instructions = _(
        "请对每一名人选在“赞成”“反对”“弃权”中选择一项，在对应的空格内画“○”。对某一名人选多选、不选或者无法辨认的，该人选的表决无效，不影响对其他人选的表决。"
    )
    rows = [(spaced(row.name), row.office, "", "", "") for row in candidates]
    head = (_("姓名"), _("职务"), *_votes())
    table = grid(head, rows, (32, 70, 18, 18, 18), aligns="clccc", height=HIGH)
    return form(issuer, title, Block(Level.CENTRED, meeting), *note(instructions), table)


def election_ballot(
    issuer: str, meeting: str, office: str, candidates: Sequence[Candidate], seats: int, blanks: int = 1
) -> Paper:
    """选举票: candidates, and as many blanks as somebody else may be chosen on."""
    instructions = _(
        "应选%(seats)d名。对候选人可以投赞成票，可以投反对票，可以弃权，也可以另选他人：赞成的画“○”，反对的画“×”，弃权的不画；另选他人的，在“另选人”栏写明姓名并画“○”。\n赞成的人数（含另选人）等于或者少于应选名额的有效，多于应选名额的作废。"
    ) % {"seats": seats}
    rows = [(_("候选人"), spaced(row.name), row.office, "") for row in candidates]
    rows += [(_("另选人"), "", "", "")] * blanks
    table = grid(
        (_("类别"), _("姓名"), _("现任职务"), _("选举意见")), rows, (24, 40, 62, 30), aligns="cclc", height=HIGH
    )
    title = _("选举%(office)s选票") % {"office": office}
    return form(issuer, title, Block(Level.CENTRED, meeting), *note(instructions), table)


def rating_ballot(
    issuer: str, meeting: str, title: str, subjects: Sequence[str], choices: Sequence[str], of_what: str = ""
) -> Paper:
    """测评票: a choice for every subject."""
    instructions = _(
        "请对每一项在%(choices)s中选择一项，在对应的空格内画“○”。多选、不选或者无法辨认的，该项测评无效。"
    ) % {"choices": "".join(f"“{choice}”" for choice in choices)}
    each = min(26.0, 96 / len(choices))
    head = (of_what or _("测评项目"), *choices)
    rows = [(subject, *[""] * len(choices)) for subject in subjects]
    widths = (156 - each * len(choices), *[each] * len(choices))
    table = grid(head, rows, widths, aligns="l" + "c" * len(choices), height=14)
    return form(issuer, title, Block(Level.CENTRED, meeting), *note(instructions), table)


# -- Suggestions -----------------------------------------------------------------------------------
def opinion_form(issuer: str, inquiry: Inquiry) -> Paper:
    """征询意见表: process and result asked apart, nothing ticked."""
    boxes = "　".join(f"□{mark}" for mark in inquiry.marks)
    asked = Block(
        Level.TABLE,
        rows=(
            (_("一、您对办理过程（联系沟通、办理态度）是否满意"), boxes),
            (_("二、您对办理结果是否满意"), boxes),
            (_("意见和理由（选“不满意”的请写明，以便重新办理）"), "\n\n\n\n"),
            (_("代表签名"), _("　　　　　　　　　　　　　年　　月　　日")),
        ),
        widths=(62, 94),
        header=0,
        heads=1,
        height=15,
    )
    blocks = [block for remark in inquiry.remarks for block in note(remark)]
    return form(issuer, _("代表建议办理情况征询意见表"), facts(inquiry.facts), asked, *blocks)
