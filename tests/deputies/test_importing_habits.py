"""Five offices, five habits: other words, classes, dates, header rows, encodings; imported the same."""

# ruff: noqa: E501  (a row of a table stays a row)

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from congress import clock
from congress.models import Evaluation, Reply
from congress.rules.followups import HandlingRole, Mark
from congress.rules.imports import ImportState
from deputies.models import Suggestion
from tests import importing
from tests.factories import TODAY, World
from tests.importing import OWN_TERM

ROADS, FINANCE = "县交通运输局", "县财政局"


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def first() -> tuple[bytes, str]:
    """甲乙丙 classes, other header words, marks, real date cells."""
    head = [
        "序号",
        "建议名称",
        "提出人",
        "所属代表团",
        "承办单位",
        "协办单位",
        "交办时间",
        "办复日期",
        "文号",
        "解决程度",
        "满意度",
    ]
    rows = [
        [1, "关于修路的建议", "罗秀英", "石门代表团", ROADS, FINANCE, dt.datetime(2024, 3, 12), dt.datetime(2024, 5, 20), "函1", "甲类", "满意"],
        [2, "关于修桥的建议", "杨建国", "石门代表团", FINANCE, None, dt.datetime(2024, 3, 12), dt.datetime(2024, 6, 1), "函2", "乙", "基本满意"],
    ]  # fmt: skip
    return importing.book([head, *rows]), "甲.xlsx"


def second() -> tuple[bytes, str]:
    """Two merged header rows below two merged titles; a sum row; full-width everything."""
    made = Workbook()
    sheet = made.active
    for row in (
        ["××县代表建议办理情况一览表"], ["２０２４年１２月"],
        ["编　号", "案由", "领衔\n代表", "代表团", "承办单位", "", "交办日期", "答复日期", "办理类别", "代表评价"],
        ["", "", "", "", "主办", "会办", "", "", "", ""],
        ["第００１号", "关于修路的建议", "罗　秀英", "石门代表团", ROADS, FINANCE, "２０２４．３．１２", "２０２４年５月２０日", "Ａ类", "满　意"],
        ["第００２号", "关于修桥的建议", "杨建国", "石门代表团", FINANCE, "", "２０２４．３．１２", "２０２４．６．１", "Ｂ", "基本满意"],
        ["合　计", "２件"],
    ):  # fmt: skip
        sheet.append(row)
    for span in ("A1:J1", "A2:J2", "E3:F3", "A3:A4", "B3:B4"):
        sheet.merge_cells(span)
    return saved(made), "乙.xlsx"


def third() -> tuple[bytes, str]:
    """GB18030 CSV parted by semicolons, evaluations and classes in the office's words."""
    lines = [
        "案号;标题;领衔人;团别;主办;配合单位;转办日期;答复时间;办理结果;评价",
        f"1;关于修路的建议;罗秀英;石门代表团;{ROADS};{FINANCE};20240312;24.5.20;A;满意",
        f"2;关于修桥的建议;杨建国;石门代表团;{FINANCE};;20240312;2024-6-1;b;较满意",
        "小计;2;;;;;;;;",
    ]
    return "\n".join(lines).encode("gb18030"), "丙.csv"


def fourth() -> tuple[bytes, str]:
    """The table on the second sheet, Excel serial numbers, a note below, the header printed twice."""
    head = ["件号", "题目", "建议人", "代表团名称", "牵头单位", "协办", "分办日期", "答复日", "答复类别", "结果满意度"]
    rows = [
        ["2024年台账"],
        head,
        ["1", "关于修路的建议", "罗秀英", "石门代表团", ROADS, FINANCE, 45363, 45432, "Ａ（已解决）", "非常满意"],
        head,
        ["2", "关于修桥的建议", "杨建国", "石门代表团", FINANCE, "", 45363, 45444, "B类", "基本满意"],
        ["注：本表统计至年底"],
    ]
    return importing.book([["填表说明"], ["请勿改动"]], rows), "丁.xlsx"


def fifth() -> tuple[bytes, str]:
    """Dates without a year, UTF-8 CSV with its mark, quoted line breaks, no brackets about the unit."""
    text = (
        '"建议编号","建议案由","代表姓名","所在代表团","责任单位","协办单位","交办日","复文日期","结果类别","代表反馈意见"\r\n'
        f'"建议第1号","关于修路\n的建议","罗秀英","石门代表团","{ROADS}","{FINANCE}","3月12日","5月20日","A","满意"\r\n'
        f'"建议第2号","关于修桥的建议","杨建国","石门代表团","{FINANCE}","","3月12日","6月1日","B","基本满意"\r\n'
    )
    return text.encode("utf-8-sig"), "戊.csv"


