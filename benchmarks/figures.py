"""The arithmetic of a measurement, its table and its comparison with another one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

EMPTY = "empty"
Result = dict[str, "Figure"]


@dataclass(frozen=True)
class Figure:
    """How one page did: milliseconds alone, requests per second together, queries, and times the empty page."""

    median: float
    p95: float
    per_second: float
    queries: int
    ratio: float


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed. Raises ValueError without values."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


def figure(millis: Sequence[float], beside: Sequence[float], per_second: float, queries: int) -> Figure:
    """The figure of a page; ``beside`` are the times of the empty page asked for in turn with it."""
    median = percentile(millis, 0.5)
    ratio = median / percentile(beside, 0.5)
    return Figure(round(median, 1), round(percentile(millis, 0.95), 1), round(per_second, 1), queries, round(ratio, 2))


def table(found: Mapping[str, Figure]) -> str:
    """A Markdown table."""
    lines = [
        "| page | median ms | p95 ms | requests/s (4 connections) | queries | × empty page |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, row in found.items():
        lines.append(f"| {name} | {row.median} | {row.p95} | {row.per_second} | {row.queries} | {row.ratio} |")
    return "\n".join(lines)


def as_json(found: Mapping[str, Figure]) -> dict[str, dict[str, float]]:
    """The figures as plain values."""
    return {name: asdict(row) for name, row in found.items()}


def compare(small: Mapping[str, Mapping[str, float]], large: Mapping[str, Mapping[str, float]]) -> str:
    """How the pages of the second measurement stand to those of the first, in a Markdown table.

    The machine may have been slower the second time; the last column divides by how much the empty page was.
    """
    slower = large[EMPTY]["p95"] / small[EMPTY]["p95"]
    lines = [
        "| page | p95 ms first | p95 ms second | ratio | ratio, empty page taken out |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in small:
        if name in large:
            ratio = large[name]["p95"] / small[name]["p95"]
            lines.append(
                f"| {name} | {small[name]['p95']} | {large[name]['p95']} | {ratio:.2f} | {ratio / slower:.2f} |"
            )
    return "\n".join(lines)
