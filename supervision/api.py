"""The read-only API lists of supervision; they start from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from supervision.access import audit_problems, normative_documents
from supervision.forms.normative import NormativeFilter
from supervision.models import AuditProblem, NormativeDocument
from supervision.queries.audits import progress_of, with_progress


class NormativeRow(serializers.ModelSerializer[NormativeDocument]):
    """A document of the register as other systems read it."""

    register_number = serializers.CharField(read_only=True)
    maker = serializers.CharField(read_only=True)

    class Meta:
        model = NormativeDocument
        fields = (
            *("id", "register_number", "maker", "title", "number", "published_on", "submitted_on", "filing_due_on"),
            *("occasion", "state", "due_on", "settled_on"),
        )


class NormativeList(ListAPIView[NormativeDocument]):
    """GET /api/supervision/normative/: newest first, the same filters as the page."""

    serializer_class = NormativeRow
    filterset_class = NormativeFilter

    def get_queryset(self) -> QuerySet[NormativeDocument]:
        """What the reader may see."""
        rows = normative_documents(self.request.user).select_related("organ", "township")
        return rows.order_by("-year", "-serial")


class ProblemRow(serializers.ModelSerializer[AuditProblem]):
    """A problem the audit found."""

    year = serializers.IntegerField(source="audit.year")
    unit = serializers.CharField(source="unit.name")
    progress = serializers.SerializerMethodField()

    class Meta:
        model = AuditProblem
        fields = ("id", "year", "position", "unit", "problem", "amount", "measure", "planned_on", "progress")

    def get_progress(self, row: AuditProblem) -> str:
        """How far it is."""
        return progress_of(row).value


class ProblemList(ListAPIView[AuditProblem]):
    """GET /api/supervision/audit-problems/: newest list first."""

    serializer_class = ProblemRow

    def get_queryset(self) -> QuerySet[AuditProblem]:
        """What the reader may see."""
        rows = with_progress(audit_problems(self.request.user)).select_related("audit", "unit")
        return rows.order_by("-audit__year", "position")
