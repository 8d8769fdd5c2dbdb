"""Addresses of the read-only API; apps bring their own lists."""

from django.urls import include, path

from congress.api import Figures

urlpatterns = [
    path("figures/", Figures.as_view(), name="api-figures"),
    path("", include("deputies.urls_api")),
]
