"""Keeps the index right: it follows the ledger entry by entry, and can be made anew from the rooms.

Every change in the house is an entry that names its things; an import names its file, whose rows say what
they made. So whoever reads on from the last entry misses nothing, wherever it was written.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

import structlog
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from lintel.audit.models import ChainHead, Entry, EntryObject, type_label
from lintel.home.searching import fulltext, vocabulary
from lintel.home.searching.folding import folded, words
from lintel.home.searching.models import Followed, Indexed
from lintel.imports.models import Batch, ImportedObject
from lintel.people.searching import Kind, kinds

T = TypeVar("T")
log = structlog.get_logger(__name__)

AT_ONCE = 200  # entries or things that the one who wrote them waits for; more is left to the worker
CHUNK = 500
LONGEST_TEXT = 4_000
LONGEST_TITLE = 300
RULES = "1"  # raise it when rows of the index are made in another way


def after_commit(seq: int) -> None:
    """Follow the ledger right after a change, so that its author finds what was just written."""
    place = Followed.objects.filter(pk=1, rules=_rules()).first()
    if place is not None and place.seq < seq <= place.seq + AT_ONCE:
        _follow(place.seq, seq, most=AT_ONCE)


def keep_up() -> int:
    """What the worker does now and then: follow the ledger, or make the index where there is none.

    Returns how many things were looked at.
    """
    place = Followed.objects.filter(pk=1, rules=_rules()).first()
    if place is None:
        return rebuild()
    head = ChainHead.objects.filter(pk=1).values_list("seq", flat=True).first() or 0
    return _follow(place.seq, head) if head > place.seq else 0


def rebuild() -> int:
    """Make the index anew from what stands in the rooms, piece by piece so that nobody waits for long.

    Returns how many things can be found now. What is written meanwhile is followed afterwards.
    """
    head = ChainHead.objects.filter(pk=1).values_list("seq", flat=True).first() or 0
    _remove_unregistered()
    for kind in kinds().values():
        index(kind, _gone(kind))
    for found in _in_chunks(_everything()):
        for label in sorted({label for _, label, _ in found}):
            index(kinds()[label], [key for _, other, key in found if other == label], again=True)
    Followed.objects.update_or_create(pk=1, defaults={"seq": head, "rules": _rules()})
    return Indexed.objects.count()


def _everything() -> list[tuple[int, str, str]]:
    """All things as (last entry, kind, key), those that were changed last at the end."""
    found: list[tuple[int, str, str]] = []
    for label, kind in kinds().items():
        about = EntryObject.objects.filter(object_type=label).values_list("object_id")
        last = dict(about.annotate(last=Max("entry_id")).values_list("object_id", "last"))
        found += [(last.get(key, 0), label, key) for key in _keys(kind)]
    return sorted(found, key=lambda one: one[0])


def reconcile() -> int:
    """Bring in what came, and take out what went, without an entry that names it; returns how many."""
    found = 0
    for kind in kinds().values():
        known = set(Indexed.objects.filter(kind=kind.label).values_list("object_id", flat=True).iterator())
        missing = [key for key in _keys(kind) if key not in known]
        for chunk in _in_chunks([*missing, *_gone(kind)]):
            found += index(kind, chunk)
    return found


def _keys(kind: Kind) -> list[str]:
    """The keys of all that can be found of a kind, the oldest first."""
    rows = kind.findable().prefetch_related(None).order_by("pk")
    return [str(key) for key in rows.values_list("pk", flat=True).iterator()]


def _gone(kind: Kind) -> list[str]:
    """What the index holds of this kind and the room does not."""
    there = set(_keys(kind))
    known = Indexed.objects.filter(kind=kind.label).values_list("object_id", flat=True)
    return [key for key in known.iterator() if key not in there]


def _remove_unregistered() -> None:
    """Take out kinds that no room registers any more."""
    with transaction.atomic():
        _drop(list(Indexed.objects.exclude(kind__in=kinds())))


def _follow(start: int, end: int, most: int = 0) -> int:
    """Index what the entries after `start` up to `end` name; with `most`, only if it is not more."""
    looked = 0
    for label, keys in _named(start, end).items():
        if most and len(keys) > most:
            return looked  # the worker comes here again, from the same place
        for chunk in _in_chunks(sorted(keys)):
            looked += index(kinds()[label], chunk)
    Followed.objects.filter(pk=1, seq=start).update(seq=end)  # another who followed meanwhile did the same
    return looked


def _named(start: int, end: int) -> dict[str, set[str]]:
    """The things that entries name, by kind; for a file, the things that its rows made or changed."""
    new = EntryObject.objects.filter(entry_id__gt=start, entry_id__lte=end)
    found: dict[str, set[str]] = {}
    for label, key in new.filter(object_type__in=kinds()).values_list("object_type", "object_id").distinct():
        found.setdefault(label, set()).add(key)
    files = list(new.filter(object_type=type_label(Batch)).values_list("object_id", flat=True))
    if files:
        made = ImportedObject.objects.filter(batch_id__in=files, object_type__in=kinds())
        for label, key in made.values_list("object_type", "object_id").iterator():
            found.setdefault(label, set()).add(key)
    for label, kind in kinds().items():
        for other, lookup in kind.through.items():
            named = list(new.filter(object_type=other).values_list("object_id", flat=True))
            if named:
                rows = kind.model._default_manager.filter(**{f"{lookup}__in": named})
                found.setdefault(label, set()).update(str(key) for key in rows.values_list("pk", flat=True))
    return found


def index(kind: Kind, keys: Iterable[str], *, again: bool = False) -> int:
    """Bring these things of one kind up to date; what is gone leaves. Returns how many were looked at.

    Rows whose texts are as they were stay where they are, unless they are to be made `again`.
    """
    wanted = list(keys)
    if not wanted:
        return 0
    with transaction.atomic():
        before = {row.object_id: row for row in Indexed.objects.filter(kind=kind.label, object_id__in=wanted)}
        living, when = _living(kind, wanted), _changed_at(kind, wanted)
        rows = [_row(kind, living[key], when.get(key)) for key in wanted if key in living]
        fresh = [row for row in rows if again or not _same(row, before.get(row.object_id))]
        renewed = {row.object_id for row in fresh}
        old = [row for key, row in before.items() if key not in living or key in renewed]
        _drop(old, but=fresh)
        _add(fresh)
        stay = [row for row in rows if row.object_id not in renewed]
        for row in stay:
            row.pk = before[row.object_id].pk
        Indexed.objects.bulk_update(stay, ["at"])
    return len(wanted)


def _living(kind: Kind, keys: Iterable[str]) -> dict[str, models.Model]:
    """The things with these keys that still stand."""
    pk = kind.model._meta.pk
    usable = []
    for key in keys:
        try:
            usable.append(pk.to_python(key))
        except Exception:  # the key of something that was never saved
            log.info("an entry names a thing without a key", kind=kind.label, key=key)
    return {str(thing.pk): thing for thing in kind.findable().filter(pk__in=usable)}


def _changed_at(kind: Kind, keys: Iterable[str]) -> dict[str, datetime]:
    """When each was last changed, as the ledger says."""
    about = EntryObject.objects.filter(object_type=kind.label, object_id__in=list(keys)).values_list(
        "object_id"
    )
    last = dict(about.annotate(last=Max("entry_id")).values_list("object_id", "last"))
    at = dict(Entry.objects.filter(pk__in=set(last.values())).values_list("pk", "at"))
    return {key: at[seq] for key, seq in last.items()}


def _row(kind: Kind, thing: Any, at: datetime | None) -> Indexed:
    title = " ".join(kind.title_of(thing).split())[:LONGEST_TITLE]
    return Indexed(
        kind=kind.label,
        object_id=str(thing.pk),
        title=title,
        folded=folded(title)[:LONGEST_TITLE],
        key=folded(kind.key_of(thing))[:120],
        text=" ".join(kind.text_of(thing).split())[:LONGEST_TEXT],
        url=thing.get_absolute_url()[:300],
        at=at or timezone.now(),
    )


def _same(row: Indexed, before: Indexed | None) -> bool:
    texts = ("title", "key", "text", "url")
    return before is not None and all(getattr(row, name) == getattr(before, name) for name in texts)


def _add(rows: list[Indexed]) -> None:
    made = Indexed.objects.bulk_create(rows)
    fulltext.put(
        (row.pk, f"{row.folded} {row.key}", f"{row.folded} {row.key} {folded(row.text)}", row.kind)
        for row in made
    )
    vocabulary.learn(_words(made))


def _drop(rows: list[Indexed], but: Iterable[Indexed] = ()) -> None:
    """Take rows out, and the words that occur nowhere else, neither in those that come for them."""
    keys = [row.pk for row in rows]
    fulltext.remove(keys)
    Indexed.objects.filter(pk__in=keys).delete()
    vocabulary.forget(_words(rows) - _words(but))


def _words(rows: Iterable[Indexed]) -> set[str]:
    return {word for row in rows for text in (row.title, row.text) for word in words(text)}


def _in_chunks(rows: list[T]) -> Iterator[list[T]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _rules() -> str:
    """A mark that changes with what is indexed and how."""
    told = [(kind.label, kind.texts, kind.key, str(kind.title)[:9]) for kind in kinds().values()]
    return hashlib.sha256(repr((RULES, told)).encode()).hexdigest()
