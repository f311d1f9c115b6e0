"""`lintel digests`: make, send and read them."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Digests: make, send and read them.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


@app.command()
def send(
    week: Annotated[
        bool, typer.Option("--week", help="Everybody’s digest of the last seven days, due or not.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be made; write and send nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make and send what is due now."""
    from django.utils import timezone

    from lintel.digests.weekly import work
    from lintel.digests.weekly.rehearsing import rehearse

    now = timezone.now()
    if dry_run:
        found = rehearse(now, everybody=week)
        facts = [{"person": one.person.name, "from": one.starts_on, "until": one.ends_on,
                  "sends": one.sends, **one.counts} for one in found]  # fmt: skip
        lines = [f"{one.person.name}: {sum(one.counts.values())} things" for one in found]
        _print(facts, as_json, "\n".join(lines) or "Nothing is due.")
        return
    made, sent, failed = work.make_and_send(now, everybody=week)
    words = f"{made} made, {sent} sent, {failed} to be tried again."
    _print({"made": made, "sent": sent, "failed": failed}, as_json, words)


@app.command()
def show(
    person: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose digest.")],
    scope: Annotated[str, typer.Option(help="person, company, marketing or it.")] = "person",
    as_json: AsJson = False,
) -> None:
    """The last seven days, as this person may see them."""
    import datetime as dt

    from django.utils import timezone

    from lintel.digests.weekly.composing import compose
    from lintel.digests.weekly.models import Scope
    from lintel.digests.weekly.reading import Happened
    from lintel.people.commands import by_email
    from lintel.ui.problems import Problem

    if scope not in Scope.values:
        raise Problem(f"There is no digest “{scope}”.", way_out=f"Use one of: {', '.join(Scope.values)}.")
    user, today = by_email(person), timezone.localdate()
    happened = Happened(today - dt.timedelta(days=7), today + dt.timedelta(days=1), user.time_zone)
    content = compose(happened, user, day=today, scope=scope)
    lines = [f"Waits: {wait.title} ({wait.what})" for kind in content.waits for wait in kind.items]
    lines += [f"News: {one.title}" for one in content.announcements]
    lines += [f"Stands: {one.title}: {one.update}" for one in content.said]
    lines += [f"Decided: {one.title}: {one.sentence}" for one in content.decided]
    lines += [f"Returned: {one.title}: {one.found}" for one in content.returned]
    lines += [f"Changed: {one.title}: {one.who} {one.sentence}" for one in content.changed]
    _print({**content.counts, "lines": lines}, as_json, "\n".join(lines) or "Nothing stands in it.")


@app.command()
def preferences(
    person: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose.")],
    frequency: Annotated[str, typer.Option(help="weekly, daily or never; empty only shows.")] = "",
    weekday: Annotated[int, typer.Option(min=-1, max=6, help="0 is Monday.")] = -1,
    hour: Annotated[int, typer.Option(min=-1, max=23, help="On the person’s clock.")] = -1,
    as_json: AsJson = False,
) -> None:
    """When somebody’s digest comes; with options, another time."""
    from lintel.digests.weekly.actions import preference
    from lintel.digests.weekly.models import Preference
    from lintel.people.commands import by_email

    user = by_email(person)
    row = Preference.objects.filter(person=user).first() or Preference(person=user, version=0)
    given: dict[str, Any] = {"frequency": frequency} if frequency else {}
    given |= {"weekday": weekday} if weekday >= 0 else {}
    given |= {"hour": hour} if hour >= 0 else {}
    if given:
        row = preference.keep(given, version=row.version, by=user)
    facts = {name: getattr(row, name) for name in (*preference.FIELDS, "next_at")}
    when = f"next {row.next_at:%Y-%m-%d %H:%M} UTC" if row.next_at else "nothing is sent"
    _print(facts, as_json, f"{row.get_frequency_display()}; {when}.")
