"""The read-only API lists of suggestions and motions; they start from what the reader may see."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from congress.models import Assignment
from deputies.filters import SuggestionFilter
from deputies.models import Motion, Suggestion
from deputies.queries.ledger import with_relations


class SuggestionRow(serializers.ModelSerializer[Suggestion]):
    """A suggestion as other systems read it."""

    number = serializers.CharField(read_only=True)
    lead = serializers.CharField(source="lead.name")
    delegation = serializers.CharField(source="author.delegation.name", default=None)
    category = serializers.CharField(source="category.label", default=None)
    handling = serializers.CharField(source="followup.state", default=None)
    received_on = serializers.DateField(source="followup.opened_on", default=None)
    handed_over_on = serializers.DateField(source="followup.handed_over_on", default=None)
    reply_due_on = serializers.DateField(source="followup.reply_due_on", default=None)
    answered_on = serializers.DateField(source="followup.answered_on", default=None)
    departments = serializers.SerializerMethodField()

    class Meta:
        model = Suggestion
        fields = (
            "id",
            "number",
            "title",
            "state",
            "lead",
            "delegation",
            "category",
            "difficulty",
            "handling",
            "received_on",
            "handed_over_on",
            "reply_due_on",
            "answered_on",
            "departments",
        )

    def get_departments(self, row: Suggestion) -> list[str]:
        """The units it was handed over to."""
        return [a.department.name for a in row.followup.assignments.all()] if row.followup else []


class SuggestionList(ListAPIView[Suggestion]):
    """GET /api/suggestions/: newest first, the same filters as the page."""

    serializer_class = SuggestionRow
    filterset_class = SuggestionFilter

    def get_queryset(self) -> QuerySet[Suggestion]:
        """What the reader may see."""
        units = Prefetch("followup__assignments", Assignment.objects.select_related("department"))
        return with_relations(visible_to(self.request.user, Suggestion)).prefetch_related(units).order_by("-id")


class MotionRow(serializers.ModelSerializer[Motion]):
    """A motion as other systems read it."""

    number = serializers.CharField(read_only=True)
    mover = serializers.CharField(source="mover.person.name")
    delegation = serializers.CharField(source="mover.delegation.name")
    committee = serializers.CharField(source="committee.name", default=None)

    class Meta:
        model = Motion
        fields = ("id", "number", "title", "state", "mover", "delegation", "decision", "decided_on", "committee")


class MotionList(ListAPIView[Motion]):
    """GET /api/motions/: newest first."""

    serializer_class = MotionRow

    def get_queryset(self) -> QuerySet[Motion]:
        """What the reader may see."""
        rows = visible_to(self.request.user, Motion)
        return rows.select_related("mover__person", "mover__delegation", "committee").order_by("-id")
