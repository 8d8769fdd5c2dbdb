"""The history of a follow-up as people read it: the domain's own rows, by rounds, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, reads_reasons, standing
from congress.kinds import registry
from congress.labels import LABELS, TONES
from congress.models import Assignment, Attachment, Contact, Evaluation, FollowUp, Reply
from congress.queries.deadlines import Due, Ledger, clock_due, due
from congress.queries.handling import File, Handling, file_rows
from congress.queries.papers import Paper
from congress.rules.followups import AssignmentState, Clock, HandlingRole, Mark, ReplyState
from congress.rules.transitions import Event


@dataclass
class Entry:
    """One line of the history."""

    title: str
    on: date | None
    who: str = ""
    text: str = ""
    tone: str = ""
    files: list[File] = field(default_factory=list)
    due: Due | None = None
    now: bool = False


@dataclass
class Round:
    """The entries of one round."""

    label: str
    entries: list[Entry]


Line = tuple[int, date, int, Entry]
"""Round, day, order within the day, and the entry."""


def entries(user: Anyone, followup: FollowUp, handling: Handling, ledger: Ledger) -> list[tuple[int, Entry]]:
    """The handling's lines with their round, oldest first; the owner adds what came before."""
    lines: list[Line] = []
    for assignment in handling.assignments:
        lines += _of_assignment(assignment, ledger)
    lines += [(r.assignment.round, r.on, 3, _contact(r, handling.files)) for r in handling.contacts]
    word = registry.of(followup).word(Event.REPLY)
    lines += [(r.assignment.round, _day(r.submitted_at), 4, _reply(r, handling.files, word)) for r in handling.replies]
    lines += [
        (r.reply.assignment.round, _day(r.recorded_at), 6, _mark(user, r, handling)) for r in handling.evaluations
    ]
    lines += [(paper.round, _day(paper.at), 5, _paper(paper, handling.files)) for paper in handling.papers]
    lines += _ends(followup, lines)
    return [(round_, entry) for round_, _on, _order, entry in sorted(lines, key=lambda line: line[:3])]


def _day(moment: object) -> date:
    return timezone.localdate(moment)  # type: ignore[arg-type]


def rounds_of(lines: Iterable[tuple[int, Entry]], last: int) -> list[Round]:
    """Lines grouped by round, the newest round and the newest line first; one round needs no title."""
    found = list(lines)
    groups = []
    for number in range(last, 0, -1):
        inside = [entry for round_, entry in reversed(found) if round_ == number]
        if inside:
            title = _("第%(n)s轮办理") % {"n": number} if last > 1 else ""
            groups.append(Round(title, inside))
    if groups:
        groups[0].entries[0].now = True
    return groups


def _ends(followup: FollowUp, lines: list[Line]) -> list[Line]:
    found: list[Line] = []
    office = str(followup.office)
    if followup.settled_on and followup.settled_on != followup.closed_on:
        text = _("承诺事项继续跟踪，兑现后办结。")
        found.append(
            (followup.round, followup.settled_on, 7, Entry(_("转入承诺跟踪"), followup.settled_on, office, text))
        )
    if followup.closed_on:
        title = followup.get_ending_display() if followup.ending else _("办结")
        tone = "" if followup.ending else "done"
        entry = Entry(title, followup.closed_on, "" if followup.ending else office, followup.ending_note, tone)
        found.append((followup.round, followup.closed_on, 8, entry))
    return found


def _of_assignment(row: Assignment, ledger: Ledger) -> list[Line]:
    assists = row.role == HandlingRole.ASSIST
    clock = Clock.CO_OPINION if assists else Clock.REWORK if row.round > 1 else Clock.REPLY
    over = row.state in {AssignmentState.REASSIGNED, AssignmentState.CANCELLED}
    owed = None if over else clock_due(row, clock, ledger, met_on=row.answered_on)
    who = _("%(role)s %(unit)s") % {"role": row.get_role_display(), "unit": row.answerer}
    verb = _("改派") if row.replaces_id else _("重新办理") if row.round > 1 else _("交办")
    found = [(row.round, row.handed_over_on, 1, Entry(verb, row.handed_over_on, who=who, text=row.note, due=owed))]
    if row.forwarded_on and row.coordinator:
        who = _("%(by)s → %(unit)s") % {"by": row.coordinator, "unit": row.department}
        found.append((row.round, row.forwarded_on, 1, Entry(_("转交"), row.forwarded_on, who=who)))
    if row.signed_for_on:
        signer = _signer(row)
        found.append((row.round, row.signed_for_on, 2, Entry(_("签收"), row.signed_for_on, who=signer)))
    return found + _extensions(row, ledger)


