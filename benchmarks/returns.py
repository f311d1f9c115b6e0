"""Returns by Monte Carlo, beside numpy drawing as many numbers of the same distributions and doing no more.

`python -m benchmarks.returns [--rounds 3] [--proposals 200] [--draws 100000]`. A proposal has four judgements
that are uncertain (one-off cost, effort, and two benefits of eight quarters each) and a known run cost.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np

from lintel.engines.returns import Assumptions, Benefit, Effort, Investment, Range, portfolio, simulate

ONE = Investment(
    "0",
    Range(90_000, 100_000, 160_000),
    Range.exactly(12_000),
    tuple(
        Benefit(name, quarter, Range(4_000, 9_000, 16_000), cashable=name == "sales", driver="economy")
        for name in ("sales", "time saved")
        for quarter in range(1, 9)
    ),
    (Effort("Developers", Range(20, 40, 90), 800),),
)
WORLD = Assumptions(horizon=3, benefit_correlation=0.2, drivers={"economy": 0.2})
UNCERTAIN = (ONE.one_off, ONE.efforts[0].days, ONE.benefits[0].amount, ONE.benefits[8].amount)


def main() -> None:
    """Prints seconds, median of interleaved rounds, and each as a ratio to its reference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--proposals", type=int, default=200)
    parser.add_argument("--draws", type=int, default=100_000)
    given = parser.parse_args()
    many = [replace(ONE, name=str(number)) for number in range(given.proposals)]
    tasks: list[tuple[str, Callable[[], object], int]] = [
        (
            "one proposal with bands, IRR, payback and tornado",
            lambda: simulate(ONE, WORLD, draws=given.draws),
            1,
        ),
        (
            f"{given.proposals} proposals together, with shared risk",
            lambda: portfolio(many, WORLD, draws=given.draws),
            given.proposals,
        ),
    ]
    print(f"{given.draws:,} draws\n\n| task | s | numpy.beta alone | s | ratio |\n|---|---:|---|---:|---:|")
    for name, task, proposals in tasks:
        task()  # once, so that imports and tables are not counted
        ours, theirs = [], []
        for number in range(given.rounds):
            ours.append(spent(task))
            began = time.perf_counter()
            bare(proposals, given.draws, number)
            theirs.append(time.perf_counter() - began)
        mine, alone = median(ours), median(theirs)
        count = f"{proposals * len(UNCERTAIN):,} × {given.draws:,} numbers"
        print(f"| {name} | {mine:.2f} | {count} | {alone:.2f} | {mine / alone:.2f} |")


def spent(task: Callable[[], object]) -> float:
    """Seconds for one call."""
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def bare(proposals: int, draws: int, seed: int) -> None:
    """The same number of draws of the same beta distributions."""
    random = np.random.default_rng(seed)
    for _ in range(proposals):
        for one in UNCERTAIN:
            alpha = 1 + 4 * (one.likely - one.low) / (one.high - one.low)
            random.beta(alpha, 6 - alpha, draws)


if __name__ == "__main__":
    main()
