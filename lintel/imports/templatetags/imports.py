"""`{% load imports %}{% origin thing %}`: from which file and row a thing came."""

from django import template
from django.db import models
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lintel.imports.origins import origin_of
from lintel.ui import formats

register = template.Library()


@register.simple_tag(takes_context=True)
def origin(context: Context, thing: models.Model) -> SafeString:
    """A sentence with a link for those who may open the import; nothing for what was made by hand."""
    found = origin_of(thing)
    if found is None:
        return SafeString("")
    user = getattr(context.get("request"), "user", None)
    file: str | SafeString = f"“{found.file_name}”"
    if user is not None and user.is_authenticated and found.visible_to(user):
        file = format_html('<a href="{}">{}</a>', found.url, file)
    return format_html("Came in from {}, row {}, {}", file, found.number, formats.when(found.at))
