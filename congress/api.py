"""The read-only API's shared parts, and the figures as other systems read them."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from congress.access import reads_statistics
from congress.kinds import registry
from congress.queries.figures import Counted, slice_of
from congress.queries.measures import RATIOS
from congress.queries.statistics import counted


class Pages(PageNumberPagination):
    """Fifty rows a page, two hundred at most."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class Figures(APIView):
    """GET /api/figures/?years=2026&on=2026-06-30&by=category&held=between: counts and rates of each group."""

    def get(self, request: Request) -> Response:
        """The same counts as the statistics page; 404 for who does not read it."""
        if not reads_statistics(request.user):
            raise Http404
        kinds = list(registry.kinds)
        kind = request.query_params.get("kind", kinds[0])
        asked = slice_of(request.query_params.dict(), kind if kind in kinds else kinds[0])
        groups, total = counted(request.user, asked)
        return Response(
            {
                "kind": asked.kind,
                "years": asked.years,
                "on": asked.on,
                "held": asked.held,
                "by": asked.by,
                "groups": [{"value": group.asked.value, **_shape(group)} for group in groups],
                "total": _shape(total),
            }
        )


def _shape(found: Counted) -> dict[str, Any]:
    rates = {code: found.rate(code) for code in RATIOS}
    return {
        "label": found.label,
        "counts": found.counts,
        "rates": {
            code: {"percent": rate.percent, "part": rate.part, "whole": rate.whole} for code, rate in rates.items()
        },
    }
