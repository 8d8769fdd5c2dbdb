"""Addresses of the lists of decisions in the read-only API."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
