"""What is said about things, what the ledger keeps of them, and the imports they came from."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from benchmarks.filling.texts import Writer
from lintel.audit.canonical import canonical, digest
from lintel.audit.ledger import GENESIS
from lintel.audit.models import ChainHead, Entry, EntryObject, Signature, type_label
from lintel.audit.sealing import seal
from lintel.audit.verification import signature_facts
from lintel.imports.models import Batch
from lintel.people.models import Comment, Mention, User

CHUNK = 2_000


@dataclass
class Event:
    """One entry that is to be written."""

    at: dt.datetime
    by: models.Model
    action: str
    thing: tuple[str, str]  # its type and its key
    facts: dict[str, Any] = field(default_factory=dict)
    sealed: list[dict[str, str | int]] = field(default_factory=list)


def append_all(events: Iterable[Event]) -> None:
    """Write a chain as `ledger.append` would, many entries at once."""
    head = ChainHead.objects.filter(pk=1).first() or ChainHead(pk=1, seq=0, hash=GENESIS)
    entries: list[Entry] = []
    objects: list[EntryObject] = []
    for event in events:
        head.seq += 1
        thing = event.thing
        body = canonical(
            {
                "seq": head.seq,
                "at": event.at,
                "actor": event.by.pk,
                "action": event.action,
                "objects": [thing],
                "facts": event.facts,
                "sealed": event.sealed,
                "previous": head.hash,
            }
        )
        entry = Entry(
            seq=head.seq,
            at=event.at,
            actor_id=event.by.pk,
            action=event.action,
            body=body,
            previous=head.hash,
            hash=digest(body),
        )
        head.hash = entry.hash
        entries.append(entry)
        objects.append(EntryObject(entry=entry, position=0, object_type=thing[0], object_id=thing[1]))
        if len(entries) == CHUNK:
            _write(entries, objects)
    _write(entries, objects)
    head.save()


def _write(entries: list[Entry], objects: list[EntryObject]) -> None:
    with transaction.atomic():
        Entry.objects.bulk_create(entries, batch_size=500)
        EntryObject.objects.bulk_create(objects, batch_size=500)
    entries.clear()
    objects.clear()


def fill_ledger(write: Writer, users: list[User], things: list[models.Model], now: dt.datetime) -> None:
    """One entry for each signature and each thing; every third of these carries a sealed text."""

    def events() -> Iterator[Event]:
        for signature in Signature.objects.select_related("signer").order_by("pk").iterator():
            facts = {"signature": signature_facts(signature)}
            thing = (signature.object_type, signature.object_id)
            yield Event(signature.at, signature.signer, "proposal.signed", thing, facts)
        for number, thing in enumerate(things):
            by = write.chance.choice(users)
            sealed = [] if number % 3 else [seal(by, {"text": write.text(most=2)})]
            about = (type_label(thing), str(thing.pk))
            yield Event(now, by, "comment.written", about, {"comment": number}, sealed)

    append_all(events())


def fill_comments(write: Writer, users: list[User], things: list[models.Model], now: dt.datetime) -> None:
    """One comment on each thing given, in which some name the first person."""
    comments = Comment.objects.bulk_create(
        (
            Comment(
                object_type=type_label(thing),
                object_id=str(thing.pk),
                author=write.chance.choice(users[2:]),
                text=write.text(most=4),
                at=now - dt.timedelta(minutes=write.chance.randrange(500_000)),
            )
            for thing in things
        ),
        batch_size=500,
    )
    Mention.objects.bulk_create(
        (Mention(comment=comment, person=users[0]) for comment in comments[::40]), batch_size=500
    )


def fill_imports(users: list[User], count: int) -> None:
    """Files that were brought in; only their rows, not the files."""
    Batch.objects.bulk_create(
        Batch(
            importer="requests",
            file_name=f"requests-{number}.csv",
            sha256=hashlib.sha256(str(number).encode()).hexdigest(),
            stored=f"imports/{number}.csv",
            size=40_000,
            state="imported",
            row_count=120,
            good_count=118,
            bad_count=2,
            created_count=118,
            created_by=users[number % 9],
        )
        for number in range(count)
    )
