"""`{% load learning %}{% lessons words metrics=… %}`: the lessons that fit where somebody is stuck."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.insight.learning.offering import lessons_for
from lintel.people.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def lessons(context: Context, said: str, metrics: Iterable[str] = ()) -> SafeString:
    """Up to three lessons by the words of a question and of its refusal; nothing where none fits."""
    request = context.get("request")
    user = getattr(request, "user", None)
    found = lessons_for(user, said, metrics=metrics) if isinstance(user, User) else []
    return render_to_string("learning/offered.html", {"lessons": found}) if found else SafeString("")
