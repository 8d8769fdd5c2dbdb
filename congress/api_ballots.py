"""The read-only API list of votes and their results; starts from what the reader may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from congress.models import Ballot, BallotResult, BallotResultLine


class ResultLineRow(serializers.ModelSerializer[BallotResultLine]):
    """One line with its votes by choice, in the order of the choices."""

    class Meta:
        model = BallotResultLine
        fields = ("position", "name", "post", "written_in", "counts", "silent", "needed", "outcome", "words")


class ResultRow(serializers.ModelSerializer[BallotResult]):
    """A result with everything it was counted of."""

    lines = ResultLineRow(many=True)

    class Meta:
        model = BallotResult
        fields = (
            *("in_office", "seats", "vacancies", "membership", "whole", "quorum", "present"),
            *("issued", "returned", "spoiled", "valid", "majority", "denominator", "basis", "closed_at", "lines"),
        )


class BallotRow(serializers.ModelSerializer[Ballot]):
    """A vote as other systems read it."""

    meeting = serializers.CharField(source="meeting.name")
    choices = serializers.JSONField(source="options")
    result = serializers.SerializerMethodField()

    class Meta:
        model = Ballot
        fields = ("id", "meeting", "kind", "method", "question", "state", "choices", "result")

    def get_result(self, row: Ballot) -> dict[str, Any] | None:
        """The frozen result, once there is one."""
        result = getattr(row, "result", None)
        return ResultRow(result).data if result else None


class BallotList(ListAPIView[Ballot]):
    """GET /api/ballots/: newest first."""

    serializer_class = BallotRow

    def get_queryset(self) -> QuerySet[Ballot]:
        """What the reader may see."""
        rows = visible_to(self.request.user, Ballot).select_related("meeting__term", "meeting__body", "result")
        return rows.prefetch_related("result__lines").order_by("-id")
