"""The pages of the steps of a document: one per event of its table, declared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from congress.access import visible_to
from congress.clock import today
from congress.forms.base import CommandForm
from congress.forms.official import ElsewhereForm, IssueForm, LimitForm, ScanForm, SigningForm
from congress.forms.parts import ReasonForm
from congress.models import Document, User
from congress.queries.documents.moves import kind_of, require
from congress.queries.documents.page import verb_of
from congress.queries.documents.stationery import number_text, scope_of, series_of
from congress.refusals import Conflict, Refusal
from congress.rules.documents.kinds import Signer
from congress.rules.documents.life import DocumentEvent
from congress.rules.followups import Openness
from congress.services.documents import issuing, moving, opening, writing
from congress.views.base import SignedInRequest, done, posted, shown

RELATED = ("county", "office", "issuing_office", "supersedes", "meeting")
E = DocumentEvent
Run = Callable[[User, Document, CommandForm, int | None], object]


@dataclass(frozen=True)
class DocumentStepPage:
    """One step as a page: which form, which command, what is said before and after."""

    event: DocumentEvent
    run: Run
    said: object
    form: Callable[..., CommandForm] = CommandForm
    initial: Callable[[Document], dict[str, object]] = lambda document: {}
    lines: Callable[[Document], list[str]] = lambda document: []
    tone: str = ""
    files: bool = False


def page(step: DocumentStepPage) -> Callable[..., HttpResponse]:
    """The view of a step, addressed by the document."""

    @login_required
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        document = shown(request.user, Document, pk, *RELATED)
        if request.method == "GET":
            try:
                require(request.user, step.event, document)
            except Refusal as refusal:
                context = {"refusal": refusal, "document": document}
                return render(request, "congress/documents/refused.html", context, status=409)
        return _answer(request, step, document)

    view.__doc__ = f"The page of {step.event.value}."
    return view


def _answer(request: SignedInRequest, step: DocumentStepPage, document: Document) -> HttpResponse:
    files = {"files": request.FILES or None} if step.files else {}
    initial = {"version": document.version, **step.initial(document)}
    form = step.form(data=posted(request), initial=initial, **files)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        made = form.attempt(lambda: (step.run(request.user, document, form, version), True))
        if made:
            target = made[0] if isinstance(made[0], Document) else document
            readable = visible_to(request.user, Document).filter(pk=target.pk).exists()
            words = str(step.said) % {"number": target.number or target.title}
            return done(request, words, "document", target.pk) if readable else done(request, words, "documents")
    context = {
        "form": form,
        "document": document,
        "verb": verb_of(document, step.event),
        "lines": step.lines(document),
        "tone": step.tone,
        "current": form.refusal.current if isinstance(form.refusal, Conflict) else None,
    }
    return render(request, "congress/documents/step.html", context, status=422 if form.errors else 200)


def _reason(label: object) -> Callable[..., CommandForm]:
    return lambda **kwargs: ReasonForm(name="reason", label=label, **kwargs)


def _next_number(document: Document) -> list[str]:
    """What issuing will do: from which series the number comes, what is frozen, what is replaced."""
    series = series_of(document.county).get(document.series)
    day = document.dated or document.signed_on or today()
    lines = []
    if series is None:
        lines.append(_("此类文件不编号。"))
    else:
        text = number_text(series, document.county, scope_of(series, document.county, day.year), "×")
        lines.append(_("按“%(series)s”编下一个号：%(text)s。号一经取用不再重复。") % {"series": series, "text": text})
    lines.append(_("印发后内容定稿，不能再修改；以后重新打印，与今天的完全一样。"))
    if document.supersedes:
        lines.append(_("%(old)s同时被此件取代，原件保留。") % {"old": document.supersedes})
    return lines


def _submitted(document: Document) -> list[str]:
    kind = kind_of(document)
    if kind.reviewed:
        return [_("送核稿人审核，核稿通过后送签发。送出后不能修改，需要修改可以取回。")]
    if kind.signer is not Signer.NOBODY:
        return [_("此类文件不核稿，直接送领导签发。送出后不能修改，需要修改可以取回。")]
    return [_("此类文件不核稿、不签发，定稿后即可印发。")]


PAGES = (
    DocumentStepPage(
        E.SUBMIT, lambda u, d, f, v: moving.submit(actor=u, document=d, version=v), later("已送出。"), lines=_submitted
    ),
    DocumentStepPage(
        E.PASS,
        lambda u, d, f, v: moving.pass_review(actor=u, document=d, version=v),
        later("核稿通过，已送下一环节。"),
        lines=lambda d: [_("核对内容、格式、文种、主送和附件，再通过。")],
    ),
    DocumentStepPage(
        E.SEND_BACK,
        lambda u, d, f, v: moving.send_back(actor=u, document=d, reason=f.cleaned_data["reason"], version=v),
        later("已退回起草机构修改。"),
        form=_reason(later("退回的理由")),
        tone="late",
    ),
    DocumentStepPage(
        E.RECALL,
        lambda u, d, f, v: moving.recall(actor=u, document=d, version=v),
        later("已取回，可以修改。"),
        lines=lambda d: [_("取回后须重新送核、送签。")],
    ),
    DocumentStepPage(
        E.SIGN,
        lambda u, d, f, v: moving.sign(actor=u, document=d, version=v),
        later("已签发。"),
        lines=lambda d: [_("签发后送%(office)s编号印发。") % {"office": d.issuing_office}],
    ),
    DocumentStepPage(
        E.RECORD_SIGNING,
        lambda u, d, f, v: moving.record_signing(
            actor=u,
            document=d,
            signer=f.cleaned_data["signer"],
            on=f.cleaned_data["on"],
            sheet=f.upload(),  # type: ignore[attr-defined]
            version=v,
        ),
        later("已登记纸质签发。"),
        form=SigningForm,
        initial=lambda d: {"on": today()},
        lines=lambda d: [_("领导已在发文稿纸上签发的，附稿纸扫描件登记；签发以纸上的签字为准。")],
        files=True,
    ),
    DocumentStepPage(
        E.ISSUE,
        lambda u, d, f, v: issuing.issue(actor=u, document=d, dated=f.cleaned_data["dated"], version=v),
        later("已印发：%(number)s。请打印、盖章，并附上签字盖章扫描件。"),
        form=IssueForm,
        initial=lambda d: {"dated": d.dated or d.signed_on or today()},
        lines=_next_number,
    ),
    DocumentStepPage(
        E.ATTACH,
        lambda u, d, f, v: issuing.attach(actor=u, document=d, scans=f.uploads(), version=v),  # type: ignore[attr-defined]
        later("已附上扫描件。"),
        form=ScanForm,
        files=True,
    ),
    DocumentStepPage(
        E.PUBLISH,
        lambda u, d, f, v: opening.publish(actor=u, document=d, version=v),
        later("已公开。"),
        lines=lambda d: [
            _("任何人不用登录就可以看到标题、内容和定稿PDF；附件扫描件不公开。"),
            *([_("依据：%(basis)s。") % {"basis": kind_of(d).publish_basis}] if kind_of(d).publish_basis else []),
        ],
    ),
    DocumentStepPage(
        E.UNPUBLISH,
        lambda u, d, f, v: opening.unpublish(actor=u, document=d, reason=f.cleaned_data["reason"], version=v),
        later("已停止公开。"),
        form=_reason(later("停止公开的理由")),
        tone="late",
    ),
    DocumentStepPage(
        E.LIMIT,
        lambda u, d, f, v: opening.limit(
            actor=u,
            document=d,
            openness=Openness(f.cleaned_data["openness"]),
            readers=f.cleaned_data["readers"],
            reason=f.cleaned_data["reason"],
            version=v,
        ),
        later("已调整知悉范围。"),
        form=LimitForm,
        initial=lambda d: {
            "openness": d.openness,
            "readers": "、".join(map(str, d.readers.select_related("person", "department", "body"))),
        },
    ),
    DocumentStepPage(
        E.REVISE,
        lambda u, d, f, v: writing.revise(actor=u, document=d),
        later("已起草替代文件，原件在新文件印发前仍然有效。"),
        lines=lambda d: [_("按原文新建一份草稿；新文件印发时，%(old)s被取代，原件保留。") % {"old": d}],
    ),
    DocumentStepPage(
        E.COMPLETE,
        lambda u, d, f, v: issuing.complete_elsewhere(
            actor=u,
            document=d,
            number=f.cleaned_data["number"],
            dated=f.cleaned_data["dated"],
            scan=f.upload(),  # type: ignore[attr-defined]
            version=v,
        ),
        later("已登记：%(number)s。"),
        form=ElsewhereForm,
        initial=lambda d: {"dated": today()},
        lines=lambda d: [_("此件已在OA编号发文的，登记字号、日期和扫描件即告完成，本系统不再编号。")],
        files=True,
    ),
    DocumentStepPage(
        E.WITHDRAW,
        lambda u, d, f, v: moving.withdraw(actor=u, document=d, reason=f.cleaned_data["reason"], version=v),
        later("已撤销。"),
        form=_reason(later("撤销的理由")),
        tone="late",
    ),
)
VIEWS = {step.event: page(step) for step in PAGES}
