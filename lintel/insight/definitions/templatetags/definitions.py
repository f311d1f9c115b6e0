"""`{% metric_mark metric %}`: the visible mark of a metric that both offices did not agree on."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from lintel.insight.definitions.models import TONES, State
from lintel.ui.components import state_pill
from lintel.ui.markup import markup

register = template.Library()


@register.simple_tag
def metric_mark(metric: Any, always: bool = False) -> SafeString:
    """A pill wherever the figure appears; one that both agreed on carries none unless `always`."""
    state = State(metric.state)
    if state == State.AGREED:
        return state_pill(state, "Agreed", TONES[state]) if always else SafeString("")
    says = {State.DRAFT: "Draft, not agreed", State.REVIEW: "In review, not agreed"}.get(state, state.label)
    return markup('<span class="metric-mark">{}</span>', state_pill(state, says, TONES[state]))
