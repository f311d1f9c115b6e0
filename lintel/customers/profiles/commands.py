"""`lintel customers profiles`: one customer, or all of them, on the command line."""

import json
import sys
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Golden records: show one, export all, bring them up to date.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who looks; what they may not see is masked.")]


@app.command()
def show(
    customer: Annotated[str, typer.Argument(help="The customer's id, of today or of earlier.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """One customer: each value, its source, and what decided. The look goes into the ledger."""
    from lintel.customers.matching.access import may_see_identified
    from lintel.customers.matching.actions import look
    from lintel.customers.profiles import reading
    from lintel.customers.profiles.schemas import CustomerOut
    from lintel.people.access import may_read
    from lintel.people.commands import by_email
    from lintel.ui.problems import Missing

    user = by_email(person)
    today = reading.current_id(customer) if may_read(user) else None
    found = reading.profile(today) if today else None
    if found is None:
        raise Missing("There is no such customer here.", way_out="The person may have been erased.")
    identified = may_see_identified(user)
    look.see(found.customer_id, what="the profile", by=user)
    shown = found if identified else reading.mask(found)
    if as_json:
        typer.echo(CustomerOut.of(shown, identified=identified).model_dump_json())
        return
    typer.echo(f"{shown.name} ({shown.customer_id})")
    for one in shown.values:
        source = "written over" if one.override else one.source
        typer.echo(f"  {one.label:14} {one.value or '–':40} {source}: {one.because}")


@app.command()
def export(
    person: As,
    source: Annotated[str, typer.Option(help="Only customers of this source.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines instead of CSV.")] = False,
) -> None:
    """All golden records on standard output; needs a clearance, and the ledger keeps how many."""
    from django.utils import timezone

    from lintel.customers.profiles.actions import customer_list
    from lintel.customers.profiles.lists import Narrowing, customers
    from lintel.customers.profiles.tables import CustomerFile
    from lintel.people.commands import by_email
    from lintel.ui import cells

    wanted = Narrowing(source=source)
    with customers(wanted, identified=True, now=timezone.now()) as rows:
        header, lines = cells.values(CustomerFile([]), rows.every())
        kind = "jsonl" if as_json else "csv"
        with customer_list.export(
            header, lines, kind=kind, consent=wanted.in_words, by=by_email(person)
        ) as file:
            for line in file:
                sys.stdout.write(line.decode())


@app.command()
def refresh(as_json: AsJson = False) -> None:
    """Write all golden records anew, here and now."""
    from lintel.audit import runs
    from lintel.audit.models import Run
    from lintel.customers.profiles.actions import golden_record

    run = golden_record.refresh(by=None)
    runs.execute.func(run.pk)
    run = Run.objects.get(pk=run.pk)
    if as_json:
        typer.echo(json.dumps({"state": run.state, **run.result, "error": run.error}))
    else:
        typer.echo(run.error or f"{run.result['customers']:,} golden records are up to date.")
    raise typer.Exit(0 if run.state == "done" else 1)
