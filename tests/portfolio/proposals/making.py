"""Proposals for tests, made by the same actions as in the house."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client

from lintel.audit.signatures import hash_of
from lintel.people.models import User
from lintel.portfolio.proposals.actions import part, proposal, signature
from lintel.portfolio.proposals.models import Proposal, Requirement
from tests.cast import Cast

SignIn = Callable[[User], Client]


def make_proposal(by: User, **values: Any) -> Proposal:
    """A draft that can be offered."""
    given = {
        "title": "Consent in one place",
        "problem": "Consent lives in four tools.",
        "one_off_cost": Decimal(80_000),
        "run_cost": Decimal(12_000),
    } | values
    made = proposal.create(given, by=by)
    part.add(
        made,
        Requirement,
        {"text": "Every tool asks one service.", "criteria": "No tool keeps its own."},
        by=by,
    )
    return fresh(made)


def fresh(row: Proposal) -> Proposal:
    """The row as the database has it."""
    return Proposal.objects.get(pk=row.pk)


def sign(row: Proposal, by: User, purpose: str = "approve") -> Proposal:
    """Sign what stands there now."""
    row = fresh(row)
    signature.sign(row, by=by, purpose=purpose, content_hash=hash_of(row))
    return fresh(row)


def make_offered(cast: Cast, **values: Any) -> Proposal:
    """A proposal that lies before both offices."""
    made = make_proposal(cast.nele, **values)
    proposal.offer(made, by=cast.nele)
    return fresh(made)


def make_approved(cast: Cast, **values: Any) -> Proposal:
    """A proposal that both offices signed."""
    made = make_offered(cast, **values)
    sign(made, cast.mara)
    return sign(made, cast.ivo)
