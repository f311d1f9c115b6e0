"""`{% primers thing %}` for the rooms above; `{% load language %}` first."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from lintel.language.access import may_explain
from lintel.language.links import primers_on
from lintel.people.models import User

register = template.Library()


@register.inclusion_tag("language/primers_on.html", takes_context=True)
def primers(context: Context, thing: Model) -> dict[str, Any]:
    """The primers that explain a thing, or nothing where there are none: one query."""
    user = context["request"].user
    found = primers_on(thing, user) if isinstance(user, User) else []
    return {
        "primers": found,
        "thing": thing,
        "quiet": not found,
        "may_explain": bool(found) and may_explain(user),
    }
