"""The files of ``congress/reference``, and its smallest ones: thresholds of reminders, rules of assessments."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import yaml

from congress.queries.recipients import Recipient
from congress.rules.assessments import AssessmentRule
from congress.rules.followups import Clock

FOLDER = Path(__file__).resolve().parent.parent / "reference"


class BadReference(ValueError):
    """A reference file contradicts itself or the law; the message names the row."""


def read(name: str) -> Any:
    """A file of the reference folder."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def reminder_rules(groups: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The thresholds of reminders, each once per clock. Raises :class:`BadReference`."""
    clocks, parts = {clock.value for clock in Clock}, {part.value for part in Recipient}
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for group in read("reminders") if groups is None else groups:
        for rule in group["rules"]:
            key = (group["clock"], rule["days"])
            if key[0] not in clocks or not rule["tell"] or not set(rule["tell"]) <= parts or key in rows:
                raise BadReference(f"reminders: {key[0]} {key[1]} names no known clock and parts, or twice")
            rows[key] = {"clock": key[0], "days": key[1], "recipients": rule["tell"]}
    return list(rows.values())


def assessment_rules(items: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The rules of satisfaction votes that counties have published. Raises :class:`BadReference`."""
    rows = [dict(item) for item in (read("assessment_rules") if items is None else items)]
    for row in rows:
        row["options"] = row.pop("choices")
        names = {field.name for field in dataclasses.fields(AssessmentRule)}
        try:
            AssessmentRule.of_json({k: v for k, v in {**row, "choices": row["options"]}.items() if k in names})
        except ValueError as error:
            raise BadReference(f"assessment_rules: {row['key']}: {error}") from error
    return rows
