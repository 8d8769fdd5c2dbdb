"""Addresses of the read-only API; apps bring their own lists."""

from django.urls import include, path

from congress.api import Figures
from congress.api_ballots import BallotList

urlpatterns = [
    path("figures/", Figures.as_view(), name="api-figures"),
    path("ballots/", BallotList.as_view(), name="api-ballots"),
    path("", include("deputies.urls_api")),
]
