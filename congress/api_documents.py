"""The read-only API of official documents; starts from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from congress.access import visible_to
from congress.forms.document_filter import DocumentFilter
from congress.models import Document


class DocumentRow(serializers.ModelSerializer[Document]):
    """A document as other systems list it."""

    office = serializers.CharField(source="office.name")
    kind_label = serializers.CharField(source="get_kind_display")

    class Meta:
        model = Document
        fields = (
            "id",
            "kind",
            "kind_label",
            "title",
            "number",
            "state",
            "dated",
            "issued_on",
            "published_on",
            "addressee",
            "openness",
            "office",
            "meeting",
            "followup",
            "supersedes",
            "scanned",
        )


class DocumentDetail(DocumentRow):
    """One document with its text; of an issued one the digest of what was issued."""

    digest = serializers.CharField(source="frozen.digest", default="")

    class Meta(DocumentRow.Meta):
        fields = (*DocumentRow.Meta.fields, "body", "copies", "signed_name", "digest")  # type: ignore[assignment]


class DocumentList(ListAPIView[Document]):
    """GET /api/documents/: newest first, the same filters as the page."""

    serializer_class = DocumentRow
    filterset_class = DocumentFilter

    def get_queryset(self) -> QuerySet[Document]:
        """What the reader may see."""
        rows = visible_to(self.request.user, Document).select_related("office")  # type: ignore[arg-type]
        return rows.defer("body", "annexes").order_by("-id")


class DocumentPage(RetrieveAPIView[Document]):
    """GET /api/documents/<id>/."""

    serializer_class = DocumentDetail

    def get_queryset(self) -> QuerySet[Document]:
        """What the reader may see."""
        return visible_to(self.request.user, Document).select_related("office", "frozen")  # type: ignore[arg-type]
