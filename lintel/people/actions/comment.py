"""What people say to each other about the things of the house."""

from django.db import models
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import type_label
from lintel.people import mentions, texts
from lintel.people.access import may_comment, may_edit_comment, may_remove_comment
from lintel.people.models import Comment, Mention, User, Watch
from lintel.people.targets import may_see, model_of
from lintel.ui.problems import Denied, Missing, Problem


@audited("comment.written", says="commented")
def write(entry: Draft, thing: models.Model, *, text: str, by: User) -> Comment:
    """Say something about a thing one may see. The author follows the thing from then on; who is named hears
    of it. Raises `Problem` when somebody is named who may not see the thing."""
    if model_of(type_label(thing)) is None or not may_see(by, thing):
        raise Missing("There is nothing here that can be discussed.", way_out="Go back to the list.")
    if not may_comment(by):
        raise Denied(
            "Your role reads but does not comment.",
            way_out="Ask an administrator for the role of an analyst or member.",
        )
    text = texts.block(text, "text", "The comment")
    people = mentions.named_in(text)
    mentions.refuse_blind(people, thing)
    comment = Comment.objects.create(
        object_type=type_label(thing), object_id=str(thing.pk), author=by, text=text
    )
    _name(comment, people)
    Watch.objects.get_or_create(object_type=comment.object_type, object_id=comment.object_id, person=by)
    entry.about(thing, comment=comment.pk, named=[person.pk for person in people])
    entry.about(comment)
    entry.seal(_whose(thing, by), text=text)
    return comment


@audited("comment.edited", says="edited a comment")
def edit(entry: Draft, comment: Comment, *, text: str, by: User) -> Comment:
    """Rewrite one's own comment; who is newly named hears of it, who is no longer named does not."""
    comment, thing = _standing(comment)
    if not may_edit_comment(by, comment):
        raise Denied("Only its author edits a comment.", way_out="Write one of your own instead.")
    text = texts.block(text, "text", "The comment")
    if text == comment.text:
        raise Problem("Nothing was changed.", way_out="Change the text first.", field="text")
    people = mentions.named_in(text)
    mentions.refuse_blind(people, thing)
    comment.text, comment.edited_at = text, timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    comment.mentions.exclude(person__in=people).delete()
    _name(comment, people)
    entry.about(thing, comment=comment.pk, named=[person.pk for person in people])
    entry.about(comment)
    entry.seal(_whose(thing, by), text=text)
    return comment


@audited("comment.removed", says="removed a comment")
def remove(entry: Draft, comment: Comment, *, by: User) -> Comment:
    """Take the text away; that there was a comment stays visible."""
    comment, thing = _standing(comment)
    if not may_remove_comment(by, comment):
        raise Denied(
            "A comment is removed by its author or an administrator.", way_out="Ask one of them to remove it."
        )
    comment.text, comment.removed_at = "", timezone.now()
    comment.save(update_fields=["text", "removed_at"])
    comment.mentions.all().delete()
    entry.about(thing, comment=comment.pk)
    entry.about(comment)
    return comment


def _standing(comment: Comment) -> tuple[Comment, models.Model]:
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    model = model_of(comment.object_type)
    thing = model._default_manager.filter(pk=comment.object_id).first() if model else None
    if comment.removed_at or thing is None:
        raise Problem("This comment was removed already.", way_out="There is nothing left to change.")
    return comment, thing


def _whose(thing: models.Model, author: User) -> models.Model:
    """Under whose key the text is sealed: of a thing that is a person's (`personal = True` on the model), and
    else of the author."""
    return thing if getattr(type(thing), "personal", False) else author


def _name(comment: Comment, people: list[User]) -> None:
    Mention.objects.bulk_create(
        [Mention(comment=comment, person=person) for person in people if person.pk != comment.author_id],
        ignore_conflicts=True,
    )
