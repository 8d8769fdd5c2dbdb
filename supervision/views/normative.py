"""Pages of the register of normative documents: list, filing, one document and its steps, requests."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.access import standing
from congress.clock import today
from congress.forms.base import CommandForm
from congress.labels import State, label
from congress.refusals import Refusal
from congress.rules.roles import OFFICE
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done, posted, shown
from supervision.access.normative import (
    keeps_document,
    keeps_register,
    normative_documents,
    reads_all_normative,
    reads_audits,
    reads_normative,
)
from supervision.forms.normative import (
    AnswerForm,
    FilingForm,
    FindingForm,
    NormativeFilter,
    RequestForm,
    StepForm,
)
from supervision.models import NormativeDocument, OfficeReview, ReviewRequest
from supervision.queries.normative.moves import require
from supervision.queries.normative.page import page_of
from supervision.rules.normative import NormativeEvent, NormativeState, Occasion
from supervision.services.normative import registering, requests, reviewing
from supervision.views.tabs import tabs

PER_PAGE = 30
RELATED = ("county", "organ", "township", "office", "meeting__term", "letter", "refiles")


def readers_only(request: SignedInRequest) -> None:
    """The register is for those inside and for makers; everybody else finds no page."""
    if not reads_normative(request.user):
        raise Http404


def found(request: SignedInRequest) -> NormativeFilter:
    """The documents the reader may see, as the address bar asks for them."""
    readers_only(request)
    rows = normative_documents(request.user).select_related("organ", "township", "office")
    return NormativeFilter(request.GET, queryset=rows, request=request)


@login_required
def listed(request: SignedInRequest) -> HttpResponse:
    """The register."""
    chosen = found(request)
    page = Paginator(chosen.qs.order_by("-year", "-serial"), PER_PAGE).get_page(request.GET.get("page"))
    kept = [(key, str(value)) for key, value in request.GET.items() if key in chosen.base_filters and value]
    context = {
        "filter": chosen,
        "page": page,
        "rows": [(row, State.of(NormativeState(row.state)), _late(row)) for row in page.object_list],
        "tabs": tabs(request, "normatives"),
        "query": urlencode(kept),
        "is_filtered": bool(kept),
        "clear_url": reverse("normatives"),
        "keeps": keeps_register(request.user),
        "reads_audits": reads_audits(request.user),
        "inside": reads_all_normative(request.user),
        "year": today().year,
    }
    return render(request, "supervision/normative/list.html", context)


def _late(row: NormativeDocument) -> bool:
    return row.due_on is not None and row.due_on < today()


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The register as seen, as Excel."""
    rows = found(request).qs.order_by("-year", "-serial")
    lines: list[list[Cell]] = [
        [
            *(row.register_number, row.maker, row.title, row.number, row.published_on, row.submitted_on),
            *(row.filing_due_on, _("是") if row.submitted_on > row.filing_due_on else ""),
            *(row.get_occasion_display(), row.get_state_display(), row.due_on, row.settled_on),
        ]
        for row in rows[:MOST_EXPORTED]
    ]
    headers = [_("登记号"), _("制定机关"), _("文件名称"), _("文号"), _("公布日期"), _("报送日期"), _("应报送日期")]
    headers += [_("逾期报送"), _("审查方式"), _("状态"), _("当前期限"), _("办结日期")]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("规范性文件登记簿"), headers, lines, total)


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """报备登记."""
    if not keeps_register(request.user):
        raise Http404
    form = FilingForm(posted(request), request.FILES or None, user=request.user, initial={"submitted_on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = form.attempt(
            lambda: registering.register(
                actor=request.user,
                filed=form.filed(),
                office=data["office"],
                files=form.uploads(),
                refiles=data["refiles"],
            )
        )
        if row is not None:
            return done(request, _("已登记为%(number)s。") % {"number": row.register_number}, "normative", row.pk)
    return _form(request, form, _("报备登记"), reverse("normatives"), [])


@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend the entry."""
    row = _kept(request, pk)
    maker = f"organ-{row.organ_id}" if row.organ_id else f"township-{row.township_id}"
    names = ("title", "number", "published_on", "submitted_on", "materials", "grounds", "occasion", "version")
    initial = {name: getattr(row, name) for name in names} | {"maker": maker}
    form = FilingForm(posted(request), user=request.user, document=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if form.attempt(
            lambda: registering.amend_entry(actor=request.user, document=row, filed=form.filed(), version=version)
        ):
            return done(request, _("已改正。"), "normative", row.pk)
    return _form(request, form, _("改正登记"), reverse("normative", args=[pk]), [])


def _kept(request: SignedInRequest, pk: int) -> NormativeDocument:
    """A document the reader keeps, or 404."""
    row = shown(request.user, NormativeDocument, pk, *RELATED)
    if not keeps_document(request.user, row):
        raise Http404
    return row


def _form(request: SignedInRequest, form: CommandForm, title: str, back: str, lines: list[str]) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "lines": lines}
    return render(request, "supervision/normative/form.html", context, status=422 if form.errors else 200)


@login_required
def document(request: SignedInRequest, pk: int) -> HttpResponse:
    """One document: where it stands, what was done, what offices found, who asked."""
    row = shown(request.user, NormativeDocument, pk, *RELATED)
    context = {"document": row, "detail": page_of(request.user, row)}
    return render(request, "supervision/normative/document.html", context)


@login_required
def step(request: SignedInRequest, pk: int, event: str) -> HttpResponse:
    """One step of the table."""
    row = _kept(request, pk)
    if event not in set(NormativeEvent):
        raise Http404
    what = NormativeEvent(event)
    try:
        require(request.user, what, row)
    except Refusal as refusal:
        context = {"document": row, "title": label(what), "why": str(refusal)}
        return render(request, "supervision/normative/refused.html", context, status=409)
    initial = {"version": row.version, "on": today(), "occasion": row.occasion, "ground": row.ground}
    form = StepForm(posted(request), document=row, event=what, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: _run(request, row, what, form))
        if made:
            return done(request, _("已登记：%(step)s。") % {"step": label(what)}, "normative", row.pk)
    return _form(request, form, label(what), reverse("normative", args=[pk]), [])


def _run(request: SignedInRequest, row: NormativeDocument, what: NormativeEvent, form: StepForm) -> NormativeDocument:
    data, version = form.cleaned_data, form.cleaned_data["version"]
    if what is NormativeEvent.REOPEN:
        return reviewing.reopen(
            actor=request.user, document=row, bodies=list(data["bodies"]), note=data["note"], version=version
        )
    if what is NormativeEvent.DISTRIBUTE:
        return reviewing.distribute(
            actor=request.user,
            document=row,
            bodies=list(data["bodies"]),
            occasion=Occasion(data["occasion"]),
            note=data["note"],
            version=version,
        )
    return reviewing.step(actor=request.user, document=row, event=what, done=form.done(), version=version)


@login_required
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """提出审查意见, for the office a document was sent to."""
    row = shown(request.user, OfficeReview, pk, "document__organ", "document__township", "body")
    if row.body_id not in standing(request.user).bodies(OFFICE):
        raise Http404
    form = FindingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        text, ground = form.cleaned_data["finding"], form.ground()
        if form.attempt(lambda: reviewing.give_finding(actor=request.user, review=row, text=text, objects_to=ground)):
            return done(request, _("已提出审查意见。"), "normative", row.document_id)
    lines = [_("撤销理由由法律规定；期限和程序为本县规定（监督法第四十条由省级人大常委会规定）。")]
    back = reverse("normative", args=[row.document_id])
    return _form(request, form, _("审查意见：%(title)s") % {"title": row.document.title}, back, lines)


@login_required
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记审查要求、审查建议."""
    row = _kept(request, pk)
    form = RequestForm(posted(request), initial={"received_on": today()})
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: requests.enter_request(actor=request.user, document=row, claim=form.claim()))
        if made:
            return done(request, _("已登记。审查办结后请答复提出人。"), "normative", row.pk)
    lines = [_("提出人的姓名和联系方式只有工作机构和领导可以看到，制定机关看不到。")]
    return _form(request, form, _("登记审查要求、审查建议"), reverse("normative", args=[pk]), lines)


@login_required
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记答复 to who asked."""
    row = shown(request.user, ReviewRequest, pk, "document")
    if not keeps_document(request.user, row.document):
        raise Http404
    form = AnswerForm(posted(request), initial={"on": today(), "version": row.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if form.attempt(
            lambda: requests.answer_request(
                actor=request.user, request=row, reply=data["reply"], on=data["on"], version=data["version"]
            )
        ):
            return done(request, _("已登记答复。"), "normative", row.document_id)
    back = reverse("normative", args=[row.document_id])
    return _form(request, form, _("登记答复"), back, [_("提出人：%(name)s") % {"name": row.name}])
