"""Printing: a template and its data become a PDF. One font configuration serves a process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=1)
def _sheet() -> CSS:
    return CSS(filename=str(settings.BASE_DIR / "static" / "css" / "paper.css"), font_config=_fonts())


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """The PDF of a document template; loads nothing from outside the template itself."""
    html = render_to_string(template, context)
    pdf: bytes = HTML(string=html, url_fetcher=_no_fetching).write_pdf(stylesheets=[_sheet()], font_config=_fonts())
    return pdf


def _no_fetching(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    raise ValueError(f"documents load nothing: {url}")


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """Show a PDF in the browser under a readable file name."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    return response
