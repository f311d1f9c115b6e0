"""The blueprint as one text: what a version freezes, and what differs between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lintel.audit.canonical import content_hash
from lintel.estate.blueprint.models import Change, Plateau, Version, VersionState
from lintel.estate.blueprint.words import described

Body = dict[str, Any]


def body_now() -> Body:
    """Every plateau with the changes that count, in plain values. Names are frozen with them, so that a
    version reads the same when an entry is called something else later."""
    rows = list(Change.objects.counting().in_order().select_related("plateau"))
    said = described(rows)
    return {
        "plateaus": [
            {
                "number": plateau.pk, "name": plateau.name, "day": plateau.day.isoformat(),
                "note": plateau.note,
                "changes": [
                    {
                        "number": row.pk, "kind": row.kind, "facts": row.facts, "note": row.note,
                        "says": said[row.pk],
                    }
                    for row in rows
                    if row.plateau_id == plateau.pk
                ],
            }
            for plateau in Plateau.objects.all()
        ]
    }  # fmt: skip


def essence(body: Body) -> Body:
    """What a body means, without how it reads today."""
    return {
        "plateaus": [
            {**plateau, "changes": [_unworded(change) for change in plateau["changes"]]}
            for plateau in body["plateaus"]
        ]
    }  # fmt: skip


def _unworded(change: Body) -> Body:
    return {name: value for name, value in change.items() if name != "says"}


def hash_of_body(body: Body) -> str:
    """The same for the same plateaus and changes."""
    return content_hash(essence(body))


def signed_version() -> Version | None:
    """The version that both offices signed last."""
    return Version.objects.filter(state=VersionState.SIGNED).first()


@dataclass(frozen=True)
class Passage:
    """One sentence that comes, goes or reads otherwise in another version."""

    what: str
    plateau: str
    says: str
    was: str = ""


def passages(before: Body, after: Body) -> list[Passage]:
    """What a later body says that an earlier one does not, plateau by plateau."""
    found: list[Passage] = []
    old = {one["number"]: one for one in before["plateaus"]}
    new = {one["number"]: one for one in after["plateaus"]}
    for number in [*new, *(key for key in old if key not in new)]:
        one, other = old.get(number), new.get(number)
        name = (other or one or {})["name"]
        found += _of_plateau(one, other, name)
        found += _of_changes(one, other, name)
    return found


def _of_plateau(one: Body | None, other: Body | None, name: str) -> list[Passage]:
    if one is None and other is not None:
        return [Passage("comes", name, f"The plateau itself, reached on {other['day']}")]
    if other is None:
        return [Passage("goes", name, "The plateau itself")]
    words = {"name": "It is called", "day": "It is reached on", "note": "What is reached then:"}
    return [
        Passage("changes", name, f"{said} {other[key]}", f"{one[key]}")
        for key, said in words.items()
        if one and one[key] != other[key]
    ]


def _of_changes(one: Body | None, other: Body | None, name: str) -> list[Passage]:
    old = {row["number"]: row for row in one["changes"]} if one else {}
    new = {row["number"]: row for row in other["changes"]} if other else {}
    found = [Passage("comes", name, row["says"]) for key, row in new.items() if key not in old]
    found += [Passage("goes", name, row["says"]) for key, row in old.items() if key not in new]
    for key, row in new.items():
        if key in old and (row["facts"], row["note"]) != (old[key]["facts"], old[key]["note"]):
            found.append(Passage("changes", name, row["says"], old[key]["says"]))
    return found
