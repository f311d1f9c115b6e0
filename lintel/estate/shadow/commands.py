"""`lintel estate shadow`: tools that nobody listed, and what becomes of them."""

import json
from datetime import datetime
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Found tools: see, name, place and decide.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The tool's number.")]
Version = Annotated[int, typer.Option(min=1, help="The version that was read.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, such as 2027-01-31.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _load(number: int, person: str) -> tuple[Any, Any]:
    from lintel.estate.shadow.models import Tool
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    return get_visible(Tool.objects.visible_to(user).with_parts(), pk=number), user


def _standing(number: int, person: str) -> tuple[Any, Any]:
    from lintel.estate.shadow.showing import decision
    from lintel.ui.problems import Problem

    row, user = _load(number, person)
    found = decision(row)
    if found is None:
        raise Problem(
            f"Nobody has proposed what becomes of “{row.name}”.", way_out="Propose it on its page or here."
        )
    return found, user


def _facts(row: Any) -> dict[str, Any]:
    from lintel.estate.shadow.schemas import FoundToolOut

    return FoundToolOut.from_orm(row).dict()


@app.command(name="list")
def list_tools(
    person: As,
    state: Annotated[str, typer.Option(help="Only this state; open for all without an answer.")] = "",
    as_json: AsJson = False,
) -> None:
    """Found tools, those that were seen last on top."""
    from lintel.estate.shadow.models import Tool
    from lintel.people.commands import by_email

    rows = Tool.objects.visible_to(by_email(person))
    rows = rows.open() if state == "open" else rows.filter(state=state) if state else rows
    lines = [
        f"{one.pk:>6}  {one.get_state_display():<20} {one.last_on or '–'!s:<11} {one.name}" for one in rows
    ]
    _print([_facts(one) for one in rows], as_json, "\n".join(lines) or "No tool was found or named.")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One tool: who uses it, what it is, and the answer that stands."""
    from lintel.estate.shadow import showing
    from lintel.estate.shadow.schemas import ToolOutcomeOut

    row, _ = _load(number, person)
    teams, decided = showing.teams(row), showing.decision(row)
    facts = _facts(row) | {"teams": teams}
    facts["outcome"] = ToolOutcomeOut.from_orm(decided.row).dict() if decided else None
    words = [f"{row.name}: {row.get_state_display().lower()}, version {row.version}", row.reason, row.holds]
    words += [f"{one['team']}: {one['often'] or 0} uses, last {one['last']}" for one in teams]
    words += [f"{decided.row.get_way_display()}: {decided.row.reason}"] if decided else []
    _print(facts, as_json, "\n".join(word for word in words if word))


@app.command()
def name(
    called: Annotated[str, typer.Argument(help="What it is called.")],
    person: As,
    address: Annotated[str, typer.Option(help="Its web address.")] = "",
    purpose: Annotated[str, typer.Option(help="What it is used for.")] = "",
    as_json: AsJson = False,
) -> None:
    """Name a tool that you use."""
    from lintel.estate.shadow.actions import tool
    from lintel.people.commands import by_email

    made = tool.name({"name": called, "address": address, "purpose": purpose}, by=by_email(person))
    _print(_facts(made), as_json, f"Thank you. “{made.name}” is tool {made.pk}.")


@app.command()
def place(
    number: Number,
    what: Annotated[str, typer.Argument(help="entry, other, unlisted or no_tool.")],
    person: As,
    version: Version,
    which: Annotated[int | None, typer.Option(help="The number of the entry or of the other tool.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what a tool is."""
    from lintel.estate.shadow import given
    from lintel.ui.problems import Problem

    if what not in ("entry", "other", "unlisted", "no_tool"):
        raise Problem(
            f"“{what}” is not known.", way_out="Use entry, other, unlisted or no_tool.", field="what"
        )
    row, user = _load(number, person)
    said = {"what": what, "element_id": which, "other_id": which, "version": version}
    kept = given.place(row, said, by=user)
    _print(_facts(kept), as_json, f"“{kept.name}”: {kept.get_state_display().lower()}.")


@app.command()
def propose(
    number: Number,
    file: Annotated[typer.FileText, typer.Argument(help="The answer as JSON, as the API takes it.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Propose what becomes of a tool."""
    from pydantic import ValidationError

    from lintel.estate.shadow import given
    from lintel.estate.shadow.actions import outcome
    from lintel.estate.shadow.schemas import ToolOutcomeIn
    from lintel.ui.problems import Problem

    try:
        data = ToolOutcomeIn.model_validate_json(file.read())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise Problem(f"{place}: {first['msg']}.", way_out="Correct it and try again.") from None
    row, user = _load(number, person)
    made = outcome.propose(row, given.outcome_of(data.dict()), version=data.version, by=user)
    _print({"id": made.pk, "version": made.version}, as_json, f"Proposed: {made}. Both offices are asked.")


@app.command()
def sign(number: Number, person: As, as_json: AsJson = False) -> None:
    """Put your office's key to the answer that stands, as it is now."""
    from lintel.estate.shadow.actions import outcome

    found, user = _standing(number, person)
    made = outcome.sign(found.row, content_hash=found.content_hash, by=user)
    facts = {"id": made.pk, "awaits": made.awaits, "decided_at": made.decided_at, "element": made.element_id}
    words = "Decided by both." if made.decided_at else "Your key is put. It waits for the other office."
    _print(facts, as_json, words)


@app.command()
def follow_up(
    number: Number,
    said: Annotated[str, typer.Argument(help="How it stands.")],
    person: As,
    again: Day = None,
    as_json: AsJson = False,
) -> None:
    """Say how a decision stands; with a day it is looked at again then."""
    from lintel.estate.shadow.actions import outcome

    found, user = _standing(number, person)
    made = outcome.follow_up(found.row, said, next_on=again.date() if again else None, by=user)
    _print({"id": made.pk, "look_on": made.look_on, "followed_at": made.followed_at}, as_json, "Noted.")


@app.command()
def reopen(
    number: Number,
    why: Annotated[str, typer.Argument(help="Why.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Take an answer up again."""
    from lintel.estate.shadow.actions import outcome

    found, user = _standing(number, person)
    row = outcome.reopen(found.row, why, by=user)
    _print(_facts(row), as_json, f"“{row.name}” wants an answer again.")
