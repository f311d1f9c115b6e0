"""Two keys in one piece: whose key it is, putting it to exactly what was read, and taking it back.

A room locks its row before it asks here, so that two who sign at once queue there; what both keys do to the
row is the room's own. `what` names the thing within a sentence: “this edition”.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.audit.sides import Office, Side
from lintel.audit.signatures import Keys, hash_of, keys_of, record
from lintel.people.access import Key, key_of
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

_SIGN, _AGREE = ("sign", "signed"), ("agree", "agreed")


@dataclass(frozen=True)
class Signed:
    """A signature that was just given, and all that count with it."""

    signature: Signature
    keys: Keys


def key_for(by: User, deed: str = "sign", *, day: dt.date | None = None) -> Key:
    """The key this person signs with on a day. Errors: `Denied` without one; only the two offices `deed`."""
    key = key_of(by, day)
    if key is None:
        raise Denied(
            f"Only the two offices {deed}.",
            way_out="Ask your office holder, or be made their delegate for some days.",
        )
    return key


def put_key(
    thing: models.Model,
    purpose: str,
    key: Key,
    *,
    by: User,
    content_hash: str,
    what: str,
    owners: bool = False,
    at: dt.datetime | None = None,
) -> Signed:
    """Put one key to exactly the content that was read; `thing` is a `Signable`.

    With `owners` it is two owners who agree, each for a side and not for an office. Errors: `Stale` where the
    content changed since, or somebody was quicker; `Denied` for who signed for the other side; `Problem`
    where this side has signed.
    """
    signable: Any = thing
    verb, done = _AGREE if owners else _SIGN
    if hash_of(signable) != content_hash:
        raise Stale(
            f"{_capital(what)} changed since you read it, so nothing was {done}.",
            way_out=f"Read it again before you {verb}.",
        )
    keys = keys_of(thing, purpose)
    _refuse_second(keys, key, by, owners)
    try:
        with transaction.atomic():  # a refused row must not spoil the action's own transaction
            made = record(
                thing, purpose=purpose, office=key.office, signer=by, on_behalf_of=key.on_behalf_of,
                at=at or timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Stale(
            f"Somebody {done} for {_post(key.office, owners)} at the same moment.",
            way_out=f"Open {what} again.",
        ) from None
    return Signed(made, Keys({**keys.given, key.office: made}))


def take_back(row: Any, purpose: str, key: Key, *, what: str, instead: str) -> Signature:
    """Take a key back before the other office has put its own; returns the signature that counts no more.

    `row` is saved in its next version and awaits both. Errors: `Problem`; `instead` says what remains to do
    once both have signed.
    """
    keys = keys_of(row, purpose)
    given = keys.given.get(key.office)
    if given is None:
        raise Problem(
            f"The {key.office.label} has not signed {what}.", way_out="There is nothing to take back."
        )
    if keys.complete:
        raise Problem(f"Both offices have signed {what}, so it stands.", way_out=instead)
    row.version += 1
    row.awaits = Keys({}).awaits
    row.save(update_fields=["version", "awaits"])
    return given


def _refuse_second(keys: Keys, key: Key, by: User, owners: bool) -> None:
    """Nobody signs for both, and no side signs twice."""
    post, (verb, done) = _post(key.office, owners), _AGREE if owners else _SIGN
    other = keys.given.get(key.office.other)
    if other is not None and other.signer_id == by.pk:
        raise Denied(
            f"You have {done} for {_post(key.office.other, owners)} already; nobody {verb}s for both.",
            way_out=f"Another owner has to agree for {post}."
            if owners else f"The {key.office.label}’s holder or another delegate has to sign.",
        )  # fmt: skip
    if key.office in keys.given:
        raise Problem(
            f"{keys.given[key.office].signer} has {done} for {post} already.",
            way_out=f"Both have {done}, so it stands."
            if other else f"It now waits for {_post(key.office.other, owners)}.",
        )  # fmt: skip


def _post(office: Office, owners: bool) -> str:
    return Side(office).label if owners else f"the {office.label}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
