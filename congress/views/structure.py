"""代表结构表 on screen and as Excel."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from congress.access import standing
from congress.queries.structure import Structure
from congress.queries.structure import structure as read
from congress.sheets import Cell, excel_response, workbook
from congress.views.base import SignedInRequest


def _read(request: SignedInRequest) -> Structure:
    """For offices, leaders and the committee."""
    if not standing(request.user).sees_handling:
        raise Http404
    return read(request.user)


@login_required
def structure(request: SignedInRequest) -> HttpResponse:
    """The table of today."""
    return render(request, "congress/people/structure.html", {"structure": _read(request)})


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The table as Excel."""
    found = _read(request)
    lines: list[list[Cell]] = []
    for trait in found.traits:
        lines += [[trait.label, share.label, share.count, share.percent] for share in trait.shares]
        if trait.unrecorded:
            lines.append([trait.label, _("未登记"), trait.unrecorded, None])
    lines.append([_("合计"), None, found.total, None])
    name = _("代表结构表")
    headers = [_("项目"), _("分类"), _("人数"), _("占全体代表%")]
    return excel_response(workbook(name, headers, lines), f"{name} {found.on:%Y-%m-%d}")
