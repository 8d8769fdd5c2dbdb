"""Drafting: choose a kind, or begin from a meeting; write; the structure is shown while one types."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import visible_to
from congress.drafts.catalogue import ABOUT_MEETING, OF_ITEM
from congress.drafts.facts import MeetingFacts, facts_of
from congress.drafts.words import Draft
from congress.forms.official import DocumentForm
from congress.labels import label
from congress.models import Body, Document, Meeting
from congress.queries.documents.moves import kind_of, refuse_edit
from congress.refusals import Conflict, Refusal
from congress.rules.documents.body import outline
from congress.rules.documents.kinds import KINDS, DocumentCode, DocumentGroup
from congress.rules.documents.life import DocumentState
from congress.services.documents import writing
from congress.views.base import SignedInRequest, done, posted, shown

RELATED = ("county", "office", "issuing_office", "meeting", "item", "followup")
COMPARED = ("title", "addressee", "adopted", "body", "enclosures", "annexes", "signature", "copies", "note")


def _offices(request: SignedInRequest) -> list[Body]:
    offices = writing.drafting_offices(request.user)
    if not offices:
        raise Http404
    return offices


def _kind(code: str) -> DocumentCode:
    if code not in set(DocumentCode):
        raise Http404
    return DocumentCode(code)


@login_required
def choose(request: SignedInRequest) -> HttpResponse:
    """Which kind of document; those about a meeting are better begun from the meeting."""
    _offices(request)
    groups = [(label(group), _of_group(group)) for group in DocumentGroup]
    meetings = visible_to(request.user, Meeting).select_related("term", "body", "session")[:8]
    about = [(code.value, label(code)) for code in ABOUT_MEETING]
    return render(request, "congress/documents/choose.html", {"groups": groups, "meetings": meetings, "about": about})


def _of_group(group: DocumentGroup) -> list[tuple[str, str, str]]:
    return [(kind.code.value, label(kind.code), label(kind.signer)) for kind in KINDS.values() if kind.group is group]


@login_required
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    """Write a new document of a kind; nothing exists before it is saved."""
    code = _kind(kind)
    return _new(request, code, {"openness": KINDS[code].openness.value}, writing.Source())


def _new(
    request: SignedInRequest, code: DocumentCode, first: dict[str, object], source: writing.Source, **more: object
) -> HttpResponse:
    offices = _offices(request)
    form = DocumentForm(posted(request), kind=KINDS[code], offices=offices, initial=first)
    if request.method == "POST" and form.is_valid():
        begun = _begun(request, form)
        saved = form.attempt(lambda: _save(request, form, begun, code, source))
        if saved is not None:
            return done(request, _("已保存为草稿。"), "document", saved.pk)
    title = _("起草%(kind)s") % {"kind": label(code)}
    return _page(request, form, {"title": title, "kind": code, "source": source, **more})


def _begun(request: SignedInRequest, form: DocumentForm) -> Document | None:
    """The draft that saving while typing has begun already."""
    key = form.cleaned_data.get("draft")
    rows = visible_to(request.user, Document).filter(created_by=request.user, state=DocumentState.DRAFT)
    return rows.filter(pk=key).first() if key else None


def _save(
    request: SignedInRequest,
    form: DocumentForm,
    begun: Document | None,
    code: DocumentCode,
    source: writing.Source,
) -> Document:
    wording = form.wording()
    if begun is not None:
        version = form.cleaned_data["version"]
        return writing.save_draft(actor=request.user, document=begun, wording=wording, version=version)
    office = form.cleaned_data.get("office")
    return writing.start(actor=request.user, kind=code, wording=wording, office=office, source=source)


def _page(request: SignedInRequest, form: DocumentForm, context: dict[str, Any]) -> HttpResponse:
    body = form["body"].value() or ""
    context |= {"form": form, "outline": _outline(str(body))}
    return render(request, "congress/documents/write.html", context, status=422 if form.errors else 200)


def _outline(body: str) -> dict[str, object]:
    """What was recognised of the text, in words."""
    found = outline(body)
    return {
        "headings": [(label(level), text, level.value) for level, text in found.headings],
        "counts": [(label(level), n) for level, n in found.counts],
        "gaps": found.gaps,
        "pages": found.pages,
    }


@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft; when somebody else was faster, both texts are shown."""
    row = shown(request.user, Document, pk, *RELATED)
    if request.method == "GET":
        try:
            refuse_edit(request.user, row)
        except Refusal as refusal:
            return render(request, "congress/documents/refused.html", {"refusal": refusal, "document": row}, status=409)
    form = DocumentForm(posted(request), kind=kind_of(row), initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        saved = form.attempt(
            lambda: writing.save_draft(actor=request.user, document=row, wording=form.wording(), version=version)
        )
        if saved is not None:
            return done(request, _("已保存。"), "document", row.pk)
    title = _("修改%(kind)s") % {"kind": label(DocumentCode(row.kind))}
    context = {"title": title, "kind": DocumentCode(row.kind), "document": row, "theirs": _theirs(form)}
    return _page(request, form, context)


def _initial(row: Document) -> dict[str, object]:
    names = (*writing.TEXTS, "dated", "openness", "version")
    readers = row.readers.select_related("person", "department", "body")
    return {
        **{name: getattr(row, name) for name in names},
        "draft": row.pk,
        "readers": "、".join(map(str, readers)),
    }


def _theirs(form: DocumentForm) -> list[tuple[str, str]]:
    """Where the present text differs from what was typed: label and present text, after a conflict."""
    if not isinstance(form.refusal, Conflict) or not isinstance(form.refusal.current, Document):
        return []
    current = form.refusal.current
    fields = [name for name in COMPARED if name in form.fields]
    return [
        (str(form.fields[name].label), getattr(current, name))
        for name in fields
        if getattr(current, name).strip() != str(form.cleaned_data.get(name) or "").strip()
    ]


@login_required
@require_POST
def autosave(request: SignedInRequest, kind: str) -> HttpResponse:
    """Keep what is being typed, and answer with what was recognised of it."""
    code = _kind(kind)
    offices = _offices(request)
    form = DocumentForm(request.POST, kind=KINDS[code], offices=offices)
    if "office" in form.fields and not request.POST.get("office"):
        del form.fields["office"]
    saved = None
    if form.is_valid():
        key = form.cleaned_data.get("draft")
        known = visible_to(request.user, Document).filter(pk=key).select_related(*RELATED).first() if key else None
        source = _source(request)
        saved = form.attempt(lambda: _save(request, form, known, code, source))
    context = {
        "saved": saved,
        "form": form,
        "at": timezone.localtime(),
        "outline": _outline(request.POST.get("body", "")),
    }
    return render(request, "congress/documents/autosaved.html", context)


def _source(request: SignedInRequest) -> writing.Source:
    """The meeting and item a draft is about, as the page carries them along."""
    key, item = request.POST.get("meeting", ""), request.POST.get("item", "")
    if not key.isdecimal() or len(key) > 17:
        return writing.Source()
    meeting = visible_to(request.user, Meeting).filter(pk=int(key)).first()
    if meeting is None:
        return writing.Source()
    found = meeting.items.filter(pk=int(item)).first() if item.isdecimal() and len(item) < 18 else None
    return writing.Source(meeting=meeting, item=found, words=str(meeting))


@login_required
def from_meeting(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """A first draft from a meeting's agenda, attendance and outcomes; one begun already is gone on with."""
    code = _kind(kind)
    _offices(request)
    rows = visible_to(request.user, Meeting).select_related("county", "term", "body", "session", "presided_by")
    meeting = rows.filter(pk=pk).first()
    if meeting is None or code not in ABOUT_MEETING:
        raise Http404
    facts = facts_of(meeting)
    asked = request.GET.get("item", request.POST.get("item", ""))
    chosen = int(asked) if asked.isdecimal() and len(asked) < 18 else None
    draft = ABOUT_MEETING[code](facts, chosen)
    begun = _already(request, meeting, code, draft)
    if request.method == "GET" and begun is not None:
        return redirect("document-edit" if begun.state == DocumentState.DRAFT else "document", begun.pk)
    item = meeting.items.filter(pk=draft.item).first() if draft.item else None
    source = writing.Source(meeting=meeting, item=item, words=str(meeting))
    choices = _items(facts, draft) if code in OF_ITEM else []
    return _new(request, code, _first(code, draft), source, items=choices)


def _already(request: SignedInRequest, meeting: Meeting, code: DocumentCode, draft: Draft) -> Document | None:
    """The document of this kind that was begun for this meeting (and item), and has not been given up."""
    rows = visible_to(request.user, Document).filter(meeting=meeting, kind=code, item=draft.item)
    return rows.exclude(state=DocumentState.WITHDRAWN).order_by("-id").first()


def _first(code: DocumentCode, draft: Draft) -> dict[str, object]:
    names = ("title", "body", "addressee", "adopted", "annexes", "copies", "dated")
    return {"openness": KINDS[code].openness.value, **{name: getattr(draft, name) for name in names}}


def _items(facts: MeetingFacts, draft: Draft) -> list[tuple[int, str, bool]]:
    return [(item.pk, item.shown, item.pk == draft.item) for item in facts.items]
