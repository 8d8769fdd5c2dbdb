"""Rows of the suggestion ledger and what a suggestion's page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, reads_phones, standing
from congress.labels import TONES, label
from congress.models import Attachment, FollowUp
from congress.queries.actions import Action, actions
from congress.queries.deadlines import Due, current_due, ledger_of
from congress.queries.letters import letters
from congress.queries.timeline import Entry, File, Handling, Round, entries, file_rows, handling_of, rounds_of
from congress.rules.followups import FollowUpState
from deputies.models import Cosigner, Suggestion
from deputies.rules import CosignState, SuggestionState


@dataclass(frozen=True)
class State:
    """A state as a badge: word and tone."""

    label: str
    tone: str

    @classmethod
    def of(cls, code: Enum) -> State:
        """The badge of a code."""
        return cls(label(code), TONES[code])


def state_of(suggestion: Suggestion) -> State:
    """A draft's own state, afterwards that of its handling."""
    if suggestion.followup is None:
        return State.of(SuggestionState(suggestion.state))
    return State.of(FollowUpState(suggestion.followup.state))


@dataclass(frozen=True)
class Row:
    """One line of the ledger."""

    suggestion: Suggestion
    state: State
    units: str
    due: Due | None


def with_relations(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """What a list needs of each suggestion, in a fixed number of queries."""
    related = ("followup", "session", "term", "category", "author__person", "author__delegation", "outside_author")
    return rows.select_related(*related).prefetch_related("followup__assignments__department")


def ledger_rows(suggestions: Iterable[Suggestion]) -> list[Row]:
    """Lines for one page of the list; pass suggestions from :func:`with_relations`."""
    page = list(suggestions)
    ledger = ledger_of(row.followup_id for row in page if row.followup_id)
    return [
        Row(
            suggestion=row,
            state=state_of(row),
            units="、".join(a.department.short_name for a in row.followup.assignments.all()) if row.followup else "",
            due=current_due(row.followup, ledger) if row.followup else None,
        )
        for row in page
    ]


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


def page(user: Anyone, suggestion: Suggestion) -> Page:
    """Read a suggestion's page in a fixed number of queries."""
    cosigners = list(suggestion.cosigners.select_related("mandate__person"))
    own_files = Attachment.objects.filter(pk__in=suggestion.files.values("attachment"))
    followup = suggestion.followup
    lines = [(1, entry) for entry in _first_lines(suggestion, cosigners)]
    due, buttons, handling = None, list[Action](), None
    if followup:
        handling = handling_of(user, followup)
        ledger = ledger_of([followup.pk])
        due = current_due(followup, ledger)
        lines += entries(user, followup, handling, ledger)
        buttons = actions(user, followup, handling)
    return Page(
        suggestion=suggestion,
        state=state_of(suggestion),
        due=due,
        facts=_facts(user, suggestion, cosigners, handling),
        rounds=rounds_of(lines, followup.round if followup else 1),
        actions=buttons,
        files=file_rows(own_files),
        paper_files=file_rows(handling.files) if handling else [],
        letters=letters(user, followup, handling) if followup and handling else [],
    )


def _first_lines(suggestion: Suggestion, cosigners: list[Cosigner]) -> list[Entry]:
    if suggestion.submitted_at is None or suggestion.followup is None:
        return []
    confirmed = "、".join(str(c.mandate.person) for c in cosigners if c.state == CosignState.CONFIRMED)
    who = _("%(lead)s（领衔）") % {"lead": suggestion.lead} + (
        _("，%(names)s附议") % {"names": confirmed} if confirmed else ""
    )
    first = Entry(_("提交"), timezone.localdate(suggestion.submitted_at), who=who)
    if suggestion.entered_by:
        first.text = _("%(who)s代录纸质原件") % {"who": suggestion.entered_by}
    lines = [first]
    if suggestion.followup.accepted_on:
        category = _("类别：%(category)s") % {"category": suggestion.category}
        accepted = Entry(_("受理"), suggestion.followup.accepted_on, who=str(suggestion.followup.office), text=category)
        lines.append(accepted)
    return lines


def _facts(
    user: Anyone, suggestion: Suggestion, cosigners: list[Cosigner], handling: Handling | None
) -> list[tuple[str, object]]:
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
    if handling and handling.assignments:
        facts += [(a.get_role_display(), f"{a.department}（{a.get_state_display()}）") for a in handling.assignments]
    return facts


def followup_page_of(followup: FollowUp) -> int:
    """The suggestion's id behind a follow-up. Raises Suggestion.DoesNotExist for another kind."""
    return Suggestion.objects.values_list("pk", flat=True).get(followup=followup)
