"""`lintel portfolio`: read proposals and the backlog, and put an office's key to a proposal."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Proposals, the backlog and the two keys.")

AsUser = Annotated[str, typer.Option("--as", help="E-mail of the person who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Number = Annotated[int, typer.Argument(help="Number of the proposal.", min=1, max=2**63 - 1)]
Limit = Annotated[int, typer.Option(help="Most lines.", min=1, max=10_000)]


def _actor(email: str) -> Any:
    from lintel.people.models import User
    from lintel.ui.problems import Missing

    user = User.objects.active().filter(email__iexact=email).first()
    if user is None:
        raise Missing(f"Nobody who may sign in has the e-mail “{email}”.", way_out="Check the address.")
    return user


def _load(user: Any, number: int) -> Any:
    from lintel.portfolio.proposals.models import Proposal
    from lintel.ui.http import get_visible

    return get_visible(Proposal.objects.with_parts().visible_to(user), pk=number)


def _line(proposal: Any) -> dict[str, Any]:
    return {
        "id": proposal.pk,
        "title": proposal.title,
        "state": str(proposal.state),
        "version": proposal.version,
        "awaits": str(proposal.awaits),
        "wsjf": None if proposal.wsjf is None else str(proposal.wsjf),
        "rice": None if proposal.rice is None else str(proposal.rice),
    }


def _print(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        waits = f", waits for {row['awaits']}" if row["awaits"] else ""
        typer.echo(f"{row['id']:>6}  {row['state']:<9} {row['title']}{waits}")


@app.command(name="list")
def list_proposals(
    by: AsUser,
    state: Annotated[str, typer.Option(help="Only this state, such as offered.")] = "",
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """Proposals, newest change first."""
    from lintel.portfolio.proposals.models import Proposal

    rows = Proposal.objects.visible_to(_actor(by)).order_by("-changed_at", "-pk")
    _print([_line(row) for row in (rows.filter(state=state) if state else rows)[:limit]], as_json)


@app.command()
def backlog(by: AsUser, limit: Limit = 50, as_json: AsJson = False) -> None:
    """What is not yet begun, in the one order."""
    from lintel.portfolio.proposals.models import Proposal

    rows = Proposal.objects.visible_to(_actor(by)).backlog()
    _print([_line(row) for row in rows[:limit]], as_json)


@app.command()
def show(number: Number, by: AsUser, as_json: AsJson = False) -> None:
    """One proposal: exactly what a signature covers, and its content hash."""
    from lintel.audit.signatures import hash_of
    from lintel.portfolio.proposals import wording
    from lintel.ui import formats

    proposal = _load(_actor(by), number)
    content = wording.plain(proposal)
    if as_json:
        typer.echo(
            json.dumps(
                {**_line(proposal), "content": content, "content_hash": hash_of(proposal)}, ensure_ascii=False
            )
        )
        return
    _print([_line(proposal)], as_json=False)
    for block in wording.readable(content, wording.Names.of(content)):
        typer.echo(f"\n{block.title}")
        for row in block.rows:
            typer.echo(f"  {row.label}: {row.text}")
        for line in block.lines or ([formats.NOTHING] if block.listed else []):
            typer.echo(f"  {line}")
    typer.echo(f"\nVersion {proposal.version}, content {hash_of(proposal)}")


@app.command()
def sign(
    number: Number,
    by: AsUser,
    content: Annotated[str, typer.Option("--content", help="The content hash that `show` printed.")],
    purpose: Annotated[str, typer.Option(help="approve, fund, buy or stop.")] = "approve",
    as_json: AsJson = False,
) -> None:
    """Put your office's key to exactly the content whose hash you name."""
    from lintel.portfolio.proposals.actions import signature as signatures

    user = _actor(by)
    signatures.sign(_load(user, number), by=user, purpose=purpose, content_hash=content)
    _print([_line(_load(user, number))], as_json)
