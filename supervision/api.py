"""The read-only API lists of supervision; they start from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from supervision.filters import OpinionFilter
from supervision.models import DeliberationOpinion
from supervision.queries.opinions.listing import listed


class OpinionRow(serializers.ModelSerializer[DeliberationOpinion]):
    """An opinion as other systems read it."""

    organ = serializers.CharField(source="organ.name")
    office = serializers.CharField(source="office.name")
    meeting = serializers.CharField(source="agenda_item.meeting.name")
    items = serializers.IntegerField(source="item_count")
    items_done = serializers.IntegerField(source="done_count")

    class Meta:
        model = DeliberationOpinion
        fields = (
            *("id", "number", "title", "state", "round", "organ", "office", "meeting", "adopted_on"),
            *("handed_over_on", "report_due_on", "items", "items_done", "result", "closed_on"),
        )


class OpinionList(ListAPIView[DeliberationOpinion]):
    """GET /api/supervision/opinions/: newest first, the same filters as the page."""

    serializer_class = OpinionRow
    filterset_class = OpinionFilter

    def get_queryset(self) -> QuerySet[DeliberationOpinion]:
        """What the reader may see."""
        return listed(visible_to(self.request.user, DeliberationOpinion)).order_by("-id")
