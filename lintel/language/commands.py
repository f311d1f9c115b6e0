"""`lintel language`: words, what they mean, and who has signed."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="The shared language: terms, meanings, signatures, primers.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Name = Annotated[str, typer.Argument(help="The term, or one of its synonyms.")]


def _user(email: str) -> Any:
    from lintel.people.commands import by_email

    return by_email(email)


def _term(name: str, user: Any) -> Any:
    from lintel.language.matcher import folded
    from lintel.language.models import Term
    from lintel.ui.problems import Missing

    found = Term.objects.visible_to(user).with_owners().filter(labels__folded=folded(name)).first()
    if found is None:
        raise Missing(f"The glossary has no term “{name}”.", way_out="See `lintel language list`.")
    return found


def _plain(term: Any) -> dict[str, Any]:
    return {
        "id": term.pk,
        "name": term.name,
        "synonyms": term.synonyms,
        "marketing_meaning": term.marketing_meaning,
        "it_meaning": term.it_meaning,
        "agreed_meaning": term.agreed_meaning,
        "state": term.state,
        "awaits": term.awaits,
        "version": term.version,
    }


def _say(term: Any, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_plain(term), ensure_ascii=False))
        return
    typer.echo(f"{term.name}: {term.turn.label} (version {term.version})")
    for side, text in (
        ("Marketing", term.marketing_meaning),
        ("IT", term.it_meaning),
        ("Both", term.agreed_meaning),
    ):
        typer.echo(f"  {side + ':':<10} {text or '–'}")


@app.command(name="list")
def list_terms(
    person: As,
    state: Annotated[str, typer.Option(help="clashing, one_sided, open, proposed or agreed.")] = "",
    as_json: AsJson = False,
) -> None:
    """Terms in use, and whose word is missing."""
    from lintel.language.models import Term

    rows = Term.objects.visible_to(_user(person)).in_use()
    found = list(rows.filter(state=state) if state else rows)
    if as_json:
        typer.echo(json.dumps([_plain(term) for term in found], ensure_ascii=False))
        return
    for term in found:
        typer.echo(f"{term.pk:>6}  {term.name:<40} {term.turn.label}")


@app.command()
def show(name: Name, person: As, as_json: AsJson = False) -> None:
    """Both meanings of a term, and the agreed one."""
    _say(_term(name, _user(person)), as_json)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="The new term.")],
    person: As,
    meaning: Annotated[str, typer.Option(help="What your side means.")] = "",
    synonyms: Annotated[str, typer.Option(help="Other spellings, with commas between them.")] = "",
    as_json: AsJson = False,
) -> None:
    """Add a term with what your side means by it."""
    from lintel.language.actions import term
    from lintel.language.wording import Wording, listed

    user = _user(person)
    marketing, it = (meaning, "") if user.side == "marketing" else ("", meaning)
    _say(term.create(Wording(name, marketing, it, listed(synonyms)), by=user), as_json)


@app.command()
def propose(
    name: Name,
    person: As,
    meaning: Annotated[str, typer.Option(help="What both are to mean.")],
    as_json: AsJson = False,
) -> None:
    """Propose what both mean; both offices sign next."""
    from lintel.language.actions import agreement

    user = _user(person)
    found = _term(name, user)
    _say(agreement.propose(found, text=meaning, by=user, version=found.version), as_json)


@app.command()
def sign(name: Name, person: As, as_json: AsJson = False) -> None:
    """Sign the proposed meaning, as it stands now, for your office."""
    from lintel.audit.signatures import hash_of
    from lintel.language.actions import agreement

    user = _user(person)
    found = _term(name, user)
    agreement.sign(found, by=user, content_hash=hash_of(found))
    _say(_term(name, user), as_json)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A text file.", exists=True, dir_okay=False)],
    as_json: AsJson = False,
) -> None:
    """Which words of a text clash; exit status 1 when there are some."""
    from lintel.language.writing import clashing_in

    found = clashing_in([file.read_text(encoding="utf-8", errors="replace")])
    if as_json:
        typer.echo(
            json.dumps([{"spelling": said, **_plain(term)} for term, said in found], ensure_ascii=False)
        )
    else:
        for term, said in found:
            typer.echo(
                f"“{said}”: {term.turn.label}\n  Marketing: {term.marketing_meaning}\n  IT: {term.it_meaning}"
            )
    raise typer.Exit(1 if found else 0)


@app.command()
def misunderstood(person: As, as_json: AsJson = False) -> None:
    """The words that led people astray, the worst first."""
    from lintel.language.models import Term

    rows: Any = Term.objects.visible_to(_user(person)).misunderstood()
    found = [(row.name, row.flag_count, row.comment_count) for row in rows]
    if as_json:
        typer.echo(
            json.dumps([{"name": name, "flags": flags, "comments": said} for name, flags, said in found])
        )
        return
    for name, flags, said in found:
        typer.echo(f"{name:<40} {flags:>4} flags {said:>4} comments")


@app.command()
def seed(person: As, as_json: AsJson = False) -> None:
    """Bring the starter vocabulary in."""
    from lintel.language.actions import vocabulary

    made = vocabulary.seed(by=_user(person))
    typer.echo(json.dumps({"terms": len(made)}) if as_json else f"{len(made)} words came in.")


@app.command()
def unseed(person: As, as_json: AsJson = False) -> None:
    """Take out the starter words that nobody has touched."""
    from lintel.language.actions import vocabulary

    count, stayed = vocabulary.unseed(by=_user(person))
    said = {"terms": count, "stayed": stayed}
    typer.echo(json.dumps(said) if as_json else f"{count} words were taken out, {stayed} stayed.")


@app.command(name="export-skos")
def export_skos(
    out: Annotated[Path, typer.Argument(help="Where to write the Turtle file.")], person: As
) -> None:
    """Write all terms in use as SKOS in Turtle."""
    from lintel.language import skos
    from lintel.language.exchanging import for_exchange
    from lintel.language.models import Term

    rows = for_exchange(Term.objects.visible_to(_user(person)).in_use())
    out.write_text(skos.write(rows), encoding="utf-8")
    typer.echo(f"{rows.count()} terms in {out}.")


@app.command(name="import-skos")
def import_skos(
    file: Annotated[Path, typer.Argument(help="SKOS in Turtle.", exists=True, dir_okay=False)],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Bring a Turtle file in; good rows come in, bad ones are told, and the import can be undone."""
    from lintel.language.exchanging import bring_skos

    batch = bring_skos(file.read_bytes(), file.name, by=_user(person))
    said = {
        "import": batch.pk,
        "created": batch.created_count,
        "updated": batch.updated_count,
        "bad": batch.bad_count,
    }
    typer.echo(json.dumps(said) if as_json else f"Import {batch.pk}: {batch.summary}")
