"""The read-only API lists of offices, acts and oaths; they start from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from personnel.models import AppointmentLine, Holding, Oath


class HoldingRow(serializers.ModelSerializer[Holding]):
    """Who holds or held an office."""

    person = serializers.CharField(source="person.name")
    office = serializers.CharField()

    class Meta:
        model = Holding
        fields = ("id", "person", "office", "acting", "since", "until", "began", "ended", "act", "end_act")


class HoldingList(ListAPIView[Holding]):
    """GET /api/personnel/holdings/."""

    serializer_class = HoldingRow

    def get_queryset(self) -> QuerySet[Holding]:
        """What the reader may see."""
        return visible_to(self.request.user, Holding).select_related("person", "office").order_by("office_id", "id")


class LineRow(serializers.ModelSerializer[AppointmentLine]):
    """One act; before the vote only for those who may know of it."""

    motion = serializers.CharField(source="motion.number")
    state = serializers.CharField(source="motion.state")
    office = serializers.CharField()

    class Meta:
        model = AppointmentLine
        fields = ("id", "motion", "state", "act", "name", "office", "outcome", "effective_on")


class LineList(ListAPIView[AppointmentLine]):
    """GET /api/personnel/appointments/: newest first."""

    serializer_class = LineRow

    def get_queryset(self) -> QuerySet[AppointmentLine]:
        """What the reader may see."""
        rows = visible_to(self.request.user, AppointmentLine).select_related("motion", "office")
        return rows.order_by("-motion_id", "position", "id")


class OathRow(serializers.ModelSerializer[Oath]):
    """One oath."""

    person = serializers.CharField(source="holding.person.name")
    office = serializers.CharField(source="holding.office")

    class Meta:
        model = Oath
        fields = ("id", "person", "office", "organiser", "state", "due_on", "sworn_on")


class OathList(ListAPIView[Oath]):
    """GET /api/personnel/oaths/."""

    serializer_class = OathRow

    def get_queryset(self) -> QuerySet[Oath]:
        """What the reader may see."""
        rows = visible_to(self.request.user, Oath).select_related("holding__person", "holding__office")
        return rows.order_by("due_on", "id")
