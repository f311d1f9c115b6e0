"""From what the detectors found to the rows that are kept: the same thing found again is the same row."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lintel.audit.plenty import insert
from lintel.goals.radar.ground import Ground
from lintel.goals.radar.models import Change, Concerned, Finding, Scan, Subject, What
from lintel.goals.radar.registry import GOAL, Detector, Found

BATCH = 500
CONTENT = ("severity", "side", "summary", "evidence", "figures", "step_label", "step_url")


@dataclass
class Kept:
    """What a look changed."""

    changes: list[tuple[Finding, What]] = field(default_factory=list)

    def count(self, what: What) -> int:
        """How many changes there were of a kind."""
        return sum(one is what for _, one in self.changes)


def keep(found: Sequence[tuple[Detector, Found]], ground: Ground, moment: dt.datetime) -> Kept:
    """Write what is new, there again, changed or gone; a fixed number of queries for each five hundred."""
    rows = {row.fingerprint: (row, one) for row, one in _rows(found, moment)}
    known = {row.fingerprint: row for row in Finding.objects.select_for_update().standing()}
    absent = [name for name in rows if name not in known]
    for names in _batches(absent):
        known |= {row.fingerprint: row for row in Finding.objects.filter(fingerprint__in=names)}
    kept = Kept()
    _write(rows, known, ground, kept)
    _let_go([row for name, row in known.items() if name not in rows], moment, kept)
    Finding.objects.standing().update(last_seen=moment)
    return kept


def note(kept: Kept, scan: Scan) -> None:
    """Keep what happened to each finding."""
    rows = ((row.pk, scan.pk, what, scan.at) for row, what in kept.changes)
    insert(Change, ("finding", "scan", "what", "at"), rows)


def _batches(names: Iterable[Any]) -> Iterator[list[Any]]:
    rest = list(names)
    for start in range(0, len(rest), BATCH):
        yield rest[start : start + BATCH]


def fingerprint(detector: str, key: str) -> str:
    """What makes a finding the same one at the next look."""
    return hashlib.sha256(f"{detector}\n{key}".encode()).hexdigest()


def _rows(found: Iterable[tuple[Detector, Found]], moment: dt.datetime) -> Iterator[tuple[Finding, Found]]:
    for detector, one in found:
        evidence = [{"type": each.type, "id": each.id, "says": each.says} for each in one.evidence]
        row = Finding(
            fingerprint=fingerprint(detector.key, one.key), detector=detector.key,
            severity=int(one.severity or detector.severity), side=one.side, summary=one.summary[:300],
            evidence=evidence, figures=one.figures, step_label=one.step.label[:80],
            step_url=one.step.url[:2000], first_seen=moment, last_seen=moment,
        )  # fmt: skip
        yield row, one


def _write(
    rows: dict[str, tuple[Finding, Found]], known: dict[str, Finding], ground: Ground, kept: Kept
) -> None:
    new, changed = [], []
    for name, (row, one) in rows.items():
        before = known.get(name)
        if before is None:
            new.append((row, one))
            kept.changes.append((row, What.FOUND))
            continue
        back = before.gone_at is not None
        if back or any(getattr(before, part) != getattr(row, part) for part in CONTENT):
            if back or before.severity != row.severity:
                graver = What.GRAVER if row.severity > before.severity else What.MILDER
                kept.changes.append((before, What.BACK if back else graver))
            for part in CONTENT:
                setattr(before, part, getattr(row, part))
            before.gone_at = None
            changed.append((before, one))
    Finding.objects.bulk_create([row for row, _ in new], batch_size=BATCH)
    Finding.objects.bulk_update([row for row, _ in changed], [*CONTENT, "gone_at"], batch_size=100)
    for batch in _batches([row.pk for row, _ in changed]):
        Subject.objects.filter(finding__in=batch).delete()
        Concerned.objects.filter(finding__in=batch).delete()
    _hang([*new, *changed], ground)


def _hang(written: Sequence[tuple[Finding, Found]], ground: Ground) -> None:
    """What each finding rests on, and whom it concerns."""
    subjects: list[tuple[int, str, int]] = []
    people: list[tuple[int, int]] = []
    for row, one in written:
        things = {(each.type, each.id) for each in one.evidence if each.type}
        subjects += ((row.pk, kind, key) for kind, key in sorted(things))
        people += ((row.pk, person) for person in sorted(_people(one, ground)))
    insert(Subject, ("finding", "object_type", "object_id"), subjects)
    insert(Concerned, ("finding", "person"), people)


def _people(one: Found, ground: Ground) -> set[int]:
    """The owners of the goals in it, whom it names, and the holder of the office that it asks."""
    found = set(one.people)
    for each in one.evidence:
        if each.type == GOAL and each.id in ground.goals:
            found |= ground.goals[each.id].owners
    if one.side in ground.holders:
        found.add(ground.holders[one.side])
    return found


def _let_go(rows: Sequence[Finding], moment: dt.datetime, kept: Kept) -> None:
    gone = [row for row in rows if row.gone_at is None]
    for batch in _batches([row.pk for row in gone]):
        Finding.objects.filter(pk__in=batch).update(gone_at=moment)
    kept.changes += [(row, What.GONE) for row in gone]
