"""办理情况统计表: the year's figures in the columns the office hands upward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access import Anyone
from congress.queries.figures import DIMENSIONS, Counted, Slice
from congress.queries.measures import CLASS
from congress.queries.statistics import counted


@dataclass(frozen=True)
class ReportLine:
    """One category or unit: counts as numbers, shares as they are printed."""

    label: str
    cells: Sequence[int | str]


@dataclass(frozen=True)
class Report:
    """The whole table."""

    heading: str
    headings: Sequence[str]
    lines: Sequence[ReportLine]
    total: ReportLine


def report(user: Anyone, asked: Slice) -> Report:
    """The slice by category or unit: handed over, answered, classes, solved, satisfied with the result."""
    groups, total = counted(user, asked)
    codes = [code for code in total.counts if code.startswith(CLASS)]
    return Report(
        heading=str(DIMENSIONS[asked.by][0]),
        headings=_headings(codes),
        lines=[_line(group, codes) for group in groups if group.counts["handed"]],
        total=_line(total, codes),
    )


def _headings(classes: Sequence[str]) -> list[str]:
    shown = [_("%(code)s类") % {"code": code.removeprefix(CLASS)} for code in classes]
    first = [_("交办"), _("已办复"), _("办复率（占交办）"), _("按期办复率（占应答复）")]
    marks = [_("满意"), _("基本满意"), _("不满意"), _("未反馈"), _("满意率（满意和基本满意占收回）")]
    return [*first, *shown, _("解决率（占已办复）"), _("解决和正在解决率"), *marks]


def _line(found: Counted, classes: Sequence[str]) -> ReportLine:
    counts = found.counts
    return ReportLine(
        found.label,
        [
            *(counts["handed"], counts["answered"], found.rate("answered").text, found.rate("in_time").text),
            *(counts[code] for code in classes),
            *(found.rate("solved").text, found.rate("solving").text),
            *(counts["result_good"], counts["result_fair"], counts["result_bad"], counts["silent"]),
            found.rate("result").text,
        ],
    )
