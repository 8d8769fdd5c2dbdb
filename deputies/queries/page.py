"""What a suggestion's page shows."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, reading, reads_phones, sent_notices, standing, visible_to
from congress.labels import State, label
from congress.models import Assignment, Attachment, FollowUp, ImportJob, Notice
from congress.queries.actions import Action, actions
from congress.queries.deadlines import Due, chinese_date, current_due, ledger_of
from congress.queries.handling import File, Handling, file_rows, handling_of
from congress.queries.letters import letters
from congress.queries.timeline import Entry, Round, entries, rounds_of
from congress.rules.followups import AssignmentState, PromiseState
from congress.rules.imports import Gap
from congress.rules.roles import OFFICE
from deputies.models import Cosigner, Suggestion
from deputies.queries.ledger import state_of
from deputies.rules import CosignState


@dataclass(frozen=True)
class UnitRow:
    """One unit's part: who, how, where it stands."""

    name: str
    role: str
    round: int
    state: State


@dataclass(frozen=True)
class PromiseRow:
    """承诺事项 with the date first promised and the present one."""

    text: str
    unit: str
    state: State
    first_on: date
    due_on: date
    moves: int
    kept_on: date | None
    kept_late: bool


@dataclass(frozen=True)
class Linked:
    """A suggestion handled together with this one, as a link, and how it hangs together."""

    how: str
    suggestion: Suggestion


@dataclass(frozen=True)
class Page:
    """Everything on a suggestion's page, within what the reader may see."""

    suggestion: Suggestion
    state: State
    due: Due | None
    facts: list[tuple[str, object]]
    rounds: list[Round]
    actions: list[Action]
    files: list[File]
    paper_files: list[File]
    letters: list[Action]
    units: list[UnitRow]
    promises: list[PromiseRow]
    linked: list[Linked]
    sends_notices: bool
    can_cosign: bool


def page(user: Anyone, suggestion: Suggestion) -> Page:
    """Read a suggestion's page in a fixed number of queries."""
    cosigners = list(suggestion.cosigners.select_related("mandate__person"))
    own = Attachment.objects.filter(pk__in=suggestion.files.values("attachment"))
    followup = suggestion.followup
    lines = [(1, entry) for entry in first_lines(suggestion, cosigners)]
    due, buttons, handling = None, list[Action](), None
    if followup:
        # Who is no deputy found the paper by its follow-up; a deputy's own papers may be found without it.
        by_followup = standing(user).mandate is None
        with reading(user, followup) if by_followup else nullcontext():
            handling = handling_of(user, followup, own)
        ledger = ledger_of([followup.pk])
        due = current_due(followup, ledger)
        lines += entries(user, followup, handling, ledger)
        buttons = actions(user, followup, handling)
    return Page(
        suggestion=suggestion,
        state=state_of(suggestion),
        due=due,
        facts=facts_of(user, suggestion, cosigners),
        rounds=rounds_of(lines, followup.round if followup else 1),
        actions=buttons,
        files=file_rows(handling.own_files if handling else own),
        paper_files=file_rows(handling.files) if handling else [],
        letters=letters(user, followup, handling) if followup and handling else [],
        units=_units(handling),
        promises=promise_rows(handling),
        linked=_linked(user, suggestion, followup) if followup else [],
        sends_notices=followup is not None and followup.office_id in standing(user).bodies(OFFICE),
        can_cosign=_invited(user, cosigners),
    )


def _invited(user: Anyone, cosigners: list[Cosigner]) -> bool:
    """Whether the reader is invited to co-sign and has not answered."""
    mandate = standing(user).mandate
    return any(row.state == CosignState.INVITED and row.mandate == mandate for row in cosigners)


def _units(handling: Handling | None) -> list[UnitRow]:
    """The units of every round, the newest round first; who was replaced is shown as such."""
    rows = handling.assignments if handling else []
    return [
        UnitRow(str(row.department), row.get_role_display(), row.round, _unit_state(row))
        for row in sorted(rows, key=lambda row: (-row.round, row.pk))
    ]


def _unit_state(row: Assignment) -> State:
    """Where a unit stands; of a recorded past nobody knows whether it answered."""
    silent = row.state == AssignmentState.ANSWERED and row.answered_on is None
    return State(_("无答复日期记载"), "ink") if silent else State.of(AssignmentState(row.state))


def promise_rows(handling: Handling | None) -> list[PromiseRow]:
    """What was promised, as lines."""
    return [
        PromiseRow(
            text=row.text,
            unit=str(row.assignment.department),
            state=State.of(PromiseState(row.state)),
            first_on=row.first_due_on,
            due_on=row.due_on,
            moves=row.moves,
            kept_on=row.kept_on,
            kept_late=row.kept_late,
        )
        for row in (handling.promises if handling else [])
    ]


