"""`lintel news`: announcements, how things stand, and what was decided."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="News: announcements, how things stand, what was decided.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


@app.command(name="list")
def list_announcements(person: As, as_json: AsJson = False) -> None:
    """What stands announced, newest first."""
    from lintel.digests.news.models import Announcement
    from lintel.people.commands import by_email

    rows = Announcement.objects.visible_to(by_email(person)).standing().select_related("author")
    facts = [
        {"id": row.pk, "title": row.title, "audience": row.audience, "author": row.author.name,
         "published_at": row.published_at, "version": row.version}
        for row in rows[:200]
    ]  # fmt: skip
    lines = [f"{one['id']:>6}  {one['audience']:<10} {one['title']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "Nothing is announced.")


@app.command()
def announce(
    person: As,
    title: Annotated[str, typer.Option(help="What it is about.")],
    text: Annotated[str, typer.Option(help="What is told.")],
    audience: Annotated[str, typer.Option(help="company, marketing or it.")] = "company",
    asks_word: Annotated[bool, typer.Option(help="Ask everybody to say that they have read it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell one side or everybody."""
    from lintel.digests.news.actions import announcement
    from lintel.people.commands import by_email

    made = announcement.publish(
        title=title, text=text, audience=audience, asks_word=asks_word, by=by_email(person)
    )
    _print({"id": made.pk, "version": made.version}, as_json, f"Announcement {made.pk} is published.")


@app.command()
def say(
    thing: Annotated[str, typer.Argument(help="Type and number, such as objectives.goal:7.")],
    health: Annotated[str, typer.Argument(help="on_track, at_risk or off_track.")],
    text: Annotated[str, typer.Argument(help="In at most 280 characters.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Say how a thing stands."""
    from lintel.digests.news.actions import status_update
    from lintel.people.commands import by_email
    from lintel.people.targets import target

    user, (object_type, _, object_id) = by_email(person), thing.partition(":")
    made = status_update.write(target(user, object_type, object_id), health=health, text=text, by=user)
    _print({"id": made.pk}, as_json, f"{made}")


@app.command()
def decisions(
    person: As,
    kind: Annotated[str, typer.Option(help="signature, agreement, answer, refusal or end.")] = "",
    most: Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """What was decided and why, newest first."""
    from lintel.digests.news import decisions as log
    from lintel.people.commands import by_email
    from lintel.ui.problems import Problem

    if kind and kind not in log.KINDS:
        raise Problem(f"There is no kind “{kind}”.", way_out=f"Use one of: {', '.join(log.KINDS)}.")
    user = by_email(person)
    rows = log.visible(user)
    rows = rows.filter(action__in=log.KINDS[kind][1]) if kind else rows
    found = log.shown(rows[:most], user)
    facts = [
        {"seq": one.seq, "at": one.at, "who": one.actor.name if one.actor else "", "kind": one.kind,
         "sentence": one.sentence, "why": one.why, "title": one.title, "url": one.url}
        for one in found
    ]  # fmt: skip
    lines = [
        f"{one.at:%Y-%m-%d}  {one.title}: {one.sentence}" + (f" — {one.why}" if one.why else "")
        for one in found
    ]
    _print(facts, as_json, "\n".join(lines) or "Nothing is decided yet.")
