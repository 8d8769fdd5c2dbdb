"""Addresses of the lists of personnel in the read-only API."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
