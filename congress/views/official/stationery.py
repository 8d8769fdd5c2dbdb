"""文号和版头: the county's settings of documents."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import sets_documents
from congress.forms.official import LetterheadForm, SeriesForm
from congress.labels import label
from congress.models import Body, Congress, DocumentSeries
from congress.official.content import Layout
from congress.queries.documents.stationery import examples, filled, letterheads_of, series_of
from congress.rules.documents.kinds import Organ
from congress.rules.documents.numbering import Scope
from congress.services.documents.stationery import Style, set_letterhead, set_series
from congress.views.base import SignedInRequest, done, posted


def _county(request: SignedInRequest) -> Congress:
    county = request.user.county
    if county is None or not sets_documents(request.user):
        raise Http404
    return county


@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """Every series with an example of its number, every letterhead."""
    county = _county(request)
    offices = dict(Body.Kind.choices)
    series = [(row, example, offices.get(row.kept_by, "")) for row, example in examples(county)]
    own = _("（起草机构名称）")
    heads = [
        (row, label(organ), label(layout), filled(row.text, county, own), filled(row.signature, county, own))
        for (organ, layout), row in letterheads_of(county).items()
    ]
    return render(request, "congress/documents/settings.html", {"series": series, "letterheads": heads})


@login_required
def series(request: SignedInRequest, code: str) -> HttpResponse:
    """One series: its form, what it counts within, who gives the numbers, where it began."""
    county = _county(request)
    row = series_of(county).get(code)
    if row is None:
        raise Http404
    first = {"form": row.form, "scope": row.scope, "kept_by": row.kept_by}
    form = SeriesForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        saved = form.attempt(lambda: _save_series(request, form, code))
        if saved is not None:
            said = _("“%(label)s”已保存，下一个号起生效。") % {"label": row.label}
            return done(request, said, "document-settings")
    context = {"form": form, "row": row}
    return render(request, "congress/documents/series.html", context, status=422 if form.errors else 200)


def _save_series(request: SignedInRequest, form: SeriesForm, code: str) -> DocumentSeries:
    data = form.cleaned_data
    style = Style(data["form"], Scope(data["scope"]), data["kept_by"], data["last"])
    return set_series(actor=request.user, code=code, style=style)


@login_required
def letterhead(request: SignedInRequest, organ: str, layout: str) -> HttpResponse:
    """One letterhead."""
    county = _county(request)
    if organ not in set(Organ) or layout not in set(Layout):
        raise Http404
    row = letterheads_of(county).get((Organ(organ), Layout(layout)))
    if row is None:
        raise Http404
    form = LetterheadForm(posted(request), initial={"text": row.text, "signature": row.signature})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if form.attempt(
            lambda: set_letterhead(
                actor=request.user,
                organ=Organ(organ),
                layout=Layout(layout),
                text=data["text"],
                signature=data["signature"],
            )
        ):
            return done(request, _("版头已保存；已经印发的公文不受影响。"), "document-settings")
    context = {"form": form, "row": row, "organ": label(Organ(organ)), "layout": label(Layout(layout))}
    return render(request, "congress/documents/letterhead.html", context, status=422 if form.errors else 200)
