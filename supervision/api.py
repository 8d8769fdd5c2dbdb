"""The read-only API lists of supervision; they start from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from supervision.access.normative import audit_problems, normative_documents
from supervision.filters import OpinionFilter
from supervision.forms.normative import NormativeFilter
from supervision.forms.topics import TopicFilter
from supervision.models import AuditProblem, DeliberationOpinion, NormativeDocument, Topic
from supervision.queries.audits import progress_of, with_progress
from supervision.queries.opinions.listing import listed as listed_opinions
from supervision.queries.plan import listed as listed_topics


class OpinionRow(serializers.ModelSerializer[DeliberationOpinion]):
    """An opinion as other systems read it."""

    organ = serializers.CharField(source="organ.name")
    office = serializers.CharField(source="office.name")
    meeting = serializers.CharField(source="agenda_item.meeting.name")
    items = serializers.IntegerField(source="item_count")
    items_done = serializers.IntegerField(source="done_count")

    class Meta:
        model = DeliberationOpinion
        fields = (
            *("id", "number", "title", "state", "round", "organ", "office", "meeting", "adopted_on"),
            *("handed_over_on", "report_due_on", "items", "items_done", "result", "closed_on"),
        )


class OpinionList(ListAPIView[DeliberationOpinion]):
    """GET /api/supervision/opinions/: newest first, the same filters as the page."""

    serializer_class = OpinionRow
    filterset_class = OpinionFilter

    def get_queryset(self) -> QuerySet[DeliberationOpinion]:
        """What the reader may see."""
        return listed_opinions(visible_to(self.request.user, DeliberationOpinion)).order_by("-id")


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
        return listed_topics(self.request.user)


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
