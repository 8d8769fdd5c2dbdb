"""Forms that carry a command: the version they saw, and where a refusal is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet

from congress.refusals import Conflict, Incomplete, Refusal

T = TypeVar("T")

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and marks that turn the direction of a line: pasted along unseen, they garble lists and papers."""


class CommandForm(forms.Form):
    """A form posted to one command. ``version`` travels with it where two people may meet."""

    required_css_class = "required"
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    refusal: Refusal | None = None

    def clean(self) -> dict[str, Any]:
        """What was typed, without characters nobody can see; passwords stay as they are."""
        data: dict[str, Any] = super().clean() or {}
        for name, value in list(data.items()):
            field = self.fields[name]
            if isinstance(value, str) and not isinstance(field.widget, forms.PasswordInput):
                data[name] = UNSEEN.sub("", value)
                if field.required and value and not data[name].strip():
                    self.add_error(name, field.error_messages["required"])
        return data

    def attempt(self, run: Callable[[], T]) -> T | None:
        """Run the command; a refusal becomes an error of this form, with everything typed kept."""
        try:
            return run()
        except Incomplete as refusal:
            self.refusal = refusal
            for name, text in refusal.fields.items():
                self.add_error(name if name in self.fields else None, str(text))
        except Conflict as refusal:
            self._see(refusal)
        except Refusal as refusal:
            self.refusal = refusal
            self.add_error(None, str(refusal))
        return None

    def _see(self, refusal: Conflict) -> None:
        """Show what was typed beside the present state; sending it again is then a decision."""
        self.refusal = refusal
        self.add_error(None, str(refusal))
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = getattr(refusal.current, "version", None)
        self.data = data


def choose_from(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a model choice field of ``form`` offer these rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
