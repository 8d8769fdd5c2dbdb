"""Addresses of the lists of supervision in the read-only API."""

from django.urls import path

from supervision.api import TopicList

urlpatterns = [path("topics/", TopicList.as_view(), name="api-topics")]
