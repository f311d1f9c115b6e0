"""`lintel roi`: what an investment returns, from a file alone, without a database or settings."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from lintel.engines.returns import reading
from lintel.engines.returns.outcome import PERCENTILES, Irr, Payback, Portfolio, Return
from lintel.engines.returns.portfolio import portfolio as together
from lintel.engines.returns.simulate import DRAWS
from lintel.engines.returns.simulate import simulate as returned

app = typer.Typer(no_args_is_help=True, help="Say what an investment may bring; needs no database.")
File = Annotated[Path, typer.Argument(help="JSON file; docs/reference/returns.md says what is in it.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same figures.", min=0)]
Draws = Annotated[int, typer.Option(help="How many worlds are drawn.", min=1)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def simulate(file: File, seed: Seed = 1, draws: Draws = DRAWS, as_json: AsJson = False) -> None:
    """Say what one proposal returns: NPV, IRR, payback, chance of loss, and what matters most."""
    with _refusals():
        given = reading.load(file)
        found = returned(reading.investment(given), reading.assumptions(given), draws=draws, seed=seed)
    if as_json:
        typer.echo(json.dumps(asdict(found) | {"percents": PERCENTILES}))
        return
    for line in _told(found):
        typer.echo(line)


@app.command()
def portfolio(file: File, seed: Seed = 1, draws: Draws = DRAWS, as_json: AsJson = False) -> None:
    """Say what many proposals return together, and which of them carry the risk."""
    with _refusals():
        given = reading.load(file)
        found = together(reading.several(given), reading.assumptions(given), draws=draws, seed=seed)
    if as_json:
        typer.echo(json.dumps(asdict(found) | {"percents": PERCENTILES}))
        return
    for line in _told_together(found):
        typer.echo(line)


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can mend is one sentence on standard error and exit status 2."""
    try:
        yield
    except (ValueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _told(found: Return) -> Iterator[str]:
    money, worth = _money(found.currency), found.worth
    yield (
        f"{found.name}: {money(worth.mean)} on average (of which the draws leave open "
        f"{money(worth.error_high - worth.mean)}), {money(worth.percentiles[0])} to "
        f"{money(worth.percentiles[-1])} in nine of ten cases. Chance of a loss: {worth.chance_of_loss:.1%}."
    )
    yield f"\n  cashable alone     {money(found.cashable.mean)}, loss {found.cashable.chance_of_loss:.1%}"
    yield f"  rate of return     {_rate(found.irr)}"
    yield f"  paid back          {_years(found.plain)}; discounted {_years(found.discounted)}"
    yield f"  benefit at risk    {money(found.at_risk)} of {money(found.benefits)}\n"
    for one in found.influences:
        yield f"  {one.share:>6.1%}  {one.name}: {money(one.worst)} to {money(one.best)}"


def _told_together(found: Portfolio) -> Iterator[str]:
    money, total = _money(found.currency), found.total
    yield (
        f"Together {money(total.mean)} on average, {money(total.percentiles[0])} to "
        f"{money(total.percentiles[-1])} in nine of ten cases. Chance of a loss: {total.chance_of_loss:.1%}. "
        f"{found.diversification:.0%} of the risk spreads.\n"
    )
    for one in sorted(found.members, key=lambda member: -member.risk):
        yield f"  {one.risk:>6.1%} of the risk  {one.name}: {money(one.mean)}"


def _money(currency: str) -> Callable[[float], str]:
    return lambda value: f"{currency} {value:,.0f}".replace("-", "−")


def _rate(found: Irr) -> str:
    if found.kind == "none":
        return "none"
    return " or ".join(f"{rate:.1%}" for rate in found.rates) + (" a year" if found.kind == "one" else "")


def _years(found: Payback) -> str:
    at = "not within the horizon" if found.expected is None else f"after {found.expected:.1f} years"
    return f"{at} (never in {found.never:.1%})"
