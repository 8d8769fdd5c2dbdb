"""Addresses anybody may read."""

from django.urls import path

from supervision.views import year

urlpatterns = [path("", year.public, name="public-supervision")]
