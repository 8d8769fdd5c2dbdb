"""The product's addresses, and the page everything is measured against."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    """The site's frame for somebody who is signed in, and nothing in it."""
    return render(request, "benchmarks/empty.html")


urlpatterns = [path("benchmark/empty/", empty, name="benchmark-empty"), path("", include("congress.urls"))]
