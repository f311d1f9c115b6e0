"""Stress tests, beside the loop that one writes with networkx, and published fault trees beside their table.

`python -m benchmarks.resilience [--rounds 3] [--networkx] [--trees FOLDER]`. Generated platforms of 50, 500
and 5,000 nodes. `--networkx` installs networkx into a folder that is thrown away and measures, in the same
run, a loop that walks the graph once for each world. `--trees` takes a folder of Open-PSA files with a
`PUBLISHED.md` (name, …, number of minimal cut sets, probability of the top event) such as the Aralia
collection.
"""

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from lintel.engines.resilience import (
    AllOf,
    AnyOf,
    AtLeast,
    Cause,
    Node,
    Requirement,
    System,
    assess,
    blast_radii,
    cut_sets,
    drought,
    importance,
    probability,
    read_open_psa,
)
from lintel.engines.resilience.logic import down, whole
from lintel.engines.resilience.model import unavailability
from lintel.engines.resilience.sampling import counts

WORLDS = 100_000


def main() -> None:
    """Prints seconds, median of the rounds, and worlds a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--networkx", action="store_true")
    parser.add_argument("--trees", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        other = _networkx(folder) if given.networkx else None
        print("| nodes | worlds | s | processor s | worlds a second | peak MiB | networkx a second | ratio |")
        print("|---:|---:|---:|---:|---:|---:|---:|---:|")
        for size in (50, 500, 5000):
            sampled(platform(size), given.rounds, other)
    print("\n| task | s | |\n|---|---:|---|")
    for line in tasks(given.rounds):
        print(line)
    if given.trees:
        trees(given.trees)


def platform(size: int, seed: int = 1) -> System:
    """A platform: a tenth are foundations, the rest need one to three of the 200 nodes before them, one in
    two of these needs in some redundant way; half hang on one of 20 vendors; the last twentieth earns
    money."""
    draw = random.Random(seed)
    nodes = []
    for number in range(size):
        parts: list[Requirement] = []
        if number >= size // 10:
            for _ in range(draw.choice((1, 1, 2, 2, 3))):
                near = range(max(0, number - 200), number)
                some = tuple(f"n{one}" for one in draw.sample(near, min(number, 3)))
                parts.append(
                    draw.choice((some[0], some[0], AnyOf(some[:2]), AtLeast(min(2, len(some)), some)))
                )
        nodes.append(
            Node(
                f"n{number}",
                needs=AllOf(tuple(parts)) if parts else None,
                availability=1 - 10 ** draw.uniform(-4, -2),
                causes=(f"v{draw.randrange(20)}",) if draw.random() < 0.5 else (),
                weights={"revenue": 100.0} if number >= size - size // 20 else {},
                cost=float(draw.randrange(1, 9)),
            )
        )
    return System(tuple(nodes), tuple(Cause(f"v{one}", availability=0.9995) for one in range(20)))


def sampled(system: System, rounds: int, other: Any) -> None:
    """One row: the whole way from the model to the number of worlds in which each node is down."""
    began = time.process_time()
    ours = median(spent(lambda: drawn(system)) for _ in range(rounds))
    processor = (time.process_time() - began) / rounds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    theirs, ratio = "–", "–"
    if other is not None:
        worlds = max(20, 100_000 // len(system.nodes))
        seconds = spent(lambda: loop(other, system, worlds))
        theirs, ratio = f"{worlds / seconds:,.0f}", f"{WORLDS / ours / (worlds / seconds):,.0f}"
    mine = f"{WORLDS:,} | {ours:.2f} | {processor:.2f} | {WORLDS / ours:,.0f} | {peak:,}"
    print(f"| {len(system.nodes):,} | {mine} | {theirs} | {ratio} |")


def drawn(system: System) -> Any:
    """How often each node is down."""
    circuit = whole(system)
    return counts(circuit, [circuit.number[down(node.key)] for node in system.nodes], WORLDS, 1)


def loop(networkx: Any, system: System, worlds: int) -> dict[str, int]:
    """The same as one writes it with networkx: walk the graph in order, once for each world."""
    graph = networkx.DiGraph()
    for node in system.nodes:
        graph.add_node(node.key, needs=node.needs, causes=node.causes, q=unavailability(node))
        graph.add_edges_from((key, node.key) for key in _keys(node.needs))
    causes = {cause.key: unavailability(cause) for cause in system.causes}
    draw = random.Random(1)
    found, order = dict.fromkeys(graph, 0), list(networkx.topological_sort(graph))
    for _ in range(worlds):
        out = {key for key, q in causes.items() if draw.random() < q}
        up: dict[str, bool] = {}
        for key in order:
            facts = graph.nodes[key]
            fine = draw.random() >= facts["q"] and not any(cause in out for cause in facts["causes"])
            up[key] = fine and _met(facts["needs"], up)
            found[key] += not up[key]
    return found


def _keys(needs: Requirement | None) -> list[str]:
    if needs is None or isinstance(needs, str):
        return [needs] if needs else []
    return [key for part in needs.parts for key in _keys(part)]


def _met(needs: Requirement | None, up: dict[str, bool]) -> bool:
    if needs is None or isinstance(needs, str):
        return needs is None or up[needs]
    if isinstance(needs, AllOf):
        return all(_met(part, up) for part in needs.parts)
    met = sum(_met(part, up) for part in needs.parts)
    return met >= (needs.least if isinstance(needs, AtLeast) else 1)


def tasks(rounds: int) -> list[str]:
    """Rows for what is asked of 500 nodes, and every single failure of 5,000."""
    small, large = platform(500), platform(5000)
    found = assess(small)
    exact = sum(state.service.exact for state in found.nodes)
    dry = drought(small, 0.2)
    rows: list[tuple[str, Callable[[], object], str]] = [
        ("500 nodes, exact or with an interval", lambda: assess(small), f"{exact} of 500 exact"),
        ("every single failure of 500 nodes", lambda: blast_radii(small), ""),
        ("every single failure of 5,000 nodes", lambda: blast_radii(large), ""),
        (
            "what of 500 to give up for 20 % of the cost",
            lambda: drought(small, 0.2),
            f"{len(dry.given_up)} nodes, {'proven' if dry.proven else 'not proven'}",
        ),
    ]
    return [
        f"| {name} | {median(spent(task) for _ in range(rounds)):.3f} | {note} |" for name, task, note in rows
    ]


def trees(folder: Path) -> None:
    """Every tree beside its row of the table."""
    published = {}
    for line in (folder / "PUBLISHED.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 10 and cells[1].isdecimal():
            published[cells[2]] = (int(cells[9].replace(",", "")), cells[10])
    print("\n| tree | probability | published | s | minimal cut sets | published | s | importance s |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    agree = [0, 0, 0]
    for path in sorted(folder.glob("*.xml")):
        tree = read_open_psa(path)
        began = time.perf_counter()
        chance = probability(tree)
        then = time.perf_counter()
        sets = cut_sets(tree, most=1)
        after = time.perf_counter()
        importance(tree)
        last = time.perf_counter() - after
        number, value = published[path.stem]
        said = f"{chance.value:.5E}" if chance.exact else f"{chance.low:.3E} to {chance.high:.3E}"
        agree = [agree[0] + 1, agree[1] + (said == value), agree[2] + (sets.counted == number)]
        print(
            f"| {path.stem} | {said} | {value} | {then - began:.2f} | {sets.counted:,} | {number:,} "
            f"| {after - then:.2f} | {last:.2f} |"
        )
    print(f"\nOf {agree[0]} trees {agree[1]} have the published probability, {agree[2]} the number of sets.")


def spent(task: Callable[[], object]) -> float:
    """Seconds for one call."""
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def _networkx(folder: str) -> Any:
    words = "pip install --quiet --target", folder, "--python", sys.executable, "networkx"
    subprocess.run([shutil.which("uv") or ".tools/bin/uv", *words[0].split(), *words[1:]], check=True)
    sys.path.append(folder)
    import networkx  # type: ignore[import-not-found]  # installed a moment ago

    return networkx


if __name__ == "__main__":
    main()
