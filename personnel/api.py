"""The read-only API lists of offices, acts and oaths; they start from what the reader may see.

For most readers the oaths are those that were sworn, which is public after the announcement.
"""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from personnel.models import AppointmentLine, Holding, OathDuty


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


class OathRow(serializers.ModelSerializer[OathDuty]):
    """An oath as other systems read it."""

    meeting = serializers.CharField(read_only=True)

    class Meta:
        model = OathDuty
        fields = (
            *("id", "name", "organ", "post", "act", "meeting", "acted_on", "number"),
            *("organiser", "state", "due_on", "sworn_on"),
        )


class OathList(ListAPIView[OathDuty]):
    """GET /api/personnel/oaths/: the latest acts first."""

    serializer_class = OathRow

    def get_queryset(self) -> QuerySet[OathDuty]:
        """What the reader may see."""
        rows = visible_to(self.request.user, OathDuty).select_related("meeting__term", "meeting__body")
        return rows.order_by("-acted_on", "-id")
