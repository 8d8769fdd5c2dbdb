"""Ballots and what is counted from them: 表决票, 选票, 测评票, 计票结果报告单. Plain data in, a paper out.

A ballot carries nothing that could tell one voter's from another's: no number, no name, no place to sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.official.content import Block, Level, Paper
from congress.official.forms import HIGH, facts, form, grid, in_pairs, note
from congress.official.text import spaced

MANY = 20
"""Names from which on they stand two a row, when nothing has to be said of each."""


@dataclass(frozen=True)
class Candidate:
    """Somebody voted on, and the office in question."""

    name: str
    office: str = ""


def _boxes(choices: Sequence[str]) -> str:
    return "".join(f"“{choice}”" for choice in choices)


def motion_ballot(issuer: str, meeting: str, motion: str, choices: Sequence[str]) -> Paper:
    """表决票 on one motion."""
    instructions = _(
        "请在%(choices)s中选择一项，在对应的空格内画“○”。多选或者无法辨认的，为废票；不选的，计为未投票。票上不署名、不编号。"
    ) % {"choices": _boxes(choices)}
    table = grid(choices, [("",) * len(choices)], _shared(len(choices), 156), aligns="c" * len(choices), height=24)
    return form(
        issuer,
        _("表决票"),
        Block(Level.CENTRED, meeting),
        facts([(_("表决事项"), motion)], height=24),
        table,
        *note(instructions),
    )


def _shared(columns: int, wide: float) -> tuple[float, ...]:
    return (wide / columns,) * columns


def names_ballot(
    issuer: str, meeting: str, title: str, candidates: Sequence[Candidate], choices: Sequence[str]
) -> Paper:
    """表决票 with several names, each voted on by itself; many names to one office stand two a row."""
    offices = {row.office for row in candidates}
    instructions = _(
        "请对每一名人选在%(choices)s中选择一项，在对应的空格内画“○”。对某一名人选多选或者无法辨认的，对该人选的表决无效；不选的，计为未投票；都不影响对其他人选的表决。票上不署名、不编号。"
    ) % {"choices": _boxes(choices)}
    head: list[Block] = [Block(Level.CENTRED, meeting)]
    if len(candidates) > MANY and len(offices) == 1:
        if office := offices.pop():
            head.append(Block(Level.CENTRED, _("拟任免职务：%(office)s") % {"office": office}))
        instructions += _("姓名从左到右、自上而下排列。")
        widths = (30.0, *_shared(len(choices), 48)) * 2
        cells = [(spaced(row.name), *("",) * len(choices)) for row in candidates]
        table = grid((_("姓名"), *choices) * 2, in_pairs(cells), widths, aligns="c" * len(widths), height=HIGH)
        return form(issuer, title, *head, *note(instructions), table)
    rows = [(spaced(row.name), row.office, *("",) * len(choices)) for row in candidates]
    widths = (32, 70, *_shared(len(choices), 54))
    table = grid((_("姓名"), _("职务"), *choices), rows, widths, aligns="cl" + "c" * len(choices), height=HIGH)
    return form(issuer, title, *head, *note(instructions), table)


def items_ballot(issuer: str, meeting: str, title: str, items: Sequence[str], choices: Sequence[str]) -> Paper:
    """表决票 with several matters (projects, articles), each voted on by itself."""
    instructions = _(
        "请对每一项在%(choices)s中选择一项，在对应的空格内画“○”。对某一项多选或者无法辨认的，对该项的表决无效；不选的，计为未投票；都不影响对其他项的表决。票上不署名、不编号。"
    ) % {"choices": _boxes(choices)}
    rows = [(item, *("",) * len(choices)) for item in items]
    table = grid(
        (_("表决项"), *choices), rows, (102, *_shared(len(choices), 54)), aligns="l" + "c" * len(choices), height=HIGH
    )
    return form(issuer, title, Block(Level.CENTRED, meeting), *note(instructions), table)


def election_ballot(
    issuer: str, meeting: str, title: str, candidates: Sequence[Candidate], seats: int, blanks: int = 1
) -> Paper:
    """选票: candidates with one place for a mark each, and as many blanks as somebody else may be chosen on."""
    instructions = _(
        "应选%(seats)d名。符号：赞成的画“○”，反对的画“×”，弃权的不画；另选他人的，在“另选人”栏写明姓名并画“○”。对候选人可以投赞成票，可以投反对票，可以另选他人，也可以弃权。\n赞成的人数（含另选人）等于或者少于应选名额的有效，多于应选名额的，整张选票作废。票上不署名、不编号。"
    ) % {"seats": seats}
    head = Block(Level.CENTRED, meeting)
    others = _("另选人")
    if len(candidates) > MANY and not any(row.office for row in candidates):
        cells = [(spaced(row.name), "") for row in candidates]
        pair = (_("候选人"), _("选举意见"))
        table = grid(pair * 2, in_pairs(cells), (46, 32) * 2, aligns="cccc", height=HIGH)
        written = grid(
            (others, _("选举意见")) * 2, in_pairs([("", "")] * blanks), (46, 32) * 2, aligns="cccc", height=HIGH
        )
        return form(issuer, title, head, *note(instructions), table, written)
    rows = [(_("候选人"), spaced(row.name), row.office, "") for row in candidates]
    rows += [(others, "", "", "")] * blanks
    columns = (_("类别"), _("姓名"), _("现任职务"), _("选举意见"))
    table = grid(columns, rows, (24, 40, 62, 30), aligns="cclc", height=HIGH)
    return form(issuer, title, head, *note(instructions), table)


def rating_ballot(
    issuer: str, meeting: str, title: str, subjects: Sequence[str], choices: Sequence[str], of_what: str = ""
) -> Paper:
    """测评票: a choice for every subject."""
    instructions = _(
        "请对每一项在%(choices)s中选择一项，在对应的空格内画“○”。某一项多选或者无法辨认的，该项无效；不选的，计为未投票。票上不署名、不编号。"
    ) % {"choices": _boxes(choices)}
    each = min(26.0, 96 / len(choices))
    head = (of_what or _("测评项目"), *choices)
    rows = [(subject, *[""] * len(choices)) for subject in subjects]
    widths = (156 - each * len(choices), *[each] * len(choices))
    table = grid(head, rows, widths, aligns="l" + "c" * len(choices), height=14)
    return form(issuer, title, Block(Level.CENTRED, meeting), *note(instructions), table)


@dataclass(frozen=True)
class Tally:
    """What a count came to, line by line, as those who watched and counted sign it."""

    facts: tuple[tuple[str, str], ...]
    of_what: str
    choices: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]
    """Whom or what, the votes by choice, and the result."""
    remarks: tuple[str, ...]
    signers: tuple[tuple[str, str], ...]
    """监票人 and 计票人, each with their names."""


def count_report(issuer: str, meeting: str, title: str, tally: Tally) -> Paper:
    """表决（选举、测评）结果报告单, signed by the scrutineers and tellers."""
    each = min(18.0, 80 / len(tally.choices))
    widths = (156 - each * len(tally.choices) - 24, *[each] * len(tally.choices), 24)
    head = (tally.of_what, *tally.choices, _("结果"))
    rows = [(name, *votes, outcome) for name, votes, outcome in tally.rows]
    signing = [(f"{part}\n{names}", "") for part, names in tally.signers]
    return form(
        issuer,
        title,
        Block(Level.CENTRED, meeting),
        facts(tally.facts),
        grid(head, rows, widths, aligns="l" + "c" * (len(tally.choices) + 1)),
        *(block for remark in tally.remarks for block in note(remark)),
        facts(signing, wide=60, height=16),
        Block(Level.SIGN, _("　　　　年　　月　　日")),
    )
