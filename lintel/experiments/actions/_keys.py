"""An owner's word on exactly what was read; part of the actions that ask for it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.audit.signatures import hash_of, keys_of, record
from lintel.experiments.access import owner_side
from lintel.experiments.models import Conclusion, Experiment
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


def put_key(
    experiment: Experiment, thing: Experiment | Conclusion, purpose: str, *, by: User, content_hash: str
) -> tuple[Signature, bool]:
    """An owner's signature on a thing as it was read, and whether both are there now."""
    side = owner_side(by, experiment)
    if side is None:
        raise Denied(
            "Only the two owners of an experiment agree to it.",
            way_out="Ask them, or become one in the plan.",
        )
    if hash_of(thing) != content_hash:
        raise Stale(
            "This changed since you read it, so nothing was agreed.",
            way_out="Read it again and agree if you still do.",
        )
    given = keys_of(thing, purpose).given
    if side in given:
        raise Problem("Your side has agreed already.", way_out="It now waits for the other side.")
    try:
        with transaction.atomic():
            made = record(
                thing, purpose=purpose, office=side, signer=by, on_behalf_of=None, at=timezone.now()
            )
    except IntegrityError:
        raise Stale("Somebody agreed at the same moment.", way_out="Open the page again.") from None
    return made, len(given) == 1