def with_merged(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Say of each suggestion whether others were merged into it, as :func:`page` asks."""
    return rows.annotate(has_merged=Exists(FollowUp.objects.filter(merged_into=OuterRef("followup"))))


def _linked(user: Anyone, suggestion: Suggestion, followup: FollowUp) -> list[Linked]:
    """Those merged into this one, and the one this is merged into, as far as the reader may see them."""
    if not (followup.merged_into_id or getattr(suggestion, "has_merged", True)):
        return []
    joined = Q(followup__merged_into=followup) | Q(followup=followup.merged_into_id or 0)
    rows = visible_to(user, Suggestion).filter(joined).select_related("followup").order_by("id")
    into, merged = _("已并入"), _("并入此件")
    return [Linked(into if row.followup_id == followup.merged_into_id else merged, row) for row in rows]


NOTICES_SHOWN = 40


def notices_on(user: Anyone, suggestion: Suggestion) -> list[Notice]:
    """What was sent on this matter, for the clerks of the office that answers for it, newest first."""
    rows = sent_notices(user).filter(followup=suggestion.followup_id).select_related("person").order_by("-id")
    return list(rows[:NOTICES_SHOWN])


def first_lines(suggestion: Suggestion, cosigners: list[Cosigner]) -> list[Entry]:
    """The history before the handling: submitted, accepted."""
    if suggestion.submitted_at is None or suggestion.followup is None:
        return []
    confirmed = "、".join(str(c.mandate.person) for c in cosigners if c.state == CosignState.CONFIRMED)
    who = _("%(lead)s（领衔）") % {"lead": suggestion.lead} + (
        _("，%(names)s附议") % {"names": confirmed} if confirmed else ""
    )
    first = Entry(_("提交"), timezone.localdate(suggestion.submitted_at), who=who)
    if suggestion.entered_by:
        received = suggestion.received_on and chinese_date(suggestion.received_on)
        first.text = _("%(who)s代录纸质原件") % {"who": suggestion.entered_by}
        first.text += _("，%(day)s收到") % {"day": received} if received else ""
    lines = [first]
    if suggestion.followup.accepted_on:
        category = _("类别：%(category)s") % {"category": suggestion.category}
        accepted = Entry(_("受理"), suggestion.followup.accepted_on, who=str(suggestion.followup.office), text=category)
        lines.append(accepted)
    return lines


def facts_of(user: Anyone, suggestion: Suggestion, cosigners: list[Cosigner]) -> list[tuple[str, object]]:
    """The paper's own facts; a phone only for those who may read it."""
    person = suggestion.lead
    shows_phone = reads_phones(user) or person.pk == standing(user).person_id
    lead = suggestion.lead_label + (f" {person.phone}" if shows_phone else "")
    invited = "、".join(f"{c.mandate.person}（{c.get_state_display()}）" for c in cosigners)
    session = str(suggestion.session) if suggestion.session else _("闭会期间")
    facts: list[tuple[str, object]] = [(_("领衔代表"), lead), (_("附议"), invited or _("无"))]
    facts.append((_("届次"), session))
    facts.append((_("公开意愿"), suggestion.get_publicity_display() or _("未选")))
    if suggestion.confidential:
        facts.append((_("保密"), _("代表请求保密，请勿对外透露")))
    if suggestion.category:
        facts += [(_("类别"), suggestion.category), (_("办理难度"), suggestion.get_difficulty_display())]
    return facts + _standing_facts(suggestion)


def _standing_facts(suggestion: Suggestion) -> list[tuple[str, object]]:
    """Where it came from, who presses it on, and whether it is public."""
    facts: list[tuple[str, object]] = []
    if suggestion.outside_author:
        facts.append((_("来源"), f"{suggestion.get_origin_display()} {suggestion.source_note}"))
    key = getattr(suggestion.followup, "key", None)
    if key:
        led = _("%(leader)s领衔") % {"leader": key.leader}
        more = [str(key.body)] if key.body else []
        more += [_("县领导%(who)s领办") % {"who": key.county_leader}] if key.county_leader else []
        facts.append((_("重点督办"), "，".join([led, *more]) + f"（{key.meeting}）"))
    if suggestion.followup and suggestion.followup.recorded_by_import_id:
        facts.append((_("补录"), recorded_note(suggestion.followup)))
    if suggestion.published_on:
        facts.append((_("公开"), _("%(day)s已公开") % {"day": chinese_date(suggestion.published_on)}))
    return facts


def recorded_note(followup: FollowUp) -> str:
    """据台账补录（2026-11-24 李文清）：没有面商记录、答复文件。"""
    job = ImportJob.objects.select_related("confirmed_by__person").get(pk=followup.recorded_by_import_id or 0)
    day = timezone.localdate(job.confirmed_at) if job.confirmed_at else ""
    missing = "、".join(label(Gap(gap)) for gap in followup.gaps)
    text = _("据台账补录（%(day)s %(who)s）") % {"day": day, "who": job.confirmed_by}
    return text + (_("：没有%(missing)s。") % {"missing": missing} if missing else "")


def followup_page_of(followup: FollowUp) -> int:
    """The suggestion's id behind a follow-up. Raises Suggestion.DoesNotExist for another kind."""
    return Suggestion.objects.values_list("pk", flat=True).get(followup=followup)
