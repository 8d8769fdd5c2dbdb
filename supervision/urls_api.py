"""Addresses of the lists of supervision in the read-only API."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
