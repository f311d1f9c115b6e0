"""Savings that lack this person's key, and what was decided to be saved."""

import datetime as dt
from collections import Counter
from decimal import Decimal

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.spending.models import Saving, SavingState
from lintel.people.access import key_of, may_read
from lintel.people.carrying import Figure
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.ui.formats import money_text


def find(user: User, day: dt.date) -> Waits:
    """Those to be decided first on top."""
    first, count = remembered(("savings wait", user.pk, day), lambda: _find(user))
    rows = Saving.objects.filter(pk__in=first).order_by("decide_by", "pk")
    items = [Wait(row.title, row.get_absolute_url(), "save it?", row.decide_by) for row in rows]
    return Waits(items, count, reverse("spending:savings") + "?turn=me", "savings wait for your key", "money")


def _find(user: User) -> tuple[list[int], int]:
    key = key_of(user)
    if key is None:
        return [], 0
    rows = Saving.objects.awaiting(key.office).order_by("decide_by", "pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN]), rows.count()


def figures(user: User, day: dt.date) -> list[Figure]:
    """What was decided to be saved a year, for the first page; nothing before a saving was found."""
    found = remembered(("savings decided",), _decided) if may_read(user) else None
    if found is None:
        return []
    amount, currency = found
    url = f"{reverse('spending:savings')}?state=decided"
    return [Figure(money_text(amount, currency), "a year decided to be saved", url, is_nothing=not amount)]


def _decided() -> tuple[Decimal, str] | None:
    """The sum in the currency of most savings; others would have to be exchanged first."""
    rows = list(Saving.objects.values_list("state", "a_year", "currency"))
    if not rows:
        return None
    currency = Counter(one for _, _, one in rows).most_common(1)[0][0]
    decided = (amount for state, amount, one in rows if state == SavingState.DECIDED and one == currency)
    return sum(decided, Decimal(0)), currency
