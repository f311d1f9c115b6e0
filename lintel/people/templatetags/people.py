"""`{% comments thing %}`, `{% watch thing %}` and `{% belongs_together thing %}` for the rooms above;
`{% load people %}` first."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from lintel.audit.models import type_label
from lintel.people import belonging, threads
from lintel.people.access import may_comment
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


@register.inclusion_tag("people/belongs.html", takes_context=True)
def belongs_together(context: Context, thing: Model) -> dict[str, Any]:
    """What belongs to a thing in other rooms, and the way to say more."""
    user = _reader(context)
    groups = belonging.belongings(thing, user)
    return {
        "thing": thing,
        "object_type": type_label(thing),
        "groups": groups,
        "is_shown": belonging.is_shown(thing, groups),
        "unsaid": belonging.unsaid(thing, groups),
        "may_say": bool(belonging.open_strands(thing)) and may_comment(user),
    }


def _reader(context: Context) -> User:
    user = context["request"].user
    if not isinstance(user, User):
        raise template.TemplateSyntaxError("Comments and follow buttons need a signed-in reader.")
    return user
