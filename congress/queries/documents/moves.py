"""What somebody may do now with a document: the transition table, asked by commands, buttons and desk alike."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.access import Anyone, standing
from congress.labels import label
from congress.models import Document
from congress.refusals import NotAllowed, WrongState
from congress.rules.documents import life
from congress.rules.documents.kinds import KINDS, DocumentCode, DocumentKind, Signer
from congress.rules.documents.life import MOVES, Case, DocumentEvent, DocumentPart, DocumentState, Move
from congress.rules.followups import Openness
from congress.rules.roles import OFFICE, Role


def kind_of(document: Document) -> DocumentKind:
    """The kind of a document."""
    return KINDS[DocumentCode(document.kind)]


def parts(user: Anyone, document: Document) -> frozenset[DocumentPart]:
    """In what quality ``user`` has to do with a document; reads no row beyond his standing."""
    who = standing(user)
    if who.person_id is None or document.county_id != who.county_id:
        return frozenset()
    offices = who.bodies(OFFICE)
    heads = who.bodies(frozenset({Role.HEAD}))
    leads = who.has(Role.CHAIR, Role.VICE_CHAIR)
    directs = who.has(Role.DIRECTOR)
    held = {
        DocumentPart.DRAFTER: document.office_id in offices,
        DocumentPart.NUMBERER: document.issuing_office_id in offices,
        DocumentPart.REVIEWER: directs or document.office_id in heads,
        DocumentPart.SIGNER: leads or (directs and kind_of(document).signer is Signer.DIRECTOR),
    }
    return frozenset(part for part, holds in held.items() if holds)


def case_of(document: Document) -> Case:
    """What the guards ask about a document, read from its own columns."""
    kind = kind_of(document)
    return Case(
        review=kind.reviewed,
        signature=kind.signer is not Signer.NOBODY,
        wants_scan=kind.signer is not Signer.NOBODY,
        scanned=document.scanned,
        public=document.openness == Openness.PUBLIC,
    )


def open_moves(user: Anyone, document: Document) -> tuple[Move, ...]:
    """What ``user`` may do now, what is expected of him first; nothing that only another document brings about."""
    found = life.open_moves(DocumentState(document.state), parts(user, document), case_of(document))
    shown = [move for move in found if move.event is not DocumentEvent.SUPERSEDE]
    return tuple(sorted(shown, key=lambda move: not move.expected))


def require(user: Anyone, event: DocumentEvent, document: Document) -> Move:
    """The move ``user`` is about to make.

    Raises NotAllowed when no state would let him, WrongState when this one does not, with the reason.
    """
    held, verb = parts(user, document), label(event)
    if not any(move.event is event and move.by & held for move in MOVES):
        raise NotAllowed(_("您不是此件的%(who)s，不能%(verb)s。") % {"who": _who(event), "verb": verb})
    state = DocumentState(document.state)
    found = life.find(state, event, held, case_of(document))
    if isinstance(found, Move):
        return found
    if found is not None:
        raise WrongState(_("现在不能%(verb)s：%(why)s。") % {"verb": verb, "why": label(found)})
    raise WrongState(_refused(document, state) % {"state": label(state), "verb": verb})


def _refused(document: Document, state: DocumentState) -> str:
    if state in life.FINAL:
        return _("此件“%(state)s”，已经定稿，不能%(verb)s。内容有误的，请起草替代文件，原件保留。")
    return _("此件现在的状态是“%(state)s”，不能%(verb)s。请返回查看最新情况。")


def refuse_edit(user: Anyone, document: Document) -> None:
    """Raise NotAllowed or WrongState unless ``user`` may change the text now: drafts only, by their office."""
    if DocumentPart.DRAFTER not in parts(user, document):
        raise NotAllowed(_("只有起草机构可以修改此件。"))
    state = DocumentState(document.state)
    if state in life.FINAL:
        text = _("此件已经定稿（%(state)s），不能再修改；印发的内容只能由新文件取代，原件保留。")
        raise WrongState(text % {"state": label(state)})
    if state is not DocumentState.DRAFT:
        text = _("此件现在是“%(state)s”，要修改请先取回或者退回。")
        raise WrongState(text % {"state": label(state)})


def _who(event: DocumentEvent) -> str:
    allowed = {part for move in MOVES if move.event is event for part in move.by}
    return _("或").join(label(part) for part in DocumentPart if part in allowed)
