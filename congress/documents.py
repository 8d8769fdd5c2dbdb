"""Showing a printed paper: as PDF, or for Word and WPS when the address bar asks for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from congress.official import docx, pdf
from congress.official.content import Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper_response(request: HttpRequest, paper: Paper, name: str) -> HttpResponse:
    """A paper under a readable file name: PDF in the browser, or the .docx to keep (``?as=docx``)."""
    if request.GET.get("as") == "docx":
        return docx_response(docx.render(paper), name)
    return pdf_response(pdf.render(paper), name)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Show a PDF in the browser under a readable file name."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    return response


def docx_response(content: bytes, name: str) -> HttpResponse:
    """A .docx to keep under a readable file name."""
    response = HttpResponse(content, content_type=DOCX)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.docx") or "attachment"
    return response
