"""API addresses of this app."""

from django.urls import path

from deputies.api import SuggestionList

urlpatterns = [path("suggestions/", SuggestionList.as_view(), name="api-suggestions")]
