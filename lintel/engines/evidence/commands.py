"""`lintel evidence`: effects, trials and sample sizes from files alone, without a database or settings."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lintel.engines.evidence import files
from lintel.engines.evidence import series as reading
from lintel.engines.evidence.effect import effect as effect_of
from lintel.engines.evidence.figures import number, percent
from lintel.engines.evidence.plain import plain
from lintel.engines.evidence.power import Plan, around, curve, sample_size
from lintel.engines.evidence.trial import Finding, Trial, analyse

app = typer.Typer(no_args_is_help=True, help="Find out what helped, and how sure that is; needs no database.")
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


class Baseline(StrEnum):
    """What a sample size is for."""

    proportion = "proportion"
    mean = "mean"


@app.command()
def effect(
    series: Annotated[Path, typer.Option(help="CSV file: a column of dates, a column of values, controls.")],
    at: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="The day the change went live.")],
    value: Annotated[str, typer.Option(help="Column of the metric; the second one by default.")] = "",
    time: Annotated[str, typer.Option(help="Column of the dates; the first one by default.")] = "",
    control: Annotated[
        list[str], typer.Option(help="Column of a series that the change did not touch; may be repeated.")
    ] = [],  # noqa: B006 — typer reads the default and changes nothing
    level: Annotated[float, typer.Option(help="Level of the intervals.", min=0.5, max=0.999)] = 0.95,
    as_json: AsJson = False,
) -> None:
    """Say what a delivered change did to a metric, with an interval and placebo dates."""
    with _refusals():
        metric, controls = reading.read(series, time=time, value=value, controls=control)
        found = effect_of(metric, at.date(), controls=controls, level=level)
    if as_json:
        typer.echo(json.dumps(plain(asdict(found))))
        return
    typer.echo(found.verdict)
    typer.echo(f"\n  before             {found.before} {found.step}s from {found.points[0].day}")
    typer.echo(f"  after              {found.after} {found.step}s")
    typer.echo(f"  season             {found.season or 'none seen'}")
    if found.controls:
        typer.echo(f"  controls           {', '.join(found.controls)}")
    typer.echo(f"  placebos as large  {'none possible' if found.share is None else percent(found.share)}")


@app.command()
def trial(
    units: Annotated[Path, typer.Option(help="CSV file with one row for each unit.")],
    control: Annotated[str, typer.Option(help="Name of the control variant.")],
    worth: Annotated[float, typer.Option(help="Smallest difference of the first metric worth finding.")],
    variant: Annotated[str, typer.Option(help="Column of the variant.")] = "variant",
    share: Annotated[list[str], typer.Option(help="Metric: a column of 0 and 1; may be repeated.")] = [],  # noqa: B006
    mean: Annotated[list[str], typer.Option(help="Metric: the mean of a column; may be repeated.")] = [],  # noqa: B006
    ratio: Annotated[list[str], typer.Option(help="Metric: orders/visits; may be repeated.")] = [],  # noqa: B006
    before: Annotated[list[str], typer.Option(help="For CUPED: orders=orders_before; may be repeated.")] = [],  # noqa: B006
    at: Annotated[str, typer.Option(help="Column of the day on which a unit joined, for the looks.")] = "",
    planned: Annotated[
        list[str], typer.Option(help="Planned share, as B=0.5; equal by default; may be repeated.")
    ] = [],  # noqa: B006
    running: Annotated[bool, typer.Option(help="The trial still runs: judge by the looks.")] = False,
    as_json: AsJson = False,
) -> None:
    """Analyse a trial: the hand-out, each metric, the chances, the looks, and a verdict."""
    with _refusals():
        measures = files.measures(share, mean, ratio, files.pairs(before))
        weights = {name: float(text) for name, text in files.pairs(planned).items()}
        table = files.read_units(units, variant, control, at, measures, weights)
        found = analyse(Trial(measures, worth, running=running), table.arms, by_day=table.by_day)
    if as_json:
        typer.echo(json.dumps(plain(asdict(found))))
        return
    typer.echo(found.sentence)
    for line in _told(found):
        typer.echo(line)


@app.command()
def power(
    baseline: Annotated[float, typer.Option(help="The metric without a change: 0.04 for 4 %, or a mean.")],
    difference: Annotated[float, typer.Option(help="The smallest difference worth finding, 0.005.")],
    kind: Annotated[Baseline, typer.Option(help="What the metric is.")] = Baseline.proportion,
    deviation: Annotated[float, typer.Option(help="Standard deviation of a mean.")] = 0.0,
    variants: Annotated[int, typer.Option(help="Variants beside the control, equal shares.", min=1)] = 1,
    alpha: Annotated[float, typer.Option(help="Rate of false alarms.")] = 0.05,
    wanted: Annotated[float, typer.Option("--power", help="Chance to find the difference.")] = 0.8,
    as_json: AsJson = False,
) -> None:
    """Say how many units a trial needs, and what it finds with fewer or more."""
    with _refusals():
        shares = (1.0,) * (variants + 1)
        plan = Plan(kind.value, baseline, deviation, shares, alpha, wanted)
        size = sample_size(plan, difference)
        points = curve(plan, around(size.total))
    if as_json:
        typer.echo(json.dumps(plain(asdict(size) | {"curve": [asdict(point) for point in points]})))
        return
    typer.echo(f"{size.sentence}\n\n  {'units':>12}  {'finds':>10}  {'lift':>8}")
    for point in points[::4]:
        typer.echo(f"  {point.units:>12,}  {number(point.difference):>10}  {percent(point.lift):>8}")


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can mend is one sentence on standard error and exit status 2."""
    try:
        yield
    except (ValueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _told(found: Finding) -> Iterator[str]:
    yield f"\n{found.ratio.says}\n"
    for reason in found.reasons:
        yield f"  {reason}"
    for chance in found.chances:
        yield f"  {chance.variant} is the best with a probability of {percent(chance.best)}."
    for note in found.notes:
        yield f"  {note}"
