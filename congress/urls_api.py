"""Addresses of the read-only API; apps bring their own lists."""

from django.urls import include, path

urlpatterns = [path("", include("deputies.urls_api"))]
