"""Addresses of the lists of personnel in the read-only API."""

from django.urls import path

from personnel.api import OathList

urlpatterns = [path("oaths/", OathList.as_view(), name="api-oaths")]
