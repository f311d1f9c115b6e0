"""The blueprint at 30, 68 and 500 systems: whole pictures beside Graphviz alone, in the same run.

`python -m benchmarks.blueprint [--rounds 3]`. The estates are generated. `alone` is `dot` with its own node
placement for the same boxes and lines, layers given, and no bounds on its search.
"""

import argparse
import os
import time
from collections.abc import Callable
from statistics import median

SIZES = (30, 68, 500)


def main() -> None:
    """Prints seconds, the median of the rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintel.config.settings")
    import django

    django.setup()
    print("| systems | boxes | lines | scene s | order s | picture again s | KiB | alone s | whole / alone |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for systems in SIZES:
        for group in ("none", "") if systems == SIZES[-1] else ("none",):
            print(measured(systems, group, rounds))


def measured(systems: int, group: str, rounds: int) -> str:
    """One row of the table; without a group the number of boxes decides, as on the page."""
    from lintel.estate.blueprint.drawing import layout
    from lintel.estate.blueprint.drawing.scene import scene
    from lintel.estate.blueprint.drawing.svg import draw
    from lintel.estate.blueprint.drawing.view import LINES, View
    from tests.estate.blueprint.test_drawing import LINKS, SIDES, platform

    estate, view = platform(systems), View(group=group, lines=frozenset(LINES))

    def ordered() -> None:
        layout.order.cache_clear()
        layout.laid_out(found)

    found = scene(estate, view, SIDES)
    made = seconds(lambda: scene(estate, view, SIDES), rounds)
    order = seconds(ordered, rounds)
    again = seconds(lambda: draw(found, LINKS), rounds)
    size = len(draw(found, LINKS)) // 1024
    alone = seconds(lambda: graphviz_alone(found), rounds)
    whole = made + order + again
    return (
        f"| {systems}{'' if group else ', grouped'} | {len(found.boxes)} | {len(found.lines)} | {made:.3f} "
        f"| {order:.3f} | {again:.3f} | {size} | {alone:.3f} | {whole / alone:.2f} |"
    )


def graphviz_alone(found: object) -> None:
    """The same graph as somebody would give it to `dot`."""
    from typing import Any

    import pygraphviz

    shown: Any = found
    names = {box.key: f"n{number}" for number, box in enumerate(shown.boxes)}
    layers: dict[int, list[str]] = {}
    for box in shown.boxes:
        layers.setdefault(box.layer, []).append(names[box.key])
    of_layer = {box.key: box.layer for box in shown.boxes}
    lines = [
        'digraph{newrank=true;splines=false;node[shape=box,fixedsize=true,width=1.7,height=0.3,label=""];'
    ]
    lines += [f"{{rank=same;a{layer};{';'.join(members)};}}" for layer, members in sorted(layers.items())]
    lines.append("->".join(f"a{layer}" for layer in sorted(layers)) + "[style=invis];")
    for line in shown.lines:
        upper, lower = sorted((line.source, line.target), key=of_layer.__getitem__)
        if of_layer[upper] != of_layer[lower]:
            lines.append(f"{names[upper]}->{names[lower]};")
    graph = pygraphviz.AGraph("".join([*lines, "}"]))
    graph.layout(prog="dot")
    graph.close()


def seconds(task: Callable[[], object], rounds: int) -> float:
    """The median of the rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return median(taken)


if __name__ == "__main__":
    main()
