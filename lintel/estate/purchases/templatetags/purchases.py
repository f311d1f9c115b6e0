"""What a goal's or request's page says about purchases for it."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from lintel.estate.purchases import needs
from lintel.estate.purchases.access import may_buy
from lintel.people.authentication import user_of

register = template.Library()


@register.inclusion_tag("purchases/for_thing.html", takes_context=True)
def purchases_for(context: Context, thing: Model) -> dict[str, Any]:
    """The purchases that are for it, and the way to open one; one query, two where there are any."""
    user = user_of(context["request"])
    return {
        "purchases": needs.for_thing(thing, user),
        "named": needs.named(thing),
        "title": str(thing)[:160],
        "may_buy": may_buy(user),
    }
