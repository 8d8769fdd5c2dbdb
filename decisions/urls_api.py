"""Addresses of the lists of decisions in the read-only API."""

from django.urls import path

from decisions.api import MatterRows, ProjectRows

urlpatterns = [
    path("matters/", MatterRows.as_view(), name="api-matters"),
    path("projects/", ProjectRows.as_view(), name="api-projects"),
]
