"""Addresses of the read-only API; apps bring their own lists."""

from django.urls import include, path

from congress.api import Figures
from congress.api_documents import DocumentList, DocumentPage

urlpatterns = [
    path("figures/", Figures.as_view(), name="api-figures"),
    path("documents/", DocumentList.as_view(), name="api-documents"),
    path("documents/<int:pk>/", DocumentPage.as_view(), name="api-document"),
    path("", include("deputies.urls_api")),
]