def _signer(row: Assignment) -> str:
    """Who signed for it: somebody of the unit, or the person himself, and who typed it in for him."""
    by = row.signed_for_by
    if row.addressee is None:
        return _("%(unit)s %(who)s") % {"unit": row.department, "who": by}
    typed_in = by is not None and by.person_id != row.addressee_id
    return _("%(unit)s（%(who)s代录）") % {"unit": row.answerer, "who": by} if typed_in else row.answerer


def _extensions(row: Assignment, ledger: Ledger) -> list[Line]:
    """Decisions to extend, which the askers are told with their reason; the dates before stand in the ledger."""
    granted = [e for e in ledger.get(row.followup_id, []) if e.assignment_id == row.pk and e.granted_by_id]
    return [
        (
            row.round,
            _day(entry.entered_at),
            3,
            Entry(_("决定延期"), _day(entry.entered_at), who=str(row.department), text=entry.reason, due=due(entry)),
        )
        for entry in granted
        if entry.clock == Clock.REPLY and _day(entry.entered_at) == row.extended_on
    ]


def _contact(row: Contact, files: list[Attachment]) -> Entry:
    who = _("%(way)s · %(unit)s %(by)s · %(met)s") % {
        "way": row.get_way_display(),
        "unit": row.assignment.department.short_name,
        "by": row.by,
        "met": row.met,
    }
    text = _("代表意见：%(view)s") % {"view": row.view}
    return Entry(_("面商"), row.on, who=who, text=text, files=file_rows(f for f in files if f.contact_id == row.pk))


def _reply(row: Reply, files: list[Attachment], word: str) -> Entry:
    shape = {"signer": row.signer, "name": row.contact_name, "phone": row.contact_phone}
    signed = _("签发 %(signer)s · 联系人 %(name)s %(phone)s") % shape
    lines = [f"{row.number} · {signed}" if row.number else signed]
    if row.promised_by:
        lines.append(_("承诺 %(day)s前完成") % {"day": f"{row.promised_by:%Y年%-m月%-d日}"})
    if row.no_contact_reason:
        lines.append(_("答复前未面商：%(why)s") % {"why": row.no_contact_reason})
    if row.summary:
        lines.append(row.summary)
    issued = row.state == ReplyState.ISSUED
    return Entry(
        word if issued else f"{word}（{row.get_state_display()}）",
        timezone.localdate(row.submitted_at),
        who=_("%(unit)s · %(outcome)s") % {"unit": row.assignment.department, "outcome": row.outcome},
        text="\n".join(lines),
        tone="done" if issued and row.outcome.counts_as_solved else "",
        files=file_rows(f for f in files if f.reply_id == row.pk),
    )


def _mark(user: Anyone, row: Evaluation, handling: Handling) -> Entry:
    shows = reads_reasons(user) or row.person_id == standing(user).person_id
    text = _("过程：%(process)s　结果：%(result)s") % {
        "process": LABELS[Mark(row.process)] if row.process else _("无记载"),
        "result": LABELS[Mark(row.result)] if row.result else _("无记载"),
    }
    by = _("%(channel)s（%(who)s）") % {"channel": row.get_channel_display(), "who": row.recorded_by}
    channel = row.get_channel_display() if row.recorded_by.person_id == row.person_id else by
    unit = f" · {row.reply.assignment.department.short_name}" if len(handling.issued) > 1 else ""
    return Entry(
        _("评价"),
        timezone.localdate(row.recorded_at),
        who=f"{row.person}{unit} · {channel}",
        text=f"{text}\n{row.reason}" if shows and row.reason else text,
        tone=TONES[Mark(row.result or row.process)],
        files=file_rows(f for f in handling.files if f.evaluation_id == row.pk),
    )


def _paper(paper: Paper, files: list[Attachment]) -> Entry:
    mine = [f for f in files if paper.holder and getattr(f, f"{paper.holder}_id") == paper.key]
    return Entry(paper.title, timezone.localdate(paper.at), paper.who, paper.text, paper.tone, file_rows(mine))
