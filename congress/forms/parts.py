"""Fields the forms of the handling share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.base import CommandForm, choose_from
from congress.models import Attachment, Department
from congress.services.files import ACCEPT, Upload


def units_of(county: int) -> QuerySet[Department]:
    """Units of a county that exist today."""
    return Department.objects.filter(Q(until=None) | Q(until__gte=today()), county=county)


def many(form: forms.Form, slot: Attachment.Slot, mark: Attachment.Mark) -> list[Upload]:
    """The files of a form's ``attached`` field as uploads."""
    return [Upload(slot, mark, file) for file in form.cleaned_data["attached"]]


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files under one name; cleans to a list."""

    widget = ManyFiles(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Clean each file; an empty list when none was chosen and none is required."""
        rows = data if isinstance(data, list | tuple) else [data] if data else []
        if not rows and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(row, initial) for row in rows]


def words(
    label: Any, *, required: bool = True, rows: int = 4, limit: int = 500, help_text: Any = ""
) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=limit, widget=widget, help_text=help_text)


class ReasonForm(CommandForm):
    """A confirmation that asks for a reason; ``name`` is what the command calls it."""

    def __init__(self, *args: Any, name: str, label: Any, required: bool = True, help_text: Any = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields[name] = words(label, required=required, help_text=help_text)


class UnitForm(CommandForm):
    """Choose one unit, with a word to it."""

    department = forms.ModelChoiceField(
        label=_("承办单位"), queryset=Department.objects.none(), empty_label=_("请选择单位")
    )
    answer = words(_("说明"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "department", units)
