"""What waits for somebody here: words that they owe, and announcements that ask to be read."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.digests.news.models import Announcement, Rhythm
from lintel.people.models import User
from lintel.people.targets import targets
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.ui.lists import in_order, keys


def find(user: User, day: date) -> Waits:
    """Updates that are due first, then what is to be read; found once for each state of the ledger."""
    owed, read, count = remembered(("news wait", user.pk, day), lambda: _find(user, day))
    if not count:
        return Waits()
    rhythms = in_order(Rhythm.objects.all(), owed)
    things = targets(user, [(row.object_type, row.object_id) for row in rhythms])
    items = [
        Wait(str(thing), standing(row), "how does it stand?", row.next_on)
        for row in rhythms
        if (thing := things.get((row.object_type, row.object_id))) is not None
    ]
    news = in_order(Announcement.objects.visible_to(user).only("title"), read)
    items += [Wait(row.title, row.get_absolute_url(), "say that you have read it") for row in news]
    return Waits(items[:SHOWN], count, reverse("news:news"), "news wait for your word", "bell")


def standing(row: Rhythm) -> str:
    """Where one says how the thing stands."""
    return reverse("news:standing", args=[row.object_type, row.object_id])


def _find(user: User, day: date) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    owed = Rhythm.objects.filter(person=user).due(day)
    asked = Announcement.objects.visible_to(user).awaiting(user)
    return (
        keys(owed.order_by("next_on", "pk")[:SHOWN]),
        keys(asked.order_by("published_at", "pk")[:SHOWN]),
        owed.count() + asked.order_by().count(),
    )
