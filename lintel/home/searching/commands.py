"""`lintel search`: find anything, and make the index anew."""

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Find anything by its words.")


@app.command()
def find(
    words: Annotated[str, typer.Argument(help='Words, "words in a row", #12 or PROJ-12.')],
    email: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who looks.")],
    kind: Annotated[str, typer.Option(help="Only this kind, such as portfolio.proposal.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most hits.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """What these words lead to, as far as the person may see it."""
    from lintel.home.searching import finding, schemas
    from lintel.people.commands import by_email
    from lintel.people.searching import kinds
    from lintel.ui.problems import Problem

    if kind and kind not in kinds():
        raise Problem(f"There is no kind “{kind}”.", way_out=f"Choose one of {', '.join(sorted(kinds()))}.")
    told = schemas.plain(finding.find(by_email(email), words, kind=kind), limit)
    if as_json:
        typer.echo(told.model_dump_json())
        return
    if told.guesses:
        typer.echo(f"Nothing is spelled so; looked for {', '.join(told.guesses)}.")
    for hit in told.hits:
        typer.echo(f"{hit.kind_name:18} {hit.id:>6}  {hit.title}")
    if not told.hits:
        typer.echo("Nothing that this person may see has these words.")


@app.command()
def rebuild() -> None:
    """Make the index anew from everything in the house; people go on searching meanwhile."""
    from lintel.home.searching import keeping

    typer.echo(f"{keeping.rebuild():,} things can be found.")
