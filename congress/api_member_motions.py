"""The read-only API list of members' motions; starts from what the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from congress.access import visible_to
from congress.models import MemberMotion, MemberMotionSigner
from congress.rules.member_motions import SignerAnswer


class MemberMotionRow(serializers.ModelSerializer[MemberMotion]):
    """A motion as other systems read it."""

    mover = serializers.CharField(source="mover.name")
    signers = serializers.SerializerMethodField()
    decided_by = serializers.CharField(source="decided_by.name", default=None)

    class Meta:
        model = MemberMotion
        fields = (
            *("id", "number", "title", "grounds", "proposal", "mover", "signers", "state", "submitted_on"),
            *("decision", "decided_by", "decision_note", "item"),
        )

    def get_signers(self, row: MemberMotion) -> list[str]:
        """Those who joined."""
        signers: list[MemberMotionSigner] = list(row.signers.all())
        return [signer.person.name for signer in signers if signer.answer == SignerAnswer.JOINED]


class MemberMotionList(ListAPIView[MemberMotion]):
    """GET /api/member-motions/: newest first."""

    serializer_class = MemberMotionRow

    def get_queryset(self) -> QuerySet[MemberMotion]:
        """What the reader may see."""
        rows = visible_to(self.request.user, MemberMotion).select_related(
            "mover", "decided_by__term", "decided_by__body"
        )
        return rows.prefetch_related("signers__person").order_by("-entered_at", "-id")
