"""Words for gaps, and what stands beside an item."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lintel.alignment.results import FAR_APART

register = template.Library()
NEAR = 0.25


@register.filter
def beside(found: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds for an item, or nothing."""
    return found.get(key)


@register.simple_tag
def gap(points: float | None) -> SafeString:
    """The gap in words: which side puts it higher, by how much."""
    if points is None:
        return format_html('<span class="muted">{}</span>', "The gap cannot be shown.")
    if abs(points) < NEAR:
        return format_html("{}", "Both sides see it alike.")
    higher = "Marketing" if points > 0 else "IT"
    words = f"{higher} puts it {abs(points):.1f} points higher."
    if abs(points) >= FAR_APART:
        return format_html("<strong>{}</strong>", words)
    return format_html("{}", words)
