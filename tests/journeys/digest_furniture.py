"""News and digests in a house of the cast: an announcement, how a goal stands, last week’s digests."""

import datetime as dt

from django.utils import timezone

from lintel.digests.book.actions import edition
from lintel.digests.book.gathering import book_on
from lintel.digests.news.actions import announcement, rhythm, status_update
from lintel.digests.weekly.actions import channel, digest
from lintel.goals.objectives.models import Goal
from lintel.people.models import User


def digests(mara: User, ivo: User, nele: User, tomas: User) -> None:
    """What is new, and what was sent."""
    today, now = timezone.localdate(), timezone.now()
    announcement.publish(
        title="One backlog from January", text="What is not in it is not begun.", audience="company",
        pinned_until=today + dt.timedelta(days=9), asks_word=True, by=mara,
    )  # fmt: skip
    goal = Goal.objects.get(title="The shop sells more by itself")
    status_update.write(goal, health="at_risk", text="Two people are ill.", by=nele)
    rhythm.ask(goal, person=tomas, days=7, day=today - dt.timedelta(days=8), by=ivo)
    channel.add(name="Both sides", scope="company", url="json://127.0.0.1:9/", weekday=0, hour=9, by=ivo)
    starts_on, ends_on = today - dt.timedelta(days=6), today + dt.timedelta(days=1)
    digest.share("company", starts_on, ends_on, {"changed": 12}, by=None)
    made = [digest.Made(one, starts_on, ends_on, "UTC", {"changed": 7}) for one in (mara, ivo)]
    digest.make(made, {}, now=now, by=None)
    edition.keep(book_on(today, mara), day=today, note="For the board", by=mara)
