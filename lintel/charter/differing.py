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
    gone = fresh = ""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (what, a, b, c, d) in enumerate(codes):
        text = "".join(old[a:b])
        if what == "equal" and not (0 < place < len(codes) - 1 and len(text.split()) < 2):
            found += _changed(gone, fresh)
            found.append(Piece("same", text))
            gone = fresh = ""
        else:  # a single word between two changes belongs to them: torn apart, nobody could read it
            gone, fresh = gone + text, fresh + "".join(new[c:d])
    return found + _changed(gone, fresh)


def _changed(gone: str, fresh: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("gone", gone), ("new", fresh)) if text]


def _cut(text: str, other: str) -> list[str]:
    if len(text) + len(other) > MOST * 6:
        return text.splitlines(keepends=True)
    return _PIECES.findall(text)
