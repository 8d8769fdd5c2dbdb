"""The review of a document, step by step: form check, distribution, findings, what the maker answered, decisions.

Every step leaves a row with who, when and why, and the date that runs from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.access import standing
from congress.clock import now, today
from congress.labels import label
from congress.models import Body, Meeting, Person, Post, User
from congress.queries.deadlines import foresee
from congress.refusals import Incomplete, NotAllowed, Refusal
from congress.rules.meetings import MeetingKind, MeetingState
from congress.rules.roles import OFFICE
from congress.services.base import command, locked, save
from congress.services.notices import tell
from congress.services.steps import need
from supervision.models import NormativeDocument, NormativeStep, OfficeReview
from supervision.queries.normative.dates import OPINION
from supervision.queries.normative.moves import require
from supervision.rules.normative import (
    AT_A_MEETING,
    CLOCKS,
    ENDED,
    FROM_TAKING,
    REASONED,
    FilingMaterial,
    Ground,
    NormativeEvent,
    NormativeState,
    Occasion,
)

BASIS_ANNUL = "监督法第三十九条"
HELD = (MeetingState.OPEN, MeetingState.CLOSED)
MEETINGS = {
    NormativeEvent.TABLE: MeetingKind.CHAIRPERSONS,
    NormativeEvent.DROP: MeetingKind.CHAIRPERSONS,
    NormativeEvent.ANNUL: MeetingKind.STANDING_COMMITTEE,
    NormativeEvent.KEEP: MeetingKind.STANDING_COMMITTEE,
}
"""Which meeting decides a step."""


@dataclass(frozen=True)
class Done:
    """What a step records: when, why, and what it needs besides."""

    on: date
    note: str = ""
    meeting: Meeting | None = None
    ground: Ground | None = None
    materials: Sequence[FilingMaterial] = ()
    refiled: NormativeDocument | None = None


def step(
    *, actor: User, document: NormativeDocument, event: NormativeEvent, done: Done, version: int | None = None
) -> NormativeDocument:
    """Make one move of the table.

    Raises NotAllowed, WrongState, Conflict; Incomplete without the words, the meeting, the ground or the text filed
    again that the step needs; Refusal for a meeting that cannot decide it.
    """
    with command(actor, event.value, done.note):
        row = locked(document, version)
        move = require(actor, event, row)
        _refuse_wrong(row, event, done)
        if event is NormativeEvent.SUPPLEMENTED:
            row.materials = sorted({*row.materials, *(one.value for one in done.materials)})
        if event is NormativeEvent.TAKE:
            row.taken_on = done.on
        if event in (NormativeEvent.SEND_OPINION, NormativeEvent.TALK, NormativeEvent.ANNUL) and done.ground:
            row.ground = done.ground
        if done.meeting and event in AT_A_MEETING:
            row.meeting = done.meeting
        if event is NormativeEvent.REFILE and done.refiled:
            _link(row, done.refiled)
        record(actor, row, event, move.to, done.on, done.note, done.meeting)
        save(row)
    return row


def record(
    actor: User,
    row: NormativeDocument,
    event: NormativeEvent | None,
    state: NormativeState,
    on: date,
    note: str = "",
    meeting: Meeting | None = None,
) -> NormativeStep:
    """Move a locked document and write the step with the date that runs from it; the caller saves the document."""
    row.state = state
    row.settled_on = on if state in ENDED else None
    key = CLOCKS.get(state)
    anchor = _anchor(row, event, state, on)
    entry = foresee(row.county, key, anchor) if key else None
    row.due_on = entry.due_on if entry else None
    return NormativeStep.objects.create(
        document=row,
        event=event or "",
        state=state,
        on=on,
        note=note.strip(),
        meeting=meeting,
        rule=entry.rule if entry else None,
        anchor_on=anchor if entry else None,
        due_on=row.due_on,
        nominal_on=entry.nominal_on if entry else None,
        provisional=bool(entry and entry.provisional),
        arithmetic=entry.steps if entry else [],
        by=actor,
        at=now(),
    )


def _anchor(row: NormativeDocument, event: NormativeEvent | None, state: NormativeState, on: date) -> date:
    """The day a date is counted from: a review's from the taking, or from when it was opened again."""
    if state not in FROM_TAKING or event is NormativeEvent.REOPEN:
        return on
    again = row.steps.filter(event=NormativeEvent.REOPEN).order_by("-id").first()
    return again.on if again else row.taken_on or on


def _refuse_wrong(row: NormativeDocument, event: NormativeEvent, done: Done) -> None:
    last = row.steps.order_by("-id").values_list("on", flat=True).first()
    if done.on > today():
        raise Incomplete({"on": _("日期在今天之后，请核对。")})
    if last and done.on < last:
        raise Incomplete({"on": _("日期早于上一步的%(day)s，请核对。") % {"day": last}})
    if event in REASONED:
        need("note", done.note, _("请写明理由或者情况：%(step)s。") % {"step": label(event)})
    if event is NormativeEvent.DISTRIBUTE:
        raise Incomplete({"bodies": _("请选择审查机构。")})
    if event is NormativeEvent.SUPPLEMENTED and not done.materials:
        raise Incomplete({"materials": _("请勾选补来的材料。")})
    if event in (NormativeEvent.SEND_OPINION, NormativeEvent.ANNUL) and not (done.ground or row.ground):
        raise Incomplete({"ground": _("请选择问题的性质（%(basis)s）。") % {"basis": BASIS_ANNUL}})
    if event is NormativeEvent.REFILE:
        _refuse_refiled(row, done.refiled)
    if event in MEETINGS:
        _refuse_meeting(row, event, done.meeting)


