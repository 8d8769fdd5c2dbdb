"""Words and shapes for templates: dates, sizes, numbers, widgets. Nothing here runs a query."""

import copy
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.forms.widgets import DateTimeBaseInput, Widget
from django.http import QueryDict
from django.middleware.csrf import get_token
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from congress.templatetags.chips import badge, due_chip, due_why, shape

register = template.Library()

THIN_SPACE = "\u2009"
UPLOAD_MB = 30

# Django's own date widgets are plain text boxes; these are the native ones and the only format they read.
NATIVE_PICKERS: tuple[tuple[type[DateTimeBaseInput], str, str], ...] = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)
TEXT_CONTROLS = (forms.Textarea, forms.widgets.Input)


@register.filter
def paragraphs(value: str) -> SafeString:
    """Every line a paragraph of its own, as official papers are written; empty lines fall away."""
    return format_html_join("", "<p>{}</p>", ((line.strip(),) for line in str(value).splitlines() if line.strip()))


# -- Chips -----------------------------------------------------------------------------------------
for _chip in (shape, badge, due_chip, due_why):
    register.simple_tag(_chip)


# -- Dates, sizes, numbers -----------------------------------------------------------------------
@register.filter
def cn_date(value: date | datetime | None, form: str = "long") -> str:
    """Write a date as the office does: long, short, table, weekday, moment or time."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    match form:
        case "short":
            return _("%(month)d月%(day)d日") % {"month": value.month, "day": value.day}
        case "table":
            return f"{value:%Y-%m-%d}"
        case "time":
            return f"{value:%H:%M}"
    text = _("%(year)d年%(month)d月%(day)d日") % {"year": value.year, "month": value.month, "day": value.day}
    match form:
        case "weekday":
            return f"{text} {date_format(value, 'l')}"
        case "moment":
            return f"{text} {value:%H:%M}"
    return text


@register.filter
def filesize_cn(size: int | None) -> str:
    """Write a size in bytes as 字节, KB, MB or GB."""
    if size is None:
        return ""
    if size < 1024:
        return _("%(size)d 字节") % {"size": size}
    amount = float(size)
    for unit in ("KB", "MB", "GB"):
        amount /= 1024
        if amount < 1023.5 or unit == "GB":
            break
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"


@register.filter
def thin(value: float | Decimal | str | None) -> str:
    """Group a number by thin spaces, only from five digits on (9999, 12 345)."""
    if value is None:
        return ""
    text = str(value)
    whole, point, part = text.partition(".")
    digits = whole.lstrip("-")
    if not digits.isdecimal() or len(digits) < 5:
        return text
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(digits):,}".replace(",", THIN_SPACE) + point + part


# -- Addresses -----------------------------------------------------------------------------------
@register.simple_tag
def query_with(query: str, key: str, value: object) -> str:
    """Return ``?query`` with one key set, for links that keep the reader's filters."""
    params = QueryDict(query, mutable=True)
    params[key] = str(value)
    return f"?{params.urlencode()}"


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """Page numbers around the current one, gaps as an ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """The hidden CSRF input, also inside ``{% include … only %}``."""
    request = getattr(context, "request", None)
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


# -- Forms ---------------------------------------------------------------------------------------
@register.filter
def kind(field: BoundField) -> str:
    """Which markup a field needs: hidden, check, choices, group, file or control."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "group" if isinstance(widget, forms.MultiWidget) else "control"


@register.filter
def filled(form: forms.BaseForm) -> int:
    """How many visible fields of a filter form the reader has set."""
    count = 0
    for field in form.visible_fields():
        value = field.value()
        count += any(value) if isinstance(value, list | tuple) else value not in (None, "")
    return count


@register.simple_tag
def widget(field: BoundField, help_source: str = "") -> SafeString:
    """Draw a field's control with the house's classes, tied to its help and its error."""
    control = copy.deepcopy(field.field.widget)
    if isinstance(control, forms.MultiWidget):
        # One label serves two boxes: each says which end it is.
        for part, end in zip(control.widgets, (_("起"), _("止")), strict=False):
            part.attrs.setdefault("aria-label", f"{field.label} {end}")
            _dress(part)
    else:
        _dress(control)
    attrs: dict[str, Any] = {}
    described = _described_by(field, help_source)
    if described:
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    if type(control) is forms.Select and all(isinstance(words, str | Promise) for _code, words in control.choices):
        return _select(field, control, attrs)
    return field.as_widget(widget=control, attrs=attrs)


def _select(field: BoundField, control: forms.Select, attrs: dict[str, Any]) -> SafeString:
    """A drop-down as Django draws it, without a template for each of its choices: a filter has hundreds."""
    attrs = control.build_attrs(control.attrs, field.build_widget_attrs({"id": field.auto_id, **attrs}, control))
    chosen = set(control.format_value(field.value()))
    rows = ((code, mark_safe(" selected") if str(code) in chosen else "", words) for code, words in control.choices)
    options = format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
    return format_html('<select name="{}"{}>\n{}\n</select>', field.html_name, flatatt(attrs), options)


@register.filter
def refusals(field: BoundField) -> list[str]:
    """What is wrong with a field; Django's bare "required" becomes what to do."""
    ask = {"check": _("请核实后勾选。"), "choices": _("请选择。"), "file": _("请选文件。")}
    todo = ask.get(kind(field), _("请填写。"))
    if isinstance(field.field.widget, forms.Select):
        todo = _("请选择。")
    texts: list[str] = []
    for error in field.errors.as_data():
        texts += [todo] if error.code == "required" else error.messages
    return texts


def _described_by(field: BoundField, help_source: str) -> str:
    """Ids of the texts that explain a field, error first."""
    name = field.auto_id
    ids = []
    if not name:
        return ""
    if field.errors:
        ids.append(f"{name}_error")
    if field.help_text or help_source:
        ids.append(f"{name}_helptext")
    if isinstance(field.field.widget, forms.FileInput):
        ids.append(f"{name}_secrecy")
    return " ".join(ids)


def _dress(control: Widget) -> None:
    """Give one widget (a private copy) its class, its native picker and its hints."""
    if isinstance(control, DateTimeBaseInput):
        control.input_type, control.format = next(
            (picker, pattern) for family, picker, pattern in NATIVE_PICKERS if isinstance(control, family)
        )
    if isinstance(control, forms.FileInput):
        # The stock clearable widget draws line breaks and a link; the field component says it better.
        control.template_name = "django/forms/widgets/file.html"
        limit = getattr(settings, "UPLOAD_MAX_BYTES", UPLOAD_MB * 1024 * 1024)
        control.attrs.setdefault("data-max-mb", limit // (1024 * 1024))
    if isinstance(control, forms.Textarea):
        control.attrs["rows"] = 6 if str(control.attrs.get("rows", "10")) == "10" else control.attrs["rows"]
        if control.attrs.get("maxlength"):
            control.attrs.setdefault("data-count", control.attrs["maxlength"])
    classes = _classes(control)
    if classes:
        control.attrs["class"] = f"{control.attrs.get('class', '')} {classes}".strip()


def _classes(control: Widget) -> str:
    """Bootstrap's class for a widget."""
    if isinstance(control, forms.Select):
        return "form-select"
    if isinstance(control, forms.CheckboxInput) or not isinstance(control, TEXT_CONTROLS):
        return ""
    return "form-control"
