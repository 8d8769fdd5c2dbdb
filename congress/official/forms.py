"""Forms of the house: 签到表, 报到册, 征询意见表 and what they are made of. Plain data in, a paper out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.official.content import Block, Layout, Level, Paper, parse
from congress.official.text import spaced

HIGH = 11.0
"""Millimetres of a row to sign or tick in."""


@dataclass(frozen=True)
class Attendee:
    """Somebody who signs in; the note stands where he would sign: 请假."""

    name: str
    office: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Attendees under one heading: 组成人员, 列席人员."""

    title: str
    people: tuple[Attendee, ...]


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


def registration_book(issuer: str, meeting: str, when: str, groups: Sequence[Group]) -> Paper:
    """报到册: a page for each delegation, two deputies a row."""
    blocks: list[Block] = []
    for group in groups:
        heading = _("%(group)s（%(n)d人）") % {"group": group.title, "n": len(group.people)}
        blocks += [Block(Level.BREAK)] if blocks else []
        blocks += [Block(Level.CENTRED, meeting), Block(Level.CENTRED, when)]
        blocks += [Block(Level.FIRST, heading), _signing(group.people)]
    return form(issuer, _("代表报到册"), *blocks)


def _signing(people: tuple[Attendee, ...]) -> Block:
    if any(person.office for person in people):
        told = [(spaced(person.name), person.office, person.note) for person in people]
        return grid((_("姓名"), _("单位和职务"), _("签名")), told, (30, 80, 46), aligns="clc", height=HIGH)
    cells = [(spaced(person.name), person.note) for person in people]
    head = (_("姓名"), _("签名"))
    return grid(head * 2, in_pairs(cells), (30, 48) * 2, aligns="cccc", height=HIGH)


def in_pairs(cells: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Two entries a row, read from left to right and downwards; the last row filled up."""
    blank = ("",) * len(cells[0]) if cells else ()
    padded = [*cells, blank] if len(cells) % 2 else [*cells]
    return [(*one, *two) for one, two in zip(padded[::2], padded[1::2], strict=True)]


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
