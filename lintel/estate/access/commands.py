"""`lintel estate access`: who gets in where, which data they reach, and what owners say of it."""

import datetime as dt
import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Who gets in, which data they reach, and what owners say of it.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="Its number.")]
Most = Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _reader(person: str) -> Any:
    from lintel.people.access import may_read
    from lintel.people.commands import by_email
    from lintel.ui.problems import Denied

    user = by_email(person)
    if not may_read(user):
        raise Denied("The estate is for people with a role.", way_out="Ask an administrator for one.")
    return user


def _loaded(model: str, number: int, person: str) -> tuple[Any, Any]:
    from lintel.estate.access import models
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    return get_visible(getattr(models, model).objects.visible_to(user), pk=number), user


@app.command()
def grants(person: As, most: Most = 50, as_json: AsJson = False) -> None:
    """Who may do what, those of the highest risk first."""
    from django.utils import timezone

    from lintel.estate.access.models import Grant
    from lintel.estate.access.picture import picture_of

    today = timezone.localdate()
    rows: Any = Grant.objects.visible_to(_reader(person)).with_parts().in_force(today)
    picture = picture_of(today)
    ranked = sorted(rows, key=lambda one: -(picture.score_of(one.pk) or 0.0))[:most]
    facts = [
        {
            "id": one.pk, "score": round(picture.score_of(one.pk) or 0.0, 1), "party": one.party.name,
            "system": one.system.name, "right": one.right, "until": one.until, "attested_on": one.attested_on,
        }
        for one in ranked
    ]  # fmt: skip
    lines = [
        f"{one['score']:>8}  {one['id']:>6}  {one['party']} on {one['system']}: {one['right']}"
        for one in facts
    ]
    _print(facts, as_json, "\n".join(lines) or "Nobody is let in.")


@app.command()
def reach(
    person: As,
    party: Annotated[str, typer.Option(help="Only this party, by its name.")] = "",
    data: Annotated[str, typer.Option(help="Only this class of data, by its name.")] = "",
    most: Most = 50,
    as_json: AsJson = False,
) -> None:
    """Who reaches which data over which systems, the riskiest way first."""
    from django.utils import timezone

    from lintel.estate.access import showing
    from lintel.estate.access.picture import picture_of

    _reader(person)
    picture = picture_of(timezone.localdate())
    found = [
        line
        for line in showing.lines(picture, picture.reached)
        if party.lower() in line.party.name.lower() and data.lower() in line.data_name.lower()
    ]
    facts = [
        {
            "party": line.party.name, "data": line.data_name, "systems": list(line.stops),
            "steps": line.steps, "score": round(line.score, 1), "level": line.level,
        }
        for line in found[:most]
    ]  # fmt: skip
    words = [f"{round(line.score, 1):>8}  {line.sentence}." for line in found[:most]]
    _print(facts, as_json, "\n".join(words) or "Nobody reaches that.")


@app.command()
def give(
    party: Annotated[int, typer.Argument(min=1, help="The party's number.")],
    system: Annotated[int, typer.Argument(min=1, help="The system's number.")],
    right: Annotated[str, typer.Argument(help="use, read, write, integrate or administer.")],
    person: As,
    reason: Annotated[str, typer.Option(help="What for.")] = "",
    until: Annotated[str, typer.Option(help="Its last day, such as 2027-03-31.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write down that a party may do something in a system."""
    from django.utils import timezone

    from lintel.estate.access.actions import grant
    from lintel.estate.inventory.models import Element
    from lintel.ui.http import get_visible

    row, user = _loaded("Party", party, person)
    values: dict[str, Any] = {
        "party": row, "system": get_visible(Element.objects.visible_to(user), pk=system), "right": right,
        "reason": reason, "since": timezone.localdate(), "until": _day(until),
    }  # fmt: skip
    made = grant.give(values, by=user)
    _print({"id": made.pk, "version": made.version}, as_json, f"Grant {made.pk} is written down.")


@app.command()
def end(
    number: Number,
    person: As,
    until: Annotated[str, typer.Option(help="Its last day, such as 2027-03-31; today if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say on which day a grant ends."""
    from django.utils import timezone

    from lintel.estate.access.actions import grant

    row, user = _loaded("Grant", number, person)
    done = grant.end(row, _day(until) or timezone.localdate(), by=user)
    _print({"id": done.pk, "until": done.until}, as_json, f"Grant {done.pk} ends on {done.until}.")


@app.command()
def campaigns(person: As, as_json: AsJson = False) -> None:
    """Rounds of attestation and how far they came."""
    from lintel.estate.access.models import Campaign

    rows: Any = Campaign.objects.visible_to(_reader(person)).counted()
    facts = [
        {
            "id": one.pk, "title": one.title, "due_on": one.due_on, "closed_at": one.closed_at,
            "asked": one.asked, "answered": one.answered, "narrow": one.narrow, "remove": one.remove,
        }
        for one in rows
    ]  # fmt: skip
    lines = [f"{one['id']:>6}  {one['answered']} of {one['asked']} answered  {one['title']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "Nobody was asked yet.")


@app.command()
def answer(
    number: Number,
    said: Annotated[str, typer.Argument(help="keep, narrow or remove.")],
    version: Annotated[int, typer.Option(min=1, help="The version of the grant that was read.")],
    person: As,
    narrow_to: Annotated[str, typer.Option(help="To which right, when narrowed.")] = "",
    by_day: Annotated[str, typer.Option("--by", help="By which day, when removed.")] = "",
    evidence: Annotated[str, typer.Option(help="A sentence, or the address of what shows it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Answer for a grant as the owner who is asked."""
    from django.utils import timezone

    from lintel.estate.access.actions import question

    row, user = _loaded("Attestation", number, person)
    done = question.answer(
        row, said, version=version, day=timezone.localdate(), by=user, narrow_to=narrow_to,
        remove_by=_day(by_day), evidence=evidence,
    )  # fmt: skip
    _print({"id": done.pk, "answer": done.answer}, as_json, f"Your word about {done.grant} is noted.")


def _day(text: str) -> dt.date | None:
    from lintel.ui.problems import Problem

    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Problem(f"“{text}” is no day.", way_out="Write it like 2027-03-31.") from None
