"""From what a clerk typed to a paper: letterhead, number, blocks, signature, 版记. Layout is not known here."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Document
from congress.official.content import Block, Layout, Level, Paper
from congress.queries.documents.moves import kind_of
from congress.queries.documents.stationery import filled, letterhead_of, number_text, scope_of, series_of
from congress.rules.documents.body import annexes_of, blocks_of
from congress.rules.documents.kinds import Signer

BLANK = "　"
ROW = 11.0
"""Millimetres of a row that is filled in by hand."""


def paper_of(document: Document, *, number: str, dated: date | None, printed_on: date | None) -> Paper:
    """The paper a document is, under a number and a date."""
    head = letterhead_of(document)
    county, office = document.county, document.office
    layout, kind = Layout(document.layout), kind_of(document)
    annexes = annexes_of(document.annexes)
    named = tuple(line.strip() for line in document.enclosures.splitlines() if line.strip())
    signature = document.signature or (filled(head.signature, county, office.name) if head else "")
    minutes, unsigned = layout is Layout.MINUTES, kind.signer is Signer.NOBODY
    return Paper(
        layout=layout,
        issuer=filled(head.text, county, office.name) if head else "",
        title=document.title,
        number="" if minutes else number,
        period=_("（%(number)s）") % {"number": number} if minutes and number else "",
        upward_signer=document.upward_signer,
        adopted=_bracketed(document.adopted),
        addressee=document.addressee.rstrip("：: "),
        blocks=_to_fill_in(blocks_of(document.body)) if layout is Layout.FORM else blocks_of(document.body),
        attachments=named or tuple(annex.title for annex in annexes),
        signature=document.signature if minutes or unsigned else signature,
        dated=None if unsigned else dated,
        sealed=kind.sealed,
        note=document.note,
        contact=document.contact,
        copies=tuple(part for part in re.split(r"[、，,；;\n]", document.copies.strip("。 ")) if part.strip()),
        printed_by=_printer(document) if layout in {Layout.ORDINARY, Layout.MINUTES} else "",
        printed_on=printed_on if layout in {Layout.ORDINARY, Layout.MINUTES} else None,
        annexes=annexes,
    )


def _bracketed(adopted: str) -> str:
    """The 题注 stands in brackets, whether or not they were typed."""
    return _("（%(words)s）") % {"words": adopted} if adopted and not adopted.startswith(("（", "(")) else adopted


def _to_fill_in(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The rows of a form are high enough to be signed in."""
    return tuple(replace(block, height=ROW) if block.level is Level.TABLE else block for block in blocks)


def _printer(document: Document) -> str:
    """印发机关: the office that prints; offices are named by their full name."""
    return str(document.issuing_office.name)


def draft_paper(document: Document) -> Paper:
    """How a draft will look: its number still blank, its date today's unless one is set."""
    day = document.dated or today()
    series = series_of(document.county).get(document.series)
    number = ""
    if series is not None:
        number = number_text(series, document.county, scope_of(series, document.county, day.year), BLANK)
    return paper_of(document, number=number, dated=day, printed_on=day)
