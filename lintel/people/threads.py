"""What a thread of comments and a follow button show; used by the pages and by the template tags."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Model, Window

from lintel.audit.models import type_label
from lintel.people.access import may_comment, may_edit_comment, may_remove_comment
from lintel.people.models import Comment, User, Watch

SHOWN = 8  # newest comments on a thing's own page; the thread by itself shows up to MOST
MOST = 1000
_stands_at: list[Callable[[Model], str]] = []  # filled by the room above that says how things stand


def stands_at(find: Callable[[Model], str]) -> None:
    """Let the follow button lead on to where one says how a thing stands; nothing for no such page."""
    _stands_at[:] = [find]


_SHOWN_OF_IT = ("text", "at", "edited_at", "removed_at", "author__name", "author__side")


def context(thing: Model, user: User, *, form: Any, everything: bool = False) -> dict[str, Any]:
    """Everything `people/thread.html` shows; one query for any number of comments."""
    limit = MOST if everything else SHOWN
    rows = Comment.objects.on(thing).only(*_SHOWN_OF_IT).annotate(total=Window(Count("pk")))
    newest: list[Any] = list(rows.order_by("-pk")[:limit])
    return {
        "thing": thing,
        "object_type": type_label(thing),
        "comments": [_line(comment, user) for comment in reversed(newest)],
        "alone": everything,
        "total": newest[0].total if newest else 0,
        "form": form if may_comment(user) else None,
    }


def stands_on_page(thing: Model, comment: Comment) -> bool:
    """Whether the comment is among the newest, which the thing's own page shows."""
    newer = Comment.objects.on(thing).filter(pk__gt=comment.pk)
    return newer[:SHOWN].count() < SHOWN


def _line(comment: Comment, user: User) -> dict[str, Any]:
    return {
        "comment": comment,
        "may_edit": may_edit_comment(user, comment),
        "may_remove": may_remove_comment(user, comment),
    }


def watch_context(thing: Model, user: User) -> dict[str, Any]:
    """Whether one follows, and how many do: one query."""
    followers = list(Watch.objects.on(thing).values_list("person_id", flat=True)[:MOST])
    others = len(followers) - (user.pk in followers)
    return {
        "thing": thing,
        "object_type": type_label(thing),
        "follows": user.pk in followers,
        "others": others,
        "standing": _stands_at[0](thing) if _stands_at else "",
    }
