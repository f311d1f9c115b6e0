"""`lintel roadmap`: plans from files alone, without a database or settings."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from lintel.engines.roadmap.bundling import explain_bundles
from lintel.engines.roadmap.checker import check as check_plan
from lintel.engines.roadmap.conflicts import conflict as conflict_of
from lintel.engines.roadmap.documents import document_of
from lintel.engines.roadmap.explaining import explain as explain_plan
from lintel.engines.roadmap.files import read
from lintel.engines.roadmap.frontier import frontier as frontier_of
from lintel.engines.roadmap.greedy import greedy as greedy_plan
from lintel.engines.roadmap.holding import buffers as buffers_of
from lintel.engines.roadmap.holding import holds as holding_of
from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.plans import plan_document, plan_from
from lintel.engines.roadmap.problem import Problem
from lintel.engines.roadmap.replanning import replan as replan_of
from lintel.engines.roadmap.solving import solve as solve_problem
from lintel.engines.roadmap.whatif import what_if

app = typer.Typer(no_args_is_help=True, help="Find the best roadmap and say why; needs no database.")
File = Annotated[Path, typer.Argument(help="problem.json, PSPLIB .sm/.mm, OR-Library mknap or NRP file.")]
PlanFile = Annotated[Path, typer.Argument(help="Plan, as `lintel roadmap solve --json` prints it.")]
Number = Annotated[int, typer.Option(help="Which problem of an mknap file.", min=1)]
Ratio = Annotated[float | None, typer.Option(help="NRP: budget as a share of all cost, 0.3.")]
Seconds = Annotated[float, typer.Option(help="Time to search.", min=0.1)]
Seed = Annotated[int, typer.Option(help="Seed of everything that is drawn.", min=0)]
Workers = Annotated[int, typer.Option(help="Processor cores to use.", min=1, max=64)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


class Score(StrEnum):
    """How people order a backlog."""

    wsjf = "wsjf"
    rice = "rice"


@app.command()
def solve(
    file: File,
    seconds: Seconds = 10.0,
    seed: Seed = 1,
    workers: Workers = 2,
    number: Number = 1,
    ratio: Ratio = None,
    as_json: AsJson = False,
) -> None:
    """Choose and schedule: the best plan within the time, with its bound and gap."""
    with _refusals():
        problem = read(file, number=number, ratio=ratio)
        plan = solve_problem(problem, seconds=seconds, seed=seed, workers=workers)
    _show(problem, plan, as_json)


@app.command()
def greedy(
    file: File,
    rule: Annotated[Score, typer.Option(help="The score to order by.")] = Score.wsjf,
    number: Number = 1,
    ratio: Ratio = None,
    as_json: AsJson = False,
) -> None:
    """Plan by a score, as one does without a solver: the reference for `solve`."""
    with _refusals():
        problem = read(file, number=number, ratio=ratio)
        plan = greedy_plan(problem, rule="wsjf" if rule is Score.wsjf else "rice")
    _show(problem, plan, as_json)


@app.command()
def check(file: File, plan: PlanFile, as_json: AsJson = False) -> None:
    """Verify a plan independently of the solver; exit status 1 when it breaks something."""
    with _refusals():
        broken = check_plan(read(file), _plan(plan))
    if as_json:
        _print([asdict(one) for one in broken])
    else:
        for one in broken:
            typer.echo(one.sentence)
        if not broken:
            typer.echo("The plan keeps everything that the problem asks for.")
    raise typer.Exit(1 if broken else 0)


@app.command()
def explain(
    file: File,
    plan: PlanFile,
    item: Annotated[list[str], typer.Option(help="Only this item; may be repeated.")] = [],  # noqa: B006
    seconds: Annotated[
        float, typer.Option(help="Time for each item to be forced to the other side.", min=0)
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Say why each item is in or out, and what would bring it in."""
    with _refusals():
        reasons = explain_plan(read(file), _plan(plan), items=item or None, seconds=seconds)
    if as_json:
        _print([asdict(reason) for reason in reasons])
        return
    for reason in reasons:
        regret = "" if reason.regret is None else f" Otherwise the plan would lose {reason.regret:,.2f}."
        typer.echo(f"{'in ' if reason.chosen else 'out'}  {reason.sentence}{regret}")
        for other in reason.otherwise:
            typer.echo(f"       {other.sentence}")


@app.command()
def bundles(file: File, plan: PlanFile, as_json: AsJson = False) -> None:
    """Say how much of each bundle is in the plan, and what would make it whole."""
    with _refusals():
        reasons = explain_bundles(read(file), _plan(plan))
    if as_json:
        _print([asdict(reason) for reason in reasons])
        return
    for reason in reasons:
        typer.echo(f"{reason.state:<6}  {reason.sentence}")


