"""Problems from files: our own JSON, PSPLIB (.sm, .mm), OR-Library mknap, Next Release Problem."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lintel.engines.roadmap.documents import problem_of
from lintel.engines.roadmap.problem import Budget, Bundle, Cost, Item, Mode, Precedence, Problem
from lintel.engines.roadmap.problems import Refused
from lintel.engines.roadmap.psplib import psplib

TOGETHER = -1  # lag: both in the same period


def read(path: Path, *, number: int = 1, ratio: float | None = None) -> Problem:
    """The problem in a file, by its form: JSON, PSPLIB by its endings, mknap or NRP by their first lines.

    `number` chooses among several problems of an mknap file (from 1); `ratio` is the share of all cost that
    is the budget of an NRP file. Raises `Refused` with the place, OSError when the file cannot be read.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".sm", ".mm"):
        return psplib(text, path.stem)
    if path.suffix == ".json" or text.lstrip().startswith("{"):
        try:
            return problem_of(json.loads(text))
        except json.JSONDecodeError as error:
            place = f"{path.name}, line {error.lineno}, column {error.colno}"
            raise Refused(place, error.msg + ".", "Mend the JSON there.") from error
    if ratio is not None:
        return nrp(text, ratio, path.stem)
    return mknap(text, number, path.stem)


class _Numbers:
    """The numbers of a text one after the other, with the word's number for messages."""

    def __init__(self, text: str, name: str) -> None:
        self.words, self.name, self.place = text.split(), name, 0

    def next(self, what: str) -> float:
        if self.place >= len(self.words):
            raise Refused(self.name, f"The file ends where {what} should be.", "Take the whole file.")
        word = self.words[self.place]
        self.place += 1
        try:
            return float(word)
        except ValueError as error:
            where = f"{self.name}, word {self.place}"
            raise Refused(where, f"“{word}” is no number ({what}).", "Check the form of the file.") from error

    def whole(self, what: str) -> int:
        return int(self.next(what))

    def many(self, count: int, what: str) -> list[float]:
        return [self.next(what) for _ in range(count)]


def mknap(text: str, number: int = 1, name: str = "mknap") -> Problem:
    """Multidimensional knapsack (OR-Library): one period, one budget for each constraint.

    The count of problems, then for each: variables, constraints, best known or 0; profits; a row of
    coefficients for each constraint; right-hand sides (Chu, Beasley 1998).
    """
    numbers = _Numbers(text, name)
    count = numbers.whole("the count of problems")
    if not 1 <= number <= count:
        raise Refused("number", f"{name} has problems 1 to {count}.", "Choose one of them.")
    for current in range(1, number + 1):
        variables = numbers.whole("the count of variables")
        constraints = numbers.whole("the count of constraints")
        numbers.next("the best known value")
        profits = numbers.many(variables, "a profit")
        rows = [numbers.many(variables, "a coefficient") for _ in range(constraints)]
        limits = numbers.many(constraints, "a right-hand side")
        if current == number:
            return Problem(
                periods=("1",),
                items=tuple(
                    Item(
                        str(j + 1),
                        (
                            Mode(
                                "plain",
                                1,
                                (),
                                tuple(Cost(str(i + 1), (rows[i][j],)) for i in range(constraints)),
                            ),
                        ),
                        marketing=profits[j],
                    )
                    for j in range(variables)
                ),
                budgets=tuple(Budget(str(i + 1), (limit,)) for i, limit in enumerate(limits)),
                name=f"{name} {number}",
            )
    raise AssertionError("unreachable")


def nrp(text: str, ratio: float, name: str = "nrp") -> Problem:
    """Next Release Problem (Xuan et al. 2012): requirements that cost, customers that want all of theirs.

    Levels with their costs; dependencies “A B” (B needs A); customers with profit and requests. The budget is
    the share `ratio` of all cost, rounded half up.
    """
    if not 0 < ratio <= 1:
        raise Refused("ratio", f"{ratio} is no share.", "Give 0.3 for 30 % of all cost.")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("^"))
    numbers = _Numbers(text, name)
    costs: list[float] = []
    for _ in range(numbers.whole("the count of levels")):
        costs += numbers.many(numbers.whole("the count of requirements"), "a cost")
    ties = [
        Precedence(f"r{before}", f"r{after}", TOGETHER)
        for before, after in _pairs(numbers, numbers.whole("the count of dependencies"))
    ]
    bundles = []
    for customer in range(numbers.whole("the count of customers")):
        profit = numbers.next("a profit")
        wanted = [numbers.whole("a request") for _ in range(numbers.whole("the count of requests"))]
        bundles.append(Bundle(f"c{customer + 1}", tuple(dict.fromkeys(f"r{one}" for one in wanted)), profit))
    return Problem(
        periods=("1",),
        items=tuple(
            Item(f"r{i + 1}", (Mode("plain", 1, (), (Cost("all", (cost,)),)),))
            for i, cost in enumerate(costs)
        ),
        budgets=(Budget("all", (float(int(ratio * sum(costs) + 0.5 + 1e-9)),)),),
        precedences=tuple(ties),
        bundles=tuple(bundles),
        name=f"{name} {ratio:g}",
    )


def _pairs(numbers: _Numbers, count: int) -> Iterator[tuple[int, int]]:
    for _ in range(count):
        yield numbers.whole("a requirement"), numbers.whole("a requirement")
