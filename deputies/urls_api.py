"""API addresses of this app."""

from django.urls import path

from deputies.api import MotionList, SuggestionList

urlpatterns = [
    path("suggestions/", SuggestionList.as_view(), name="api-suggestions"),
    path("motions/", MotionList.as_view(), name="api-motions"),
]
