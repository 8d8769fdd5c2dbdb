"""A paper as PDF/A-3a. One style sheet and one font configuration serve a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from congress.official import fonts
from congress.official.content import Layout, Paper
from congress.official.html import markup

VARIANT = "pdf/a-3a"
STYLE = Path(__file__).with_name("paper.css")
EVEN = {Layout.ORDINARY, Layout.MINUTES, Layout.PLAIN}
"""Layouts printed on both sides, whose 版记 stands on an even page."""


def render(paper: Paper) -> bytes:
    """The PDF of a paper; the same paper gives the same bytes."""
    pdf: bytes = _document(paper).write_pdf(pdf_variant=VARIANT)
    return pdf


def pages(paper: Paper) -> int:
    """How many pages a paper takes."""
    return len(_document(paper).pages)


def turns(paper: Paper) -> bool:
    """Whether the 版记 takes an even page of its own, because it shares none with the text."""
    return _has_imprint(paper) and not _at_the_foot(_laid_out(markup(paper)))


def _document(paper: Paper) -> Document:
    document = _laid_out(markup(paper))
    if paper.layout is Layout.FORM and len(document.pages) > 1:
        return _laid_out(markup(paper, numbered=True))
    if _has_imprint(paper) and not _at_the_foot(document):
        return _laid_out(markup(paper, turned=True))
    return document


def _has_imprint(paper: Paper) -> bool:
    return paper.layout in EVEN and bool(paper.copies or paper.printed_by)


def _at_the_foot(document: Document) -> bool:
    """Whether the 版记 shares an even last page with text; else it takes the next even page, which has no number."""
    return len(document.pages) % 2 == 0 and "end" in document.pages[-1].anchors


def _laid_out(html: str) -> Document:
    return HTML(string=html, url_fetcher=_Faces()).render(stylesheets=[_sheet()], font_config=_fonts())


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _sheet() -> CSS:
    text = fonts.style_sheet() + STYLE.read_text(encoding="utf-8")
    return CSS(string=text, url_fetcher=_Faces(), font_config=_fonts())


class _Faces(URLFetcher):  # type: ignore[misc]
    """Serves the files of the faces and nothing else: a paper loads nothing."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """A face's file, or a refusal."""
        path = Path(unquote(urlsplit(url).path)).resolve() if url.startswith("file:") else None
        if path is None or path not in {file.resolve() for file in fonts.sources().values()}:
            raise ValueError(f"papers load nothing: {url}")
        return URLFetcherResponse(url, path.read_bytes())
