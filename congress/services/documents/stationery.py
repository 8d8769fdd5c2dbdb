"""The county's own letterheads and numbers: they go before the shared ones and change nothing already issued."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.access import sets_documents
from congress.labels import label
from congress.models import Body, Congress, DocumentSeries, Letterhead, User
from congress.official.content import Layout
from congress.queries.documents.stationery import series_of
from congress.refusals import Incomplete, NotAllowed
from congress.rules.documents.kinds import Organ
from congress.rules.documents.numbering import Scope, trouble
from congress.services.base import command
from congress.services.documents.register import pass_over


def _county(actor: User) -> Congress:
    if not sets_documents(actor) or actor.county is None:
        raise NotAllowed(_("文号和版头由常委会办公室和系统管理员设定。"))
    return actor.county


@dataclass(frozen=True)
class Style:
    """How numbers of a series read. ``last`` is the last one given before this system came, None to leave it."""

    form: str
    scope: Scope
    kept_by: str = ""
    last: int | None = None


def set_series(*, actor: User, code: str, style: Style) -> DocumentSeries:
    """Let the county's own form of numbers hold from now on; numbers already given stay as they were printed.

    Raises NotAllowed; Incomplete for a form that would print nonsense or repeat numbers; WrongState when numbers
    have been given and ``last`` comes too late.
    """
    county = _county(actor)
    base = series_of(county).get(code)
    if base is None:
        raise Incomplete({"form": _("没有这个编号序列。")})
    wrong = trouble(style.form.strip(), style.scope)
    if wrong is not None:
        raise Incomplete({"form": _("字号样式不能用：%(why)s。") % {"why": label(wrong)}})
    if style.kept_by and style.kept_by not in Body.Kind.values:
        raise Incomplete({"kept_by": _("没有这类机构。")})
    with command(actor, "set_series"):
        row, _new = DocumentSeries.objects.update_or_create(
            county=county,
            code=code,
            defaults={
                "label": base.label,
                "form": style.form.strip(),
                "scope": style.scope,
                "kept_by": style.kept_by,
                "place_order": base.place_order,
                "set_by": actor,
            },
        )
        if style.last is not None:
            pass_over(actor=actor, series=code, last=style.last)
    return row


def set_letterhead(*, actor: User, organ: Organ, layout: Layout, text: str, signature: str) -> Letterhead:
    """Let the county's own letterhead hold from now on. Raises NotAllowed, Incomplete."""
    county = _county(actor)
    if layout in {Layout.ORDINARY, Layout.LETTER, Layout.MINUTES} and not text.strip():
        raise Incomplete({"text": _("这种格式有版头，请写发文机关标志（GB/T 9704—2012）。")})
    with command(actor, "set_letterhead"):
        row, _new = Letterhead.objects.update_or_create(
            county=county,
            organ=organ,
            layout=layout,
            defaults={"text": text.strip(), "signature": signature.strip(), "set_by": actor},
        )
    return row
