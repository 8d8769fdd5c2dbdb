"""Addresses of the lists of supervision in the read-only API."""

from django.urls import path

from supervision.api import NormativeList, OpinionList, ProblemList, TopicList

urlpatterns = [
    path("opinions/", OpinionList.as_view(), name="api-opinions"),
    path("topics/", TopicList.as_view(), name="api-topics"),
    path("normative/", NormativeList.as_view(), name="api-normative"),
    path("audit-problems/", ProblemList.as_view(), name="api-audit-problems"),
]
