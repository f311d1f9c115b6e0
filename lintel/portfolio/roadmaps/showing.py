"""A plan as pages, files and programs show it: from its stored values, without the engine."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.roadmaps.bundled import Bundled, bundled
from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.saying import Saying


@dataclass(frozen=True)
class Bar:
    """A proposal that is in: its days, what it is worth to each side, and for whom it is worth more; where it
    could be done otherwise, in which way it is done, and why not in the others."""

    key: int
    title: str
    url: str
    first: int
    last: int
    starts_on: dt.date
    ends_on: dt.date
    when: str
    marketing: float
    it: float
    fixed: bool
    because: str
    way: str
    otherwise: list[str]

    @property
    def standing(self) -> str:
        """When it is done, and how where there is a choice."""
        return f"{self.when}: {self.way}" if self.way else self.when

    @property
    def side(self) -> str:
        """`Marketing`, `IT` or `Both`: whose worth is more than three fifths of the whole."""
        whole = self.marketing + self.it
        if not whole or abs(self.marketing - self.it) <= whole / 5:
            return "Both"
        return "Marketing" if self.marketing > self.it else "IT"


@dataclass(frozen=True)
class Left:
    """A proposal that is out, why, what it would take, and what forcing it in would cost."""

    key: int
    title: str
    url: str
    because: str
    says: str
    changes: list[str]


@dataclass(frozen=True)
class Load:
    """What a specialty gives in one period: planned, free to be planned, all there is; and the chance."""

    specialty: str
    side: str
    period: str
    used: float
    usable: float
    capacity: float
    chance: float | None

    @property
    def share(self) -> float:
        """Of all there is, from 0 on."""
        return self.used / self.capacity if self.capacity else 0.0


@dataclass(frozen=True)
class Spent:
    """Money of a budget: in a period, or over the whole time."""

    budget: str
    period: str
    spent: float
    amount: float


@dataclass(frozen=True)
class Shown:
    """Everything that is seen of a plan."""

    bars: list[Bar]
    left: list[Left]
    loads: list[Load]
    spent: list[Spent]
    bundles: list[Bundled]

    @property
    def ways(self) -> list[Bar]:
        """What could have been done otherwise."""
        return [bar for bar in self.bars if bar.way]


# The engine's word for why an item is in or out, in a few words of ours.
BECAUSE = {
    "mandatory": "has to be in", "frozen": "under way", "needed": "another one needs it",
    "worth": "pays most", "bundle": "completes a bundle", "room": "no room",
    "excluded": "an alternative is in", "window": "its dates", "worthless": "no worth given",
}  # fmt: skip


def shown(roadmap: Roadmap, plan: Plan) -> Shown:
    """The plan in words and days; one query for titles that the plan itself does not hold."""
    problem = plan.problem
    items = {item["key"]: item for item in problem["items"]}
    reasons = {reason["item"]: reason for reason in plan.reasons}
    fixed = {one["item"] for one in problem["frozen"]}
    said = Saying(roadmap, problem)
    bars = [_bar(roadmap, placed, items[placed["item"]], reasons, fixed, said) for placed in plan.schedule]
    placed_keys = {placed["item"] for placed in plan.schedule}
    left = [_left(item, reasons.get(key), said) for key, item in items.items() if key not in placed_keys]
    return Shown(
        sorted(bars, key=lambda bar: (bar.first, bar.last, bar.title)),
        sorted(left, key=lambda one: -items[str(one.key)]["marketing"] - items[str(one.key)]["it"]),
        _loads(plan),
        _spent(plan),
        bundled(roadmap, plan, said),
    )


def _bar(
    roadmap: Roadmap,
    placed: Mapping[str, Any],
    item: Mapping[str, Any],
    reasons: Mapping[str, Any],
    fixed: set[str],
    said: Saying,
) -> Bar:
    first, after = placed["start"], placed["finish"]
    ends_on = roadmap.day_of(after) - dt.timedelta(days=1)
    names = roadmap.period_names
    last = min(after, len(names)) - 1
    when = names[first] if first == last else f"{names[first]} to {names[last]}"
    reason = reasons.get(item["key"])
    ways = {mode["key"]: mode.get("name", "") for mode in item["modes"]}
    otherwise = reason.get("otherwise", ()) if reason else ()
    return Bar(
        int(item["key"]), item["name"], _url(item["key"]), first, last, roadmap.day_of(first), ends_on, when,
        item["marketing"], item["it"], item["key"] in fixed,
        BECAUSE.get(reason["because"], reason["because"]) if reason else "",
        ways.get(placed["mode"], ""), [said.otherwise(one, ways[one["mode"]]) for one in otherwise],
    )  # fmt: skip


def _left(item: Mapping[str, Any], reason: Mapping[str, Any] | None, said: Saying) -> Left:
    because = BECAUSE.get(reason["because"], reason["because"]) if reason else ""
    changes = [said.change(change) for change in reason["changes"]] if reason else []
    return Left(
        int(item["key"]), item["name"], _url(item["key"]), because, reason["sentence"] if reason else "",
        changes,
    )  # fmt: skip


def _url(key: str) -> str:
    return Proposal(pk=int(key)).get_absolute_url()


def _loads(plan: Plan) -> list[Load]:
    roles = {role["key"]: role for role in plan.problem["roles"]}
    chances = {(cell["role"], cell["period"]): cell["chance"] for cell in plan.holding.get("cells", ())}
    names = plan.problem["periods"]
    return [
        Load(
            roles[use["role"]]["name"], roles[use["role"]]["side"], names[use["period"]], use["used"],
            use["usable"], use["capacity"], chances.get((use["role"], use["period"])),
        )
        for use in plan.body["use"]
    ]  # fmt: skip


def _spent(plan: Plan) -> list[Spent]:
    budgets = {budget["key"]: budget["name"] for budget in plan.problem["budgets"]}
    names = plan.problem["periods"]
    return [
        Spent(
            budgets[one["budget"]],
            "the whole time" if one["period"] is None else names[one["period"]],
            one["spent"],
            one["amount"],
        )
        for one in plan.body["spend"]
    ]


@dataclass(frozen=True)
class Moved:
    """A proposal in which two plans differ, in when or how; an empty text where one leaves it out."""

    title: str
    url: str
    before: str
    after: str

    @property
    def what(self) -> str:
        """Added, dropped or moved."""
        return "added" if not self.before else "dropped" if not self.after else "moved"


def differences(before: Shown, after: Shown) -> list[Moved]:
    """What two plans do not have in common, added ones first."""
    old, new = ({bar.key: bar for bar in one.bars} for one in (before, after))
    found = [
        Moved(one.title, one.url, *(some[key].standing if key in some else "" for some in (old, new)))
        for key, one in {**old, **new}.items()
        if key not in old or key not in new or old[key].standing != new[key].standing
    ]
    return sorted(found, key=lambda one: (["added", "dropped", "moved"].index(one.what), one.title))


def tightest(loads: Iterable[Load], most: int = 5) -> list[Load]:
    """Where the plan is likeliest to be over capacity."""
    known = [one for one in loads if one.chance is not None and one.used]
    return sorted(known, key=lambda one: (one.chance, -one.share))[:most]


def by_specialty(loads: Sequence[Load]) -> list[tuple[str, str, list[Load]]]:
    """Specialty, side, and its periods; in the order of the plan."""
    found: dict[tuple[str, str], list[Load]] = {}
    for one in loads:
        found.setdefault((one.specialty, one.side), []).append(one)
    return [(specialty, side, rows) for (specialty, side), rows in found.items()]
