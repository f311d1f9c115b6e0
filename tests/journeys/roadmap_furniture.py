"""A roadmap in a house of the cast: with days, money, a plan that waits for keys, and one beside it."""

from decimal import Decimal

from lintel.people.models import User
from lintel.portfolio.roadmaps.actions import bundle, inputs, plan, roadmap, way
from lintel.portfolio.roadmaps.bundling import joints
from lintel.portfolio.roadmaps.defaults import plannable
from lintel.portfolio.roadmaps.models import Scope
from lintel.portfolio.roadmaps.money import Money
from tests.portfolio.roadmaps.making import START, kept


def roadmaps(nele: User, tomas: User) -> None:
    """Over everything that can be planned."""
    made = roadmap.begin(
        {"title": "Next year", "starts_on": START, "length": 4}, list(plannable(nele)), by=nele
    )
    inputs.fund(made, Money("Investments", Scope.HORIZON, [200_000]), by=tomas)
    entry = made.entries.select_related("proposal", "roadmap").earliest("pk")
    way.add(entry, {"name": "Buy", "duration": 1, "cost": Decimal(40_000)}, [], by=nele)
    for joint in joints(made)[:1]:
        bundle.weigh(made, {joint.bundle.pk: {"worth_it": 30}}, by=tomas)
    kept(made, nele, late=True)
    plan.offer(kept(made, tomas), by=tomas)
