"""`{% reach_behind request %}`: which access a request is about; `{% score number %}`: where it stands."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.audit.models import Link, type_label
from lintel.estate.access import desk, scoring
from lintel.estate.access.models import Grant
from lintel.estate.access.showing import LEVELS
from lintel.people.models import User
from lintel.ui.components import state_pill
from lintel.ui.formats import number_text

register = template.Library()


@register.simple_tag(takes_context=True)
def reach_behind(context: Context, thing: Model) -> SafeString:
    """The grant that a request was made of, for who may see it; else nothing."""
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User):
        return SafeString("")
    made = Link.objects.to_thing(thing, desk.ASKED_AS).filter(from_type=type_label(Grant))
    number = made.values_list("from_id", flat=True).first()
    grant = Grant.objects.visible_to(user).with_parts().filter(pk=number).first() if number else None
    return render_to_string("reach/behind.html", {"grant": grant}) if grant else SafeString("")


@register.simple_tag
def score(value: Any) -> SafeString:
    """A score with its level as a pill."""
    return scored(value)


@register.simple_tag(name="level")
def level_tag(value: float) -> SafeString:
    """High, middle or low, where the number stands beside it."""
    slug = scoring.level(value)
    return state_pill(slug, *LEVELS[slug])


def scored(value: float | None) -> SafeString:
    """The number, and high, middle or low; a word for what lets nobody in today."""
    if value is None:
        return state_pill("none", "Not in force", "quiet")
    slug = scoring.level(float(value))
    label, tone = LEVELS[slug]
    return state_pill(slug, f"{number_text(round(float(value)))} {label.lower()}", tone)
