"""`@audited`: one action = one transaction = one entry in the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import models, transaction

from lintel.audit import ledger
from lintel.audit.naming import SENTENCES
from lintel.audit.sealing import seal

P = ParamSpec("P")
R = TypeVar("R")


class Draft:
    """The entry while its action runs: what it is about, plain facts, sealed personal texts, effects."""

    def __init__(self, by: models.Model | None) -> None:
        self.by = by
        self.things: list[models.Model] = []
        self.facts: dict[str, Any] = {}
        self.sealed: list[dict[str, str | int]] = []

    def about(self, thing: models.Model, **facts: Any) -> None:
        """Name what the entry is about (first call) or also concerns; facts must hold no personal text."""
        self.things.append(thing)
        self.facts |= facts

    def seal(self, subject: models.Model, **texts: str) -> None:
        """Add texts by or about a person, encrypted under that person's key. Empty ones are left out."""
        kept = {name: text for name, text in texts.items() if text}
        if kept:
            self.sealed.append(seal(subject, kept))

    def afterwards(self, effect: Callable[[], Any]) -> None:
        """Run an effect once the transaction is committed, and never when it is not."""
        transaction.on_commit(effect)


def audited(action: str, *, says: str) -> Callable[[Callable[Concatenate[Draft, P], R]], Callable[P, R]]:
    """Make a function an action named `noun.verb`.

    The function receives a `Draft` first and must take `by`; callers leave the draft out. If it names nothing
    with `about`, its first argument or else its result is what the entry is about.
    """
    SENTENCES[action] = says

    def decorate(function: Callable[Concatenate[Draft, P], R]) -> Callable[P, R]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs.get("by")
            if by is not None and not isinstance(by, models.Model):
                raise TypeError(f"{action} needs by=<user> or by=None")
            with transaction.atomic():
                draft = Draft(by)
                result = function(draft, *args, **kwargs)
                things = draft.things or [
                    thing for thing in (*args[:1], result) if isinstance(thing, models.Model)
                ]
                if not things:
                    raise LookupError(f"{action} does not say what it is about")
                ledger.append(action, by=by, things=things, facts=draft.facts, sealed=draft.sealed)
            return result

        act.__audited__ = action  # type: ignore[attr-defined]  # what the walk over all actions looks for
        return act

    return decorate
