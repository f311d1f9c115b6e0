"""Problems as JSON documents; every refusal names the field."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from lintel.engines.roadmap.problem import (
    Budget,
    Bundle,
    Cost,
    Demand,
    Estimate,
    Exclusion,
    Frozen,
    Item,
    Mode,
    Precedence,
    Problem,
    Role,
)
from lintel.engines.roadmap.problems import Refused

PROBLEM = (
    "name objective periods discount buffer weights floors "
    "roles budgets items precedences exclusions bundles frozen"
)
ITEM = "key name marketing it earliest latest mandatory duration efforts costs modes"


def problem_of(document: Any) -> Problem:
    """The problem that a document states; raises `Refused` with the field and the way out."""
    top = Fields(document, "", PROBLEM.split())
    periods = tuple(top.text_of(value, f"periods[{i}]") for i, value in enumerate(top.many("periods")))
    if not periods:
        raise Refused("periods", "There is no period.", "Name at least one, as “2027 Q1”.")
    weights = Fields(top.get("weights", {}), "weights", ("marketing", "it"))
    floors = Fields(top.get("floors", {}), "floors", ("marketing", "it"))
    count = len(periods)
    return Problem(
        periods=periods,
        items=tuple(_item(top.part("items", i, ITEM), periods) for i in top.indices("items")),
        roles=tuple(
            _role(top.part("roles", i, "key name side capacity"), count) for i in top.indices("roles")
        ),
        budgets=tuple(
            _budget(top.part("budgets", i, "key name scope amounts")) for i in top.indices("budgets")
        ),
        precedences=tuple(
            Precedence(part.text("before"), part.text("after"), part.whole("lag", 0))
            for part in (top.part("precedences", i, "before after lag") for i in top.indices("precedences"))
        ),
        exclusions=tuple(
            Exclusion(tuple(top.text_of(key, f"exclusions[{i}]") for key in top.listed("exclusions", i)))
            for i in top.indices("exclusions")
        ),
        bundles=tuple(
            _bundle(top.part("bundles", i, "key name items marketing it")) for i in top.indices("bundles")
        ),
        frozen=tuple(
            Frozen(part.text("item"), part.text("mode", "plain"), part.period("start", periods))
            for part in (top.part("frozen", i, "item mode start") for i in top.indices("frozen"))
        ),
        objective=cast(Any, top.text("objective", "value")),
        weight_marketing=weights.number("marketing", 1.0),
        weight_it=weights.number("it", 1.0),
        discount=top.number("discount", 0.0),
        buffer=top.number("buffer", 0.0),
        floor_marketing=floors.number("marketing", 0.0),
        floor_it=floors.number("it", 0.0),
        name=top.text("name", ""),
    )


class Fields:
    """A mapping of the document with its place; refuses fields that it does not know."""

    def __init__(self, value: Any, place: str, known: Collection[str]) -> None:
        self.place = place
        if not isinstance(value, Mapping):
            raise Refused(place or "document", "This is no object.", "Write {…} with named fields.")
        for name in value:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, 1)
                hint = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."
                raise Refused(self.at(str(name)), "This field is unknown.", hint)
        self.value: Mapping[str, Any] = value

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def get(self, name: str, default: Any = None) -> Any:
        return self.value.get(name, default)

    def many(self, name: str) -> Sequence[Any]:
        value = self.get(name, [])
        if not isinstance(value, list):
            raise Refused(self.at(name), "This is no list.", "Write […].")
        return value

    def indices(self, name: str) -> range:
        return range(len(self.many(name)))

    def part(self, name: str, index: int, known: str) -> Fields:
        return Fields(self.many(name)[index], f"{self.at(name)}[{index}]", known.split())

    def listed(self, name: str, index: int) -> Sequence[Any]:
        value = self.many(name)[index]
        if not isinstance(value, list):
            raise Refused(f"{self.at(name)}[{index}]", "This is no list.", 'Write ["one", "other"].')
        return value

    @staticmethod
    def text_of(value: Any, place: str) -> str:
        if not isinstance(value, str):
            raise Refused(place, f"{value!r} is no text.", "Write it in quotation marks.")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self.get(name, default)
        if value is None:
            raise Refused(self.at(name), "This field is missing.", "Add it.")
        return self.text_of(value, self.at(name))

    def number(self, name: str, default: float | None = None) -> float:
        value = self.get(name, default)
        if value is None:
            raise Refused(self.at(name), "This field is missing.", "Give a number.")
        return number_of(value, self.at(name))

    def whole(self, name: str, default: int | None = None) -> int:
        value = self.number(name, default)
        if value != int(value):
            raise Refused(self.at(name), f"{value} is no whole number.", "Give a whole number of periods.")
        return int(value)

    def period(self, name: str, periods: Sequence[str], default: int | None = None) -> int:
        value = self.get(name, default)
        if isinstance(value, str):
            if value not in periods:
                near = difflib.get_close_matches(value, periods, 1) or list(periods[:1])
                raise Refused(
                    self.at(name),
                    f"There is no period “{value}”.",
                    f"Use one of `periods`, such as “{near[0] if near else ''}”.",
                )
            return list(periods).index(value)
        return self.whole(name, default)

    def yes(self, name: str) -> bool:
        value = self.get(name, False)
        if not isinstance(value, bool):
            raise Refused(self.at(name), f"{value!r} is neither true nor false.", "Write true or false.")
        return value


def number_of(value: Any, place: str) -> float:
    """A finite number of the document."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refused(place, f"{value!r} is no number.", "Write a number without quotation marks.")
    return float(value)


