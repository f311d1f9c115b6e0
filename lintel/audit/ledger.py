"""Appending to the ledger, and reading it as sentences. Verification stands in `verification`."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from lintel.audit import following
from lintel.audit.canonical import canonical, digest
from lintel.audit.models import ChainHead, Entry, EntryObject, SealKey, type_label
from lintel.audit.naming import mentioned, sentence, titles_of
from lintel.audit.sealing import closed_to, unseal

GENESIS = "0" * 64
LINES_SHOWN = 6  # on a thing's own page, before one asks for the whole history
MOST_LINES = 1_000
_sources: "list[Callable[[models.Model], list[Line]]]" = []


def anchor_path() -> Path:
    """The file beside the database that remembers the last hash after every commit."""
    return Path(settings.DATA_DIR) / "ledger-anchor.jsonl"


def append(
    action: str,
    *,
    by: models.Model | None,
    things: Iterable[models.Model],
    facts: dict[str, Any],
    sealed: list[dict[str, str | int]],
) -> Entry:
    """Write the next entry; must run inside the transaction of the change that it records."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"seq": 0, "hash": GENESIS})
    at = timezone.now()
    objects = [(type_label(thing), str(thing.pk)) for thing in things]
    body = canonical(
        {
            "seq": head.seq + 1,
            "at": at,
            "actor": by.pk if by else None,
            "action": action,
            "objects": objects,
            "facts": facts,
            "sealed": sealed,
            "previous": head.hash,
        }
    )
    entry = Entry.objects.create(
        seq=head.seq + 1,
        at=at,
        actor_id=by.pk if by else None,
        action=action,
        body=body,
        previous=head.hash,
        hash=digest(body),
    )
    EntryObject.objects.bulk_create(
        EntryObject(entry=entry, position=position, object_type=kind, object_id=key)
        for position, (kind, key) in enumerate(objects)
    )
    ChainHead.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
    transaction.on_commit(lambda: _anchor(entry.seq, entry.hash))
    transaction.on_commit(lambda: following.tell(entry.seq), robust=True)  # what follows cannot undo it
    return entry


def _anchor(seq: int, entry_hash: str) -> None:
    with anchor_path().open("a", encoding="utf-8") as file:
        file.write(f'{{"seq":{seq},"hash":"{entry_hash}"}}\n')


@dataclass(frozen=True)
class Line:
    """One entry as people read it: who, when, what, and the texts that may still be read."""

    seq: int
    at: datetime
    actor: Any
    action: str
    sentence: str
    detail: dict[str, str]
    url: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)


def lines(entries: models.QuerySet[Entry], reader: Any = None) -> list[Line]:
    """Entries as sentences with their unsealed texts: two further queries for any number of entries.

    Texts that are guarded (see `sealing.guard`) are left out unless the `reader` may read them.
    """
    rows = list(entries.select_related("actor").only("at", "action", "body", "actor__name", "actor__side"))
    bodies = [json.loads(row.body) for row in rows]
    wanted = {int(sealed["key"]) for body in bodies for sealed in body["sealed"]}
    held = list(SealKey.objects.filter(pk__in=wanted).defer("subject_id")) if wanted else []
    closed = closed_to(reader) if held else set()
    keys = {one.pk: one.key for one in held}
    hidden = {one.pk for one in held if one.key and one.subject_type in closed}
    return [_line(row, body, keys, hidden) for row, body in zip(rows, bodies, strict=True)]


def _line(row: Entry, body: dict[str, Any], keys: dict[int, Any], hidden: set[int]) -> Line:
    detail: dict[str, str] = {}
    for sealed in body["sealed"]:
        if int(sealed["key"]) in hidden:
            detail["text"] = "(for people with a clearance)"
            continue
        texts = unseal(sealed, keys)
        detail |= {"text": "(erased)"} if texts is None else texts
    facts = body["facts"]
    return Line(row.seq, row.at, row.actor, row.action, sentence(row.action, facts), detail, facts=facts)


def named(found: list[Line], seen_by: Any) -> list[Line]:
    """The same lines with other things by their titles, as far as this person may see them: one query for all
    of them, and none where no line names another thing."""
    if seen_by is None:
        return found
    titles = titles_of((key for line in found for key in mentioned(line.action, line.facts)), seen_by)
    if not titles:
        return found
    return [
        replace(line, sentence=sentence(line.action, dict(line.facts), titles))
        if mentioned(line.action, line.facts)
        else line
        for line in found
    ]


@dataclass(frozen=True)
class History:
    """The newest of what happened to a thing, and whether there is more."""

    lines: list[Line]
    goes_on: bool


def newest(
    thing: models.Model, *, everything: bool = False, reader: Any = None, seen_by: Any = None
) -> History:
    """What a thing's own page shows of its history: the last few lines, or all on demand."""
    limit = MOST_LINES if everything else LINES_SHOWN
    found = history(thing, limit + 1, reader, seen_by)
    return History(found[:limit], not everything and len(found) > limit)


def history(thing: models.Model, limit: int = 200, reader: Any = None, seen_by: Any = None) -> list[Line]:
    """What happened to a thing, newest first: its entries, and those that concern it among many others.

    Guarded texts are there for a `reader` who may read them; other things are called by their titles where
    they may be `seen_by` this person, who is the reader if there is one.
    """
    found = lines(Entry.objects.about(thing).order_by("-seq")[:limit], reader)
    for source in _sources:
        found += source(thing)
    found = sorted(found, key=lambda line: line.seq, reverse=True)[:limit]
    return named(found, seen_by or reader)


def tell_also(source: Callable[[models.Model], list[Line]]) -> None:
    """Let a room above add lines to histories: an import is one entry that names none of its many things."""
    _sources.append(source)


def export(entries: models.QuerySet[Entry]) -> Iterator[str]:
    """JSON lines `{"hash": …, "body": …}`, oldest first; bodies verbatim, so anyone can check the chain."""
    for row in entries.order_by("seq").iterator(chunk_size=2000):
        yield json.dumps({"hash": row.hash, "body": row.body}, ensure_ascii=False) + "\n"
