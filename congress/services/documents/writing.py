"""Commands on a draft: begin one, save its text, take up one that replaces an issued document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.access import standing
from congress.access.documents import own_offices
from congress.clock import now, today
from congress.models import AgendaItem, Body, Congress, Document, FollowUp, Meeting, User
from congress.queries.documents.moves import refuse_edit, require
from congress.queries.documents.stationery import issuing_office, series_of
from congress.refusals import Incomplete, NotAllowed
from congress.rules.documents.kinds import KINDS, DocumentCode
from congress.rules.documents.life import DocumentEvent, DocumentState
from congress.rules.followups import Openness
from congress.services.base import command, locked, save
from congress.services.documents.readers import find_readers, name_readers
from congress.services.documents.telling import note
from congress.services.steps import need

TEXTS = (
    "title",
    "adopted",
    "addressee",
    "body",
    "enclosures",
    "annexes",
    "signature",
    "upward_signer",
    "note",
    "contact",
    "copies",
)
MOST = 60_000


@dataclass(frozen=True)
class Wording:
    """What a clerk types. ``openness`` None keeps what the kind wants, ``readers`` None who is named."""

    title: str
    body: str = ""
    adopted: str = ""
    addressee: str = ""
    enclosures: str = ""
    annexes: str = ""
    signature: str = ""
    upward_signer: str = ""
    note: str = ""
    contact: str = ""
    copies: str = ""
    dated: date | None = None
    openness: Openness | None = None
    readers: str | None = None


@dataclass(frozen=True)
class Source:
    """What a document is about: a meeting, one of its items, a follow-up; and in words where its text came from."""

    meeting: Meeting | None = None
    item: AgendaItem | None = None
    followup: FollowUp | None = None
    words: str = ""


def drafting_offices(actor: User) -> list[Body]:
    """The county's offices for which somebody may draft, in their order."""
    who = standing(actor)
    return list(Body.objects.filter(pk__in=own_offices(who)).order_by("place_order", "id"))


def start(
    *, actor: User, kind: DocumentCode, wording: Wording, office: Body | None = None, source: Source | None = None
) -> Document:
    """Begin a draft of a kind, with the kind's layout, series and openness.

    Raises NotAllowed for who works in no office of the county; Incomplete for what is missing.
    """
    offices = drafting_offices(actor)
    chosen = next((body for body in offices if office is None or body.pk == office.pk), None)
    county = actor.county
    if chosen is None or county is None:
        raise NotAllowed(_("只有县人大常委会的工作机构可以起草公文。"))
    with command(actor, "start_document"):
        document = _new(actor, county, chosen, kind, source or Source())
        _write(document, wording)
        document.save()
        _read_by(document, wording)
        return document


def _new(actor: User, county: Congress, office: Body, code: DocumentCode, source: Source) -> Document:
    kind = KINDS[code]
    series = series_of(county).get(kind.series)
    return Document(
        county=county,
        kind=code,
        layout=kind.layout,
        organ=kind.organ,
        series=series.code if series else "",
        openness=kind.openness,
        office=office,
        issuing_office=issuing_office(county, series, office),
        meeting=source.meeting,
        item=source.item,
        followup=source.followup,
        origin=source.words[:200],
        created_by=actor,
        created_at=now(),
    )


def save_draft(*, actor: User, document: Document, wording: Wording, version: int | None = None) -> Document:
    """Save the text of a draft. Raises NotAllowed, WrongState once it is on its way, Conflict, Incomplete."""
    with command(actor, "save_document"):
        document = locked(document, version)
        refuse_edit(actor, document)
        _write(document, wording)
        save(document)
        _read_by(document, wording)
    return document


def _write(document: Document, wording: Wording) -> None:
    need("title", wording.title, _("请写标题，如“关于召开县十八届人大常委会第三十二次会议的通知”。"))
    if len(wording.body) > MOST or len(wording.annexes) > MOST:
        raise Incomplete({"body": _("正文或者附件超过%(n)s字，请把长附件另作一件。") % {"n": MOST}})
    for name in TEXTS:
        setattr(document, name, _fitting(name, getattr(wording, name).strip()))
    document.dated = wording.dated
    _refuse_future(wording.dated)
    if wording.openness is not None:
        document.openness = wording.openness


def _fitting(name: str, text: str) -> str:
    """A text its column holds. Raises Incomplete."""
    column = Document._meta.get_field(name)
    most = getattr(column, "max_length", None)
    if most and len(text) > most:
        shape = _("“%(label)s”有%(n)s字，最多%(most)s字，请精简。")
        raise Incomplete({name: shape % {"label": getattr(column, "verbose_name", name), "n": len(text), "most": most}})
    return text


def _refuse_future(day: date | None) -> None:
    if day is not None and day.year > today().year + 1:
        raise Incomplete({"dated": _("成文日期在明年之后，请核对。")})


def _read_by(document: Document, wording: Wording) -> None:
    if wording.readers is not None:
        name_readers(document, find_readers(document.county, wording.readers))


def revise(*, actor: User, document: Document) -> Document:
    """Begin a draft that will replace an issued document; the old one stands until the new one is issued.

    Raises NotAllowed, WrongState; when such a draft has been begun already, that one is returned.
    """
    with command(actor, "revise_document"):
        document = locked(document, None)
        require(actor, DocumentEvent.REVISE, document)
        begun = Document.objects.filter(supersedes=document).first()
        if begun is not None and begun.state != DocumentState.WITHDRAWN:
            return begun
        if begun is not None:
            begun.supersedes = None  # a withdrawn attempt gives its place up
            save(begun)
        words = _("取代 %(old)s") % {"old": document}
        source = Source(document.meeting, document.item, document.followup, words)
        fresh = _new(actor, document.county, document.office, DocumentCode(document.kind), source)
        for name in (*TEXTS, "openness", "layout", "organ", "series", "issuing_office"):
            setattr(fresh, name, getattr(document, name))
        fresh.supersedes = document
        fresh.save()
        name_readers(fresh, [r.person or r.department or r.body for r in document.readers.all()])  # type: ignore[misc]
        note(document, actor, DocumentEvent.REVISE)
    return fresh
