"""`lintel people`: who is here, and what they may do."""

import json
from typing import Annotated

import typer

from lintel.people.actions import account
from lintel.people.actions import person as actions
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing

app = typer.Typer(no_args_is_help=True, help="People: list and create them, give roles, help them in.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[
    str, typer.Option("--as", metavar="EMAIL", help="Who does it; without it, the server itself does.")
]


def by_email(email: str) -> User:
    """The person with this address, or `Missing`."""
    person = User.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise Missing(
            f"Nobody here has the address {email}.", way_out="`lintel people list` shows who is here."
        )
    return person


def acting(email: str) -> User | None:
    """Who acts: a person who may sign in, or for an empty address the server itself."""
    return acting_person(email) if email else None


def acting_person(email: str) -> User:
    """The person who acts, if their account is open."""
    person = by_email(email)
    if not person.is_active:
        raise Denied(f"The account of {person.name} is closed.", way_out="Choose somebody else to act.")
    return person


def _facts(person: User) -> dict[str, object]:
    return {
        "id": person.pk,
        "name": person.name,
        "email": person.email,
        "side": person.side,
        "role": person.role,
        "administrator": person.is_administrator,
        "active": person.is_active,
    }


def _show(person: User, as_json: bool) -> None:
    typer.echo(
        json.dumps(_facts(person), ensure_ascii=False)
        if as_json
        else f"{person.name}: {person.get_role_display()}"
    )


@app.command(name="list")
def list_people(
    side: Annotated[str, typer.Option(help="Only this side: marketing, it or other.")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="Closed accounts too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Who is here."""
    rows = User.objects.all() if everybody else User.objects.active()
    rows = rows.filter(side=side) if side else rows
    if as_json:
        typer.echo(json.dumps([_facts(person) for person in rows.iterator()], ensure_ascii=False))
        return
    for person in rows.iterator():
        marks = [str(person.get_role_display())] + ["administrator"] * person.is_administrator
        closed = "" if person.is_active else ", closed"
        typer.echo(
            f"{person.email:40} {person.name} ({person.get_side_display()}; {', '.join(marks)}{closed})"
        )


@app.command()
def create(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    name: Annotated[str, typer.Option(help="Their name.")],
    side: Annotated[str, typer.Option(help="marketing, it or other.")] = "other",
    role: Annotated[str, typer.Option(help="office_holder, member, analyst, viewer or none.")] = "none",
    administrator: Annotated[bool, typer.Option("--administrator", help="May manage people.")] = False,
    as_: As = "",
    as_json: AsJson = False,
) -> None:
    """Add a person; `reset-password` then prints the link under which they choose a password."""
    person = actions.create(
        name=name, email=email, side=side, role=role, is_administrator=administrator, by=acting(as_)
    )
    _show(person, as_json)


@app.command(name="set-role")
def set_role(
    email: Annotated[str, typer.Argument(help="Whose role.")],
    role: Annotated[str, typer.Argument(help="office_holder, member, analyst, viewer or none.")],
    hand_over: Annotated[
        bool, typer.Option("--hand-over", help="Take the office from who holds it now.")
    ] = False,
    administrator: Annotated[
        bool | None, typer.Option("--administrator/--no-administrator", help="May manage people.")
    ] = None,
    as_: As = "",
    as_json: AsJson = False,
) -> None:
    """Change what a person may do."""
    person = actions.set_role(
        by_email(email), role, is_administrator=administrator, hand_over=hand_over, by=acting(as_)
    )
    _show(person, as_json)


@app.command(name="reset-password")
def reset_password(
    email: Annotated[str, typer.Argument(help="Whose password.")], as_: As = "", as_json: AsJson = False
) -> None:
    """Print a link under which the person chooses a new password; it works once."""
    person = by_email(email)
    link = account.invite(person, by=acting(as_))
    if as_json:
        typer.echo(json.dumps({"email": person.email, "link": link, "mailed": not link}))
    else:
        typer.echo(link or f"A link is on its way to {person.email} by e-mail.")
