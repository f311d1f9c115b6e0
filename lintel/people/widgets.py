"""A list of hundreds of choices, drawn at once: one template for each option took most of a page’s time."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class LongSelect(forms.Select):
    """Draws the same HTML as `Select`, without groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole element."""
        chosen = set(self.format_value(value))
        options = (
            (key, mark_safe(" selected") if str(key) in chosen else "", label)  # a constant
            for key, label in self.choices
        )
        inside = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs({**self.attrs, "name": name}, attrs)), inside
        )
