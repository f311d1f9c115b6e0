"""`lintel customers privacy`: links, erasures and their proofs."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Links to a customer's own page, erasures and their proofs.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The erasure's number.")]


@app.command()
def link(
    customer: Annotated[str, typer.Argument(help="The customer's id.")],
    person: As,
    reason: Reason,
    days: Annotated[int, typer.Option(min=1, max=30, help="How long it works.")] = 7,
    as_json: AsJson = False,
) -> None:
    """Issue a link to the customer's own page; its address is printed this once."""
    from lintel.customers.privacy.actions import own_link
    from lintel.customers.privacy.models import OwnLink
    from lintel.people.commands import by_email

    made, token = own_link.issue(customer, reason=reason, days=days, by=by_email(person))
    address, until = OwnLink.address(token), made.expires_at.isoformat()
    typer.echo(json.dumps({"link": made.pk, "address": address, "until": until}) if as_json else address)


@app.command()
def erase(
    customer: Annotated[str, typer.Argument(help="The customer's id.")],
    person: As,
    reason: Reason,
    confirmed_by: Annotated[
        str, typer.Option(metavar="EMAIL", help="Somebody of the other side, who agrees.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Ask for an erasure; with --confirmed-by the worker begins it."""
    from lintel.customers.privacy.actions import erasure
    from lintel.people.commands import by_email

    asked = erasure.ask(customer, reason=reason, by=by_email(person))
    if confirmed_by:
        asked = erasure.confirm(asked, by=by_email(confirmed_by))
    _show(asked, as_json)


@app.command()
def verify(number: Number, as_json: AsJson = False) -> None:
    """Search again; exit status 1 when something of the person is found."""
    from lintel.customers.privacy import work
    from lintel.customers.privacy.models import Erasure
    from lintel.ui.http import get_visible

    found = work.verify_again(get_visible(Erasure.objects.all(), pk=number))
    if as_json:
        typer.echo(json.dumps({"erasure": number, "found": found}))
    else:
        for one in found:
            typer.echo(f"{one['where']}: {one['times']} times", err=True)
        typer.echo("Nothing was found." if not found else "Something is left.")
    raise typer.Exit(1 if found else 0)


@app.command()
def reapply(as_json: AsJson = False) -> None:
    """After a restore: erase again whom the journal names and the database does not."""
    from lintel.customers.privacy.reapplying import reapply as again

    done = again(by=None)
    said = f"{len(done)} customer{'' if len(done) == 1 else 's'} erased again."
    typer.echo(json.dumps({"erased_again": len(done)}) if as_json else said)


@app.command()
def certificate(number: Number, as_json: AsJson = False) -> None:
    """The certificate of an erasure; exit status 1 when there is none yet."""
    from lintel.customers.privacy.models import Erasure
    from lintel.ui.http import get_visible

    found = get_visible(Erasure.objects.all(), pk=number)
    if as_json:
        typer.echo(json.dumps(found.certificate))
    elif found.certificate:
        for name, value in found.certificate.items():
            typer.echo(f"{name}: {value}")
    else:
        typer.echo(f"{found}: {found.get_state_display()}", err=True)
    raise typer.Exit(0 if found.certificate else 1)


def _show(erasure: Any, as_json: bool) -> None:
    said = {"erasure": erasure.pk, "state": erasure.state, "due_on": erasure.due_on.isoformat()}
    typer.echo(json.dumps(said) if as_json else f"{erasure}: {erasure.get_state_display()}")
