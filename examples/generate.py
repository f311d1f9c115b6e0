"""Writes the example company: `python examples/generate.py --seed 7 --today 2026-11-20 --out examples/`.

The same seed and day give the same bytes. Needs openpyxl and nothing else; knows nothing of Lintel.
With `--customers` it also writes what the company knows of its customers, into `customers/` of that folder,
which needs numpy and pyarrow; its costs, tickets, market and definitions of figures into `insight/`; the
units of its experiments into `experiments/`; and logs of the tools that people use into `logs/`.
"""

import argparse
import datetime as dt
import os
import random
import sys
from pathlib import Path

os.environ["OPENPYXL_LXML"] = "False"  # the same bytes whether lxml is installed or not

from writing import estate, experiments, goals, insight, jira, market, people, proposals, requests, tools

SEED = 7
TODAY = dt.date(2026, 11, 20)


def generate(out: Path, *, seed: int, today: dt.date) -> list[Path]:
    """Writes all files and says which."""
    out.mkdir(parents=True, exist_ok=True)
    names = ("people.csv", "marketing-requests.xlsx", "it-requests.csv", "jira-it.csv", "proposals.csv")
    hr, marketing, it, tracker, shared = files = [out / name for name in names]
    people.write(hr)
    requests.write_marketing(marketing, today)
    requests.write_it(it, today)
    jira.write(tracker, today, random.Random(seed))  # noqa: S311  # a story, not a secret
    proposals.write(shared, today)
    told = estate.write(out, today, random.Random(seed))  # noqa: S311  # a story, not a secret
    return [*files, *goals.write(out, today), *told]


def generate_customers(out: Path, *, seed: int, today: dt.date, scale: float) -> list[Path]:
    """Writes what the company knows of its customers and says which files."""
    from writing import customers

    return customers.write(out, seed=seed, today=today, scale=scale)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Writes the files of the example company Fjell & Fern.")
    parser.add_argument("--seed", type=int, default=SEED, help="decides what chance decides")
    parser.add_argument("--today", type=dt.date.fromisoformat, default=TODAY, help="the day of the exports")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder to write to")
    parser.add_argument(
        "--customers", action="store_true", help="also write customers/, insight/ and experiments/"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="how many customers; 1 is 60,000 records")
    given = parser.parse_args()
    files = generate(given.out, seed=given.seed, today=given.today)
    if given.customers:
        folder = given.out / "customers"
        files += generate_customers(folder, seed=given.seed, today=given.today, scale=given.scale)
        files += insight.write(given.out / "insight", seed=given.seed, today=given.today)
        files += market.write(given.out / "insight", seed=given.seed, today=given.today)
        files += experiments.write(given.out / "experiments", seed=given.seed, today=given.today)
        chance = random.Random(given.seed)  # noqa: S311  # a story, not a secret
        files += tools.write(given.out / "logs", given.today, chance)
    for path in files:
        sys.stdout.write(f"{path.relative_to(given.out)}: {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
