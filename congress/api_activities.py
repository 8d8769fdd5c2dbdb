"""The read-only API of activities; starts from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.forms.activities import ActivityFilter
from congress.models import Activity
from congress.queries.activities import listed


class ActivityRow(serializers.ModelSerializer[Activity]):
    """An activity as other systems read it; what was found stays inside the house."""

    office = serializers.CharField(source="office.name")

    class Meta:
        model = Activity
        fields = ("id", "kind", "state", "title", "office", "starts_on", "ends_on", "starts_at", "place")


class ActivityList(ListAPIView[Activity]):
    """GET /api/activities/: newest first, the same filters as the page."""

    serializer_class = ActivityRow
    filterset_class = ActivityFilter

    def get_queryset(self) -> QuerySet[Activity]:
        """What the reader may see."""
        return listed(self.request.user)
