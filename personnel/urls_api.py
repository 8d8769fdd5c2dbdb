"""Addresses of the lists of personnel in the read-only API."""

from django.urls import path

from personnel.api import HoldingList, LineList, OathList

urlpatterns = [
    path("holdings/", HoldingList.as_view(), name="api-holdings"),
    path("appointments/", LineList.as_view(), name="api-appointments"),
    path("oaths/", OathList.as_view(), name="api-oaths"),
]