@pytest.mark.parametrize("office", [first, second, third, fourth, fifth])
def test_an_office_s_own_workbook_is_imported_right(world: World, office) -> None:
    data, name = office()
    with clock.at(TODAY):
        job = importing.checked(world.clerk, data, name, context=OWN_TERM)
        assert importing.outcomes(job) == {"new": 2}
        job = importing.finished(world.clerk, job)
    assert job.state == ImportState.DONE
    road, bridge = Suggestion.objects.filter(followup__recorded_by_import=job).order_by("serial")
    assert (road.number, road.title, road.author.person) == ("第1号", "关于修路的建议", world.lead.person)
    assert (bridge.number, bridge.title, bridge.author.person) == ("第2号", "关于修桥的建议", world.cosigner.person)
    shares = {(a.department, a.role) for a in road.followup.assignments.all()}
    assert shares == {(world.roads, HandlingRole.LEAD), (world.finance, HandlingRole.ASSIST)}
    assert bridge.followup.assignments.get().role == HandlingRole.SOLE
    assert road.followup.handed_over_on == bridge.followup.handed_over_on == dt.date(2024, 3, 12)
    replies = {r.assignment.followup_id: (r.dated, r.outcome.code) for r in Reply.objects.all()}
    assert replies == {
        road.followup_id: (dt.date(2024, 5, 20), "A"),
        bridge.followup_id: (dt.date(2024, 6, 1), "B"),
    }
    marks = {e.reply.assignment.followup_id: e.result for e in Evaluation.objects.all()}
    assert marks == {road.followup_id: Mark.GOOD, bridge.followup_id: Mark.FAIR}


TICK_HEADS = [
    (["编号", "案由", "领衔代表", "代表团", "满意", "基本满意", "不满意"], None),
    (["编号", "案由", "领衔代表", "代表团", "结果满意", "结果基本满意", "结果不满意"], None),
    (["编号", "案由", "领衔代表", "代表团", "代表评价", "", ""], ["", "", "", "", "满意", "基本满意", "不满意"]),
]


@pytest.mark.parametrize(("head", "below"), TICK_HEADS, ids=["bare", "named", "merged"])
def test_marks_ticked_in_a_column_of_their_own(world: World, head: list[str], below: list[str] | None) -> None:
    who = ["罗秀英", "石门代表团"]
    unit, answer = ["主办单位", "交办日期", "答复日期"], [ROADS, "2024.3.12", "2024.5.20"]
    rows = [
        [*unit, *head], *([["", "", "", *below]] if below else []),
        [*answer, "1", "甲", *who, "√", "", ""],
        [*answer, "2", "乙", *who, "", "✓", ""],
        [*answer, "3", "丙", *who, "", "", "1"],
        [*answer, "4", "丁", *who, "√", "√", ""],
        [*answer, "5", "戊", *who, "", "", ""],
    ]  # fmt: skip
    with clock.at(TODAY):
        job = importing.checked(world.clerk, importing.book(rows), "a.xlsx", context=OWN_TERM)
        assert "" not in job.columns
        assert importing.outcomes(job) == {"new": 5}
        assert [row.problems[0][1] for row in job.rows.filter(doubtful=True)] == ["several_ticks"]
        job = importing.finished(world.clerk, job)
    assert job.state == ImportState.DONE
    found = dict(Evaluation.objects.values_list("reply__assignment__followup__suggestion__serial", "result"))
    assert found == {1: Mark.GOOD, 2: Mark.FAIR, 3: Mark.BAD}


def test_process_and_result_ticked_below_two_merged_headers(world: World) -> None:
    head = [
        "编号",
        "案由",
        "领衔代表",
        "代表团",
        "主办单位",
        "交办日期",
        "答复日期",
        "过程评价",
        "",
        "",
        "结果评价",
        "",
        "",
    ]
    below = ["", "", "", "", "", "", "", *["满意", "基本满意", "不满意"] * 2]
    line = ["1", "甲", "罗秀英", "石门代表团", ROADS, "2024.3.12", "2024.5.20", "√", "", "", "", "√", ""]
    with clock.at(TODAY):
        job = importing.checked(world.clerk, importing.book([head, below, line]), "a.xlsx", context=OWN_TERM)
        importing.finished(world.clerk, job)
    mark = Evaluation.objects.get()
    assert (mark.process, mark.result) == (Mark.GOOD, Mark.FAIR)


def test_a_text_longer_than_the_form_takes_keeps_its_line_out(world: World) -> None:
    head = ["编号", "案由", "内容", "领衔代表", "代表团", "主办单位"]
    rows = [
        head,
        *([str(n), "甲", "长" * length, "罗秀英", "石门代表团", ROADS] for n, length in ((1, 5000), (2, 5001))),
    ]
    with clock.at(TODAY):
        job = importing.checked(world.clerk, importing.book(rows), "a.xlsx", context=OWN_TERM)
    assert importing.outcomes(job) == {"new": 1, "failed": 1}
    assert job.rows.get(outcome="failed").problems == [["body", "over_limit", "5000"]]
