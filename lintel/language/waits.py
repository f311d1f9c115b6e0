"""What waits for somebody among the words: an office's signature, or a meaning that an owner has not said."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from lintel.language.models import Awaits, State, Term
from lintel.people.access import key_of, may_work
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """Words to sign for who holds a key on this day, and words to explain for their owners; three queries."""
    key = key_of(user, day)
    mine = Q(pk__in=())
    if key is not None:
        mine |= Q(state=State.PROPOSED, awaits__in=[key.office, Awaits.BOTH])
    if may_work(user):
        owner = f"{user.side}_owner"
        mine |= Q(**{owner: user}, state=State.ONE_SIDED, awaits__in=[user.side, Awaits.BOTH])
    rows = Term.objects.visible_to(user).in_use().filter(mine)
    first = [_wait(term) for term in rows.order_by("-state", "name")[:SHOWN]]
    count = rows.count() if len(first) == SHOWN else len(first)
    return Waits(first, count, f"{reverse('language:terms')}?waits=mine", "words wait for your side", "book")


def _wait(term: Term) -> Wait:
    if term.state == State.PROPOSED:
        page = reverse("language:agreement", args=[term.pk])
        return Wait(f"What both mean by “{term.name}”", page, "Your signature")
    return Wait(term.name, term.get_absolute_url(), "What your side means")
