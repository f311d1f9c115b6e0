"""`lintel insight guards`: which policies there are, and who may see what."""

import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Guard rails: policies, and who may see what.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]


@app.command()
def policies(person: As, as_json: AsJson = False) -> None:
    """Access policies with the version that counts."""
    from lintel.insight.guards.models import Policy
    from lintel.people.commands import by_email

    rows = list(Policy.objects.visible_to(by_email(person)))
    if as_json:
        found = [
            {
                "id": row.pk, "name": row.name, "effect": row.effect, "state": row.state,
                "version": row.version, "in_force_version": row.in_force.number if row.in_force else None,
                "wording": row.wording,
            }
            for row in rows
        ]  # fmt: skip
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row.pk:>5}  {row.effect:12} {row.state_label:24} {row.name}")


@app.command()
def access(
    person: As,
    of: Annotated[str, typer.Option(metavar="EMAIL", help="Whose access; your own if left out.")] = "",
    purpose: Annotated[str, typer.Option(help="What it is asked for.")] = "analysis",
    as_json: AsJson = False,
) -> None:
    """What a person can see for a purpose, and which policies say so."""
    from lintel.insight.guards import deciding, saying, semantics
    from lintel.insight.guards.actions import look
    from lintel.people.commands import by_email

    user = by_email(person)
    whose = by_email(of) if of else user
    if whose.pk != user.pk:
        look.see(whose, purpose=purpose, by=user)
    standing = deciding.standing_of(whose, purpose)
    names = saying.names_for([one.wording for one in deciding.counting()], semantics.facts())
    lines = {name: saying.standing_lines(one, names) for name, one in sorted(standing.datasets.items())}
    if as_json:
        found = {
            name: {
                "allowed": standing.datasets[name].allowed,
                "hidden": sorted(standing.datasets[name].hidden),
                "says": [
                    {"text": line.text, "because": [source.name for source in line.sources]} for line in said
                ],
            }
            for name, said in lines.items()
        }
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, said in lines.items():
        typer.echo(standing.datasets[name].facts.label)
        for line in said:
            typer.echo(f"  {line.text}  ({', '.join(source.name for source in line.sources)})")
