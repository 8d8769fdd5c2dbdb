"""What a document's page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.access import Anyone, standing, visible_to
from congress.access.documents import is_inside
from congress.labels import State, label
from congress.models import Attachment, Batch, Document, DocumentReader, DocumentStep, Frozen
from congress.official.content import Block, Level, Paper
from congress.queries.actions import Action
from congress.queries.deadlines import chinese_date
from congress.queries.documents.listing import number_of, state_of
from congress.queries.documents.moves import kind_of, open_moves, parts
from congress.queries.handling import File, file_rows
from congress.queries.timeline import Entry, Round
from congress.rules.documents.batches import BatchState
from congress.rules.documents.body import blocks_of
from congress.rules.documents.kinds import DocumentCode
from congress.rules.documents.life import IN_FORCE, DocumentEvent, DocumentPart, DocumentState

RELATED = (
    "county",
    "office",
    "issuing_office",
    "meeting__term",
    "meeting__body",
    "meeting__session",
    "item",
    "followup",
    "supersedes",
    "superseded_by",
    "created_by__person",
    "reviewed_by__person",
    "signed_by__person",
)
WARNS = {DocumentState.DRAFT: "returned"}


@dataclass(frozen=True)
class BatchRow:
    """A batch of letters as a line."""

    batch: Batch
    state: State


@dataclass(frozen=True)
class DocumentPage:
    """Everything the page draws."""

    kind: str
    state: State
    actions: list[Action]
    facts: list[tuple[str, object]]
    rounds: list[Round]
    files: list[File]
    blocks: list[Block]
    batches: list[BatchRow]
    edits: bool
    prints_many: bool
    frozen: Frozen | None
    returned: str
    replacing: Document | None
    replaced_by: Document | None


def route_of(event: DocumentEvent) -> str:
    """The route of an event's page."""
    return f"document-{event.value.replace('_', '-')}"


def page_of(user: Anyone, document: Document) -> DocumentPage:
    """The page of a readable document, in a fixed number of queries."""
    held = parts(user, document)
    state = DocumentState(document.state)
    drafts = DocumentPart.DRAFTER in held
    frozen = Frozen.objects.filter(document=document).defer("content").first()
    other = getattr(document, "superseded_by", None)
    return DocumentPage(
        kind=label(DocumentCode(document.kind)),
        state=state_of(document),
        actions=_actions(user, document),
        facts=_facts(user, document, frozen),
        rounds=[Round("", _entries(user, document))],
        files=file_rows(visible_to(user, Attachment).filter(document=document)),
        blocks=list(blocks_of(document.body)),
        batches=_batches(user, document) if drafts else [],
        edits=drafts and state is DocumentState.DRAFT,
        prints_many=drafts and frozen is not None and state in IN_FORCE,
        frozen=frozen,
        returned=document.returned if state is DocumentState.DRAFT else "",
        replacing=document.supersedes if document.supersedes_id and _readable(user, document.supersedes_id) else None,
        replaced_by=other if other is not None and _readable(user, other.pk) else None,
    )


def _readable(user: Anyone, pk: int) -> bool:
    return visible_to(user, Document).filter(pk=pk).exists()


def _actions(user: Anyone, document: Document) -> list[Action]:
    return [
        Action(verb_of(document, move.event), reverse(route_of(move.event), args=[document.pk]), move.expected)
        for move in open_moves(user, document)
    ]


def verb_of(document: Document, event: DocumentEvent) -> str:
    """The word on a button: what a draft's submission is depends on what its kind wants."""
    if event is not DocumentEvent.SUBMIT or kind_of(document).reviewed:
        return label(event)
    return _("送签") if kind_of(document).signer.value != "nobody" else _("定稿")


def _facts(user: Anyone, document: Document, frozen: Frozen | None) -> list[tuple[str, object]]:
    who = standing(user)
    rows: list[tuple[str, object]] = [
        (_("文种"), label(DocumentCode(document.kind))),
        (_("发文字号"), number_of(document)),
        (_("成文日期"), chinese_date(document.dated) if document.dated else ""),
        (_("主送"), document.addressee),
        (_("抄送"), document.copies),
        (_("起草机构"), document.office.short_name),
        (_("编号印发"), document.issuing_office.short_name),
        (_("知悉范围"), document.get_openness_display()),
        (_("会议"), str(document.meeting) if document.meeting else ""),
        (_("来自"), document.origin),
        (_("签发"), document.signed_name),
        (_("公开日期"), chinese_date(document.published_on) if document.published_on else ""),
    ]
    if is_inside(who):
        rows.insert(8, (_("知悉对象"), "、".join(map(str, _readers(user, document)))))
    if kind_of(document).publish_basis:
        rows.append((_("公开依据"), kind_of(document).publish_basis))
    if frozen is not None:
        rows.append((_("定稿摘要"), frozen.digest[:16]))
    return [(name, value) for name, value in rows if value]


def _readers(user: Anyone, document: Document) -> list[DocumentReader]:
    return list(
        visible_to(user, DocumentReader).filter(document=document).select_related("person", "department", "body")
    )


def _entries(user: Anyone, document: Document) -> list[Entry]:
    steps = visible_to(user, DocumentStep).filter(document=document).order_by("-id")
    found = [Entry(step.get_event_display(), timezone.localdate(step.at), step.by_name, step.note) for step in steps]
    if not is_inside(standing(user)):
        return []
    begun = Entry(_("起草"), timezone.localdate(document.created_at), str(document.created_by), document.origin)
    return [*found, begun]


def _batches(user: Anyone, document: Document) -> list[BatchRow]:
    rows = visible_to(user, Batch).filter(document=document)
    return [BatchRow(row, State.of(BatchState(row.state))) for row in rows]


def blocks_shown(paper: Paper) -> list[Block]:
    """The blocks of a paper a web page can draw; breaks of pages are none."""
    return [block for block in paper.blocks if block.level is not Level.BREAK]
