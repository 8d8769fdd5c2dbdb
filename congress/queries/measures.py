"""What is measured of a matter: each measure defined once, as a condition on the tally as of a day.

Statistics, the leaders' page, the list behind a figure, exports and the API all use these; a figure
and its list cannot differ. Four measures stay apart: answered in time, solved, and the deputy's
satisfaction with process and result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congress.rules.followups import Ending, Mark

CLASS = "class-"
"""Figures of one outcome class are called by it: ``class-A``."""


@dataclass(frozen=True)
class Measure:
    """One count: its word, what exactly is counted, its condition on a day, and whether it should worry."""

    code: str
    label: object
    help: object
    condition: Callable[[date], Q]
    bad: bool = False


def as_of(day: date, today: date) -> Q:
    """The rows that held on a day; of today, those that hold."""
    if day >= today:
        return Q(until=None)
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def _ended(day: date) -> Q:
    return ~Q(ending="") & Q(closed_on__lte=day)


def _ended_as(*endings: Ending) -> Callable[[date], Q]:
    return lambda day: Q(ending__in=[ending.value for ending in endings], closed_on__lte=day)


def _handed(day: date) -> Q:
    """Handed over and not ended otherwise: what an answer is owed on."""
    return Q(handed_over_on__lte=day) & (Q(ending="") | Q(closed_on=None) | Q(closed_on__gt=day))


def _answered(day: date) -> Q:
    return _handed(day) & Q(answered_on__lte=day)


def _open(day: date) -> Q:
    return _handed(day) & (Q(answered_on=None) | Q(answered_on__gt=day))


def _replied(day: date) -> Q:
    return Q(replied_on__lte=day)


def _unreplied(day: date) -> Q:
    return _open(day) & (Q(replied_on=None) | Q(replied_on__gt=day))


def _marked(day: date) -> Q:
    return _answered(day) & Q(evaluated_on__lte=day)


def _with_mark(column: str, *marks: Mark) -> Callable[[date], Q]:
    return lambda day: _marked(day) & Q(**{f"{column}__in": [mark.value for mark in marks]})


def _past_due(day: date) -> Q:
    return Q(reply_due_on__lt=day)


def _promised(day: date) -> Q:
    return _answered(day) & Q(promised__gt=0)


def _all_kept() -> Q:
    return Q(promised=F("promises_kept") + F("promises_late"))


def of_class(code: str) -> Measure:
    """The measure of one outcome class."""
    label = _("%(code)s类") % {"code": code}
    return Measure(CLASS + code, label, _("最近一轮答复为该类别的件数"), lambda day: _answered(day) & Q(outcome=code))


GOOD, FAIR, BAD = Mark.GOOD, Mark.FAIR, Mark.BAD
MEASURES: Mapping[str, Measure] = {
    one.code: one
    for one in (
        Measure("received", _("收到"), _("年度内收到的全部件数"), lambda day: Q(opened_on__lte=day)),
        Measure("accepted", _("受理"), _("收到后经审查受理、编号的件数"), lambda day: Q(accepted_on__lte=day)),
        Measure(
            "not_filed",
            _("不作为建议处理"),
            _("审查后不作为建议处理、转为其他或者撤回的件数；旧表中写作“不予立案”"),
            _ended_as(Ending.DECLINED, Ending.TRANSFERRED, Ending.WITHDRAWN),
        ),
        Measure("merged", _("并案"), _("并入其他建议办理的件数，只在被并入的一件中计办理"), _ended_as(Ending.MERGED)),
        Measure("handed", _("交办"), _("已经交办的件数，不含交办后并案、撤回的；即应当答复的全部"), _handed),
        Measure("answered", _("已答复"), _("全部承办单位的答复都已送达代表的件数"), _answered),
        Measure(
            "due",
            _("应答复"),
            _("已答复的和答复期限已过的件数；期限未到、还没有答复的不在内，补录的往年件没有答复日期的也不在内"),
            lambda day: _handed(day) & Q(reply_due_on__isnull=False) & (Q(answered_on__lte=day) | _past_due(day)),
        ),
        Measure(
            "in_time",
            _("按期答复"),
            _("首轮答复在期限（含依法延长的）内送交的件数；从交办之日起算，审核用去的时间不算单位迟延"),
            lambda day: _answered(day) & Q(replied_on__lte=F("reply_due_on")),
        ),
        Measure(
            "answered_late",
            _("逾期答复"),
            _("已答复，但首轮答复送交时期限已过"),
            lambda day: _answered(day) & Q(replied_on__gt=F("reply_due_on")),
            bad=True,
        ),
        Measure(
            "overdue",
            _("逾期未答复"),
            _("答复期限已过、单位仍未送交答复的件数"),
            lambda day: _unreplied(day) & _past_due(day),
            bad=True,
        ),
        Measure(
            "checking",
            _("答复待审"),
            _("单位已送交、正在审核或者等待其他单位答复的件数"),
            lambda day: _open(day) & _replied(day),
        ),
        Measure(
            "not_due",
            _("未到期"),
            _("还没有答复、期限未到的件数"),
            lambda day: _unreplied(day) & Q(reply_due_on__gte=day),
        ),
        Measure(
            "solved",
            _("解决"),
            _("答复类别在本县方案中计入解决的（通常为A类）；几个单位分别答复的，按解决程度最低的计"),
            lambda day: _answered(day) & Q(solved=True),
        ),
        Measure(
            "solving",
            _("解决和正在解决"),
            _("计入解决的，加上须承诺时限并跟踪的（通常为A类加B类）"),
            lambda day: _answered(day) & (Q(solved=True) | Q(tracked=True)),
        ),
        Measure("marked", _("收回评价"), _("领衔代表已作评价的件数；以最近一次完整评价为准"), _marked),
        Measure(
            "process_marked",
            _("收回过程评价"),
            _("领衔代表对办理过程有评价的件数；补录的往年件可能只有一项评价"),
            lambda day: _marked(day) & ~Q(process=""),
        ),
        Measure(
            "result_marked",
            _("收回结果评价"),
            _("领衔代表对办理结果有评价的件数；补录的往年件可能只有一项评价"),
            lambda day: _marked(day) & ~Q(result=""),
        ),
        Measure(
            "silent",
            _("未反馈"),
            _("已答复、代表还没有评价的件数；不视为满意，也不视为不满意"),
            lambda day: _answered(day) & (Q(evaluated_on=None) | Q(evaluated_on__gt=day)),
        ),
        Measure("process_good", _("过程满意"), _("对办理过程评价“满意”"), _with_mark("process", GOOD)),
        Measure("process_fair", _("过程基本满意"), _("对办理过程评价“基本满意”"), _with_mark("process", FAIR)),
        Measure("process_bad", _("过程不满意"), _("对办理过程评价“不满意”"), _with_mark("process", BAD), bad=True),
        Measure(
            "process_content",
            _("过程满意和基本满意"),
            _("对办理过程评价“满意”或者“基本满意”"),
            _with_mark("process", GOOD, FAIR),
        ),
        Measure("result_good", _("结果满意"), _("对办理结果评价“满意”"), _with_mark("result", GOOD)),
        Measure("result_fair", _("结果基本满意"), _("对办理结果评价“基本满意”"), _with_mark("result", FAIR)),
        Measure("result_bad", _("结果不满意"), _("对办理结果评价“不满意”"), _with_mark("result", BAD), bad=True),
        Measure(
            "result_content",
            _("结果满意和基本满意"),
            _("对办理结果评价“满意”或者“基本满意”"),
            _with_mark("result", GOOD, FAIR),
        ),
        Measure("reworked", _("重新办理"), _("代表不满意、交回重新办理过的件数"), lambda day: Q(reworks__gt=0)),
        Measure("extended", _("延期"), _("经决定延长答复期限的件数"), lambda day: _handed(day) & Q(extended=True)),
        Measure("returned", _("退办"), _("单位申请过退办的件数"), lambda day: Q(returns__gt=0)),
        Measure("promised", _("有承诺"), _("答复中承诺了完成时限的件数"), _promised),
        Measure(
            "promise_broken",
            _("承诺逾期"),
            _("承诺的日期（含推迟后的）已过、仍未报告兑现"),
            lambda day: _promised(day) & Q(promise_due_on__lt=day),
            bad=True,
        ),
        Measure(
            "promise_open",
            _("承诺未到期"),
            _("承诺还在期限内，或者已报告兑现、等待代表评价"),
            lambda day: (
                _promised(day)
                & (
                    Q(promise_due_on__gte=day)
                    | Q(promise_due_on=None, promised__gt=F("promises_kept") + F("promises_late"))
                )
            ),
        ),
        Measure(
            "promise_kept",
            _("承诺按期兑现"),
            _("全部承诺在最初承诺的日期前兑现"),
            lambda day: _promised(day) & Q(promised=F("promises_kept")),
        ),
        Measure(
            "promise_late",
            _("承诺迟兑现"),
            _("承诺全部兑现，其中有的晚于最初承诺的日期"),
            lambda day: _promised(day) & Q(promises_late__gt=0) & _all_kept(),
        ),
        Measure("key", _("重点督办"), _("主任会议确定重点督办的件数"), lambda day: Q(key_leader__isnull=False)),
        Measure(
            "closed",
            _("办结"),
            _("答复、评价之后办结的件数；有承诺的，承诺兑现后才算办结"),
            lambda day: _handed(day) & Q(closed_on__lte=day),
        ),
    )
}


SHARES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "process": (("process_good", "process_fair", "process_bad"), "process_marked"),
    "result": (("result_good", "result_fair", "result_bad"), "result_marked"),
}
"""Counts that together make a whole: their shares may be fitted to 100."""


def measure(code: str) -> Measure | None:
    """The measure of that name, those of the outcome classes included."""
    if code.startswith(CLASS) and len(code) > len(CLASS):
        return of_class(code.removeprefix(CLASS))
    return MEASURES.get(code)


@dataclass(frozen=True)
class Ratio:
    """A share: which count of which, and how the denominator is named under it."""

    code: str
    label: object
    part: str
    whole: str
    of: object


RATIOS: Mapping[str, Ratio] = {
    one.code: one
    for one in (
        Ratio("in_time", _("办复率"), "in_time", "due", _("按期答复 / 应答复")),
        Ratio("in_time_of_handed", _("按期答复占交办"), "in_time", "handed", _("按期答复 / 交办")),
        Ratio("answered", _("答复率"), "answered", "handed", _("已答复 / 交办")),
        Ratio("solved", _("解决率"), "solved", "answered", _("解决 / 已答复")),
        Ratio("solving", _("解决和正在解决率"), "solving", "answered", _("解决和正在解决 / 已答复")),
        Ratio("process", _("过程满意率"), "process_content", "process_marked", _("满意和基本满意 / 收回")),
        Ratio("process_of_all", _("过程满意占答复"), "process_content", "answered", _("满意和基本满意 / 已答复")),
        Ratio("result", _("结果满意率"), "result_content", "result_marked", _("满意和基本满意 / 收回")),
        Ratio("result_of_all", _("结果满意占答复"), "result_content", "answered", _("满意和基本满意 / 已答复")),
    )
}
