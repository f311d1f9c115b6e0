"""Skills, offers, needs and stays, made by the same actions that people use."""

import datetime as dt
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.embeds.actions import level, placement, posting, skill
from lintel.embeds.actions.placement import Terms
from lintel.embeds.models import Part, Placement, Posting, Skill, SkillKind
from lintel.embeds.wording import Words
from lintel.people.models import Specialty, User
from tests.cast import Cast


def day(offset: int) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def make_skill(cast: Cast, name: str = "SQL", **values: Any) -> Skill:
    """A skill of the list."""
    found = Skill.objects.filter(name=name).first()
    return found or skill.add({"name": name, "kind": SkillKind.DATA, **values}, by=cast.nele)


def say(cast: Cast, person: User, name: str = "SQL", number: int = 3, *, wants: bool = False) -> Any:
    """A person's own level."""
    return level.say(make_skill(cast, name), level=number, wants=wants, by=person)


def fields(**values: Any) -> dict[str, Any]:
    """What offers and needs have in common: three months from today."""
    return {
        "title": "Pages with the shop team", "kind": "embed", "starts_on": day(0), "ends_on": day(90),
        "share": 40, "learning": "How a page goes live.", **values,
    }  # fmt: skip


def make_need(cast: Cast, *, asked: Any = (), learnt: Any = (), **values: Any) -> Posting:
    """The architects want somebody from marketing; Tomas wrote it."""
    given = fields(**{"title": "Somebody who knows campaigns", "team": cast.tomas.team, **values})
    return posting.ask(Words(given, list(asked), list(learnt)), by=cast.tomas)


def make_offer(cast: Cast, *, by: User | None = None, learnt: Any = (), **values: Any) -> Posting:
    """Nele would go."""
    return posting.offer(Words(fields(**values), None, list(learnt)), by=by or cast.nele)


def make_stay(cast: Cast, **values: Any) -> Placement:
    """Nele is proposed for the architects, on her offer of half a year; nobody has accepted yet."""
    terms = Terms(make_need(cast, **values), cast.nele, make_offer(cast, ends_on=day(180)))
    return placement.propose(terms, by=cast.tomas if values.get("by_tomas") else cast.mara)


def fresh(made: Placement) -> Placement:
    """As it now stands."""
    return Placement.objects.get(pk=made.pk)


WORDS = ((Part.PERSON, "nele"), (Part.GIVING, "mara"), (Part.RECEIVING, "ivo"))


def accept(made: Placement, part: str, by: User) -> Placement:
    """One of the three words, on what stands now."""
    now = fresh(made)
    placement.accept(now, part, content_hash=hash_of(now), by=by)
    return fresh(made)


def make_accepted(cast: Cast, **values: Any) -> Placement:
    """All three have accepted; it begins in some days."""
    return accept_all(cast, make_stay(cast, **{"starts_on": day(5), **values}))


def accept_all(cast: Cast, made: Placement) -> Placement:
    """All three words, one after the other."""
    for part, name in WORDS:
        made = accept(made, part, getattr(cast, name))
    return made


def make_running(cast: Cast, **values: Any) -> Placement:
    """It began today, with the last of the three words."""
    return make_accepted(cast, **{"starts_on": day(0), **values})


def specialties() -> tuple[Specialty, Specialty]:
    """One of each side: marketing's and IT's."""
    return Specialty.objects.get(name="Content designer"), Specialty.objects.get(name="Data engineer")
