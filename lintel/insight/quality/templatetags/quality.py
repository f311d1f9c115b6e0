"""`{% load quality %}{% data_behind answer.snapshots %}`: the data behind an answer, beside it."""

from collections.abc import Iterable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.insight.quality.behind import behind
from lintel.insight.quality.judging import WORST
from lintel.insight.quality.models import TONES, Grade

register = template.Library()


@register.simple_tag
def data_behind(datasets: Iterable[str]) -> SafeString:
    """Folded up: the worst grade in a pill; opened: each dataset with its age, rows and concerns."""
    found = behind(datasets)
    if not found:
        return SafeString("")
    graded = [one.grade for one in found if one.grade]
    worst = max(graded, key=lambda grade: WORST.index(Grade(grade)), default="")
    context = {
        "found": found,
        "grade": worst,
        "label": Grade(worst).label if worst else "Not checked yet",
        "tone": TONES[Grade(worst)] if worst else "quiet",
        "oldest": min((one.published_at for one in found if one.published_at), default=None),
    }
    return render_to_string("quality/behind.html", context)
