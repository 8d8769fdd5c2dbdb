"""The read-only API list of oaths: for most readers who has sworn, which is public after the announcement."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from personnel.models import OathDuty


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
