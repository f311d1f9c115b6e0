"""What an item lacks to come in beside a plan: capacity, money, or time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lintel.engines.roadmap.plan import Placed, Plan
from lintel.engines.roadmap.problem import Item, Mode, Problem

COMPANIONS = 8  # more missing prerequisites than that are no small change
OFFERED = 3  # changes for an item

Cell = tuple[str, str, int | None]  # role or budget, its key, the period


@dataclass(frozen=True)
class Lack:
    """So much `more` of a role or budget in a period (None: over the horizon), or a date `more` periods off.

    `kind` latest: the item `of` would have to be allowed `more` periods later; horizon: the plan would have
    to be `more` periods longer.
    """

    kind: Literal["role", "budget", "latest", "horizon"]
    of: str
    period: int | None
    more: float


@dataclass(frozen=True)
class Change:
    """A change that brings the item in while the rest of the plan stays as it is: all of `lacks` together.

    `start` and `mode` are where the item would then be, with `companions` (items that it needs, which are
    out too). `sentence` says it in words.
    """

    lacks: tuple[Lack, ...]
    start: int
    mode: str
    companions: tuple[str, ...]
    sentence: str


class Room:
    """What a plan leaves of every role and budget."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.starts = problem, plan.starts
        self.items = {item.key: item for item in problem.items}
        self.left: dict[Cell, float] = {
            ("role", use.role, use.period): use.usable - use.used for use in plan.use
        }
        self.left |= {
            ("budget", spend.budget, spend.period): spend.amount - spend.spent for spend in plan.spend
        }
        self.size = {("role", role.key): max(1e-9, sum(role.capacity)) for role in problem.roles}
        self.size |= {("budget", one.key): max(1e-9, sum(one.amounts)) for one in problem.budgets}
        self.scope = {budget.key: budget.scope for budget in problem.budgets}

    def changes(self, item: Item) -> tuple[Change, ...]:
        """The smallest change for each kind of thing that is lacking; the one that lacks least first."""
        return self.together((item.key,))

    def together(self, keys: Sequence[str]) -> tuple[Change, ...]:
        """The same for several items that all come in; the last one to be placed is that of the change."""
        order = self._in_order(keys)
        if not order:
            return ()
        *companions, item = order
        found: dict[tuple[str, ...], tuple[float, Change]] = {}
        for price, change in self._ways(item, companions):
            sort = tuple(sorted({f"{lack.kind} {lack.of}" for lack in change.lacks}))
            if sort not in found or price < found[sort][0]:
                found[sort] = price, change
        ranked = sorted(found.values(), key=lambda pair: (round(pair[0], 9), pair[1].start, pair[1].mode))
        return tuple(change for _, change in ranked[:OFFERED])

    def places(self, item: Item) -> Iterator[tuple[float, int, Mode, list[Lack]]]:
        """Every mode and start of an item whose needs are in the plan: what it lacks there, and how much."""
        return self._places(item, self.starts, {})

    def _in_order(self, wanted: Sequence[str]) -> list[Item]:
        """These and what they need of what is out, in order; nothing when circular, excluded, or too much."""
        order: list[Item] = []
        open_: list[str] = []

        def visit(current: str) -> bool:
            if current in open_:
                return False
            if any(item.key == current for item in order):
                return True
            open_.append(current)
            for tie in self.problem.precedences:
                if tie.after == current and tie.before not in self.starts and not visit(tie.before):
                    return False
            open_.remove(current)
            order.append(self.items[current])
            return len(order) <= COMPANIONS

        if not all(visit(key) for key in wanted):
            return []
        keys = {item.key for item in order}
        for group in self.problem.exclusions:
            if len([key for key in group.items if key in keys or key in self.starts]) > 1 and keys & {
                *group.items
            }:
                return []
        return order

    def _ways(self, item: Item, companions: Sequence[Item]) -> Iterator[tuple[float, Change]]:
        taken: dict[Cell, float] = {}
        placed = dict(self.starts)
        lacks: list[Lack] = []
        for companion in companions:
            best = min(self._places(companion, placed, taken), default=None, key=lambda way: way[0])
            if best is None:
                return
            _, start, mode, lacking = best
            lacks += lacking
            placed[companion.key] = Placed(companion.key, mode.key, start, start + mode.duration)
            for cell, amount in self._needs(mode, start):
                taken[cell] = taken.get(cell, 0.0) + amount
        names = tuple(companion.key for companion in companions)
        for _, start, mode, lacking in self._places(item, placed, taken):
            every = _joined([*lacks, *lacking])
            price = sum(self._price(lack) for lack in every)
            yield (
                price,
                Change(tuple(every), start, mode.key, names, self._sentence(every, names, start)),
            )

    def _places(
        self, item: Item, placed: dict[str, Placed], taken: dict[Cell, float]
    ) -> Iterator[tuple[float, int, Mode, list[Lack]]]:
        """Every start of the item after what it needs, what it lacks there, and how much that is in all."""
        horizon = self.problem.horizon
        last = horizon if item.latest is None else item.latest + 1
        least = item.earliest
        for tie in self.problem.precedences:
            if tie.after == item.key:
                least = max(least, placed[tie.before].finish + tie.lag)
        for mode in item.modes:
            for start in range(least, max(least + 1, horizon - mode.duration + 1)):
                finish = start + mode.duration
                lacks = self._lacks(mode, start, taken) if finish <= horizon else []
                if finish > horizon:
                    lacks.append(Lack("horizon", item.key, None, finish - horizon))
                elif finish > last:
                    lacks.append(Lack("latest", item.key, None, finish - last))
                yield sum(self._price(lack) for lack in lacks), start, mode, lacks

    def _needs(self, mode: Mode, start: int) -> Iterator[tuple[Cell, float]]:
        for demand in mode.demands:
            for offset, estimate in enumerate(demand.profile):
                yield ("role", demand.role, start + offset), estimate.expected
        for cost in mode.costs:
            for offset, amount in enumerate(cost.profile):
                period = start + offset if self.scope[cost.budget] == "period" else None
                yield ("budget", cost.budget, period), amount

    def _lacks(self, mode: Mode, start: int, taken: dict[Cell, float]) -> list[Lack]:
        needs: dict[Cell, float] = {}
        for cell, amount in self._needs(mode, start):
            needs[cell] = needs.get(cell, 0.0) + amount
        found = []
        for cell, amount in needs.items():
            kind, key, period = cell
            free = max(0.0, self.left.get(cell, 0.0) - taken.get(cell, 0.0))
            more = round(amount - free, 2)
            if more > 0:
                found.append(Lack("role" if kind == "role" else "budget", key, period, more))
        return found

    def _price(self, lack: Lack) -> float:
        """How large a lack is, as a share of what there is over the horizon; a period as a share of all."""
        if lack.kind in ("role", "budget"):
            return lack.more / self.size[lack.kind, lack.of]
        return lack.more / self.problem.horizon

    def listed(self, lacks: Sequence[Lack]) -> str:
        """The lacks in words; empty when there are none."""
        names = {role.key: role.name or role.key for role in self.problem.roles}
        names |= {budget.key: budget.name or budget.key for budget in self.problem.budgets}
        periods = self.problem.periods
        parts = []
        for lack in lacks:
            when = f" in {periods[lack.period]}" if lack.period is not None else ""
            if lack.kind == "role":
                parts.append(f"{lack.more:g} more of {names[lack.of]}{when}")
            elif lack.kind == "budget":
                parts.append(f"{lack.more:,.2f} more in {names[lack.of]}{when}")
            else:
                until = "its latest date" if lack.kind == "latest" else "the plan"
                parts.append(f"{lack.more:g} more periods for {until}")
        return " and ".join(parts)

    def _sentence(self, lacks: Sequence[Lack], companions: Sequence[str], start: int) -> str:
        periods, parts = self.problem.periods, self.listed(lacks)
        also = f", together with {', '.join(companions)}" if companions else ""
        where = f", from {periods[start]} on" if start < len(periods) else ""
        if not parts:
            return f"It fits beside the plan{where}{also}."
        return f"It would come in with {parts}{where}{also}."


def _joined(lacks: Sequence[Lack]) -> list[Lack]:
    """Lacks of one role or budget and period added up."""
    total: dict[tuple[str, str, int | None], Lack] = {}
    for lack in lacks:
        key = lack.kind, lack.of, lack.period
        before = total[key].more if key in total else 0.0
        total[key] = Lack(lack.kind, lack.of, lack.period, round(before + lack.more, 2))
    return list(total.values())


def names_of(problem: Problem, keys: Sequence[str]) -> str:
    """The first three items by name, and how many more."""
    names = {item.key: item.name or item.key for item in problem.items}
    shown = [names[key] for key in keys[:3]]
    return " and ".join(shown) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
