"""Django's admin, for reference data alone; every change is announced to the audit ledger."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse

from congress.models import Department
from congress.models.base import House
from congress.services.base import command
from congress.services.searching import index_unit

REFERENCE = {
    *("Body", "Category", "Congress", "Day", "Delegation", "Department", "DepartmentAlias", "LegalBasis"),
    *("BallotRule", "OutcomeClass", "Parameter", "Session", "Term"),
}
BUSINESS = {
    *("Assignment", "Attachment", "Contact", "Cosigner", "Deadline", "Evaluation", "FollowUp", "Party", "Reply"),
    *("Series", "SignInLink", "Suggestion", "SuggestionFile", "User"),
    *("Check", "Conference", "CoOpinion", "Delivery", "KeyMatter", "Notice", "Promise", "PromiseMark", "PromiseReport"),
    *("Batch", "BatchLetter", "Document", "DocumentReader", "DocumentStep", "Frozen", "RegisterEntry"),
    *("AgendaItem", "Attendance", "CalendarFeed", "Material", "Meeting", "MeetingMove", "ProgrammeEntry", "Speech"),
    *("Ballot", "BallotCounter", "BallotLine", "BallotResult", "BallotResultLine", "Candidate", "Election"),
    *("Motion", "MotionSigner", "SessionPart", "Supporter"),
    *("Proposal", "Reminder", "ReminderRule", "Running", "SearchRow", "UnitRequest", "Urging"),
}


class HouseAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Reference data may be changed, what follows from it is shown; nothing is deleted here."""

    list_per_page = 50
    show_full_result_count = False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add or change as a command of the administrator."""
        with command(request.user, "admin"):  # type: ignore[arg-type]
            return super().changeform_view(request, *args, **kwargs)

    def _open(self, request: HttpRequest) -> bool:
        return self.model.__name__ in REFERENCE and request.user.is_staff

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reference data alone."""
        return self._open(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Reference data alone."""
        return self._open(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never: what was in use is ended, not deleted."""
        return False


class DepartmentAdmin(HouseAdmin):
    """A unit's new short name is found at once in what it handled before."""

    def save_model(self, request: HttpRequest, obj: Department, form: ModelForm, change: bool) -> None:  # type: ignore[type-arg]
        """Save, and index anew what names the unit."""
        super().save_model(request, obj, form, change)
        if change and "short_name" in form.changed_data:
            index_unit(obj)


for _model in apps.get_models():
    if issubclass(_model, House) and _model.__name__ not in BUSINESS:
        admin.site.register(_model, DepartmentAdmin if _model is Department else HouseAdmin)