def _refuse_meeting(row: NormativeDocument, event: NormativeEvent, meeting: Meeting | None) -> None:
    """Only a meeting that was held, of the right kind, decides: an office's word annuls nothing."""
    kind = MEETINGS[event]
    fits = meeting is not None and meeting.county_id == row.county_id and meeting.kind == kind
    if meeting is None or not fits or meeting.state not in HELD:
        text = _("没有%(kind)s的决定，不能%(step)s。请选择已经举行的那次会议。")
        raise Refusal(text % {"kind": label(kind), "step": label(event)}, basis=BASIS_ANNUL)


def _refuse_refiled(row: NormativeDocument, again: NormativeDocument | None) -> None:
    if again is None:
        raise Incomplete({"refiled": _("请先登记重新报送的文件，再在这里选择。")})
    same = (again.organ_id, again.township_id) == (row.organ_id, row.township_id)
    if again.pk == row.pk or not same or again.county_id != row.county_id:
        raise Incomplete({"refiled": _("重新报送的应当是同一制定机关的另一份文件。")})


def _link(row: NormativeDocument, again: NormativeDocument) -> None:
    again = locked(again, None)
    again.refiles = row
    save(again)


def distribute(
    *,
    actor: User,
    document: NormativeDocument,
    bodies: Sequence[Body],
    occasion: Occasion | None = None,
    note: str = "",
    version: int | None = None,
) -> NormativeDocument:
    """分送 to the offices whose subject it is; each has its date. More may be added while the review runs.

    Raises NotAllowed, WrongState, Conflict; Incomplete without an office, or for one that has it already.
    """
    with command(actor, "distribute", note):
        row = locked(document, version)
        move = require(actor, NormativeEvent.DISTRIBUTE, row)
        if not bodies:
            raise Incomplete({"bodies": _("请选择审查机构。")})
        if any(body.congress_id != row.county_id for body in bodies):
            raise Incomplete({"bodies": _("只能分送本级人大常委会的工作机构。")})
        held = _round(row) if row.state == NormativeState.REVIEW else _round(row) + 1
        have = set(row.reviews.filter(round=held).values_list("body", flat=True))
        if again := [body for body in bodies if body.pk in have]:
            raise Incomplete({"bodies": _("已经分送%(body)s，请选择其他机构。") % {"body": again[0]}})
        if occasion is not None:
            row.occasion = occasion
        _send(row, bodies, held)
        if row.state != move.to:
            record(actor, row, NormativeEvent.DISTRIBUTE, move.to, today(), note)
        save(row)
    return row


def reopen(
    *, actor: User, document: NormativeDocument, bodies: Sequence[Body], note: str, version: int | None = None
) -> NormativeDocument:
    """再次审查 of a document that was found in order: another round, counted from today.

    Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "reopen", note):
        row = locked(document, version)
        move = require(actor, NormativeEvent.REOPEN, row)
        need("note", note, _("请写明再次审查的理由。"))
        if not bodies:
            raise Incomplete({"bodies": _("请选择审查机构。")})
        _send(row, bodies, _round(row) + 1)
        record(actor, row, NormativeEvent.REOPEN, move.to, today(), note)
        save(row)
    return row


def _round(row: NormativeDocument) -> int:
    return int(row.reviews.order_by("-round").values_list("round", flat=True).first() or 0)


def _send(row: NormativeDocument, bodies: Sequence[Body], round_: int) -> None:
    entry = foresee(row.county, OPINION, today())
    OfficeReview.objects.bulk_create(
        OfficeReview(
            document=row,
            body=body,
            round=max(round_, 1),
            sent_on=today(),
            due_on=entry.due_on,
            rule=entry.rule,
        )
        for body in bodies
    )
    text = _("%(document)s已分送你机构，请于%(day)s以前提出审查意见。")
    tell(row.county, _staff(bodies), _("收到规范性文件，请审查"), text % {"document": row, "day": entry.due_on})


def _staff(bodies: Sequence[Body]) -> list[Person]:
    posts = Post.objects.on(today()).filter(body__in=bodies, role__in=OFFICE).select_related("person")
    return [post.person for post in posts]


def give_finding(*, actor: User, review: OfficeReview, text: str, objects_to: Ground | None = None) -> OfficeReview:
    """提出审查意见: what an office found, and on which of the three grounds it objects, if it does.

    Raises NotAllowed for who does not work in it, WrongState once it was said; Incomplete without words.
    """
    with command(actor, "give_finding"):
        document = locked(review.document, None)
        fresh = OfficeReview.objects.select_for_update(of=("self",)).select_related("body").get(pk=review.pk)
        if fresh.body_id not in standing(actor).bodies(OFFICE):
            raise NotAllowed(_("审查意见由%(body)s提出。") % {"body": fresh.body})
        if fresh.found_on is not None or document.state != NormativeState.REVIEW:
            raise Refusal(_("审查意见已经提出，或者这次审查已经结束，请返回查看。"))
        fresh.finding = need("finding", text, _("请写明审查意见。"))
        fresh.objects_to = objects_to or ""
        fresh.found_on, fresh.found_by = today(), actor
        fresh.save()
        words = _("%(body)s对%(document)s提出了审查意见。") % {"body": fresh.body, "document": document}
        tell(document.county, _staff([document.office]), _("审查意见已提出"), words)
    return fresh
