"""`lintel`: everything that a person runs. Each room brings its own commands; this file gathers them."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Lintel: marketing and IT on one beam.",
)
ENGINES = ("match", "metrics", "evidence", "roadmap", "flow", "roi", "choice", "stress")  # need no settings
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Web processes.", min=1, max=64)] = 2,
    worker: Annotated[
        bool,
        typer.Option("--worker/--no-worker", help="Also do background work, in a process beside this one."),
    ] = True,
) -> None:
    """Serve the pages and the API; add --no-worker when `lintel worker` runs elsewhere."""
    from lintel.config.serving import serve as run

    run(host, port, workers, background=worker)


@app.command()
def worker(
    beside: Annotated[int, typer.Option(help="Process number to end with.", hidden=True)] = 0,
) -> None:
    """Do background work until stopped; several may run at once."""
    from lintel.config.serving import work

    work(beside)


@app.command()
def migrate() -> None:
    """Bring the database and the static files to this version; safe to repeat."""
    from lintel.config.installation import prepare

    for line in prepare():
        typer.echo(line)


@app.command()
def demo(
    examples: Annotated[Path, typer.Option(help="Folder with the example company's exports.")] = Path(
        "examples"
    ),
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the example company away; an empty house is left.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it is taken away.")] = False,
) -> None:
    """Fill an empty installation with the example company, or take it away again so that nothing is left."""
    if remove:
        from lintel.config import emptying

        if not yes:
            typer.confirm(
                "Everything in this house goes, also what was added to the example. Go on?", abort=True
            )
        emptying.remove()
        typer.echo("The example company is gone. Open the first page to make yourself the administrator.")
        return
    from lintel.config.demo import build

    for line in build(examples):
        typer.echo(line)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check the installation; exit status 1 when something needs you."""
    import dataclasses
    import json

    from lintel.config.installation import examine

    findings = examine()
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.fine else 'MEND'}  {finding.name}: {finding.sentence}")
    raise typer.Exit(0 if all(finding.fine for finding in findings) else 1)


def _gather() -> None:
    """Mount every room's commands, `lintel <room> …`."""
    from importlib import import_module

    for room in (
        "audit",
        "people",
        "imports",
        "warehouse",
        "language",
        "estate",
        "customers",
        "insight",
        "charter",
        "intake",
        "goals",
        "portfolio",
        "experiments",
        "embeds",
        "alignment",
        "digests",
        "home",
    ):
        app.add_typer(import_module(f"lintel.{room}.commands").app, name=room)
    app.add_typer(import_module("lintel.digests.commands").news, name="news")
    app.add_typer(import_module("lintel.digests.commands").book, name="book")
    app.add_typer(import_module("lintel.home.searching.commands").app, name="search")
    app.add_typer(import_module("lintel.people.commands_together").app, name="together")
    app.command(name="ask")(import_module("lintel.insight.asking.commands").ask)
    _gather_engines()


def _gather_engines() -> None:
    """Mount what stands alone: engines need no settings and no database."""
    from lintel.engines.choice import commands as choice
    from lintel.engines.evidence import commands as evidence
    from lintel.engines.flow import commands as flow
    from lintel.engines.matching import commands as matching
    from lintel.engines.metrics import commands as metrics
    from lintel.engines.resilience import commands as resilience
    from lintel.engines.returns import commands as returns
    from lintel.engines.roadmap import commands as roadmap

    app.add_typer(matching.app, name="match")
    app.add_typer(metrics.app, name="metrics")
    app.add_typer(evidence.app, name="evidence")
    app.add_typer(roadmap.app, name="roadmap")
    app.add_typer(flow.app, name="flow")
    app.add_typer(returns.app, name="roi")
    app.add_typer(choice.app, name="choice")
    app.add_typer(resilience.app, name="stress")


def main() -> None:
    """Entry point: refusals are one line on standard error, never a traceback."""
    if sys.argv[1:2] and sys.argv[1] in ENGINES:
        _gather_engines()
        app()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintel.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from lintel.ui.problems import Problem

    try:
        django.setup()
        _gather()
        app()
    except Problem as problem:
        typer.echo(problem.sentence, err=True)
        sys.exit(2)
    except ImproperlyConfigured as error:
        typer.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
