"""`lintel home`: what waits for whom."""

from typing import Annotated

import typer

from lintel.home import ground, reporting, schemas
from lintel.people.commands import by_email
from lintel.ui.reports.saving import AsForm, Out, save

app = typer.Typer(no_args_is_help=True, help="Common ground: what waits for whom.")


@app.command()
def show(
    email: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose first page.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """What waits for a person, what each side and both carry."""
    found = schemas.plain(ground.gather(by_email(email)))
    if as_json:
        typer.echo(found.model_dump_json())
        return
    typer.echo(f"To sign: {found.to_sign.count}   requests that wait: {found.to_answer.count}")
    for wait in (wait for kind in found.others for wait in kind.items):
        typer.echo(f"  {wait.what}: {wait.title}")
    for post in found.posts:
        late = f", {post.overdue} past their date" if post.overdue else ""
        typer.echo(
            f"{post.office}: {post.answers_owed} answers owed{late}; {post.signatures_owed} signatures"
        )
    for part in found.beam:
        for figure in part.figures:
            typer.echo(f"{part.title}: {figure.value} {figure.label}")
    for title, things in (
        ("Disagreements", found.disagreements.items),
        ("Top of the backlog", found.backlog),
    ):
        typer.echo(f"{title}:")
        for thing in things:
            typer.echo(f"  {thing.id:>6}  {thing.title}")


@app.command()
def report(
    email: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose first page.")],
    form: AsForm = "pdf",
    out: Out = None,
) -> None:
    """The first page as PDF, workbook or slides."""
    save(reporting.report(by_email(email)), form, out)
