"""Two people who write at once: what each changed is kept, and only what both changed is asked about.

Three texts meet: what stood there when a form was opened, what somebody else wrote since, and what the form
holds. A field that only one of them changed keeps that change; a field that both changed is a clash.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Any

from django.db import models

from lintel.audit.canonical import canonical
from lintel.ui.problems import Stale

_PIECES = re.compile(r"\s*\S+|\s+")  # a word with the space before it: a space alone is found everywhere


NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: what it was, what the other wrote, what this person wrote; plain
    values as contents keep them."""

    field: str
    was: Any
    theirs: Any
    mine: Any


class Clashed(Stale):
    """Somebody changed the same fields meanwhile. Nothing was written; all three texts are here.

    `row` is the part that is there now, None where it was removed or where the clash is the proposal's own.
    `touched` names the fields that the writer changed; in all others what the other wrote stands. `both`
    holds texts of fields in which both edits are in already, as a form takes them.
    """

    def __init__(
        self,
        clashes: Sequence[Clash],
        version: int,
        title: str,
        way_out: str,
        row: models.Model | None = None,
        touched: Iterable[str] = (),
        both: Mapping[str, str] = NOTHING,
    ) -> None:
        super().__init__(title, way_out=way_out, field=clashes[0].field if clashes else "")
        self.clashes, self.version, self.row = list(clashes), version, row
        self.touched, self.both = frozenset(touched), both
        self.members = {
            "version": version,
            "current": {clash.field: clash.theirs for clash in clashes},
            "clashes": [
                {"field": clash.field, "was": clash.was, "theirs": clash.theirs, "mine": clash.mine}
                for clash in clashes
            ],
        }
        if row is not None:
            self.members["id"] = row.pk


def key_of(model: type[models.Model], name: str) -> str:
    """How contents name a field: people and other things by the number of the row."""
    return str(getattr(model._meta.get_field(name), "attname", name))


def plain_value(value: Any) -> Any:
    """A value as contents keep it, with the line ends of this house."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, str):
        return unified(value)
    return json.loads(canonical(value))


def unified(text: str) -> str:
    """Text with one kind of line end: browsers send another than programs."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def settle(
    model: type[models.Model], values: Mapping[str, Any], was: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Clash]]:
    """What of `values` is to be written, and where it clashes. `was` is what the writer saw, `now` what is.

    A value that the writer did not touch is left out, so that it does not undo what another wrote.
    """
    kept: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name, value in values.items():
        key = key_of(model, name)
        if key not in now and key not in was:
            kept[name] = value  # no word of the content, such as a pointer that no signature covers
            continue
        before, theirs, mine = (plain_value(one) for one in (was.get(key), now.get(key), value))
        if mine == before:
            continue
        if theirs not in (before, mine):
            clashes.append(Clash(name, before, theirs, mine))
        kept[name] = value
    return kept, clashes


def together(was: str, theirs: str, mine: str) -> str:
    """Both edits of one text in one: where they touch different words each goes in, where they touch the same
    words both stand behind each other (three-way merge of words after diff3)."""
    base = _PIECES.findall(was)
    one, other = _edits(base, _PIECES.findall(theirs)), _edits(base, _PIECES.findall(mine))
    out: list[str] = []
    at = 0
    while one or other:
        start = min(edits[0][0] for edits in (one, other) if edits)
        out += base[at:start]
        end, first, second = _stretch(start, one, other)
        out.append(
            _both(_applied(base, start, end, first), _applied(base, start, end, second), first, second)
        )
        at = end
    return "".join(out + base[at:])


Edit = tuple[int, int, list[str]]


def _edits(base: list[str], new: list[str]) -> list[Edit]:
    codes = SequenceMatcher(None, base, new, autojunk=False).get_opcodes()
    return [(a, b, new[c:d]) for what, a, b, c, d in codes if what != "equal"]


def _stretch(start: int, one: list[Edit], other: list[Edit]) -> tuple[int, list[Edit], list[Edit]]:
    """The edits of both that hang together from `start` on, taken out of both lists, and where they end."""
    end = start
    taken: tuple[list[Edit], list[Edit]] = ([], [])
    grew = True
    while grew:
        grew = False
        for edits, found in zip((one, other), taken, strict=True):
            while edits and edits[0][0] <= end:
                edit = edits.pop(0)
                found.append(edit)
                end, grew = max(end, edit[1]), True
    return end, taken[0], taken[1]


def _applied(base: list[str], start: int, end: int, edits: list[Edit]) -> str:
    out: list[str] = []
    at = start
    for first, last, new in edits:
        out += [*base[at:first], *new]
        at = last
    return "".join([*out, *base[at:end]])


def _both(theirs: str, mine: str, first: list[Edit], second: list[Edit]) -> str:
    if not first:
        return mine
    if not second or theirs == mine:
        return theirs
    # What one struck out and the other rewrote stays as it was rewritten: nothing that was written is lost.
    if not theirs.strip() or not mine.strip():
        return mine if mine.strip() else theirs
    between = "" if theirs[-1:].isspace() or mine[:1].isspace() else " "
    return theirs + between + mine
