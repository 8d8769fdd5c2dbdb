"""The read-only API lists of matters and projects; they start from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from decisions.models import Matter, Project


class MatterRow(serializers.ModelSerializer[Matter]):
    """A matter as other systems read it."""

    organ = serializers.CharField(source="organ.name", default=None)

    class Meta:
        model = Matter
        fields = (
            *("id", "title", "field", "form", "proposer", "organ", "amount", "state", "received_on"),
            *("decided_as", "decided_on", "effect", "report_due_on", "reported_on"),
        )


class MatterRows(ListAPIView[Matter]):
    """GET /api/decisions/matters/: newest first."""

    serializer_class = MatterRow

    def get_queryset(self) -> QuerySet[Matter]:
        """What the reader may see."""
        return visible_to(self.request.user, Matter).select_related("organ").order_by("-id")


class ProjectRow(serializers.ModelSerializer[Project]):
    """A project as other systems read it."""

    year = serializers.IntegerField(source="round.year")
    department = serializers.CharField(source="department.name")

    class Meta:
        model = Project
        fields = ("id", "year", "title", "content", "department", "amount", "state", "votes", "rank")


class ProjectRows(ListAPIView[Project]):
    """GET /api/decisions/projects/: newest year first."""

    serializer_class = ProjectRow

    def get_queryset(self) -> QuerySet[Project]:
        """What the reader may see."""
        return visible_to(self.request.user, Project).select_related("round", "department").order_by("-id")
