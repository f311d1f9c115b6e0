"""Effects, trials and plans, each beside a bare reference in the same run.

`python -m benchmarks.evidence [--rounds 15]`. References: one maximum-likelihood fit of statsmodels'
`UnobservedComponents` for an effect; `scipy.stats.ttest_ind` over the raw values for a trial; statsmodels'
`TTestIndPower.solve_power` for a plan.
"""

import argparse
import datetime as dt
import time
import warnings
from collections.abc import Callable
from statistics import median

import numpy as np
from scipy import stats

from lintel.engines.evidence import Arm, Measure, Plan, Series, Trial, analyse, curve, effect, sample_size
from lintel.engines.evidence.moments import of_columns
from lintel.engines.evidence.power import around

UNITS = 200_000


def main() -> None:
    """Prints processor milliseconds, median of interleaved rounds, and each as a ratio to its reference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    print("| task | ms | reference | ms | ratio |\n|---|---:|---|---:|---:|")
    for name, task, said, reference in tasks():
        task(), reference()  # once, so that imports are not counted
        ours, theirs = [], []
        for _ in range(given.rounds):
            ours.append(spent(task))
            theirs.append(spent(reference))
        mine, bare = median(ours), median(theirs)
        print(f"| {name} | {mine:.1f} | {said} | {bare:.1f} | {mine / bare:.2f} |")


def spent(task: Callable[[], object]) -> float:
    """Milliseconds of the processor for one call."""
    began = time.process_time()
    task()
    return (time.process_time() - began) * 1000


def tasks() -> list[tuple[str, Callable[[], object], str, Callable[[], object]]]:
    """Name, task, name of the reference, reference."""
    from statsmodels.stats.power import TTestIndPower
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    rng = np.random.default_rng(1)
    steps = np.arange(393)
    values = (
        100 + np.cumsum(rng.normal(0, 0.1, 393)) + 2 * np.sin(2 * np.pi * steps / 7) + rng.normal(0, 1, 393)
    )
    series = Series("sign-ups", dt.date(2025, 1, 6), "day", tuple(map(float, values)))
    season = [{"period": 7, "harmonics": 3}]

    def fit() -> object:
        model = UnobservedComponents(values[:365], "llevel", freq_seasonal=season)
        return model.fit(disp=False)

    one, other = rng.gamma(2, 20, UNITS // 2), rng.gamma(2, 20.2, UNITS // 2)
    measure = Measure("spent", "mean", "spent")
    arms = [
        Arm(name, 1.0, UNITS // 2, of_columns({"spent": list(map(float, amounts))}))
        for name, amounts in (("a", one), ("b", other))
    ]
    plan = Plan("mean", 50, 30)
    return [
        (
            "effect of a change, 365 days before and 28 after, 20 placebo dates",
            lambda: effect(series, series.day(365)),
            "one fit of one such model",
            fit,
        ),
        (
            f"trial of {UNITS:,} units from their sums, with chances and verdict",
            lambda: analyse(Trial((measure,), 1.0), arms),
            "Welch’s t over the raw values",
            lambda: stats.ttest_ind(one, other, equal_var=False),
        ),
        (
            "sample size and a curve of 25 points",
            lambda: curve(plan, around(sample_size(plan, 1.0).total)),
            "one sample size",
            lambda: TTestIndPower().solve_power(1 / 30, None, 0.05, 0.8),
        ),
    ]


if __name__ == "__main__":
    main()
