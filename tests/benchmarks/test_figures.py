"""The arithmetic of the measurements."""

from __future__ import annotations

import pytest

from benchmarks.figures import as_json, compare, figure, percentile, table


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (1.0, 100), (0.001, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_a_figure_stands_beside_the_empty_page_of_the_same_minute() -> None:
    found = figure([40, 10, 20], [5, 5, 50], per_second=12.34, queries=9)
    assert (found.median, found.p95, found.per_second, found.queries, found.ratio) == (20, 40, 12.3, 9, 4)


def test_the_table_has_a_line_per_page() -> None:
    row = figure([10], [5], 1, 4)
    assert table({"empty": row, "today": row}).count("\n") == 3


def test_a_slower_machine_is_taken_out_of_the_comparison() -> None:
    small = as_json({"empty": figure([10], [10], 1, 4), "today": figure([50], [10], 1, 9)})
    large = as_json({"empty": figure([20], [20], 1, 4), "today": figure([110], [20], 1, 9)})
    assert compare(small, large).splitlines()[-1] == "| today | 50 | 110 | 2.20 | 1.10 |"
