"""What was decided against, so that it is not found anew each year: shown when somebody asks again."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.fuzz import partial_token_set_ratio, token_set_ratio

from lintel.audit.memory import remembered
from lintel.estate.purchases.models import Option
from lintel.people.access import may_read
from lintel.people.models import User

LIKE_ENOUGH, MOST_SHOWN, MOST_READ = 80, 4, 2_000
SHORTEST = 4  # letters; fewer are like everything


@dataclass(frozen=True)
class Remembered:
    """An option that was decided against, and how alike it is to what is asked now, in percent."""

    option: Option
    likeness: int


def rejected_like(text: str, user: User, *, besides: int | None = None) -> list[Remembered]:
    """Options like this text that were decided against, most alike first; those of purchase `besides` are
    left out. Names and vendors are compared, found once for each state of the ledger."""
    words = " ".join(text.split()).lower()
    if len(words) < SHORTEST or not may_read(user):
        return []
    known = remembered(("rejected options",), _known)
    near = sorted(
        ((_likeness(words, name, vendor), pk) for pk, purchase, name, vendor in known if purchase != besides),
        reverse=True,
    )
    best = {pk: score for score, pk in near[:MOST_SHOWN] if score >= LIKE_ENOUGH}
    rows = Option.objects.visible_to(user).select_related("purchase", "vendor").in_bulk(best) if best else {}
    return [Remembered(rows[pk], score) for pk, score in best.items() if pk in rows]


def _known() -> list[tuple[int, int, str, str]]:
    rows = Option.objects.rejected()[:MOST_READ]
    return [(one.pk, one.purchase_id, one.name.lower(), one.by_whom.lower()) for one in rows]


def _likeness(words: str, name: str, vendor: str) -> int:
    """How much of the option's or its vendor's name stands in the text."""
    found = token_set_ratio(words, name)
    if len(vendor) >= SHORTEST:
        found = max(found, partial_token_set_ratio(words, vendor) if vendor in words else 0)
    return round(max(found, 100 if len(name) >= SHORTEST and name in words else 0))
