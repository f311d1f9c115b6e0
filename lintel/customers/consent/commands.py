"""`lintel customers consent`: what customers allowed."""

import dataclasses
import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="What customers allowed, per purpose and channel.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def status(as_json: AsJson = False) -> None:
    """Each purpose and channel with how many customers may be used."""
    from lintel.customers.consent.answers import overview

    found = overview()
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(found)))
        return
    typer.echo(f"{found.customers:,} customers")
    for one in found.tallies:
        typer.echo(
            f"{one.purpose:24} {one.channel:6} {one.may:>9,} may be used  "
            f"{one.withdrawn + one.suppressed:>9,} refused  "
            f"{one.no_word:>9,} without a word  {one.torn:>6,} contradictions"
        )
    for purpose, words in found.unknown:
        typer.echo(f"{purpose}: {words:,} words, but nobody has described this purpose.", err=True)


@app.command(name="may-use")
def may_use(
    purpose: Annotated[str, typer.Argument(help="The purpose's name in files.")],
    channel: Annotated[str, typer.Argument(help="email, phone, sms or post.")],
    customer: Annotated[str, typer.Option(help="Only ask about this customer's id.")] = "",
    as_json: AsJson = False,
) -> None:
    """The ids of the customers who may be used; with --customer, exit status 1 when that one may not."""
    from lintel.customers.consent import answers, relation

    sql = relation.may_use_sql(purpose, channel)
    with answers.prepared() as connection:
        if customer:
            today = answers.customer_today(connection, customer)
            may = (today,) in connection.execute(sql).fetchall()
            typer.echo(json.dumps({"customer": today, "may": may}) if as_json else ("yes" if may else "no"))
            raise typer.Exit(0 if may else 1)
        found = sorted(row[0] for row in connection.execute(sql).fetchall())
    if as_json:
        typer.echo(json.dumps({"purpose": purpose, "channel": channel, "customers": found}))
    else:
        typer.echo("\n".join(found))
