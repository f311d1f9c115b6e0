"""`{% comments thing %}` and `{% watch thing %}` for the rooms above; `{% load people %}` first."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from lintel.people import threads
from lintel.people.forms import CommentForm
from lintel.people.models import User

register = template.Library()


@register.inclusion_tag("people/thread.html", takes_context=True)
def comments(context: Context, thing: Model) -> dict[str, Any]:
    """The thread of a thing with the form to write in it."""
    return threads.context(thing, _reader(context), form=CommentForm())


@register.inclusion_tag("people/watch.html", takes_context=True)
def watch(context: Context, thing: Model) -> dict[str, Any]:
    """The button that follows a thing, or stops following it."""
    return threads.watch_context(thing, _reader(context))


def _reader(context: Context) -> User:
    user = context["request"].user
    if not isinstance(user, User):
        raise template.TemplateSyntaxError("Comments and follow buttons need a signed-in reader.")
    return user
