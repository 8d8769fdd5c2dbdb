"""The tables of what deputies hand in: suggestions and motions."""

from deputies.models.motions import Motion, MotionSigner
from deputies.models.suggestions import Category, Cosigner, Suggestion, SuggestionFile

__all__ = ["Category", "Cosigner", "Motion", "MotionSigner", "Suggestion", "SuggestionFile"]
