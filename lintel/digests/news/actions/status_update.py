"""Saying in a sentence or two how a thing stands."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import type_label
from lintel.digests.news.access import may_say
from lintel.digests.news.models import MOST_SIGNS, Health, Rhythm, StatusUpdate
from lintel.digests.news.places import shown_types
from lintel.people import texts
from lintel.people.models import User, Watch
from lintel.people.targets import may_see
from lintel.ui.problems import Denied, Missing, Problem


@audited("status-update.written", says="says how it stands: {health}")
def write(
    entry: Draft, thing: models.Model, *, health: str, text: str, by: User, now: dt.datetime | None = None
) -> StatusUpdate:
    """At most 280 characters about a thing that one may see. Its author follows it from then on, and where
    somebody owed this word, the next one is owed a rhythm later."""
    if type_label(thing) not in shown_types() or not may_see(by, thing):
        raise Missing("There is nothing here to say something about.", way_out="Go back to the list.")
    if not may_say(by):
        raise Denied(
            "Members of marketing and IT say how a thing stands.", way_out="Leave a comment on it instead."
        )
    if health not in Health.values:
        raise Problem("Say how it stands.", way_out="Choose one of the three.", field="health")
    said = texts.line(text, "text", "What you say", most=MOST_SIGNS, required=True)
    moment = now or timezone.now()
    where: dict[str, Any] = {"object_type": type_label(thing), "object_id": str(thing.pk)}
    row = StatusUpdate.objects.create(**where, health=health, text=said, author=by, at=moment)
    Watch.objects.get_or_create(**where, person=by)
    today = timezone.localdate(moment)
    for owed in Rhythm.objects.about(thing).select_for_update():
        Rhythm.objects.filter(pk=owed.pk).update(next_on=today + dt.timedelta(days=owed.days))
    entry.about(thing, health=Health(health).label.lower())
    entry.about(row)
    entry.seal(by, text=said)
    return row
