"""Terms: what each side means, what surrounds them, and whether they are in use."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import OFFICES, Office
from lintel.language import keeping
from lintel.language.access import may_mean, may_word
from lintel.language.matcher import folded
from lintel.language.models import Label, Term
from lintel.language.wording import Wording, meaning, tidy
from lintel.people.access import may_work_for
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

MOST_DISTINCTIONS = 30


@audited("term.created", says="brought the word “{name}” to the table")
def create(entry: Draft, said: Wording, *, by: User) -> Term:
    """Add a term with what one’s own side means by it."""
    _require_word(by)
    kept = tidy(said)
    _refuse_foreign(by, dict.fromkeys(OFFICES, ""), kept)
    term = Term(uri=keeping.new_uri())
    keeping.fill(term, kept)
    keeping.save(term, by)
    entry.about(term, name=term.name)
    return term


@audited("term.edited", says="changed {what}; it is now version {version}")
def edit(entry: Draft, term: Term, said: Wording, *, by: User, version: int) -> Term:
    """Change a term’s words. Both signatures fall away, for they were put to other words."""
    _require_word(by)
    kept = tidy(said)
    fresh = keeping.lock(term, version)
    _refuse_foreign(by, {office: fresh.meaning_of(office) for office in OFFICES}, kept)
    before = fresh.content()
    keeping.fill(fresh, kept)
    changed = [name for name, value in fresh.content().items() if value != before[name]]
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change a word first, or go back to the term.")
    fresh.changed_at = timezone.now()
    keeping.save(fresh, by)
    entry.about(fresh, version=fresh.version, what=_in_words(changed))
    return fresh


@audited("term.arranged", says="changed what stands around the word")
def arrange(
    entry: Draft,
    term: Term,
    *,
    by: User,
    owners: Mapping[Office, User | None],
    note: str,
    distinct_from: Iterable[str],
) -> Term:
    """Say who cares for a term on each side, how it is used, and with what it is not to be confused.

    None of this is part of what is signed.
    """
    _require_word(by)
    fresh = Term.objects.select_for_update().get(pk=term.pk)
    for office, owner in owners.items():
        if owner is not None and not may_work_for(owner, office):
            raise Problem(
                f"{owner.name} does not work for the {office.label}.",
                way_out="Choose somebody of that side.",
                field=f"{office}_owner",
            )
    fresh.marketing_owner, fresh.it_owner = owners.get(Office.MARKETING), owners.get(Office.IT)
    fresh.note = meaning(note, "note")
    fresh.save(update_fields=["marketing_owner", "it_owner", "note"])
    keeping.distinguish(fresh, _named(distinct_from, fresh))
    keeping.touch()
    entry.about(fresh)
    return fresh


@audited("term.retired", says="took the word out of use")
def retire(entry: Draft, term: Term, *, by: User) -> Term:
    """Take a term out of use: texts no longer explain it, its page stays."""
    return _use(entry, term, by, retired=True)


@audited("term.restored", says="put the word back into use")
def restore(entry: Draft, term: Term, *, by: User) -> Term:
    """Put a retired term back into use."""
    return _use(entry, term, by, retired=False)


def _use(entry: Draft, term: Term, by: User, *, retired: bool) -> Term:
    _require_word(by)
    fresh = Term.objects.select_for_update().get(pk=term.pk)
    fresh.is_retired = retired
    fresh.save(update_fields=["is_retired"])
    keeping.touch()
    entry.about(fresh)
    return fresh


def _require_word(by: User) -> None:
    if not may_word(by):
        raise Denied(
            "Members of marketing and of IT keep the glossary.",
            way_out="Leave a comment on the term, or flag it as misunderstood.",
        )


def _refuse_foreign(by: User, before: Mapping[Office, str], said: Wording) -> None:
    """Nobody says what the other side means."""
    after = {Office.MARKETING: said.marketing, Office.IT: said.it}
    for office in OFFICES:
        if after[office] != before[office] and not may_mean(by, office):
            side = "marketing" if office == Office.MARKETING else "IT"
            raise Denied(
                f"What {side} means is said by {side}.",
                way_out="Leave their meaning as it is, and ask them in a comment.",
            )


def _named(names: Iterable[str], term: Term) -> list[Term]:
    wanted = {folded(name): name for name in names}
    if len(wanted) > MOST_DISTINCTIONS:
        raise Problem(f"At most {MOST_DISTINCTIONS} terms fit.", field="distinct_from")
    rows = Label.objects.filter(folded__in=wanted).select_related("term")
    found = {row.folded: row.term for row in rows}
    missing = [name for key, name in wanted.items() if key not in found]
    if missing:
        raise Problem(
            f"The glossary has no term “{missing[0]}”.",
            way_out="Add that term first, or leave it out.",
            field="distinct_from",
        )
    if term in found.values():
        raise Problem("A term is not confused with itself.", way_out="Leave it out.", field="distinct_from")
    return list(found.values())


_PARTS = {
    "name": "the term",
    "synonyms": "the synonyms",
    "marketing": "what marketing means",
    "it": "what IT means",
    "alike": "whether both mean the same",
    "agreed": "the agreed meaning",
}


def _in_words(changed: list[str]) -> str:
    return " and ".join(_PARTS[name] for name in changed)
