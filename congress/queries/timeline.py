"""The history of a follow-up as people read it: the domain's own rows, by rounds, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, attachments, reads_reasons, standing, visible_to
from congress.labels import LABELS, TONES
from congress.models import Assignment, Attachment, Contact, Evaluation, FollowUp, Reply
from congress.queries.deadlines import Due, Ledger, clock_due
from congress.rules.followups import Clock, Mark
from congress.templatetags.house import filesize_cn


@dataclass(frozen=True)
class File:
    """A file as the page lists it."""

    name: str
    url: str
    size_label: str
    mark: str
    kind: str


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


def file_rows(rows: Iterable[Attachment]) -> list[File]:
    """Files with address, size and mark; a paper has neither address nor size."""
    return [
        File(
            name=row.name,
            url="" if row.on_paper else reverse("file", args=[row.pk]),
            size_label=_("收讫（纸质）") if row.on_paper else filesize_cn(row.size),
            mark=row.get_mark_display(),
            kind=row.get_slot_display(),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Handling:
    """Everything a follow-up's page needs about its handling, within what the reader may see."""

    assignments: list[Assignment]
    replies: list[Reply]
    contacts: list[Contact]
    evaluations: list[Evaluation]
    files: list[Attachment]


def handling_of(user: Anyone, followup: FollowUp) -> Handling:
    """Read a follow-up's handling, its parties included, in a fixed number of queries."""
    prefetch_related_objects([followup], "parties")
    rows = visible_to(user, Assignment).filter(followup=followup)
    replies = visible_to(user, Reply).filter(assignment__followup=followup)
    contacts = visible_to(user, Contact).filter(assignment__followup=followup)
    marks = visible_to(user, Evaluation).filter(reply__assignment__followup=followup)
    files = attachments(user).filter(reply__assignment__followup=followup) | attachments(user).filter(
        contact__assignment__followup=followup
    )
    return Handling(
        assignments=list(rows.select_related("department", "handler", "signed_for_by__person")),
        replies=list(replies.select_related("assignment__department", "outcome")),
        contacts=list(contacts.select_related("assignment__department")),
        evaluations=list(marks.select_related("person", "reply")),
        files=list(files),
    )


def entries(user: Anyone, followup: FollowUp, handling: Handling, ledger: Ledger) -> list[Entry]:
    """The handling's lines, oldest first; the owner adds what came before."""
    lines: list[tuple[date, int, Entry]] = []
    for assignment in handling.assignments:
        lines += _of_assignment(assignment, ledger)
    lines += [(row.on, 3, _contact(row, handling.files)) for row in handling.contacts]
    lines += [(timezone.localdate(row.submitted_at), 4, _reply(row, handling.files)) for row in handling.replies]
    lines += [(timezone.localdate(row.recorded_at), 5, _evaluation(user, row)) for row in handling.evaluations]
    if followup.closed_on:
        lines.append(
            (followup.closed_on, 6, Entry(_("办结"), followup.closed_on, who=str(followup.office), tone="done"))
        )
    return [entry for _day, _order, entry in sorted(lines, key=lambda line: line[:2])]


def _of_assignment(row: Assignment, ledger: Ledger) -> list[tuple[date, int, Entry]]:
    due = clock_due(row, Clock.REPLY, ledger, met_on=row.answered_on)
    who = _("%(role)s %(unit)s") % {"role": row.get_role_display(), "unit": row.department}
    found = [(row.handed_over_on, 1, Entry(_("交办"), row.handed_over_on, who=who, text=row.note, due=due))]
    if row.signed_for_on:
        signer = _("%(unit)s %(who)s") % {"unit": row.department, "who": row.signed_for_by}
        found.append((row.signed_for_on, 2, Entry(_("签收"), row.signed_for_on, who=signer)))
    return found


def _contact(row: Contact, files: list[Attachment]) -> Entry:
    who = _("%(way)s · %(unit)s %(by)s · %(met)s") % {
        "way": row.get_way_display(),
        "unit": row.assignment.department.short_name,
        "by": row.by,
        "met": row.met,
    }
    text = _("代表意见：%(view)s") % {"view": row.view}
    return Entry(_("面商"), row.on, who=who, text=text, files=file_rows(f for f in files if f.contact_id == row.pk))


def _reply(row: Reply, files: list[Attachment]) -> Entry:
    shape = {"number": row.number, "signer": row.signer, "name": row.contact_name, "phone": row.contact_phone}
    lines = [_("%(number)s · 签发 %(signer)s · 联系人 %(name)s %(phone)s") % shape]
    if row.promised_by:
        lines.append(_("承诺 %(day)s前完成") % {"day": f"{row.promised_by:%Y年%-m月%-d日}"})
    if row.summary:
        lines.append(row.summary)
    return Entry(
        _("答复"),
        timezone.localdate(row.submitted_at),
        who=_("%(unit)s · %(outcome)s") % {"unit": row.assignment.department, "outcome": row.outcome},
        text="\n".join(lines),
        tone="done" if row.outcome.counts_as_solved else "",
        files=file_rows(f for f in files if f.reply_id == row.pk),
    )


def _evaluation(user: Anyone, row: Evaluation) -> Entry:
    shows = reads_reasons(user) or row.person_id == standing(user).person_id
    text = _("过程：%(process)s　结果：%(result)s") % {
        "process": LABELS[Mark(row.process)],
        "result": LABELS[Mark(row.result)],
    }
    return Entry(
        _("评价"),
        timezone.localdate(row.recorded_at),
        who=f"{row.person} · {row.get_channel_display()}",
        text=f"{text}\n{row.reason}" if shows and row.reason else text,
        tone=TONES[Mark(row.result)],
    )
