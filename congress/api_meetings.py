"""The read-only API of meetings; starts from what the reader may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from congress.access import visible_to
from congress.forms.meetings.planning import MeetingFilter
from congress.models import AgendaItem, Meeting
from congress.rules.meetings import ON_AGENDA


class MeetingRow(serializers.ModelSerializer[Meeting]):
    """A meeting as other systems read it."""

    name = serializers.CharField(read_only=True)
    presided_by = serializers.CharField(source="presided_by.name", default=None)

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "id",
            "name",
            "kind",
            "number",
            "state",
            "starts_on",
            "ends_on",
            "starts_at",
            "place",
            "presided_by",
        )


class ItemRow(serializers.ModelSerializer[AgendaItem]):
    """An item of an agenda."""

    organ = serializers.CharField(source="organ.name", default=None)
    office = serializers.CharField(source="office.name", default=None)
    number = serializers.IntegerField(read_only=True)

    class Meta:
        model = AgendaItem
        fields = ("id", "number", "kind", "state", "title", "organ", "office", "reporter", "outcome", "decided_on")


class MeetingDetail(MeetingRow):
    """A meeting with the items its reader may see."""

    items = serializers.SerializerMethodField()

    class Meta(MeetingRow.Meta):
        fields = (*MeetingRow.Meta.fields, "items")

    def get_items(self, row: Meeting) -> Any:
        """The agenda as far as one reads it."""
        rows = visible_to(self.context["request"].user, AgendaItem).filter(meeting=row, state__in=ON_AGENDA)
        items = list(rows.select_related("organ", "office").order_by("position"))
        for number, item in enumerate(items, start=1):  # their own places would show that something is left out
            item.number = number  # type: ignore[attr-defined]
        return ItemRow(items, many=True).data


class MeetingList(ListAPIView[Meeting]):
    """GET /api/meetings/: newest first, the same filters as the page."""

    serializer_class = MeetingRow
    filterset_class = MeetingFilter

    def get_queryset(self) -> QuerySet[Meeting]:
        """What the reader may see."""
        rows = visible_to(self.request.user, Meeting)
        return rows.select_related("term", "body", "presided_by").order_by("-starts_on", "-id")


class MeetingOne(RetrieveAPIView[Meeting]):
    """GET /api/meetings/12/: one meeting with its agenda."""

    serializer_class = MeetingDetail

    def get_queryset(self) -> QuerySet[Meeting]:
        """What the reader may see."""
        return visible_to(self.request.user, Meeting).select_related("term", "body", "presided_by")
