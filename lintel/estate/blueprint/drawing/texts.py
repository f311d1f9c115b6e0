"""How wide words are, so that they stay within their boxes whatever font the reader has."""

from functools import lru_cache

_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[] "), frozenset("mwMWQO@%—…&")


def width(text: str, size: float) -> float:
    """An upper estimate of the width of a text in a common sans-serif font, in the unit of `size`."""
    total = 0.0
    for letter in text:
        if letter in _NARROW:
            total += 0.36
        elif letter in _WIDE or ord(letter) > 0x2E7F:
            total += 1.0
        else:
            total += 0.72 if letter.isupper() else 0.6
    return total * size


@lru_cache(maxsize=4096)
def fitted(text: str, size: float, room: float) -> str:
    """The text, or as much of it as there is room for."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1].rstrip()
    return kept + "…"