def _numbers(value: Any, place: str) -> tuple[float, ...]:
    if isinstance(value, list):
        return tuple(number_of(one, f"{place}[{i}]") for i, one in enumerate(value))
    return (number_of(value, place),)


def _role(part: Fields, periods: int) -> Role:
    amounts = _numbers(part.get("capacity"), part.at("capacity"))
    if len(amounts) == 1 and not isinstance(part.get("capacity"), list):
        amounts *= periods
    side = part.text("side", "both")
    if side not in ("marketing", "it", "both"):
        raise Refused(part.at("side"), f"“{side}” is no side.", "Use “marketing”, “it” or “both”.")
    return Role(part.text("key"), amounts, part.text("name", ""), cast(Any, side))


def _budget(part: Fields) -> Budget:
    given = part.get("amounts")
    scope = part.text("scope", "period" if isinstance(given, list) else "horizon")
    amounts = _numbers(given, part.at("amounts"))
    return Budget(part.text("key"), amounts, part.text("name", ""), cast(Any, scope))


def _bundle(part: Fields) -> Bundle:
    items = tuple(part.text_of(key, part.at("items")) for key in part.many("items"))
    worth = part.number("marketing", 0.0), part.number("it", 0.0)
    return Bundle(part.text("key"), items, *worth, part.text("name", ""))


def _item(part: Fields, periods: Sequence[str]) -> Item:
    key = part.text("key")
    if "modes" in part.value:
        both = [name for name in ("duration", "efforts", "costs") if name in part.value]
        if both:
            raise Refused(part.at(both[0]), f"{key} has modes too.", "Move it into the modes.")
        known = "key name duration efforts costs"
        modes = tuple(_mode(part.part("modes", i, known)) for i in part.indices("modes"))
    else:
        modes = (_mode(part),)
    latest = None if part.get("latest") is None else part.period("latest", periods)
    return Item(
        key,
        modes,
        part.text("name", ""),
        part.number("marketing", 0.0),
        part.number("it", 0.0),
        part.period("earliest", periods, 0),
        latest,
        part.yes("mandatory"),
    )


def _mode(part: Fields) -> Mode:
    own = part.place.split(".")[-1].startswith("modes")  # else the item is its only mode
    key, name = (part.text("key"), part.text("name", "")) if own else ("plain", "")
    duration = part.whole("duration", 1)
    efforts, costs = part.get("efforts", {}), part.get("costs", {})
    for field, value in (("efforts", efforts), ("costs", costs)):
        if not isinstance(value, Mapping):
            raise Refused(part.at(field), "This is no object.", 'Write {"design": 12}.')
    return Mode(
        key,
        duration,
        tuple(
            Demand(role, _profile(value, duration, f"{part.at('efforts')}.{role}"))
            for role, value in efforts.items()
        ),
        tuple(
            Cost(budget, _money(value, duration, f"{part.at('costs')}.{budget}"))
            for budget, value in costs.items()
        ),
        name,
    )


def _profile(value: Any, duration: int, place: str) -> tuple[Estimate, ...]:
    """A list has one estimate for each period of work; anything else is a total, spread evenly."""
    if isinstance(value, list):
        return tuple(_estimate(one, 1, f"{place}[{i}]") for i, one in enumerate(value))
    return (_estimate(value, max(1, duration), place),) * max(1, duration)


def _estimate(value: Any, over: int, place: str) -> Estimate:
    if isinstance(value, Mapping):
        part = Fields(value, place, ("low", "likely", "high"))
        amounts = [part.number(name) for name in ("low", "likely", "high")]
    else:
        amounts = [number_of(value, place)] * 3
    return Estimate(*(round(amount / over, 4) for amount in amounts))


def _money(value: Any, duration: int, place: str) -> tuple[float, ...]:
    """A list has one amount for each period of work; a number is paid in the first."""
    if isinstance(value, list):
        return _numbers(value, place)
    return (number_of(value, place),) + (0.0,) * (max(1, duration) - 1)


def document_of(problem: Problem) -> dict[str, Any]:
    """The problem as a document that `problem_of` reads back to an equal one."""
    return {
        "name": problem.name,
        "objective": problem.objective,
        "periods": list(problem.periods),
        "discount": problem.discount,
        "buffer": problem.buffer,
        "weights": {"marketing": problem.weight_marketing, "it": problem.weight_it},
        "floors": {"marketing": problem.floor_marketing, "it": problem.floor_it},
        "roles": [asdict(role) | {"capacity": list(role.capacity)} for role in problem.roles],
        "budgets": [asdict(budget) | {"amounts": list(budget.amounts)} for budget in problem.budgets],
        "items": [_item_document(item) for item in problem.items],
        "precedences": [asdict(tie) for tie in problem.precedences],
        "exclusions": [list(group.items) for group in problem.exclusions],
        "bundles": [asdict(bundle) | {"items": list(bundle.items)} for bundle in problem.bundles],
        "frozen": [asdict(fixed) for fixed in problem.frozen],
    }


def _item_document(item: Item) -> dict[str, Any]:
    modes = [
        {
            "key": mode.key,
            "name": mode.name,
            "duration": mode.duration,
            "efforts": {demand.role: [asdict(one) for one in demand.profile] for demand in mode.demands},
            "costs": {cost.budget: list(cost.profile) for cost in mode.costs},
        }
        for mode in item.modes
    ]
    names = ("key", "name", "marketing", "it", "earliest", "latest", "mandatory")
    return {name: getattr(item, name) for name in names} | {"modes": modes}
