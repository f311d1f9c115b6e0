"""Following a thing, and no longer."""

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.audit.models import type_label
from lintel.people.models import User, Watch
from lintel.people.targets import may_see
from lintel.ui.problems import Missing


@audited("watch.followed", says="follows this")
def follow(entry: Draft, thing: models.Model, *, by: User) -> Watch:
    """Hear of what happens to a thing one may see; following twice is following once."""
    if not may_see(by, thing):
        raise Missing("There is nothing here to follow.", way_out="Go back to the list.")
    watch, _ = Watch.objects.get_or_create(object_type=type_label(thing), object_id=str(thing.pk), person=by)
    entry.about(thing)
    return watch


@audited("watch.ended", says="no longer follows this")
def unfollow(entry: Draft, thing: models.Model, *, by: User) -> bool:
    """Stop following; returns whether one did."""
    count, _ = Watch.objects.filter(
        object_type=type_label(thing), object_id=str(thing.pk), person=by
    ).delete()
    entry.about(thing)
    return count > 0
