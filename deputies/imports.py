"""What an import of suggestions is called and which columns it knows: those of two published ledgers and their like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_lazy as _

from congress.access import Standing
from congress.importkinds import Column, ImportKind
from congress.rules.followups import Mark
from congress.rules.tables import cells
from congress.rules.tables.cells import Read
from deputies.rules import BODY_MAX, TITLE_MAX
from deputies.services.importing import Suggestions


def _title(raw: str, _year: int | None) -> Read[str]:
    """One line: a break inside a cell is the office's typing."""
    read = cells.words(raw)
    return Read("".join(read.value.split("\n"))) if read.value else read


def _allowed(who: Standing) -> bool:
    return who.is_deputies_office


PROCESS = ("办理过程评价", "办理态度", "过程满意度", "代表对办理过程评价", "对办理过程")
RESULT = (
    "办理结果评价",
    "代表意见",
    "满意度",
    "代表评价",
    "代表反馈意见",
    "结果满意度",
    "评价",
    "反馈意见",
    "对办理结果",
)
TICKED = {
    "process": {Mark.GOOD: _("过程满意"), Mark.FAIR: _("过程基本满意"), Mark.BAD: _("过程不满意")},
    "result": {Mark.GOOD: _("结果满意"), Mark.FAIR: _("结果基本满意"), Mark.BAD: _("结果不满意")},
}
WORDS = {Mark.GOOD: "满意", Mark.FAIR: "基本满意", Mark.BAD: "不满意"}


def _ticks(key: str, headings: tuple[str, ...]) -> Iterator[Column]:
    """Three columns to be ticked instead of one mark; a header over the three is read with the word below it."""
    for mark, label in TICKED[key].items():
        words = tuple(f"{heading}{WORDS[mark]}" for heading in headings)
        yield Column(f"{key}_{mark.value}", label, partial(_tick, mark), words, instead=key, means=mark)


def _tick(means: Mark, raw: str, _year: int | None) -> Read[Mark]:
    return cells.tick(raw, means)


SUGGESTIONS = ImportKind(
    key="suggestions",
    label=_("代表建议台账"),
    help=_("一次会议的建议及其交办、答复、评价。往年的按往年记：不通知任何人，没有记载的注明缺项。"),
    columns=(
        Column(
            "number",
            _("编号"),
            lambda raw, _y: cells.number(raw),
            ("序号", "案号", "建议编号", "建议号", "件号", "提案号", "原编号", "编 号"),
            required=True,
            example="第1号",
        ),
        Column(
            "title",
            _("案由"),
            _title,
            ("标题", "建议名称", "建议标题", "题目", "件名", "案由标题", "建议题目", "建议案由", "主题"),
            required=True,
            longest=TITLE_MAX,
            example="关于修复石门至城关公路路面的建议",
        ),
        Column(
            "body",
            _("内容"),
            lambda raw, _y: cells.words(raw),
            ("建议内容", "正文", "主要内容", "内容摘要"),
            longest=BODY_MAX,
            keep_whole=True,
            example="路面破损严重……",
        ),
        Column(
            "category",
            _("类别"),
            lambda raw, _y: cells.words(raw),
            ("建议类别", "分类", "所属类别", "建议分类", "归类"),
            longest=40,
            example="交通",
        ),
        Column(
            "lead",
            _("领衔代表"),
            lambda raw, _y: cells.name(raw),
            ("领衔代表姓名", "代表姓名", "提出人", "领衔人", "提建议人", "建议人", "第一提名人", "提出代表"),
            required=True,
            longest=60,
            example="罗秀英",
        ),
        Column(
            "cosigners",
            _("附议代表"),
            lambda raw, _y: cells.names(raw),
            ("附议人", "联名代表", "附议代表姓名", "联名人", "附议"),
            example="杨建国、马玉兰",
        ),
        Column(
            "delegation",
            _("代表团"),
            lambda raw, _y: cells.words(raw),
            ("所在代表团", "代表团名称", "所属代表团", "团别"),
            longest=40,
            example="石门镇代表团",
        ),
        Column(
            "proposed",
            _("提出时间"),
            cells.proposed,
            ("提出日期", "收到日期", "建议时间", "提交时间", "提出时段"),
            example="大会期间",
            help=_("大会期间、闭会期间，或者日期"),
        ),
        Column(
            "examined",
            _("审查结果"),
            lambda raw, _y: cells.examined(raw),
            ("是否立案", "立案情况", "审查意见", "受理情况", "处理意见", "审查情况"),
            example="立案",
            help=_("立案（受理）、不予立案、并案（并入第12号）、撤回；空着按立案"),
        ),
        Column(
            "unit",
            _("主办单位"),
            lambda raw, _y: cells.units(raw),
            ("承办单位", "主办", "牵头单位", "责任单位", "承办单位主办", "主办部门"),
            example="县交通运输局",
        ),
        Column(
            "assisting",
            _("会办单位"),
            lambda raw, _y: cells.units(raw),
            ("协办单位", "会办", "配合单位", "协办", "承办单位会办", "承办单位协办"),
            example="县财政局",
        ),
        Column("separate", _("分办单位"), lambda raw, _y: cells.units(raw), ("分办", "承办单位分办"), example=""),
        Column(
            "handed_over",
            _("交办日期"),
            cells.day,
            ("交办时间", "交办日", "转办日期", "分办日期"),
            example="2024-03-12",
        ),
        Column(
            "due",
            _("办理期限"),
            cells.day,
            ("答复期限", "办结期限", "办理时限", "办结时限", "应答复日期"),
            example="2024-06-12",
        ),
        Column(
            "replied",
            _("答复日期"),
            cells.day,
            ("答复时间", "复文日期", "办复日期", "办结日期", "答复日"),
            example="2024-05-20",
        ),
        Column(
            "reply_number",
            _("答复文号"),
            lambda raw, _y: cells.words(raw),
            ("文号", "复文文号", "答复函文号"),
            longest=40,
            example="云交函〔2024〕31号",
        ),
        Column(
            "outcome",
            _("办理类别"),
            lambda raw, _y: cells.outcome(raw),
            ("答复类别", "办理结果类别", "办理结果", "结果类别", "解决程度", "类型"),
            longest=40,
            example="A",
        ),
        Column(
            "process",
            _("过程评价"),
            lambda raw, _y: cells.mark(raw),
            PROCESS,
            example="满意",
        ),
        Column(
            "result",
            _("结果评价"),
            lambda raw, _y: cells.mark(raw),
            RESULT,
            example="基本满意",
        ),
        Column("note", _("备注"), lambda raw, _y: cells.words(raw), ("说明", "备 注"), longest=280, example=""),
        *_ticks("process", ("过程评价", *PROCESS)),
        *_ticks("result", ("结果评价", *RESULT, "")),
    ),
    allowed=_allowed,
    importer=Suggestions,
    page="suggestion",
    of_session=True,
)
