"""Addresses of official documents: those of the house under documents/, the public's under public/documents/."""

from django.urls import path

from congress.queries.documents.page import route_of
from congress.views.official import batches, drafting, lists, page, public, register, stationery, steps, writing

urlpatterns = [
    path("documents/", lists.documents, name="documents"),
    path("documents/export.xlsx", lists.exported, name="documents-export"),
    path("documents/new/", writing.choose, name="document-new"),
    path("documents/new/<slug:kind>/", writing.new, name="document-write"),
    path("documents/autosave/<slug:kind>/", writing.autosave, name="document-autosave"),
    path("documents/from-meeting/<int:pk>/<slug:kind>/", writing.from_meeting, name="document-from-meeting"),
    path("documents/draft/<slug:key>/<int:pk>/", drafting.begin, name="document-draft"),
    path("documents/register/", register.register, name="document-register"),
    path("documents/register/export.xlsx", register.exported, name="document-register-export"),
    path("documents/register/<int:pk>/void/", register.void_number, name="document-void"),
    path("documents/settings/", stationery.index, name="document-settings"),
    path("documents/settings/series/<slug:code>/", stationery.series, name="document-series"),
    path("documents/settings/<slug:organ>/<slug:layout>/", stationery.letterhead, name="document-letterhead"),
    path("documents/<int:pk>/", page.document, name="document"),
    path("documents/<int:pk>/edit/", writing.edit, name="document-edit"),
    path("documents/<int:pk>/paper.pdf", page.pdf, name="document-pdf"),
    path("documents/<int:pk>/paper.docx", page.docx, name="document-docx"),
    path("documents/<int:pk>/verify/", page.verified, name="document-verify"),
    path("documents/<int:pk>/batch/", batches.new, name="document-batch-new"),
    *(
        path(f"documents/<int:pk>/{route_of(event).removeprefix('document-')}/", view, name=route_of(event))
        for event, view in steps.VIEWS.items()
    ),
    path("documents/batches/<int:pk>/", batches.batch, name="document-batch"),
    path("documents/batches/<int:pk>/progress/", batches.progress, name="document-batch-progress"),
    path("documents/batches/<int:pk>/resume/", batches.resume, name="document-batch-resume"),
    path("documents/batches/<int:pk>/letters.pdf", batches.bound, name="document-batch-pdf"),
    path("documents/batches/<int:pk>/letters.zip", batches.archive, name="document-batch-zip"),
    path("documents/batches/<int:pk>/<int:position>.pdf", batches.letter, name="document-batch-letter"),
    path("public/documents/", public.documents, name="public-documents"),
    path("public/documents/<int:pk>/", public.document, name="public-document"),
    path("public/documents/<int:pk>/paper.pdf", public.pdf, name="public-document-pdf"),
]
