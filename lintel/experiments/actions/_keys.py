"""An owner's word on exactly what was read; part of the actions that ask for it."""

from __future__ import annotations

from lintel.audit.models import Signature
from lintel.experiments.access import owner_side
from lintel.experiments.models import PLAN, Conclusion, Experiment
from lintel.people import signing
from lintel.people.access import Key
from lintel.people.models import User
from lintel.ui.problems import Denied


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
    put = signing.put_key(
        thing, purpose, Key(side, None), by=by, content_hash=content_hash,
        what="this plan" if purpose == PLAN else "this conclusion", owners=True,
    )  # fmt: skip
    return put.signature, put.keys.complete
