"""`lintel portfolio returns`: assumptions of both offices, and what proposals may bring by them."""

import json
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

import typer

from lintel.ui.reports.saving import AsForm, Out, save

app = typer.Typer(no_args_is_help=True, help="What proposals may bring, by what both offices assume.")

AsUser = Annotated[str, typer.Option("--as", help="E-mail of the person who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Number = Annotated[int, typer.Argument(help="Number of the proposal.", min=1, max=2**63 - 1)]


def _load(user: Any, number: int) -> Any:
    from lintel.portfolio.returns.work import whole
    from lintel.ui.http import get_visible

    return get_visible(whole().filter(pk__in=_visible(user)), pk=number)


def _visible(user: Any) -> Any:
    from lintel.portfolio.proposals.models import Proposal

    return Proposal.objects.visible_to(user).values("pk")


def _show(row: Any, result: Any, gaps: Any, as_json: bool) -> None:
    from lintel.portfolio.returns import telling

    if as_json:
        facts = {"proposal": row.pk, "missing": [gap.text for gap in gaps], "result": result}
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    for gap in gaps:
        typer.echo(f"Missing: {gap.text}")
    if result is None:
        typer.echo("There are no figures yet: work-out makes them.")
        return
    typer.echo(f"#{row.pk} {row.title}\n{telling.sentence(result)}")
    for value, label, note in telling.facts(result):
        typer.echo(f"  {label}: {value}{f' ({note})' if note else ''}")
    for one in result["influences"]:
        typer.echo(f"  {telling.percent(one['share'])} of the spread: {one['name']}")


@app.command()
def show(number: Number, by: AsUser, as_json: AsJson = False) -> None:
    """What a proposal may bring, as it was worked out last."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns import reading

    row = _load(acting_person(by), number)
    found = reading.standing(row)
    _show(row, found.kept.result if found.kept else None, found.gaps, as_json)


@app.command()
def report(number: Number, by: AsUser, form: AsForm = "pdf", out: Out = None) -> None:
    """What a proposal may bring as PDF, workbook or slides."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns import reporting

    save(reporting.of_proposal(_load(acting_person(by), number)), form, out)


@app.command(name="report-together")
def report_together(
    by: AsUser,
    of: Annotated[Literal["approved", "backlog"], typer.Option(help="Of which proposals.")] = "approved",
    form: AsForm = "pdf",
    out: Out = None,
) -> None:
    """What many proposals return together as PDF, workbook or slides."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns import reporting
    from lintel.portfolio.returns.models import Scope

    save(reporting.of_portfolio(Scope(of), acting_person(by)), form, out)


@app.command(name="work-out")
def work_out(number: Number, by: AsUser, as_json: AsJson = False) -> None:
    """Work it out by the assumptions in force, and keep it."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns import reading, work

    user = acting_person(by)
    row = _load(user, number)
    kept = work.work_out_now(row, by=user)
    _show(row, kept.result, reading.standing(row).gaps, as_json)


@app.command(name="what-if")
def what_if(
    number: Number,
    by: AsUser,
    delay: Annotated[str, typer.Option(help="Months of delay.")] = "",
    rate: Annotated[str, typer.Option(help="Discount rate, per cent a year.")] = "",
    without: Annotated[list[str] | None, typer.Option(help="Benefit to leave out; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """What it would bring if; nothing is written."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns import reading, simulating
    from lintel.portfolio.returns.gathering import Supposed
    from lintel.ui.problems import Problem

    row = _load(acting_person(by), number)
    found = reading.standing(row)
    if found.assumed is None or not found.possible:
        raise Problem("Something is missing to work it out.", way_out="`show` says what.")
    supposed = Supposed(_number(delay, "delay"), _number(rate, "rate"), frozenset(without or ()))
    _show(row, simulating.returned(row, found.assumed, supposed), found.gaps, as_json)


def _number(text: str, name: str) -> Decimal | None:
    from lintel.ui.problems import Problem

    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not -50 <= value <= 100:
        raise Problem(f"“{text}” is no {name}.", way_out="Write a number like 7.5.", field=name)
    return value


@app.command()
def together(
    by: AsUser,
    of: Annotated[str, typer.Option(help="approved or backlog.")] = "approved",
    as_json: AsJson = False,
) -> None:
    """Have it worked out in the background what many proposals return together."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns.actions import forecast

    run = forecast.order(of, by=acting_person(by))
    typer.echo(json.dumps({"run": run.pk, "state": run.state}) if as_json else f"Run {run.pk}: {run.title}")


@app.command()
def assumptions(by: AsUser, as_json: AsJson = False) -> None:
    """All versions of what is assumed, newest first, with the hash that is signed."""
    from lintel.audit.signatures import hash_of
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns.models import Assumptions

    rows = [
        {
            "id": row.pk, "version": row.version, "in_force": row.in_force_at is not None,
            "awaits": str(row.awaits), "content": {n: _plain(v) for n, v in row.content().items()},
            "content_hash": hash_of(row),
        }
        for row in Assumptions.objects.visible_to(acting_person(by))
    ]  # fmt: skip
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        waits = f"waits for {row['awaits']}" if row["awaits"] else "signed by both"
        typer.echo(f"Version {row['version']}: {waits}, content {row['content_hash']}")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


@app.command()
def sign(
    version: Annotated[int, typer.Argument(help="The version to sign.", min=1, max=2**31 - 1)],
    by: AsUser,
    content: Annotated[str, typer.Option("--content", help="The content hash that `assumptions` printed.")],
) -> None:
    """Sign a version of the assumptions for your office."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.returns.actions import assumptions as rows
    from lintel.portfolio.returns.models import Assumptions
    from lintel.ui.http import get_visible

    user = acting_person(by)
    row = rows.sign(
        get_visible(Assumptions.objects.visible_to(user), version=version), by=user, content_hash=content
    )
    typer.echo(f"Version {row.version}: {'in force' if row.in_force_at else 'waits for the other office'}")
