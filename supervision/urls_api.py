"""Addresses of the lists of supervision in the read-only API."""

from django.urls import path

from supervision.api import OpinionList

urlpatterns = [path("opinions/", OpinionList.as_view(), name="api-opinions")]
