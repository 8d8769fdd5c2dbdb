"""Addresses of the lists of supervision in the read-only API."""

from django.urls import path

from supervision.api import NormativeList, ProblemList

urlpatterns = [
    path("normative/", NormativeList.as_view(), name="api-normative"),
    path("audit-problems/", ProblemList.as_view(), name="api-audit-problems"),
]
