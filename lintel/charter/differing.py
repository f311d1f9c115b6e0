"""What was changed between two wordings, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\s+|[^\s]+")
MOST = 4_000  # pieces; beyond that whole lines are compared, which stays quick


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same`, `gone` or `new`."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The stretches that both have, that only `before` had, and that only `after` has, in reading order."""
    old, new = _cut(before, after), _cut(after, before)
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        found += [
            Piece(kind, text)
            for kind, text in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d])))
            if text
        ]
    return found


def _cut(text: str, other: str) -> list[str]:
    if len(text) + len(other) > MOST * 6:
        return text.splitlines(keepends=True)
    return _PIECES.findall(text)
