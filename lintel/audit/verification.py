"""Is the ledger what it was? Names each entry that was altered, removed or reordered, and a missing tail."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lintel.audit.canonical import canonical, digest
from lintel.audit.ledger import GENESIS
from lintel.audit.models import ChainHead, Entry, EntryObject, Signature


@dataclass(frozen=True)
class Fault:
    """One place where the ledger is not what it was."""

    seq: int
    kind: str  # altered · removed · reordered · truncated
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """How many entries were read and what is wrong with them."""

    checked: int
    faults: list[Fault]

    @property
    def whole(self) -> bool:
        """Nothing is wrong."""
        return not self.faults


@dataclass(frozen=True)
class Stored:
    """One entry as it is stored or exported; `columns` is None for an export, which has only the body."""

    seq: int | None
    body: str
    hash: str
    columns: dict[str, Any] | None = None


def verify(anchor: Path | None = None) -> Verdict:
    """Check the ledger of this database, its signatures, and its tail against the anchor file."""
    verdict = check_chain(_stored(), _anchored(anchor) if anchor and anchor.exists() else {})
    faults = list(verdict.faults)
    head = ChainHead.objects.filter(pk=1).first()
    if head and head.seq > verdict.checked and not any(fault.kind == "truncated" for fault in faults):
        faults.append(_truncated(verdict.checked, head.seq, "the chain's head"))
    faults += _signature_faults()
    return Verdict(verdict.checked, faults)


def verify_export(lines: Iterable[str], anchor: Path | None = None) -> Verdict:
    """Check an export made by `lintel audit export`, without any database."""
    stored = (Stored(None, record["body"], record["hash"]) for record in map(json.loads, lines))
    return check_chain(stored, _anchored(anchor) if anchor and anchor.exists() else {})


def check_chain(stored: Iterable[Stored], anchored: dict[int, str]) -> Verdict:
    """Walk the entries in order. `anchored` maps sequence numbers to the hashes remembered elsewhere."""
    faults: list[Fault] = []
    previous, expected, checked = GENESIS, 1, 0
    for entry in stored:
        checked += 1
        body = json.loads(entry.body)
        seq = int(body["seq"])
        fault = _entry_fault(entry, body, expected, previous) or _anchor_fault(entry, seq, anchored)
        if fault:
            faults.append(fault)
        previous, expected = entry.hash, (entry.seq or seq) + 1
    last = expected - 1
    if anchored and max(anchored) > last:
        faults.append(_truncated(last, max(anchored), "the anchor"))
    return Verdict(checked, faults)


def _entry_fault(entry: Stored, body: dict[str, Any], expected: int, previous: str) -> Fault | None:
    seq = entry.seq if entry.seq is not None else int(body["seq"])
    if seq > expected:
        gone = f"Entry {expected} is" if seq == expected + 1 else f"Entries {expected} to {seq - 1} are"
        return Fault(expected, "removed", f"{gone} missing: after {expected - 1} comes {seq}.")
    if seq < expected or int(body["seq"]) != seq:
        return Fault(
            seq, "reordered", f"Entry {seq} stands in the wrong place (its text says {body['seq']})."
        )
    if digest(entry.body) != entry.hash:
        return Fault(seq, "altered", f"Entry {seq} was altered: its text no longer gives its hash.")
    if body["previous"] != previous:
        return Fault(
            seq, "altered", f"Entry {seq} does not follow entry {seq - 1}: one of the two was rewritten."
        )
    for name, value in (entry.columns or {}).items():
        if value != body[name]:
            return Fault(
                seq, "altered", f"Entry {seq} was altered: its column “{name}” differs from its text."
            )
    return None


def _anchor_fault(entry: Stored, seq: int, anchored: dict[int, str]) -> Fault | None:
    if anchored.get(seq, entry.hash) != entry.hash:
        return Fault(seq, "altered", f"Entry {seq} was rewritten: the anchor remembers another hash.")
    return None


def _truncated(last: int, known: int, witness: str) -> Fault:
    gone = f"Entry {known} is" if known == last + 1 else f"Entries {last + 1} to {known} are"
    return Fault(
        last + 1, "truncated", f"The tail is cut off: {gone} missing, though {witness} knows of them."
    )


def _stored() -> Iterator[Stored]:
    objects: dict[int, list[list[str]]] = {}
    for row in EntryObject.objects.order_by("entry_id", "position").iterator(chunk_size=5000):
        objects.setdefault(row.entry_id, []).append([row.object_type, row.object_id])
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        columns = {
            "at": json.loads(canonical(entry.at)),
            "actor": entry.actor_id,
            "action": entry.action,
            "previous": entry.previous,
            "objects": objects.get(entry.seq, []),
        }
        yield Stored(entry.seq, entry.body, entry.hash, columns)


def _anchored(file: Path) -> dict[int, str]:
    """Hashes by sequence number, from an anchor file or from an export."""
    known: dict[int, str] = {}
    with file.open(encoding="utf-8") as handle:
        for line in handle:
            record = json.loads(line)
            seq = record["seq"] if "seq" in record else json.loads(record["body"])["seq"]
            known[int(seq)] = record["hash"]
    return known


def _signature_faults() -> list[Fault]:
    """Every signature must be the one that its ledger entry speaks of, and the other way round."""
    told: dict[int, tuple[int, str]] = {}
    for seq, body in (
        Entry.objects.filter(body__contains='"signature":').order_by("seq").values_list("seq", "body")
    ):
        facts = json.loads(body)["facts"]["signature"]
        told[int(facts["id"])] = (seq, canonical(facts))
    faults = []
    for signature in Signature.objects.order_by("pk").iterator(chunk_size=2000):
        seq, text = told.pop(signature.pk, (0, ""))
        if text != canonical(signature_facts(signature)):
            faults.append(
                Fault(seq, "altered", f"Signature {signature.pk} is not the one that the ledger tells of.")
            )
    faults += [
        Fault(seq, "removed", f"Signature {key}, told of in entry {seq}, is missing.")
        for key, (seq, _) in told.items()
    ]
    return faults


def signature_facts(signature: Signature) -> dict[str, Any]:
    """What the ledger keeps of a signature."""
    return {
        "id": signature.pk,
        "office": str(signature.office),
        "signer": signature.signer_id,
        "on_behalf_of": signature.on_behalf_of_id,
        "purpose": signature.purpose,
        "version": signature.version,
        "content_hash": signature.content_hash,
        "object": [signature.object_type, signature.object_id],
    }
