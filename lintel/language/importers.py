"""Brings terms in from CSV, XLSX or SKOS. A file proposes; only signatures agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.language import bringing, keeping
from lintel.language.access import may_bring, may_mean_for_both
from lintel.language.bringing import Brought
from lintel.language.import_fields import FIELDS
from lintel.language.matcher import folded
from lintel.language.models import Label, Term
from lintel.language.wording import Wording, listed, meaning, tidy
from lintel.people.access import may_work_for
from lintel.people.models import User
from lintel.ui.problems import Problem

SIDES = ("marketing", "it")


@dataclass(frozen=True)
class Known:
    """What is in the house already, looked up once for up to 500 rows."""

    by_uri: Mapping[str, Term]
    by_spelling: Mapping[str, Term]
    people: Mapping[str, User]
    by: User

    def present(self, uri: str, name: str) -> Term | None:
        """The term that a row is about: by its id, else by its name."""
        found = self.by_spelling.get(folded(name))
        return self.by_uri.get(uri) or (found if found and folded(found.name) == folded(name) else None)


class GlossaryImporter:
    """The glossary file; the list exports the same columns."""

    slug = "glossary"
    title = "Glossary"
    noun = "term"
    description = (
        "Words with what marketing means, what IT means and what both are to mean, from CSV or Excel."
    )
    fields = FIELDS
    options: tuple[Field, ...] = ()
    marks = frozenset({"term", "marketing means", "it means"})
    key = ("name",)

    def may_import(self, user: User) -> bool:
        """Who works on one of the sides, for their own side’s meanings; administrators for both."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; four queries for any number of rows."""
        known = _known(rows, context)
        seen: dict[str, str] = {}
        return [_faults(row, known, seen) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New terms in bulk; known ones get the file’s words as a new version, unless nothing differs."""
        known = _known(rows, context)
        effects: list[Effect] = []
        new: list[tuple[Mapped, Brought]] = []
        changed: list[tuple[Term, Brought]] = []
        for row in rows:
            brought = _read(row, known)
            term = known.present(brought.uri, brought.said.name)
            if term is None:
                new.append((row, brought))
                continue
            before = bringing.values_before(term)
            bringing.fill(term, brought, context.by)
            if bringing.values_before(term) == before:
                effects.append(Effect(row.number, term, "unchanged"))
            else:
                changed.append((term, brought))
                effects.append(Effect(row.number, term, "updated", before))
        made = bringing.make([brought for _, brought in new], by=context.by)
        bringing.change([term for term, _ in changed], by=context.by)
        bringing.distinguish(changed)
        return effects + [
            Effect(row.number, term, "created") for (row, _), term in zip(new, made, strict=True)
        ]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Delete what was created, put back what was changed."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        Term.objects.filter(pk__in=made).delete()
        back = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Term):
                bringing.put_back(effect.thing, effect.before)
                back.append(effect.thing)
        bringing.change(back, by=context.by)
        keeping.touch()
        return []


_COLUMN = {"marketing_meaning": "marketing", "it_meaning": "it"}


def _faults(row: Mapped, known: Known, seen: dict[str, str]) -> list[Fault]:
    """What keeps the row out; `seen` holds the spellings and ids of the good rows above it."""
    try:
        brought = _read(row, known)
    except Problem as problem:
        return [Fault(_COLUMN.get(problem.field, problem.field), problem.sentence)]
    own = {folded(text): text for text in (brought.said.name, *brought.said.synonyms)}
    own |= {f"id {brought.uri}": brought.uri} if brought.uri else {}
    twice = next((key for key in own if key in seen), None)
    if twice is not None:
        name = (
            "name"
            if twice == folded(brought.said.name)
            else ("uri" if twice.startswith("id ") else "synonyms")
        )
        reason = (
            f"“{own[twice]}” leads to “{seen[twice]}” above already. One word is one term: leave one out."
        )
        return [Fault(name, reason)]
    seen |= dict.fromkeys(own, brought.said.name)
    return []


def _read(row: Mapped, known: Known) -> Brought:
    """The term that a row stands for, or the `Problem` that keeps it out. Empty cells leave what is there."""
    values = row.values
    uri = str(values.get("uri") or "").strip()
    if len(uri) > 200:
        raise Problem("This id is longer than 200 characters.", field="uri")
    present = known.present(uri, str(values["name"]))
    said = tidy(
        Wording(
            str(values["name"]),
            _kept(values.get("marketing"), present, "marketing_meaning"),
            _kept(values.get("it"), present, "it_meaning"),
            _listed(values.get("synonyms"), present),
            _alike(values.get("alike"), present),
        )
    )
    _refuse_foreign(said, present, known.by)
    _refuse_taken(said, present, known)
    return Brought(
        said=said,
        agreed=meaning(_kept(values.get("agreed"), present, "agreed_meaning"), "agreed"),
        note=meaning(_kept(values.get("note"), present, "note"), "note"),
        uri=uri,
        owners={side: _owner(values.get(f"{side}_owner"), present, side, known) for side in SIDES},
        distinct_from=listed(str(values.get("distinct_from") or "")),
    )


def _kept(value: object, present: Term | None, name: str) -> str:
    return str(value) if value else (getattr(present, name) if present else "")


def _listed(value: object, present: Term | None) -> tuple[str, ...]:
    return listed(str(value)) if value else tuple(present.synonyms if present else ())


def _alike(value: object, present: Term | None) -> bool:
    return bool(value) if value is not None else bool(present and present.alike)


def _owner(value: object, present: Term | None, side: str, known: Known) -> User | None:
    if not value:
        return getattr(present, f"{side}_owner") if present else None
    person = known.people.get(str(value).lower())
    if person is None or not may_work_for(person, side):
        raise Problem(
            f"Nobody with the e-mail “{value}” works on that side.",
            way_out="Import or create the person first, or leave the cell empty.",
            field=f"{side}_owner",
        )
    return person


def _refuse_foreign(said: Wording, present: Term | None, by: User) -> None:
    """Nobody but an administrator brings in what the other side is said to mean."""
    if may_mean_for_both(by):
        return
    for side in SIDES:
        after = said.marketing if side == "marketing" else said.it
        before = present.meaning_of(side) if present else ""
        if after != before and not may_work_for(by, side):
            raise Problem(
                "What the other side means is the other side’s word.",
                way_out="Leave that column out, or ask an administrator to bring the file in.",
                field=side,
            )


def _refuse_taken(said: Wording, present: Term | None, known: Known) -> None:
    for text in (said.name, *said.synonyms):
        other = known.by_spelling.get(folded(text))
        if other is not None and (present is None or other.pk != present.pk):
            raise Problem(
                f"“{text}” leads to the term “{other.name}” already.",
                way_out="One word is one term: leave it out here, or correct that term.",
                field="name" if text == said.name else "synonyms",
            )


def _known(rows: Sequence[Mapped], context: Context) -> Known:
    uris = {str(row.values.get("uri") or "").strip() for row in rows}
    names = {folded(str(row.values["name"])) for row in rows}
    names |= {folded(text) for row in rows for text in listed(str(row.values.get("synonyms") or ""))}
    emails = {str(row.values.get(f"{side}_owner") or "").lower() for row in rows for side in SIDES} - {""}
    labels = Label.objects.filter(folded__in=names).select_related("term__marketing_owner", "term__it_owner")
    people = User.objects.active().annotate(lower=Lower("email")).filter(lower__in=emails) if emails else ()
    terms = {label.term_id: label.term for label in labels}
    known = {
        term.uri: terms.setdefault(term.pk, term) for term in Term.objects.with_owners().filter(uri__in=uris)
    }
    return Known(
        known,
        {label.folded: terms[label.term_id] for label in labels},
        {user.email.lower(): user for user in people},
        context.by,
    )
