"""How terms are kept: their state, their spellings, their versions, and the stamp of the whole glossary.

Everything here runs inside an action, in its transaction and under its entry.
"""

import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from lintel.audit.canonical import canonical
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import keys_of
from lintel.language.matcher import folded
from lintel.language.models import Awaits, Distinction, Glossary, Label, State, Term, Wordings
from lintel.language.wording import Wording
from lintel.people.models import User
from lintel.ui.problems import Problem, Stale

PURPOSE = "mean"
SAID = ("name", "synonyms", "marketing_meaning", "it_meaning", "alike", "agreed_meaning")


def new_uri() -> str:
    """A name for a term that is the same in every house it travels to."""
    return f"urn:uuid:{uuid.uuid4()}"


def fill(term: Term, said: Wording) -> None:
    """Put a tidy wording into the row."""
    term.name, term.synonyms = said.name, list(said.synonyms)
    term.marketing_meaning, term.it_meaning, term.alike = said.marketing, said.it, said.alike


def stand(term: Term, signed: Collection[Office] = ()) -> None:
    """Find out where the term stands and whose word is missing, given who signed this version."""
    unsaid = [office for office in OFFICES if not term.meaning_of(office)]
    unsigned = [office for office in OFFICES if office not in signed]
    if term.agreed_meaning:
        term.state = State.PROPOSED if unsigned else State.AGREED
        term.awaits = _owing(unsigned)
    elif unsaid:
        term.state, term.awaits = State.ONE_SIDED, _owing(unsaid)
    else:
        term.state, term.awaits = State.OPEN if term.alike else State.CLASHING, Awaits.BOTH


def _owing(offices: Sequence[Office]) -> str:
    return Awaits.BOTH if len(offices) > 1 else (offices[0].value if offices else "")


def lock(term: Term, version: int) -> Term:
    """The term as it is now, if that is what was read."""
    fresh = Term.objects.select_for_update().get(pk=term.pk)
    if fresh.version != version:
        raise Stale(
            "Somebody changed this term while you were writing.",
            way_out="Your text is still here: read what is new, then save again.",
        )
    return fresh


def save(term: Term, by: User | None) -> None:
    """Store a term whose words changed: a new version, unsigned, with its spellings and wording kept."""
    if term.pk:
        term.version += 1
    term.changed_by = by
    stand(term)
    refuse_taken(term)
    term.save()
    Label.objects.filter(term=term).delete()
    Label.objects.bulk_create(labels_of(term))
    Wordings.objects.create(term=term, version=term.version, content=said(term), by=by, at=term.changed_at)
    touch()


def restand(term: Term) -> None:
    """Store where a term stands after a signature came or went."""
    stand(term, keys_of(term, PURPOSE).given)
    term.save(update_fields=["state", "awaits"])
    touch()


def said(term: Term) -> Any:
    """What a version holds, as plain values."""
    return json.loads(canonical(term.content()))


def labels_of(term: Term) -> list[Label]:
    """Its spellings as rows; the name first."""
    return [Label(term=term, text=text, folded=folded(text)) for text in (term.name, *term.synonyms)]


def refuse_taken(term: Term) -> None:
    """Refuse a spelling that leads to another term already."""
    spellings = {folded(text): text for text in (term.name, *term.synonyms)}
    taken = Label.objects.filter(folded__in=spellings).exclude(term=term.pk).select_related("term").first()
    if taken:
        is_name = taken.folded == folded(term.name)
        raise Problem(
            f"“{spellings[taken.folded]}” leads to the term “{taken.term.name}” already.",
            way_out="Write both meanings there; one word is one term, however many meanings it has.",
            field="name" if is_name else "synonyms",
        )


def touch() -> None:
    """Say that the glossary changed, so that everybody who compiled it compiles it anew."""
    Glossary.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4().hex})


def distinguish(term: Term, others: Iterable[Term]) -> None:
    """Make exactly these the terms with which this one is not to be confused."""
    Distinction.objects.filter(term=term).delete()
    Distinction.objects.filter(other=term).delete()
    pairs = {tuple(sorted((term.pk, other.pk))) for other in others if other.pk != term.pk}
    Distinction.objects.bulk_create([Distinction(term_id=one, other_id=two) for one, two in sorted(pairs)])
