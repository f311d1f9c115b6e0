"""A small semantic model over a small warehouse, for tests about who may see what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from lintel.audit.signatures import hash_of
from lintel.insight.definitions.models import SemanticModel
from lintel.insight.definitions.shaping import plain
from lintel.insight.guards.actions import policy as policies
from lintel.insight.guards.models import Policy
from lintel.insight.guards.wording import read
from tests.cast import Cast


def make_model(**more: Any) -> SemanticModel:
    """Customers and their visits; orders are a query over the visits, whose columns have to be traced."""
    from lintel.engines.metrics import Dataset, Field, Model, Relationship

    customers = Dataset(
        "customers",
        "customers.golden",
        ("customer_id",),
        (
            Field("customer_id", "customer_id", "Customer"),
            Field("country", "country", "Country"),
            Field("city", "city", "City"),
            Field("language", "language", "Language"),
            Field("email", "email", "E-mail"),
            Field("domain", "lower(email)", "E-mail in small letters"),
            Field("records", "records", "Records", type="number"),
        ),
        "Customers",
    )
    visits = Dataset(
        "visits",
        "customers.visits",
        (),
        (
            Field("channel", "channel", "Channel"),
            Field("campaign", "campaign", "Campaign"),
            Field("kind", "kind", "What they did"),
            Field("day", "at", "Day", kind="time", type="timestamptz"),
            Field("visitor", "customer_id", "Visitor"),
        ),
        "Visits",
        time_field="day",
    )
    orders = Dataset(
        "orders",
        "(select v.customer_id as buyer, v.customer_id, v.channel, v.amount, v.at from customers.visits v "
        "where v.kind = 'order')",
        (),
        (
            Field("channel", "channel", "Channel of the order"),
            Field("buyer", "buyer", "Buyer"),
            Field("ordered", "at", "Ordered", kind="time", type="timestamptz"),
            Field("amount", "amount", "Amount", type="number"),
        ),
        "Orders",
        time_field="ordered",
    )
    relations = tuple(
        Relationship(f"{name}_of", name, "customers", ("customer_id",), ("customer_id",))
        for name in ("visits", "orders")
    )
    model = Model("town", (customers, visits, orders), relations)
    body = plain(model)
    body.pop("metrics", None)
    return SemanticModel.objects.create(name="town", body=body, **more)


def visit(customer: str, at: dt.datetime, kind: str = "visit", **values: Any) -> dict[str, Any]:
    """A row of visits."""
    usual = {"person": 1, "until": at, "channel": "email", "name": kind, "source": "shop", "events": 1}
    return {"customer_id": customer, "at": at, "kind": kind} | usual | values


def make_policy(cast: Cast, *, signed: bool = True, **said: Any) -> Policy:
    """A policy; signed by both unless said otherwise."""
    usual: Mapping[str, Any] = {"name": f"Policy {Policy.objects.count() + 1}", "effect": "grant"}
    made = policies.draft(read({**usual, **said}), by=cast.nele)
    if signed:
        sign(made, [cast.mara, cast.ivo])
    made.refresh_from_db()
    return made


def sign(policy: Policy, signers: Iterable[Any]) -> None:
    """Each signs what stands."""
    for signer in signers:
        policy.refresh_from_db()
        policies.sign(policy, by=signer, content_hash=hash_of(policy))
    policy.refresh_from_db()
