"""Draws one form field: label, help, errors and any widget, wired together for screen readers.

Plain Django forms need no attributes: the widget's own kind decides how it is drawn.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString

from lintel.ui.widgets import DRAWN


class Renderer(DjangoTemplates):
    """Makes `{{ form }}` look like fields drawn one by one; set as `FORM_RENDERER`."""

    form_template_name = "ui/form.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """The plain controls at once, all else by its template."""
        draw = DRAWN.get(template_name)
        if draw:
            return draw(context["widget"])
        return SafeString(super().render(template_name, context, request))

    def get_template(self, template_name: str) -> Any:
        """Ours come from the house's templates, widgets from Django's own."""
        return (
            get_template(template_name)
            if template_name.startswith("ui/")
            else super().get_template(template_name)
        )


_PICKERS: Mapping[type[Any], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}


def kind(field: BoundField) -> str:
    """`checkbox`, `group` (radio buttons, several checkboxes), `file` or `text`."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if widget.use_fieldset:
        return "group"
    return "file" if isinstance(widget, forms.FileInput) else "text"


def prepare(field: BoundField) -> None:
    """Give Django's text-only date and time widgets the browser's own pickers, and text areas a sane size."""
    widget = field.field.widget
    for cls, (input_type, pattern) in _PICKERS.items():
        if isinstance(widget, cls) and widget.input_type == "text":
            widget.input_type, widget.format = input_type, pattern
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        widget.attrs |= {"rows": "4"}
        widget.attrs.pop("cols", None)
    if isinstance(widget, forms.EmailInput):
        widget.attrs.setdefault("autocomplete", "email")


def prepare_filter(field: BoundField) -> None:
    """In a filter bar an empty choice means any, unless it says what it means; dates have pickers too."""
    prepare(field)
    if isinstance(field.field.widget, forms.Select):
        options = list(field.field.widget.choices)
        if options and options[0][0] == "" and not str(options[0][1]).strip("-"):
            field.field.widget.choices = [("", "Any"), *options[1:]]


def render(field: BoundField | str) -> SafeString:
    """The whole field as HTML; a name the form does not have draws nothing (an optional field left out)."""
    if not isinstance(field, BoundField):
        return SafeString("")
    if field.is_hidden:
        return SafeString(str(field))
    prepare(field)
    beside = getattr(field.field, "beside", None)  # what another room shows next to the control
    return render_to_string(
        "ui/field.html", {"field": field, "kind": kind(field), "beside": beside(field) if beside else ""}
    )