@app.command()
def holds(
    file: File,
    plan: PlanFile,
    draws: Annotated[int, typer.Option(help="How many futures to draw.", min=100)] = 10_000,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Say how likely the plan is to hold, as estimates are ranges."""
    with _refusals():
        problem = read(file)
        holding = holding_of(problem, _plan(plan), draws=draws, seed=seed)
    if as_json:
        _print(asdict(holding))
        return
    typer.echo(holding.sentence)
    for cell in holding.cells:
        typer.echo(f"  {problem.periods[cell.period]:>12}  {cell.role:<20} {100 * cell.chance:5.1f} %")


@app.command()
def buffers(
    file: File,
    seconds: Seconds = 10.0,
    draws: Annotated[int, typer.Option(help="How many futures to draw.", min=100)] = 10_000,
    seed: Seed = 1,
    workers: Workers = 2,
    as_json: AsJson = False,
) -> None:
    """Plan with 0, 10, 20 and 30 % of capacity kept free: what each costs and how likely it holds."""
    with _refusals():
        found = buffers_of(read(file), seconds=seconds, draws=draws, seed=seed, workers=workers)
    if as_json:
        _print([asdict(one) for one in found])
        return
    typer.echo("  buffer     objective   given up   holds")
    for one in found:
        if one.plan.objective is None or one.holding is None or one.price is None:
            typer.echo(f"  {100 * one.share:4.0f} %   no plan")
            continue
        typer.echo(
            f"  {100 * one.share:4.0f} %  {one.plan.objective:12,.2f}    {100 * one.price:5.1f} %  "
            f"{100 * one.holding.chance:5.1f} %"
        )


@app.command()
def frontier(
    file: File,
    points: Annotated[int, typer.Option(help="At most so many plans.", min=5)] = 11,
    seconds: Seconds = 90.0,
    seed: Seed = 1,
    workers: Workers = 2,
    as_json: AsJson = False,
) -> None:
    """Show what serves marketing against what serves IT, with two fair compromises."""
    with _refusals():
        found = frontier_of(read(file), points=points, seconds=seconds, seed=seed, workers=workers)
    if as_json:
        _print(asdict(found))
        return
    typer.echo(f"{found.sentence}\n\n     marketing            IT")
    for index, point in enumerate(found.points):
        names = ", ".join(
            name
            for place, name in (
                (found.joint, "joint optimum"),
                (found.nash, "Nash"),
                (found.egalitarian, "egalitarian"),
            )
            if place == index
        )
        typer.echo(f"  {point.marketing:12,.2f}  {point.it:12,.2f}  {names}")


@app.command()
def conflict(file: File, seconds: Seconds = 20.0, seed: Seed = 1, as_json: AsJson = False) -> None:
    """Say why no plan is possible: the fewest demands that cannot hold together."""
    with _refusals():
        found = conflict_of(read(file), seconds=seconds, seed=seed)
    if as_json:
        _print(None if found is None else asdict(found))
        return
    typer.echo("There is a plan." if found is None else found.sentence)


@app.command()
def replan(
    file: File,
    plan: PlanFile,
    keep: Annotated[float, typer.Option(help="Share of the best value to keep.", min=0.01, max=1)] = 0.97,
    frozen: Annotated[list[str], typer.Option(help="Item that stays; may be repeated.")] = [],  # noqa: B006
    seconds: Seconds = 20.0,
    seed: Seed = 1,
    workers: Workers = 2,
    as_json: AsJson = False,
) -> None:
    """Meet a changed problem with the fewest changes to the plan."""
    with _refusals():
        found = replan_of(
            read(file), _plan(plan), frozen=frozen, keep=keep, seconds=seconds, seed=seed, workers=workers
        )
    if as_json:
        _print(asdict(found))
        return
    typer.echo(found.sentence)
    for word, keys in (
        ("comes in", found.difference.added),
        ("drops out", found.difference.dropped),
        ("moves", found.difference.moved),
    ):
        for key in keys:
            typer.echo(f"  {key} {word}")


@app.command("what-if")
def what_if_command(
    file: File,
    change: Annotated[
        list[str], typer.Option(help="As roles.design.capacity=+20% or items.crm.latest=5; may be repeated.")
    ],
    seconds: Seconds = 10.0,
    seed: Seed = 1,
    workers: Workers = 2,
    as_json: AsJson = False,
) -> None:
    """Solve with some inputs changed, beside the problem as it is."""
    with _refusals():
        problem = read(file)
        found = what_if(problem, _changes(change), seconds=seconds, seed=seed, workers=workers)
    if as_json:
        _print(asdict(found) | {"problem": document_of(found.problem)})
        return
    typer.echo(found.sentence)


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can mend is one sentence on standard error and exit status 2."""
    try:
        yield
    except (ValueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _changes(words: list[str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise ValueError(f"“{word}” is no change. Write field=value.")
        try:
            changes[name] = json.loads(value)
        except json.JSONDecodeError:
            changes[name] = value
    return changes


def _plan(path: Path) -> Plan:
    return plan_from(json.loads(path.read_text(encoding="utf-8")))


def _print(value: Any) -> None:
    typer.echo(json.dumps(value))


def _show(problem: Problem, plan: Plan, as_json: bool) -> None:
    if as_json:
        _print(plan_document(plan))
        return
    if plan.objective is None:
        typer.echo(f"{plan.status}: no plan; `lintel roadmap conflict` says why.")
        return
    typer.echo(f"{plan.status}: {plan.objective:,.2f}")
    if plan.bound is not None:
        gap = "" if plan.gap is None else f", gap {100 * plan.gap:.2f} %"
        typer.echo(f"  no plan can be better than {plan.bound:,.2f}{gap}")
    if problem.objective == "value":
        typer.echo(f"  for marketing {plan.marketing:,.2f}, for IT {plan.it:,.2f}")
    for placed in sorted(plan.schedule, key=lambda one: (one.start, one.item)):
        last = problem.periods[placed.finish - 1]
        typer.echo(f"  {problem.periods[placed.start]:>12} – {last:<12} {placed.item} ({placed.mode})")
