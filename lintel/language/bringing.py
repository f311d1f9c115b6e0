"""Many terms at once, for the importer and the starter vocabulary; called inside an action."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from lintel.language import keeping
from lintel.language.keeping import labels_of, said, stand
from lintel.language.matcher import folded
from lintel.language.models import Distinction, Label, Term, Wordings
from lintel.language.wording import Wording
from lintel.people.models import User
from lintel.ui.problems import Problem

WRITTEN = [
    *keeping.SAID,
    "note",
    "marketing_owner",
    "it_owner",
    "state",
    "awaits",
    "version",
    "changed_at",
    "changed_by",
]


@dataclass(frozen=True)
class Brought:
    """One term as it comes from elsewhere, tidy already; its agreed meaning is a proposal, never signed."""

    said: Wording
    agreed: str = ""
    note: str = ""
    uri: str = ""
    owners: Mapping[str, User | None] = field(default_factory=dict)
    distinct_from: tuple[str, ...] = ()


def fill(term: Term, brought: Brought, by: User | None) -> None:
    """Put what was brought into a row, unsigned."""
    keeping.fill(term, brought.said)
    term.agreed_meaning, term.note = brought.agreed, brought.note
    for side, owner in brought.owners.items():
        setattr(term, f"{side}_owner", owner)
    term.changed_at, term.changed_by = timezone.now(), by
    stand(term)


def make(rows: Sequence[Brought], *, by: User | None, starter: bool = False) -> list[Term]:
    """New terms with their spellings and first versions: four statements for any number of rows."""
    terms = []
    for row in rows:
        term = Term(uri=row.uri or keeping.new_uri(), from_starter=starter)
        fill(term, row, by)
        terms.append(term)
    made = Term.objects.bulk_create(terms)
    _keep(made, by)
    distinguish(zip(made, rows, strict=True))
    if made:
        keeping.touch()
    return made


def change(terms: Sequence[Term], *, by: User | None) -> None:
    """Store known terms with new words, each as a new version."""
    for term in terms:
        term.version += 1
    Term.objects.bulk_update(terms, WRITTEN)
    Label.objects.filter(term__in=terms).delete()
    _keep(terms, by)
    if terms:
        keeping.touch()


def _keep(terms: Sequence[Term], by: User | None) -> None:
    labels = [label for term in terms for label in labels_of(term)]
    counted = Counter(label.folded for label in labels)
    taken = Label.objects.filter(folded__in=counted).values_list("folded", flat=True).first()
    twice = taken or next((folded for folded, count in counted.items() if count > 1), None)
    if twice:
        raise Problem(
            f"“{twice}” would lead to two terms.", way_out="One word is one term: leave it out of one."
        )
    Label.objects.bulk_create(labels)
    Wordings.objects.bulk_create(
        Wordings(term=term, version=term.version, content=said(term), by=by, at=term.changed_at)
        for term in terms
    )


def distinguish(rows: Iterable[tuple[Term, Brought]]) -> None:
    """Add what is not to be confused with what; names that lead nowhere are left out."""
    pairs = [(term, name) for term, row in rows for name in row.distinct_from]
    wanted = {folded(name) for _, name in pairs}
    found: dict[str, int] = dict(Label.objects.filter(folded__in=wanted).values_list("folded", "term_id"))
    ordered = {
        tuple(sorted((term.pk, found[folded(name)])))
        for term, name in pairs
        if found.get(folded(name), term.pk) != term.pk
    }
    Distinction.objects.bulk_create(
        [Distinction(term_id=one, other_id=two) for one, two in sorted(ordered)], ignore_conflicts=True
    )


def values_before(term: Term) -> dict[str, Any]:
    """What an update must put back when it is undone."""
    return {
        **{name: getattr(term, name) for name in (*keeping.SAID, "note")},
        "marketing_owner": term.marketing_owner_id,
        "it_owner": term.it_owner_id,
    }


def put_back(term: Term, before: Mapping[str, Any]) -> None:
    """The row as it was before a file changed it, as a new version."""
    for name in (*keeping.SAID, "note"):
        setattr(term, name, before[name])
    term.marketing_owner_id, term.it_owner_id = before["marketing_owner"], before["it_owner"]
    stand(term)
