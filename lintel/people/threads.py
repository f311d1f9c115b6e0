"""What a thread of comments and a follow button show; used by the pages and by the template tags."""

from typing import Any

from django.db.models import Model
from django.utils.html import json_script
from django.utils.safestring import SafeString

from lintel.audit.models import type_label
from lintel.people import mentions
from lintel.people.access import may_comment, may_edit_comment, may_remove_comment
from lintel.people.models import Comment, User, Watch

SHOWN = 50  # newest comments on a thing's own page; the thread by itself shows up to MOST
MOST = 1000


def names() -> SafeString:
    """The names for the picker, as a block of data that the page's policy does not take for a script."""
    return json_script(mentions.picker())


def context(thing: Model, user: User, *, form: Any, everything: bool = False) -> dict[str, Any]:
    """Everything `people/thread.html` shows; three queries for any number of comments."""
    limit = MOST if everything else SHOWN
    newest = list(Comment.objects.on(thing).order_by("-pk")[: limit + 1])
    writes = may_comment(user)
    return {
        "thing": thing,
        "object_type": type_label(thing),
        "comments": [_line(comment, user) for comment in reversed(newest[:limit])],
        "alone": everything,
        "more": len(newest) > limit,
        "form": form if writes else None,
        "names": names() if writes else "",
    }


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
    }
