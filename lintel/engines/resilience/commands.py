"""`lintel stress`: put a platform to the test from a file alone, without a database or settings."""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from lintel.engines.resilience import openpsa, telling
from lintel.engines.resilience.assessing import SAMPLES, assess, compare
from lintel.engines.resilience.building import check as judge
from lintel.engines.resilience.circuit import FaultTree
from lintel.engines.resilience.documents import Document, load
from lintel.engines.resilience.logic import fault_tree
from lintel.engines.resilience.model import Scenario
from lintel.engines.resilience.problems import Unsound
from lintel.engines.resilience.radius import blast_radii
from lintel.engines.resilience.trees import cut_sets, importance, probability

app = typer.Typer(no_args_is_help=True, help="Put a platform to the test; needs no database.")

Model = Annotated[Path, typer.Argument(help="JSON file; docs/howto/stress-tests.md says what is in it.")]
Named = Annotated[
    str, typer.Option("--scenario", help="Name of a scenario in the file; as it is by default.")
]
Samples = Annotated[int, typer.Option(help="How many worlds are drawn where exact is too much.", min=1)]
Seed = Annotated[int, typer.Option(help="The same seed gives the same figures.", min=0)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Worth = Annotated[
    list[str] | None,
    typer.Option(help="For a drought: what one unit of a measure is worth, as revenue=1; each 1 by default."),
]
Most = Annotated[int, typer.Option(help="How many are shown.", min=1)]


@app.command()
def run(
    model: Model,
    scenario: Named = "",
    samples: Samples = SAMPLES,
    seed: Seed = 1,
    worth: Worth = None,
    as_json: AsJson = False,
) -> None:
    """Say what a scenario does: what is lost an hour, what is down, overrun, given up or reached."""
    with _refusals():
        given = load(model)
        found = assess(
            given.system, _scenario(given, scenario), samples=samples, seed=seed, value=_worth(worth)
        )
    _print(found, telling.assessment(found), as_json)


@app.command(name="compare")
def compare_(
    before: Model,
    after: Annotated[Path, typer.Argument(help="The same after the planned change.")],
    scenario: Annotated[str, typer.Option(help="Name of a scenario in the first file.")] = "",
    samples: Samples = SAMPLES,
    seed: Seed = 1,
    worth: Worth = None,
    as_json: AsJson = False,
) -> None:
    """Say what a planned change does to a scenario, in the same worlds before and after."""
    with _refusals():
        one, other = load(before), load(after)
        found = compare(
            one.system,
            other.system,
            _scenario(one, scenario),
            samples=samples,
            seed=seed,
            value=_worth(worth),
        )
    facts = {
        "before": asdict(found.before),
        "after": asdict(found.after),
        "services": [
            asdict(one) | {"difference": one.difference, "sure": one.sure} for one in found.services
        ],
        "losses": [asdict(one) | {"difference": one.difference, "sure": one.sure} for one in found.losses],
    }
    _print(facts, telling.comparison(found), as_json)


@app.command()
def check(model: Model, samples: Samples = SAMPLES, seed: Seed = 1, as_json: AsJson = False) -> None:
    """Hold a platform against the building code in its file; exit status 1 when a check does not hold."""
    with _refusals():
        given = load(model)
        if not given.checks:
            raise Unsound("checks", "There is no check.", "Add one; docs/howto/stress-tests.md says how.")
        verdicts = judge(given.system, given.checks, samples=samples, seed=seed)
    lines = (f"{one.verdict:<5}  {one.check}: {one.sentence}" for one in verdicts)
    _print([asdict(one) for one in verdicts], lines, as_json)
    raise typer.Exit(0 if all(one.verdict == "holds" for one in verdicts) else 1)


@app.command()
def radius(model: Model, most: Most = 20, as_json: AsJson = False) -> None:
    """Say what every single failure takes along, the widest first."""
    with _refusals():
        found = blast_radii(load(model).system)
    _print([asdict(one) for one in found], telling.radii(found[:most]), as_json)


@app.command()
def tree(
    file: Annotated[Path, typer.Argument(help="Open-PSA XML, or a model as JSON.")],
    top: Annotated[str, typer.Option(help="The top gate, or the node of the model.")] = "",
    order: Annotated[int, typer.Option(help="Largest cut sets to list; 0 for any.", min=0)] = 0,
    most: Most = 20,
    samples: Samples = SAMPLES,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Say how likely the top of a fault tree is, its minimal cut sets, and which events matter most."""
    with _refusals():
        given = _tree(file, top)
        chance = probability(given, samples=samples, seed=seed)
        sets = cut_sets(given, order=order or None, most=most)
        weighty = importance(given) if chance.exact else ()
    facts = {
        "top": given.name if file.suffix == ".json" else given.top,
        "probability": asdict(chance) | {"exact": chance.exact},
        "cut_sets": asdict(sets) | {"counted": sets.counted},
        "importance": [asdict(one) for one in weighty],
    }
    _print(facts, telling.tree(chance, sets, weighty[:most]), as_json)


def _tree(file: Path, top: str) -> FaultTree:
    if file.suffix != ".json":
        return openpsa.read(file, top or None)
    if not top:
        raise Unsound("--top", "Which node is meant?", "Give its key.")
    return fault_tree(load(file).system, top)


def _scenario(given: Document, name: str) -> Scenario:
    return given.scenario(name) if name else Scenario()


def _worth(given: list[str] | None) -> Mapping[str, float] | None:
    if not given:
        return None
    found = {}
    for one in given:
        measure, _, amount = one.rpartition("=")
        try:
            found[measure] = float(amount)
        except ValueError:
            found[measure] = math.nan
        if not measure or not 0 <= found[measure] < math.inf:
            raise Unsound("--worth", f"“{one}” says no worth.", "Write it as revenue=1.")
    return found


def _print(facts: Any, lines: Iterator[str], as_json: bool) -> None:
    if as_json:
        plain = facts if isinstance(facts, dict | list) else asdict(facts)
        typer.echo(json.dumps(_finite(plain), ensure_ascii=False))
        return
    for line in lines:
        typer.echo(line)


def _finite(value: Any) -> Any:
    """JSON knows no infinity: it becomes null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can mend is one sentence on standard error and exit status 2."""
    try:
        yield
    except (ValueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
