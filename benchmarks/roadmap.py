"""Roadmaps: generated tight backlogs beside greedy and a long run; public instances beside their best values.

`python -m benchmarks.roadmap [--seeds 1] [--long 60] [--minute 60] [--alone] [--data FOLDER]
[--only PART]`. The whole size is `--seeds 5 --long 600 --every 1 --data FOLDER`, FOLDER with `psplib`,
`mknap` and `nrp`.
Every plan passes the independent checker. The load of the machine stands beside each figure, and what the
solvers got of the processor: on a quiet machine with two cores that is nearly twice the seconds.
"""

import argparse
import csv
import json
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.backlogs import backlog
from lintel.engines.roadmap import Plan, Problem, buffers, check, frontier, greedy, solve
from lintel.engines.roadmap.channel import Job
from lintel.engines.roadmap.files import mknap, nrp
from lintel.engines.roadmap.grid import build
from lintel.engines.roadmap.linear import linear
from lintel.engines.roadmap.psplib import psplib
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.solving import beginning, solve_with

PARTS = ("backlogs", "large", "frontier", "buffers", "psplib", "mknap", "nrp")


def main() -> None:
    """Prints a table for each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--long", type=float, default=60.0, help="seconds of the long run")
    parser.add_argument("--minute", type=float, default=60.0, help="seconds of the run for the gap")
    parser.add_argument("--alone", action="store_true", help="CP-SAT alone over the same program, too")
    parser.add_argument("--each", type=float, default=10.0, help="seconds for each public instance")
    parser.add_argument("--every", type=int, default=10, help="only every n-th public instance")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", choices=PARTS, action="append")
    given = parser.parse_args()
    wanted = given.only or PARTS
    if "backlogs" in wanted:
        backlogs(given.seeds, given.minute, given.long)
    if given.alone:
        alone(given.seeds, given.minute)
    if "large" in wanted:
        large(given.seeds, given.minute)
    if "frontier" in wanted:
        frontiers(given.seeds)
    if "buffers" in wanted:
        prices()
    if given.data is None:
        print("\nPublic instances: give --data FOLDER.")
        return
    for part, instances in (("psplib", projects), ("mknap", knapsacks), ("nrp", releases)):
        if part in wanted:
            public(part, list(instances(given.data / part))[:: given.every], given.each)


def load() -> str:
    """The load of the machine over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def processor() -> float:
    """Processor seconds of all solvers that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sound(problem: Problem, plan: Plan) -> Plan:
    """The plan, once the independent checker has nothing to say against it."""
    broken = check(problem, plan)
    assert not broken, broken
    return plan


def backlogs(seeds: int, minute: float, long: float) -> None:
    """200 items, 8 periods, 6 roles: after 10 s, after a minute, after the long run, and by score."""
    print(
        "\n| 200 × 8 × 6 | WSJF | RICE | 10 s | gap | 60 s | gap | long run | gap | 10 s / long "
        "| load | processor s of the minute |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    gained = []
    for seed in range(1, seeds + 1):
        problem = backlog(200, 8, seed=seed)
        scores = [sound(problem, greedy(problem, rule=rule)) for rule in ("wsjf", "rice")]
        quick = sound(problem, solve(problem, seconds=10, seed=seed))
        before = processor()
        whole = sound(problem, solve(problem, seconds=minute, seed=seed))
        used = processor() - before
        best = whole if long <= minute else sound(problem, solve(problem, seconds=long, seed=seed))
        cells = [f"{plan.objective:,.0f} | {100 * (plan.gap or 0):.2f} %" for plan in (quick, whole, best)]
        values = [plan.objective or 0 for plan in (*scores, quick, whole, best)]
        gained += [1 - score / values[3] for score in values[:2]]
        print(
            f"| seed {seed} | {values[0]:,.0f} | {values[1]:,.0f} | {' | '.join(cells)} "
            f"| {100 * values[2] / max(values):.2f} % | {load()} | {used:.0f} |",
            flush=True,
        )
    print(
        f"\nGreedy loses {', '.join(f'{100 * loss:.1f} %' for loss in gained)} of the value after a minute; "
        f"median {100 * median(gained):.1f} %."
    )


def alone(seeds: int, minute: float) -> None:
    """CP-SAT by itself over the same program, from the better greedy plan: the prototype."""
    print("\n| 200 × 8 × 6, CP-SAT alone | 60 s | gap | load |\n|---|---:|---:|---:|")
    for seed in range(1, seeds + 1):
        problem = backlog(200, 8, seed=seed)
        grid = build(problem)
        model = linear(problem, grid)
        begin = beginning(problem, grid, model)
        until = time.monotonic() + minute
        with Team() as team:
            found = team.race(model, [Job("cpsat", model, begin, until, seed)], begin, until=until)
        value = model.value(found.chosen or ())
        print(
            f"| seed {seed} | {value:,.0f} | {100 * (found.bound / value - 1):.2f} % | {load()} |", flush=True
        )


def large(seeds: int, minute: float) -> None:
    """1,000 items, 12 periods: the first complete plan, and the gap after a minute."""
    print("\n| 1,000 × 12 × 6 | WSJF | RICE | first plan, s | 60 s | gap | load | processor s |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for seed in range(1, seeds + 1):
        problem = backlog(1000, 12, seed=seed)
        scores = [greedy(problem, rule=rule).objective or 0 for rule in ("wsjf", "rice")]
        began, before = time.monotonic(), processor()
        first: list[float] = []
        plan = solve(
            problem,
            seconds=minute,
            seed=seed,
            on_progress=lambda point, first=first, began=began: (
                first.append(time.monotonic() - began) if point.best is not None else None
            ),
        )
        sound(problem, plan)
        print(
            f"| seed {seed} | {scores[0]:,.0f} | {scores[1]:,.0f} | {first[0]:.2f} | {plan.objective:,.0f} "
            f"| {100 * (plan.gap or 0):.2f} % | {load()} | {processor() - before:.0f} |",
            flush=True,
        )


def frontiers(seeds: int) -> None:
    """11 points on 200 × 8 × 6: seconds, and how many are dominated by another or by the joint optimum."""
    print(
        "\n| frontier | points | s (limit 90) | dominated | joint | Nash costs | egalitarian costs | load |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for seed in range(1, seeds + 1):
        problem = backlog(200, 8, seed=seed)
        began = time.monotonic()
        found = frontier(problem, points=11, seconds=90, seed=seed)
        took = time.monotonic() - began
        for point in found.points:
            sound(problem, point.plan)
        pairs = [(point.marketing, point.it) for point in found.points]
        dominated = sum(any(a >= c and b >= d and (a, b) != (c, d) for a, b in pairs) for c, d in pairs)
        joint = sum(pairs[found.joint])
        given_up = [100 * (1 - sum(pairs[index]) / joint) for index in (found.nash, found.egalitarian)]
        print(
            f"| seed {seed} | {len(pairs)} | {took:.1f} | {dominated} | {joint:,.0f} "
            f"| {given_up[0]:.2f} % | {given_up[1]:.2f} % | {load()} |",
            flush=True,
        )


def prices() -> None:
    """What a buffer costs and how likely the plan holds with it."""
    print(
        "\n| buffer (200 × 8 × 6, 10 s each) | value | given up | whole plan holds | role-periods that hold |"
    )
    print("|---|---:|---:|---:|---:|")
    for one in buffers(backlog(200, 8, seed=1), seconds=10):
        assert one.holding is not None
        cells = [cell.chance for cell in one.holding.cells]
        print(
            f"| {100 * one.share:.0f} % | {one.plan.objective:,.0f} | {100 * (one.price or 0):.1f} % "
            f"| {100 * one.holding.chance:.1f} % | {100 * sum(cells) / len(cells):.1f} % |",
            flush=True,
        )


Instance = tuple[str, Problem, float]


def public(part: str, instances: list[Instance], each: float) -> None:
    """Solves each instance beside its best known value."""
    began, before, rows = time.monotonic(), processor(), []
    with Team() as team:
        for name, problem, best in instances:
            plan, _ = solve_with(team, problem, seconds=each)
            sound(problem, plan)
            off = abs((plan.objective or 0) - best) / best
            rows.append((name, plan, best, off))
    proven = sum(plan.status == "optimal" for _, plan, _, _ in rows)
    reached = sum(off < 1e-9 for *_, off in rows)
    worst = max(rows, key=lambda row: row[3])
    slowest = max(plan.seconds for _, plan, _, _ in rows)
    print(
        f"\n{part}: {len(rows)} instances, {each:g} s each: {proven} proven optimal, {reached} at the best "
        f"known value, worst {100 * worst[3]:.3f} % off ({worst[0]}), largest stated gap "
        f"{100 * max(plan.gap or 0 for _, plan, _, _ in rows):.2f} %, slowest {slowest:.1f} s, "
        f"{time.monotonic() - began:.0f} s in all, processor {processor() - before:.0f} s, load {load()}"
    )
    for name, plan, best, off in rows:
        if off > 1e-9 or (plan.status != "optimal" and part != "mknap"):
            print(
                f"  {name}: {plan.objective:,.0f} of {best:,.0f} ({100 * off:.3f} % off), {plan.status}, "
                f"gap {100 * (plan.gap or 0):.2f} %"
            )


def projects(folder: Path) -> Iterator[Instance]:
    """PSPLIB j30 with its proven optima."""
    with (folder / "j30.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            text = (folder / "j30.sm" / row["problem"]).read_text()
            yield row["problem"], psplib(text, row["problem"]), float(row["optimum"])


def knapsacks(folder: Path) -> Iterator[Instance]:
    """OR-Library mknapcb1 and mknapcb4 with the best values of 1998."""
    best = {}
    for line in (folder / "mkcbres.txt").read_text().splitlines():
        words = line.split()
        if len(words) == 2 and words[0][:1].isdigit():
            best[words[0]] = float(words[1])
    for file, size in (("mknapcb1.txt", "5.100"), ("mknapcb4.txt", "10.100")):
        text = (folder / file).read_text()
        for number in range(1, int(text.split()[0]) + 1):
            name = f"{size}-{number - 1:02}"
            yield name, mknap(text, number, name), best[name]


def releases(folder: Path) -> Iterator[Instance]:
    """The five classic Next Release Problems at three budgets."""
    for row in json.loads((folder / "optima.json").read_text()):
        text = (folder / "classic-nrp" / row["file"]).read_text(errors="replace")
        name = f"{row['file']} {row['budget_ratio']}"
        yield name, nrp(text, row["budget_ratio"], name), float(row["best"])


if __name__ == "__main__":
    main()
