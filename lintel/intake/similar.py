"""Requests that may be the same: candidates by their rarest words, compared by how much of them agrees."""

from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from lintel.intake.models import Request, State
from lintel.intake.words import sharing_rare
from lintel.people.models import User

LIKE_ENOUGH = 55
MOST_SHOWN = 5
_DESCRIPTION_HEAD = 300


@dataclass(frozen=True)
class Similar:
    """A request that may be the same, and how alike they are in percent."""

    request: Request
    likeness: int


def similar_to(title: str, description: str, user: User, *, besides: int | None = None) -> list[Similar]:
    """At most five visible requests like this text, most alike first.

    Titles decide; the beginning of the descriptions adds up to a fifth. What was withdrawn is left out.
    Three queries, whatever the number of rows.
    """
    ids = sharing_rare(f"{title} {description[:_DESCRIPTION_HEAD]}")
    if not ids:
        return []
    rows = Request.objects.visible_to(user).filter(pk__in=ids).exclude(state=State.WITHDRAWN)
    found = [
        Similar(row, _likeness(title, description, row))
        for row in rows.exclude(pk=besides or 0).with_names().defer("details")
    ]
    alike = [similar for similar in found if similar.likeness >= LIKE_ENOUGH]
    return sorted(alike, key=lambda similar: (-similar.likeness, -similar.request.pk))[:MOST_SHOWN]


def _likeness(title: str, description: str, row: Request) -> int:
    by_title = token_set_ratio(title.lower(), row.title.lower())
    head = description[:_DESCRIPTION_HEAD].strip().lower()
    if not head:
        return round(by_title)
    by_text = token_set_ratio(head, row.description[:_DESCRIPTION_HEAD].lower())
    return round(0.8 * by_title + 0.2 * by_text)
