"""The starter vocabulary: brought in as a whole, taken out again as far as nobody has worked on it."""

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from lintel.audit.audited import Draft, audited
from lintel.audit.models import EntryObject, type_label
from lintel.language import bringing, keeping, starter
from lintel.language.access import may_start
from lintel.language.keeping import labels_of
from lintel.language.models import Glossary, Label, Term, TermQuerySet
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

SEEDED, UNSEEDED = "vocabulary.seeded", "vocabulary.unseeded"


@audited(SEEDED, says="brought {count} words of the starter vocabulary in")
def seed(entry: Draft, *, by: User | None) -> list[Term]:
    """Bring in every starter term whose spellings are free; the others stay as they are here."""
    _require(by)
    rows = list(starter.rows())
    known = set(Term.objects.filter(uri__in=[row.uri for row in rows]).values_list("uri", flat=True))
    taken = set(Label.objects.values_list("folded", flat=True))
    free = []
    for row in rows:
        spellings = {
            label.folded for label in labels_of(Term(name=row.said.name, synonyms=row.said.synonyms))
        }
        if row.uri not in known and not spellings & taken:
            free.append(row)
            taken |= spellings
    if not free:
        raise Problem("The starter vocabulary is here already.", way_out="Open a term and make it your own.")
    made = bringing.make(free, by=by, starter=True)
    entry.about(Glossary.objects.get(), count=len(made))
    return made


@audited(UNSEEDED, says="took {count} words of the starter vocabulary out; {stayed} stayed")
def unseed(entry: Draft, *, by: User | None) -> tuple[int, int]:
    """Take out the starter terms that nobody has touched; returns how many left and how many stayed."""
    _require(by)
    all_of_it = Term.objects.filter(from_starter=True)
    untouched = _untouched(all_of_it)
    count, stayed = untouched.count(), all_of_it.count()
    if not count:
        raise Problem(
            "There is no untouched word of the starter vocabulary.",
            way_out="Words that people have worked on stay; retire them one by one.",
        )
    Term.objects.filter(pk__in=list(untouched.values_list("pk", flat=True))).delete()
    keeping.touch()
    entry.about(Glossary.objects.get(), count=count, stayed=stayed - count)
    return count, stayed - count


def _untouched(terms: TermQuerySet) -> TermQuerySet:
    """Those of which no entry tells: not edited, signed, flagged, discussed or linked."""
    told = EntryObject.objects.filter(
        object_type=type_label(Term), object_id=Cast(OuterRef("pk"), CharField())
    )
    return terms.filter(~Exists(told), version=1)


def _require(by: User | None) -> None:
    if by is not None and not may_start(by):
        raise Denied(
            "Office holders and administrators bring the starter vocabulary in.", way_out="Ask one of them."
        )
