"""One of each thing of the roadmaps, who may do what with it, what is sent, and many rows of each."""

from typing import Any

from django.db.models import Model

from lintel.audit.signatures import hash_of
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps.actions import bundle, inputs
from lintel.portfolio.roadmaps.actions import plan as plans
from lintel.portfolio.roadmaps.models import BundleWorth, Entry, Plan, Roadmap, Scope
from lintel.portfolio.roadmaps.money import Money
from tests.cast import Cast
from tests.portfolio.roadmaps.making import (
    START,
    again,
    bound,
    buy,
    make_plan,
    make_planned,
    make_roadmap,
    make_search,
    sign,
)

Body = dict[str, Any]
LISTS = {
    "roadmaps:roadmaps": "",
    "roadmaps:plans": "roadmap",
    "roadmaps:roadmap": "roadmap",
    "roadmaps:inputs": "roadmap",
}
API_LISTS = {"list_roadmaps": "", "list_roadmap_plans": "roadmap"}
PLAN, SEARCH = "plan of a roadmap", "search of a roadmap"
OFFERED, SIGNED = "offered plan of a roadmap", "plan of a roadmap signed by IT"


def things(cast: Cast) -> dict[str, Model]:
    """A roadmap with plans and a budget, one whose plan IT has signed, and one that is being searched."""
    made = make_roadmap(cast)
    budget = inputs.fund(made, Money("Tools", Scope.HORIZON, [100_000]), by=cast.nele)
    offered = plans.offer(make_plan(cast, made, late=True), by=cast.nele)
    joined: Any = made.entries.all()
    both = bound(cast, joined[0].proposal, joined[1].proposal, name="Roadmap together")
    bundle.weigh(again(made), {both.pk: {"worth_it": 10}}, by=cast.tomas)
    other = make_roadmap(cast, [make_planned(cast, "A second one")], title="Another year")
    signed = sign(plans.offer(make_plan(cast, other), by=cast.nele), cast.ivo)
    third = make_roadmap(cast, [make_planned(cast, "A third one")], title="A third year")
    entry: Any = made.entries.first()
    return {
        "roadmap": made, "budget of a roadmap": budget, PLAN: make_plan(cast, made), OFFERED: offered,
        SIGNED: signed, SEARCH: make_search(cast, third), "proposal of a roadmap": entry,
        "way of a roadmap": buy(cast, entry),
        "bundle of a roadmap": BundleWorth.objects.get(),
        "unplanned proposal": make_planned(cast, "Not planned yet"),
    }  # fmt: skip


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What an address needs where it is not the number alone."""
    if name == "proposal of a roadmap":
        return (s[name].roadmap_id, s[name].proposal_id)
    if name == "way of a roadmap":
        return (s[name].entry.roadmap_id, s[name].entry.proposal_id, s[name].pk)
    if name == "bundle of a roadmap":
        return (s[name].roadmap_id, s[name].bundle_id)
    return (s[name].roadmap_id, s[name].pk) if name.find("of a roadmap") >= 0 else None


def _frame(row: Roadmap) -> Body:
    return {
        "title": "Other words", "starts_on": f"{START}", "unit": "quarter", "length": 2, "currency": "EUR",
        "buffer": 10, "discount": 8, "weight_marketing": 1, "weight_it": 1, "step": row.step,
    }  # fmt: skip


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the addresses; all of it good, so that only rights refuse it."""
    row = Roadmap.objects.get(pk=s["roadmap"].pk)
    engineer = Specialty.objects.get(name="Data engineer").pk
    entries: Body = {"step": row.step}
    for entry in row.entries.all():
        key = entry.proposal_id
        entries |= {f"duration-{key}": 1, f"worth_marketing-{key}": 90, f"worth_it-{key}": entry.worth_it}
    both = f"worth_marketing-bundle-{s['bundle of a roadmap'].bundle_id}"
    money = {"name": "People", "scope": "horizon", "amounts": "5000"}
    plan = s[PLAN].pk
    another = {"name": "Rent", "duration": 1, "cost": 5, "step": row.step}
    return {
        "roadmaps:new-way": another,
        "roadmaps:way": another,
        "roadmaps:new": {**_frame(row), "first": 3},
        "roadmaps:edit": _frame(row),
        "roadmaps:days": {"step": row.step, f"days-{engineer}-0": 40, f"days-{engineer}-1": 41},
        "roadmaps:entries": entries,
        "roadmaps:bundles": {"step": row.step, both: 60, both.replace("marketing", "it"): 60},
        "roadmaps:more": {"proposals": [s["unplanned proposal"].pk]},
        "roadmaps:new-budget": money,
        "roadmaps:budget": money,
        "roadmaps:searches": {"kind": "best", "seconds": 10},
        "roadmaps:what-if": {
            "what": f"roles.{engineer}.capacity", "percent": 20, "seconds": 10, "base": plan,
        },
        "roadmaps:name": {"name": "Spring first"},
        "roadmaps:signature": {"content_hash": hash_of(Plan.objects.get(pk=s[OFFERED].pk))},
    }  # fmt: skip


def json(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    row = Roadmap.objects.get(pk=s["roadmap"].pk)
    money = {"name": "People", "amounts": [5000]}
    engineer = Specialty.objects.get(name="Data engineer").pk
    frame = {name: value for name, value in _frame(row).items() if name != "step"}
    another = {"name": "Rent", "duration": 1, "cost": 5, "step": row.step}
    return {
        "add_roadmap_way": another,
        "change_roadmap_way": another,
        "begin_roadmap": {**frame, "proposals": [s["unplanned proposal"].pk]},
        "frame_roadmap": _frame(row),
        "add_to_roadmap": {"proposals": [s["unplanned proposal"].pk]},
        "weigh_in_roadmap": {"worth_marketing": 90, "step": row.step},
        "weigh_bundle_in_roadmap": {"worth_marketing": 90, "step": row.step},
        "staff_roadmap": {"specialty": engineer, "days": [40, 41], "step": row.step},
        "fund_roadmap": money,
        "change_roadmap_budget": money,
        "search_roadmap": {"kind": "best", "seconds": 10},
        "sign_roadmap_plan": forms(s)["roadmaps:signature"],
    }


def fill(people: list[User], samples: dict[str, Any], numbers: range) -> None:
    """Many roadmaps, and many plans of one."""
    Roadmap.objects.bulk_create(
        [
            Roadmap(title=f"Roadmap {n}", starts_on=START, created_by=person)
            for n, person in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )
    wide = samples["roadmap"]
    there = set(wide.entries.values_list("proposal_id", flat=True))
    others = Proposal.objects.exclude(pk__in=there).order_by("pk")[: len(numbers)]
    Entry.objects.bulk_create([Entry(roadmap=wide, proposal=one) for one in others], batch_size=500)
    like: Plan = samples[PLAN]
    kept = {
        field.attname: getattr(like, field.attname)
        for field in Plan._meta.concrete_fields
        if field.attname not in {"id", "name", "at"}
    }
    Plan.objects.bulk_create([Plan(name=f"Plan {n}", **kept) for n in numbers], batch_size=500)
