"""Things of several rooms that belong together: said, and taken back."""

from collections.abc import Iterable

from django.db.models import Model

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Link, type_label
from lintel.people.access import may_comment
from lintel.people.belonging import Tie
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("tie.said", says="said what belongs together with it")
def say(entry: Draft, tie: Tie, start: Model, end: Model, *, by: User) -> Link:
    """Say that a thing belongs to another; said twice it is said once."""
    _check(by)
    if tie.among and not type(end)._default_manager.filter(pk=end.pk, **tie.among).exists():
        raise Problem(
            f"“{end}” is nothing that stands under “{tie.ahead}”.", way_out="Choose another.", field="other"
        )
    row, _ = Link.objects.get_or_create(
        from_type=type_label(start), from_id=str(start.pk), kind=tie.kind,
        to_type=type_label(end), to_id=str(end.pk),
    )  # fmt: skip
    entry.about(start)
    entry.about(end)
    return row


@audited("tie.taken-back", says="said what does not belong together with it any more")
def take_back(entry: Draft, tie: Tie, start: Model, end: Model, *, by: User) -> None:
    """Take such a word back."""
    _check(by)
    links = Link.objects.from_thing(start, tie.kind)
    gone, _ = links.filter(to_type=type_label(end), to_id=str(end.pk)).delete()
    if not gone:
        raise Problem("Nobody said that these two belong together.", way_out="Load the page again.")
    entry.about(start)
    entry.about(end)


@audited("tie.carried", says="said that what belonged to {old:{type}} belongs to {new:{type}} too")
def carry(entry: Draft, old: Model, new: Model, ends: Iterable[Model], *, by: User) -> None:
    """Two things became one: write down, at both ends, what belongs to the one that stays from now on."""
    entry.about(new, type=type_label(new), old=old.pk, new=new.pk)
    entry.about(old)
    for end in ends:
        entry.about(end)


def _check(by: User) -> None:
    if not may_comment(by):
        raise Denied(
            "Office holders, members and analysts say what belongs together.",
            way_out="Ask one of them to say it.",
        )
