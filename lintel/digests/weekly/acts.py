"""The things that a link of a digest can do, each with the room's own action behind it.

What a signature is meant by asks for sign-in: a mail that somebody else reads must not sign. Each act looks
for its thing with the person's rights at the moment of use, and acts on the version that the mail showed.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lintel.charter.expectations.actions import replying
from lintel.charter.expectations.models import Expectation
from lintel.digests.news.actions import announcement as announcements
from lintel.digests.news.models import Announcement
from lintel.estate.inventory.actions import survey
from lintel.estate.inventory.models import Answer, Ask
from lintel.goals.radar.access import may_snooze
from lintel.goals.radar.actions import snooze
from lintel.goals.radar.models import Finding, Severity
from lintel.intake.access import may_reply
from lintel.intake.actions import reply
from lintel.intake.models import AnswerKind, Request, State
from lintel.people.access import key_of
from lintel.people.actions import mention
from lintel.people.models import Mention, User
from lintel.ui.problems import Stale

MOST = 3  # links of one kind in a digest
LATER = dt.timedelta(days=7)


@dataclass(frozen=True)
class Act:
    """One thing to do. `rows` gives what this person may do it to; `version` what the link is bound to."""

    slug: str
    label: str  # on the button and in the mail
    question: str  # above the button; {title} is the thing's
    done: str
    rows: Callable[[User], Any]
    offered: Callable[[User, dt.date], Any]  # a list or a queryset
    version: Callable[[Any], int]
    perform: Callable[[Any, User, int, dt.date | None], object]
    title: Callable[[Any], str] = str
    url: Callable[[Any], str] = lambda thing: str(thing.get_absolute_url())
    needs_sign_in: bool = False
    asks_day: bool = False


def act_of(slug: str) -> Act | None:
    """The act of this name."""
    return _ACTS.get(slug)


def acts() -> list[Act]:
    """All of them."""
    return list(_ACTS.values())


def _version(thing: Any) -> int:
    return int(thing.version)


def _asks(user: User) -> Any:
    return Ask.objects.open_for(user).select_related("element", "survey").order_by("survey__due_on", "pk")


def _right(thing: Any, person: User, version: int, day: dt.date | None) -> object:
    return survey.answer(thing, Answer.RIGHT, version=version, by=person)


def _requests(user: User) -> Any:
    return Request.objects.visible_to(user).filter(state=State.ANSWERED)


def _answered(user: User, day: dt.date) -> list[Any]:
    rows = _requests(user).replies_due(user).order_by("-pk")[: 4 * MOST]
    kinds = {AnswerKind.YES_IF, AnswerKind.LATER}
    found = ((row, row.latest_answer()) for row in rows if may_reply(user, row))
    return [row for row, answer in found if answer and answer.kind in kinds and answer.by_id != user.pk]


def _accept(thing: Any, person: User, version: int, day: dt.date | None) -> object:
    return reply.accept(thing, by=person, version=version)


def _expectations(user: User) -> Any:
    return Expectation.objects.visible_to(user)


def _silent(user: User, day: dt.date) -> Any:
    rows = _expectations(user).waiting_for(user, key_of(user, day)).filter(promised_for=None)
    return rows.filter(state__in=["offered", "countered"]).order_by("waiting_since", "pk")


def _promise(thing: Any, person: User, version: int, day: dt.date | None) -> object:
    wanted = day or timezone.localdate() + LATER
    return replying.promise(thing, by=person, step=version, answer_by=wanted)


def _mentions(user: User) -> Any:
    return Mention.objects.waiting_for(user)


def _seen(thing: Any, person: User, version: int, day: dt.date | None) -> object:
    return mention.see([thing.pk], by=person)


def _announcements(user: User) -> Any:
    return Announcement.objects.visible_to(user).standing()


def _read(thing: Any, person: User, version: int, day: dt.date | None) -> object:
    return announcements.acknowledge(thing, version=version, by=person)


def _findings(user: User) -> Any:
    return Finding.objects.visible_to(user).filter(gone_at=None)


def _grave(user: User, day: dt.date) -> Any:
    if not may_snooze(user):
        return []
    rows = _findings(user).concerning(user).open(day).filter(severity=Severity.HIGH)
    return rows.order_by("first_seen", "pk")


def _put_off(thing: Any, person: User, version: int, day: dt.date | None) -> object:
    until = day or timezone.localdate() + LATER
    return snooze.put_off(thing, reason="Put off from the digest.", until=until, by=person)


_ALL = (
    Act(
        "accept-answer", "Accept the answer", "Accept their answer to “{title}”?",
        "You accepted the answer. What is agreed counts from now on.",
        _requests, _answered, _version, _accept, needs_sign_in=True,
    ),
    Act(
        "promise-answer", "Promise an answer", "By when will your side answer “{title}”?",
        "The promise is noted, and the other side reads it.",
        _expectations, _silent, lambda thing: int(thing.step), _promise, asks_day=True,
    ),
    Act(
        "entry-right", "It is right", "Is what stands about “{title}” still right?",
        "Thank you: it stands as confirmed by you.",
        _asks, lambda user, day: _asks(user), lambda thing: int(thing.element.version), _right,
        title=lambda thing: str(thing.element), url=lambda thing: str(thing.element.get_absolute_url()),
    ),
    Act(
        "read-announcement", "I have read it", "Say that you have read “{title}”?",
        "It is noted that you have read it.",
        _announcements, lambda user, day: Announcement.objects.visible_to(user).awaiting(user), _version,
        _read,
    ),
    Act(
        "put-off-finding", "Put it off for a week", "Put “{title}” off?",
        "It is put off; it comes back by itself.",
        _findings, _grave, lambda thing: int(thing.severity), _put_off, asks_day=True,
    ),
    Act(
        "mention-seen", "I have seen it", "Mark “{title}” as seen?",
        "It no longer waits for you.",
        _mentions, lambda user, day: _mentions(user), lambda thing: 0, _seen,
        title=lambda thing: f"{thing.comment.author.name} named you in a comment",
        url=lambda thing: reverse("people:mentions"),
    ),
)  # fmt: skip
_ACTS = {one.slug: one for one in _ALL}


@dataclass(frozen=True)
class Offer:
    """A link that can be made for somebody."""

    act: Act
    thing: int
    version: int
    title: str


def offers(user: User, day: dt.date) -> list[Offer]:
    """What this person can do with one click today; a few of each kind."""
    return [
        Offer(act, thing.pk, act.version(thing), act.title(thing))
        for act in _ALL
        for thing in act.offered(user, day)[:MOST]
    ]


def found(act: Act, person: User, thing: int, version: int) -> Any:
    """The thing as this person may see it now, in the version that the link is bound to."""
    row = act.rows(person).filter(pk=thing).first()
    if row is None:
        raise Stale(
            "This is done already, or no longer yours to do.",
            way_out="Sign in and read where it stands.",
        )
    if act.version(row) != version:
        raise Stale(
            "It was changed since the digest was written.",
            way_out="Read it as it stands now, and do it there.",
        )
    return row
