"""审计台账 for the auditor."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from congress.access import standing, visible_to
from congress.models import Change, Seal
from congress.queries.ledger import Line, lines_of, page
from congress.rules.roles import Role
from congress.services.audit import verify as verify_seals
from congress.sheets import MOST_EXPORTED, Cell, list_response
from congress.views.base import SignedInRequest, done

WORDS = {"insert": gettext_lazy("新增"), "update": gettext_lazy("修改"), "delete": gettext_lazy("删除")}
FILTERS = {"table": "table", "row": "row", "actor": "actor", "command": "command"}


def _auditors_only(request: SignedInRequest) -> None:
    if not standing(request.user).has(Role.AUDITOR):
        raise Http404


def _listed(request: SignedInRequest) -> tuple[QuerySet[Change], dict[str, str]]:
    """The changes the address bar asks for, and what it asks for."""
    _auditors_only(request)
    kept = {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}
    kept = {name: value for name, value in kept.items() if value}
    rows = visible_to(request.user, Change).filter(**{FILTERS[name]: value for name, value in kept.items()})
    return rows, kept


@login_required
def ledger(request: SignedInRequest) -> HttpResponse:
    """The changes, newest first, filtered by the address bar."""
    rows, kept = _listed(request)
    before = request.GET.get("before", "")
    lines, following = page(rows, int(before) if before.isdecimal() and len(before) < 18 else None)
    context = {
        "lines": [(line, WORDS.get(line.change.op, line.change.op)) for line in lines],
        "values": kept,
        "query": urlencode(kept),
        "next": urlencode({**kept, "before": following}) if following else "",
        "seal": Seal.objects.order_by("-id").first(),
    }
    return render(request, "congress/ledger/ledger.html", context)


@login_required
def exported(request: SignedInRequest) -> HttpResponse:
    """The changes as filtered, the newest ones, as Excel."""
    rows, _kept = _listed(request)
    lines = [_cells(line) for line in lines_of(rows.order_by("-id")[:MOST_EXPORTED])]
    headers = [_("时间"), _("人员"), _("命令"), _("理由"), _("对象"), _("行"), _("动作"), _("变更")]
    total = rows.count() if len(lines) == MOST_EXPORTED else len(lines)
    return list_response(_("审计台账"), headers, lines, total)


def _cells(line: Line) -> list[Cell]:
    change = line.change
    told = [f"{name}：{old} → {new}" if old else f"{name}：{new}" for name, old, new in line.fields if old or new]
    moment = f"{timezone.localtime(change.at):%Y-%m-%d %H:%M:%S}"
    who = change.actor or change.database_role
    word = str(WORDS.get(change.op, change.op))
    if line.veiled:
        told = [_("表决前不公开")]
    return [moment, who, change.command, line.reason, line.table, change.row, word, "\n".join(told)]


@login_required
@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    """Check every seal against the ledger."""
    _auditors_only(request)
    broken = verify_seals()
    if broken is None:
        return done(request, _("已核对全部封存，台账完整，没有被改动。"), "ledger")
    return done(request, _("第%(n)s号封存与台账不符，请立即报告。") % {"n": broken}, "ledger")
