"""What a follow-up's page needs about its handling, read within what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import Anyone, reads_reasons, standing, visible_to
from congress.models import Assignment, Attachment, Contact, Evaluation, FollowUp, Promise, Reply
from congress.queries.papers import Paper, papers_of
from congress.rules.followups import ASKERS, ReplyState
from congress.templatetags.house import filesize_cn


@dataclass(frozen=True)
class File:
    """A file as the page lists it."""

    name: str
    url: str
    size_label: str
    mark: str
    kind: str


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
    promises: list[Promise]
    papers: list[Paper]
    files: list[Attachment]
    own_files: list[Attachment]
    askers: frozenset[int]

    @property
    def issued(self) -> list[Reply]:
        """Answers that reached the deputies."""
        return [row for row in self.replies if row.state == ReplyState.ISSUED]


def handling_of(user: Anyone, followup: FollowUp, own: QuerySet[Attachment]) -> Handling:
    """Read a follow-up's handling, its parties included, in a fixed number of queries.

    ``own`` are the files of the owner's own paper, read in the same query as those of the handling.
    """
    prefetch_related_objects([followup], "parties")
    assignments = _assignments(user, followup)
    answers = list(visible_to(user, Reply).filter(assignment__followup=followup).select_related("outcome", "promise"))
    contacts = list(visible_to(user, Contact).filter(assignment__followup=followup)) if assignments else []
    marks = _marks(user, followup) if answers else []
    _join(assignments, answers, contacts, marks)
    promises = _promises(answers)
    papers = papers_of(user, followup, assignments, answers, promises)
    files = _files(user, own, _holders(user, answers, contacts, marks, papers))
    return Handling(
        assignments=assignments,
        replies=answers,
        contacts=contacts,
        evaluations=marks,
        promises=promises,
        papers=papers,
        files=[row for row in files if row.hangs],
        own_files=[row for row in files if not row.hangs],
        askers=frozenset(p.person_id for p in followup.parties.all() if p.part in ASKERS and p.person_id),
    )


def _assignments(user: Anyone, followup: FollowUp) -> list[Assignment]:
    rows = visible_to(user, Assignment).filter(followup=followup)
    found = list(rows.select_related("department", "coordinator", "addressee", "signed_for_by__person"))
    followup._prefetched_objects_cache["assignments"] = found  # type: ignore[attr-defined]
    return found


def _marks(user: Anyone, followup: FollowUp) -> list[Evaluation]:
    rows = visible_to(user, Evaluation).filter(reply__assignment__followup=followup)
    return list(rows.select_related("person", "recorded_by__person"))


def _join(
    assignments: list[Assignment], replies: list[Reply], contacts: list[Contact], marks: list[Evaluation]
) -> None:
    """Tie the rows to each other: what is read once need not be joined to every query."""
    parts, answers = {row.pk: row for row in assignments}, {row.pk: row for row in replies}
    for reply in replies:
        reply.assignment = parts[reply.assignment_id]
    for contact in contacts:
        contact.assignment = parts[contact.assignment_id]
    for mark in marks:
        mark.reply = answers[mark.reply_id]


def _promises(replies: Iterable[Reply]) -> list[Promise]:
    """What the answers promised: whoever reads the answer reads it (:func:`congress.access.promises`)."""
    found: list[Promise] = []
    for reply in replies:
        promise: Promise | None = getattr(reply, "promise", None)
        if promise is not None:
            promise.assignment = reply.assignment
            found.append(promise)
    return sorted(found, key=lambda promise: (promise.due_on, promise.pk))


def _holders(
    user: Anyone,
    replies: Iterable[Reply],
    contacts: Iterable[Contact],
    marks: Iterable[Evaluation],
    papers: Iterable[Paper],
) -> Mapping[str, Sequence[int]]:
    """What files may hang on: whoever reads a paper reads those, but for the signed sheet of another's mark.

    The rule is that of :func:`congress.access.attachments`, said of rows already read within the reader's scope.
    """
    mine, all_sheets = standing(user).person_id, reads_reasons(user)
    found: dict[str, list[int]] = {
        "reply": [row.pk for row in replies],
        "contact": [row.pk for row in contacts],
        "evaluation": [row.pk for row in marks if all_sheets or row.person_id == mine],
    }
    for paper in papers:
        if paper.holder:
            found.setdefault(paper.holder, []).append(paper.key)
    return found


def _files(user: Anyone, own: QuerySet[Attachment], holders: Mapping[str, Sequence[int]]) -> list[Attachment]:
    """Papers of the handling and of the owner, in one query."""
    wanted = Q(pk__in=own.order_by().values("pk"))
    for holder, keys in holders.items():
        wanted |= Q(**{f"{holder}__in": keys})
    return list(Attachment.objects.filter(wanted, county=standing(user).county_id))
