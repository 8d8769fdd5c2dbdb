"""The read-only API of topics; starts from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from supervision.forms.topics import TopicFilter
from supervision.models import Topic
from supervision.queries.plan import listed


class TopicRow(serializers.ModelSerializer[Topic]):
    """A topic as other systems read it."""

    organ = serializers.CharField(source="organ.name", default=None)
    office = serializers.CharField(source="office.name", default=None)
    vice_chair = serializers.CharField(source="vice_chair.name", default=None)
    field = serializers.CharField(source="field.label", default=None)
    basis = serializers.CharField(source="basis.citation", default=None)
    meeting = serializers.CharField(source="item.meeting.name", default=None)

    class Meta:
        model = Topic
        fields = (
            *("id", "year", "month", "title", "way", "state", "organ", "office", "vice_chair", "field"),
            *("source", "basis", "again", "meeting"),
        )


class TopicList(ListAPIView[Topic]):
    """GET /api/supervision/topics/?year=2026: the same filters as the page."""

    serializer_class = TopicRow
    filterset_class = TopicFilter

    def get_queryset(self) -> QuerySet[Topic]:
        """What the reader may see."""
        return listed(self.request.user)
