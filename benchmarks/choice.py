"""Choosing, beside the least that any such analysis has to draw and add up.

`python -m benchmarks.choice [--rounds 5]`. 200,000 weights between two sides, 8 criteria, 10 options, once
with known and once with unsure scores. Reference: numpy drawing as many weights evenly over the whole simplex
(Dirichlet), adding up every option and finding the first of each draw.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from lintel.engines.choice import DRAWS, Criterion, Dossier, Option, Party, choose

CRITERIA, OPTIONS = 8, 10


def main() -> None:
    """Prints seconds, median of interleaved rounds, and each as a ratio to its reference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    print(f"{DRAWS:,} draws\n\n| task | s | numpy alone | ratio |\n|---|---:|---:|---:|")
    for name, dossier in (("known scores", _dossier(0.0)), ("scores as ranges", _dossier(0.2))):
        choose(dossier)  # once, so that imports are not counted
        ours, theirs = [], []
        for number in range(given.rounds):
            ours.append(spent(lambda one=dossier: choose(one)))
            theirs.append(spent(lambda seed=number: bare(seed)))
        mine, alone = median(ours), median(theirs)
        print(f"| a whole dossier, {name} | {mine:.2f} | {alone:.2f} | {mine / alone:.2f} |")


def spent(task: Callable[[], object]) -> float:
    """Seconds for one call."""
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def bare(seed: int) -> object:
    """Weights, sums and the first of each draw."""
    random = np.random.default_rng(seed)
    weights = random.dirichlet(np.ones(CRITERIA), DRAWS)
    return np.bincount((weights @ random.random((CRITERIA, OPTIONS))).argmax(axis=1), minlength=OPTIONS)


def _dossier(width: float) -> Dossier:
    random = np.random.default_rng(7)
    names = [f"criterion {number}" for number in range(CRITERIA)]
    grid = random.random((OPTIONS, CRITERIA)) * (1 - width)
    options = tuple(
        Option(
            f"option {number}",
            {name: (float(low), float(low + width)) for name, low in zip(names, row, strict=True)},
        )
        for number, row in enumerate(grid)
    )
    sides = tuple(
        Party(
            side, {name: float(points) for name, points in zip(names, random.random(CRITERIA), strict=True)}
        )
        for side in ("Marketing", "IT")
    )
    return Dossier(tuple(Criterion(name) for name in names), options, sides)


if __name__ == "__main__":
    main()
