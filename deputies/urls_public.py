"""Addresses anybody may open without signing in."""

from django.urls import path

from deputies.views import publishing

urlpatterns = [
    path("", publishing.public_list, name="public-suggestions"),
    path("<int:pk>/", publishing.public_detail, name="public-suggestion"),
]
