"""`{% load context %}{% chart_with_events figure days %}`: a chart over time with what happened in it."""

import datetime as dt

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.insight.context.charts import annotated, is_over_time
from lintel.insight.context.happenings import events_between
from lintel.people.models import User
from lintel.ui.charts import Figure

register = template.Library()


@register.simple_tag(takes_context=True)
def chart_with_events(context: Context, figure: Figure, days: tuple[dt.date, dt.date] | None) -> SafeString:
    """The chart as ever where it does not run over time, or nothing happened."""
    user = getattr(context.get("request"), "user", None)
    wanted = days is not None and isinstance(user, User) and is_over_time(figure)
    events = events_between(*days, user) if wanted and days and isinstance(user, User) else []
    shown = annotated(figure, events, days) if days and events else figure
    return render_to_string("context/chart_with_events.html", {"figure": shown, "events": events})
