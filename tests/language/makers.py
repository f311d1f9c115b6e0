"""Terms for tests, made by the same actions that people use."""

from lintel.audit.signatures import hash_of
from lintel.language.actions import agreement, term
from lintel.language.models import Term
from lintel.language.wording import Wording
from lintel.people.models import User
from tests.cast import Cast

CALL = "A person worth a call today."
RECORD = "A record of the type Lead."
BOTH = "A person who has shown interest and whom sales has not judged yet."


def fresh(row: Term) -> Term:
    """The row as the database has it."""
    return Term.objects.get(pk=row.pk)


def make_term(cast: Cast, name: str = "Lead", **values: object) -> Term:
    """A term that only marketing has explained."""
    said: dict[str, object] = {"marketing": CALL, "synonyms": ("prospect",)} | values
    return term.create(Wording(name, **said), by=cast.nele)  # type: ignore[arg-type]  # as given


def make_clash(cast: Cast, name: str = "Lead", **values: object) -> Term:
    """A term that each side has explained in its own way."""
    made = make_term(cast, name, **values)
    said = Wording(made.name, made.marketing_meaning, RECORD, tuple(made.synonyms))
    return term.edit(made, said, by=cast.tomas, version=made.version)


def propose(row: Term, by: User, text: str = BOTH) -> Term:
    """A meaning for both."""
    return agreement.propose(fresh(row), text=text, by=by, version=fresh(row).version)


def sign(row: Term, by: User) -> Term:
    """One key to the words as they are now."""
    agreement.sign(fresh(row), by=by, content_hash=hash_of(fresh(row)))
    return fresh(row)


def make_agreed(cast: Cast, name: str = "Lead", **values: object) -> Term:
    """A term that both offices have signed."""
    made = propose(make_clash(cast, name, **values), cast.nele)
    sign(made, cast.mara)
    return sign(made, cast.ivo)
