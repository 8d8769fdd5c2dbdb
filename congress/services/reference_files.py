"""The files of ``congress/reference``, and the smaller ones: reminders, numbers, letterheads, rules of assessments."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import yaml

from congress.models import Body
from congress.official.content import Layout
from congress.queries.recipients import Recipient
from congress.rules.assessments import AssessmentRule
from congress.rules.documents.kinds import KINDS, Organ
from congress.rules.documents.numbering import Scope, trouble
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


def document_series(rows: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The series of document numbers; every kind's is among them. Raises :class:`BadReference`."""
    found = [
        {"kept_by": "", **row, "place_order": place}
        for place, row in enumerate(read("documents")["series"] if rows is None else rows, start=1)
    ]
    for row in found:
        if trouble(row["form"], Scope(row["scope"])) or row["kept_by"] not in {"", *Body.Kind.values}:
            raise BadReference(f"documents: {row['code']} has no usable form or office")
    missing = {kind.series for kind in KINDS.values() if kind.series} - {row["code"] for row in found}
    if missing or len({row["code"] for row in found}) < len(found):
        raise BadReference(f"documents: no series {sorted(missing)}, or one twice")
    return found


def letterheads(rows: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The letterheads; every kind has one. Raises :class:`BadReference`."""
    found = read("documents")["letterheads"] if rows is None else rows
    known = {(row["organ"], row["layout"]) for row in found}
    wanted = {(kind.organ.value, kind.layout.value) for kind in KINDS.values()}
    if wanted - known or len(known) < len(found) or known - {(o.value, y.value) for o in Organ for y in Layout}:
        raise BadReference(f"documents: no letterhead for {sorted(wanted - known)}, or one twice or unknown")
    return found


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
